from django.shortcuts import render
from django.views.decorators.http import require_safe

from reference.models import Economy, Forum, Person, Source, Term, Topic
from publishing.views import find, page_of


@require_safe
def economy_list(request):
    records = Economy.objects.visible_to(request.user)
    return render(request, "reference/economy_list.html", {"page": page_of(request, records)})


@require_safe
def economy(request, slug):
    record = find(request, Economy.objects.all(), slug=slug)
    return render(request, "reference/economy.html", {"economy": record})


@require_safe
def forum_list(request):
    records = Forum.objects.visible_to(request.user)
    return render(request, "reference/forum_list.html", {"page": page_of(request, records)})


@require_safe
def forum(request, slug):
    record = find(request, Forum.objects.all(), slug=slug)
    return render(request, "reference/forum.html", {"forum": record})


@require_safe
def topic_list(request):
    records = Topic.objects.visible_to(request.user)
    return render(request, "reference/topic_list.html", {"page": page_of(request, records)})


@require_safe
def topic(request, slug):
    record = find(request, Topic.objects.all(), slug=slug)
    return render(request, "reference/topic.html", {"topic": record})


@require_safe
def person_list(request):
    records = Person.objects.visible_to(request.user)
    return render(request, "reference/person_list.html", {"page": page_of(request, records)})


@require_safe
def person(request, slug):
    record = find(request, Person.objects.all(), slug=slug)
    return render(request, "reference/person.html", {"person": record})


@require_safe
def glossary(request):
    records = Term.objects.visible_to(request.user)
    return render(request, "reference/glossary.html", {"page": page_of(request, records)})


@require_safe
def source_list(request):
    records = Source.objects.visible_to(request.user)
    return render(request, "reference/source_list.html", {"page": page_of(request, records)})


@require_safe
def source(request, slug):
    record = find(request, Source.objects.all(), slug=slug)
    return render(request, "reference/source.html", {"source": record})
