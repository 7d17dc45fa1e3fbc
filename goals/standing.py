"""How one economy stands on every goal that is followed: for the pages of economies, which know no goals."""

from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, Max, OuterRef, Q, Subquery

from goals.models import Assessment, Evidence, Framework, Goal, GoalIndicator, Indicator, Reading
from goals.reasons import GRADES, ORDER
from reference.pointing import pointing_at


@dataclass(slots=True)
class Standing:
    """One framework and, for each of its goals, what is known of the economy."""

    framework: Framework
    goals: list = field(default_factory=list)

    @property
    def assessed(self) -> int:
        """On how many goals there is a grade or an editor’s judgement, and not only a reason why there is none."""
        return sum(any(one.stage or one.verdict in GRADES for one in goal.said) for goal in self.goals)

    @property
    def tally(self) -> dict:
        """{verdict: on how many goals} by the method."""
        words = [one.verdict for goal in self.goals for one in goal.said if one.verdict]
        return {word: words.count(word) for word in ORDER if word in words}

    @property
    def with_figures(self) -> int:
        return sum(bool(goal.figures) for goal in self.goals)


def _count(records, key="pk"):
    """How many of these rows belong to each goal, as a column; none is 0 to a template."""
    rows = records.order_by().values("goals").annotate(n=Count(key, distinct=True)).values("n")
    return Subquery(rows[:1], output_field=IntegerField())


def standing_of(economy, user) -> list[Standing]:
    """Two queries: the goals with what is counted of them here, and the assessments that hold now.

    Each goal has `figures` (indicators with a reading of this economy), `indicator_count`, `latest` (the last year
    of those readings), `evidence_count`, `case_count`, `said` (its assessments, the editors’ after the method’s)
    and `measured` (those by its indicators that have a figure, each with its indicator, in the editors’ order).
    """
    links = GoalIndicator.objects.filter(
        goal=OuterRef("pk"), indicator__in=Indicator.objects.visible_to(user)
    ).order_by()
    readings = Reading.objects.visible_to(user).current().filter(economy=economy)
    having = links.filter(indicator__readings__in=readings).values("goal")
    here = {"goals": OuterRef("pk"), "economy": economy}
    goals = (
        Goal.objects.visible_to(user)
        .select_related("framework", "area")
        .annotate(
            indicator_count=Subquery(links.values("goal").annotate(n=Count("pk")).values("n")[:1]),
            figures=Subquery(having.annotate(n=Count("indicator", distinct=True)).values("n")[:1]),
            latest=Subquery(having.annotate(last=Max("indicator__readings__year")).values("last")[:1]),
            evidence_count=_count(Evidence.objects.visible_to(user).filter(**here)),
            case_count=_count(pointing_at(Goal, "cases").visible_to(user).filter(**here)),
        )
        .order_by("-framework__year", "framework__code", "position")
    )
    found = {}
    for goal in goals:
        goal.said, goal.measured = [], []
        found.setdefault(goal.framework_id, Standing(goal.framework)).goals.append(goal)
    by_goal = {goal.pk: goal for standing in found.values() for goal in standing.goals}
    position = GoalIndicator.objects.filter(goal=OuterRef("goal"), indicator=OuterRef("indicator"))
    current = (
        Assessment.objects.visible_to(user)
        .current()
        .filter(economy=economy, goal__in=list(by_goal))
        .filter(Q(indicator=None) | Q(indicator__in=Indicator.objects.visible_to(user)))
        .annotate(place=Subquery(position.values("position")[:1]))
        .select_related("indicator")
    )
    for assessment in current.order_by("kind", "place", "pk"):
        goal = by_goal[assessment.goal_id]
        if assessment.indicator_id is None:
            goal.said.append(assessment)
        elif (assessment.inputs or {}).get("latest"):
            goal.measured.append(assessment)
    return list(found.values())
