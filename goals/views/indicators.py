from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.figures import grid
from goals.filters import Choices, IndicatorFilter, ReadingFilter
from goals.models import Goal, GoalIndicator, Indicator, Reading
from goals.views.series import assessments_of, goals_served, judged_for, key_of
from goals.where import apec_sentence, finding_of, way_of_assessments
from publishing.collation import in_name_order
from publishing.languages import first_of
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.models import Economy
from reference.pointing import count_by


@require_safe
def indicator_list(request):
    records = Indicator.objects.visible_to(request.user)
    narrowed = IndicatorFilter(request.GET, records, Choices(request.user))
    page = page_of(request, narrowed.qs)
    economies = Economy.objects.visible_to(request.user)
    readings = Reading.objects.visible_to(request.user).current().filter(economy__in=economies)
    having = count_by(readings.filter(indicator__in=list(page)), "indicator", of="economy")
    goals = Goal.objects.visible_to(request.user)
    links = GoalIndicator.objects.filter(indicator__in=list(page), goal__in=goals)
    serves = {}
    for link in links.select_related("goal__framework").order_by("goal__framework", "goal__position"):
        serves.setdefault(link.indicator_id, []).append(link.goal)
    for indicator in page:
        indicator.economies_with_figures = having.get(indicator.pk, 0)
        indicator.serves = serves.get(indicator.pk, [])
    return render(
        request,
        "goals/indicator_list.html",
        {
            "filter": narrowed,
            "page": page,
            "economy_count": economies.count(),
            "crumbs": crumbs((_("Goals"), reverse("goals:overview")), (_("Indicators"), "")),
        },
    )


@require_safe
def indicator(request, slug):
    record = find(request, Indicator.objects.all(), slug=slug)
    user = request.user
    economies = list(Economy.objects.visible_to(user).in_apec_order())
    readings = Reading.objects.visible_to(user).filter(indicator=record, economy__in=economies)
    current = list(readings.current().in_order())
    periods, rows = grid(economies, current, record.is_about_disability)
    have = {reading.economy_id for reading in current}
    listed = readings.select_related("economy", "source").in_order()
    narrowed = ReadingFilter(request.GET, listed, Choices(user))
    page = page_of(request, narrowed.qs)
    links = goals_served(user, record)
    goal = judged_for(links, request.GET.get("goal"))
    said = assessments_of(user, record, goal, economies)
    return render(
        request,
        "goals/indicator.html",
        {
            "indicator": record,
            "custodians": in_name_order(record.custodians.visible_to(user)),
            "links": links,
            "judged_for": goal,
            "other_goals": [(key_of(link.goal), link.goal) for link in links if link.goal != goal],
            "said": said,
            "drawn": [one for one in said if (one.inputs or {}).get("points")],
            "asked": next((one for one in said if one.economy.apec_code == request.GET.get("economy")), None),
            "finding": finding_of(said, len(economies)),
            "verdicts": [one.verdict for one in said],
            "way": way_of_assessments(said, len(economies)),
            "for_apec": apec_sentence(said, record, len(economies)),
            "economies": economies,
            "have": len(have),
            "without": [economy for economy in economies if economy.pk not in have],
            "periods": periods,
            "rows": rows,
            "filter": narrowed,
            "page": page,
            "apparatus": Apparatus(user, record.code, sources=[reading.source for reading in page]),
            "crumbs": crumbs(
                (_("Goals"), reverse("goals:overview")),
                (_("Indicators"), reverse("goals:indicator_list")),
                (first_of(record, "short_name", "name"), ""),
            ),
        },
    )
