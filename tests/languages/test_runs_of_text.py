"""On every page each run of text says which language it is in: a voice reads what it was made for."""

import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command

from tests.one_language import CHINESE, ENGLISH, make_world

HAN = re.compile(r"[\u3400-\u9fff]")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# No markup fits into a title: one that says what kind of page it is, before a name, is in the language of the page.
MIXED = ("Goal ", "目標", "Economy ", "經濟體", "Framework: ", "框架：", "Source: ", "來源：")
# Read aloud along with the element that carries them, in its language.
SPOKEN = ("alt", "aria-label", "placeholder", "title")


class Runs(HTMLParser):
    """Every run of text of a page, with the language it says it is in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.runs, self.links = [("", "")], [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        lang = attrs.get("lang") or self.open[-1][1]
        self.runs += [(lang, f"{tag} {name}", attrs[name]) for name in SPOKEN if attrs.get(name)]
        if tag == "a" and (href := attrs.get("href", "")).startswith("/"):
            self.links.add(href.partition("#")[0])
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_startendtag(self, tag, attrs):
        """Within a drawing, an element that ends where it starts."""

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tag, lang = self.open[-1]
        if text.strip() and tag not in ("script", "style"):
            self.runs.append((lang, tag, " ".join(text.split())))


def unmarked(html, language):
    """The runs of a page that say they are in its language and are not."""
    for lang, where, text in Runs(html).runs:
        if where == "title" and text.startswith(MIXED):
            continue
        is_chinese = lang.lower().startswith("zh")
        if (HAN.search(text) and not is_chinese) or (ENGLISH in text and is_chinese):
            yield f"{where}: {text[:70]}"


def pages_from(client, start):
    """Every page that links lead to, with its HTML; addresses of files and of filtered lists are not followed."""
    waiting, seen = [start], {}
    prefix = start[: start.index("/", 1) + 1]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = answer.content.decode() if answer.status_code == 200 else ""
        waiting += [
            link
            for link in Runs(seen[address]).links
            if link.startswith(prefix) and "?" not in link and "." not in link.rsplit("/", 1)[-1]
        ]
    return seen


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_what_is_not_translated_is_marked_wherever_it_stands(client, db, language):
    make_world("en")
    make_world("zh-hant")
    call_command("assess_progress", verbosity=0)
    pages = pages_from(client, f"/{language}/")
    wrong = sorted(
        {f"{address}: {one}" for address, html in pages.items() for one in unmarked(html, language)}
    )
    assert len(pages) > 60
    assert any(CHINESE in html for html in pages.values())
    assert any(ENGLISH in html for html in pages.values())
    assert wrong == [], "\n".join(wrong)


def test_a_run_without_its_mark_is_found():
    page = f'<html lang="en"><p>會議</p><p lang="zh-Hant">會議</p><p lang="zh-Hant">It {ENGLISH}</p></html>'
    assert list(unmarked(page, "en")) == ["p: 會議", f"p: It {ENGLISH}"]
