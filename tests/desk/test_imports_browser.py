"""An import in a browser, from handing in to taking back: no barrier, no sideways scrolling; and a process of its own."""

import os
import re
import signal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import LANGUAGES, violations
from tests.conftest import manage
from tests.desk.uploads import sheet, workbook

pytestmark = pytest.mark.browser

MAKE = """
from django.contrib.auth import get_user_model
users = get_user_model()
if not users.objects.filter(username="imports").exists():
    users.objects.create_superuser("imports", password="correct horse battery")
"""
RUNS = """
from publishing.models import ImportRun
run = ImportRun.objects.first()
print("run", run.pk, run.status, run.process.rpartition(":")[2], run.rows_read)
"""
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
ADD = "/staff/publishing/importrun/add/"


@pytest.fixture(scope="module")
def desk(site):
    manage(site.env, "shell", "-v0", "-c", MAKE)
    return site


@pytest.fixture
def at_the_desk(browser_page, desk):
    def make(**how):
        # The searching lists of Django's admin try inline styles, which the policy blocks with a word.
        page = browser_page(quiet=False, **how)
        page.context.add_cookies(
            [{"name": "django_language", "value": how.get("language", "en"), "url": desk.url}]
        )
        page.goto("/staff/login/")
        page.fill("#id_username", "imports")
        page.fill("#id_password", "correct horse battery")
        page.press("#id_password", "Enter")
        page.wait_for_url("**/staff/")
        return page

    return make


def bring(page, name, data, kind=""):
    page.goto(ADD)
    page.set_input_files("#id_files", {"name": name, "mimeType": "text/csv", "buffer": data})
    if kind:
        page.select_option("#id_kind", kind)
    page.click(".submit-row input.default")
    page.wait_for_url("**/change/")


def state_of(desk):
    number, status, process, rows = re.search(
        r"run (\d+) (\w+) (\d+) (\d+)", manage(desk.env, "shell", "-v0", "-c", RUNS)
    ).groups()
    return int(number), status, int(process), int(rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_every_page_of_an_import_has_no_barrier_and_fits(at_the_desk, language, width, dark):
    page = at_the_desk(width=width, dark=dark, language=language)
    axe, wrong = Axe(), []

    def look():
        wrong.extend(violations(axe, page))
        if page.evaluate(SIDEWAYS) > 1:
            wrong.append(f"{page.url}: wider than the window")

    page.goto(ADD)
    look()
    page.click("summary:has-text('Open SDG')")
    look()
    page.click(".submit-row input.default")
    page.wait_for_selector(".errornote")
    look()
    mark = f"{language}{width}"
    bring(
        page,
        *workbook(
            "mistakes.xlsx",
            topics=[["name_en", "position", f"Remark {mark}"], ["Tides", "many", "x"], ["", "", "y"]],
            terms=[["name_en", "abbreviation"], ["W" * 400, "T"]],
        ),
    )
    look()
    bring(
        page,
        *sheet(
            "topics.csv",
            "code,name_en,name_zh_hant",
            f"TOP-ENERGY,Energy and {mark},能源與{mark}",
            f",Tides {mark},潮汐{mark}",
        ),
        kind="topics",
    )
    look()
    page.click(".desk-decide input.default")
    page.wait_for_selector(".is-written")
    look()
    page.click("a[href$='undo/']")
    page.wait_for_url("**/undo/")
    look()
    page.click(".submit-row input.default")
    page.wait_for_selector(".is-undone")
    look()
    page.click(".desk-counts a")
    page.wait_for_url("**/topic/**")
    look()
    page.goto("/staff/publishing/importrun/")
    look()
    page.goto("/staff/publishing/knownheading/add/")
    look()
    assert wrong == []


def test_an_import_needs_no_script(at_the_desk):
    page = at_the_desk(java_script_enabled=False)
    bring(page, *sheet("topics.csv", "name_en,name_zh_hant", "Scriptless,無指令碼"), kind="topics")
    page.click(".desk-decide input.default")
    assert page.locator(".is-written").count() == 1
    page.click("a[href$='undo/']")
    page.click(".submit-row input.default")
    assert page.locator(".is-undone").count() == 1


def large(rows):
    return sheet("topics.csv", "name_en,name_zh_hant", *(f"Large {n},大{n}" for n in range(rows)))


def test_a_large_file_is_read_in_the_background_and_the_page_tells_when_it_is_done(at_the_desk):
    page = at_the_desk()
    bring(page, *large(15_000), kind="topics")
    page.wait_for_selector("#progress")
    assert violations(Axe(), page) == []
    page.wait_for_selector(".is-previewed", timeout=90_000)
    assert "15000" in page.get_attribute(".desk-decide input.default", "value").replace(",", "")
    page.click("input[value='Put aside']")
    page.wait_for_selector(".is-cancelled")


def test_a_process_that_is_killed_leaves_an_interrupted_import(at_the_desk, desk):
    page = at_the_desk()
    bring(page, *large(60_000), kind="topics")
    _number, status, process, _rows = state_of(desk)
    assert status == "preparing"
    os.kill(process, signal.SIGKILL)
    # Nothing is pressed: the page asks every two seconds and renews itself.
    page.wait_for_selector(".is-interrupted")


def test_a_large_import_stops_when_asked(at_the_desk, desk):
    page = at_the_desk()
    bring(page, *large(60_000), kind="topics")
    page.click("#content-main form input[value='Stop']")
    page.wait_for_selector(".is-cancelled", timeout=90_000)
    assert state_of(desk)[1] == "cancelled"
