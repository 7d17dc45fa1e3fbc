from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.languages import reading_language
from reference.crumbs import crumbs

# page → (its address, what it is called, what it says in a sentence)
PAGES = {
    "record": (
        "about",
        lambda: _("About this record"),
        lambda: _(
            "What APEC Tracker follows, how it is kept, in which words and order, and who is not behind it."
        ),
    ),
    "method": (
        "about_method",
        lambda: _("Method"),
        lambda: _(
            "How a verdict such as “behind pace” comes about, step by step, so that anyone can work it out again."
        ),
    ),
    "accessibility": (
        "about_accessibility",
        lambda: _("Accessibility"),
        lambda: _(
            "What was tested so that everyone can read this record, what is not good enough yet, and whom to write to."
        ),
    ),
    "privacy": (
        "about_privacy",
        lambda: _("Privacy"),
        lambda: _(
            "Reading this record needs nothing from you: no account, no third parties, no cookie unless you ask for one."
        ),
    ),
    "licence": (
        "about_licence",
        lambda: _("Licence"),
        lambda: _(
            "What you may do with the text, the data and the software of this record, and what is not ours to give."
        ),
    ),
    "cite": (
        "about_cite",
        lambda: _("How to cite"),
        lambda: _(
            "A sentence to cite a page of this record with, and why the source itself is better still."
        ),
    ),
    "corrections": (
        "about_corrections",
        lambda: _("Corrections"),
        lambda: _("How to tell us that something is wrong or missing, and what we do then."),
    ),
}


@require_safe
def about(request, page):
    """A page of plain prose, written once in each language rather than sentence by sentence in a catalogue."""
    title = PAGES[page][1]()
    above = [] if page == "record" else [(PAGES["record"][1](), reverse("about"))]
    context = {
        "title": title,
        "description": PAGES[page][2](),
        "prose": f"site/about/{reading_language()}/{page}.html",
        "others": [(name(), reverse(view)) for key, (view, name, _said) in PAGES.items() if key != page],
        "contact": settings.CONTACT_EMAIL,
        "site_url": settings.SITE_URL,
        "today": timezone.localdate().isoformat(),
        "crumbs": crumbs(*above, (title, "")),
    }
    return render(request, "site/about/page.html", context)
