from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.languages import reading_language
from reference.crumbs import crumbs

# page → (its address, what it is called)
PAGES = {
    "record": ("about", lambda: _("About this record")),
    "method": ("about_method", lambda: _("Method")),
    "accessibility": ("about_accessibility", lambda: _("Accessibility")),
    "privacy": ("about_privacy", lambda: _("Privacy")),
    "licence": ("about_licence", lambda: _("Licence")),
    "cite": ("about_cite", lambda: _("How to cite")),
    "corrections": ("about_corrections", lambda: _("Corrections")),
}


@require_safe
def about(request, page):
    """A page of plain prose, written once in each language rather than sentence by sentence in a catalogue."""
    title = PAGES[page][1]()
    above = [] if page == "record" else [(PAGES["record"][1](), reverse("about"))]
    context = {
        "title": title,
        "prose": f"site/about/{reading_language()}/{page}.html",
        "others": [(name(), reverse(view)) for key, (view, name) in PAGES.items() if key != page],
        "contact": settings.CONTACT_EMAIL,
        "site_url": settings.SITE_URL,
        "today": timezone.localdate().isoformat(),
        "crumbs": crumbs(*above, (title, "")),
    }
    return render(request, "site/about/page.html", context)
