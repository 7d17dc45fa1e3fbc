"""A card holds any title in either script, and is honest about letters a machine does not have."""

import io
import re

import pytest
from PIL import Image, ImageChops

from apec_tracker.cards import drawing
from apec_tracker.cards.drawing import COLOURS, COLUMN, HEIGHT, NARROW, WIDTH, Card, svg, title_of, wrapped
from goals.charts.files import has_glyphs
from tests.conftest import ROOT

TITLES = {
    "one word": "Economies",
    "english": "Second Senior Officials’ Meeting (SOM2) and related meetings",
    "long english": "High-level dialogue on the inclusion of persons with disabilities in education and work "
    * 4,
    "one long word": "Disproportionableness" * 12,
    "capitals": "APEC HRDWG SOM WEF SCE FOTC " * 6,
    "chinese": "第二次資深官員會議（SOM2）及相關會議",
    "long chinese": "從教育、能力建構、勞動參與到社會保障，各經濟體如何共同推動「包容性人力資源發展」？" * 4,
    "mixed": "APEC 2024 第49屆人力資源發展工作小組（HRDWG）大會 in Arequipa，秘魯主辦",
}


def card(title, **more):
    parts = {
        "kind": "Meeting",
        "when": "4–16 May 2024",
        "site": "APEC Tracker",
        "motto": "Independent record",
    }
    return Card(title=title, lang="en", **parts | more)


def picture(drawn):
    return Image.open(io.BytesIO(drawing.png(drawn, "en"))).convert("RGB")


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_no_title_runs_out_of_the_picture_or_into_the_mountain(title):
    drawn = svg(card(title))
    if "<text" not in drawn:
        pytest.skip("no font on this machine has these letters")
    whole, bare = picture(drawn), picture(re.sub(r"<text.*?</text>", "", drawn))
    assert whole.size == (WIDTH, HEIGHT)
    left, top, right, bottom = ImageChops.difference(whole, bare).getbbox()
    assert left >= 60
    assert right <= WIDTH - 40
    assert top >= 50
    assert bottom <= HEIGHT - 60
    mountain = (935, 405, WIDTH, HEIGHT)
    assert ImageChops.difference(whole.crop(mountain), bare.crop(mountain)).getbbox() is None


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_lines_break_as_their_script_breaks(title):
    title = " ".join(title.split())
    for size in (42, 72):
        lines = wrapped(title, size, NARROW)
        assert "".join(lines).replace(" ", "") == title.replace(" ", ""), "nothing is lost or added"
        for line in lines:
            assert drawing.width_of(line, size) <= COLUMN
            assert line[0] not in "、。，；：！？」』）"
            assert line[-1] not in "「『（"
    for word in ("Officials’", "SOM2", "dialogue", "HRDWG"):
        assert title.count(word) == sum(line.count(word) for line in wrapped(title, 42, NARROW))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("APEC談成什麼，後來怎麼了", ["APEC 談成什麼，", "後來怎麼了"]),
        (
            "HRDWG專家對話：利用數位策略實現身心障礙人士的包容及賦權",
            ["HRDWG 專家對話：利用數位策略", "實現身心障礙人士的包容及賦權"],
        ),
        ("Officials’ Meeting: building goals together", ["Officials’ Meeting:", "building goals together"]),
    ],
)
def test_a_title_breaks_at_its_marks_and_between_words(title, lines):
    assert title_of(title)[1] == lines


def test_a_mark_that_would_take_a_further_line_breaks_none():
    assert wrapped("A: all the rest of it goes on", 42, 500) == ["A: all the rest", "of it goes on"]


def test_a_short_title_is_large_and_an_endless_one_says_that_it_goes_on():
    assert title_of("Economies") == (92, ["Economies"])
    size, lines = title_of(TITLES["long english"])
    assert (size, len(lines)) == (42, 5)
    assert lines[-1].endswith("…")
    assert not title_of(TITLES["english"])[1][-1].endswith("…")


@pytest.mark.parametrize("title", ["Meeting", "會議"])
def test_a_machine_without_the_letters_shows_the_picture_without_words(monkeypatch, title):
    monkeypatch.setattr(drawing, "has_glyphs", lambda sample: False)
    drawn = svg(card(title))
    assert "<text" not in drawn
    assert picture(drawn).getpixel((20, 20)) == (0x0A, 0x35, 0x42)


def test_a_machine_without_chinese_letters_still_writes_english(monkeypatch):
    monkeypatch.setattr(drawing, "has_glyphs", lambda sample: sample == "Ab")
    assert "Meeting</text>" in svg(card("Meeting"))
    assert "<text" not in svg(card("Meeting", kind="會議"))


@pytest.mark.skipif(not has_glyphs("臺灣"), reason="no Chinese font on this machine")
def test_chinese_is_drawn_with_signs_and_not_with_boxes():
    one, other = (picture(svg(card(sign, kind="", when=""))) for sign in ("臺", "灣"))
    assert ImageChops.difference(one, other).getbbox() is not None


def test_what_would_be_markup_is_text():
    drawn = svg(card("A <b>&\x00 “title”", kind="<i>"))
    assert "A &lt;b&gt;&amp; " in drawn
    assert "<b>" not in drawn
    picture(drawn)


def test_the_colours_are_those_of_the_style_sheet():
    tokens = (ROOT / "static/css/tokens.css").read_text()
    for name, colour in COLOURS.items():
        first = re.search(rf"--{name}: .*?(#\w+)", tokens)[1]
        assert colour == first, name
