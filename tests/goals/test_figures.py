"""Figures are written with their unit, and the one that speaks for the whole is found among the groups."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from goals.figures import grid, headline, lines, number
from goals.models import Indicator
from goals.templatetags.figures import figure

ATLANTIS = SimpleNamespace(pk=1)
LEMURIA = SimpleNamespace(pk=2)


def reading(year=2020, value=1.0, economy=ATLANTIS, release="r-2021", **given):
    groups = {"sex": "", "disability": "", "location": "", "age": "", "level": "", "breakdown": ""}
    return SimpleNamespace(
        economy_id=economy.pk,
        year=year,
        period=str(year),
        value=value,
        release=release,
        **{**groups, **given},
    )


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (62.45, 1, "62.5"),
        (2.675, 2, "2.68"),
        (1234567.0, 0, "1,234,567"),
        (-3.04, 1, "−3.0"),
        (-0.04, 1, "0.0"),
        (100.0, 1, "100.0"),
        (1e-7, 1, "0.0"),
    ],
)
def test_a_number_is_rounded_as_it_was_written(value, decimals, words):
    assert number(value, decimals) == words


def test_percent_is_a_sign_and_any_other_unit_a_word_in_the_readers_language():
    percent = Indicator(unit_en="percent", unit_zh_hant="%", decimals=1)
    persons = Indicator(unit_en="persons", unit_zh_hant="人", decimals=0)
    untranslated = Indicator(unit_en="schools", decimals=0)
    with override("en"):
        assert figure(62.44, percent) == "62.4%"
        assert figure(238000, persons) == "238,000 persons"
    with override("zh-hant"):
        assert figure(62.44, percent) == "62.4%"
        assert figure(238000, persons) == "238,000人"
        assert figure(3, untranslated) == '3 <span lang="en">schools</span>'


def test_the_headline_is_split_by_nothing():
    whole = reading()
    assert headline([whole, reading(sex="male"), reading(age="15-24"), reading(location="rural")], "") == [
        whole
    ]


def test_levels_stand_side_by_side_where_nobody_gives_one_for_all():
    primary, secondary = reading(level="primary"), reading(level="lower secondary")
    assert headline([primary, secondary], "") == [primary, secondary]
    total = reading()
    assert headline([primary, secondary, total], "") == [total]


def test_levels_of_schooling_stand_as_pupils_go_through_them():
    levels = ["upper secondary", "night school", "primary", "lower secondary"]
    (line,) = lines([ATLANTIS], [reading(level=level) for level in levels], about_disability=False)
    assert [one.level for one in line.readings] == [
        "primary",
        "lower secondary",
        "upper secondary",
        "night school",
    ]
    _periods, rows = grid([ATLANTIS], [reading(level=level) for level in levels], False)
    assert [row.level for row in rows] == ["primary", "lower secondary", "upper secondary", "night school"]


def test_nobodys_total_stands_beside_anothers_group():
    with_disabilities = reading(disability="with", value=9.0)
    total = reading(economy=LEMURIA, value=4.0)
    first, second = lines([ATLANTIS, LEMURIA], [with_disabilities, total], about_disability=True)
    assert first.readings == [with_disabilities]
    assert second.only_parts
    assert second.readings == []


def test_the_latest_line_keeps_both_releases_the_newer_first():
    old, new = reading(release="unsd-2020"), reading(release="unsd-2023")
    (line,) = lines([ATLANTIS, LEMURIA], [old, reading(2015), new], about_disability=False)
    assert line.readings == [new, old]


def test_a_grid_has_a_row_for_each_economy_with_figures_and_a_cell_for_each_year():
    early, late, other = reading(2015), reading(2020), reading(2018, economy=LEMURIA)
    periods, rows = grid([LEMURIA, ATLANTIS], [early, late, other], about_disability=False)
    assert periods == ["2015", "2018", "2020"]
    assert [(row.economy, row.cells) for row in rows] == [
        (LEMURIA, [[], [other], []]),
        (ATLANTIS, [[early], [], [late]]),
    ]
