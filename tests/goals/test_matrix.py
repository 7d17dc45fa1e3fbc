"""Where every economy stands on every goal: marks, the matrix, the lead sentence, and what it costs to ask."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.judging import reassess
from tests import make

pytestmark = pytest.mark.django_db
MOST = 12


def page(client, address, language="en"):
    answer = client.get(f"/{language}/{address}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words_of(element):
    return " ".join(element.get_text().split())


def price(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def pacts():
    return make.make_framework(slug="pacts", name_en="The Pacts", year=2020, target_year=2030)


def measured(economy, goal, values, target=None):
    """An economy with readings by the indicator of a goal, and a target of its own if given."""
    indicator = goal.goal_indicators.first().indicator
    for year, value in values.items():
        make.make_reading(indicator=indicator, economy=economy, period=str(year), value=value)
    if target is not None:
        make.make_target(indicator=indicator, economy=economy, goal=goal, value=target)


@pytest.fixture
def three(pacts):
    """A goal and three economies: one on its way, one without a target, one without a reading."""
    goal = make.make_goal(framework=pacts, number="1", title_en="Go to school", target_year=2030)
    make.make_indicator(goals=[goal])
    economies = [make.make_economy(name_en=name, slug=name.lower()) for name in ("Atlantis", "Lemuria", "Mu")]
    measured(economies[0], goal, {2015: 40, 2025: 70}, 80)
    measured(economies[1], goal, {2015: 40, 2025: 70})
    reassess()
    return goal


def test_a_cell_of_the_matrix_has_shape_and_word_and_leads_to_its_reason(client, three):
    table = page(client, "goals/pacts/").find("table", class_="matrix")
    assert table.caption
    rows = {words_of(row.th): row.td for row in table.tbody.find_all("tr")}
    assert {name: words_of(cell) for name, cell in rows.items()} == {
        "Atlantis": "On track",
        "Lemuria": "No target set",
        "Mu": "No reading yet",
    }
    assert rows["Atlantis"].a["href"] == "/en/goals/pacts/1/atlantis/"
    assert rows["Atlantis"].use["href"].endswith("#s-on_track")
    assert {cell["scope"] for cell in table.thead.find_all("th")} == {"col"}
    assert {row.th["scope"] for row in table.tbody.find_all("tr")} == {"row"}


def test_the_lead_says_how_much_can_be_said_and_what_stands_in_the_way(client, three):
    lead = words_of(page(client, "goals/pacts/").find(class_="verdict-t"))
    assert lead == (
        "1 goal and 3 economies: 3 answers to give. 1 can be given: 1 on track. The others cannot be given yet: "
        "for 1 there are figures but no target, for 1 there is no reading to judge by."
    )
    assert lead in words_of(page(client, "goals/"))


def test_when_nothing_can_be_judged_the_lead_says_so(client, pacts):
    make.make_goal(framework=pacts, number="1")
    make.make_economy()
    reassess()
    lead = words_of(page(client, "goals/pacts/").find(class_="verdict-t"))
    assert "None can be given yet: for 1 there is no reading to judge by." in lead


def test_before_anything_is_assessed_no_mark_pretends_that_it_was(client, pacts):
    goal = make.make_goal(framework=pacts, number="1")
    indicator = make.make_indicator(goals=[goal])
    make.make_reading(indicator=indicator, economy=make.make_economy())
    text = page(client, "goals/pacts/")
    assert not text.find(class_="marks")
    assert words_of(text.find("table", class_="matrix").tbody.td) == "Not assessed yet"
    assert "No economy has been assessed on these goals yet." in words_of(text)


def test_there_are_as_many_marks_as_economies_with_the_tally_for_a_screen_reader(client, three):
    for address in ("goals/", "goals/pacts/"):
        marks = page(client, address).find("ul", class_="marks")
        assert len(marks.find_all("use")) == 3
        hidden = [words_of(one) for one in marks.find_all(class_="vh")]
        assert hidden == ["1 On track", "1 No target set", "1 No reading yet"]


def test_what_editors_judged_stands_beside_and_is_not_counted(client, three):
    economy = make.make_economy(name_en="Zealandia")
    make.make_assessment(goal=three, economy=economy, kind="judged", stage="advanced")
    text = page(client, "goals/pacts/")
    rows = {
        words_of(row.th): words_of(row.td) for row in text.find("table", class_="matrix").tbody.find_all("tr")
    }
    assert rows["Zealandia"].endswith("Editors: Advanced")
    assert "Judged by editors, by stage: 1 advanced." in words_of(text)
    assert "3 answers" not in words_of(text.find(class_="verdict-t"))


def test_time_gone_is_told_and_the_way_only_where_two_thirds_have_one(client, three):
    text = words_of(page(client, "goals/pacts/"))
    assert "of the time from 2020 to 2030 has gone" in text
    assert "way gone" not in text
    measured(
        three.assessments.get(economy__slug="mu", indicator=None).economy, three, {2015: 20, 2025: 40}, 60
    )
    reassess()
    assert "The middle of the 2 of 3 economies that have a path to a target." in words_of(
        page(client, "goals/pacts/")
    )
    assert "way gone 63%" in words_of(page(client, "goals/pacts/1/"))


def test_a_goal_page_groups_those_that_cannot_be_judged_by_what_they_need(client, three):
    text = page(client, "goals/pacts/1/")
    judged = text.find("table", class_="judged")
    assert words_of(judged.tbody.th) == "Atlantis"
    assert judged.find(class_="dot")
    groups = [words_of(group) for group in text.find_all(class_="lack")]
    assert groups == [
        "No target set 1 economy A target of its own, with its year, is needed. Lemuria",
        "No reading yet 1 economy: no reading Two published readings of different years are needed. Mu",
    ]


def test_a_chart_of_all_economies_says_what_it_finds_and_links_its_files(client, three):
    figure = page(client, "goals/pacts/1/").find("figure")
    assert words_of(figure.find(class_="fig-t")) == "Of 3 economies: 1 on track"
    for link in figure.find(class_="fig-foot").find_all("a"):
        assert client.get(link["href"]).status_code == 200


def test_readings_of_groups_alone_are_not_called_none(client, pacts):
    goal = make.make_goal(framework=pacts, number="1")
    indicator = make.make_indicator(goals=[goal])
    make.make_indicator(goals=[goal])
    make.make_reading(indicator=indicator, economy=make.make_economy(slug="atlantis"), sex="female")
    reassess()
    for address in ("goals/pacts/1/atlantis/", "economies/atlantis/"):
        text = words_of(page(client, address))
        assert "There are readings, but only for other groups" in text
        assert "There is no published reading yet" not in text.split("Figures")[0]


def test_the_economy_page_gives_status_and_reason_goal_by_goal(client, three):
    text = page(client, "economies/atlantis/")
    goal = text.find(id="pacts-1")
    assert goal.find(class_="badge")["data-st"] == "on_track"
    assert len(goal.find_all(class_="badge")) == 1
    assert goal.find(class_="meter")
    assert "improving" in words_of(page(client, "economies/lemuria/").find(id="pacts-1"))


def test_one_economy_on_one_goal_tells_why(client, three):
    text = page(client, "goals/pacts/1/atlantis/")
    why = text.find("details", open=True)
    facts = {words_of(div.dt): words_of(div.dd) for div in why.dl.find_all("div")}
    assert facts["Baseline"] == "40.0% (2015)"
    assert facts["Latest"] == "70.0% (2025)"
    assert facts["Own target"] == "80.0% (2030)"
    assert {"Pace so far", "Pace needed"} <= facts.keys()
    assert "must be reached by" in words_of(why)
    assert text.find("figure").find("svg", class_="chart")
    assert words_of(text.find(class_="history")).startswith("On track By the method")


def test_a_flag_says_that_methods_disagree(client, pacts):
    goal = make.make_goal(framework=pacts, number="1", target_year=2030)
    indicator = make.make_indicator(goals=[goal], slug="seen")
    economy = make.make_economy(slug="atlantis")
    measured(economy, goal, {2015: 40, 2025: 48}, 80)
    reassess()
    said = goal.assessments.get(indicator=indicator)
    said.inputs["methods_disagree"] = True
    said.save()
    assert "Methods disagree." in words_of(page(client, "goals/pacts/1/atlantis/"))
    assert "Methods disagree" in words_of(page(client, "indicators/seen/").find(class_="opinions"))


def test_a_judgement_is_signed_dated_and_names_the_evidence_it_rests_on(client, three):
    economy = make.make_economy(slug="zealandia")
    seen = make.make_evidence(title_en="The law", economy=economy)
    hushed = make.make_evidence(title_en="Hushed", economy=economy, state="draft")
    make.make_assessment(
        goal=three,
        economy=economy,
        kind="judged",
        stage="advanced",
        signature="A. Nobody",
        on_day="2026-06-20",
        evidence=[seen, hushed],
    )
    panel = words_of(page(client, "goals/pacts/1/zealandia/").find(attrs={"aria-labelledby": "judged-h"}))
    for words in ("Advanced", "The law", "Signed by A. Nobody, 20 June 2026."):
        assert words in panel
    assert "Hushed" not in panel


def test_a_figure_for_apec_is_given_by_two_thirds_of_the_economies_only(client, three):
    indicator = three.goal_indicators.first().indicator
    text = words_of(page(client, f"indicators/{indicator.slug}/"))
    assert "Half of the 2 economies with a figure stand at 70.0% or more" in text
    make.make_economy()
    text = words_of(page(client, f"indicators/{indicator.slug}/"))
    assert "No figure for APEC as a whole: 2 of 4 economies have one, and two thirds are needed." in text


def test_an_indicator_of_two_goals_is_shown_for_either(client, three, pacts):
    indicator = three.goal_indicators.first().indicator
    other = make.make_goal(framework=pacts, number="2", position=2, title_en="Go to work")
    make.make_goal_indicator(goal=other, indicator=indicator)
    economy = three.assessments.filter(economy__slug="lemuria").first().economy
    make.make_target(indicator=indicator, economy=economy, goal=other, value=90)
    reassess()
    address = f"indicators/{indicator.slug}/"
    assert "1 on track. 2 economies" in words_of(page(client, address))
    for asked in ("?goal=pacts-2", "?goal=pacts-2&economy=nowhere"):
        assert "Judged for Pacts 2" in words_of(page(client, address + asked)).replace("The Pacts", "Pacts")
    assert client.get(f"/en/{address}?goal=%00&economy=%00").status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_six_and_sixty_goals_cost_the_same_and_at_most_twelve_questions(client, pacts, language):
    area = make.make_area(framework=pacts)
    economies = [make.make_economy() for _n in range(3)]

    def more(numbers):
        for number in numbers:
            goal = make.make_goal(framework=pacts, area=area, number=str(number), position=number)
            make.make_indicator(goals=[goal])
            measured(economies[0], goal, {2015: 40, 2025: 70}, 80)
            make.make_assessment(goal=goal, economy=economies[1], kind="judged")
        reassess()

    addresses = [
        "goals/",
        "goals/pacts/",
        "gaps/",
        "goals/pacts/1/",
        "goals/pacts/1/" + economies[0].slug + "/",
    ]
    more(range(1, 7))
    client.get(f"/{language}/goals/")
    few = {address: price(client, f"/{language}/{address}") for address in addresses}
    more(range(7, 61))
    many = {address: price(client, f"/{language}/{address}") for address in addresses}
    assert many == few
    assert max(few.values()) <= MOST


def test_more_than_fifty_goals_are_cut_into_pages_and_all_are_counted(client, pacts):
    make.make_economy()
    for number in range(1, 53):
        make.make_goal(framework=pacts, number=str(number), position=number)
    reassess()
    first, second = page(client, "goals/pacts/"), page(client, "goals/pacts/?page=2")
    assert len(first.find("table", class_="matrix").thead.find_all("th")) == 51
    assert len(second.find("table", class_="matrix").thead.find_all("th")) == 3
    assert "52 goals and 1 economy: 52 answers" in words_of(second.find(class_="verdict-t"))
    assert client.get("/en/goals/pacts/?page=3").status_code == 404
    assert "All 52 goals" in words_of(page(client, "goals/"))
