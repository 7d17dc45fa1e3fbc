"""Dates and times are read as people write them; what is doubtful is said, and nothing is improved."""

import datetime as dt
from datetime import time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.dates import read as read_edtf
from publishing.sheets import Fault, SheetError, read_date, read_moment, read_time, read_zone


def check_words(error):
    """A refusal can be shown in both languages, with what to do about it."""
    for text in (error.sentence_en, error.sentence_zh, error.suggestion_en, error.suggestion_zh):
        assert text
        assert "{" not in text.replace(error.value, "")


# What is written, and the EDTF it is.
PLAIN = {
    "": "",
    "  ": "",
    "n/a": "",
    "–": "",
    "待定": "",
    "未定": "",
    "日期待定": "",
    "TBA": "",
    "tbc": "",
    "To be advised": "",
    "2024": "2024",
    "2024年": "2024",
    "2024-05": "2024-05",
    "2024-05-01": "2024-05-01",
    "2024-05-13/2024-05-14": "2024-05-13/2024-05-14",
    "2024-05~": "2024-05~",
    "2024-35": "2024-35",
    "2024/5/1": "2024-05-01",
    "2024.5.1": "2024-05-01",
    "２０２４／５／１": "2024-05-01",
    "20240501": "2024-05-01",
    "2024/5": "2024-05",
    "2024年5月": "2024-05",
    "2024年5月份": "2024-05",
    "2024年5月1日": "2024-05-01",
    "2024 年 5 月 1 日": "2024-05-01",
    "2024年5月1號": "2024-05-01",
    "二〇二四年五月十三日": "2024-05-13",
    "2024年5月13日（一）": "2024-05-13",
    "2024年5月13-14日": "2024-05-13/2024-05-14",
    "2024年5月13日(星期一)至14日(星期二)": "2024-05-13/2024-05-14",
    "2024年5月13、14日": "2024-05-13/2024-05-14",
    "2024年5月4日至16日": "2024-05-04/2024-05-16",
    "2024年2月24日至3月8日": "2024-02-24/2024-03-08",
    "2023年12月30日至2024年1月2日": "2023-12-30/2024-01-02",
    "2024年1-3月": "2024-01/2024-03",
    "2024/5/13-14": "2024-05-13/2024-05-14",
    "2024/5/13-5/14": "2024-05-13/2024-05-14",
    "2024/2/24～2024/3/8": "2024-02-24/2024-03-08",
    "2024.5.13~2024.5.14": "2024-05-13/2024-05-14",
    "2025.08.11-08.15": "2025-08-11/2025-08-15",
    "2025-08-11 – 08-15": "2025-08-11/2025-08-15",
    "113.8.3(六)~8.15(四)": "2024-08-03/2024-08-15",
    "113/05/01": "2024-05-01",
    "113.5.1": "2024-05-01",
    "113-05-01": "2024-05-01",
    "113年5月": "2024-05",
    "113/05/13-14": "2024-05-13/2024-05-14",
    "113/02/24-113/03/08": "2024-02-24/2024-03-08",
    "民國113年5月1日": "2024-05-01",
    "中華民國113年5月": "2024-05",
    "民國99年5月": "2010-05",
    "民國 113/5/1": "2024-05-01",
    "May 2024": "2024-05",
    "Sept. 2024": "2024-09",
    "13 May 2024": "2024-05-13",
    "13th of May, 2024": "2024-05-13",
    "May 13, 2024": "2024-05-13",
    "13-May-2024": "2024-05-13",
    "2024 May 13": "2024-05-13",
    "Monday, 13 May 2024": "2024-05-13",
    "13-14 May 2024": "2024-05-13/2024-05-14",
    "13 & 14 May 2024": "2024-05-13/2024-05-14",
    "13 to 15 May 2024": "2024-05-13/2024-05-15",
    "May 13-14, 2024": "2024-05-13/2024-05-14",
    "24 February – 8 March 2024": "2024-02-24/2024-03-08",
    "February 24 – March 8, 2024": "2024-02-24/2024-03-08",
    "30 Dec 2024 – 2 Jan 2025": "2024-12-30/2025-01-02",
    "Feb–Mar 2024": "2024-02/2024-03",
    "2021–2025": "2021/2025",
    "13/04/2024": "2024-04-13",
    "04/13/2024": "2024-04-13",
    "05/05/2024": "2024-05-05",
    "8/11/2025 - 8/15/2025": "2025-08-11/2025-08-15",
    "8/11 - 8/15/2025": "2025-08-11/2025-08-15",
    "11/8/2025 - 15/8/2025": "2025-08-11/2025-08-15",
    "second half of 2024": "2024-41",
    "H1 2024": "2024-40",
    "2024年下半年": "2024-41",
    "113年上半年": "2024-40",
    "Q3 2024": "2024-35",
    "2024 Q4": "2024-36",
    "first quarter of 2024": "2024-33",
    "2024年第三季": "2024-35",
    "113年第2季": "2024-34",
    "circa May 2024": "2024-05~",
    "約2024年5月": "2024-05~",
    "May 2024 (tentative)": "2024-05?",
    "2024年5月（暫定）": "2024-05?",
    "13-14 May 2024 (TBC)": "2024-05-13?/2024-05-14?",
    "from 13 May 2024": "2024-05-13/",
    "2024年5月13日起": "2024-05-13/",
    "until 25 August 2024": "/2024-08-25",
    "至2024年8月25日止": "/2024-08-25",
}


@pytest.mark.parametrize(("written", "edtf"), PLAIN.items())
def test_a_date_is_read_without_a_word_lost(written, edtf):
    found = read_date(written)
    assert (found.edtf, found.words, found.warning) == (edtf, "", None)
    assert read_edtf(found.edtf).edtf == edtf


# With the words kept beside it: EDTF, and the code of the warning.
LOSSY = {
    "Jan/Mar (to be advised)": ("", "nothing_known"),
    "Jan/Mar 2024": ("2024", "words_kept"),
    "May 2024 (dates to be advised)": ("2024-05", "words_kept"),
    "early May 2024": ("2024-05", "words_kept"),
    "mid-2024": ("2024", "words_kept"),
    "2024年5月上旬": ("2024-05", "words_kept"),
    "2024年底": ("2024", "words_kept"),
    "13-14 May 2024 (Lima)": ("2024-05-13/2024-05-14", "words_kept"),
    "9 August 2021, 23:00 New Zealand time": ("2021-08-09", "time_dropped"),
    "2024-05-13T14:00": ("2024-05-13", "time_dropped"),
    "Tuesday 13 May 2024": ("2024-05-13", "other_weekday"),
}


@pytest.mark.parametrize(("written", "expected"), LOSSY.items())
def test_what_a_date_cannot_hold_is_kept_as_words(written, expected):
    found = read_date(written)
    assert (found.edtf, found.warning.code) == expected
    assert found.words == written
    assert written in found.warning.sentence_en
    assert written in found.warning.sentence_zh


REFUSED = {
    "03/04/2024": "day_or_month",
    "5/3": "no_year",
    "13/4/24": "two_digit_year",
    "24/5/1": "two_digit_year",
    "13 May 24": "two_digit_year",
    "May '24": "two_digit_year",
    "13-May-24": "two_digit_year",
    "13-May-24 (tentative)": "two_digit_year",
    "13-May-24 to 14-May-24": "two_digit_year",
    "3-Mar-25": "two_digit_year",
    "May-24": "two_digit_year",
    "Mar-25 to Apr-25": "two_digit_year",
    "3/4/2025 - 5/4/2025": "day_or_month",
    "99年5月": "two_digit_year",
    "5月13-14日": "no_year",
    "13 May": "no_year",
    "2024-02-30": "impossible_date",
    "31 April 2024": "impossible_date",
    "2024年13月": "impossible_date",
    "14 May 2024 - 13 May 2024": "ends_before_start",
    "30 December – 2 January 2025": "ends_before_start",
    "13 and 20 May 2024": "date_unreadable",
    "2024-1²": "date_unreadable",
    "hello": "date_unreadable",
    "會議": "date_unreadable",
    "x" * 500: "date_unreadable",
}


@pytest.mark.parametrize(("written", "code"), REFUSED.items())
def test_a_doubtful_date_is_refused_with_a_suggestion(written, code):
    with pytest.raises(SheetError) as refusal:
        read_date(written)
    error = refusal.value
    assert error.code == code
    assert written[:60] in error.sentence_en
    assert written[:60] in error.sentence_zh
    assert error.suggestion_en
    assert error.suggestion_zh


def test_both_readings_of_a_doubtful_date_are_offered():
    with pytest.raises(SheetError) as refusal:
        read_date("03/04/2024")
    assert refusal.value.candidates == ("2024-04-03", "2024-03-04")


@pytest.mark.parametrize(
    ("written", "edtf"),
    {
        "5月13-14日": "2024-05-13/2024-05-14",
        "5月13日-14日": "2024-05-13/2024-05-14",
        "2月24日至3月8日": "2024-02-24/2024-03-08",
        "13-14 May": "2024-05-13/2024-05-14",
        "May": "2024-05",
        "5/13": "2024-05-13",
        "5/13-5/14": "2024-05-13/2024-05-14",
        "下半年": "2024-41",
        "Q3": "2024-35",
        "13 May 2023": "2023-05-13",
    }.items(),
)
def test_a_date_without_a_year_takes_that_of_its_sheet(written, edtf):
    assert read_date(written, year=2024).edtf == edtf


@pytest.mark.parametrize("written", ["13-May-24", "May-24", "3-Mar-25", "Mar-25"])
def test_a_short_date_of_excels_is_no_range_of_days_in_the_year_of_its_sheet(written):
    with pytest.raises(SheetError) as refusal:
        read_date(written, year=2024)
    assert refusal.value.code == "two_digit_year"


@pytest.mark.parametrize(
    "written", ["May 13-24", "May 13–24", "13-24 May", "13 May-24 May", "13-May - 24-May"]
)
def test_days_of_a_month_are_a_range(written):
    assert read_date(written, year=2024).edtf == "2024-05-13/2024-05-24"


def test_a_range_of_months_is_read_and_asked_about():
    found = read_date("3 Mar – 3 Aug 2024")
    assert found.edtf == "2024-03-03/2024-08-03"
    assert found.warning.sentence_en == "“3 Mar – 3 Aug 2024” lasts five months: is that meant?"
    assert found.warning.sentence_zh == "「3 Mar – 3 Aug 2024」長達五個月：確定嗎？"


def test_a_roc_date_without_separators_is_read_and_pointed_out():
    for value in ("1130501", 1130501, 1130501.0):
        found = read_date(value, serial=True)
        assert (found.edtf, found.warning.code) == ("2024-05-01", "roc_year")


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        (dt.date(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1), "2024-05-01"),
        (2024, "2024"),
        (2024.0, "2024"),
        (20240501, "2024-05-01"),
        (None, ""),
    ],
)
def test_values_that_a_workbook_has_typed_are_dates(value, edtf):
    assert read_date(value).edtf == edtf


def test_numbers_are_excels_days_only_where_the_column_holds_dates():
    assert read_date(45413, serial=True).edtf == "2024-05-01"
    assert read_date(45413.6, serial=True).warning.code == "time_dropped"
    for value in (45413, 1.5, True, 3):
        with pytest.raises(SheetError):
            read_date(value)


def test_a_cell_with_an_error_is_no_date():
    with pytest.raises(SheetError) as refusal:
        read_date(Fault("#REF!"))
    assert refusal.value.code == "error_value"


TIMES = {
    "14:00": (dt.time(14), None, ""),
    "9:00 hrs": (dt.time(9), None, ""),
    "2pm": (dt.time(14), None, ""),
    "12 a.m.": (dt.time(0), None, ""),
    "9 am-5 pm": (dt.time(9), dt.time(17), ""),
    "下午2時半": (dt.time(14, 30), None, ""),
    "上午10點": (dt.time(10), None, ""),
    "下午2時至4時30分（台北時間）": (dt.time(14), dt.time(16, 30), "Asia/Taipei"),
    "14:00 台北時間": (dt.time(14), None, "Asia/Taipei"),
    "14:00 臺北時間": (dt.time(14), None, "Asia/Taipei"),
    "23:00 New Zealand time": (dt.time(23), None, "Pacific/Auckland"),
    "09:00–17:30 (Asia/Taipei)": (dt.time(9), dt.time(17, 30), "Asia/Taipei"),
    "14:00 UTC": (dt.time(14), None, "UTC"),
    "2:30-5:00 pm": (dt.time(14, 30), dt.time(17), ""),
    "8:30-11 a.m.": (dt.time(8, 30), dt.time(11), ""),
    "9-11 am": (dt.time(9), dt.time(11), ""),
    "2–4 pm (Asia/Taipei)": (dt.time(14), dt.time(16), "Asia/Taipei"),
    "11-1 pm": (dt.time(11), dt.time(13), ""),
    "9 to 5 pm": (dt.time(9), dt.time(17), ""),
    "11:30-1:30 pm": (dt.time(11, 30), dt.time(13, 30), ""),
    "2:00 pm-4:30": (dt.time(14), dt.time(16, 30), ""),
    "11:30 pm-1 am": (dt.time(23, 30), dt.time(1), ""),
    "中午12時": (dt.time(12), None, ""),
    "中午1時": (dt.time(13), None, ""),
    "中午12時至2時": (dt.time(12), dt.time(14), ""),
    "晚上10時至12時": (dt.time(22), dt.time(0), ""),
    "晚上11時至1時": (dt.time(23), dt.time(1), ""),
    "20:00–24:00": (dt.time(20), dt.time(0), ""),
    "09:00 Etc/GMT-8": (dt.time(9), None, "Etc/GMT-8"),
    "待定": (None, None, ""),
}


@pytest.mark.parametrize(("written", "expected"), TIMES.items())
def test_a_time_is_read_with_the_zone_it_names(written, expected):
    found = read_time(written)
    assert (found.starts, found.ends, found.zone) == expected
    assert found.warning is None


def test_hours_from_utc_become_the_zone_of_the_place_where_they_agree():
    here = read_time("14:00 (GMT+8)", zone="Asia/Taipei")
    assert (here.zone, here.warning) == ("Asia/Taipei", None)
    nowhere = read_time("14:00 (GMT+8)")
    assert (nowhere.zone, nowhere.warning.code) == ("Etc/GMT-8", "zone_by_offset")
    elsewhere = read_time("14:00 (GMT+8)", zone="America/Lima")
    assert (elsewhere.zone, elsewhere.warning.code) == ("Etc/GMT-8", "zone_differs")


def test_summer_time_decides_which_hours_agree():
    summer = read_moment("1 July 2024, 10:00 (GMT-4)", zone="America/New_York")
    winter = read_moment("1 January 2024, 10:00 (GMT-4)", zone="America/New_York")
    assert (summer.zone, summer.warning) == ("America/New_York", None)
    assert winter.warning.code == "zone_differs"


@pytest.mark.parametrize(
    ("written", "code"),
    {
        "25:00": "time_unreadable",
        "13 pm": "time_unreadable",
        "noonish": "time_unreadable",
        "11-1 am": "time_unreadable",
        "晚上2時": "time_unreadable",
        "24:00": "midnight",
        "晚上12時": "midnight",
        "14:00 CST": "zone_unknown",
        "14:00 Asia/Nowhere": "zone_unknown",
        "14:00 (UTC+5:30)": "zone_unknown",
    }.items(),
)
def test_a_doubtful_time_is_refused(written, code):
    with pytest.raises(SheetError) as refusal:
        read_time(written)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "expected"),
    {
        "9 August 2021, 23:00 New Zealand time": ("2021-08-09", dt.time(23), "Pacific/Auckland"),
        "23:00, 9 August 2021": ("2021-08-09", dt.time(23), ""),
        "2024年5月13日下午2時（台北時間）": ("2024-05-13", dt.time(14), "Asia/Taipei"),
        "2024-05-13T14:00": ("2024-05-13", dt.time(14), ""),
        "9 August 2021, 9-11 am": ("2021-08-09", dt.time(9), ""),
        "13-14 May 2024": ("2024-05-13/2024-05-14", None, ""),
    }.items(),
)
def test_day_and_time_can_share_a_cell(written, expected):
    found = read_moment(written)
    assert (found.edtf, found.starts, found.zone) == expected
    assert found.words == ""


ALPHABET = "0123456789年月日至季-/.,:–~ ()民國上下半QqhMayJnFebTBA待定約起止&'T+amp初"


@given(st.text(ALPHABET, max_size=40) | st.text(max_size=60), st.none() | st.just(2024))
def test_any_text_at_all_gives_a_date_or_a_refusal(text, year):
    for reader in (read_date, read_moment):
        try:
            found = reader(text, year=year)
        except SheetError as error:
            check_words(error)
        else:
            assert read_edtf(found.edtf).edtf == found.edtf


@given(st.text(ALPHABET + "時點分GMTUC", max_size=40) | st.text(max_size=60))
def test_any_text_at_all_gives_a_time_or_a_refusal(text):
    try:
        read_time(text, zone="Asia/Taipei")
    except SheetError as error:
        check_words(error)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_is_read_the_same_in_every_way_of_writing_it(day):
    months = [dt.date(2024, month, 1).strftime("%B") for month in range(1, 13)]
    ways = [
        day,
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {months[day.month - 1]} {day.year}",
        f"{months[day.month - 1][:3]} {day.day}, {day.year}",
        f"{day:%Y%m%d}",
    ]
    if day.year >= 1912:
        ways.append(f"民國{day.year - 1911}年{day.month}月{day.day}日")
    if day.year >= 2011:
        ways.append(f"{day.year - 1911}/{day.month:02}/{day.day:02}")
    assert {read_date(way).edtf for way in ways} == {day.isoformat()}


def test_a_number_written_as_text_is_a_day_of_excels_where_the_column_holds_dates():
    found = read_date(" 45413 ", serial=True)
    assert (found.edtf, found.warning.code) == ("2024-05-01", "serial_read")
    assert read_date("45413.5", serial=True).warning.code == "time_dropped"
    for text, serial in (("45413", False), ("99", True), ("123456", True)):
        with pytest.raises(SheetError):
            read_date(text, serial=serial)


@pytest.mark.parametrize(
    ("written", "edtf", "warning"),
    [
        ("2024-05-13 00:00:00", "2024-05-13", None),
        ("5/13-14", "2024-05-13/2024-05-14", None),
        ("13/5–14", "2024-05-13/2024-05-14", None),
        ("tbc (May)", "2024-05?", None),
        ("May (tbc)", "2024-05?", None),
    ],
)
def test_what_programs_and_hurried_people_write_is_read(written, edtf, warning):
    found = read_date(written, year=2024)
    assert (found.edtf, found.warning) == (edtf, warning)


def test_a_range_that_runs_backwards_is_said_to():
    with pytest.raises(SheetError) as refusal:
        read_date("2024-05-14/2024-05-13")
    assert refusal.value.code == "ends_before_start"
    with pytest.raises(SheetError):
        read_date("5/6-7", year=2024)


@pytest.mark.parametrize(
    ("written", "zone"),
    {
        "Asia/Taipei": "Asia/Taipei",
        "台北時間": "Asia/Taipei",
        "Lima": "America/Lima",
        "Lima time (America/Lima)": "America/Lima",
        "UTC+8": "Etc/GMT-8",
        "Etc/GMT0": "Etc/GMT0",
        "Lima time (America/Port-au-Prince)": "America/Port-au-Prince",
        "+08:00": "Etc/GMT-8",
        "utc": "UTC",
    }.items(),
)
def test_a_zone_is_known_by_the_names_that_people_use(written, zone):
    assert read_zone(written).zone == zone


def test_every_zone_there_is_comes_back_as_it_was():
    zones = {zone for zone in available_timezones() if "/" in zone}
    assert {zone: read_zone(zone).zone for zone in zones} == {zone: zone for zone in zones}


def test_something_can_end_at_midnight_and_not_begin_then():
    assert read_time("24:00", is_end=True).starts == time(0)
    assert read_time("晚上12時", is_end=True).starts == time(0)


@pytest.mark.parametrize("written", ["Pacific/Aukland", "Etc/GMT-99", "EST", "local time", "", "x" * 500])
def test_a_zone_that_is_none_is_refused(written):
    with pytest.raises(SheetError) as refusal:
        read_zone(written)
    assert refusal.value.code == "zone_unknown"


def test_the_hyphen_of_an_iso_moment_is_a_minus():
    found = read_moment("2024-05-13T09:00:00-05:00", zone="America/Lima")
    assert (found.edtf, found.starts, found.ends, found.zone) == ("2024-05-13", time(9), None, "America/Lima")
    assert read_time("2024-05-13T09:00-05:00").ends is None
    assert read_time("9:00-17:00").ends == time(17)
    assert read_moment("2024-05-13T09:00:00Z").zone == "UTC"
