"""What a row says of a record's date, its words and its time of day, and what is left of those that were there."""

from datetime import time

import pytest

from meetings.models import Meeting
from publishing.models import LockedField
from tests import make
from tests.imports.sheets import bring, codes, csv_of, notices, plan_of, totals

pytestmark = pytest.mark.django_db
SITTING = ("starts_at", "ends_at", "time_zone")


@pytest.fixture(autouse=True)
def record():
    make.make_host_year(year=2024, code="HY-2024")


def brought(headings, *cells, code="MTG-2024-901"):
    """The meeting after the import of a row, and the report."""
    _run, report = bring(csv_of(("code", *headings), (code, *cells)))
    assert codes(report) == []
    return Meeting.objects.get(code=code), report


def test_a_time_beside_the_date_is_kept_where_the_column_of_times_is_blank():
    written = "9 August 2024, 23:00 New Zealand time"
    make.make_meeting(code="MTG-2024-901", when="2024-08")
    for blank in ("", "–"):
        Meeting.objects.update(starts_at=None, time_zone="", when="2024-08")
        meeting, report = brought(("Time", "when"), blank, written)
        assert (meeting.when, meeting.starts_at, meeting.time_zone) == (
            "2024-08-09",
            time(23),
            "Pacific/Auckland",
        )
        assert meeting.when_words_en == ""
        assert "time_dropped" not in notices(report)
        assert totals(plan_of(csv_of(("code", "Time", "when"), ("MTG-2024-901", blank, written)))) == (
            0,
            0,
            1,
        )


@pytest.mark.parametrize("headings", [("Time", "when"), ("when", "Time")])
def test_beside_a_time_of_its_own_that_of_the_date_stays_in_words(headings):
    make.make_meeting(code="MTG-2024-901", when="2024-08")
    written = {"Time": "10:00 (Asia/Taipei)", "when": "9 August 2024, 23:00–23:30 New Zealand time"}
    meeting, report = brought(headings, *(written[name] for name in headings))
    assert (meeting.starts_at, meeting.ends_at, meeting.time_zone) == (time(10), None, "Asia/Taipei")
    assert meeting.when_words_en == written["when"]
    assert "time_dropped" in notices(report)


DAYS = ("Start date", "End date")


@pytest.mark.parametrize(
    ("stored", "start", "end", "when"),
    [
        ("2024-02-24/2024-03-08", "", "2024-03-09", "2024-02-24/2024-03-09"),
        ("2024-02-24/2024-03-08", "2024-02-23", "", "2024-02-23/2024-03-08"),
        ("2024-02-24/2024-03-08", "2024-02-24", "", "2024-02-24/2024-03-08"),
        ("2024-02-24/2024-03-08", "2024-03-08", "–", "2024-03-08"),
        ("2024-02-24/2024-03-08", "", "待定", "2024-02-24"),
        ("2024-02-24/2024-03-08", "待定", "", ""),
        ("2024-02-24/2024-03-08", "待定", "2024-03-09", "/2024-03-09"),
        ("2024-02-24/2024-03-08", "2024-02-24", "待定", "2024-02-24"),
        ("2024-02-24", "", "2024-02-25", "2024-02-24/2024-02-25"),
        ("2024-02-24", "2024-02-25", "", "2024-02-25"),
        ("2024-02-24/", "2024-02-24", "", "2024-02-24/"),
        ("", "", "2024-02-25", "/2024-02-25"),
        ("/2024-02-25", "2024-02-24", "", "2024-02-24/2024-02-25"),
    ],
)
def test_of_two_days_the_one_that_the_row_does_not_say_stays(stored, start, end, when):
    make.make_meeting(code="MTG-2024-901", when=stored)
    meeting, _report = brought(DAYS, start, end)
    assert meeting.when == when
    if "待定" not in (start, end):
        assert totals(plan_of(csv_of(("code", *DAYS), ("MTG-2024-901", start, end)))) == (0, 0, 1)


@pytest.mark.parametrize(("start", "end"), [("2024-03-09", ""), ("", "2024-02-23")])
def test_a_day_that_does_not_fit_the_stored_one_is_refused(start, end):
    make.make_meeting(code="MTG-2024-901", when="2024-02-24/2024-03-08")
    report = plan_of(csv_of(("code", *DAYS), ("MTG-2024-901", start, end)))
    assert codes(report) == ["ends_before_start"]
    assert totals(report) == (0, 0, 0)


def test_the_words_of_both_days_are_kept():
    make.make_meeting(code="MTG-2024-901", when="2024-02-24/2024-03-08")
    meeting, _report = brought(DAYS, "mid May 2024", "early June 2024")
    assert (meeting.when, meeting.when_words_en) == ("2024-05/2024-06", "mid May 2024 – early June 2024")
    meeting, _report = brought(DAYS, "late May 2024", "")
    assert (meeting.when, meeting.when_words_en) == ("2024-05/2024-06", "late May 2024")


@pytest.mark.parametrize("later", ["14-15 November 2024", "待定", "(empty)"])
def test_the_words_of_a_date_go_with_it(later):
    make.make_meeting(code="MTG-2024-901", when="2024-10", when_words_zh_hant="十月")
    meeting, _report = brought(("when",), "mid Nov 2024")
    assert (meeting.when, meeting.when_words_en, meeting.when_words_zh_hant) == (
        "2024-11",
        "mid Nov 2024",
        "",
    )
    meeting, _report = brought(("when", "when_words_en"), later, "")
    assert (meeting.when_words_en, meeting.when_words_zh_hant) == ("", "")


def test_words_stay_with_a_date_that_stays():
    make.make_meeting(code="MTG-2024-901", when="2024-11", when_words_en="mid November", name_en="Old")
    meeting, _report = brought(("when", "name_en"), "2024-11", "New")
    assert (meeting.name_en, meeting.when_words_en) == ("New", "mid November")


def test_the_words_and_the_time_of_a_locked_date_stay_as_well():
    meeting = make.make_meeting(code="MTG-2024-901", when="2024-10", when_words_en="late October")
    LockedField.objects.create(label="meetings.meeting", object_id=meeting.pk, field="when")
    for cell in ("mid Nov 2024", "9 August 2024, 23:00 New Zealand time"):
        meeting, report = brought(("when",), cell)
        assert (meeting.when, meeting.when_words_en, meeting.starts_at) == ("2024-10", "late October", None)
        assert notices(report).count("locked_kept") == 1
    meeting, report = brought(("when", "when_words_en"), "2024-11", "November")
    assert meeting.when_words_en == "late October"
    assert notices(report).count("locked_kept") == 2


@pytest.mark.parametrize("cell", ["-", "–", "/", "n/a", " "])
def test_a_sign_for_nothing_says_nothing_of_a_date(cell):
    make.make_meeting(code="MTG-2024-901", when="2024-05-13")
    meeting, _report = brought(("when",), cell)
    assert meeting.when == "2024-05-13"


@pytest.mark.parametrize("cell", ["待定", "TBC", "(empty)", "（空）"])
def test_what_says_that_a_date_is_not_known_empties_it(cell):
    make.make_meeting(code="MTG-2024-901", when="2024-05-13")
    meeting, _report = brought(("when",), cell)
    assert meeting.when == ""
