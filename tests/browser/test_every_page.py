"""What holds on every public page in both languages: it fits, it can be read and hit, it asks nobody else."""

import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import html5lib
import pytest
from django.urls import resolve
from html5lib.constants import E as MEANING

from tests.browser.pages import LANGUAGES, MISSING, PAGES, public_views

pytestmark = pytest.mark.browser

# Sizes of text that a reader may set (WCAG 1.4.12 and 1.4.4). A page may not lose or hide any of it.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
TWICE = "html { font-size: 200% !important }"

SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= wide + 1) return [];
  const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1);
  return ['wider than the window', ...out.slice(0, 3).map(e => e.tagName + '.' + e.className)];
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  if (style.clipPath !== 'none' || !e.clientWidth || !e.clientHeight) return false;
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) return false;
  return (/hidden|clip/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 2)
      || (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 2);
}).map(e => 'cut: ' + e.textContent.trim().slice(0, 40))"""

AFTER_LINKS = """() => [...document.querySelectorAll('main a[href^="http"]')].filter(a => a.checkVisibility())
  .map(a => [a.getAttribute('href'), getComputedStyle(a, '::after').content])"""
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { shifted += entry.value; }))
  .observe({ type: 'layout-shift', buffered: true });"""


def addresses(language):
    return [f"/{language}/{path}" for path in [*PAGES, MISSING]]


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.headers, error.read().decode()


def test_every_kind_of_page_is_looked_at():
    looked_at = {resolve(f"/en/{path.split('?')[0]}").view_name for path in PAGES}
    assert public_views() - looked_at == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_well_formed(site, language):
    wrong = []
    for address in addresses(language):
        parser = html5lib.HTMLParser()
        _, html = fetch(site.url + address)
        tree = parser.parse(html)
        wrong += [f"{address} {at}: {MEANING[code] % words}" for at, code, words in parser.errors]
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        wrong += [f"{address}: id {one} stands twice" for one in {i for i in ids if ids.count(i) > 1}]
        said = {
            name
            for element in tree.iter()
            for name in ("aria-labelledby", "aria-describedby", "for")
            for name in (element.get(name) or "").split()
        }
        wrong += [f"{address}: nothing has the id {name}" for name in said - set(ids)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_says_its_language_and_sets_no_cookie(site, language):
    for address in addresses(language):
        headers, html = fetch(site.url + address)
        assert headers["Content-Language"] == language, address
        assert headers["Set-Cookie"] is None, address
        assert "Accept-Language" not in headers.get("Vary", ""), address
        told = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html)
        path = address.split("?")[0]
        twins = {
            "en": f"{site.url}/en/{path.split('/', 2)[2]}",
            "zh-Hant-TW": f"{site.url}/zh-hant/{path.split('/', 2)[2]}",
        }
        # A page that is not there has no address in any language.
        assert dict(told) == ({} if MISSING in address else twins | {"x-default": twins["en"]}), address


def test_headers_keep_the_reader_safe(site):
    for address in ("/en/", "/zh-hant/meetings/?kind=nonsense", "/en/nothing-here/"):
        headers, _ = fetch(site.url + address)
        policy = dict(
            part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["form-action"] == policy["script-src"] == policy["style-src"] == "'self'"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_narrow_window_wide_spacing_and_large_letters(browser_page, language):
    page = browser_page(language=language, bypass_csp=True)
    wrong = []
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        for width, style in ((320, ""), (320, SPACING), (1280, SPACING), (1280, TWICE)):
            page.set_viewport_size({"width": width, "height": 900})
            sheet = page.add_style_tag(content=style) if style else None
            wrong += [f"{page.url} at {width}: {one}" for one in page.evaluate(SIDEWAYS) + page.evaluate(CUT)]
            if sheet:
                sheet.evaluate("element => element.remove()")
    assert wrong == []


def test_no_page_asks_another_host_keeps_a_cookie_or_moves_by_itself(browser_page, site):
    page = browser_page(width=390, reduced_motion="reduce")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(SHIFTS)
    for path in PAGES:
        page.goto(f"/en/{path}")
        assert page.evaluate("document.getAnimations().length") == 0, path
        assert page.evaluate("shifted") == 0, path
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        urlsplit(site.url).netloc
    }
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "timeline/2024/", "meetings/2024-som2/", "goals/arequipa/1/"])
def test_few_bytes_and_requests_come_before_the_first_paint(browser_page, path, language):
    page = browser_page(language=language)
    sizes = {}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    kinds = {}
    client.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    client.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(f"/{language}/{path}", wait_until="networkidle")
    weight = sum(size for one, size in sizes.items() if kinds.get(one) in ("Document", "Stylesheet"))
    assert 1_000 < weight <= 60_000
    assert sum(size for one, size in sizes.items() if kinds.get(one) == "Script") <= 30_000
    blocking = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').length"
    )
    assert 1 <= blocking <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_prints_on_paper_with_the_addresses_of_its_links(browser_page, language):
    # As wide as A4 between its margins.
    page = browser_page(width=673, language=language)
    page.emulate_media(media="print")
    wrong, written = [], 0
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        wrong += [f"{page.url}: {one}" for one in page.evaluate(SIDEWAYS) + page.evaluate(CUT)]
        # What only leads elsewhere, or asks for something, says nothing on paper.
        away = page.locator("nav:visible, form:visible, button:visible, .skip:visible, .foot-grid:visible")
        wrong += [f"{page.url}: printed: {one.inner_text()[:40]!r}" for one in away.all()]
        assert page.locator("h1").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        for href, content in page.evaluate(AFTER_LINKS):
            written += 1
            wrong += (
                [] if "attr(href)" in content or href in content else [f"{page.url}: not written: {href}"]
            )
    assert wrong == []
    assert written > 50
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("path", "most"), [("meetings/2024-som2/", 6), ("goals/arequipa/1/", 5)])
def test_a_page_takes_few_sheets_of_paper(browser_page, language, path, most):
    page = browser_page(language=language)
    page.goto(f"/{language}/{path}")
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 < sheets <= most


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 390])
def test_the_title_of_a_wide_table_is_read_in_full_however_far_the_table_is_scrolled(
    browser_page, language, width
):
    page, scrolled = browser_page(width=width, language=language), 0
    for path in ("goals/arequipa/", "indicators/1.3.1-disability/", "goals/arequipa/1/peru/"):
        page.goto(f"/{language}/{path}")
        for table in page.locator(".table-wrap:visible").filter(has=page.locator("caption:not(.vh)")).all():
            for far in (0, 10_000):
                scrolled += table.evaluate("(t, far) => { t.scrollLeft = far; return t.scrollLeft > 0 }", far)
                box, title = table.bounding_box(), table.locator("caption").bounding_box()
                assert title["x"] >= box["x"] - 1, path
                assert title["x"] + title["width"] <= box["x"] + box["width"] + 1, path
    assert scrolled


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_screen_shows_every_goal_of_the_matrix(browser_page, language):
    page = browser_page(width=320, language=language)
    page.goto(f"/{language}/goals/arequipa/")
    assert page.locator(".matrix thead th").count() == 7
    assert page.locator(".table-wrap:has(> .matrix)").evaluate("t => t.scrollWidth <= t.clientWidth")
