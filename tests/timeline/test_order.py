"""Entries stand in the order of their dates, which is read off the text without working out its days."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apec_tracker.timeline import in_order, of_all_kinds, of_host_year, place_of
from publishing import dates
from tests import make

years = st.integers(2020, 2026)


@st.composite
def texts(draw):
    year, month = draw(years), draw(st.integers(1, 12))
    day = f"{year}-{month:02}-{draw(st.integers(1, 28)):02}"
    return draw(
        st.sampled_from(
            [
                f"{year}",
                f"{year}-{month:02}",
                f"{year}-{month:02}~",
                day,
                f"{day}?",
                f"{day}/",
                f"/{day}",
                f"{day}/{year + 1}-01-05",
                f"{year}-{draw(st.integers(33, 36))}",
                f"{year}-{draw(st.integers(40, 41))}",
                f"{year}-{month:02}/{year + 1}",
                "",
            ]
        )
    )


def by_place(text):
    _group, order, day, _last = place_of(text)
    return order, day or 99


@given(st.lists(texts(), max_size=30))
def test_the_short_way_gives_the_order_of_dates(found):
    short = sorted(found, key=by_place)
    for first, second in pairwise(short):
        # Beyond when a date is over and how finely it is known, the short way leaves the order open.
        assert dates.sort_key(dates.read(first))[:3] <= dates.sort_key(dates.read(second))[:3]


@pytest.mark.parametrize(
    ("when", "group"),
    [
        ("2024-05-28/2024-06-03", "2024-05"),
        ("/2024-08-25", "2024-08"),
        ("2024-05-13/", "2024-05"),
        ("2024-05~", "2024-05"),
        ("2024-34", "2024-34"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_a_date_stands_in_the_month_of_its_first_known_end(when, group):
    assert place_of(when)[0] == group


@pytest.mark.django_db
def test_all_four_kinds_stand_together_days_before_months_and_no_date_last():
    meeting = make.make_meeting(when="2024-05-04/2024-05-16")
    make.make_meeting(when="2024-05-04", host_year=meeting.host_year)
    make.make_meeting(when="2024-05", host_year=meeting.host_year)
    make.make_meeting(when="", host_year=meeting.host_year)
    make.make_dialogue(when="2024-05-13/", host_year=meeting.host_year)
    make.make_step(make.make_outcome(meeting=meeting), when="2024-05-16")
    make.make_milestone(when="2024-06")
    entries = in_order(of_all_kinds(None))
    assert [(one.kind, one.group, one.day) for one in entries] == [
        ("meeting", "2024-05", 4),
        ("meeting", "2024-05", 4),
        ("dialogue", "2024-05", 13),
        ("outcome", "2024-05", 16),
        ("meeting", "2024-05", 0),
        ("milestone", "2024-06", 0),
        ("meeting", "", 0),
    ]
    assert entries[0].pk == meeting.pk, "the longer of two that begin on a day stands first"
    newest = in_order(of_all_kinds(None), oldest_first=False)
    assert (newest[0].group, newest[-1].group) == ("2024-06", "")


@pytest.mark.django_db
def test_an_expected_step_is_no_entry_of_its_own():
    outcome = make.make_outcome()
    make.make_step(outcome, state="expected", when="2024-05")
    make.make_step(outcome, state="negotiated", when="2024-06")
    assert [one.kind for one in in_order(of_all_kinds(None))] == ["meeting"]


@pytest.mark.django_db
def test_a_later_step_at_a_meeting_of_another_year_belongs_to_that_year():
    outcome = make.make_outcome(meeting=make.make_meeting(when="2024-05"))
    later = make.make_meeting(when="2025-11")
    make.make_step(outcome, when="2024-05")
    make.make_step(outcome, state="noted", when="2025-11", meeting=later)
    of_2024 = in_order(of_host_year(None, 2024))
    of_2025 = in_order(of_host_year(None, 2025))
    assert [one.kind for one in of_2024] == ["meeting", "outcome"]
    assert [one.kind for one in of_2025] == ["meeting", "outcome"]


@pytest.mark.django_db
def test_a_milestone_stands_in_the_year_its_date_lies_in():
    for when in ("2030", "2030-06", "2029/2031", ""):
        make.make_milestone(when=when)
    assert [one.group for one in in_order(of_host_year(None, 2030))] == ["2030-06", "2030"]
