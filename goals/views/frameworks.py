from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.filters import FrameworkFilter
from goals.models import Evidence, Framework, FrameworkRelation, Goal, Indicator, Milestone, Reading
from goals.where import lead_sentence, standings, time_gone, ways
from publishing.languages import first_of
from publishing.middleware import Moved
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.models import Economy
from reference.models.papers import NoteKind
from reference.pointing import count_by, pointing_at


def called(framework):
    """The short name of a framework, or its name."""
    return first_of(framework, "short_name", "name")


def framework_at(request, slug, page, *rest):
    """The framework of an address below goals/; under an earlier name it leads to the same page today."""
    try:
        return find(request, Framework.objects.select_related("meeting", "forum", "outcome"), slug=slug)
    except Moved:
        renamed = Framework.at_former_address(Framework.objects.public(), slug)
        if renamed is None or Framework.objects.filter(slug=slug).exists():
            raise
        raise Moved(reverse(page, args=[renamed.slug, *rest])) from None


def relations_of(user, framework):
    """How a framework stands to others, both ways; only those others that this reader may open."""
    seen = Framework.objects.visible_to(user)
    relations = FrameworkRelation.objects.filter(
        Q(framework=framework, other__in=seen) | Q(other=framework, framework__in=seen)
    ).select_related("framework", "other")
    return sorted(relations, key=lambda relation: (relation.other_id == framework.pk, relation.pk))


def notes_of(apparatus, record):
    """The notes on a record in two lists: where sources disagree, and the rest."""
    notes = apparatus.notes_about(record)
    return {
        "conflicts": [note for note in notes if note.kind == NoteKind.CONFLICT],
        "notes": [note for note in notes if note.kind != NoteKind.CONFLICT],
    }


# Goals of one framework on the page of all frameworks; its own page has the rest.
GOALS_SHOWN = 50


def next_date(milestones, today):
    """The next of a framework’s milestones that is dated and not done, or None."""
    to_come = [one for one in milestones if not one.done and one.last_day and one.last_day >= today]
    return to_come[0] if to_come else None


def time_of(framework, today):
    return time_gone(framework.year, framework.target_year, today)


def put_standing(goals, economies, found, ways_gone):
    """On each goal, what goals/_standing.html reads of it."""
    for goal in goals:
        goal.verdicts = found.verdicts(goal, economies)
        goal.stages = found.stages(goal, economies)
        goal.way = ways_gone.get(goal.pk)


@require_safe
def overview(request):
    """The frameworks whose goals can be followed, each goal with where the economies stand, then the others."""
    user, today = request.user, timezone.localdate()
    frameworks = Framework.objects.visible_to(user)
    goals = Goal.objects.visible_to(user).select_related("area").order_by("position")
    reviews = Milestone.objects.visible_to(user).in_order()
    followed = list(
        frameworks.filter(goals__in=goals)
        .annotate(goal_count=Count("goals", filter=Q(goals__in=goals), distinct=True))
        .prefetch_related(
            Prefetch("goals", goals[:GOALS_SHOWN], to_attr="shown"),
            Prefetch("milestones", reviews, to_attr="reviews"),
        )[:50]
    )
    economies = list(Economy.objects.visible_to(user).in_apec_order())
    shown = [goal for record in followed for goal in record.shown]
    found, ways_gone = standings(user, goals, economies), ways(user, shown, economies)
    for record in followed:
        put_standing(record.shown, economies, found, ways_gone)
        record.lead = lead_sentence(found.tally(record), record.goal_count, len(economies))
        record.time_gone, record.next_date = time_of(record, today), next_date(record.reviews, today)
    return render(
        request,
        "goals/overview.html",
        {
            "followed": followed,
            "economy_count": len(economies),
            "others": list(frameworks.exclude(goals__in=goals).order_by("-year", "code")[:50]),
            "crumbs": crumbs((_("Goals"), "")),
        },
    )


@require_safe
def goal_list(request, framework):
    record = framework_at(request, framework, "goals:goal_list")
    user, today = request.user, timezone.localdate()
    goals = page_of(request, goals_with_counts(user, record))
    economies = list(Economy.objects.visible_to(user).in_apec_order())
    figures = Reading.objects.visible_to(user).current().filter(economy__in=economies)
    with_figures = count_by(
        figures.filter(indicator__goals__in=list(goals)), "indicator__goals", of="economy"
    )
    found = standings(user, Goal.objects.visible_to(user).filter(framework=record), economies)
    ways_gone = ways(user, list(goals), economies)
    put_standing(goals, economies, found, ways_gone)
    for goal in goals:
        goal.economies_with_figures = with_figures.get(goal.pk, 0)
    apparatus = Apparatus(user, record.code)
    milestones = list(Milestone.objects.visible_to(user).filter(framework=record).in_order())
    return render(
        request,
        "goals/goal_list.html",
        {
            "framework": record,
            "goals": goals,
            "lead": lead_sentence(found.tally(record), goals.paginator.count, len(economies)),
            "matrix": [
                (economy, [(goal, found.of(goal, economy)) for goal in goals]) for economy in economies
            ],
            "tally": found.tally(record),
            "has_stages": any(goal.stages for goal in goals),
            "time_gone": time_of(record, today),
            "next_date": next_date(milestones, today),
            "economy_count": len(economies),
            "relations": relations_of(user, record),
            "milestones": milestones,
            "apparatus": apparatus,
            **notes_of(apparatus, record),
            "crumbs": crumbs((_("Goals"), reverse("goals:overview")), (called(record), "")),
        },
    )


def goals_with_counts(user, framework):
    """The goals of a framework by area, each with how many indicators, pieces of evidence and cases it has."""
    of_goal = {"goals": OuterRef("pk")}
    return (
        Goal.objects.visible_to(user)
        .filter(framework=framework)
        .select_related("area", "framework")
        .annotate(
            indicator_count=how_many(Indicator.objects.visible_to(user).filter(**of_goal)),
            evidence_count=how_many(Evidence.objects.visible_to(user).filter(**of_goal)),
            case_count=how_many(pointing_at(Goal, "cases").visible_to(user).filter(**of_goal)),
        )
        .order_by("area__position", "position")
    )


def how_many(records):
    """How many of these rows belong to each goal, as a column; none is 0 to a template."""
    rows = records.order_by().values("goals").annotate(n=Count("pk", distinct=True)).values("n")
    return Subquery(rows[:1], output_field=IntegerField())


@require_safe
def framework_list(request):
    records = Framework.objects.visible_to(request.user).select_related("forum", "meeting")
    narrowed = FrameworkFilter(request.GET, records)
    return render(
        request,
        "goals/framework_list.html",
        {
            "filter": narrowed,
            "page": page_of(request, narrowed.qs),
            "crumbs": crumbs((_("Goals"), reverse("goals:overview")), (_("Frameworks"), "")),
        },
    )


@require_safe
def framework(request, slug):
    record = find(request, Framework.objects.select_related("meeting", "forum", "outcome"), slug=slug)
    user = request.user
    apparatus = Apparatus(user, record.code)
    return render(
        request,
        "goals/framework.html",
        {
            "framework": record,
            "relations": relations_of(user, record),
            "milestones": Milestone.objects.visible_to(user).filter(framework=record).in_order(),
            "goals": Goal.objects.visible_to(user).filter(framework=record).select_related("framework"),
            "topics": record.topics.visible_to(user),
            "articles": record.articles.visible_to(user)[:50],
            "apparatus": apparatus,
            **notes_of(apparatus, record),
            "crumbs": crumbs(
                (_("Goals"), reverse("goals:overview")),
                (_("Frameworks"), reverse("goals:framework_list")),
                (called(record), ""),
            ),
        },
    )
