from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.models import HostYear


@require_safe
def timeline(request):
    return render(request, "site/timeline.html")


@require_safe
def timeline_year(request, year):
    host_year = HostYear.objects.visible_to(request.user).for_cards().filter(year=year).first()
    if host_year is None:
        raise Http404
    return render(request, "site/timeline.html", {"host_year": host_year})
