"""A calendar becomes meetings: named in the language of its titles, in the host year of their days."""

import datetime as dt
from pathlib import Path

import pytest

from meetings.models import Meeting
from publishing.resources import SheetsPlan
from publishing.sheets import open_book
from tests import make
from tests.exports.whole import bring, changes_nothing

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "sheets"


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def write(tmp_path, *events):
    file = tmp_path / "calendar.ics"
    file.write_bytes(calendar(*events))
    return file


SOM = ("SUMMARY:Senior officials", "DTSTART;VALUE=DATE:20990224", "DTEND;VALUE=DATE:20990309")
WEBINAR = (
    "SUMMARY:數位培力研討會",
    "DTSTART;TZID=Asia/Taipei:20990513T140000",
    "DTEND;TZID=Asia/Taipei:20990513T163000",
)


def test_events_become_meetings_with_their_days_times_and_zone(tmp_path):
    year = make.make_host_year(year=2099)
    file = write(tmp_path, (*SOM, "STATUS:CONFIRMED"), (*WEBINAR, "STATUS:TENTATIVE"))
    bring(file)
    som, webinar = Meeting.objects.order_by("first_day")
    assert (som.name_en, som.name_zh_hant or "", som.when) == (
        "Senior officials",
        "",
        "2099-02-24/2099-03-08",
    )
    assert (som.status, som.is_tentative, som.kind, som.host_year) == ("confirmed", False, "other", year)
    assert (webinar.name_zh_hant, webinar.name_en or "", webinar.when) == ("數位培力研討會", "", "2099-05-13")
    assert (webinar.starts_at, webinar.ends_at, webinar.time_zone) == (
        dt.time(14),
        dt.time(16, 30),
        "Asia/Taipei",
    )
    assert (webinar.status, webinar.is_tentative) == ("planned", True)
    assert {som.state, webinar.state} == {"draft"}
    assert changes_nothing(file)


def test_a_second_calendar_moves_what_moved_and_keeps_what_editors_said(tmp_path):
    make.make_host_year(year=2099)
    bring(write(tmp_path, (*SOM, "STATUS:CONFIRMED")))
    Meeting.objects.update(kind="senior-officials")
    bring(write(tmp_path, (*SOM, "STATUS:CANCELLED")))
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.status) == ("senior-officials", "cancelled")


def test_a_calendar_does_not_unsay_that_a_meeting_was_held(tmp_path):
    make.make_host_year(year=2024)
    past = ("SUMMARY:Held long ago", "DTSTART;VALUE=DATE:20240513", "STATUS:CONFIRMED")
    bring(write(tmp_path, past))
    Meeting.objects.update(status="held")
    assert changes_nothing(write(tmp_path, past))
    assert Meeting.objects.get().status == "held"


def test_a_year_without_a_host_is_told_with_the_event():
    plan = SheetsPlan(open_book(calendar(SOM), "calendar.ics").sheets)
    plan.close()
    (problem,) = plan.problems
    assert (problem.code, problem.value, problem.row, problem.column) == (
        "reference_unknown",
        "2099",
        1,
        "Host year",
    )


def test_the_sample_is_refused_for_the_event_that_has_no_day():
    make.make_host_year(year=2024)
    plan = SheetsPlan(open_book((SAMPLES / "calendar.ics").read_bytes(), "calendar.ics").sheets)
    plan.close()
    assert {(problem.code, problem.row) for problem in plan.notices} >= {("repeats", 3), ("event_date", 4)}
    assert [(problem.code, problem.row) for problem in plan.problems] == [("required", 4)]
