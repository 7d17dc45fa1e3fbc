"""Other methods are heard beside the verdict, and where they disagree it shows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.progress import Leaning, eurostat, judge, linear_share, opinions_disagree, unsd_2023

# The straight line


@pytest.mark.parametrize(
    ("latest", "label", "way"),
    [
        (50, "in_step", 0.25),
        (49.5, "in_step", 0.2375),
        (48, "late", 0.2),
        (40, "late", 0),
        (30, "wrong_way", -0.25),
    ],
)
def test_the_share_of_the_way_is_read_beside_the_share_of_the_time(latest, label, way):
    # From 40 to 80 between 2010 and 2030: by 2015 a quarter of the time is gone.
    opinion = linear_share([(2010, 40), (2015, latest)], direction="up", base_year=2010, target=80)
    assert (opinion.label, opinion.value, opinion.beside) == (label, pytest.approx(way), 0.25)


def test_the_straight_line_also_starts_at_zero_and_crosses_it():
    assert linear_share([(2015, 0), (2020, 20)], direction="up", target=50).value == pytest.approx(0.4)
    assert linear_share([(2015, 5), (2020, -5)], direction="down", target=-5).label == "arrived"


def test_after_the_target_year_no_more_than_all_the_time_is_gone():
    assert linear_share([(2015, 1), (2035, 2)], direction="up", target=9).beside == 1


def test_at_the_target_from_the_start_there_is_no_way():
    opinion = linear_share([(2015, 5), (2020, 4)], direction="up", target=5)
    assert (opinion.label, opinion.value) == ("wrong_way", None)


# United Nations Statistics Division, 2023


@pytest.mark.parametrize(
    ("latest", "label", "q"),
    [
        # One of three years gone: 10 % a year leads to 133.1, a third of the way to 200 (33.1 of 100).
        (110, "fair_progress", 0.331),
        # 25 % a year leads to 195.3125.
        (125, "on_track", 0.953125),
        # 2 % a year leads to 106.1208.
        (102, "stagnation_or_regression", 0.061208),
        (90, "stagnation_or_regression", -0.271),
    ],
)
def test_the_growth_so_far_is_carried_on_to_the_target_year(latest, label, q):
    opinion = unsd_2023([(2015, 100), (2016, latest)], direction="up", target_year=2018, target=200)
    assert (opinion.label, opinion.value) == (label, pytest.approx(q))


def test_a_target_that_is_reached_is_on_track():
    assert unsd_2023([(2015, 100), (2016, 210)], direction="up", target=200).label == "on_track"


@pytest.mark.parametrize(
    ("latest", "label"), [(103, "on_track"), (101, "fair_progress"), (100.4, "stagnation_or_regression")]
)
def test_without_a_target_the_united_nations_look_at_growth(latest, label):
    assert unsd_2023([(2015, 100), (2016, latest)], direction="up").label == label


# Eurostat


@pytest.mark.parametrize(
    ("latest", "label"),
    [
        (102, "significant_progress"),
        (100.5, "moderate_progress"),
        (100.05, "no_change"),
        (99.95, "no_change"),
        (99.5, "moderate_movement_away"),
        (98, "significant_movement_away"),
    ],
)
def test_eurostat_has_five_bands(latest, label):
    assert eurostat([(2015, 100), (2016, latest)], direction="up").label == label


def test_direction_and_sign_turn_the_bands_round():
    assert eurostat([(2015, 100), (2016, 98)], direction="down").label == "significant_progress"
    assert eurostat([(2015, -100), (2016, -98)], direction="up").label == "significant_progress"


# Silence


@pytest.mark.parametrize("points", [[], [(2020, 5)], [(2010, 1), (2011, 2)], [(2015, 0), (2020, 5)]])
def test_where_growth_cannot_be_taken_the_growth_methods_are_silent(points):
    assert unsd_2023(points, direction="up", target=9).label is None
    assert eurostat(points, direction="up").label is None


def test_the_straight_line_is_silent_without_a_target_or_a_date():
    points = [(2015, 1), (2020, 5)]
    assert linear_share(points, direction="up").label is None
    assert linear_share(points, direction="up", target=9, target_year=None).label is None
    assert unsd_2023(points, direction="up", target=9, target_year=None).label is None


# Disagreement


def test_early_growth_divides_the_line_from_the_rate():
    # 10 to 80 in fifteen years: growth asks for 20 by 2020, the straight line for 33.
    points, settings = [(2015, 10), (2020, 20.5)], {"direction": "up", "target": 80}
    verdict, line = judge(points, **settings), linear_share(points, **settings)
    assert (verdict.verdict, line.label) == ("on_track", "late")
    assert opinions_disagree(verdict, line)
    assert opinions_disagree(line, verdict)


def test_like_opinions_and_silent_ones_do_not_disagree():
    points, settings = [(2015, 40), (2020, 30)], {"direction": "up", "target": 80}
    verdict, line, un = (
        judge(points, **settings),
        linear_share(points, **settings),
        unsd_2023(points, **settings),
    )
    assert {line.leaning, un.leaning} == {Leaning.BACKWARDS}
    assert not opinions_disagree(verdict, line, un, eurostat([], direction="up"))
    assert not opinions_disagree(line)
    assert not opinions_disagree()


def test_hardly_moving_back_is_not_taken_for_moving_away():
    points, settings = [(2015, 100), (2016, 99.95)], {"direction": "up", "target": 150}
    assert judge(points, **settings).verdict == "little_change"
    assert not opinions_disagree(
        judge(points, **settings),
        linear_share(points, **settings),
        unsd_2023(points, **settings),
        eurostat(points, direction="up"),
    )


anything = st.floats(allow_nan=False, allow_infinity=False)
years = st.integers(1990, 2050)


@given(
    st.dictionaries(years, anything | st.sampled_from([0.0, None]), max_size=5).map(
        lambda d: list(d.items())
    ),
    st.sampled_from(["up", "down"]),
    years,
    anything | st.none(),
)
def test_finite_figures_always_get_a_finite_opinion(points, direction, target_year, target):
    settings = {"direction": direction, "target_year": target_year, "target": target}
    for opinion in (
        linear_share(points, **settings),
        unsd_2023(points, **settings),
        eurostat(points, direction=direction),
    ):
        assert (opinion.label is None) == (opinion.leaning is None)
        assert opinion.value is None or math.isfinite(opinion.value)
        assert opinion.beside is None or 0 <= opinion.beside <= 1
