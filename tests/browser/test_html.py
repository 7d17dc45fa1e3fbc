"""The Nu HTML checker and html-validate find nothing in the HTML of any page."""

import re
import urllib.request

import pytest

from tests.browser.checkers import by_html_validate, by_nu_checker
from tests.browser.pages import LANGUAGES, every_address

pytestmark = pytest.mark.browser

FLAWED = """<!doctype html><html lang="en"><head><title>Flawed</title></head>
<body><p id="one">Two of a name</p><p id="one"><div>A block in a paragraph</div></p></body></html>"""


@pytest.fixture(scope="module")
def html(site, answers, tmp_path_factory):
    """A folder with the HTML of every page in both languages."""
    folder = tmp_path_factory.mktemp("html")
    for language in LANGUAGES:
        for url in every_address(site, answers, language):
            name = re.sub(
                r"[^A-Za-z0-9.-]+", "_", url.removeprefix(site.url).removeprefix(answers).strip("/")
            )
            with urllib.request.urlopen(url, timeout=30) as answer:
                (folder / f"{name}.html").write_bytes(answer.read())
    return folder


def test_the_nu_checker_finds_nothing(checkers, html):
    assert by_nu_checker(html) == []


def test_html_validate_finds_nothing(checkers, html):
    assert by_html_validate(html) == []


@pytest.mark.parametrize("check", [by_nu_checker, by_html_validate])
def test_each_would_find_something(checkers, tmp_path, check):
    (tmp_path / "flawed.html").write_text(FLAWED)
    found = check(tmp_path)
    assert len(found) >= 2
    assert all("flawed.html" in one for one in found)
