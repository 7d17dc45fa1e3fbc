"""The pages of economies: 21 in APEC’s order, never ranked, and what each hosted, promised, showed and measured."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def read(client, address, language="en"):
    answer = client.get(f"/{language}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_economies_stand_in_apecs_order_with_what_is_recorded_of_them(client):
    later = make.make_economy(name_en="Chinese Taipei", position=901)
    first = make.make_economy(name_en="Singapore", position=900)
    make.make_host_year(year=2009, economy=first)
    make.make_case(economy=later)
    make.make_reading(economy=first)
    text = read(client, "economies/")
    assert text.index("Singapore") < text.index("2009") < text.index("Chinese Taipei") < text.index("1 case")
    assert "figures for 1 indicator" in text
    assert "no figure yet" in text


def test_the_goals_of_an_economy_have_anchors_that_can_be_linked_to(client):
    economy = make.make_economy(slug="atlantis")
    goal = make.make_goal(framework=make.make_framework(slug="pacts"), number="3", title_en="Train")
    text = read(client, "economies/atlantis/")
    assert '<li id="pacts-3">' in text
    assert 'href="/en/goals/pacts/3/atlantis/"' in text
    assert "No figure yet for any of these goals" in text
    indicator = make.make_indicator(goals=[goal])
    make.make_reading(indicator=indicator, economy=economy, period="2017")
    text = read(client, "economies/atlantis/")
    assert "A figure for 1 of 1 indicators; the latest is of 2017." in text
    assert "Not assessed yet" in text


def test_another_economys_figures_cases_and_status_are_not_counted(client):
    make.make_economy(slug="atlantis")
    other = make.make_economy()
    goal = make.make_goal(framework=make.make_framework(slug="pacts"), number="1")
    make.make_reading(indicator=make.make_indicator(goals=[goal]), economy=other)
    make.make_case(economy=other, goals=[goal])
    make.make_evidence(economy=other, goals=[goal])
    make.make_assessment(economy=other, goal=goal)
    text = read(client, "economies/atlantis/")
    assert "No figure for its indicator." in text
    assert "No evidence<" in text
    assert "on_track" not in text


def test_a_status_that_holds_now_is_shown_in_word_and_sign(client):
    economy = make.make_economy(slug="atlantis")
    make.make_assessment(economy=economy, verdict="behind")
    text = read(client, "economies/atlantis/")
    assert 'data-st="behind"' in text
    assert "Behind pace" in text


def test_meetings_of_its_host_years_lead_to_the_timeline(client):
    economy = make.make_economy(slug="atlantis", apec_code="ATL")
    year = make.make_host_year(year=2009, economy=economy, theme="Together")
    for month in range(1, 10):
        make.make_meeting(name_en=f"Meeting in {month}", host_year=year, when=f"2009-0{month}")
    make.make_meeting(name_en="Elsewhere", when="2010")
    text = read(client, "economies/atlantis/")
    assert "Together" in text
    assert "Meeting in 9" in text
    assert "Meeting in 1<" not in text
    assert "Elsewhere" not in text
    assert "/en/timeline/?host=ATL" in text


def test_what_is_missing_is_said(client):
    make.make_economy(slug="atlantis")
    text = read(client, "economies/atlantis/")
    for words in (
        "No goals recorded yet.",
        "No host year recorded.",
        "No case recorded yet.",
        "No dialogue recorded yet.",
        "No evidence recorded yet.",
        "Nobody recorded yet.",
    ):
        assert words in text


def test_an_earlier_address_of_an_economy_leads_to_its_page(client):
    economy = make.make_economy(slug="atlantis")
    economy.slug = "new-atlantis"
    economy.save()
    answer = client.get("/en/economies/atlantis/")
    assert answer.status_code == 301
    assert answer["Location"] == "/en/economies/new-atlantis/"


def test_sixty_economies_are_cut_into_pages_of_fifty(client):
    for _n in range(60):
        make.make_economy()
    assert read(client, "economies/").count('<h2 class="row-h">') == 50
    assert client.get("/en/economies/?page=3").status_code == 404
