"""The months of a timeline are links; with a script keys go from month to month and from entry to entry as well."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.pages import LANGUAGES, violations

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"


def focused(page):
    """What has the focus, in words, and whether it can be seen to have it."""
    assert page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle") == "solid"
    assert page.evaluate(f"{FOCUSED}.getBoundingClientRect().bottom <= innerHeight + 1")
    return page.evaluate(f"{FOCUSED}.innerText")


def entries(page):
    return page.locator(".tl-item h3 a").all_inner_texts()


@pytest.mark.parametrize("enabled", [True, False])
def test_a_month_of_the_strip_leads_to_its_entries(browser_page, site, enabled):
    page = browser_page(java_script_enabled=enabled)
    page.goto("/en/timeline/2024/")
    page.locator('.months a[href$="#m-2024-08"]').click()
    assert page.url == f"{site.url}/en/timeline/2024/#m-2024-08"
    expect(page.locator("#m-2024-08")).to_be_focused()
    expect(page.locator("#m-2024-08")).to_be_in_viewport()


def test_the_whole_timeline_has_a_way_to_each_month_of_its_page(browser_page):
    page, axe = browser_page(), Axe()
    page.goto("/en/timeline/")
    assert not page.locator(".jump nav").is_visible()
    page.locator(".jump summary").click()
    links = page.locator(".jump a")
    assert links.count() == page.locator(".month-h").count() > 3
    assert violations(axe, page) == []
    links.nth(4).click()
    expect(page.locator(".month-h").nth(4)).to_be_focused()
    # It follows the filters.
    page.locator('input[name="kind"][value="leaders"]').check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**kind=leaders**")
    expect(page.locator("#list-said")).not_to_be_empty()
    assert page.locator(".jump a").count() == page.locator(".month-h").count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_arrow_keys_go_along_the_strip_of_months(browser_page, language):
    page = browser_page(language=language)
    page.goto(f"/{language}/timeline/2024/")
    links = page.locator(".months a")
    links.first.focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home"):
        page.keyboard.press(key)
        seen.append(focused(page))
    words = links.all_inner_texts()
    assert seen == [words[1], words[2], words[1], words[-1], words[-1], words[0]]
    page.keyboard.press("Enter")
    expect(page.locator(".month-h").first).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_go_from_entry_to_entry_and_from_month_to_month(browser_page, language):
    page = browser_page(language=language)
    page.goto(f"/{language}/timeline/2024/")
    names, months = entries(page), page.locator(".month-h").all_inner_texts()
    page.locator(".month-h").first.focus()
    page.keyboard.press("j")
    assert focused(page) == names[0]
    page.keyboard.press("j")
    assert focused(page) == names[1]
    page.keyboard.press("k")
    assert focused(page) == names[0]
    page.keyboard.press("Shift+J")
    assert focused(page) == months[1]
    page.keyboard.press("j")
    assert focused(page) == names[1]
    # Back to the head of its own month, then to the month before.
    page.keyboard.press("Shift+K")
    assert focused(page) == months[1]
    page.keyboard.press("Shift+K")
    assert focused(page) == months[0]
    # There is nothing before the first.
    page.keyboard.press("k")
    assert focused(page) == months[0]


def test_after_the_last_entry_comes_the_next_page_and_keys_work_there_too(browser_page, site):
    page = browser_page()
    page.goto("/en/timeline/")
    page.locator(".tl-item h3 a").last.focus()
    page.keyboard.press("j")
    assert page.evaluate(f"{FOCUSED}.rel") == "next"
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/?page=2")
    expect(page.locator("#count")).to_be_focused()
    page.locator(".tl-item h3 a").first.focus()
    page.keyboard.press("j")
    assert focused(page) == entries(page)[1]


def test_letters_are_left_alone_wherever_else_the_focus_is(browser_page):
    page = browser_page()
    page.goto("/en/timeline/2024/")
    page.keyboard.press("j")
    assert page.evaluate(f"{FOCUSED}.tagName") == "BODY"
    page.locator("#id_q").focus()
    page.keyboard.type("jk")
    assert page.locator("#id_q").input_value() == "jk"
    page.locator(".tl-item h3 a").first.focus()
    for key in ("Control+j", "Alt+j", "x", "ArrowDown"):
        page.keyboard.press(key)
        assert focused(page) == entries(page)[0], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_are_told_only_where_they_are_heard(browser_page, language):
    page = browser_page(language=language)
    page.goto(f"/{language}/timeline/2024/")
    told = page.locator(".keys")
    assert told.is_visible()
    assert told.locator("kbd").all_inner_texts() == ["←", "→", "J", "K", "Shift"]
    page = browser_page(language=language, java_script_enabled=False)
    page.goto(f"/{language}/timeline/2024/")
    assert not page.locator(".keys").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gaps_of_the_way_up_are_even_and_its_links_can_be_hit(browser_page, language):
    page = browser_page(language=language, width=390)
    page.goto(f"/{language}/timeline/2024/")
    measures = page.evaluate(
        """() => [...document.querySelectorAll('.crumbs li')].map(item => {
          const words = document.createRange(), link = item.querySelector('a');
          words.selectNodeContents(link ?? item);
          const text = words.getBoundingClientRect(), box = item.getBoundingClientRect();
          return { after: box.right - text.right, link: link && link.getBoundingClientRect().width };
        })"""
    )
    assert all(abs(one["after"]) < 1 for one in measures)
    assert all(one["link"] >= 44 for one in measures if one["link"])
