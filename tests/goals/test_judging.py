"""What is judged of an economy: which readings and which target count, and what a goal makes of its indicators."""

from datetime import date

import pytest

from goals.headline import Figure, choose_series, release_order
from goals.judging import Judgement, combine, reassess
from goals.models import Assessment
from tests.make import (
    make_assessment,
    make_economy,
    make_framework,
    make_goal,
    make_indicator,
    make_reading,
    make_source,
    make_target,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 20)


@pytest.fixture
def economy():
    return make_economy()


@pytest.fixture
def goal():
    return make_goal()


@pytest.fixture
def indicator(goal):
    return make_indicator(goals=[goal])


def readings(indicator, economy, figures, **given):
    source = make_source()
    return [
        make_reading(
            indicator=indicator, economy=economy, period=str(year), value=value, source=source, **given
        )
        for year, value in figures.items()
    ]


def judged(economy, indicator=None, **given):
    reassess(today=TODAY)
    return Assessment.objects.get(
        economy=economy, indicator=indicator, kind="computed", is_current=True, **given
    )


def test_a_series_on_its_path_is_on_track(economy, indicator):
    readings(indicator, economy, {2015: 40, 2020: 55, 2023: 65})
    make_target(indicator=indicator, economy=economy, value=80)
    said = judged(economy, indicator)
    assert (said.verdict, said.reason, said.rule) == ("on_track", "", "pace_95")
    assert said.on_day == TODAY
    assert said.state == "published"
    assert said.cause == "first"
    assert said.inputs["base"] == {"year": 2015, "value": 40}
    assert said.inputs["latest"] == {"year": 2023, "value": 65}
    assert said.inputs["target"]["whose"] == "own"
    assert said.inputs["points"] == [["2015", 40], ["2020", 55], ["2023", 65]]
    assert said.inputs["needed"]["year"] == 2024
    # 40 × 2^(9/15), on the path of even growth.
    assert said.inputs["needed"]["value"] == pytest.approx(60.63, abs=0.01)


@pytest.mark.parametrize(
    ("figures", "verdict", "rule"),
    [
        ({2015: 40, 2023: 50}, "behind", "pace_0"),
        ({2015: 40, 2023: 53}, "behind", "pace_60"),
        ({2015: 40, 2023: 30}, "moving_away", "pace_below_0"),
        ({2015: 40, 2023: 40}, "little_change", "flat"),
        ({2015: 40, 2023: 81}, "met", "target_reached"),
        ({2023: 40}, "cannot_say", "one_reading"),
        ({2015: 40, 2016: 45}, "cannot_say", "stale"),
    ],
)
def test_each_verdict_names_the_rule_that_decided(economy, indicator, figures, verdict, rule):
    readings(indicator, economy, figures)
    make_target(indicator=indicator, economy=economy, value=80)
    said = judged(economy, indicator)
    assert (said.verdict, said.rule) == (verdict, rule)


def test_without_a_reading_there_is_an_answer_too(economy, indicator):
    assert judged(economy, indicator).verdict == "no_reading"
    assert judged(economy).verdict == "no_reading"


def test_a_goal_without_an_indicator_says_so(economy, goal):
    said = judged(economy, goal=goal)
    assert (said.verdict, said.reason) == ("no_reading", "no_indicator")


def test_without_a_target_only_the_direction_is_told(economy, indicator):
    readings(indicator, economy, {2015: 40, 2023: 60})
    said = judged(economy, indicator)
    assert (said.verdict, said.inputs["trend"]) == ("no_target", "improving")


def test_only_published_readings_targets_and_indicators_count(economy, indicator, goal):
    readings(indicator, economy, {2015: 40})
    readings(indicator, economy, {2023: 65}, state="draft")
    make_target(indicator=indicator, economy=economy, state="review")
    draft = make_indicator(goals=[goal], state="draft")
    said = judged(economy, indicator)
    assert said.verdict == "no_target"
    assert said.inputs["points"] == [["2015", 40]]
    assert not Assessment.objects.filter(indicator=draft).exists()


def test_a_goal_of_a_framework_in_draft_is_not_judged(economy):
    goal = make_goal(framework=make_framework(state="draft"))
    reassess(today=TODAY)
    assert not Assessment.objects.filter(goal=goal).exists()


def test_a_replaced_reading_gives_way_only_once_the_new_one_is_published(economy, indicator):
    (old,) = readings(indicator, economy, {2023: 60}, release="a-2023")
    (new,) = readings(indicator, economy, {2023: 61}, release="b-2024", state="draft")
    old.replaced_by = new
    old.save()
    assert judged(economy, indicator).inputs["points"] == [["2023", 60]]
    new.state = "published"
    new.save()
    assert judged(economy, indicator).inputs["points"] == [["2023", 61]]


def test_readings_of_a_group_are_not_the_headline(economy, indicator):
    readings(indicator, economy, {2015: 40, 2023: 65})
    readings(indicator, economy, {2015: 1, 2022: 2, 2024: 3}, sex="female")
    assert [period for period, _value in judged(economy, indicator).inputs["points"]] == ["2015", "2023"]


def test_readings_only_of_groups_are_named_as_the_reason(economy, indicator):
    readings(indicator, economy, {2023: 65}, level="primary")
    said = judged(economy, indicator)
    assert (said.verdict, said.reason) == ("no_reading", "only_groups")


def test_persons_with_disabilities_are_the_headline_where_anyone_counts_them_apart(goal):
    indicator = make_indicator(goals=[goal], is_about_disability=True)
    apart, total = make_economy(), make_economy()
    readings(indicator, apart, {2015: 40, 2023: 44}, disability="with")
    readings(indicator, apart, {2015: 80, 2023: 90})
    readings(indicator, total, {2015: 80, 2023: 90})
    said = judged(apart, indicator)
    assert said.inputs["group"] == "with"
    assert said.inputs["points"] == [["2015", 40], ["2023", 44]]
    # Nobody is judged by everyone's figure where others are judged by that of persons with disabilities.
    assert judged(total, indicator).reason == "only_groups"


def test_an_indicator_that_is_about_disability_by_itself_uses_its_plain_figures(economy, goal):
    indicator = make_indicator(goals=[goal], is_about_disability=True)
    readings(indicator, economy, {2015: 40, 2023: 44})
    assert judged(economy, indicator).inputs["group"] == ""
    assert judged(economy, indicator).verdict == "no_target"


def test_the_newest_release_with_two_years_makes_the_whole_series(economy, indicator):
    readings(indicator, economy, {2010: 30, 2015: 40, 2020: 50}, release="unsd-2020")
    readings(indicator, economy, {2015: 42, 2022: 58}, release="unsd-2023")
    readings(indicator, economy, {2023: 70}, release="unsd-2024")
    inputs = judged(economy, indicator).inputs
    assert inputs["points"] == [["2015", 42], ["2022", 58]]
    assert inputs["releases"] == ["unsd-2023"]
    assert inputs["releases_left_out"] == ["unsd-2024", "unsd-2020"]


def test_rounds_that_are_releases_of_their_own_are_laid_side_by_side_and_named(economy, indicator):
    readings(indicator, economy, {2014: 30}, release="survey-2014")
    readings(indicator, economy, {2019: 35}, release="survey-2019")
    inputs = judged(economy, indicator).inputs
    assert inputs["points"] == [["2014", 30, "survey-2014"], ["2019", 35, "survey-2019"]]
    assert inputs["releases"] == ["survey-2019", "survey-2014"]


def test_an_old_report_of_two_years_does_not_hide_the_rounds_that_came_since(economy, indicator):
    readings(indicator, economy, {2011: 19.1, 2014: 19.7}, release="mol-2014-report")
    readings(indicator, economy, {2024: 21.9}, release="mol-2024-report")
    assert judged(economy, indicator).inputs["releases"] == ["mol-2014-report"]
    readings(indicator, economy, {2016: 20.4}, release="mol-2016-report")
    inputs = judged(economy, indicator).inputs
    assert [point[:2] for point in inputs["points"]] == [
        ["2011", 19.1],
        ["2014", 19.7],
        ["2016", 20.4],
        ["2024", 21.9],
    ]
    assert inputs["releases"] == ["mol-2024-report", "mol-2016-report", "mol-2014-report"]


def test_of_two_releases_for_one_period_the_newest_wins():
    old, new = (
        Figure(2020, "2020", value, release, False) for value, release in ((1, "a-2020"), (2, "b-2021"))
    )
    assert [figure.value for figure in choose_series([new, old]).figures] == [2]


def test_releases_are_ordered_by_the_last_year_in_their_name():
    names = ["unsd-2023", "", "mol-2014-report", "wave 3", "unsd-2020"]
    assert sorted(names, key=release_order) == ["", "wave 3", "mol-2014-report", "unsd-2020", "unsd-2023"]


def test_two_figures_for_one_year_are_not_guessed_between(economy, indicator):
    source = make_source()
    for period in ("2023-Q1", "2023-Q2"):
        make_reading(indicator=indicator, economy=economy, period=period, source=source)
    make_target(indicator=indicator, economy=economy)
    assert judged(economy, indicator).reason == "duplicate_period"


def test_nothing_is_judged_across_a_break(economy, indicator):
    readings(indicator, economy, {2015: 9, 2016: 10})
    readings(indicator, economy, {2020: 70}, has_break_before=True)
    readings(indicator, economy, {2023: 71})
    make_target(indicator=indicator, economy=economy)
    said = judged(economy, indicator)
    assert said.inputs["base"]["year"] == 2020
    assert (said.inputs["broken_in"], said.inputs["breaks"]) == (2020, [2020])


def test_the_own_target_for_the_goal_comes_first_and_the_collective_one_last(economy, goal, indicator):
    readings(indicator, economy, {2015: 40, 2023: 50})
    make_target(indicator=indicator, economy=None, value=90)
    assert judged(economy, indicator).inputs["target"]["value"] == 90
    assert judged(economy, indicator).inputs["target"]["whose"] == "collective"
    make_target(indicator=indicator, economy=economy, value=80)
    assert judged(economy, indicator).inputs["target"]["value"] == 80
    make_target(indicator=indicator, economy=economy, goal=goal, value=70)
    assert judged(economy, indicator).inputs["target"]["value"] == 70
    make_target(indicator=indicator, economy=economy, goal=make_goal(), value=60)
    assert judged(economy, indicator).inputs["target"]["value"] == 70


def test_of_two_targets_the_one_for_the_year_of_the_goal_counts(economy, indicator):
    readings(indicator, economy, {2015: 40, 2023: 50})
    make_target(indicator=indicator, economy=economy, value=60, target_year=2025)
    make_target(indicator=indicator, economy=economy, value=80, target_year=2030)
    assert judged(economy, indicator).inputs["target"]["year"] == 2030


def test_without_one_for_the_year_of_the_goal_the_next_target_to_come_counts(economy):
    goal = make_goal(target_year=None)
    indicator = make_indicator(goals=[goal])
    readings(indicator, economy, {2015: 40, 2023: 50})
    for year in (2020, 2026, 2035):
        make_target(indicator=indicator, economy=economy, target_year=year)
    assert judged(economy, indicator).inputs["target"]["year"] == 2026


def test_the_base_year_is_that_of_the_target_then_of_the_indicator_then_2015(economy, goal):
    indicator = make_indicator(goals=[goal], base_year=2018)
    readings(indicator, economy, {2015: 40, 2018: 44, 2020: 46, 2023: 50})
    assert judged(economy, indicator).inputs["base"]["year"] == 2018
    make_target(indicator=indicator, economy=economy, base_year=2020)
    assert judged(economy, indicator).inputs["base"]["year"] == 2020


def test_a_band_is_approached_from_either_side_and_told_in_its_own_unit(economy, goal):
    indicator = make_indicator(goals=[goal], direction="towards", band_low=0.97, band_high=1.03, highest=None)
    readings(indicator, economy, {2015: 1.40, 2023: 1.20})
    make_target(indicator=indicator, economy=economy, value=1.0)
    said = judged(economy, indicator)
    assert said.verdict == "behind" or said.verdict == "on_track"
    assert said.inputs["base"]["value"] == 1.40
    assert said.inputs["goal"] == pytest.approx(1.03)
    assert 1.03 < said.inputs["needed"]["value"] < 1.40
    below = make_economy()
    readings(indicator, below, {2015: 0.60, 2023: 0.98})
    make_target(indicator=indicator, economy=below, value=1.0)
    assert judged(below, indicator).verdict == "met"


def test_an_indicator_without_a_direction_cannot_be_judged(economy, goal):
    indicator = make_indicator(goals=[goal], direction="none")
    readings(indicator, economy, {2015: 40, 2023: 50})
    said = judged(economy, indicator)
    assert (said.verdict, said.inputs["also"]) == ("no_target", ["no_direction"])


def test_an_indicator_of_no_goal_is_judged_by_itself(economy):
    indicator = make_indicator()
    readings(indicator, economy, {2015: 40, 2023: 50})
    assert judged(economy, indicator).goal is None


def test_second_opinions_are_kept_and_say_when_they_disagree(economy, indicator):
    readings(indicator, economy, {2015: 40, 2023: 65})
    make_target(indicator=indicator, economy=economy, value=80)
    inputs = judged(economy, indicator).inputs
    assert [one["method"] for one in inputs["opinions"]] == ["linear_share", "unsd_2023", "eurostat"]
    assert inputs["methods_disagree"] is False


def test_what_an_editor_judged_is_never_touched(economy, goal, indicator):
    editors = make_assessment(economy=economy, goal=goal, kind="judged")
    changed_at = editors.changed_at
    reassess(today=TODAY)
    editors.refresh_from_db()
    assert (editors.is_current, editors.changed_at) == (True, changed_at)


# How the indicators of a goal make one answer


def member(verdict, score=None, reason=""):
    return Judgement(verdict, reason, "", {}, score)


def together(*members):
    one = combine([(f"IND-{n}", each) for n, each in enumerate(members)])
    return one.verdict, one.reason, one.rule


def test_a_goal_with_one_indicator_stands_where_it_stands():
    alone = member("cannot_say", reason="stale")
    assert together(alone) == ("cannot_say", "stale", "one_indicator")


def test_indicators_that_say_the_same_need_no_mean():
    assert together(member("behind", -1), member("behind", 2)) == ("behind", "", "all_alike")


def test_grades_are_averaged_by_their_scores():
    assert together(member("met", 5), member("on_track", 3)) == ("on_track", "", "mean_of_scores")
    assert together(member("met", 5), member("moving_away", -5)) == ("behind", "", "mean_of_scores")
    assert together(member("little_change", -2.5), member("moving_away", -5))[0] == "moving_away"


def test_met_for_a_goal_needs_every_indicator_met():
    assert together(member("met", 5), member("met", 5))[0] == "met"
    assert together(member("met", 5), member("on_track", 5))[0] == "on_track"


def test_a_goal_with_readings_but_no_targets_has_no_target():
    without = member("no_target", reason="no_target"), member("no_reading", reason="no_reading")
    assert together(*without) == ("no_target", "no_target", "no_target")


def test_grades_beside_gaps_give_no_word_for_the_goal():
    assert together(member("on_track", 4), member("no_reading")) == ("cannot_say", "mixed", "mixed")
