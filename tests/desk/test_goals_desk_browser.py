"""The sheet of readings and the preview in a browser: no barrier, no sideways scrolling, keyboard enough."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import LANGUAGES, violations
from tests.conftest import manage

pytestmark = pytest.mark.browser

# A draft, so that the other tests of the running site see nothing of it.
MAKE = """
from django.contrib.auth import get_user_model
from tests.make import make_indicator, make_reading
from goals.models import Indicator
from reference.models import Economy, Source
users = get_user_model()
if not users.objects.filter(username="sheets").exists():
    users.objects.create_superuser("sheets", password="correct horse battery")
    indicator = make_indicator(slug="sheet.1", state="draft")
    first, source = Economy.objects.get(apec_code="PE"), Source.objects.first()
    given = dict(indicator=indicator, economy=first, source=source)
    for period, value in (("2015", 40), ("2019", 50)):
        make_reading(period=period, value=value, **given)
    make_reading(period="2019", value=45, sex="female", state="draft", **given)
    make_reading(period="2019", value=49, release="old-2020", **given)
print("pk", Indicator.objects.get(slug="sheet.1").pk)
"""
SHEET = "?economy=PE&release=test-2024"
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def desk(site):
    """The address of the sheets of an indicator that has figures."""
    said = manage(site.env, "shell", "-v0", "-c", MAKE)
    pk = said.split("pk", 1)[1].strip()
    return site, pk


@pytest.fixture
def at_the_desk(browser_page, desk):
    """Makes pages of somebody logged in, and gives the address of the indicator at the desk."""

    def make(**how):
        # The searching lists of Django's admin try inline styles, which the policy blocks with a word.
        page = browser_page(quiet=False, **how)
        page.context.add_cookies(
            [{"name": "django_language", "value": how.get("language", "en"), "url": desk[0].url}]
        )
        page.goto("/staff/login/")
        page.fill("#id_username", "sheets")
        page.fill("#id_password", "correct horse battery")
        page.press("#id_password", "Enter")
        page.wait_for_url("**/staff/")
        return page, f"/staff/goals/indicator/{desk[1]}/"

    return make


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True)])
def test_the_pages_have_no_barrier_and_fit(at_the_desk, language, width, dark):
    page, indicator = at_the_desk(width=width, dark=dark, language=language)
    axe, wrong = Axe(), []
    for address in (
        indicator,
        f"{indicator}readings/",
        f"{indicator}readings/{SHEET}",
        "/staff/goals/assessment/add/",
    ):
        page.goto(address)
        wrong += violations(axe, page)
        if page.evaluate(SIDEWAYS) > 1:
            wrong.append(f"{address}: wider than the window")
    page.goto(f"{indicator}readings/{SHEET}")
    page.fill("tbody tr:first-child td:nth-child(2) input", "140")
    page.click("input[name=_preview]")
    page.wait_for_selector(".errornote")
    wrong += violations(axe, page)
    page.fill("tbody tr:first-child td:nth-child(2) input", "41")
    page.click("input[name=_preview]")
    page.wait_for_selector(".desk-effects")
    wrong += violations(axe, page)
    if page.evaluate(SIDEWAYS) > 1:
        wrong.append("the preview: wider than the window")
    assert wrong == []


def test_a_sheet_is_filled_in_previewed_and_saved_by_keyboard(at_the_desk):
    page, indicator = at_the_desk()
    page.goto(f"{indicator}readings/{SHEET}")
    page.get_by_label("2017, Everyone", exact=True).focus()
    page.keyboard.type("47.5")
    page.locator("select[name=state]").select_option("published")
    page.get_by_role("button", name="Preview").press("Enter")
    assert "2017, everyone: new, 47.5" in page.locator(".desk-effects").inner_text()
    assert page.get_by_label("2017, Everyone", exact=True).input_value() == "47.5"
    page.get_by_label("2017, Everyone", exact=True).press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert page.get_by_label("2017, Everyone", exact=True).input_value() == "47.5"
    assert page.locator(".desk-effects").count() == 0
