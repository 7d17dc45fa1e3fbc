"""Chinese lines break where a printer would break them: no closing mark begins a line, no opening one ends it, and what
is written with two signs stays together."""

import pytest

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

# Each text node is walked mark by mark; two signs are on one line when their boxes overlap in height. Text that is out
# of sight has no lines.
BROKEN = """() => {
  const CLOSING = '，。、；：！？）」』】》〉”’…—％·・', OPENING = '（「『【《〈“‘';
  const range = document.createRange(), found = [];
  const box = (node, at) => {
    range.setStart(node, at); range.setEnd(node, at + 1);
    const boxes = range.getClientRects();
    return boxes.length ? boxes[0] : null;
  };
  const apart = (one, other) => one && other && one.width > 1 && other.top >= one.bottom - 2;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const block = e => { while (getComputedStyle(e).display === 'inline') e = e.parentElement; return e; };
  let read = 0, last = null, around = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data, parent = node.parentElement;
    if (!parent.lang && !parent.closest('[lang^=zh]')) continue;
    if (!/^zh/.test(parent.closest('[lang]').lang) || parent.closest('svg, pre')) continue;
    // Kept for voices alone, in a box of a pixel.
    if (block(parent).clientWidth < 8) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    // A mark behind a link or another run within the same paragraph.
    const here = block(parent);
    if (last && around === here && CLOSING.includes(text[0]) && text[0] !== '—') {
      read++;
      if (apart(box(last, last.data.length - 1), box(node, 0))) found.push(last.data.slice(-8) + '|' + text.slice(0, 8));
    }
    [last, around] = [/\\S$/.test(text) ? node : null, here];
    for (let i = 1; i < text.length; i++) {
      const before = text[i - 1], sign = text[i];
      if (/\\s/.test(before) || /\\s/.test(sign)) continue;
      const closes = CLOSING.includes(sign), opens = OPENING.includes(before);
      if (!closes && !opens) continue;
      // A dash may begin a line, but not in the middle of its two signs.
      if (sign === '—' && before !== '—') continue;
      read++;
      if (apart(box(node, i - 1), box(node, i))) found.push(text.slice(Math.max(0, i - 8), i) + '|' + text.slice(i, i + 8));
    }
  }
  return { read, found };
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_no_line_begins_or_ends_with_a_mark_that_may_not(browser_page, width):
    page = browser_page(width=width, language="zh-hant")
    wrong, read = [], 0
    for path in PAGES:
        page.goto(f"/zh-hant/{path}")
        said = page.evaluate(BROKEN)
        read += said["read"]
        wrong += [f"{page.url}: {one}" for one in said["found"]]
    assert read > 3_000
    assert wrong == []


def test_a_line_that_is_broken_wrongly_is_found(browser_page):
    page = browser_page(width=320, language="zh-hant", bypass_csp=True)
    page.goto("/zh-hant/about/method/")
    page.add_style_tag(content="* { line-break: anywhere !important; word-break: break-all !important }")
    assert page.evaluate(BROKEN)["found"] != []
