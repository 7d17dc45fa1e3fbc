"""axe-core finds nothing on any public page, in light, in the dark, on a phone and in forced colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import MISSING, PAGES, SEEN, violations

pytestmark = pytest.mark.browser


def test_every_rule_holds_on_every_page(browser_page):
    # A page that is not there is an error to the console.
    page, axe = browser_page(quiet=False), Axe()
    wrong = []
    for path in [*PAGES, MISSING]:
        page.goto(f"/en/{path}")
        wrong += violations(axe, page)
    assert wrong == []


def test_what_can_be_seen_holds_on_a_phone_in_the_dark_in_chinese(browser_page):
    page, axe = browser_page(width=320, dark=True, language="zh-hant", quiet=False), Axe()
    wrong = []
    for path in [*PAGES, MISSING]:
        page.goto(f"/zh-hant/{path}")
        wrong += violations(axe, page, SEEN)
    assert wrong == []


@pytest.mark.parametrize("path", ["", "timeline/", "meetings/?kind=nonsense&from=x", "goals/arequipa/1/"])
def test_forced_colours_hide_nothing(browser_page, path):
    page, axe = browser_page(language="zh-hant", forced_colors="active"), Axe()
    page.goto(f"/zh-hant/{path}")
    assert violations(axe, page, SEEN) == []
    # The marks of a status are drawings: they are painted with the system's colours too.
    for drawing in page.locator("main svg.glyph:visible").all()[:5]:
        assert drawing.evaluate("element => getComputedStyle(element).fill") != "rgba(0, 0, 0, 0)"
