"""What holds for every date and every text, tried on many."""

import re
from calendar import monthrange
from datetime import date

from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publishing.dates import DateError, HonestDate, badge, machine, overlaps, read, say, sort_key

LANGUAGES = ("en", "zh-hant")

years = st.integers(1900, 2199).map(str)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(str)
parts = st.builds("{}-{}".format, years, st.sampled_from([33, 34, 35, 36, 40, 41]))
signs = st.sampled_from(["", "", "~", "?", "%"])
ends = st.builds("{}{}".format, st.one_of(years, months, days), signs)
opens = st.sampled_from(["", ".."])
singles = st.builds("{}{}".format, st.one_of(years, months, days, parts), signs)
open_ended = st.one_of(st.builds("{}/{}".format, ends, opens), st.builds("{}/{}".format, opens, ends))
# Dates near each other, so that most intervals run forward and share a month or a year.
near = st.builds(
    lambda year, month, day, sign, kind: f"{year}-{month:02}-{day:02}"[:kind] + sign,
    st.integers(2023, 2025), st.integers(1, 12), st.integers(1, 28), signs, st.sampled_from([4, 7, 10, 10]),
)  # fmt: skip
intervals = st.builds("{}/{}".format, near, near)


def _read_or_skip(text):
    try:
        return read(text)
    except DateError as error:
        assume(error.code != "ends_before_start")
        raise


dates = st.one_of(singles, open_ended, intervals.map(_read_or_skip), st.just("")).map(
    lambda found: found if isinstance(found, HonestDate) else read(found)
)

# Texts that look nearly like dates, to reach what random text does not.
nearly = st.text(alphabet="0123456789-/~?%.XTYESu[]{}, ０９－／～年月日", max_size=24)


@given(st.one_of(st.text(), nearly, st.text(alphabet=st.characters(), min_size=60, max_size=200)))
@settings(max_examples=600, deadline=None)
def test_any_text_is_read_or_refused_in_words_and_nothing_else(text):
    refusal = None
    try:
        when = read(text)
    except DateError as error:
        refusal = error
    if refusal is None:
        assert read(when.edtf) == when
    else:
        assert "example" in refusal.sentence_en
        assert "例如" in refusal.sentence_zh
        (refusal.sentence_en + refusal.sentence_zh).encode()  # no lone surrogates: it can be stored and sent


@given(dates)
@settings(deadline=None)
def test_the_canonical_text_reads_as_itself(when):
    assert read(when.edtf) == when


@given(dates)
@settings(deadline=None)
def test_the_first_day_is_not_after_the_last(when):
    if when.first and when.last:
        assert when.first <= when.last
    assert (when.first is None and when.last is None) == (when.precision == "unknown")
    assert (when.first is None) != (when.last is None) or when.precision != "open"


@given(dates)
@settings(max_examples=300, deadline=None)
def test_words_are_never_empty_and_never_name_a_number_that_is_not_in_the_text(when):
    written = {int(number) for number in re.findall("[0-9]+", when.edtf)}
    for language in LANGUAGES:
        made = badge(when, language)
        for words in (say(when, language), say(when, language, short=True), made.big):
            assert words.strip()
            said = {int(number) for number in re.findall(r"[0-9]+(?!st|nd|rd|th)", words)}
            assert said <= written


@given(st.one_of(months, st.builds("{}/".format, months), st.builds("/{}".format, months)), signs)
@settings(deadline=None)
def test_no_day_is_invented_for_a_month(text, sign):
    when = read(text.replace("/", f"{sign}/") if text.endswith("/") else text + sign)
    year, month = text.strip("/").split("-")
    assert machine(when) == f"{year}-{month}"
    assert re.findall("[0-9]+", say(when, "en")) == [year]
    assert re.findall("[0-9]+", say(when, "zh-hant")) == [year, str(int(month))]
    assert badge(when, "en").strip.x is None
    assert badge(when, "zh-hant").note != badge(read(f"{year}-{month}-01"), "zh-hant").note
    if when.last:
        assert when.last.day == monthrange(int(year), int(month))[1]


@given(dates)
@settings(deadline=None)
def test_the_value_for_machines_is_a_year_a_month_or_a_day(when):
    assert re.fullmatch(r"([0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?)?", machine(when))
    assert (machine(when) == "") == (when.precision == "unknown")
    assert machine(when) in when.edtf


@given(st.lists(dates, max_size=6))
@settings(deadline=None)
def test_any_dates_can_be_put_in_order_the_unknown_last(several):
    ordered = sorted(several, key=sort_key)
    kinds = [when.precision == "unknown" for when in ordered]
    assert kinds == sorted(kinds)
    several.reverse()
    assert sorted(several, key=sort_key) == ordered


@given(near.map(read), near.map(read))
@settings(deadline=None)
def test_a_date_wholly_before_another_comes_first(one, other):
    if other.last < one.first:
        one, other = other, one
    assume(one.last < other.first)
    assert sort_key(one) < sort_key(other)
    assert not overlaps(one, other.first, other.last)


@given(dates)
@settings(deadline=None)
def test_a_date_overlaps_its_own_days(when):
    assume(when.precision != "unknown")
    assert overlaps(when, when.first, when.last)
    assert overlaps(when, when.first or when.last, when.first or when.last)


@settings(max_examples=60)
@given(st.one_of(years, months, days))
def test_the_days_of_a_plain_date_are_those_that_the_edtf_package_gives(text):
    found = parse_edtf(text)
    when = read(text)
    assert when.first == date(*found.lower_strict()[:3])
    assert when.last == date(*found.upper_strict()[:3])
