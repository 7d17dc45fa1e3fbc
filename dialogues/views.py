from django.shortcuts import render
from django.views.decorators.http import require_safe

from dialogues.models import Case, Dialogue
from publishing.views import find, page_of


@require_safe
def dialogue_list(request):
    records = Dialogue.objects.visible_to(request.user)
    return render(request, "dialogues/list.html", {"page": page_of(request, records)})


@require_safe
def dialogue(request, slug):
    record = find(request, Dialogue.objects.all(), slug=slug)
    return render(request, "dialogues/dialogue.html", {"dialogue": record})


@require_safe
def case_list(request):
    records = Case.objects.visible_to(request.user)
    return render(request, "dialogues/case_list.html", {"page": page_of(request, records)})


@require_safe
def case(request, slug):
    record = find(request, Case.objects.all(), slug=slug)
    return render(request, "dialogues/case.html", {"case": record})
