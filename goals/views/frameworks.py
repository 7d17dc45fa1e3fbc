from django.db.models import Prefetch, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.filters import FrameworkFilter
from goals.models import Evidence, Framework, FrameworkRelation, Goal, Indicator, Milestone, Reading
from publishing.languages import text_of
from publishing.middleware import Moved
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.models import Economy
from reference.models.papers import NoteKind
from reference.pointing import count_by, pointing_at


def called(framework):
    """The short name of a framework, or its name, for places without markup."""
    return text_of(framework, "short_name").value or text_of(framework, "name").value


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


@require_safe
def overview(request):
    """The frameworks whose goals can be followed, then the others."""
    frameworks = Framework.objects.visible_to(request.user)
    goals = Goal.objects.visible_to(request.user).select_related("area").order_by("position")
    followed = frameworks.filter(goals__in=goals).distinct().prefetch_related(Prefetch("goals", goals))
    return render(
        request,
        "goals/overview.html",
        {
            "followed": list(followed[:50]),
            "others": list(frameworks.exclude(goals__in=goals).order_by("-year", "code")[:50]),
            "crumbs": crumbs((_("Goals"), "")),
        },
    )


@require_safe
def goal_list(request, framework):
    record = framework_at(request, framework, "goals:goal_list")
    user = request.user
    goals = list(
        Goal.objects.visible_to(user)
        .filter(framework=record)
        .select_related("area", "framework")
        .order_by("area__position", "position")
    )
    economies = Economy.objects.visible_to(user)
    figures = Reading.objects.visible_to(user).current().filter(economy__in=economies)
    indicators = Indicator.objects.visible_to(user)
    with_figures = count_by(figures.filter(indicator__goals__in=goals), "indicator__goals", of="economy")
    of_goals = {"goals__in": goals}
    evidence = count_by(Evidence.objects.visible_to(user).filter(**of_goals), "goals")
    cases = count_by(pointing_at(Goal, "cases").visible_to(user).filter(**of_goals), "goals")
    measures = count_by(indicators.filter(**of_goals), "goals")
    for goal in goals:
        goal.economies_with_figures = with_figures.get(goal.pk, 0)
        goal.evidence_count = evidence.get(goal.pk, 0)
        goal.case_count = cases.get(goal.pk, 0)
        goal.indicator_count = measures.get(goal.pk, 0)
    apparatus = Apparatus(user, record.code)
    return render(
        request,
        "goals/goal_list.html",
        {
            "framework": record,
            "goals": goals,
            "economy_count": economies.count(),
            "relations": relations_of(user, record),
            "milestones": Milestone.objects.visible_to(user).filter(framework=record).in_order(),
            "apparatus": apparatus,
            **notes_of(apparatus, record),
            "crumbs": crumbs((_("Goals"), reverse("goals:overview")), (called(record), "")),
        },
    )


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
