"""What is lacking for a judgement, pair by pair of goal and economy, and a letter that asks for it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals import reasons
from goals.judging.verdicts import NO_INDICATOR, ONLY_GROUPS
from goals.models import Assessment, AssessmentKind, GoalIndicator, Indicator
from goals.progress import Reason, VerdictWord
from publishing.languages import text_of

# What lacks, in a few words; and what would close the gap. A reason that is not here lacks nothing.
LACKS = {
    NO_INDICATOR: (
        gettext_lazy("no indicator"),
        gettext_lazy("An indicator has to be chosen that measures this goal."),
    ),
    Reason.NO_READING: (
        gettext_lazy("no reading"),
        gettext_lazy("Two published readings of different years are needed."),
    ),
    ONLY_GROUPS: (
        gettext_lazy("readings for some groups only"),
        gettext_lazy("Readings for the whole group that this indicator is about are needed."),
    ),
    Reason.NO_READING_SINCE_BASE: (
        gettext_lazy("no reading since the base year"),
        gettext_lazy("A reading of the base year or later is needed."),
    ),
    Reason.ONE_READING: (gettext_lazy("one reading only"), gettext_lazy("A second reading is needed.")),
    Reason.STALE: (gettext_lazy("latest reading too old"), gettext_lazy("A newer reading is needed.")),
    Reason.SERIES_BREAK: (
        gettext_lazy("series break"),
        gettext_lazy("Two readings counted in the same way are needed."),
    ),
    Reason.NO_TARGET: (
        gettext_lazy("no target set"),
        gettext_lazy("A target of its own, with its year, is needed."),
    ),
    Reason.NO_TARGET_YEAR: (
        gettext_lazy("target without a year"),
        gettext_lazy("The year of the target is needed."),
    ),
    Reason.TARGET_YEAR_PASSED: (
        gettext_lazy("target year passed"),
        gettext_lazy("A new target, or a reading of the target year, is needed."),
    ),
    Reason.TARGET_YEAR_NOT_AFTER_BASE: (
        gettext_lazy("target year not after the first reading"),
        gettext_lazy("An earlier reading or a later target year is needed."),
    ),
    Reason.TARGET_ON_WRONG_SIDE: (
        gettext_lazy("target behind where it stood"),
        gettext_lazy("The target has to be checked with the economy."),
    ),
    Reason.DUPLICATE_PERIOD: (
        gettext_lazy("two figures for one year"),
        gettext_lazy("Which of the figures holds has to be told."),
    ),
    Reason.NO_DIRECTION: (
        gettext_lazy("no direction"),
        gettext_lazy("Whether higher or lower is better has to be settled."),
    ),
    Reason.FROM_ZERO: (
        gettext_lazy("series starts from zero"),
        gettext_lazy("A reading above zero is needed to start from."),
    ),
    Reason.TO_ZERO: (
        gettext_lazy("target of zero"),
        gettext_lazy("No rate leads to zero; only the way gone can be told."),
    ),
    Reason.SIGN_CHANGE: (
        gettext_lazy("figures on two sides of zero"),
        gettext_lazy("No rate leads across zero; only the figures can be told."),
    ),
}
# Beside a verdict without a target these lack as well; the rest of what is noted there is no gap.
ALSO = (
    Reason.NO_READING_SINCE_BASE,
    Reason.ONE_READING,
    Reason.STALE,
    Reason.SERIES_BREAK,
    Reason.NO_DIRECTION,
)
UNJUDGED = tuple(word for word in reasons.ORDER if word not in reasons.GRADES)


def lack(code):
    """What lacks, in a few words; the label of the status for a code that names no gap."""
    return str(LACKS[code][0]) if code in LACKS else reasons.label(VerdictWord.CANNOT_SAY).lower()


def remedy(code):
    """What would close the gap, in one sentence; empty where nothing would."""
    return str(LACKS[code][1]) if code in LACKS else ""


def reason_of_goal(assessment):
    """The reason of a goal: readings for some groups are not “no reading”, though neither is judged by."""
    members = (assessment.inputs or {}).get("members", ())
    if assessment.reason == Reason.NO_READING and any(one["reason"] == ONLY_GROUPS for one in members):
        return ONLY_GROUPS
    return assessment.reason


@dataclass(slots=True)
class Missing:
    """What lacks of one indicator (None: of the goal itself) in one economy. codes: keys of LACKS."""

    indicator: Indicator | None
    codes: list = field(default_factory=list)
    year: int | None = None

    @property
    def words(self):
        """In a few words: "no target set, one reading only"."""
        return [lack(code) for code in self.codes]

    @property
    def remedies(self):
        return [sentence for code in self.codes if (sentence := remedy(code))]


def codes_of(verdict, reason, also=(), has_target=True):
    """The codes of what lacks behind a verdict, its own reason first; [] for a grade."""
    if not verdict or verdict in reasons.GRADES:
        return []
    further = [code for code in also or () if code in ALSO]
    if not has_target:
        further.append(Reason.NO_TARGET)
    return [str(code) for code in dict.fromkeys((reason, *further)) if code]


def by_the_method(user, goals, economies):
    """What the method says now of these goals and economies, that this reader may see."""
    return (
        Assessment.objects.visible_to(user)
        .current()
        .filter(kind=AssessmentKind.COMPUTED, indicator=None, goal__in=goals, economy__in=economies)
    )


@dataclass(slots=True)
class Counts:
    """How many pairs of goal and economy there are, can be judged, and cannot; the latter by goal and economy too."""

    every: int
    assessed: int = 0
    judged: int = 0
    by_verdict: Counter = field(default_factory=Counter)
    by_goal: dict = field(default_factory=lambda: defaultdict(Counter))
    by_economy: dict = field(default_factory=lambda: defaultdict(Counter))

    @property
    def gaps(self):
        return self.by_verdict.total()

    @property
    def unassessed(self):
        return max(0, self.every - self.assessed)


def count_gaps(assessments, every):
    """The Counts of assessments by the method. One query."""
    found = Counts(every)
    for goal, economy, verdict in assessments.order_by().values_list("goal_id", "economy_id", "verdict"):
        found.assessed += 1
        if verdict in reasons.GRADES:
            found.judged += 1
        else:
            for words in (found.by_verdict, found.by_goal[goal], found.by_economy[economy]):
                words[verdict] += 1
    return found


def put_missing(user, gaps):
    """On each gap its `missing`, indicator by indicator in the order of the goal. Two queries."""
    goals = {gap.goal_id for gap in gaps}
    economies = {gap.economy_id for gap in gaps}
    links = GoalIndicator.objects.filter(goal__in=goals, indicator__in=Indicator.objects.visible_to(user))
    serving = defaultdict(list)
    for link in links.select_related("indicator").order_by("position", "pk"):
        serving[link.goal_id].append(link.indicator)
    rows = (
        Assessment.objects.visible_to(user)
        .current()
        .filter(
            kind=AssessmentKind.COMPUTED,
            goal__in=goals,
            economy__in=economies,
            indicator__in=Indicator.objects.visible_to(user),
        )
        .order_by()
        .values_list(
            "goal_id",
            "economy_id",
            "indicator_id",
            "verdict",
            "reason",
            "inputs__also",
            "inputs__target__year",
            "inputs__latest__year",
        )
    )
    said = {row[:3]: row[3:] for row in rows}
    for gap in gaps:
        gap.missing = []
        for indicator in serving[gap.goal_id]:
            verdict, reason, also, target_year, year = said.get(
                (gap.goal_id, gap.economy_id, indicator.pk), ("", "", (), None, None)
            )
            if codes := codes_of(verdict, reason, also, has_target=target_year is not None):
                gap.missing.append(Missing(indicator, codes, year))
        if not gap.missing:
            gap.missing.append(Missing(None, [gap.reason] if gap.reason else []))
    return gaps


def letter(gaps, *, about, address, day, goes_on=False):
    """A plain text that asks for what is lacking, to send as it is.

    gaps: with their `missing`; about: whose figures or which goal, in words; address: of the page with all;
    goes_on: the list is longer than these.
    """
    lines = [
        _("About: what is missing to judge progress on APEC’s goals – %(about)s") % {"about": about},
        "",
        _(
            "APEC Tracker is an independent record of what APEC economies promised and how far they have come. "
            "On the goals below it cannot say how far, because the following is not published or not known to us."
        ),
        "",
    ]
    for gap in gaps:
        whose = text_of(gap.economy, "name").value
        lines.append(
            _("%(economy)s – %(framework)s, goal %(number)s: %(title)s")
            % {
                "economy": whose,
                "framework": text_of(gap.goal.framework, "short_name").value
                or text_of(gap.goal.framework, "name").value,
                "number": gap.goal.number,
                "title": text_of(gap.goal, "title").value,
            }
        )
        for missing in gap.missing:
            lines.append(f"- {line_of(missing)}")
        lines.append("")
    if goes_on:
        lines += [_("The list goes on at the address below."), ""]
    lines += [
        _("Could you tell us where these figures and targets are published, or when they will be?"),
        "",
        _("All that we have, with its sources: %(address)s") % {"address": address},
        _("As of %(day)s.") % {"day": day},
    ]
    return "\n".join(lines)


def line_of(missing):
    """One indicator and what lacks of it: "Unemployment rate (8.5.2): no target set; latest reading 2019"."""
    mark = _("; ")
    said = mark.join(missing.words) or reasons.label(VerdictWord.CANNOT_SAY).lower()
    if missing.year:
        said = _("%(lacks)s (latest reading: %(year)s)") % {"lacks": said, "year": missing.year}
    if missing.indicator is None:
        return said
    name = text_of(missing.indicator, "short_name").value or text_of(missing.indicator, "name").value
    return _("%(indicator)s (%(slug)s): %(lacks)s") % {
        "indicator": name,
        "slug": missing.indicator.slug,
        "lacks": said,
    }
