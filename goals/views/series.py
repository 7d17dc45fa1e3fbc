"""The series that a page draws and its files hold: one economy on one indicator, or all economies on it."""

from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals import where
from goals.charts import told
from goals.models import Assessment, AssessmentKind, Goal, GoalIndicator, Indicator
from goals.views.promises import find_economy, goal_at, indicators_of
from publishing.views import find
from reference.models import Economy


@dataclass(slots=True)
class Series:
    """What is drawn. assessments: current ones by the method, with their economies; economy: None for all."""

    indicator: Indicator
    assessments: list = field(default_factory=list)
    economy: Economy | None = None
    file_name: str = ""
    of: int = 0

    @property
    def with_figures(self):
        return [one for one in self.assessments if (one.inputs or {}).get("points")]

    @property
    def has_figures(self):
        return bool(self.with_figures)

    def chart(self):
        source = source_words(self.with_figures)
        if self.economy:
            return told.line_chart(self.with_figures[0], self.indicator, self.economy, source)
        title = where.finding_of(self.assessments, self.of)
        return told.small_multiples(self.indicator, self.with_figures, title, source)

    def csv(self):
        if self.economy:
            return told.chart_csv(self.with_figures[0])
        return told.multiples_csv(self.with_figures)


def source_words(assessments):
    """Where the figures of a chart are from, for the foot of its file: their releases, and who drew it."""
    releases = dict.fromkeys(
        release for one in assessments for release in (one.inputs or {}).get("releases", ()) if release
    )
    named = pgettext("between the items of a list", ", ").join(releases)
    drawn = _("Chart: APEC Tracker.")
    return (_("Releases: %(releases)s.") % {"releases": named} + " " + drawn) if named else drawn


def by_the_method(user):
    return Assessment.objects.visible_to(user).current().filter(kind=AssessmentKind.COMPUTED)


def of_goal(request, framework, number, economy, page):
    """The Series of one economy and goal: of the indicator asked for, else of the first that has figures."""
    goal = goal_at(request, framework, number, page, economy)
    place = find_economy(request, economy, goal, page)
    indicators = [link.indicator for link in indicators_of(request.user, goal)]
    asked = request.GET.get("indicator")
    if asked:
        indicators = [one for one in indicators if one.slug == asked]
    said = by_the_method(request.user).filter(goal=goal, economy=place, indicator__in=indicators)
    by_indicator = {one.indicator_id: one for one in said}
    for indicator in indicators:
        one = by_indicator.get(indicator.pk)
        if one and (one.inputs or {}).get("points"):
            name = f"{goal.framework.slug}-{goal.number}-{place.slug}-{indicator.slug}"
            return Series(indicator, [one], place, name, 1)
    raise Http404


def goals_served(user, indicator):
    """The visible goals that an indicator serves, in order, as GoalIndicator."""
    links = GoalIndicator.objects.filter(indicator=indicator, goal__in=Goal.objects.visible_to(user))
    return list(links.select_related("goal__framework").order_by("goal__framework", "goal__position"))


def key_of(goal):
    """A goal as addresses name it: arequipa-3."""
    return f"{goal.framework.slug}-{goal.number}"


def judged_for(links, asked):
    """The goal whose assessments a page of an indicator shows: the one asked for, else the first it serves."""
    goals = {key_of(link.goal): link.goal for link in links}
    return goals.get(asked) or next(iter(goals.values()), None)


def assessments_of(user, indicator, goal, economies):
    """The current assessments of an indicator for a goal (None: by itself), in the order of `economies`."""
    said = {
        one.economy_id: one
        for one in by_the_method(user).filter(indicator=indicator, goal=goal, economy__in=economies)
    }
    found = []
    for economy in economies:
        if one := said.get(economy.pk):
            one.economy = economy
            found.append(one)
    return found


def of_indicator(request, slug):
    """The Series of an indicator: all economies, or the one asked for."""
    indicator, user = find(request, Indicator.objects.all(), slug=slug), request.user
    economies = list(Economy.objects.visible_to(user).in_apec_order())
    of = len(economies)
    name, place = indicator.slug, None
    if code := request.GET.get("economy"):
        economies = [economy for economy in economies if economy.apec_code == code]
        if not economies:
            raise Http404
        place = economies[0]
        name = f"{name}-{place.slug}"
    links = goals_served(user, indicator)
    asked = request.GET.get("goal")
    goal = judged_for(links, asked)
    if asked and (goal is None or key_of(goal) != asked):
        raise Http404
    return Series(indicator, assessments_of(user, indicator, goal, economies), place, name, of)
