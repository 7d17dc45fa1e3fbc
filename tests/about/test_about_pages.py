"""The pages about this record are plain prose, in both languages alike, and say what is true of the program."""

import re

import pytest
from django.test import override_settings

from goals.progress import assess
from tests.browser import pages as browser_pages
from tests.browser.answers import ASKED

PAGES = ["", "method/", "accessibility/", "privacy/", "licence/", "cite/", "corrections/"]
pytestmark = pytest.mark.django_db


def page(client, language, name):
    answer = client.get(f"/{language}/about/{name}")
    assert answer.status_code == 200
    return answer.content.decode()


def prose(html):
    return html.split('<div class="prose">', 1)[1].split("<aside", 1)[0]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_the_same_parts_in_both_languages(client, name):
    english, chinese = prose(page(client, "en", name)), prose(page(client, "zh-hant", name))
    assert re.findall(r"<(h[2-6]|li|dt)\b", english) == re.findall(r"<(h[2-6]|li|dt)\b", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert len(re.findall(r"[\u4e00-\u9fff]", chinese)) > 100


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("name", PAGES)
def test_members_of_apec_are_economies(client, language, name):
    words = prose(page(client, language, name)).lower().replace("united nations", "")
    assert not re.search(r"\bcountr(y|ies)\b|\bnations?\b|國家|各國", words)


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_figures_of_the_worked_example_are_those_of_the_method(client, language):
    html = prose(page(client, language, "method/"))
    result = assess([(2015, 40), (2022, 46)], direction="up", base_year=2015, target_year=2030, target=60)
    assert f"{result.value:.2f}" in html
    assert f"{result.needed:.1f}" in html
    assert f"{(46 / 40) ** (1 / 7) * 100 - 100:.2f}" in html
    assert f"{(60 / 40) ** (1 / 15) * 100 - 100:.2f}" in html


@override_settings(CONTACT_EMAIL="desk@example.org")
@pytest.mark.parametrize("name", ["accessibility/", "privacy/", "corrections/"])
def test_the_address_to_write_to_is_the_one_that_is_set(client, name):
    for language in ("en", "zh-hant"):
        assert 'href="mailto:desk@example.org"' in page(client, language, name)


@pytest.mark.parametrize(
    "address", ["/en/cases/", "/en/about/privacy/", "/en/dialogues/?q=a", "/zh-hant/glossary/"]
)
def test_a_reader_gets_no_cookie_as_the_privacy_page_says(client, address):
    assert not client.get(address).cookies


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_statement_on_accessibility_counts_the_pages_that_are_checked(client, language):
    said = prose(page(client, language, "accessibility/"))
    counted = re.search(r"(\d+)(?: addresses in each language|個網址，包括)", said)
    assert int(counted[1]) == len(browser_pages.PAGES) + len(browser_pages.MADE) + len(ASKED)
