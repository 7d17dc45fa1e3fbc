"""The 21 economies: what each hosted, promised, showed and measured."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.collation import place_of
from publishing.languages import text_of
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.models import Economy
from reference.pointing import count_by, pointing_at

# How many meetings, cases, dialogues and so on stand on an economy's own page.
SOME = 50
FEW = 6


@require_safe
def economy_list(request):
    user = request.user
    page = page_of(request, Economy.objects.visible_to(user).in_apec_order())
    economies = {"economy__in": list(page)}
    hosted = {}
    for host_year in pointing_at(Economy, "host_years").visible_to(user).filter(**economies).order_by("year"):
        hosted.setdefault(host_year.economy_id, []).append(host_year)
    cases = count_by(pointing_at(Economy, "cases").visible_to(user).filter(**economies), "economy")
    figures = pointing_at(Economy, "readings").visible_to(user).current().filter(**economies)
    measured = count_by(figures, "economy", of="indicator")
    for economy in page:
        economy.hosted = hosted.get(economy.pk, [])
        economy.case_count = cases.get(economy.pk, 0)
        economy.indicator_count = measured.get(economy.pk, 0)
    return render(
        request, "reference/economy_list.html", {"page": page, "crumbs": crumbs((_("Economies"), ""))}
    )


@require_safe
def economy(request, slug):
    record = find(request, Economy.objects.all(), slug=slug)
    user = request.user
    meetings = pointing_at(record.host_years.model, "meetings").visible_to(user)
    return render(
        request,
        "reference/economy.html",
        {
            "economy": record,
            "host_years": record.host_years.visible_to(user).order_by("-year"),
            "meetings": meetings.filter(host_year__economy=record).for_cards().newest_first()[:FEW],
            "cases": record.cases.visible_to(user).select_related("organisation")[:SOME],
            "dialogues": record.co_sponsored.visible_to(user).newest_first()[:SOME],
            "evidence": record.evidence.visible_to(user).select_related("publisher").newest_first()[:SOME],
            "appointments": sorted(
                record.appointments.visible_to(user).for_names().order_by("person", "code")[:SOME],
                key=lambda post: place_of(text_of(post.person, "name").value),
            ),
            "apparatus": Apparatus(user, record.code),
            "crumbs": crumbs(
                (_("Economies"), reverse("reference:economy_list")), (text_of(record, "name"), "")
            ),
        },
    )
