"""An abbreviation is explained where a text first uses it; the text itself stays as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.abbreviations import Known, Meaning, cut, one_by_one

KNOWN = Known(
    [
        Meaning("APEC", (("en", "Asia-Pacific Economic Cooperation"), ("zh-hant", "亞太經濟合作")), "1"),
        Meaning("HRDWG", (("en", "Human Resources Working Group"), ("zh-hant", "人力資源小組")), "2"),
        Meaning("SOM", (("en", "Senior Officials’ Meeting"), ("zh-hant", "資深官員會議")), "3"),
        Meaning("SOM2", (("en", "Second Senior Officials’ Meeting"), ("zh-hant", "第二次資深官員會議")), "4"),
        Meaning("MSMEs", (("en", ""), ("zh-hant", "微中小企業")), "5"),
    ]
)


def explained(text, language="en", seen=None):
    pieces = cut(text, language, KNOWN, set() if seen is None else seen)
    return [meaning.short for _run, meaning in pieces if meaning]


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("The HRDWG met.", ["HRDWG"]),
        ("The HRDWG met, and the HRDWG agreed.", ["HRDWG"]),
        ("SOM2 came before the next SOM.", ["SOM2", "SOM"]),
        ("In APEC, the HRDWG met.", ["APEC", "HRDWG"]),
        ("nothing to explain", []),
    ],
)
def test_the_first_use_of_each_is_explained(text, shorts):
    assert explained(text) == shorts


def test_what_one_text_explained_is_not_explained_in_the_next():
    seen = set()
    assert explained("The HRDWG met.", seen=seen) == ["HRDWG"]
    assert explained("The HRDWG and the SOM met.", seen=seen) == ["SOM"]


@pytest.mark.parametrize(
    "text",
    [
        "Document 2005/SOM1/001rev1 and 2005/SOM/002",
        "write to SOM@example.org or see SOM.pdf",
        "an HRDWG-led project, a post-SOM text",
        "SOMETHING and aSOM and SOM_2",
        "in the “HRDWG Detroit Principles of the SOM”",
    ],
)
def test_what_only_looks_like_a_use_is_none(text):
    assert explained(text) == []


@pytest.mark.parametrize("text", ["APEC’s goals", "APEC Study Center", "APEC 2024"])
def test_a_name_is_not_broken_up_but_the_next_use_is_explained(text):
    assert explained(text) == []
    pieces = cut(f"{text}, within APEC.", "en", KNOWN, set())
    assert [run for run, _meaning in pieces] == [f"{text}, within ", "APEC", "."]


@pytest.mark.parametrize(
    "text",
    [
        "The Human Resources Working Group (HRDWG) met.",
        "The HRDWG (a working group) met.",
    ],
)
def test_what_the_writer_explained_is_not_explained_again(text):
    assert explained(f"{text} The HRDWG agreed.") == []


def test_an_abbreviation_in_brackets_alone_explains_nothing():
    assert explained("It was adopted (HRDWG). The HRDWG agreed.") == ["HRDWG"]
    assert cut("It was adopted (HRDWG).", "en", KNOWN, set()) == [("It was adopted (HRDWG).", None)]


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("秘魯的HRDWG大會採認目標", ["HRDWG"]),
        ("APEC人力資源發展，APEC會議", ["APEC"]),
        ("人力資源小組（HRDWG）開會，HRDWG大會", []),
        ("「APEC路徑圖」與《APEC年報》", []),
        ("提升MSMEs的能力", ["MSMEs"]),
    ],
)
def test_chinese_needs_no_blanks_around_an_abbreviation(text, shorts):
    assert explained(text, "zh-hant") == shorts


def test_what_has_no_name_in_the_language_of_the_text_is_left_alone():
    assert explained("help for MSMEs here") == []


def test_chinese_within_an_english_text_is_left_alone():
    assert explained("called APEC會議 there") == []


def test_abbreviations_that_share_an_entry_get_their_own_names():
    shorts = "SOM1 / SOM2 / SOM3"
    assert one_by_one(shorts, "First/Second/Third Senior Officials’ Meeting") == [
        ("SOM1", "First Senior Officials’ Meeting"),
        ("SOM2", "Second Senior Officials’ Meeting"),
        ("SOM3", "Third Senior Officials’ Meeting"),
    ]
    assert one_by_one(shorts, "第一／二／三次資深官員會議") == [
        ("SOM1", "第一次資深官員會議"),
        ("SOM2", "第二次資深官員會議"),
        ("SOM3", "第三次資深官員會議"),
    ]
    assert one_by_one("SOM", "Senior/Junior Meeting") == [("SOM", "Senior/Junior Meeting")]
    assert one_by_one("SOM1 / SOM2", "Senior Officials’ Meeting") == []
    assert one_by_one("SOM1 / SOM2", "") == []


BITS = st.sampled_from(
    [
        "APEC",
        "HRDWG",
        "SOM2",
        "MSMEs",
        "’s",
        " ",
        "(",
        ")",
        "（",
        "）",
        "「",
        "」",
        "“",
        "”",
        "會議",
        "the",
        ".",
        "&",
        "<b>",
    ]
)
TEXTS = st.lists(BITS | st.text(max_size=4), max_size=30).map("".join)
LANGUAGES = st.sampled_from(["en", "zh-hant"])


@given(TEXTS, LANGUAGES)
def test_the_pieces_joined_are_the_text(text, language):
    assert "".join(run for run, _meaning in cut(text, language, KNOWN, set())) == text


@given(TEXTS, LANGUAGES)
def test_each_is_explained_once_and_by_its_own_meaning(text, language):
    shorts = [(run, meaning.short) for run, meaning in cut(text, language, KNOWN, set()) if meaning]
    assert all(run == short for run, short in shorts)
    assert len(shorts) == len(set(shorts))


@given(st.text(max_size=20), st.text(max_size=40))
def test_no_entry_of_the_glossary_breaks_the_split(shorts, names):
    assert all(name for _short, name in one_by_one(shorts, names)) or not names
