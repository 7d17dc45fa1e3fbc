"""A reader goes from the home page to what one economy did, and back, and meets no obstacle in either language."""

import pytest

from tests.browser.pages import LANGUAGES, violations

pytestmark = pytest.mark.browser

WALK = [
    ("home to timeline", "nav.site-nav a", "timeline/"),
    ("timeline to host year", "main a", "timeline/2024/"),
    ("host year to meeting", "main a", "meetings/2024-som2/"),
    ("meeting to outcome", "main a", "outcomes/arequipa-goals/"),
    ("outcome to goal", "main a", "goals/arequipa/1/"),
    ("goal to economy's part in it", "main a", "goals/arequipa/1/peru/"),
    ("economy's part to economy", "main a", "economies/peru/"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_to_an_economy_and_back_by_links_alone(browser_page, axe, site, language):
    page = browser_page(language=language)
    page.goto(f"/{language}/")
    wrong = violations(axe, page)
    for _step, where, path in WALK:
        # A link to a place on the page is as good; :visible, since a page may hide a second one on wide screens.
        link = page.locator(f'{where}[href^="/{language}/{path}"]:visible')
        exact = page.locator(f'{where}[href="/{language}/{path}"]:visible')
        (exact if exact.count() else link).first.click()
        page.wait_for_url(f"**/{language}/{path}*")
        wrong += violations(axe, page)
    for *_, path in reversed(WALK[:-1]):
        page.go_back()
        assert page.url.split("#")[0] == f"{site.url}/{language}/{path}"
    page.locator(".wordmark").click()
    assert page.url == f"{site.url}/{language}/"
    assert wrong == []


def test_the_language_can_be_changed_on_the_way_and_the_page_stays(browser_page, site):
    page = browser_page()
    page.goto("/en/meetings/2024-som2/")
    page.locator("a.lang").click()
    page.wait_for_url("**/zh-hant/**")
    assert page.url == f"{site.url}/zh-hant/meetings/2024-som2/"
    page.locator('main a[href="/zh-hant/outcomes/arequipa-goals/"]').first.click()
    page.wait_for_url("**/outcomes/**")
    page.locator("a.lang").click()
    page.wait_for_url("**/en/**")
    assert page.url == f"{site.url}/en/outcomes/arequipa-goals/"


def test_the_language_switch_keeps_the_filters(browser_page, site):
    page = browser_page()
    page.goto("/en/meetings/?year=2024&topic=energy")
    page.locator("a.lang").click()
    page.wait_for_url("**/zh-hant/**")
    assert page.url == f"{site.url}/zh-hant/meetings/?year=2024&topic=energy"


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(browser_page):
    page = browser_page()
    page.goto("/en/meetings/2024-som2/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


# Everything the Tab key should stop at, in the order of the page; of a group of radio buttons one is a stop.
STOPS = """() => {
  const groups = new Set();
  window.stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(e => e.type !== 'hidden' && e.tabIndex >= 0 && !e.disabled
      && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
    .filter(e => e.type !== 'radio' || e.checked
      || !document.querySelector(`[name="${e.name}"]:checked`) && !groups.has(e.name) && groups.add(e.name));
  return stops.length;
}"""
# Which of them has the focus, and whether it is in sight with nothing lying over it.
HERE = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  if (e === document.body) return null;
  const within = (value, most) => Math.max(0, Math.min(most - 1, value));
  const over = document.elementFromPoint(
    within(box.left + box.width / 2, innerWidth), within(box.top + box.height / 2, innerHeight));
  const clear = over && (e.contains(over) || over.contains(e) || [...e.labels || []].some(one => one.contains(over)));
  return [stops.indexOf(e), Boolean(clear && box.bottom > 0 && box.top < innerHeight)];
}"""


@pytest.mark.parametrize(
    ("language", "path"),
    [
        ("en", "meetings/"),
        ("zh-hant", "timeline/2024/"),
        ("zh-hant", "goals/arequipa/"),
        ("en", "settings/display/"),
    ],
)
def test_the_tab_key_stops_at_everything_in_order_and_leaves_the_page(browser_page, language, path):
    page = browser_page(language=language)
    page.goto(f"/{language}/{path}")
    wanted, met = page.evaluate(STOPS), []
    # A field for a day has a stop for each of its parts.
    for _ in range(2 * wanted + 40):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            break
        assert here[1], page.evaluate("document.activeElement.outerHTML")
        met += [here[0]] if met[-1:] != [here[0]] else []
    assert here is None
    assert met == list(range(wanted))


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(browser_page, axe):
    page = browser_page(width=390, language="zh-hant")
    page.goto("/zh-hant/")
    menu, button = page.locator("#site-nav"), page.locator(".menu-btn")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    assert violations(axe, page) == []
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    page.locator('#site-nav a[href="/zh-hant/goals/"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh-hant/goals/")


def test_the_filters_of_a_phone_are_set_by_keyboard(browser_page, axe):
    page = browser_page(width=390)
    page.goto("/en/meetings/")
    sheet, button = page.locator("#filters"), page.locator(".filters-btn")
    assert not sheet.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert sheet.is_visible()
    assert violations(axe, page) == []
    page.locator(".further summary").focus()
    page.keyboard.press("Enter")
    assert violations(axe, page) == []
    topic = page.get_by_label("Energy", exact=True)
    for _ in range(60):
        page.keyboard.press("Tab")
        if topic.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Space")
    assert topic.is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**topic=energy**")
    assert page.locator(".chips .chip").inner_text().endswith("Energy")
    assert not sheet.is_visible()


def test_wide_screens_show_menu_and_filters_without_a_button(browser_page):
    page = browser_page()
    page.goto("/en/meetings/")
    assert page.locator("#site-nav").is_visible()
    assert page.locator("#filters").is_visible()
    assert not page.locator(".menu-btn").is_visible()
    assert not page.locator(".filters-btn").is_visible()
