"""IBM Equal Access and pa11y find nothing on any page, and no text is fainter than it may be."""

import pytest

from tests.browser.checkers import looked_at
from tests.browser.pages import EVERY_LOOK, LOOKS, every_address

pytestmark = pytest.mark.browser

FLAWED = """<!doctype html><html lang="en"><head><title>Flawed</title></head><body><main><h1>Flawed</h1>
<p style="color: #8a8a8a; background: #fff">Faint words on a plain ground.</p>
<p style="color: #8a8a8a; background: linear-gradient(#fff, #eee)">Faint words on a ground nobody works out.</p>
<form><input type="text"></form></main></body></html>"""


@pytest.mark.parametrize(
    ("language", "look"), EVERY_LOOK or [("en", "light"), ("zh-hant", "phone in the dark")]
)
def test_nothing_is_found_on_any_page(site, answers, checkers, language, look):
    addresses = every_address(site, answers, language)
    found = looked_at([{"url": url, "language": language, **LOOKS[look]} for url in addresses])
    assert found == []


def test_each_checker_would_find_something(checkers, tmp_path):
    flawed = tmp_path / "flawed.html"
    flawed.write_text(FLAWED)
    found = "\n".join(looked_at([{"url": flawed.as_uri(), "language": "en", **LOOKS["light"]}]))
    assert "IBM input_label_exists" in found
    assert "pa11y htmlcs" in found
    assert "contrast at p:nth-child(3): 3" in found, found
