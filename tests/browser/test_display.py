"""What a reader chose at settings/display/ is seen on every page, from the first paint, with no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import LANGUAGES, PAGES, SEEN, violations
from tests.browser.test_every_page import CUT, SIDEWAYS

pytestmark = pytest.mark.browser
GROUND = "() => getComputedStyle(document.body).backgroundColor"
DARK, LIGHT, BLACK = "rgb(13, 24, 29)", "rgb(251, 250, 246)", "rgb(0, 0, 0)"
# The contrast of every line of text with what it stands on.
CONTRAST = SEEN | {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}


def keep(page, choice):
    page.context.add_cookies([{"name": "display", "value": choice, "url": page.url}])


def test_a_choice_is_tried_then_saved_then_taken_back_without_a_script(browser_page):
    page = browser_page(java_script_enabled=False)
    page.goto("/en/settings/display/")
    page.get_by_role("group", name="Colours").get_by_label("Dark").check()
    page.get_by_role("button", name="Try it on this page").click()
    assert page.evaluate(GROUND) == DARK
    assert page.context.cookies() == []
    page.get_by_role("button", name="Save for all pages").click()
    assert page.get_by_role("status").get_by_text("Saved.").is_visible()
    page.goto("/zh-hant/")
    assert page.evaluate(GROUND) == DARK
    page.goto("/en/settings/display/")
    page.get_by_role("button", name="Back to the defaults").click()
    assert page.evaluate(GROUND) == LIGHT
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("dark", "choice", "ground"),
    [
        (False, "", LIGHT),
        (True, "", DARK),
        (False, "theme-dark", DARK),
        (True, "theme-light", LIGHT),
        (False, "theme-dark.contrast-higher", BLACK),
        (True, "contrast-higher", BLACK),
    ],
)
def test_a_choice_outweighs_the_device(browser_page, dark, choice, ground):
    page = browser_page(dark=dark)
    page.goto("/en/about/")
    if choice:
        keep(page, choice)
        page.reload()
    assert page.evaluate(GROUND) == ground


def test_paper_is_light_whatever_was_chosen(browser_page):
    page = browser_page()
    page.goto("/en/about/")
    keep(page, "theme-dark.contrast-higher")
    page.reload()
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", ["text-largest", "text-larger.spacing-wider"])
def test_larger_and_wider_letters_fit_a_small_phone(browser_page, language, choice):
    page = browser_page(width=320, language=language)
    page.goto(f"/{language}/about/")
    keep(page, choice)
    wrong = []
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        wrong += [f"{path}: {one}" for one in [*page.evaluate(SIDEWAYS), *page.evaluate(CUT)]]
    assert wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_the_higher_contrast_every_line_can_be_read(browser_page, theme):
    page, axe = browser_page(language="zh-hant"), Axe()
    page.goto("/zh-hant/about/")
    keep(page, f"contrast-higher.theme-{theme}")
    wrong = []
    for path in (
        "",
        "goals/arequipa/",
        "goals/arequipa/1/",
        "meetings/2024-som2/",
        "timeline/2024/",
        "gaps/",
    ):
        page.goto(f"/zh-hant/{path}")
        wrong += violations(axe, page, CONTRAST)
    assert wrong == []


def test_chosen_links_are_underlined_and_nothing_moves(browser_page):
    page = browser_page()
    page.goto("/en/about/")
    in_the_menu = "() => getComputedStyle(document.querySelector('.site-nav a')).textDecorationLine"
    moving = "() => getComputedStyle(document.querySelector('.site-nav a')).transitionProperty"
    assert page.evaluate(in_the_menu) == "none"
    assert page.evaluate(moving) != "none"
    keep(page, "links-underlined.motion-reduced")
    page.reload()
    assert page.evaluate(in_the_menu) == "underline"
    assert page.evaluate(moving) == "none"
