"""The colours of the style sheet keep the contrast that the accessibility statement promises."""

import re

import pytest

from tests.conftest import ROOT

CSS = (ROOT / "static/css/tokens.css").read_text()
ONE = r"var\(--light, (#\w+)\) var\(--dark, (#\w+)\)|(#\w+)"
TEXTS = ["ink", "ink-2", "link", "visited", "brand"]
STATES = ["met", "on_track", "behind", "little_change", "moving_away", "no_target", "no_reading"]
GROUNDS = ["paper", "surface", "sunken", "tint"]


def colours(theme, contrast):
    """Each token with its colour in one palette and contrast."""
    found = {}
    for name, value in re.findall(r"^    --([\w-]+): (.*#.*);$", CSS, re.MULTILINE):
        chosen = re.search(rf"var\(--{contrast}, ((?:{ONE}))\)", value)
        light, dark, both = re.fullmatch(ONE, chosen[1] if chosen else value).groups()
        found[name] = both or (light if theme == "light" else dark)
    return found


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one, other):
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("contrast", "least"), [("plain", 7), ("strong", 10)])
def test_text_stands_out_from_whatever_it_stands_on(theme, contrast, least):
    value = colours(theme, contrast)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [(f"st-{state}", ground) for state in STATES for ground in ("paper", "surface", f"st-{state}-t")]
    pairs += [("on-brand", "brand"), ("on-mark", "mark"), ("ink", "ember-tint")]
    pairs += [("ember", ground) for ground in ("paper", "surface", "ember-tint")]
    pairs += [(text, ground) for text in ("on-deep", "on-deep-2") for ground in ("deep", "sky-1")]
    weak = {f"{a} on {b}": round(r, 2) for a, b in pairs if (r := ratio(value[a], value[b])) < least}
    assert weak == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("contrast", "least"), [("plain", 3), ("strong", 7)])
def test_edges_of_controls_and_the_mark_of_the_focus_can_be_seen(theme, contrast, least):
    value = colours(theme, contrast)
    pairs = [(edge, ground) for edge in ("edge", "focus") for ground in ("paper", "surface")]
    pairs += [("deep-edge", "deep"), ("focus-on-deep", "deep")]
    weak = {f"{a} on {b}": round(r, 2) for a, b in pairs if (r := ratio(value[a], value[b])) < least}
    assert weak == {}
