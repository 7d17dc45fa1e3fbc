from operator import attrgetter

from django.db.models import F, Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogues.filters import CaseFilter, DialogueFilter
from dialogues.models import (
    Case,
    CaseClaim,
    Dialogue,
    DialogueStop,
    FollowUp,
    Presentation,
    Presenter,
    Session,
)
from meetings.models import OutcomeState
from publishing.collation import in_name_order
from publishing.languages import first_of, text_of
from publishing.links import linked
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.entries import in_public_frameworks
from reference.filters import Choices


@require_safe
def dialogue_list(request):
    """Dialogues, newest first."""
    records = Dialogue.objects.visible_to(request.user).for_cards()
    narrowed = DialogueFilter(request.GET, records, Choices(request.user))
    context = {
        "filter": narrowed,
        "page": page_of(request, narrowed.qs),
        "crumbs": crumbs((_("Dialogues"), "")),
    }
    return render(request, "dialogues/list.html", context)


def programme_of(dialogue):
    """The sessions of a dialogue in order, each with its presentations and who gave them."""
    shown = (
        Presentation.objects.order_by("position")
        .select_related("economy", "case__economy")
        .prefetch_related(Prefetch("presenters", Presenter.objects.public()))
    )
    sessions = Session.objects.filter(dialogue=dialogue).order_by("position")
    return list(sessions.prefetch_related(Prefetch("presentations", shown)))


def cases_in(sessions):
    """The public cases that were shown, each once, in the order they were first shown."""
    shown = (talk.case for session in sessions for talk in session.presentations.all())
    return list({case.pk: case for case in shown if case is not None and case.is_public}.values())


def unnamed_in(sessions):
    """The economies for which somebody spoke whom no source names."""
    talks = (talk for session in sessions for talk in session.presentations.all())
    economies = (talk.economy for talk in talks if talk.economy and not talk.presenters.all())
    return list({economy.pk: economy for economy in economies if economy.is_public}.values())


@require_safe
def dialogue(request, slug):
    """One dialogue: who showed what, what it was to feed, and what became of that."""
    user = request.user
    related = Dialogue.objects.select_related("meeting", "forum", "host_year__economy")
    record = find(request, related, slug=slug)
    sessions = programme_of(record)
    cases = cases_in(sessions)
    before, after = Dialogue.objects.visible_to(user).around(record)
    named = linked(
        organisers=record.organisers.visible_to(user),
        co_sponsors=record.co_sponsors.visible_to(user),
        joint_forums=record.joint_forums.visible_to(user),
        outcomes=record.feeds.visible_to(user).with_state().annotate(when=F("status_when")),
        topics=record.topics.visible_to(user),
        articles=record.articles.visible_to(user),
    )
    context = {
        "dialogue": record,
        "stops": DialogueStop.objects.filter(dialogue=record).select_related("place__economy"),
        "organisers": in_name_order(named["organisers"]),
        "co_sponsors": sorted(named["co_sponsors"], key=attrgetter("position")),
        "joint_forums": sorted(named["joint_forums"], key=attrgetter("acronym")),
        "sessions": sessions,
        "cases": cases,
        "unnamed": unnamed_in(sessions),
        "outcomes": [
            (outcome, OutcomeState(outcome.status).label if outcome.status else "")
            for outcome in sorted(named["outcomes"], key=attrgetter("code"))
        ],
        "goals": in_public_frameworks(record.goals.visible_to(user)),
        "topics": sorted(named["topics"], key=attrgetter("position", "code")),
        "photos": record.photos.visible_to(user).with_people(),
        "articles": sorted(named["articles"], key=attrgetter("code")),
        "apparatus": Apparatus(user, record.code),
        "before": before,
        "after": after,
        "sections": [
            {"id": "cases-h", "name": _("Cases shown")},
            {"id": "programme-h", "name": _("Programme and speakers")},
            {"id": "fed-h", "name": _("What it was to feed, and where that stands now")},
            {"id": "goals-h", "name": _("Goals it took up")},
        ],
        "crumbs": crumbs(
            (_("Dialogues"), reverse("dialogues:dialogue_list")),
            (first_of(record, "short_name", "name"), ""),
        ),
    }
    return render(request, "dialogues/dialogue.html", context)


@require_safe
def case_list(request):
    """What economies showed to the others, by economy."""
    records = Case.objects.visible_to(request.user).for_cards()
    narrowed = CaseFilter(request.GET, records, Choices(request.user))
    context = {
        "filter": narrowed,
        "page": page_of(request, narrowed.qs),
        "crumbs": crumbs((_("Cases"), "")),
    }
    return render(request, "dialogues/case_list.html", context)


@require_safe
def case(request, slug):
    """One programme: the problem, the measure, what is claimed of it, and what became of it."""
    user = request.user
    record = find(request, Case.objects.for_cards(), slug=slug)
    claims = list(CaseClaim.objects.filter(case=record).order_by("position").select_related("source"))
    followups = list(FollowUp.objects.filter(case=record).order_by("position").select_related("source"))
    context = {
        "case": record,
        "claims": claims,
        "followups": followups,
        "goals": in_public_frameworks(record.goals.visible_to(user)),
        "topics": record.topics.visible_to(user),
        "dialogues": Dialogue.objects.visible_to(user).showing(record).for_cards().newest_first(),
        "apparatus": Apparatus(user, record.code, sources=[line.source for line in (*claims, *followups)]),
        "sections": [
            {"id": "problem-h", "name": _("The problem")},
            {"id": "measure-h", "name": _("The measure")},
            {"id": "claims-h", "name": _("What is claimed of it")},
            {"id": "since-h", "name": _("What changed since")},
            {"id": "goals-h", "name": _("Goals it serves")},
            {"id": "shown-h", "name": _("Where it was shown")},
        ],
        "crumbs": crumbs(
            (_("Cases"), reverse("dialogues:case_list")),
            (text_of(record, "name"), ""),
        ),
    }
    return render(request, "dialogues/case.html", context)
