"""Whatever can be reached by keyboard is seen when it is reached, can be hit with a finger, and needs no script."""

import pytest

from tests.browser.pages import LANGUAGES, PAGES

pytestmark = pytest.mark.browser

CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

# Focus is given as by keyboard; a ring has to be drawn around the thing, or around the card that it stands for.
UNSEEN = f"""() => [...document.querySelectorAll("{CONTROLS}")].filter(e => {{
  if (!e.checkVisibility({{ visibilityProperty: true }}) || e.disabled) return false;
  e.focus({{ preventScroll: true, focusVisible: true }});
  if (document.activeElement !== e) return true;
  for (let one = e; one && one !== document.body; one = one.parentElement) {{
    const style = getComputedStyle(one);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return false;
  }}
  return true;
}}).map(e => 'focus is not seen: ' + e.outerHTML.slice(0, 90))"""

# A link within a line of text is as high as the line: WCAG 2.5.5 excepts it. So are the signs of notes, and the small
# print of an entry, which is one line of text.
SMALL = f"""() => [...document.querySelectorAll("{CONTROLS}")].filter(e => {{
  if (!e.checkVisibility() || e.closest('sup, .meta') || getComputedStyle(e).display === 'inline') return false;
  // Kept out of sight until the keyboard reaches it.
  if (e.matches('.skip') || !e.getBoundingClientRect().width) return false;
  const high = one => one.getBoundingClientRect().height;
  return Math.max(high(e), ...[...e.labels || []].map(high)) < 43.5;
}}).map(e => 'low: ' + Math.round(e.getBoundingClientRect().height) + ' px: ' + e.outerHTML.slice(0, 90))"""

# What stands by itself is never smaller than this, signs of notes among it (WCAG 2.5.8). A box to tick is as large as its
# label, and a browser's own.
TINY = f"""() => [...document.querySelectorAll("{CONTROLS}")].filter(e => {{
  if (!e.checkVisibility() || getComputedStyle(e).display === 'inline' || (e.labels || []).length) return false;
  if (e.matches('.skip')) return false;
  const {{ width, height }} = e.getBoundingClientRect();
  return width && Math.min(width, height) < 23.9;
}}).map(e => `tiny: ${{e.outerHTML.slice(0, 90)}}`)"""

# A chart's slider is made by its script, and reads aloud what the table says; which keys a script hears is told only
# where it runs. So is the button that copies a citation.
TEXT = """() => {
  document.querySelectorAll('.chart-read, .keys, .cite button, .cite [role=status]').forEach(e => e.remove());
  return document.body.innerText;
}"""


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-hant", 390)])
def test_focus_is_always_seen_and_targets_are_large(browser_page, language, width):
    page = browser_page(width=width, language=language)
    wrong = []
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        wrong += [f"{page.url} {one}" for look in (UNSEEN, SMALL, TINY) for one in page.evaluate(look)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_there_without_javascript(browser_page, language):
    with_script = browser_page(language=language)
    without = browser_page(language=language, java_script_enabled=False)
    for path in PAGES:
        texts = []
        for page in (with_script, without):
            page.goto(f"/{language}/{path}")
            texts.append(page.evaluate(TEXT).split())
        assert texts[0] == texts[1], path
        assert len("".join(texts[1])) > 300, path
