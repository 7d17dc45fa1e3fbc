"""A chart can be read point by point with the keyboard; without a script its table says the same."""

import pytest

pytestmark = pytest.mark.browser

PAGE = "/en/goals/arequipa/5/peru/"


def test_the_arrow_keys_read_a_chart_figure_by_figure(browser_page):
    page = browser_page(width=1280)
    page.goto(PAGE)
    slider = page.locator(".chart-read input").first
    slider.focus()
    first = page.locator(".chart-read output").first.inner_text()
    read = {first}
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        said = page.locator(".chart-read output").first.inner_text()
        assert slider.get_attribute("aria-valuetext") == said
        read.add(said)
    assert (len(read), "" in read) == (4, False), read


def test_pointer_and_keys_read_the_same_chart_in_turn(browser_page):
    page = browser_page(width=1280)
    page.goto(PAGE)
    output = page.locator(".chart-read output").first
    chart = page.locator("figure.fig svg.chart:visible").first
    chart.scroll_into_view_if_needed()
    points = chart.locator("[data-v]")
    boxes = [points.nth(n).bounding_box() for n in range(points.count())]

    def point_at(n):
        # Anywhere above or below it: nobody has to hit the dot.
        page.mouse.move(boxes[n]["x"] + boxes[n]["width"] / 2, boxes[0]["y"] + 60)
        return output.inner_text()

    third = point_at(2)
    assert third == points.nth(2).get_attribute("data-v")
    page.locator(".chart-read input").first.focus()
    page.keyboard.press("ArrowRight")
    assert output.inner_text() == points.nth(3).get_attribute("data-v")
    assert point_at(2) == third


def test_without_a_script_no_slider_stands_there_and_the_table_does(browser_page):
    page = browser_page(width=390, java_script_enabled=False)
    page.goto(PAGE)
    assert page.locator(".chart-read").count() == 0
    assert page.locator("figure.fig svg.chart").count() > 0
    assert page.locator("details table").count() > 0
