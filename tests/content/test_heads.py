"""Out of context, in a list of results or a shared link, the title and description of a page still say what it is."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from tests.browser.pages import LANGUAGES, PAGES
from tests.content.pages import HAN

pytestmark = pytest.mark.content
ADDRESSES = [path for path in PAGES if "?" not in path]


class Head:
    def __init__(self, client, address):
        answer = client.get(address)
        assert answer.status_code == 200, address
        soup = BeautifulSoup(answer.content, "html.parser").head
        self.address, self.title = address, soup.title.string
        self.said = {
            meta.get("name") or meta.get("property"): meta["content"] for meta in soup("meta", content=True)
        }
        self.names = Counter(meta.get("name") or meta.get("property") for meta in soup("meta", content=True))

    @property
    def description(self):
        return self.said["description"]


@pytest.fixture(params=LANGUAGES)
def heads(request, client):
    return [Head(client, f"/{request.param}/{path}") for path in ADDRESSES]


def twice(texts):
    return [text for text, times in Counter(texts).items() if times > 1]


def test_no_two_pages_have_the_same_title_or_description(heads):
    assert twice(head.title for head in heads) == []
    assert twice(head.description for head in heads) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_and_the_source_that_it_is_have_titles_of_their_own(client, language):
    both = [Head(client, f"/{language}/{room}/arequipa-goals/").title for room in ("outcomes", "sources")]
    assert twice(both) == []


def test_a_title_is_short_enough_to_be_shown(heads):
    assert [head.title for head in heads if len(head.title) > 70] == []


def test_a_description_is_a_sentence_of_a_length_that_is_shown(heads):
    for head in heads:
        chinese = head.address.startswith("/zh")
        assert (12 if chinese else 30) <= len(head.description) <= 230, head.address
        assert head.names["description"] == 1
        assert re.search("[。…？！」]$" if chinese else r"[.…?!”’)]$", head.description), (
            head.address,
            head.description,
        )


def test_a_description_is_in_the_language_of_its_page(heads):
    for head in heads:
        share = len(HAN.findall(head.description)) / len(head.description)
        assert share > 0.5 if head.address.startswith("/zh") else share < 0.05, (
            head.address,
            head.description,
        )


def test_a_shared_link_is_told_the_same_with_a_picture(heads):
    for head in heads:
        said, language = head.said, head.address.split("/")[1]
        assert said["og:title"].startswith(head.title.removesuffix("…").split(" – APEC")[0]), head.address
        assert said["og:description"] == head.description
        assert said["og:url"].endswith(head.address)
        assert said["og:image"] == f"{said['og:url']}card.png"
        assert said["og:title"] in said["og:image:alt"]
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["twitter:card"] == "summary_large_image"
        locales = {"en": ("en_GB", "zh_TW"), "zh-hant": ("zh_TW", "en_GB")}
        assert (said["og:locale"], said["og:locale:alternate"]) == locales[language]
        assert set(head.names.values()) == {1} or head.names["theme-color"] == 2, head.names


def test_a_page_that_is_not_there_is_shared_as_nothing(client):
    html = client.get("/en/nothing-here/").content.decode()
    assert "og:" not in html
    assert "twitter:" not in html
