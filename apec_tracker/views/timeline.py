from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apec_tracker.timeline import Narrowed, fetched, in_order, months_of, of_all_kinds, of_host_year, strip_of
from meetings.filters import Choices
from meetings.models import HostYear
from meetings.pages import named
from publishing.views import PER_PAGE, find, page_of
from reference.citations import Apparatus


@require_safe
def timeline(request):
    """Everything on record, newest first, with the way to each host year."""
    choices = Choices(request.user)
    narrowed = Narrowed(request.GET, of_all_kinds(request.user), choices)
    entries = in_order(narrowed.querysets, narrowed.oldest_first)
    query, oldest_first = narrowed.filter.query, narrowed.oldest_first
    context = page_of_entries(request, entries, query, oldest_first, timezone.localdate())
    crumbs = [(_("Home"), reverse("home")), (_("Timeline"), "")]
    return render(
        request,
        "site/timeline.html",
        {**context, "crumbs": crumbs, "filter": narrowed.filter, "host_years": choices.host_years},
    )


@require_safe
def timeline_year(request, year):
    """A host year: what it was about, and its entries in order of date."""
    choices = Choices(request.user)
    host_year = next((one for one in choices.host_years if one.year == year), None)
    # Not among those anybody may see: find() knows a record that is gone from one that never was.
    host_year = host_year or find(request, HostYear.objects.for_cards(), year=year)
    narrowed = Narrowed(
        request.GET, of_host_year(request.user, year), choices, without=("year", "host", "sort")
    )
    entries = in_order(narrowed.querysets)
    query = narrowed.filter.query
    strip = strip_of(year, entries, request.path, PER_PAGE, query)
    today = timezone.localdate() if falls_in(host_year, timezone.localdate()) else None
    crumbs = [(_("Home"), reverse("home")), (_("Timeline"), reverse("timeline")), (str(year), "")]
    return render(
        request,
        "site/timeline_year.html",
        {
            **page_of_entries(request, entries, query, True, today),
            "crumbs": crumbs,
            "filter": narrowed.filter,
            "host_year": host_year,
            "strip": strip,
            # Where no month is a link there is nothing to go along.
            "keys": any(month.count for month in strip),
            "apparatus": Apparatus(request.user, host_year.code),
            "previous": neighbour(choices.host_years, year - 1),
            "next": neighbour(choices.host_years, year + 1),
        },
    )


def page_of_entries(request, entries, query, oldest_first, today):
    page = page_of(request, entries)
    records = fetched(page, request.user)
    months, today_at_end, its_page = months_of(entries, page, records, oldest_first, today)
    return {
        "page": page,
        "months": months,
        "today_at_end": today_at_end,
        "to_today": way_to_today(page, its_page, query),
        "oldest_first": oldest_first,
    }


def way_to_today(page, number, query):
    """The address of the line of today, on this page of the list or on another; nothing where it stands on none."""
    if number in (0, page.number):
        return "#today" if number else ""
    return f"?{query}{'&' if query else ''}page={number}#today"


def falls_in(host_year, day):
    """Whether a day lies in a host year, which may begin before its January."""
    first, last = host_year.first_day, host_year.last_day
    return bool(first and last and first <= day <= last)


def neighbour(host_years, year):
    for one in host_years:
        if one.year == year:
            host = named(one.economy, "name") if one.economy.is_public else str(year)
            return {"name": host, "note": str(year), "url": one.get_absolute_url()}
    return None
