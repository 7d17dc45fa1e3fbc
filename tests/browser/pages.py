"""One page of every public kind, and what is asked of each."""

import os

from django.urls import URLResolver, get_resolver
from django.utils import translation

from tests.browser.answers import ASKED

LANGUAGES = ("en", "zh-hant")

# Addresses without their language. A kind of page that can look different stands here in each of its looks:
# a host year with much and with next to nothing, a list that is filtered, empty, or asked for nonsense.
PAGES = [
    "",
    "timeline/",
    "timeline/2024/",
    "timeline/1989/",
    "meetings/",
    "meetings/?kind=nonsense&from=x",
    "meetings/?q=zzzzqqq",
    "meetings/?year=2024&topic=energy",
    "meetings/2024-som2/",
    "meetings/2024-som1/",
    "meetings/1993-aelm-1/",
    "outcomes/",
    "outcomes/arequipa-goals/",
    "goals/",
    "goals/arequipa/",
    "goals/arequipa/1/",
    "goals/arequipa/3/",
    "goals/arequipa/1/peru/",
    "goals/arequipa/5/peru/",
    "indicators/",
    "indicators/1.3.1-disability/",
    "indicators/4.c.1-primary/",
    "gaps/",
    "evidence/",
    "evidence/EVI-CT-MOL-2024/",
    "frameworks/",
    "frameworks/arequipa/",
    "dialogues/",
    "dialogues/2024-hrdwg-experts-disability/",
    "dialogues/2024-ppd-informal-economy/",
    "cases/",
    "cases/workers-lab/",
    "economies/",
    "economies/peru/",
    "forums/",
    "forums/hrdwg/",
    "topics/",
    "topics/disability-inclusion/",
    "people/",
    "people/wang-chi-hsuan/",
    "glossary/",
    "sources/",
    "sources/access-som2/",
    "articles/",
    "articles/2024-som2-arequipa-goals/",
    "about/",
    "about/method/",
    "about/accessibility/",
    "about/privacy/",
    "about/licence/",
    "about/cite/",
    "about/corrections/",
    "settings/display/",
    "settings/display/?theme=pink",
]
MISSING = "nothing-here/"
# Made by the fixture `answers`: a record that was withdrawn and stays to be read, and what is not translated.
MADE = ["topics/kept-back/", "topics/only-english/", "topics/only-chinese/"]

# How a page is looked at. Each is asked of every page when EVERY_LOOK is set; see CONTRIBUTING.md.
LOOKS = {
    "light": {"width": 1280, "dark": False, "forced_colors": False},
    "dark": {"width": 1280, "dark": True, "forced_colors": False},
    "phone": {"width": 320, "dark": False, "forced_colors": False},
    "phone in the dark": {"width": 320, "dark": True, "forced_colors": False},
    "forced colours": {"width": 1280, "dark": False, "forced_colors": True},
}
EVERY_LOOK = (
    [(language, look) for language in LANGUAGES for look in LOOKS] if os.environ.get("EVERY_LOOK") else []
)

# Rules of axe-core: WCAG 2.0 to 2.2, levels A, AA and AAA, and what its makers call best practice.
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    # Off unless asked for.
    "rules": {
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
        "identical-links-same-purpose": {"enabled": True},
    },
    "resultTypes": ["violations"],
}

# The rules whose answer may change with the size of the window and the colours. The others read the same HTML again.
SEEN = OPTIONS | {
    "runOnly": {
        "type": "rule",
        "values": [
            "color-contrast-enhanced",
            "link-in-text-block",
            "scrollable-region-focusable",
            "target-size",
            "valid-lang",
        ],
    },
    "rules": {},
}


def every_address(site, answers, language) -> list[str]:
    """Where all pages are found in a language, with those that no link leads to."""
    known = [f"{site.url}/{language}/{path}" for path in [*PAGES, *MADE]]
    return known + [f"{answers}/{language}/{name}/" for name in ASKED]


def violations(axe, page, options=OPTIONS) -> list[str]:
    """What axe-core finds wrong on a page, a line for each rule and place."""
    found = axe.run(page, options=options).response["violations"]
    return [f"{page.url}: {v['id']} at {node['target']}" for v in found for node in v["nodes"]]


def public_views() -> set[str]:
    """The name of every view that answers with a page in two languages; files beside a page have a dot."""

    def views(patterns, path="", namespace=""):
        for pattern in patterns:
            here = path + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from views(pattern.url_patterns, here, inner)
            elif here.startswith("en/") and "." not in here.rsplit("/", 1)[-1]:
                yield f"{namespace}{pattern.name}"

    with translation.override("en"):
        return set(views(get_resolver().url_patterns))
