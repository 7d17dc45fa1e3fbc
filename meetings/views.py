from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.models import Meeting, Outcome
from publishing.views import find, page_of


@require_safe
def meeting_list(request):
    records = Meeting.objects.visible_to(request.user).for_cards().newest_first()
    return render(request, "meetings/list.html", {"page": page_of(request, records)})


@require_safe
def meeting(request, slug):
    record = find(request, Meeting.objects.for_cards(), slug=slug)
    return render(request, "meetings/meeting.html", {"meeting": record})


@require_safe
def outcome_list(request):
    records = Outcome.objects.visible_to(request.user).for_cards().newest_first()
    return render(request, "meetings/outcome_list.html", {"page": page_of(request, records)})


@require_safe
def outcome(request, slug):
    record = find(request, Outcome.objects.for_cards(), slug=slug)
    return render(request, "meetings/outcome.html", {"outcome": record})
