"""What is to be known of every figure of a table is said once, above it."""

import pytest

from goals.templatetags.figures import said_of_all
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    goal = make.make_goal(framework=make.make_framework(slug="pacts"), number="1")
    indicator, economy = make.make_indicator(), make.make_economy(slug="peru", apec_code="PE")
    make.make_goal_indicator(goal=goal, indicator=indicator)
    return {"indicator": indicator, "economy": economy}


def table(client):
    page = " ".join(client.get("/en/goals/pacts/1/peru/").content.decode().split())
    return page.partition('<table class="data cards readings">')[2].partition("</table>")[0]


def test_what_all_share_stands_once_and_has_no_column(client, pair):
    for period in ("2020", "2021"):
        make.make_reading(period=period, note_en="From the survey.", **pair)
    said = table(client)
    assert said.count("From the survey.") == 1
    assert said.index("From the survey.") < said.index("</caption>")
    assert "To know" not in said


def test_what_differs_stands_beside_each(client, pair):
    make.make_reading(period="2020", note_en="From the survey.", **pair)
    make.make_reading(period="2021", note_en="From the census.", **pair)
    said = table(client)
    assert "To know" in said
    for words in ("From the survey.", "From the census."):
        assert said.index("</caption>") < said.index(words)


def test_one_figure_alone_keeps_its_note(client, pair):
    make.make_reading(period="2020", note_en="From the survey.", **pair)
    assert table(client).index("</caption>") < table(client).index("From the survey.")


def test_nothing_to_know_leaves_no_trace(pair):
    readings = [make.make_reading(period=period, nature="", note="", **pair) for period in ("2020", "2021")]
    assert said_of_all(readings) == {"said": None, "differs": False}
    assert said_of_all([]) == {"said": None, "differs": False}


def test_many_figures_of_one_economy_are_folded(client, pair):
    for year in range(2008, 2021):
        make.make_reading(period=str(year), **pair)
    page = client.get("/en/goals/pacts/1/peru/").content.decode()
    assert "All figures, group by group (13)" in page
