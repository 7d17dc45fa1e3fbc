from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from apec_tracker.views.about import about
from apec_tracker.views.cards import card
from apec_tracker.views.display import display_settings
from apec_tracker.views.home import home
from apec_tracker.views.manifest import favicon, manifest
from apec_tracker.views.media import media
from apec_tracker.views.timeline import timeline, timeline_year
from publishing import converters  # noqa: F401 - registers <key:…> and <year:…>

urlpatterns = [
    path(settings.STAFF_PATH, admin.site.urls),
    path("i18n/setlang/", set_language, name="set_language"),
    path("media/<path:path>", media, name="media"),
    path("favicon.ico", favicon),
    *i18n_patterns(
        path("", home, name="home"),
        path("timeline/", timeline, name="timeline"),
        path("timeline/<year:year>/", timeline_year, name="timeline_year"),
        path("", include("meetings.urls")),
        path("", include("goals.urls")),
        path("", include("dialogues.urls")),
        path("", include("reference.urls")),
        path("", include("articles.urls")),
        path("about/", about, {"page": "record"}, name="about"),
        path("about/method/", about, {"page": "method"}, name="about_method"),
        path("about/accessibility/", about, {"page": "accessibility"}, name="about_accessibility"),
        path("about/privacy/", about, {"page": "privacy"}, name="about_privacy"),
        path("about/licence/", about, {"page": "licence"}, name="about_licence"),
        path("about/cite/", about, {"page": "cite"}, name="about_cite"),
        path("about/corrections/", about, {"page": "corrections"}, name="about_corrections"),
        path("settings/display/", display_settings, name="display_settings"),
        path("manifest.webmanifest", manifest, name="manifest"),
        # Below any page, its picture for wherever its link is shared.
        path("card.png", card),
        path("<path:page>card.png", card),
    ),
]
