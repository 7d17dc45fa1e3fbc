"""What an editor writes as Markdown becomes safe HTML, whatever it is."""

import re
import time
from html.parser import HTMLParser

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from articles.markdown import ATTRIBUTES, SCHEMES, TAGS, rendered


class Elements(HTMLParser):
    """Every element of a piece of HTML with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def unsafe_in(html):
    """What should not be there: an element, an attribute or an address outside the lists."""
    for tag, attributes in Elements(html).found:
        if tag not in TAGS:
            yield tag
        for name, value in attributes.items():
            if name not in ATTRIBUTES.get(tag, ()):
                yield f"{tag} {name}"
            scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", value or "") if name == "href" else None
            if scheme and scheme[1].lower() not in SCHEMES:
                yield value


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<iframe src='https://example.org'></iframe>",
    "<svg onload=alert(1)>",
    "<!-- <script> -->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    '[x](https://example.org "onmouseover=alert(1)")',
    '[x](https://example.org/"onmouseover="alert(1))',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "[^<script>]\n\n[^<script>]: x",
    "```<script>\n<script>alert(1)</script>\n```",
    "# <b onclick=x>heading</b>",
    "\x00<script>\x00",
    "</div></main><h1>",
    "[x](//evil.example)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_passes(text):
    html = rendered(text)
    assert list(unsafe_in(html)) == []
    assert "<script" not in html
    assert "<img" not in html


@given(st.text(alphabet="<>[]()!^:#*_`\"'&;/\\ \n\tajscriptonhref=1-.\x00", max_size=200))
def test_no_mixture_of_marks_makes_unsafe_html(text):
    assert list(unsafe_in(rendered(text))) == []


@given(st.text(max_size=300))
def test_no_text_at_all_is_too_strange(text):
    assert isinstance(rendered(text), str)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 50_000,
        "[" * 50_000,
        "[a](" * 20_000,
        "*a **b " * 20_000,
        "- " * 50_000,
        "\n".join("  " * depth + "- a" for depth in range(500)),
        "^[" * 30_000,
        "[^1]" * 5_000 + "\n\n[^1]: x",
        "`" * 60_000,
        "&#" * 50_000,
        "a" * 2_000_000,
    ],
    ids=lambda text: text[:6],
)
def test_nesting_without_end_is_answered_soon(text):
    began = time.monotonic()
    assert list(unsafe_in(rendered(text))) == []
    assert time.monotonic() - began < 10


def test_headings_begin_below_the_title_and_skip_no_level():
    html = rendered("# One\n\n#### Two\n\n# Three\n\n###### Four")
    assert re.findall(r"<(h\d)>(\w+)", html) == [
        ("h2", "One"),
        ("h3", "Two"),
        ("h2", "Three"),
        ("h3", "Four"),
    ]
    assert re.findall(r"<h\d", rendered("### Deep\n\n## Higher", top=4)) == ["<h4", "<h4"]


def test_a_footnote_leads_there_and_back_in_words_of_the_pages_language():
    text = "Said.[^a] Again.[^a]\n\n[^a]: The note."
    with override("en"):
        english = rendered(text)
    with override("zh-hant"):
        chinese = rendered(text)
    assert '<a href="#note1">' in english
    assert 'id="noteref1"' in english
    assert 'id="noteref1-2"' in english
    assert '<a class="back" href="#noteref1" aria-label="Back to the text">' in english
    assert 'aria-label="Back to the text, place 2"' in english
    assert "Back to the text" not in chinese
    assert 'aria-label="回到內文"' in chinese


def test_notes_of_two_texts_on_one_page_have_addresses_of_their_own():
    text = "Said.[^1]\n\n[^1]: A note."
    body, box = rendered(text), rendered(text, prefix="box1-note", top=4)
    ids = re.findall(r'id="([^"]+)"', body + box)
    assert len(ids) == len(set(ids))
    assert '<h4 id="box1-note-h">' in box


def test_our_own_words_inside_a_text_of_the_other_language_are_marked():
    html = rendered("文。[^1]\n\n[^1]: 註。", page_lang="en")
    assert '<span lang="en">Notes</span>' in html
    assert 'aria-label="Back to the text" lang="en"' in html


def test_a_link_that_leads_elsewhere_says_so_and_a_link_inside_does_not():
    html = rendered("[out](https://example.org/) [in](/en/goals/)")
    assert '<a href="https://example.org/" rel="external noopener noreferrer">out</a>' in html
    assert '<a href="/en/goals/">in</a>' in html
