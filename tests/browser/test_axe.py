"""axe-core finds nothing on any page, in light, in the dark, on a phone and in forced colours."""

import pytest

from tests.browser.pages import EVERY_LOOK, LOOKS, OPTIONS, SEEN, every_address, violations

pytestmark = pytest.mark.browser

# All rules on the English pages, in light; what colours and the width of the window may change, on the Chinese ones.
# The full sweep asks every rule of every page in every look.
ALWAYS = [
    ("en", "light", OPTIONS),
    ("zh-hant", "phone in the dark", SEEN),
    ("zh-hant", "forced colours", SEEN),
]


@pytest.mark.parametrize(
    ("language", "look", "options"), [(*one, OPTIONS) for one in EVERY_LOOK] if EVERY_LOOK else ALWAYS
)
def test_every_rule_holds_on_every_page(browser_page, axe, site, answers, language, look, options):
    how = LOOKS[look] | {"forced_colors": "active" if LOOKS[look]["forced_colors"] else "none"}
    page = browser_page(language=language, **how)
    wrong = []
    for address in every_address(site, answers, language):
        page.goto(address)
        wrong += violations(axe, page, options)
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_refused_sign_in_can_be_read(browser_page, axe, language):
    page = browser_page(language=language)
    page.goto("/staff/login/")
    page.locator("#id_username").fill("nobody")
    page.locator("#id_password").fill("wrong")
    page.locator("#id_password").press("Enter")
    page.locator(".errornote").wait_for()
    assert violations(axe, page) == []


@pytest.mark.parametrize("path", ["", "timeline/", "meetings/?kind=nonsense&from=x", "goals/arequipa/1/"])
def test_forced_colours_paint_the_marks_too(browser_page, path):
    page = browser_page(language="zh-hant", forced_colors="active")
    page.goto(f"/zh-hant/{path}")
    for drawing in page.locator("main svg.glyph:visible").all()[:5]:
        assert drawing.evaluate("element => getComputedStyle(element).fill") != "rgba(0, 0, 0, 0)"
