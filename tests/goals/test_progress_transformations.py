"""A series can be turned into one that growth can judge, in three ways and no other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.progress import (
    TRANSFORMATIONS,
    Misconfigured,
    assess,
    binary,
    binary_series,
    judge,
    rebased,
    towards,
    towards_band,
)


def test_the_list_is_closed():
    assert TRANSFORMATIONS == ("none", "towards", "binary", "rebased")


# Towards a value or band


@pytest.mark.parametrize(
    ("value", "distance"),
    [(0.80, 0.20), (1.20, 0.20), (0.97, 0.03), (1.0, 0.03), (1.03, 0.03), (0.96, 0.04), (1.04, 0.04)],
)
def test_distance_runs_from_the_middle_of_the_band_and_stops_at_its_edge(value, distance):
    assert towards(value, 0.97, 1.03) == pytest.approx(distance)


def turned_verdict(points, low, high=None):
    turned = towards_band(points, low, high)
    return judge(turned.points, direction=turned.direction, target=turned.target)


@pytest.mark.parametrize("inside", [0.97, 1.0, 1.03])
def test_a_value_in_the_band_has_met_it_edges_included(inside):
    assert turned_verdict([(2015, 0.8), (2020, inside)], 0.97, 1.03).verdict == "met"


@pytest.mark.parametrize("outside", [math.nextafter(0.97, 0), math.nextafter(1.03, 2), 0.9, 1.1])
def test_a_value_outside_has_not_by_however_little(outside):
    assert turned_verdict([(2015, 0.8), (2020, outside)], 0.97, 1.03).verdict != "met"


def test_to_overshoot_is_to_move_away():
    assert turned_verdict([(2015, 0.9), (2020, 1.2)], 0.97, 1.03).verdict == "moving_away"


def test_both_sides_of_the_band_count_alike():
    below = turned_verdict([(2015, 0.7), (2020, 0.8)], 0.97, 1.03)
    above = turned_verdict([(2015, 1.3), (2020, 1.2)], 0.97, 1.03)
    assert below.verdict == above.verdict
    assert below.pace == pytest.approx(above.pace)


def test_a_single_value_is_met_only_exactly():
    assert turned_verdict([(2015, 0.8), (2020, 1.0)], 1.0).verdict == "met"
    assert turned_verdict([(2015, 0.8), (2020, 0.9999)], 1.0).reason == "to_zero"


def test_blanks_stay_blank():
    assert towards_band([(2015, None), (2016, 1.0)], 0.97, 1.03).points[0] == (2015, None)
    assert binary_series([(2015, None), (2016, 1)]).points == [(2015, None), (2016, 1.0)]


@pytest.mark.parametrize(
    ("band", "code"),
    [((1, 1.03, 0.97), "band_reversed"), ((None, 1), "not_finite"), ((1, math.inf), "not_finite")],
)
def test_a_band_that_is_none_is_refused(band, code):
    with pytest.raises(Misconfigured) as refusal:
        towards(*band)
    assert refusal.value.code == code


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite, finite, finite)
def test_met_exactly_inside_the_band(value, one, other):
    low, high = sorted((one, other))
    turned = towards_band([(2015, value)], low, high)
    distance = turned.points[0][1]
    assert math.isfinite(distance)
    if turned.target > 1e-300:
        assert (distance <= turned.target) == (low <= value <= high)


# Yes or no


@pytest.mark.parametrize(("value", "answer"), [(0, 0.0), (0.99, 0.0), (1, 1.0), (7, 1.0)])
def test_yes_or_no(value, answer):
    assert binary(value) == answer


def test_a_law_in_force_is_met_and_a_law_undone_is_lost():
    def verdict(*answers):
        turned = binary_series(list(enumerate(answers, start=2015)), at_least=50)
        word = judge(turned.points, direction=turned.direction, target=turned.target)
        return word.verdict, word.reason

    assert verdict(10, 60) == ("met", None)
    assert verdict(60, 10) == ("moving_away", "met_then_lost")
    assert verdict(10, 20) == ("little_change", "flat")
    assert verdict(10, 60, 20) == ("cannot_say", "met_then_lost")


def test_yes_or_no_needs_a_number():
    with pytest.raises(Misconfigured):
        binary(None)


# An index


def test_an_index_stands_at_100_in_its_year():
    assert rebased([(2016, 60), (2015, 50), (2017, None)], 2015) == [(2015, 100), (2016, 120)]


def test_an_index_keeps_the_growth():
    points = [(2015, 37.0), (2020, 41.0)]
    assert assess(rebased(points, 2015), direction="up").value == pytest.approx(
        assess(points, direction="up").value
    )


def test_an_index_of_negative_figures_keeps_their_sign():
    assert rebased([(2015, -50), (2016, -25), (2017, 25)], 2015) == [(2015, -100), (2016, -50), (2017, 50)]


@pytest.mark.parametrize("points", [[(2015, 0), (2016, 5)], [(2016, 5)], [(2015, None)]])
def test_no_index_starts_from_nothing(points):
    with pytest.raises(Misconfigured) as refusal:
        rebased(points, 2015)
    assert refusal.value.code == "no_start"
