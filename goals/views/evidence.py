from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.filters import Choices, EvidenceFilter
from goals.models import Evidence
from publishing.languages import text_of
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs


@require_safe
def evidence_list(request):
    records = Evidence.objects.visible_to(request.user).with_goals(request.user).newest_first()
    narrowed = EvidenceFilter(request.GET, records, Choices(request.user))
    return render(
        request,
        "goals/evidence_list.html",
        {
            "filter": narrowed,
            "page": page_of(request, narrowed.qs),
            "crumbs": crumbs((_("Goals"), reverse("goals:overview")), (_("Evidence"), "")),
        },
    )


@require_safe
def evidence(request, code):
    record = find(request, Evidence.objects.with_goals(request.user), code=code.upper())
    return render(
        request,
        "goals/evidence.html",
        {
            "evidence": record,
            "apparatus": Apparatus(request.user, record.code),
            "crumbs": crumbs(
                (_("Goals"), reverse("goals:overview")),
                (_("Evidence"), reverse("goals:evidence_list")),
                (text_of(record, "title"), ""),
            ),
        },
    )
