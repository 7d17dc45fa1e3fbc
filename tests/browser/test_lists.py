"""A list is narrowed in place: address, list, focus and what is said aloud follow; without a script it is a page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.pages import LANGUAGES, violations

pytestmark = pytest.mark.browser

# Every list that can be narrowed, and a query that narrows it.
LISTS = {
    "timeline/": "kind=leaders",
    "timeline/2024/": "kind=ministerial",
    "meetings/": "year=2024",
    "outcomes/": "q=a",
    "dialogues/": "year=2024",
    "cases/": "economy=RUS",
    "evidence/": "q=a",
    "frameworks/": "q=a",
    "indicators/": "q=disability",
    "indicators/1.3.1-disability/": "economy=PE",
    "gaps/": "economy=PE",
    "people/": "q=a",
    "sources/": "q=a",
}
APPLY = {"en": "Apply filters", "zh-hant": "套用篩選"}
STAYED = "window.stayed === true"


def opened(page, address):
    """The page at an address, marked so that a reload shows."""
    page.goto(address)
    page.evaluate("window.stayed = true")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def said(page):
    """What the live region says once it says anything."""
    region = page.locator("#list-said")
    expect(region).not_to_be_empty()
    return region.inner_text()


def comes_to_say(page, text):
    """Wait until the page shows this text and no other."""
    expect(page.locator("main")).to_have_text(text, use_inner_text=True)


def apply(page, language="en"):
    page.get_by_role("button", name=APPLY[language]).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_narrow_the_list_in_place_and_tell_how_many_are_left(browser_page, site, language):
    page, axe = browser_page(language=language), Axe()
    opened(page, f"/{language}/meetings/")
    before = page.title()
    region = page.locator("#list-said")
    assert region.get_attribute("role") == "status"
    assert region.inner_text() == ""
    page.locator("#id_year").select_option("2024")
    page.locator(".further summary").click()
    page.locator('input[name="topic"][value="energy"]').check()
    # Nothing happens before it is asked for.
    assert page.url == f"{site.url}/{language}/meetings/"
    apply(page, language)
    page.wait_for_url("**topic=energy**")
    expect(page.locator('input[name="topic"][value="energy"]')).to_be_visible()
    assert page.url == f"{site.url}/{language}/meetings/?year=2024&topic=energy&sort=newest"
    count = page.locator("#count").inner_text()
    assert count in {"en": ["3 meetings"], "zh-hant": ["3場會議"]}[language]
    assert said(page) == count
    assert page.locator("main ul.rows > li").count() == 3
    assert page.locator(".chip").count() == 2
    assert focused(page) == "count"
    assert page.title() == before
    twin = {"en": "zh-hant", "zh-hant": "en"}[language]
    assert page.locator("a.lang").evaluate("link => link.href") == page.url.replace(
        f"/{language}/", f"/{twin}/"
    )
    assert page.evaluate(STAYED)
    assert violations(axe, page) == []
    # The address alone leads to the same list.
    shown = page.locator("main").inner_text()
    page.reload()
    assert page.locator("main").inner_text() == shown


@pytest.mark.parametrize("path", LISTS)
def test_every_list_shows_in_place_what_its_address_shows(browser_page, path):
    query = LISTS[path]
    page = browser_page()
    page.goto(f"/en/{path}?{query}")
    narrowed = page.locator("main").inner_text()
    opened(page, f"/en/{path}")
    assert page.locator("main").inner_text() != narrowed
    name, value = query.split("=")
    field = page.locator(f'#filters [name="{name}"]')
    if not field.first.is_visible():
        page.locator(".further summary").click()
    if field.first.get_attribute("type") == "checkbox":
        page.locator(f'#filters [name="{name}"][value="{value}"]').check()
    elif field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
    apply(page)
    page.wait_for_url(f"**{query}**")
    said(page)
    assert page.locator("main").inner_text() == narrowed
    assert focused(page) == "count"
    assert page.evaluate(STAYED)


def test_a_chip_that_is_removed_hands_the_focus_on(browser_page, site):
    page = browser_page()
    opened(page, "/en/meetings/?year=2024&topic=energy&kind=ministerial")
    assert page.locator(".chip").count() == 3
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/?topic=energy&kind=ministerial")
    # The second chip is now the first, the last one steps back to the one before it.
    expect(page.locator(".chip")).to_have_count(2)
    assert page.evaluate("[...document.querySelectorAll('.chip')].indexOf(document.activeElement)") == 0
    page.locator(".chip").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    assert page.evaluate("document.activeElement === document.querySelector('.chip')")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(0)
    assert focused(page) == "count"
    assert page.url == f"{site.url}/en/meetings/"
    assert said(page) == page.locator("#count").inner_text()
    assert page.evaluate(STAYED)


def test_back_and_forward_bring_each_list_back(browser_page, site):
    page = browser_page()
    opened(page, "/en/meetings/")
    addresses, texts = [page.url], [page.locator("main").inner_text()]
    for step in ("a[rel=next]", "#id_year", ".chips a.more"):
        if step == "#id_year":
            page.locator(step).select_option("2024")
            apply(page)
        else:
            page.locator(step).click()
        expect(page.locator("main")).not_to_have_text(texts[-1], use_inner_text=True)
        addresses.append(page.url)
        texts.append(page.locator("main").inner_text())
    assert addresses[1] == f"{site.url}/en/meetings/?page=2"
    for number in (2, 1, 0):
        page.go_back()
        comes_to_say(page, texts[number])
        assert page.url == addresses[number]
        twin = page.locator("a.lang").evaluate("link => link.href")
        assert twin == page.url.replace("/en/", "/zh-hant/")
    page.go_forward()
    comes_to_say(page, texts[1])
    assert page.url == addresses[1]
    assert page.evaluate(STAYED)
    # A record opened from a narrowed list leads back to that list.
    page.locator("main h3 a").first.click()
    page.wait_for_url("**/meetings/*/")
    page.go_back()
    comes_to_say(page, texts[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_cannot_be_read_is_told_where_the_reader_is(browser_page, language):
    page = browser_page(language=language)
    # A browser's own date field takes days only; what came by an address can be mended and sent again.
    opened(page, f"/{language}/meetings/?from=soon")
    page.locator("#id_q").fill("trade")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=trade**")
    wrong = page.locator("#filters-wrong")
    assert focused(page) == "filters-wrong"
    assert page.locator("#id_from").get_attribute("aria-invalid") == "true"
    assert wrong.locator("strong").inner_text() in said(page)
    assert page.locator("#count").inner_text() in said(page)
    assert page.evaluate(STAYED)


def test_on_a_phone_the_sheet_closes_and_the_results_have_the_focus(browser_page):
    page = browser_page(width=390)
    opened(page, "/en/meetings/")
    page.locator(".filters-btn").click()
    page.locator("#id_year").select_option("2024")
    apply(page)
    page.wait_for_url("**year=2024**")
    expect(page.locator("#filters")).to_be_hidden()
    assert focused(page) == "count"
    assert page.locator(".filters-btn").inner_text() == "Filter (1)"
    assert page.evaluate(STAYED)


@pytest.mark.parametrize("fault", ["lost", "broken", "foreign"])
def test_what_fails_falls_back_on_an_ordinary_page(browser_page, site, fault):
    page = browser_page(quiet=False)
    opened(page, "/en/meetings/")

    def answer(route):
        if route.request.resource_type != "xhr":
            route.continue_()
        elif fault == "lost":
            route.abort()
        elif fault == "broken":
            route.fulfill(status=500, body="<h1>Broken</h1>")
        else:
            route.fulfill(status=200, content_type="text/html", body="<h1>Sign in to this network</h1>")

    page.route("**/meetings/?*", answer)
    page.locator("#id_year").select_option("2024")
    apply(page)
    expect(page.locator(".chip")).to_have_count(1)
    assert page.url.startswith(f"{site.url}/en/meetings/?year=2024")
    assert not page.evaluate(STAYED)


def test_without_javascript_the_same_list_comes_as_a_page(browser_page, site):
    texts, addresses = [], []
    for enabled in (True, False):
        page = browser_page(java_script_enabled=enabled)
        page.goto("/en/meetings/")
        page.locator("#id_year").select_option("2024")
        apply(page)
        page.wait_for_url("**year=2024**")
        page.locator(".chip").wait_for()
        texts.append(page.locator("main").inner_text())
        addresses.append({part for part in page.url.partition("?")[2].split("&") if not part.endswith("=")})
    assert texts[0] == texts[1]
    assert addresses[0] == addresses[1]


def test_the_library_keeps_nothing_runs_nothing_and_paints_nothing_of_its_own(browser_page):
    page = browser_page()
    opened(page, "/en/meetings/")
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2**")
    assert page.evaluate("[htmx.config.allowEval, htmx.config.includeIndicatorStyles]") == [False, False]
    assert page.evaluate("document.querySelectorAll('style, [style]').length") == 0
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]
    assert page.context.cookies() == []
    # Pages without a filter do without it.
    page.goto("/en/about/")
    assert page.evaluate("typeof window.htmx") == "undefined"


def test_a_chart_beside_a_list_can_still_be_read_after_it_was_narrowed(browser_page):
    page = browser_page()
    opened(page, "/en/indicators/1.3.1-disability/")
    sliders = page.locator(".chart-read input").count()
    assert sliders >= 1
    page.locator("#id_economy").select_option("PE")
    apply(page)
    page.wait_for_url("**economy=PE**")
    said(page)
    assert page.locator(".chart-read input").count() >= 1
    page.locator(".chart-read input").first.focus()
    page.keyboard.press("ArrowRight")
    assert re.search(r"\d", page.locator(".chart-read output").first.inner_text())
    assert page.evaluate(STAYED)


@pytest.mark.parametrize(
    "path", ["", "timeline/2024/", "meetings/", "indicators/1.3.1-disability/", "goals/arequipa/5/peru/"]
)
def test_a_page_loads_at_most_30_kb_of_script(browser_page, path):
    page = browser_page()
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    kinds, sizes = {}, {}
    client.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    client.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(f"/en/{path}", wait_until="networkidle")
    weight = sum(size for one, size in sizes.items() if kinds.get(one) == "Script")
    assert 300 < weight <= 30_000
