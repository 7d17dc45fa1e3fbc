"""Where many economies stand on many goals: what the pages of goal sets, goals and indicators ask for at once."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals import reasons
from goals.charts.meters import time_and_way
from goals.models import Assessment, AssessmentKind, Indicator
from goals.numerals import Unit, share
from goals.progress import Trend, VerdictWord, enough_economies


@dataclass(slots=True)
class Stand:
    """What is said of one economy and one goal now: by the method and, beside it, by an editor."""

    verdict: str = ""
    reason: str = ""
    stage: str = ""


@dataclass(slots=True)
class Standings:
    """The Stands of some goals and economies; an economy that nobody has assessed stands as an empty one."""

    by_goal: dict = field(default_factory=lambda: defaultdict(dict))
    by_framework: dict = field(default_factory=lambda: defaultdict(Counter))

    def of(self, goal, economy):
        return self.by_goal.get(goal.pk, {}).get(economy.pk) or Stand()

    def verdicts(self, goal, economies):
        """The verdict of every economy in turn; none at all where nobody has been assessed by the method."""
        said = self.by_goal.get(goal.pk, {})
        if not any(stand.verdict for stand in said.values()):
            return []
        return [said[economy.pk].verdict if economy.pk in said else "" for economy in economies]

    def stages(self, goal, economies):
        """{stage: how many economies} as editors judged, in the order of the rubric."""
        said = self.by_goal.get(goal.pk, {})
        given = [said[economy.pk].stage for economy in economies if economy.pk in said]
        return {stage: given.count(stage) for stage in reasons.STAGES if stage in given}

    def tally(self, framework):
        """{verdict: how many pairs of goal and economy} of a framework."""
        words = self.by_framework.get(framework.pk, {})
        return {word: words[word] for word in reasons.ORDER if word in words}


def standings(user, goals, economies):
    """One query: what holds now of every one of these goals (a queryset will do) and economies."""
    found = Standings()
    rows = (
        Assessment.objects.visible_to(user)
        .current()
        .filter(goal__in=goals, indicator=None, economy__in=economies)
        .order_by()
        .values_list("goal__framework_id", "goal_id", "economy_id", "kind", "verdict", "reason", "stage")
    )
    for framework, goal, economy, kind, verdict, reason, stage in rows:
        stand = found.by_goal[goal].setdefault(economy, Stand())
        if kind == AssessmentKind.COMPUTED:
            stand.verdict, stand.reason = verdict, reason
            found.by_framework[framework][verdict] += 1
        else:
            stand.stage = stage
    return found


def lead_sentence(tally, goal_count, economy_count):
    """What a reader comes for: how many answers there are to give, and how many can be given, in words."""
    every = goal_count * economy_count
    if not every or not any(tally.get(word) for word in reasons.ORDER):
        return ""
    judged = {word: count for word, count in tally.items() if word in reasons.GRADES}
    others = {word: count for word, count in tally.items() if word and word not in reasons.GRADES}
    numbers = {
        "judged": sum(judged.values()),
        "graded": reasons.tally_words(judged),
        "others": lacking(others),
    }
    pairs = _("%(goals)s and %(economies)s: %(all)s answers to give.") % {
        "goals": ngettext("%(n)s goal", "%(n)s goals", goal_count) % {"n": goal_count},
        "economies": ngettext("%(n)s economy", "%(n)s economies", economy_count) % {"n": economy_count},
        "all": every,
    }
    if not judged:
        return reasons.joined(pairs, _("None can be given yet: %(others)s.") % numbers)
    given = _("%(judged)s can be given: %(graded)s.") % numbers
    rest = _("The others cannot be given yet: %(others)s.") % numbers if others else ""
    return reasons.joined(pairs, given, rest)


def lacking(counts):
    """What stands in the way, from {verdict: how many}: "for 54 there are figures but no target, …"."""
    said = {
        VerdictWord.NO_TARGET: _("for %(n)s there are figures but no target"),
        VerdictWord.NO_READING: _("for %(n)s there is no reading to judge by"),
        VerdictWord.CANNOT_SAY: _("for %(n)s something else is lacking"),
    }
    mark = pgettext("between the items of a list", ", ")
    return mark.join(said[word] % {"n": count} for word, count in counts.items() if word in said)


# Time and way


@dataclass(frozen=True, slots=True)
class TimeGone:
    """How much of the time of a promise has gone, as a share."""

    start: int
    end: int
    share: float

    @property
    def words(self):
        return share(self.share)


def time_gone(start, end, today):
    """The TimeGone from the first day of the year `start` to the last of `end`; None without a year to come to."""
    if start is None or end is None or end < start:
        return None
    first, last = date(start, 1, 1), date(end, 12, 31)
    gone = (today - first).days / (last - first).days
    return TimeGone(start, end, max(0.0, min(1.0, gone)))


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of a figure over so many economies, each counted once; low and high are the ends."""

    value: float
    count: int
    low: float
    high: float


def middle(values, of):
    """The Middle of the economies' figures, or None where fewer than two thirds of them have one."""
    values = list(values)
    if not values or not enough_economies(len(values), of):
        return None
    return Middle(median(values), len(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Way:
    """The middle of the economies' ways and of their times, as shares of their own paths."""

    way: Middle
    time: Middle

    @property
    def bar(self):
        return time_and_way(self.time.value, self.way.value)

    @property
    def words(self):
        return share(self.way.value)

    @property
    def time_words(self):
        return share(self.time.value)


def ways(user, goals, economies):
    """{goal id: Way} where two thirds of the economies have a path by the same indicator. One query."""
    rows = (
        Assessment.objects.visible_to(user)
        .current()
        .filter(
            goal__in=goals,
            indicator__in=Indicator.objects.visible_to(user),
            economy__in=economies,
            kind=AssessmentKind.COMPUTED,
            inputs__has_keys=["way_gone", "time_gone"],
        )
        .order_by("goal", "indicator")
        .values_list("goal_id", "indicator_id", "inputs__way_gone", "inputs__time_gone")
    )
    found = defaultdict(list)
    for goal, indicator, way, time in rows:
        found[goal, indicator].append((way, time))
    result = {}
    for (goal, _indicator), pairs in found.items():
        one = way_of(pairs, len(economies))
        if one:
            result.setdefault(goal, one)
    return result


def way_of(pairs, of):
    """The Way of (way gone, time gone) pairs, or None for fewer than two thirds of the economies."""
    pairs = list(pairs)
    way, time = (middle([pair[n] for pair in pairs], of) for n in (0, 1))
    return Way(way, time) if way and time else None


def way_of_assessments(assessments, of):
    """The same from assessments by one indicator."""
    told = [one.inputs or {} for one in assessments]
    return way_of(
        [
            (inputs["way_gone"], inputs["time_gone"])
            for inputs in told
            if {"way_gone", "time_gone"} <= inputs.keys()
        ],
        of,
    )


# One indicator over all economies


def finding_of(assessments, of):
    """The title of the small charts of one indicator: what they show, in a sentence without a full stop."""
    verdicts = [one.verdict for one in assessments]
    graded = {word: verdicts.count(word) for word in reasons.GRADES if word in verdicts}
    if graded:
        said = reasons.tally_words(graded)
        return pgettext("title of small charts", "Of %(of)s economies: %(tally)s") % {"of": of, "tally": said}
    trends = [(one.inputs or {}).get("trend") for one in assessments]
    moving = [
        pgettext("how many, which way", "%(count)s %(trend)s")
        % {"count": trends.count(trend), "trend": reasons.trend_label(trend)}
        for trend in map(str, Trend)
        if trend in trends
    ]
    numbers = {"of": of, "have": sum(bool((one.inputs or {}).get("points")) for one in assessments)}
    if not moving:
        return _("%(have)s of %(of)s economies have a figure; no trend can be told yet") % numbers
    if still := numbers["have"] - sum(trend in map(str, Trend) for trend in trends):
        moving.append(pgettext("how many economies", "%(count)s without a trend") % {"count": still})
    numbers["moving"] = pgettext("between the items of a list", ", ").join(moving)
    if any((one.inputs or {}).get("target") for one in assessments):
        return _("%(have)s of %(of)s economies have a figure: %(moving)s") % numbers
    return _("%(have)s of %(of)s economies have a figure: %(moving)s; none has set a target") % numbers


def apec_sentence(assessments, indicator, of):
    """The middle of the economies' latest figures, or why none is given."""
    latest = [(one.inputs or {}).get("latest") for one in assessments]
    latest = [figure for figure in latest if figure]
    found = middle([figure["value"] for figure in latest], of)
    numbers = {"n": len(latest), "of": of}
    if found is None:
        return (
            _("No figure for APEC as a whole: %(n)s of %(of)s economies have one, and two thirds are needed.")
            % numbers
        )
    years = sorted(figure["year"] for figure in latest)
    return _middle_words(found, Unit.of(indicator), years)


def _middle_words(found, unit, years):
    said = _(
        "Half of the %(n)s economies with a figure stand at %(value)s or more; the lowest has %(low)s, the "
        "highest %(high)s. Each economy counts once."
    ) % {
        "n": found.count,
        "value": unit.say(found.value),
        "low": unit.say(found.low),
        "high": unit.say(found.high),
    }
    when = {"first": years[0], "last": years[-1]}
    if years[0] == years[-1]:
        return reasons.joined(said, _("All readings are of %(last)s.") % when)
    return reasons.joined(said, _("The latest readings are of %(first)s to %(last)s.") % when)
