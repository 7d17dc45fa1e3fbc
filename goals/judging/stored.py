"""Assessments in the database: worked out anew for a part of the record, written only where something changed."""

import copy
import json
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connections, router, transaction
from django.db.models import BigIntegerField, Exists, Max, OuterRef, Q
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from goals.headline import WITH_DISABILITIES, Figure, choose_series
from goals.judging.causes import cause_for_goal, cause_of_change
from goals.judging.verdicts import Aim, Settings, combine, judge_series
from goals.models import (
    Assessment,
    AssessmentKind,
    Cause,
    Direction,
    Framework,
    Goal,
    GoalIndicator,
    Indicator,
    Reading,
    Target,
)
from publishing.models import State
from reference.models import Economy

# Goals judged together, in one transaction: short enough that editors who save meanwhile hardly wait.
GOALS_AT_ONCE = 50
ROWS_AT_ONCE = 2000
POSTGRESQL_LOCK = 20240513  # any number that nothing else here locks


@dataclass(frozen=True, slots=True)
class Change:
    """One assessment that came, changed or was set aside. goal or indicator may be None, as in Assessment.

    was, now: verdicts; was is "" for a first one, now is "" for one set aside because its goal or indicator
    is no longer published, or they no longer belong together. cause: a Cause, "" where none is written.
    """

    economy: Economy
    goal: Goal | None
    indicator: Indicator | None
    was: str
    was_reason: str
    now: str
    now_reason: str
    cause: str = ""

    @property
    def is_of_status(self):
        """Whether readers see another word or reason, and not only newer figures under the same one."""
        return (self.was, self.was_reason) != (self.now, self.now_reason)


def reassess(economies=None, goals=None, indicators=None, *, cause=None, today=None, dry_run=False):
    """Judge anew and store what changed. Returns the Changes: by goal, then economy, indicators first.

    economies: records (or ids) to keep to, None for all. goals, indicators: what to judge, None and None for
    everything; an indicator brings all its goals along, and a goal all its indicators, since its answer
    needs them. Indicators that serve no published goal are judged by themselves. cause: a Cause to write
    instead of the one found by comparing. dry_run: say what would change and write nothing.

    What editors judged is never touched. A second run finds nothing to write.
    """
    today = today or timezone.localdate()
    economies = _ids(economies)
    changes = []
    for goal_ids, loose_ids in _parts(_ids(goals), _ids(indicators)):
        with nullcontext() if dry_run else transaction.atomic(using=_database()):
            if not dry_run:
                _wait_for_turn()
            part = _Part(goal_ids, loose_ids, economies, today)
            comparison = _Comparison(part, cause)
            if not dry_run:
                comparison.write(today)
        changes += comparison.changes
    return changes


def reassess_for(record, *, before=None, today=None):
    """Judge anew what a saved (or deleted) record bears upon, and return the Changes.

    record: a Reading, Target, Indicator, GoalIndicator, Goal, Framework or Economy; anything else bears upon nothing.
    before: the record as it was, when it may have belonged to another indicator, goal or economy.
    """
    scope = _scope(before, record)
    return reassess(**scope, today=today) if scope else []


def what_would_change(record, *, today=None):
    """The Changes of verdict or reason that saving a record would bring; nothing is written.

    The record is saved for a moment and taken back, so every rule of saving counts: raises ValidationError
    for one that cannot be saved. The record handed in stays as it is.
    """
    today = today or timezone.localdate()
    trial = copy.copy(record)
    before = type(record)._base_manager.filter(pk=record.pk).first() if record.pk else None
    using = router.db_for_write(type(record))
    with transaction.atomic(using=using):
        trial.save()
        scope = _scope(before, trial)
        now = _judge(scope, today)
        transaction.set_rollback(True, using=using)
    was = _judge(scope, today)
    changes = []
    for key in {**was, **now}:
        about, old = was.get(key, (None, None))
        about, new = now.get(key, (about, None))
        change = Change(*about, *_said(old), *_said(new))
        if change.is_of_status:
            changes.append(change)
    return changes


def _judge(scope, today):
    """{key: ((economy, goal, indicator), Judgement)} of a scope, as the record stands now."""
    if not scope:
        return {}
    judged = {}
    for goal_ids, loose_ids in _parts(_ids(scope.get("goals")), _ids(scope.get("indicators"))):
        part = _Part(goal_ids, loose_ids, _ids(scope.get("economies")), today)
        judged |= {key: (part.about(key), one) for key, one in part.judgements().items()}
    return judged


def _said(judgement):
    return (judgement.verdict, judgement.reason) if judgement else ("", "")


def _scope(*records):
    """What records bear upon, as arguments for reassess(); {} for nothing."""
    goals, indicators, economies = set(), set(), set()
    everywhere = False
    for record in records:
        match record:
            case Reading():
                # The first reading for persons with disabilities changes the group for every economy.
                indicators.add(record.indicator_id)
                everywhere = True
            case Target():
                indicators.add(record.indicator_id)
                economies.add(record.economy_id)
                everywhere = everywhere or record.economy_id is None
            case Indicator():
                indicators.add(record.pk)
                everywhere = True
            case GoalIndicator():
                goals.add(record.goal_id)
                indicators.add(record.indicator_id)
                everywhere = True
            case Goal():
                goals.add(record.pk)
                everywhere = True
            case Framework() if record.pk:
                goals.update(record.goals.values_list("pk", flat=True))
                everywhere = True
            case Economy():
                economies.add(record.pk)
    economies, goals, indicators = economies - {None}, goals - {None}, indicators - {None}
    if not (goals or indicators):
        return {"economies": economies} if economies else {}
    return {"goals": goals, "indicators": indicators} | ({} if everywhere else {"economies": economies})


def _ids(records):
    return None if records is None else {getattr(record, "pk", record) for record in records}


def _database():
    return router.db_for_write(Assessment)


def _wait_for_turn():
    """Let one run after the other write; SQLite does so by itself."""
    connection = connections[_database()]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [POSTGRESQL_LOCK])


def _public_goals():
    """A goal shows only where its framework does."""
    return Goal.objects.public().filter(framework__in=Framework.objects.public())


def _parts(goals, indicators):
    """(goal ids, indicator ids that may be loose) for each transaction."""
    links = GoalIndicator.objects.all()
    if goals is None and indicators is None:
        goals = set(Goal.objects.values_list("pk", flat=True))
        indicators = set(Indicator.objects.values_list("pk", flat=True))
    else:
        goals, indicators = goals or set(), indicators or set()
        pairs = list(
            links.filter(Q(goal__in=goals) | Q(indicator__in=indicators)).values_list(
                "goal_id", "indicator_id"
            )
        )
        indicators = indicators | {indicator for goal, indicator in pairs if goal in goals}
        goals = goals | {goal for goal, _indicator in pairs}
    in_order = list(
        Goal.objects.filter(pk__in=goals).order_by("framework", "position", "pk").values_list("pk", flat=True)
    )
    for start in range(0, len(in_order), GOALS_AT_ONCE):
        yield in_order[start : start + GOALS_AT_ONCE], []
    in_use = set(
        links.filter(indicator__in=indicators, goal__in=_public_goals()).values_list(
            "indicator_id", flat=True
        )
    )
    loose = sorted(indicators - in_use)
    set_aside = Assessment.objects.filter(
        kind=AssessmentKind.COMPUTED, is_current=True, goal=None, indicator__in=indicators & in_use
    )
    if not loose and not set_aside.exists():
        return
    yield [], sorted(indicators)


class _Part:
    """What is needed to judge some goals, or some indicators by themselves, read in one go."""

    def __init__(self, goal_ids, loose_ids, economy_ids, today):
        self.goal_ids, self.loose_ids, self.economy_ids = goal_ids, loose_ids, economy_ids
        self.today_year = today.year
        economies = Economy.objects.public().order_by("position")
        if economy_ids is not None:
            economies = economies.filter(pk__in=economy_ids)
        self.economies = {economy.pk: economy for economy in economies}
        goals = _public_goals().filter(pk__in=goal_ids).order_by("framework", "position", "pk")
        self.goals = {goal.pk: goal for goal in goals.select_related("framework")}
        links = GoalIndicator.objects.filter(indicator__in=Indicator.objects.public())
        links = links.order_by("position", "pk").values_list("goal_id", "indicator_id")
        self.members = defaultdict(list)
        if self.goals:
            for goal, indicator in links.filter(goal__in=self.goals):
                self.members[goal].append(indicator)
        loose = set(loose_ids)
        if loose:
            in_use = links.filter(indicator__in=loose, goal__in=_public_goals())
            loose -= {indicator for _goal, indicator in in_use}
        wanted = loose.union(*self.members.values())
        self.indicators = {one.pk: one for one in Indicator.objects.public().filter(pk__in=wanted)}
        self.loose = sorted(loose & self.indicators.keys())

    def about(self, key):
        economy, goal, indicator = key
        return self.economies[economy], self.goals.get(goal), self.indicators.get(indicator)

    def judgements(self):
        """{(economy id, goal id or None, indicator id or None): Judgement}, a goal after its indicators."""
        self._read_figures()
        self._read_targets()
        judged, series = {}, {}
        for indicator in self.indicators:
            for economy in self.economies:
                series[indicator, economy] = choose_series(self.figures.get((indicator, economy), ()))
        settings = {pk: self._settings(one) for pk, one in self.indicators.items()}

        def judge(economy, goal, indicator):
            has_groups = (indicator, economy) in self.only_groups
            aim = self._aim(economy, goal, indicator)
            return judge_series(
                series[indicator, economy],
                settings[indicator],
                aim,
                today_year=self.today_year,
                has_groups=has_groups,
            )

        for goal in self.goals:
            for economy in self.economies:
                members = []
                for indicator in self.members[goal]:
                    one = judged[economy, goal, indicator] = judge(economy, goal, indicator)
                    members.append((self.indicators[indicator].code, one))
                judged[economy, goal, None] = combine(members)
        for indicator in self.loose:
            for economy in self.economies:
                judged[economy, None, indicator] = judge(economy, None, indicator)
        return judged

    def _read_figures(self):
        public = Reading.objects.public().filter(indicator__in=self.indicators)
        # A reading gives way only to one that the public can see.
        replacing = Reading.objects.public().filter(pk=OuterRef("replaced_by"))
        public = public.filter(Q(replaced_by=None) | ~Exists(replacing))
        everyone = Q(sex="", location="", age="", level="", breakdown="")
        headline = everyone & Q(disability__in=("", WITH_DISABILITIES))
        apart = public.filter(everyone, disability=WITH_DISABILITIES, indicator__is_about_disability=True)
        self.apart = set(apart.order_by().values_list("indicator_id", flat=True).distinct())
        ours = public if self.economy_ids is None else public.filter(economy__in=self.economies)
        self.figures, only_groups = defaultdict(list), set()
        rows = ours.filter(headline).order_by()
        for indicator, economy, group, *figure in rows.values_list(
            "indicator_id",
            "economy_id",
            "disability",
            "year",
            "period",
            "value",
            "release",
            "has_break_before",
        ).iterator(chunk_size=20_000):
            if group == self.group_of(indicator):
                self.figures[indicator, economy].append(Figure(*figure))
            else:
                only_groups.add((indicator, economy))
        others = ours.exclude(headline).order_by()
        only_groups.update(others.values_list("indicator_id", "economy_id").distinct())
        self.only_groups = only_groups - self.figures.keys()

    def group_of(self, indicator):
        """Whose figures are the headline of an indicator: "with" disabilities or "" for all."""
        return WITH_DISABILITIES if indicator in self.apart else ""

    def _settings(self, indicator):
        is_band = indicator.direction == Direction.TOWARDS
        return Settings(
            direction=str(indicator.direction),
            base_year=indicator.base_year,
            lowest=indicator.lowest,
            highest=indicator.highest,
            band=(indicator.band_low, indicator.band_high) if is_band else None,
            group=self.group_of(indicator.pk),
        )

    def _read_targets(self):
        self.targets = defaultdict(list)
        targets = Target.objects.public().filter(indicator__in=self.indicators).order_by("target_year", "pk")
        if self.economy_ids is not None:
            targets = targets.filter(Q(economy__in=self.economies) | Q(economy=None))
        for target in targets:
            self.targets[target.indicator_id, target.economy_id, target.goal_id].append(target)

    def _aim(self, economy, goal, indicator):
        """The economy's own target for this goal, else its own for the indicator, else a collective one."""
        for whose, by in (("own", economy), ("collective", None)):
            for for_goal in dict.fromkeys((goal, None)):
                if found := self.targets.get((indicator, by, for_goal)):
                    target = self._nearest(found, goal)
                    year = target.target_year
                    return Aim(target.code, whose, target.value, year, target.base_year)
        return None

    def _nearest(self, targets, goal):
        """Of several, the one for the goal's own year, else the next to come, else the last."""
        goal_year = self.goals[goal].target_year if goal else None
        for target in targets:
            if target.target_year == goal_year:
                return target
        to_come = [target for target in targets if target.target_year >= self.today_year]
        return to_come[0] if to_come else targets[-1]


class _Comparison:
    """What is judged now beside what is stored: the Changes, and the rows to write for them."""

    def __init__(self, part, cause=None):
        self.part = part
        self.changes, self.to_create, self.to_close = [], [], []
        stored = self._stored()
        causes = defaultdict(set)  # of the indicators of one economy and goal
        for key, now in part.judgements().items():
            economy, goal, indicator = key
            pk, old = stored.pop(key, (None, None))
            inputs = json.loads(json.dumps(now.inputs))
            if old is not None and old == (now.verdict, now.reason, now.rule, inputs):
                continue
            was = old[3] if old else None
            if cause is not None:
                found = Cause(cause)
            elif indicator is not None:
                found = cause_of_change(was, inputs)
                causes[economy, goal].add(found)
            else:
                found = cause_for_goal(was, inputs, causes[economy, goal])
            if pk is not None:
                self.to_close.append(pk)
            self.to_create.append((key, now, found))
            self._tell(key, old, now, found)
        # What is left is stored of something that is no longer judged.
        for key, (pk, old) in stored.items():
            self.to_close.append(pk)
            self._tell(key, old, None, Cause.SETTINGS)

    def _stored(self):
        part = self.part
        rows = Assessment.objects.filter(kind=AssessmentKind.COMPUTED, is_current=True).order_by("pk")
        rows = rows.filter(Q(goal__in=part.goal_ids) | Q(goal=None, indicator__in=part.loose_ids))
        if part.economy_ids is not None:
            rows = rows.filter(economy__in=part.economy_ids)
        return {
            (economy, goal, indicator): (pk, tuple(said))
            for pk, economy, goal, indicator, *said in rows.values_list(
                "pk", "economy_id", "goal_id", "indicator_id", "verdict", "reason", "rule", "inputs"
            )
        }

    def _tell(self, key, old, now, cause):
        about = self.part.about(key) if now is not None else _records(key)
        was, was_reason = old[:2] if old else ("", "")
        self.changes.append(Change(*about, was, was_reason, *_said(now), str(cause)))

    def write(self, today):
        now = timezone.now()
        for start in range(0, len(self.to_close), ROWS_AT_ONCE):
            rows = Assessment.objects.filter(pk__in=self.to_close[start : start + ROWS_AT_ONCE])
            rows.update(is_current=False, changed_at=now)
        if not self.to_create:
            return
        number = _last_number()
        Assessment.objects.bulk_create(
            (
                Assessment(
                    code=f"{Assessment.CODE}-{number + n:04d}",
                    state=State.PUBLISHED,
                    kind=AssessmentKind.COMPUTED,
                    economy_id=economy,
                    goal_id=goal,
                    indicator_id=indicator,
                    on_day=today,
                    verdict=judgement.verdict,
                    reason=judgement.reason,
                    rule=judgement.rule,
                    inputs=judgement.inputs,
                    cause=cause,
                )
                for n, ((economy, goal, indicator), judgement, cause) in enumerate(self.to_create, start=1)
            ),
            batch_size=ROWS_AT_ONCE,
        )


def _records(key):
    """The records of a key that is set aside; few, so they are read one by one."""
    economy, goal, indicator = key
    return (
        Economy.objects.filter(pk=economy).first(),
        goal and Goal.objects.filter(pk=goal).select_related("framework").first(),
        indicator and Indicator.objects.filter(pk=indicator).first(),
    )


def _last_number():
    """The highest number in a code given so far."""
    stem = f"{Assessment.CODE}-"
    numbers = Assessment.objects.filter(code__regex=rf"^{stem}[0-9]{{1,15}}$")
    tail = Cast(Substr("code", len(stem) + 1), BigIntegerField())
    return numbers.aggregate(last=Max(tail))["last"] or 0
