from django.http import JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.languages import TAGS, reading_language

ICONS = [
    ("img/favicon.svg", "any", "image/svg+xml", "any"),
    ("img/icon-192.png", "192x192", "image/png", "any"),
    ("img/icon-512.png", "512x512", "image/png", "any"),
    ("img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
]
# As --surface and --paper in static/css/tokens.css.
SURFACE, PAPER = "#ffffff", "#fbfaf6"


@require_safe
def manifest(request):
    """How the site is called and looks among the apps of a device, in the language of the page it was added from."""
    answer = JsonResponse(
        {
            "name": _("APEC Tracker: what APEC agreed, and what happened next"),
            "short_name": _("APEC Tracker"),
            "description": _(
                "An independent record of what APEC agreed and what became of it: meetings, dialogues and goals "
                "of 21 economies, with a source for every line."
            ),
            "lang": TAGS[reading_language()],
            "dir": "ltr",
            "id": reverse("home"),
            "start_url": reverse("home"),
            # The whole site, so that changing the language does not leave it.
            "scope": "/",
            "display": "minimal-ui",
            "theme_color": SURFACE,
            "background_color": PAPER,
            "icons": [
                {"src": static(path), "sizes": sizes, "type": kind, "purpose": purpose}
                for path, sizes, kind, purpose in ICONS
            ],
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@require_safe
def favicon(request):
    """Where browsers look for an icon without having read the page."""
    return redirect(static("img/favicon.ico"))
