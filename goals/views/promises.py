from collections import Counter
from types import SimpleNamespace

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals import reasons
from goals.figures import lines
from goals.filters import SeriesForm
from goals.gaps import lack, reason_of_goal, remedy
from goals.models import (
    Assessment,
    AssessmentKind,
    Evidence,
    Framework,
    Goal,
    GoalIndicator,
    Indicator,
    Reading,
    Target,
)
from goals.views.frameworks import called, notes_of, relations_of
from goals.where import finding_of, time_gone, way_of_assessments
from publishing.languages import text_of
from publishing.middleware import Moved
from publishing.templatetags.words import marked
from publishing.views import PER_PAGE, find
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.models import Economy

HISTORY_READ = 500  # assessments of one economy and goal, indicators included


def goal_at(request, framework, number, page, *rest):
    """The goal of an address; under an earlier name of its framework it leads to the same page today."""
    goals = Goal.objects.for_cards().with_neighbours(request.user, timezone.localdate())
    try:
        return find(request, goals, framework__slug=framework, number=number)
    except Http404:
        renamed = Framework.at_former_address(Framework.objects.public(), framework)
        if renamed is None:
            raise
        raise Moved(reverse(page, args=[renamed.slug, number, *rest])) from None


def indicators_of(user, goal):
    """The indicators that serve a goal, in the editors’ order, as GoalIndicator with its note."""
    links = GoalIndicator.objects.filter(goal=goal, indicator__in=Indicator.objects.visible_to(user))
    return list(links.select_related("indicator").order_by("position", "pk"))


def neighbour(goal, word):
    """The goal before or after, as _parts/_prevnext.html reads it; None at either end."""
    number = getattr(goal, f"{word}_number")
    if number is None:
        return None
    titles = SimpleNamespace(
        title_en=getattr(goal, f"{word}_title_en"), title_zh_hant=getattr(goal, f"{word}_title_zh_hant")
    )
    return {
        "name": marked(text_of(titles, "title")),
        "url": reverse("goals:goal", args=[goal.framework.slug, number]),
        "note": _("Goal %s") % number,
    }


def next_review(goal):
    """The next review of its framework: code, when, and a name in either language."""
    if goal.review_code is None:
        return None
    names = ("code", "when", "name_en", "name_zh_hant")
    return SimpleNamespace(**{name: getattr(goal, f"review_{name}") for name in names})


def current_assessments(user, goal, links, economies):
    """What holds now of a goal and its indicators. One query.

    {economy id: [assessments of the goal, the editors’ last]}, {(indicator id, economy id): assessment}
    """
    said = (
        Assessment.objects.visible_to(user)
        .current()
        .filter(goal=goal, economy__in=economies)
        .filter(Q(indicator=None) | Q(indicator__in=[link.indicator_id for link in links]))
        .order_by("kind", "-on_day")
    )
    of_goal, of_indicator = {}, {}
    for one in said:
        if one.indicator_id is None:
            of_goal.setdefault(one.economy_id, []).append(one)
        elif one.kind == AssessmentKind.COMPUTED:
            of_indicator[one.indicator_id, one.economy_id] = one
    return of_goal, of_indicator


def grouped_by_reason(standing):
    """Economies that are not judged: [{verdict, reason, economies}], in the order of the key."""
    groups = {}
    for economy, assessments, _has_figures in standing:
        for one in assessments:
            if one.verdict and one.verdict not in reasons.GRADES:
                reason = reason_of_goal(one)
                key = (reasons.ORDER.index(one.verdict), reason)
                said = {"lack": lack(reason), "remedy": remedy(reason)}
                group = groups.setdefault(key, {"assessment": one, "economies": [], **said})
                group["economies"].append(economy)
    return [groups[key] for key in sorted(groups)]


def readings_of(user, links, asked=None):
    """The newest reading of each group for each indicator and economy, and all of the one series `asked` for."""
    readings = (
        Reading.objects.visible_to(user).current().filter(indicator__in=[link.indicator_id for link in links])
    )
    wanted = Q(pk__in=readings.newest_of_each_group().values("pk"))
    if asked:
        wanted |= Q(indicator=asked.chosen_indicator, economy=asked.chosen_economy)
    return list(readings.filter(wanted).select_related("source").in_order())


def tables_of(links, readings, economies):
    """For each indicator of a goal the latest line of every economy, and the economies that have none."""
    tables = []
    for link in links:
        of_it = [reading for reading in readings if reading.indicator_id == link.indicator_id]
        found = lines(economies, of_it, link.indicator.is_about_disability)
        have = {line.economy.pk for line in found}
        tables.append(
            {
                "link": link,
                "indicator": link.indicator,
                "lines": found,
                "without": [economy for economy in economies if economy.pk not in have],
            }
        )
    return tables


def put_assessments(tables, of_indicator, economies):
    """On each table what the method says of its indicator, and what its chart and its meters need."""
    for table in tables:
        indicator = table["indicator"]
        found = []
        for economy in economies:
            if one := of_indicator.get((indicator.pk, economy.pk)):
                one.economy, one.indicator = economy, indicator
                found.append(one)
        table["by_economy"] = {one.economy_id: one for one in found}
        for line in table["lines"]:
            line.assessment = table["by_economy"].get(line.economy.pk)
        table["drawn"] = [one for one in found if len((one.inputs or {}).get("points", ())) > 0]
        table["has_trend"] = any(len(one.inputs["points"]) > 1 for one in table["drawn"])
        table["finding"] = finding_of(found, len(economies))
        table["aimed"] = [one for one in found if (one.inputs or {}).get("target")]
        table["way"] = way_of_assessments(found, len(economies))


def sections():
    """What stands on the page of a goal."""
    return [
        {"id": "economies-h", "name": _("By economy")},
        {"id": "words-h", "name": _("The commitment")},
        {"id": "figures-h", "name": _("Figures")},
        {"id": "evidence-h", "name": _("Evidence")},
        {"id": "dialogues-h", "name": _("Dialogues that took it up")},
        {"id": "cases-h", "name": _("Cases economies showed")},
        {"id": "align-h", "name": _("Alignment")},
    ]


@require_safe
def goal(request, framework, number):
    record = goal_at(request, framework, number, "goals:goal")
    user = request.user
    links = indicators_of(user, record)
    economies = list(Economy.objects.visible_to(user).in_apec_order())
    form = SeriesForm.of(request.GET, [link.indicator for link in links], economies)
    asked = form if form.is_bound and form.is_valid() else None
    readings = readings_of(user, links, asked)
    tables = tables_of(links, readings, economies)
    series = form.pick(readings) if asked else None
    of_economy, of_indicator = current_assessments(user, record, links, economies)
    put_assessments(tables, of_indicator, economies)
    have = {line.economy.pk for table in tables for line in table["lines"]}
    shown = [reading for table in tables for line in table["lines"] for reading in line.readings]
    sources = [reading.source for reading in [*shown, *(series or [])[:PER_PAGE]]]
    standing = [(economy, of_economy.get(economy.pk, []), economy.pk in have) for economy in economies]
    judged = [row for row in standing if any(one.verdict in reasons.GRADES for one in row[1])]
    verdicts = [next((one.verdict for one in said if one.verdict), "") for _place, said, _have in standing]
    stages = [one.stage for _place, said, _have in standing for one in said if one.stage]
    evidence = list(
        Evidence.objects.visible_to(user)
        .filter(goals=record)
        .select_related("economy", "publisher")
        .newest_first()
    )
    codes = [record.code, *(link.indicator.code for link in links)]
    apparatus = Apparatus(user, *codes, sources=sources)
    return render(
        request,
        "goals/goal.html",
        {
            "goal": record,
            "clauses": record.clauses.all(),
            "tables": tables,
            "standing": standing,
            "judged": [
                (economy, said, [table["by_economy"].get(economy.pk) for table in tables])
                for economy, said, _have in judged
            ],
            "unjudged": grouped_by_reason(standing),
            "unassessed": [economy for economy, said, _have in standing if not said],
            "verdicts": verdicts if any(verdicts) else [],
            "stages": {stage: stages.count(stage) for stage in reasons.STAGES if stage in stages},
            "way": next((table["way"] for table in tables if table["way"]), None),
            "time_gone": time_gone(record.framework.year, record.target_year, timezone.localdate()),
            "assessed": len(of_economy),
            "evidence_by_economy": Counter(one.economy_id for one in evidence),
            "with_figures": len(have),
            "sections": sections(),
            "economies": economies,
            "form": form,
            "series": series[:PER_PAGE] if series is not None else None,
            "series_goes_on": series is not None and len(series) > PER_PAGE,
            "evidence": evidence[:PER_PAGE],
            "dialogues": record.dialogues.visible_to(user)
            .select_related("meeting")
            .newest_first()[:PER_PAGE],
            "cases": record.cases.visible_to(user).for_cards()[:PER_PAGE],
            "relations": relations_of(user, record.framework),
            "next_review": next_review(record),
            "previous": neighbour(record, "before"),
            "next": neighbour(record, "after"),
            "apparatus": apparatus,
            **notes_of(apparatus, record),
            "crumbs": crumbs(
                (_("Goals"), reverse("goals:overview")),
                (called(record.framework), record.framework.get_goals_url()),
                (_("Goal %s") % record.number, ""),
            ),
        },
    )


@require_safe
def goal_economy(request, framework, number, economy):
    record = goal_at(request, framework, number, "goals:goal_economy", economy)
    user = request.user
    place = find_economy(request, economy, record)
    links = indicators_of(user, record)
    readings = (
        Reading.objects.visible_to(user)
        .current()
        .filter(indicator__in=[link.indicator_id for link in links], economy=place)
        .select_related("source")
        .in_order()
    )
    targets = (
        Target.objects.visible_to(user)
        .filter(indicator__in=[link.indicator_id for link in links])
        .for_economy(place)
        .for_goal(record)
        .select_related("source")
    )
    tables = []
    for link in links:
        of_one = [reading for reading in readings if reading.indicator_id == link.indicator_id]
        tables.append(
            {
                "link": link,
                "indicator": link.indicator,
                "readings": of_one[:PER_PAGE],
                "goes_on": len(of_one) > PER_PAGE,
                "targets": [target for target in targets if target.indicator_id == link.indicator_id],
            }
        )
    current, history, of_indicator = history_of(user, record, place, links)
    for table in tables:
        own = of_indicator.get(table["indicator"].pk, [])
        table["assessment"] = next((one for one in own if one.is_current), None)
        if table["assessment"]:
            table["assessment"].indicator = table["indicator"]
        table["history"] = own[:PER_PAGE]
    codes = [record.code, *(link.indicator.code for link in links), *(target.code for target in targets)]
    sources = [row.source for row in [*targets, *(row for table in tables for row in table["readings"])]]
    return render(
        request,
        "goals/goal_economy.html",
        {
            "goal": record,
            "economy": place,
            "tables": tables,
            "has_readings": bool(readings),
            "has_targets": bool(targets),
            "measured": [table["assessment"] for table in tables],
            "current": [one for one in current if one.kind == AssessmentKind.COMPUTED],
            "judged": [one for one in current if one.kind == AssessmentKind.JUDGED],
            "history": history[:PER_PAGE],
            "evidence": Evidence.objects.visible_to(user)
            .filter(goals=record, economy=place)
            .select_related("economy", "publisher")
            .newest_first()[:PER_PAGE],
            "cases": record.cases.visible_to(user).filter(economy=place).for_cards()[:PER_PAGE],
            "apparatus": Apparatus(user, *codes, sources=sources),
            "crumbs": crumbs(
                (_("Goals"), reverse("goals:overview")),
                (called(record.framework), record.framework.get_goals_url()),
                (_("Goal %s") % record.number, record.get_absolute_url()),
                (text_of(place, "name"), ""),
            ),
        },
    )


def history_of(user, goal, economy, links):
    """What is and was said of one economy and goal, newest first.

    Three: those of the goal that hold now, all of the goal, and {indicator id: those by that indicator}.
    """
    said = (
        Assessment.objects.visible_to(user)
        .filter(goal=goal, economy=economy)
        .filter(Q(indicator=None) | Q(indicator__in=[link.indicator_id for link in links]))
        .prefetch_related(Prefetch("evidence", Evidence.objects.visible_to(user), to_attr="rests_on"))
        .order_by("-is_current", "-on_day", "-pk")
    )
    current, history, of_indicator = [], [], {}
    for one in said[:HISTORY_READ]:
        if one.indicator_id is not None:
            of_indicator.setdefault(one.indicator_id, []).append(one)
            continue
        history.append(one)
        if one.is_current:
            current.append(one)
    return current, history, of_indicator


def find_economy(request, slug, goal, page="goals:goal_economy"):
    """The economy of an address; under an earlier name it leads to the same page today."""
    economies = Economy.objects.visible_to(request.user)
    place = economies.filter(slug=slug).first()
    if place is not None:
        return place
    renamed = Economy.at_former_address(economies, slug)
    if renamed is None:
        raise Http404
    raise Moved(reverse(page, args=[goal.framework.slug, goal.number, renamed.slug]))
