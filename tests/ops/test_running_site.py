"""The site as it is served, from outside: what a browser and a server's keeper rely on."""

import re
import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.browser


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-hant", "zh-Hant-TW")])
def test_the_home_page_stands_in_both_languages_and_complains_of_nothing(browser_page, language, tag):
    page = browser_page(language=language)
    assert page.goto(f"/{language}/").status == 200
    assert page.locator("html").get_attribute("lang") == tag
    assert page.locator("h1").count() == 1


def test_the_bare_address_leads_to_the_language_that_the_browser_asks_for(browser_page, site):
    for language in ("en", "zh-hant"):
        page = browser_page(language=language)
        page.goto("/")
        assert page.url == f"{site.url}/{language}/"


def test_every_answer_carries_the_headers_that_protect_the_reader(site):
    for address in ("/en/", "/zh-hant/", "/en/nothing-here/"):
        _, headers, _ = get(site.url + address)
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_an_address_that_is_nothing_says_so(site):
    status, _, text = get(f"{site.url}/en/nothing-here/")
    assert status == 404
    assert "Traceback" not in text


def test_files_that_never_change_may_be_kept_for_good(site):
    _, _, home = get(f"{site.url}/en/")
    address = re.search(r'href="(/static/css/tokens\.[0-9a-f]{12}\.css)"', home)[1]
    status, headers, _ = get(site.url + address)
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
