"""Settings that make no sense are found before they are saved."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.progress import ProblemCode, check_configuration

SENSIBLE = {
    "direction": "up",
    "base_year": 2015,
    "target_year": 2030,
    "target": 80,
    "limit": 100,
    "base_value": 40,
}


def codes(points=(), **changes):
    return [problem.code for problem in check_configuration(**{**SENSIBLE, **changes}, points=points)]


def test_sensible_settings_have_no_problem():
    assert codes() == []


def test_settings_may_be_saved_before_there_is_a_target_or_a_figure():
    assert codes(target=None, limit=None, base_value=None, target_year=None) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"target_year": 2015}, "target_year_not_after_base"),
        ({"target_year": 2014}, "target_year_not_after_base"),
        ({"target": 39}, "target_on_wrong_side"),
        ({"direction": "down", "limit": 0}, "target_on_wrong_side"),
        ({"limit": 39}, "limit_passed"),
        ({"direction": "down", "target": 20, "limit": 41}, "limit_passed"),
        ({"direction": None}, "missing_direction"),
        ({"direction": ""}, "missing_direction"),
        ({"direction": "none"}, "missing_direction"),
        ({"direction": "sideways"}, "unknown_direction"),
        ({"target": math.inf}, "not_finite"),
        ({"limit": "a lot"}, "not_finite"),
        ({"points": [(2015, 40), (2015, 41)]}, "duplicate_period"),
        ({"points": [("2015 Q1", 40), ("2015 Q2", 41)]}, "duplicate_period"),
        ({"points": [("baseline", 40)]}, "unreadable_period"),
    ],
)
def test_each_mistake_has_its_code(changes, code):
    assert codes(**changes) == [code]


@pytest.mark.parametrize(
    "changes", [{"target": 40}, {"limit": 40}, {"direction": "down", "target": 40, "limit": 40}]
)
def test_to_hold_what_is_reached_is_no_mistake(changes):
    assert codes(**changes) == []


def test_a_direction_left_open_on_purpose_is_no_mistake():
    assert codes(direction="none", target=None, limit=None) == []


def test_a_band_has_its_own_checks():
    assert codes(direction="towards", target=1, limit=None) == []


def test_the_base_value_is_looked_up_as_the_method_would():
    points = [(2012, 10), (2017, 90), (2018, 95)]
    assert codes(points, base_value=None) == ["target_on_wrong_side"]
    assert codes(points, base_value=None, base_year=2010) == []


def test_all_mistakes_are_told_at_once_in_sentences():
    problems = check_configuration("up", 2015, 2010, 30, 20, 40, [(2015, 40), (2015, 40)])
    assert {problem.code for problem in problems} == {
        ProblemCode.DUPLICATE_PERIOD,
        ProblemCode.TARGET_YEAR_NOT_AFTER_BASE,
        ProblemCode.TARGET_ON_WRONG_SIDE,
        ProblemCode.LIMIT_PASSED,
    }
    for problem in problems:
        assert problem.sentence.endswith(".")


numbers = st.none() | st.floats() | st.text(max_size=3) | st.integers()


some_years = st.none() | st.integers()


@given(
    st.tuples(
        st.none() | st.text(max_size=5) | st.sampled_from(["up", "down"]),
        some_years,
        some_years,
        numbers,
        numbers,
        numbers,
        st.lists(st.tuples(st.integers() | st.text(max_size=5), numbers), max_size=3),
    )
)
def test_nothing_that_can_be_typed_makes_the_check_fail(settings):
    for problem in check_configuration(*settings):
        assert isinstance(problem.code, ProblemCode)
