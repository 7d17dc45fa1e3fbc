from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.filters import Choices, MeetingFilter, OutcomeFilter
from meetings.models import Meeting, Outcome
from meetings.pages import MeetingPage, OutcomePage
from publishing.views import find, page_of


@require_safe
def meeting_list(request):
    records = Meeting.objects.visible_to(request.user).for_cards()
    narrowed = MeetingFilter(request.GET, records, Choices(request.user))
    return render(
        request,
        "meetings/list.html",
        {
            "crumbs": [(_("Home"), reverse("home")), (_("Meetings"), "")],
            "filter": narrowed,
            "page": page_of(request, narrowed.qs),
        },
    )


@require_safe
def meeting(request, slug):
    record = find(request, Meeting.objects.for_cards(), slug=slug)
    there = MeetingPage(record, request.user)
    return render(
        request, "meetings/meeting.html", {"crumbs": there.crumbs, "meeting": record, "there": there}
    )


@require_safe
def outcome_list(request):
    records = Outcome.objects.visible_to(request.user).for_cards()
    narrowed = OutcomeFilter(request.GET, records, Choices(request.user))
    return render(
        request,
        "meetings/outcome_list.html",
        {
            "crumbs": [(_("Home"), reverse("home")), (_("Outcomes"), "")],
            "filter": narrowed,
            "page": page_of(request, narrowed.qs),
        },
    )


@require_safe
def outcome(request, slug):
    record = find(request, Outcome.objects.for_pages(), slug=slug)
    there = OutcomePage(record, request.user)
    return render(
        request, "meetings/outcome.html", {"crumbs": there.crumbs, "outcome": record, "there": there}
    )
