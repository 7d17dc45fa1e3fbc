"""What is accepted as a date, what it means, and what is refused with which reason."""

import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from publishing.dates import PRECISIONS, DateError, machine, overlaps, read, sort_key
from publishing.dates.errors import SENTENCES

D = date.fromisoformat

# text, canonical text, first, last, precision, approximate, value for <time datetime>
MEANINGS = [
    ("2024", "2024", "2024-01-01", "2024-12-31", "year", False, "2024"),
    ("2024-02", "2024-02", "2024-02-01", "2024-02-29", "month", False, "2024-02"),
    ("2024-06-08", "2024-06-08", "2024-06-08", "2024-06-08", "day", False, "2024-06-08"),
    (
        "2024-06-08/2024-06-09",
        "2024-06-08/2024-06-09",
        "2024-06-08",
        "2024-06-09",
        "range",
        False,
        "2024-06-08",
    ),
    ("2024-06-08/2024-06-08", "2024-06-08", "2024-06-08", "2024-06-08", "day", False, "2024-06-08"),
    ("2024-05/2024-05", "2024-05", "2024-05-01", "2024-05-31", "month", False, "2024-05"),
    ("2024-05/2024-06", "2024-05/2024-06", "2024-05-01", "2024-06-30", "months", False, "2024-05"),
    ("2024-12/2025-02", "2024-12/2025-02", "2024-12-01", "2025-02-28", "months", False, "2024-12"),
    ("2024/2026", "2024/2026", "2024-01-01", "2026-12-31", "years", False, "2024"),
    ("2024-05/2024-06-03", "2024-05/2024-06-03", "2024-05-01", "2024-06-03", "months", False, "2024-05"),
    ("2024-05-31/2024-05", "2024-05-31/2024-05", "2024-05-31", "2024-05-31", "months", False, "2024-05-31"),
    ("2024/2025-03", "2024/2025-03", "2024-01-01", "2025-03-31", "years", False, "2024"),
    ("2024-33", "2024-33", "2024-01-01", "2024-03-31", "quarter", False, "2024"),
    ("2024-34", "2024-34", "2024-04-01", "2024-06-30", "quarter", False, "2024"),
    ("2024-35", "2024-35", "2024-07-01", "2024-09-30", "quarter", False, "2024"),
    ("2024-36", "2024-36", "2024-10-01", "2024-12-31", "quarter", False, "2024"),
    ("2024-40", "2024-40", "2024-01-01", "2024-06-30", "half", False, "2024"),
    ("2024-41", "2024-41", "2024-07-01", "2024-12-31", "half", False, "2024"),
    ("2024-41~", "2024-41~", "2024-07-01", "2024-12-31", "half", True, "2024"),
    ("2024-05~", "2024-05~", "2024-05-01", "2024-05-31", "month", True, "2024-05"),
    ("2024-05?", "2024-05?", "2024-05-01", "2024-05-31", "month", True, "2024-05"),
    ("2024-05-13%", "2024-05-13%", "2024-05-13", "2024-05-13", "day", True, "2024-05-13"),
    (
        "2024-05-13~/2024-05-13",
        "2024-05-13~/2024-05-13",
        "2024-05-13",
        "2024-05-13",
        "range",
        True,
        "2024-05-13",
    ),
    ("/2024-08-25", "/2024-08-25", None, "2024-08-25", "open", False, "2024-08-25"),
    ("../2024-08-25", "/2024-08-25", None, "2024-08-25", "open", False, "2024-08-25"),
    ("2024-05-13/", "2024-05-13/", "2024-05-13", None, "open", False, "2024-05-13"),
    ("2024-05-13/..", "2024-05-13/", "2024-05-13", None, "open", False, "2024-05-13"),
    ("2024-05/", "2024-05/", "2024-05-01", None, "open", False, "2024-05"),
    ("", "", None, None, "unknown", False, ""),
    (" \t\n\u3000\ufeff", "", None, None, "unknown", False, ""),
    ("1900", "1900", "1900-01-01", "1900-12-31", "year", False, "1900"),
    ("2199-12-31", "2199-12-31", "2199-12-31", "2199-12-31", "day", False, "2199-12-31"),
]


@pytest.mark.parametrize(
    ("text", "canonical", "first", "last", "precision", "approximate", "value"), MEANINGS
)
def test_a_text_means_its_first_and_last_possible_day(
    text, canonical, first, last, precision, approximate, value
):
    when = read(text)
    assert when.edtf == canonical
    assert when.first == (first and D(first))
    assert when.last == (last and D(last))
    assert when.precision == precision
    assert when.approximate is approximate
    assert machine(when) == value


def test_every_precision_has_an_example_above():
    assert {row[4] for row in MEANINGS} == set(PRECISIONS)


@pytest.mark.parametrize("text", ["2024-06-08", "2024-06-08/2024-06-09", "2023-12-29/2024-01-02"])
def test_a_day_and_a_range_of_days_are_exact(text):
    assert read(text).is_exact


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-05",
        "2024-33",
        "2024-41",
        "2024-05/2024-06",
        "2024-05/2024-06-03",
        "2024-05-13/",
        "/2024-08-25",
        "2024-05-13~",
        "2024-05-13?",
        "2024-05-13/2024-05-14~",
    ],
)
def test_whatever_leaves_a_day_open_is_not_exact(text):
    assert not read(text).is_exact


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("  2024-05-04 ", "2024-05-04"),
        ("\u200b2024-05\u200e", "2024-05"),
        ("2024-06-08 / 2024-06-09", "2024-06-08/2024-06-09"),
        ("２０２４－０６－０８／２０２４－０６－０９", "2024-06-08/2024-06-09"),
        ("２０２４－０５～", "2024-05~"),
        ("2024﹣05？", "2024-05?"),
        ("．．/2024-08-25", "/2024-08-25"),
        ("2024\u221205\u201004", "2024-05-04"),
        ("\u30002024-05\u3000", "2024-05"),
    ],
)
def test_blanks_and_the_characters_of_a_chinese_keyboard_are_tolerated(typed, canonical):
    assert read(typed).edtf == canonical


REFUSED = [
    ("unreadable", "May 2024"),
    ("unreadable", "2024年5月4日"),
    ("unreadable", "24/05/2024"),
    ("unreadable", "2024/05/13"),
    ("unreadable", "2024-5-4"),
    ("unreadable", "20240508"),
    ("unreadable", "2024-05-01/2024-05-02/2024-05-03"),
    ("unreadable", "~2024-05"),
    ("unreadable", "2024-~05"),
    ("unreadable", "2024-1²"),  # NFKC alone would read December
    ("unreadable", "2024-0⑤"),
    ("unreadable", "٢٠٢٤"),  # digits to Python, but not to EDTF
    ("unreadable", "2024-05\n2024-06"),
    ("unreadable", "TBA"),
    ("unreadable", "\x00"),
    ("unreadable", "\ud800"),
    ("ends_before_start", "2024-06-09/2024-06-08"),
    ("ends_before_start", "2024-06/2024-05-31"),
    ("ends_before_start", "2025/2024"),
    ("year", "1899"),
    ("year", "2200-01"),
    ("year", "0000"),
    ("year", "2024/9999"),
    ("year", "-2024"),
    ("year", "Y20240"),
    ("year", "Y17E7"),
    ("too_long", "2024-05-13" * 7),
    ("impossible_month", "2024-13"),
    ("impossible_month", "2024-00"),
    ("impossible_month", "2024-37"),
    ("impossible_month", "2024-42"),
    ("impossible_month", "2024-33-01"),
    ("impossible_day", "2024-05-00"),
    ("impossible_day", "2024-06-31"),
    ("impossible_day", "2024-02-30"),
    ("impossible_day", "2023-02-29"),  # the edtf package lets these two pass
    ("impossible_day", "1900-02-29"),
    ("impossible_day", "2024-02-01/2024-02-30"),
    ("season", "2024-21"),
    ("season", "2024-24"),
    ("season", "2024-32"),
    ("part_in_range", "2024-33/2024-35"),
    ("part_in_range", "2024-41/"),
    ("no_end_known", "/"),
    ("no_end_known", ".."),
    ("no_end_known", "../.."),
    ("unspecified", "202X"),
    ("unspecified", "2024-XX"),
    ("unspecified", "2024-05-XX"),
    ("set", "[2024,2025]"),
    ("set", "{2024-05..2024-07}"),
    ("time", "2024-05-13T10:00:00Z"),
    ("time", "2024-05-13 10:00"),
]


@pytest.mark.parametrize(("code", "text"), REFUSED)
def test_what_cannot_be_kept_is_refused_with_its_reason(code, text):
    with pytest.raises(DateError) as refusal:
        read(text)
    assert refusal.value.code == code
    assert refusal.value.value == text


def test_the_sentence_tells_what_to_write_instead_in_both_languages():
    error = DateError("impossible_day", "2024-02-30")
    assert error.sentence_en == (
        "“2024-02-30” names a day that is not in the calendar. "
        "Check the day, or leave it out if it is not known, for example 2024-02."
    )
    assert (
        error.sentence_zh
        == "「2024-02-30」的日子在曆法上不存在。請查對日期；若不知道是哪一日，請略去不寫，例如2024-02。"
    )
    assert str(error) == error.sentence_en


@pytest.mark.parametrize("code", sorted(SENTENCES.keys() - {"zone"}))
def test_the_examples_in_the_sentences_can_themselves_be_read(code):
    error = DateError(code, "-")
    for sentence in (error.sentence_en, error.sentence_zh):
        example = re.search(r"(?:example|例如).*?(20[-/0-9]+)", sentence)
        assert read(example[1]).edtf == example[1]


def test_a_refused_text_is_shown_as_it_was_typed():
    with pytest.raises(DateError) as refusal:
        read(" ２０２４－１３ ")
    assert refusal.value.value == "２０２４－１３"


def test_a_hostile_text_is_shown_short_and_visible():
    error = DateError("unreadable", "\x00\u202e{value}" + "x" * 5000)
    assert len(error.sentence_en) < 200
    assert "\x00" not in error.sentence_en
    assert "\u202e" not in error.sentence_en
    assert "{value}" in error.sentence_zh


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60,
        "2024-05-13/" * 5,
        "~" * 64,
        "X" * 64,
        "-" * 64,
        "1" * 64,
        "..2024-.." * 6,
        " " * 1_000_000,
        "９" * 1_000_000,
        "[" * 1_000_000,
        " " * 500_000 + "x" + " " * 500_000,
    ],
)
def test_long_and_nested_texts_are_answered_at_once(text):
    begun = time.perf_counter()
    with suppress(DateError):
        read(text)
    assert time.perf_counter() - begun < 1


def test_dates_cannot_be_changed_and_compare_by_what_they_mean():
    when = read("2024-05-13/..")
    assert when == read("2024-05-13/")
    assert hash(when) == hash(read("2024-05-13/"))
    with pytest.raises(FrozenInstanceError):
        when.edtf = "2024"


def test_the_module_needs_no_django():
    code = """
import sys
sys.modules["django"] = None  # makes every import of it fail
from publishing.dates import read
print(read("2024-05").last)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.returncode) == ("2024-05-31", 0), ran.stderr


# Filters and order


@pytest.mark.parametrize(
    ("text", "start", "end", "answer"),
    [
        ("2024-05", "2024-05-31", None, True),
        ("2024-05", "2024-06-01", None, False),
        ("2024-05", None, "2024-05-01", True),
        ("2024-05", None, "2024-04-30", False),
        ("2024-05", "2024-05-10", "2024-05-12", True),
        ("2024-06-08/2024-06-09", "2024-06-09", "2024-06-09", True),
        ("2024-05-13/", "2030-01-01", None, True),
        ("2024-05-13/", None, "2024-05-12", False),
        ("/2024-08-25", None, "2020-01-01", True),
        ("/2024-08-25", "2024-08-26", None, False),
        ("", None, None, True),
        ("", "2024-01-01", None, False),
        ("", None, "2024-01-01", False),
    ],
)
def test_a_date_overlaps_a_period_when_one_of_its_possible_days_lies_in_it(text, start, end, answer):
    assert overlaps(read(text), start and D(start), end and D(end)) is answer


def test_dates_run_in_time_with_the_vaguer_after_the_days_they_may_fall_on():
    in_order = [
        "2023-12-29/2024-01-02",
        "2024-04",
        "2024-05-04/2024-05-16",
        "2024-05-13",
        "2024-05-13/2024-05-14",
        "2024-05-13/",
        "2024-05-13~",
        "2024-05-31",
        "2024-05",
        "2024-05/2024-06",
        "2024-05~",
        "2024-06-01",
        "2024-06",
        "2024-34",
        "2024-40",
        "/2024-08-25",
        "2024-12-31",
        "2024-12",
        "2024-36",
        "2024-41",
        "2024",
        "2025-01-01",
        "",
    ]
    assert [when.edtf for when in sorted(map(read, reversed(in_order)), key=sort_key)] == in_order
