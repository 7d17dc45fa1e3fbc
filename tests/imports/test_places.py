"""Sheets and calendars of others say where a meeting sits in one cell; that becomes its stops."""

import pytest

from dialogues.models import DialogueStop
from meetings.models import Meeting, Stop
from publishing.imports import Parcel
from publishing.resources import undo
from tests import make
from tests.imports.sheets import bring, codes, csv_of, notices, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record():
    peru = make.make_economy(apec_code="PE", name_en="Peru", name_zh_hant="秘魯")
    make.make_host_year(year=2024, code="HY-2024")
    for code, english, chinese in (("PLA-LIMA", "Lima", "利馬"), ("PLA-AREQUIPA", "Arequipa", "阿雷基帕")):
        make.make_place(code=code, name_en=english, name_zh_hant=chinese, economy=peru)


def stops(**of):
    rows = Stop.objects.filter(**of).order_by("meeting", "position")
    return [(stop.position, stop.place.code, stop.venue_en or stop.venue_zh_hant or "") for stop in rows]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Location", "Lima", [(1, "PLA-LIMA", "")]),
        ("City", "lima, Peru", [(1, "PLA-LIMA", "")]),
        ("Place", "PLA-LIMA", [(1, "PLA-LIMA", "")]),
        ("Venue", "Westin Lima Hotel, Lima, Peru", [(1, "PLA-LIMA", "Westin Lima Hotel")]),
        ("Venue", "Halls A and B, Arequipa (Peru)", [(1, "PLA-AREQUIPA", "Halls A and B")]),
        ("Place", "Arequipa and Lima", [(1, "PLA-AREQUIPA", ""), (2, "PLA-LIMA", "")]),
        ("Location*", "Arequipa / Lima, Peru", [(1, "PLA-AREQUIPA", ""), (2, "PLA-LIMA", "")]),
        ("地點", "秘魯利馬", [(1, "PLA-LIMA", "")]),
        ("會議地點", "阿雷基帕、利馬", [(1, "PLA-AREQUIPA", ""), (2, "PLA-LIMA", "")]),
        ("場地", "會議中心（利馬）", [(1, "PLA-LIMA", "會議中心")]),
        ("Place", "TBC", []),
        ("地點", "待定", []),
        ("Place", "–", []),
    ],
)
def test_a_place_in_a_cell_becomes_stops(heading, cell, expected):
    parcel = csv_of(("Meeting", "Date", heading), ("Trade talks", "2024-05-13", cell))
    run, report = bring(parcel)
    assert (codes(report), stops()) == ([], expected)
    assert not {"place_unknown", "place_differs"} & set(notices(report))
    again = plan_of(parcel)
    assert (codes(again), again.totals.new, again.totals.changed) == ([], 0, 0)
    undo(run)
    assert (Stop.objects.count(), Meeting.objects.count()) == (0, 0)


@pytest.mark.parametrize(("cell", "mode"), [("Online", "online"), ("視訊", "online"), ("Hybrid", "hybrid")])
def test_how_a_meeting_is_held_is_no_place(cell, mode):
    bring(csv_of(("Meeting", "Date", "Location"), ("Trade talks", "2024-05-13", cell)))
    assert (Meeting.objects.get().mode, stops()) == (mode, [])


def test_a_place_that_nobody_knows_is_told_and_no_reason_to_refuse():
    parcel = csv_of(
        ("Meeting", "Date", "Location"),
        ("Trade talks", "2024-05-13", "Trujillo"),
        ("More talks", "2024-05-14", "Trujillo"),
        ("Last talks", "2024-05-15", "Lima and Trujillo"),
    )
    _run, report = bring(parcel)
    told = [(n.row, n.column, n.value) for n in report.notices if n.code == "place_unknown"]
    assert told == [(2, "Location", "Trujillo")]
    assert (Meeting.objects.count(), stops()) == (3, [(1, "PLA-LIMA", "")])


def test_a_meeting_that_has_stops_keeps_them():
    meeting = make.make_meeting(code="MTG-2024-901", name_en="Trade talks", when="2024-05-13")
    for position, code in enumerate(("PLA-AREQUIPA", "PLA-LIMA"), 1):
        make.make_stop(meeting=meeting, place=make.Place.objects.get(code=code), position=position)
    before = stops()
    _run, report = bring(csv_of(("code", "Date", "Place"), ("MTG-2024-901", "2024-05-13", "Lima")))
    assert ("place_differs" in notices(report), stops()) == (False, before)
    make.make_place(code="PLA-CUSCO", name_en="Cusco")
    _run, report = bring(csv_of(("code", "Date", "Place"), ("MTG-2024-901", "2024-05-13", "Cusco")))
    (notice,) = [n for n in report.notices if n.code == "place_differs"]
    assert (notice.row, stops()) == (2, before)
    assert "PLA-AREQUIPA, PLA-LIMA" in notice.sentence("en")


def test_city_and_venue_may_stand_apart():
    bring(
        csv_of(("Meeting", "Date", "City", "Venue"), ("Trade talks", "2024-05-13", "Lima", "Westin and Sons"))
    )
    assert stops() == [(1, "PLA-LIMA", "Westin and Sons")]


def test_a_place_may_come_with_the_same_import():
    places = csv_of(("code", "name_en"), ("PLA-TRUJILLO", "Trujillo"), name="places.csv")
    bring(places, csv_of(("Meeting", "Date", "Place"), ("Trade talks", "2024-05-13", "Trujillo")))
    assert stops() == [(1, "PLA-TRUJILLO", "")]


def test_a_calendar_brings_the_places_of_its_events():
    lines = (
        *(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            "UID:1@example.org",
            "DTSTART;VALUE=DATE:20240513",
        ),
        *("SUMMARY:Trade talks", "LOCATION:Westin\\, Lima\\, Peru", "END:VEVENT", "END:VCALENDAR"),
    )
    bring(Parcel("calendar.ics", "\r\n".join(lines).encode()))
    assert stops() == [(1, "PLA-LIMA", "Westin")]


def test_dialogues_have_places_too():
    bring(
        csv_of(
            ("name_en", "when", "Host year", "kind", "Place"),
            ("A dialogue", "2024-05-13", "2024", "policy-dialogue", "利馬"),
            name="dialogues.csv",
        )
    )
    assert DialogueStop.objects.get().place.code == "PLA-LIMA"
