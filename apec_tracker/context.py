"""What base.html reads on every page: its language, its twin in the other one, and the way around."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from apec_tracker.cards.pages import CARDS
from apec_tracker.display import chosen_by
from publishing.languages import NAMES, TAGS, other_language, reading_language


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str
    current: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Twin:
    """This very page in the other language."""

    code: str
    lang: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Alternate:
    hreflang: str
    url: str


def in_language(path: str, language: str) -> str:
    """The same address under the other prefix; pages outside the two prefixes lead home."""
    for code in TAGS:
        if path.startswith(f"/{code}/"):
            return f"/{language}/{path[len(code) + 2 :]}"
    return f"/{language}/"


def card_of(request) -> str:
    """The address of the picture of this page, or nothing where there is none."""
    match = request.resolver_match
    has_card = match is not None and match.view_name in CARDS
    return f"{settings.SITE_URL}{request.path}card.png" if has_card else ""


def page(request):
    language = reading_language()
    other = other_language(language)
    query = request.META.get("QUERY_STRING", "")
    has_twin = any(request.path.startswith(f"/{code}/") for code in TAGS)
    alternates = []
    if has_twin:
        alternates = [
            Alternate(TAGS[code], settings.SITE_URL + in_language(request.path, code))
            for code in ("zh-hant", "en")
        ]
        alternates.append(Alternate("x-default", settings.SITE_URL + in_language(request.path, "en")))
    twin_url = in_language(request.path, other) + (f"?{query}" if query and has_twin else "")
    return {
        "page_lang": TAGS[language],
        "other_language": Twin(other, TAGS[other], NAMES[other], twin_url),
        "alternates": alternates,
        "canonical": settings.SITE_URL + request.path if has_twin else "",
        "card": card_of(request),
        "site_name": _("APEC Tracker"),
        "display": chosen_by(request),
        "nav": SimpleLazyObject(lambda: navigation(request.path)),
        "footer": SimpleLazyObject(footer),
    }


def _link(name, view, path=""):
    url = reverse(view)
    return Link(name, url, current=bool(path) and path.startswith(url))


def navigation(path):
    return [
        _link(_("Timeline"), "timeline", path),
        _link(_("Outcomes"), "meetings:outcome_list", path),
        _link(_("Goals"), "goals:overview", path),
        _link(_("Dialogues"), "dialogues:dialogue_list", path),
        _link(_("Economies"), "reference:economy_list", path),
    ]


def footer():
    return [
        Group(
            _("Explore"),
            [
                _link(_("Timeline"), "timeline"),
                _link(_("Meetings"), "meetings:meeting_list"),
                _link(_("Outcomes"), "meetings:outcome_list"),
                _link(_("Dialogues"), "dialogues:dialogue_list"),
                _link(_("Cases"), "dialogues:case_list"),
                _link(_("Articles"), "articles:article_list"),
            ],
        ),
        Group(
            _("Follow a promise"),
            [
                _link(_("Goals"), "goals:overview"),
                _link(_("Frameworks"), "goals:framework_list"),
                _link(_("Indicators"), "goals:indicator_list"),
                _link(_("Evidence"), "goals:evidence_list"),
                _link(_("Economies"), "reference:economy_list"),
                _link(_("What is missing"), "goals:gaps"),
            ],
        ),
        Group(
            _("Look up"),
            [
                _link(_("Forums"), "reference:forum_list"),
                _link(_("Topics"), "reference:topic_list"),
                _link(_("People"), "reference:person_list"),
                _link(_("Glossary"), "reference:glossary"),
                _link(_("Sources"), "reference:source_list"),
            ],
        ),
        Group(
            _("About"),
            [
                _link(_("About this record"), "about"),
                _link(_("Method"), "about_method"),
                _link(_("Accessibility"), "about_accessibility"),
                _link(_("Privacy"), "about_privacy"),
                _link(_("Licence"), "about_licence"),
                _link(_("How to cite"), "about_cite"),
                _link(_("Corrections"), "about_corrections"),
                _link(_("Display settings"), "display_settings"),
            ],
        ),
    ]
