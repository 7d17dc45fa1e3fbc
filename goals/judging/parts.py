"""The record, part by part, as far as it is needed to judge goals or indicators, and what the method says of each."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from goals.headline import WITH_DISABILITIES, Figure, choose_series
from goals.judging.verdicts import Aim, Settings, combine, judge_series
from goals.models import (
    Assessment,
    AssessmentKind,
    Direction,
    Framework,
    Goal,
    GoalIndicator,
    Indicator,
    Reading,
    Target,
)
from reference.models import Economy

# Goals judged together, in one transaction: short enough that editors who save meanwhile hardly wait.
GOALS_AT_ONCE = 50


def public_goals():
    """A goal shows only where its framework does."""
    return Goal.objects.public().filter(framework__in=Framework.objects.public())


def parts_of(goals, indicators):
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
        links.filter(indicator__in=indicators, goal__in=public_goals()).values_list("indicator_id", flat=True)
    )
    loose = sorted(indicators - in_use)
    set_aside = Assessment.objects.filter(
        kind=AssessmentKind.COMPUTED, is_current=True, goal=None, indicator__in=indicators & in_use
    )
    if not loose and not set_aside.exists():
        return
    yield [], sorted(indicators)


class Part:
    """What is needed to judge some goals, or some indicators by themselves, read in one go."""

    def __init__(self, goal_ids, loose_ids, economy_ids, today):
        self.goal_ids, self.loose_ids, self.economy_ids = goal_ids, loose_ids, economy_ids
        self.today_year = today.year
        economies = Economy.objects.public().order_by("position")
        if economy_ids is not None:
            economies = economies.filter(pk__in=economy_ids)
        self.economies = {economy.pk: economy for economy in economies}
        goals = public_goals().filter(pk__in=goal_ids).order_by("framework", "position", "pk")
        self.goals = {goal.pk: goal for goal in goals.select_related("framework")}
        links = GoalIndicator.objects.filter(indicator__in=Indicator.objects.public())
        links = links.order_by("position", "pk").values_list("goal_id", "indicator_id")
        self.members = defaultdict(list)
        if self.goals:
            for goal, indicator in links.filter(goal__in=self.goals):
                self.members[goal].append(indicator)
        loose = set(loose_ids)
        if loose:
            in_use = links.filter(indicator__in=loose, goal__in=public_goals())
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
