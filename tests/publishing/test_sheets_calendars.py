"""A calendar becomes rows: whole days end on their last day, times keep their zone."""

import datetime as dt
from pathlib import Path

import pytest

from publishing.sheets import SheetError, find_heading, open_book, records

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "sheets"


def events_of(data):
    (sheet,) = open_book(data, "calendar.ics").sheets
    return sheet, [values for _, values in records(sheet, find_heading(sheet, ["uid", "summary", "when"]))]


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines):
    return calendar("BEGIN:VEVENT", "UID:1", "SUMMARY:x", *lines, "END:VEVENT")


def test_a_calendar_is_read_with_its_days_times_and_words():
    sheet, events = events_of((SAMPLES / "calendar.ics").read_bytes())
    assert (sheet.kind, sheet.name) == ("ics", "calendar")
    first = events[0]
    assert first["summary"] == "First Senior Officials' Meeting and Related Meetings"
    assert first["when"] == "2024-02-24/2024-03-08"
    assert (first["location"], first["status"]) == ("Lima, Peru", "confirmed")
    assert first["description"] == "Two weeks\nof meetings"
    second = events[1]
    assert second["summary"] == "身心障礙者數位培力線上研討會"
    assert (second["when"], second["zone"]) == ("2024-05-13", "Asia/Taipei")
    assert (second["starts_at"], second["ends_at"]) == (dt.time(14), dt.time(16, 30))


def test_what_could_not_be_read_of_a_calendar_is_told():
    sheet, events = events_of((SAMPLES / "calendar.ics").read_bytes())
    assert [(problem.code, problem.value, problem.row) for problem in sheet.problems] == [
        ("repeats", "Late session", 3),
        ("event_date", "No such day", 4),
    ]
    assert events[3]["when"] == ""


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        (("DTSTART;VALUE=DATE:20240601",), "2024-06-01"),
        (("DTSTART;VALUE=DATE:20240601", "DTEND;VALUE=DATE:20240602"), "2024-06-01"),
        (("DTSTART;VALUE=DATE:20240601", "DTEND;VALUE=DATE:20240601"), "2024-06-01"),
        (("DTSTART;VALUE=DATE:20240601", "DTEND;VALUE=DATE:20240604"), "2024-06-01/2024-06-03"),
        (("DTSTART;VALUE=DATE:20240601", "DURATION:P3D"), "2024-06-01/2024-06-03"),
        (("DTSTART:20240601T220000Z", "DTEND:20240602T010000Z"), "2024-06-01"),
        (("DTSTART:20240601T090000Z", "DTEND:20240603T170000Z"), "2024-06-01/2024-06-03"),
        (("DTSTART:20240601T090000",), "2024-06-01"),
        ((), ""),
    ],
)
def test_the_end_of_an_event_is_its_last_day(lines, when):
    assert events_of(event(*lines))[1][0]["when"] == when


def test_a_calendar_of_another_calendars_zone_keeps_its_name():
    (found,) = events_of(event("DTSTART;TZID=Asia/Taipei:20240513T140000", "DTEND:20240513T083000Z"))[1]
    assert (found["starts_at"], found["ends_at"], found["zone"]) == (
        dt.time(14),
        dt.time(16, 30),
        "Asia/Taipei",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"BEGIN:VCALENDAR\r\n", "calendar_broken"),
        (calendar(*["BEGIN:VEVENT", "BEGIN:VALARM"] * 2000), "calendar_broken"),
        (calendar(*["BEGIN:VEVENT", "END:VEVENT"] * 10_001), "too_many_events"),
    ],
)
def test_a_calendar_made_to_do_harm_is_refused(data, code):
    with pytest.raises(SheetError) as refusal:
        open_book(data, "x.ics")
    assert refusal.value.code == code


def test_a_rule_that_repeats_for_ever_costs_nothing():
    sheet, events = events_of(event("DTSTART:20240101T000000Z", "RRULE:FREQ=SECONDLY"))
    assert len(events) == 1
    assert sheet.problems[0].code == "repeats"
