"""What is missing for a judgement is named, counted, narrowed, and put into a text that can be sent."""

import pytest
from bs4 import BeautifulSoup

from goals import gaps
from goals.judging import reassess
from goals.progress import Reason
from tests import make
from tests.goals.whole import hidden_states

pytestmark = pytest.mark.django_db


def page(client, address="gaps/", language="en"):
    answer = client.get(f"/{language}/{address}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words_of(element):
    return " ".join(element.get_text().split())


@pytest.fixture
def goal():
    framework = make.make_framework(slug="pacts", name_en="Pacts", short_name_en="Pacts")
    return make.make_goal(framework=framework, number="1", title_en="Go to school", target_year=2030)


@pytest.fixture
def indicator(goal):
    return make.make_indicator(goals=[goal], slug="8.5.2", name_en="Share at school")


def rows_of(text):
    table = text.find("table", class_="cards")
    return {
        words_of(row.th): words_of(row.find("ul", class_="lacks").parent)
        for row in table.tbody.find_all("tr")
    }


@pytest.mark.parametrize(
    ("figures", "target", "words"),
    [
        ({}, None, "no reading; no target set"),
        ({2025: 50}, None, "no target set; one reading only"),
        ({2015: 40, 2025: 50}, None, "no target set"),
        ({2025: 50}, 80, "one reading only"),
        ({2015: 40, 2017: 50}, 80, "latest reading too old"),
        ({2010: 40}, 80, "no reading since the base year"),
    ],
)
def test_what_lacks_is_named_with_what_would_close_the_gap(client, indicator, goal, figures, target, words):
    economy = make.make_economy(name_en="Atlantis")
    for year, value in figures.items():
        make.make_reading(indicator=indicator, economy=economy, period=str(year), value=value)
    if target:
        make.make_target(indicator=indicator, economy=economy, goal=goal, value=target)
    reassess()
    said = rows_of(page(client))["Atlantis"]
    assert words in said
    assert "needed" in said


def test_a_break_in_the_series_is_a_gap(client, indicator, goal):
    economy = make.make_economy(name_en="Atlantis")
    make.make_reading(indicator=indicator, economy=economy, period="2016", value=40)
    make.make_reading(indicator=indicator, economy=economy, period="2025", value=50, has_break_before=True)
    make.make_target(indicator=indicator, economy=economy, goal=goal, value=80)
    reassess()
    assert "series break" in rows_of(page(client))["Atlantis"]


def test_a_goal_without_an_indicator_lacks_one(client, goal):
    make.make_economy(name_en="Atlantis")
    reassess()
    assert "no indicator" in rows_of(page(client))["Atlantis"]


def test_what_can_be_judged_is_no_gap(client, indicator, goal):
    economy = make.make_economy()
    for period, value in (("2015", 40), ("2025", 70)):
        make.make_reading(indicator=indicator, economy=economy, period=period, value=value)
    make.make_target(indicator=indicator, economy=economy, goal=goal, value=80)
    reassess()
    text = words_of(page(client))
    assert "Nothing missing here" in text
    assert "0 gaps" in text


def test_nothing_assessed_is_not_nothing_missing(client, indicator):
    make.make_economy()
    text = words_of(page(client))
    assert "Nothing missing here" not in text
    assert "Nothing has been assessed yet" in text


def test_pairs_that_are_not_assessed_are_counted_apart(client, indicator):
    make.make_economy()
    reassess()
    make.make_economy()
    text = words_of(page(client))
    assert "1 of 2 pairs of goal and economy cannot be judged" in text
    assert "1 pair has not been assessed yet." in text


def test_gaps_are_narrowed_by_economy_goal_and_kind(client, indicator, goal):
    make.make_goal(framework=goal.framework, number="2", position=2, title_en="Go to work")
    atlantis, mu = make.make_economy(name_en="Atlantis", apec_code="ATL"), make.make_economy(name_en="Mu")
    make.make_reading(indicator=indicator, economy=mu)
    reassess()
    assert "4 gaps" in words_of(page(client))
    assert set(rows_of(page(client, "gaps/?economy=ATL"))) == {"Atlantis"}
    assert "2 gaps" in words_of(page(client, "gaps/?goal=pacts-2"))
    assert set(rows_of(page(client, "gaps/?kind=no_target"))) == {"Mu"}
    assert "1 gap " in words_of(page(client, f"gaps/?goal=pacts-1&economy={atlantis.apec_code}")) + " "


@pytest.mark.parametrize(
    "query", ["economy=NOWHERE", "goal=x", "kind=song", "economy=%00", "goal=" + "a" * 10_000]
)
def test_a_bad_value_is_told_and_narrows_nothing(client, indicator, query):
    make.make_economy()
    reassess()
    text = words_of(page(client, f"gaps/?{query}"))
    assert "A filter could not be read and was left out." in text
    assert "1 gap" in text


def test_a_page_beyond_the_last_is_not_found_and_fifty_stand_on_one(client, goal):
    for _n in range(51):
        make.make_economy()
    reassess()
    assert len(rows_of(page(client))) == 50
    assert len(rows_of(page(client, "gaps/?page=2"))) == 1
    assert client.get("/en/gaps/?page=3").status_code == 404


def test_the_tables_count_by_goal_and_by_economy(client, indicator):
    make.make_economy(name_en="Atlantis", apec_code="ATL")
    reassess()
    by_goal, _list, by_economy = page(client).find_all("table")
    tables = [by_goal, by_economy]
    assert [[words_of(cell) for cell in table.tbody.tr.find_all(["th", "td"])] for table in tables] == [
        ["Pacts 1: Go to school", "0", "1", "0", "1"],
        ["Atlantis", "0", "1", "0", "1"],
    ]
    assert tables[1].a["href"] == "?economy=ATL"


def test_what_is_counted_follows_the_economy_and_goal_that_were_chosen(client, indicator, goal):
    make.make_goal(framework=goal.framework, number="2", position=2, title_en="Go to work")
    atlantis = make.make_economy(name_en="Atlantis", apec_code="ATL")
    make.make_economy(name_en="Mu")
    for year, value in ((2015, 40), (2025, 60)):
        make.make_reading(indicator=indicator, economy=atlantis, period=str(year), value=value)
    make.make_target(indicator=indicator, economy=atlantis, goal=goal, value=80)
    reassess()
    assert "3 of 4 pairs of goal and economy cannot be judged" in words_of(page(client))
    of_one = page(client, "gaps/?economy=ATL")
    assert "1 of 2 pairs of goal and economy cannot be judged" in words_of(of_one)
    by_goal = of_one.find("table").tbody
    assert [words_of(row.th) for row in by_goal.find_all("tr")] == ["Pacts 2: Go to work"]
    assert "1 of 2 pairs" in words_of(page(client, "gaps/?goal=pacts-1"))


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_text_to_send_comes_with_one_economy_or_goal(client, indicator, language):
    make.make_economy(name="Atlantis", apec_code="ATL")
    reassess()
    assert not page(client, language=language).find("pre")
    letter = page(client, "gaps/?economy=ATL", language).find("pre").get_text()
    for words in ("Atlantis", "8.5.2", f"/{language}/gaps/?economy=ATL", "\n- "):
        assert words in letter
    assert "<" not in letter
    assert page(client, "gaps/?goal=pacts-1", language).find(
        "a", href=lambda href: href and href.startswith("mailto:")
    )


def test_a_title_with_signs_of_markup_stays_text_in_the_letter(client, goal):
    goal.title_en = "Schools <b>& work</b>"
    goal.save()
    make.make_economy(apec_code="ATL")
    reassess()
    assert "Schools <b>& work</b>" in page(client, "gaps/?economy=ATL").find("pre").get_text()
    assert "Schools <b>" not in client.get("/en/gaps/?economy=ATL").content.decode()


@pytest.mark.parametrize("state", hidden_states())
def test_nothing_hidden_is_named_among_the_gaps(client, goal, state):
    hidden = hidden_states()[state]
    make.make_indicator(goals=[goal], name="Open indicator")
    secret = make.make_indicator(goals=[goal], name="Hushed indicator", slug="hushed")
    other = make.make_goal(framework=goal.framework, number="2", position=2, title="Hushed goal")
    make.make_economy(name="Atlantis", slug="atlantis", apec_code="ATL")
    away = make.make_economy(name="Hushed economy")
    reassess()
    for record in (secret, other, away):
        for name, value in hidden.items():
            setattr(record, name, value)
        record.save()
    for address in (
        "gaps/",
        "gaps/?economy=ATL",
        "goals/pacts/",
        "goals/pacts/1/",
        "goals/pacts/1/atlantis/",
    ):
        for language in ("en", "zh-hant"):
            answer = client.get(f"/{language}/{address}")
            if answer.status_code == 200:
                assert "Hushed" not in answer.content.decode(), address
    assert "Open indicator" in words_of(page(client))


def test_every_reason_that_is_no_grade_says_what_lacks():
    told = {str(code) for code in gaps.LACKS}
    # These go with a grade, or with APEC as a whole, or are told by the status itself.
    no_gap = {"flat", "met_then_lost", "at_ceiling", "at_floor", "too_few_economies", "out_of_range"}
    assert {str(reason) for reason in Reason} - no_gap <= told
    assert all(gaps.lack(code) and gaps.remedy(code) for code in gaps.LACKS)
