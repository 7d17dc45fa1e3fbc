"""A chart can be read point by point with the keyboard; without a script its table says the same."""

import pytest

pytestmark = pytest.mark.browser

PAGE = "/en/goals/arequipa/5/peru/"


def test_the_arrow_keys_read_a_chart_figure_by_figure(browser_page):
    page = browser_page(width=1280)
    page.goto(PAGE)
    slider = page.locator(".chart-read input").first
    slider.focus()
    read = set()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        said = page.locator(".chart-read output").first.inner_text()
        assert slider.get_attribute("aria-valuetext") == said
        read.add(said)
    assert len(read) == 3, read


def test_without_a_script_no_slider_stands_there_and_the_table_does(browser_page):
    page = browser_page(width=390, java_script_enabled=False)
    page.goto(PAGE)
    assert page.locator(".chart-read").count() == 0
    assert page.locator("figure.fig svg.chart").count() > 0
    assert page.locator("details table").count() > 0
