from django.shortcuts import render
from django.views.decorators.http import require_safe

from goals.models import Evidence, Framework, Goal, Indicator
from publishing.views import find, page_of


@require_safe
def overview(request):
    records = Framework.objects.visible_to(request.user)
    return render(request, "goals/overview.html", {"page": page_of(request, records)})


@require_safe
def goal_list(request, framework):
    record = find(request, Framework.objects.all(), slug=framework)
    return render(request, "goals/goal_list.html", {"framework": record})


@require_safe
def goal(request, framework, number):
    record = find(request, Goal.objects.all(), framework__slug=framework, number=number)
    return render(request, "goals/goal.html", {"goal": record})


@require_safe
def goal_economy(request, framework, number, economy):
    record = find(request, Goal.objects.all(), framework__slug=framework, number=number)
    return render(request, "goals/goal_economy.html", {"goal": record})


@require_safe
def indicator_list(request):
    records = Indicator.objects.visible_to(request.user)
    return render(request, "goals/indicator_list.html", {"page": page_of(request, records)})


@require_safe
def indicator(request, slug):
    record = find(request, Indicator.objects.all(), slug=slug)
    return render(request, "goals/indicator.html", {"indicator": record})


@require_safe
def evidence_list(request):
    records = Evidence.objects.visible_to(request.user)
    return render(request, "goals/evidence_list.html", {"page": page_of(request, records)})


@require_safe
def evidence(request, code):
    record = find(request, Evidence.objects.all(), code=code.upper())
    return render(request, "goals/evidence.html", {"evidence": record})


@require_safe
def framework_list(request):
    records = Framework.objects.visible_to(request.user)
    return render(request, "goals/framework_list.html", {"page": page_of(request, records)})


@require_safe
def framework(request, slug):
    record = find(request, Framework.objects.all(), slug=slug)
    return render(request, "goals/framework.html", {"framework": record})
