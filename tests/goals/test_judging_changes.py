"""What is written when something changes, why, and what an editor is told beforehand."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goals.judging import reassess, reassess_for, verdicts, what_would_change
from goals.models import Assessment, GoalIndicator, Reading
from tests.make import (
    make_assessment,
    make_economy,
    make_evidence,
    make_goal,
    make_goal_indicator,
    make_indicator,
    make_reading,
    make_source,
    make_target,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 20)


@pytest.fixture
def goal():
    return make_goal()


@pytest.fixture
def indicator(goal):
    return make_indicator(goals=[goal])


@pytest.fixture
def economy():
    return make_economy()


@pytest.fixture
def source():
    return make_source()


@pytest.fixture
def judged(goal, indicator, economy, source):
    """An economy on track: 40 in 2015, 65 in 2023, 80 wanted by 2030."""
    for period, value in (("2015", 40), ("2023", 65)):
        make_reading(indicator=indicator, economy=economy, period=period, value=value, source=source)
    make_target(indicator=indicator, economy=economy, value=80)
    reassess(today=TODAY)
    return current(economy, indicator)


def current(economy, indicator=None):
    return Assessment.objects.get(economy=economy, indicator=indicator, kind="computed", is_current=True)


def history(economy, indicator=None):
    rows = Assessment.objects.filter(economy=economy, indicator=indicator, kind="computed").order_by("pk")
    return [(row.verdict, row.cause, row.is_current) for row in rows]


def test_a_second_run_writes_nothing(judged):
    rows = Assessment.objects.count()
    assert reassess(today=TODAY) == []
    assert Assessment.objects.count() == rows


def test_a_new_reading_is_the_cause(judged, economy, indicator, source):
    new = make_reading(indicator=indicator, economy=economy, period="2024", value=45, source=source)
    changes = reassess_for(new, today=TODAY)
    assert [(change.was, change.now, change.cause) for change in changes] == [
        ("on_track", "behind", "new-reading"),
        ("on_track", "behind", "new-reading"),
    ]
    assert history(economy, indicator) == [
        ("on_track", "first", False),
        ("behind", "new-reading", True),
    ]
    assert history(economy)[-1] == ("behind", "new-reading", True)


def test_newer_figures_under_the_same_status_are_kept_too(judged, economy, indicator, source):
    make_reading(indicator=indicator, economy=economy, period="2024", value=68, source=source)
    (change,) = reassess(today=TODAY)
    assert not change.is_of_status
    assert history(economy, indicator)[-1] == ("on_track", "new-reading", True)
    assert len(history(economy)) == 1


@pytest.mark.parametrize("revise", [{"value": 41}, {"state": "withdrawn"}, {"has_break_before": True}])
def test_a_revised_reading_is_the_cause(judged, economy, indicator, revise):
    reading = Reading.objects.get(period="2023")
    for name, value in revise.items():
        setattr(reading, name, value)
    reading.save()
    reassess_for(reading, today=TODAY)
    assert current(economy, indicator).cause == "revised-reading"


def test_a_new_target_is_a_change_of_settings(judged, economy, goal, indicator):
    target = make_target(indicator=indicator, economy=economy, goal=goal, value=100, target_year=2026)
    reassess_for(target, today=TODAY)
    assert (current(economy, indicator).verdict, current(economy, indicator).cause) == ("behind", "settings")


def test_another_base_year_is_a_change_of_settings(judged, economy, indicator):
    indicator.base_year = 2020
    indicator.save()
    reassess_for(indicator, today=TODAY)
    assert (current(economy, indicator).verdict, current(economy, indicator).cause) == (
        "cannot_say",
        "settings",
    )


def test_a_new_method_is_the_cause(judged, economy, indicator, monkeypatch):
    monkeypatch.setattr(verdicts, "METHOD_VERSION", "2")
    reassess(today=TODAY)
    assert current(economy, indicator).cause == "method"
    assert current(economy).cause == "method"


def test_time_alone_can_make_a_reading_too_old(judged, economy, indicator):
    reassess(today=date(2029, 1, 1))
    assert (current(economy, indicator).reason, current(economy, indicator).cause) == ("stale", "time")
    assert (current(economy).reason, current(economy).cause) == ("stale", "time")


def test_a_cause_that_is_given_stands(judged, economy, indicator, source):
    make_reading(indicator=indicator, economy=economy, period="2024", value=45, source=source)
    reassess(cause="method", today=TODAY)
    assert current(economy, indicator).cause == "method"


def test_another_indicator_of_the_goal_is_a_change_of_settings(judged, economy, goal):
    link = make_goal_indicator(goal=goal)
    reassess_for(link, today=TODAY)
    assert (current(economy).verdict, current(economy).cause) == ("cannot_say", "settings")


def test_an_indicator_that_leaves_a_goal_is_set_aside_there(judged, economy, goal, indicator):
    link = GoalIndicator.objects.get()
    link.delete()
    changes = reassess_for(link, today=TODAY)
    assert ("on_track", "") in [(change.was, change.now) for change in changes]
    alone = current(economy, indicator)
    assert alone.goal is None
    assert current(economy).reason == "no_indicator"
    make_goal_indicator(goal=goal, indicator=indicator)
    reassess(today=TODAY)
    assert current(economy, indicator).goal == goal


def test_a_goal_that_is_withdrawn_keeps_its_history_but_nothing_holds(judged, economy, goal):
    goal.state, goal.withdrawn_as = "withdrawn", "error"
    goal.save()
    reassess_for(goal, today=TODAY)
    assert not Assessment.objects.filter(goal=goal, is_current=True).exists()
    assert Assessment.objects.filter(goal=goal).count() == 2


def test_only_what_is_asked_for_is_judged(judged, source):
    other = make_goal()
    lonely = make_economy()
    reassess(economies=[lonely], goals=[other], today=TODAY)
    assert Assessment.objects.filter(economy=lonely).count() == 1
    assert Assessment.objects.filter(goal=other).count() == 1


def test_a_record_that_bears_on_nothing_changes_nothing(judged):
    assert reassess_for(make_evidence(), today=TODAY) == []


def test_codes_go_on_from_the_highest_and_are_never_given_twice(economy, indicator):
    make_assessment(code="ASM-0041")
    make_assessment(code="ASM-X7")
    reassess(today=TODAY)
    codes = list(Assessment.objects.order_by("pk").values_list("code", flat=True))
    assert "ASM-0042" in codes
    assert len(codes) == len(set(codes))


def test_judging_takes_as_many_queries_for_many_goals_as_for_one(django_assert_max_num_queries):
    for _n in range(3):
        make_indicator(goals=[make_goal(), make_goal()])
    for _n in range(5):
        make_economy()
    with django_assert_max_num_queries(20):
        reassess(today=TODAY)


def test_nothing_is_written_on_a_dry_run(judged, economy, indicator, source):
    make_reading(indicator=indicator, economy=economy, period="2024", value=45, source=source)
    rows = Assessment.objects.count()
    assert {change.now for change in reassess(today=TODAY, dry_run=True)} == {"behind"}
    assert Assessment.objects.count() == rows


# Before saving


def would(record):
    return [(change.economy, change.goal, change.indicator, change.was, change.now) for change in
            what_would_change(record, today=TODAY)]  # fmt: skip


def test_what_a_new_reading_would_change_is_told_and_nothing_written(
    judged, economy, goal, indicator, source
):
    new = Reading(
        indicator=indicator, economy=economy, period="2024", value=45, source=source, state="published",
        release="test-2024",
    )  # fmt: skip
    assert would(new) == [
        (economy, goal, indicator, "on_track", "behind"),
        (economy, goal, None, "on_track", "behind"),
    ]
    assert new.pk is None
    assert not Reading.objects.filter(period="2024").exists()
    assert current(economy, indicator).verdict == "on_track"


def test_what_a_change_of_settings_would_change_is_told(judged, economy, goal, indicator):
    indicator.base_year = 2020
    assert (economy, goal, indicator, "on_track", "cannot_say") in would(indicator)
    indicator.refresh_from_db()
    assert indicator.base_year is None


def test_a_draft_changes_nothing(judged, economy, indicator, source):
    new = Reading(indicator=indicator, economy=economy, period="2024", value=45, source=source, release="x")
    assert would(new) == []


def test_what_cannot_be_saved_is_refused_with_its_reason(judged, economy, indicator, source):
    with pytest.raises(ValidationError):
        what_would_change(
            Reading(indicator=indicator, economy=economy, period="2024", value=400, source=source)
        )


# Settings that the method could not judge


def refused(field, make):
    with pytest.raises(ValidationError) as error:
        make()
    return " ".join(error.value.message_dict[field])


def test_a_target_worse_than_the_base_reading_is_refused(economy, indicator, source):
    make_reading(indicator=indicator, economy=economy, period="2015", value=40, source=source)
    said = refused("value", lambda: make_target(indicator=indicator, economy=economy, value=30))
    assert "40.0%" in said
    assert make_target(indicator=indicator, economy=economy, value=40.5)


def test_a_target_year_not_after_the_base_year_of_the_indicator_is_refused(economy, goal):
    indicator = make_indicator(goals=[goal], base_year=2030)
    assert "2030" in refused("target_year", lambda: make_target(indicator=indicator, economy=economy))


def test_a_target_without_a_direction_is_refused(economy):
    indicator = make_indicator(direction="none")
    assert "higher or lower" in refused(
        "indicator", lambda: make_target(indicator=indicator, economy=economy)
    )


def test_a_target_outside_its_band_is_refused(economy):
    indicator = make_indicator(direction="towards", band_low=0.97, band_high=1.03, highest=None)
    assert refused("value", lambda: make_target(indicator=indicator, economy=economy, value=2))
    assert make_target(indicator=indicator, economy=economy, value=1)


def test_a_direction_that_turns_a_target_round_is_refused(judged, indicator):
    indicator.direction = "down"
    assert "80" in refused("direction", indicator.save)


def test_a_limit_that_readings_have_passed_is_refused(judged, indicator):
    indicator.highest = 60
    assert "65" in refused("highest", indicator.save)


def test_a_record_with_an_old_target_can_still_be_edited_elsewhere(judged, economy, indicator, source):
    make_reading(indicator=indicator, economy=economy, period="2016", value=90, source=source)
    Reading.objects.filter(period="2015").delete()
    indicator.name_en = "Another name"
    indicator.save()
    assert indicator.name_en == "Another name"
