"""The pages of goal sets, goals and frameworks tell what was promised, who says so, and what is missing."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def read(client, address, language="en"):
    answer = client.get(f"/{language}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def pacts():
    return make.make_framework(slug="pacts", name_en="The Pacts", name_zh_hant="約定")


def test_goals_stand_under_their_areas_with_what_is_known_of_them(client, pacts):
    area = make.make_area(framework=pacts, name_en="Education")
    goal = make.make_goal(framework=pacts, area=area, number="1", title_en="Go to school", target_year=None)
    indicator = make.make_indicator(goals=[goal])
    make.make_reading(indicator=indicator, economy=make.make_economy(), sex="male")
    make.make_economy()
    make.make_evidence(goals=[goal])
    text = read(client, "goals/pacts/")
    assert "Education" in text
    assert "Go to school" in text
    assert "no date" in text
    assert "1 of 3 economies have a figure." in text
    assert "1 piece of evidence" in text


def test_sources_that_disagree_are_named_near_the_fact(client, pacts):
    pacts.adopted_words_en = "adopted, or only discussed"
    pacts.save()
    make.make_note(pacts, kind="conflict", text_en="One says adopted, one says discussed.")
    make.make_citation(pacts, disagrees=True, supports_en="welcomed the opportunity to discuss")
    text = read(client, "goals/pacts/")
    how_agreed = text[text.index('id="facts-h"') : text.index('id="align-h"')]
    for words in ("adopted, or only discussed", "One says adopted", "welcomed the opportunity to discuss"):
        assert words in how_agreed


def test_a_relation_is_told_from_both_sides_with_who_says_so(client, pacts):
    vision = make.make_framework(slug="vision", name_en="Vision")
    make.make_relation(framework=pacts, other=vision, kind="implements", is_named_in_text=False)
    here, there = read(client, "frameworks/pacts/"), read(client, "frameworks/vision/")
    assert "This one implements it." in here
    assert "It implements this one." in there
    assert "Linked by our editors" in here
    assert "Linked by our editors" in there


def test_milestones_are_done_overdue_or_to_come(client, pacts):
    make.make_milestone(framework=pacts, name="First", when="2001", done="2001-05")
    make.make_milestone(framework=pacts, name="Second", when="2002")
    make.make_milestone(framework=pacts, name="Third", when="2150")
    text = read(client, "frameworks/pacts/")
    places = [text.index(words) for words in ("First", ">Done<", "Second", ">Overdue<", "Third", ">To come<")]
    assert places == sorted(places)


def test_a_goal_says_its_words_its_strength_and_its_neighbours(client, pacts):
    make.make_goal(framework=pacts, number="1", position=1, title_en="Before it")
    goal = make.make_goal(
        framework=pacts,
        number="2",
        position=2,
        verb_en="strive to",
        official_wording_en="We will strive.",
        wording_note_en="Read in part.",
    )
    make.make_goal(framework=pacts, number="3", position=3, title_en="After it")
    make.make_clause(goal, text_en="The first half")
    text = read(client, "goals/pacts/2/")
    for words in ("strive to", "We will strive.", "Read in part.", "The first half", "Before it", "After it"):
        assert words in text
    assert "No economy has been assessed on this goal yet." in text
    assert "No indicator has been chosen for it yet." in text
    assert "No evidence recorded yet." in text


def test_the_official_wording_keeps_its_language_on_a_chinese_page(client, pacts):
    make.make_goal(
        framework=pacts, number="1", official_wording_en="We will strive.", official_wording_zh_hant=""
    )
    assert '<blockquote class="wording" lang="en"><p>We will strive.</p>' in read(
        client, "goals/pacts/1/", "zh-hant"
    )


def test_a_summary_without_translation_falls_back_marked_and_with_a_notice(client, pacts):
    make.make_goal(framework=pacts, number="1", summary_en="Only in English.", summary_zh_hant="")
    text = read(client, "goals/pacts/1/", "zh-hant")
    assert '<p lang="en">Only in English.</p>' in text
    assert "尚無中文" in text


def test_latest_figures_name_year_release_source_break_and_note(client, pacts):
    goal = make.make_goal(framework=pacts, number="1")
    indicator = make.make_indicator(goals=[goal], name_en="Share at school", is_official=False)
    with_figure = make.make_economy(name_en="Atlantis")
    make.make_economy(name_en="Lemuria")
    make.make_reading(indicator=indicator, economy=with_figure, period="2015", value=11.1)
    make.make_reading(
        indicator=indicator,
        economy=with_figure,
        period="2019",
        value=22.2,
        release="unsd-2020",
        has_break_before=True,
        note_en="New scheme.",
        source=make.make_source(title_en="The database"),
    )
    text = read(client, "goals/pacts/1/")
    for words in ("22.2%", "2019", "unsd-2020", "Break in the series", "New scheme.", "The database"):
        assert words in text
    assert "11.1%" not in text
    assert "Chosen by the editors." in text
    assert "Lemuria" in text[text.index("No figure yet:") : text.index("One economy in detail")]


def test_all_figures_of_one_economy_are_there_for_the_asking(client, pacts):
    goal = make.make_goal(framework=pacts, number="1")
    indicator = make.make_indicator(goals=[goal], slug="8.5.2")
    economy = make.make_economy(apec_code="ATL")
    make.make_reading(indicator=indicator, economy=economy, period="2015", value=11.1, sex="female")
    make.make_reading(indicator=indicator, economy=economy, period="2019", value=22.2)
    text = read(client, "goals/pacts/1/?indicator=8.5.2&economy=ATL")
    assert "11.1%" in text
    assert "female" in text


@pytest.mark.parametrize(
    "query", ["indicator=x&economy=y", "indicator=%00", "economy=" + "a" * 10_000, "indicator=8.5.2"]
)
def test_a_series_that_does_not_exist_is_told_and_the_page_stands(client, pacts, query):
    goal = make.make_goal(framework=pacts, number="1")
    make.make_indicator(goals=[goal], slug="8.5.2")
    text = read(client, f"goals/pacts/1/?{query}")
    assert "Choose an indicator and an economy from the lists." in text


def test_one_economy_on_one_goal_says_plainly_what_is_not_there(client, pacts):
    goal = make.make_goal(framework=pacts, number="1")
    make.make_indicator(goals=[goal])
    make.make_economy(slug="atlantis")
    text = read(client, "goals/pacts/1/atlantis/")
    for words in (
        "No reading yet",
        "No target set by this economy that we know of.",
        "No figure yet.",
        "No case recorded yet.",
        "It has not been assessed so far.",
    ):
        assert words in text


def test_one_economy_on_one_goal_shows_its_target_its_figures_and_its_status(client, pacts):
    goal = make.make_goal(framework=pacts, number="1")
    indicator = make.make_indicator(goals=[goal])
    economy = make.make_economy(slug="atlantis")
    make.make_reading(indicator=indicator, economy=economy, period="2019", value=22.2)
    make.make_target(indicator=indicator, economy=economy, goal=goal, value=80.0, set_by_en="The cabinet")
    make.make_target(indicator=indicator, value=71.0)
    make.make_assessment(
        goal=goal,
        economy=economy,
        kind="judged",
        stage="under-way",
        statement_en="Because of the law.",
        signature="A. Nobody",
    )
    text = read(client, "goals/pacts/1/atlantis/")
    for words in (
        "22.2%",
        "80.0%",
        "The cabinet",
        'data-st="stage-under_way"',
        "Because of the law.",
        "A. Nobody",
    ):
        assert words in text
    assert "71.0%" not in text


def test_a_goal_without_such_an_economy_or_number_is_not_found(client, pacts):
    make.make_goal(framework=pacts, number="1")
    for address in ("goals/pacts/9/", "goals/pacts/1/nowhere/", "goals/none/", "goals/none/1/"):
        assert client.get(f"/en/{address}").status_code == 404


def test_an_earlier_address_of_the_framework_leads_to_the_same_page_today(client, pacts):
    make.make_goal(framework=pacts, number="1")
    make.make_economy(slug="atlantis")
    pacts.slug = "accords"
    pacts.save()
    for rest in ("", "1/", "1/atlantis/"):
        answer = client.get(f"/en/goals/pacts/{rest}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/en/goals/accords/{rest}"


def test_goals_come_first_and_other_frameworks_after_them(client, pacts):
    make.make_goal(framework=pacts, number="1", title_en="Go to school")
    make.make_framework(name_en="A vision")
    text = read(client, "goals/")
    places = [text.index(words) for words in ("The Pacts", "Go to school", "Other frameworks", "A vision")]
    assert places == sorted(places)


def test_nothing_recorded_is_said(client):
    assert "No set of goals has been recorded so far." in read(client, "goals/")
    for address in ("frameworks/", "indicators/", "evidence/"):
        assert "Nothing recorded yet." in read(client, address)
