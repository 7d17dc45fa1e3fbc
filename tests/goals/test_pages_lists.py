"""Lists of frameworks, indicators, figures and evidence narrow by their address and never break on it."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db

HOSTILE = ["%00", "a" * 10_000, "x", "-1", "%F0%9F%8C%8B"]
PARAMETERS = {
    "frameworks/": ("q", "kind", "year", "sort", "page"),
    "indicators/": ("q", "goal", "direction", "disability", "figures", "page"),
    "indicators/seen/": ("economy", "year", "sex", "disability", "location", "release", "replaced", "page"),
    "evidence/": ("q", "economy", "goal", "kind", "independent", "from", "to", "sort", "page"),
}


def read(client, address, language="en"):
    answer = client.get(f"/{language}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("address", PARAMETERS)
def test_no_value_of_any_parameter_breaks_a_list(client, address, value):
    make.make_indicator(slug="seen")
    for name in PARAMETERS[address]:
        assert client.get(f"/en/{address}?{name}={value}").status_code == 200, name


def test_a_bad_value_is_told_and_narrows_nothing(client):
    make.make_evidence(title_en="A law")
    text = read(client, "evidence/?economy=NOWHERE&kind=song")
    assert "2 filters could not be read and were left out." in text
    assert "A law" in text


def test_evidence_is_narrowed_by_words_economy_goal_kind_and_day(client):
    goal = make.make_goal(framework=make.make_framework(slug="pacts"), number="1")
    economy = make.make_economy(apec_code="ATL")
    make.make_evidence(title_zh_hant="就業法", kind="law", economy=economy, goals=[goal], when="2020-05")
    make.make_evidence(title_en="Another", kind="report", when="2010")
    for query in ("q=就業", "economy=ATL", "goal=pacts-1", "kind=law&kind=survey", "from=2019-01-01"):
        text = read(client, f"evidence/?{query}", "zh-hant")
        assert "就業法" in text, query
        assert "Another" not in text, query


def test_an_empty_result_names_its_filters_and_offers_to_clear_them(client):
    make.make_evidence()
    text = read(client, "evidence/?q=nothing+like+it")
    assert "Nothing matches these filters." in text
    assert "Clear all filters" in text


def test_indicators_are_narrowed_to_those_with_figures_or_of_a_goal(client):
    goal = make.make_goal(framework=make.make_framework(slug="pacts"), number="1")
    make.make_reading(indicator=make.make_indicator(name_en="Counted", goals=[goal]))
    make.make_indicator(name_en="Foreseen", is_about_disability=True)
    for query, shown, hidden in (
        ("figures=1", "Counted", "Foreseen"),
        ("goal=pacts-1", "Counted", "Foreseen"),
        ("disability=1", "Foreseen", "Counted"),
    ):
        text = read(client, f"indicators/?{query}")
        assert shown in text
        assert hidden not in text


def test_an_indicator_says_how_many_economies_have_figures_and_which_have_none(client):
    indicator = make.make_indicator(slug="seen")
    make.make_reading(indicator=indicator, economy=make.make_economy(name_en="Atlantis"))
    make.make_economy(name_en="Lemuria")
    text = read(client, "indicators/seen/")
    assert "1 of 2 economies have a figure." in text
    assert "Lemuria" in text[text.index("No figure yet:") : text.index("All figures")]


def test_two_releases_that_differ_both_stand_and_a_replaced_one_only_when_asked_for(client):
    indicator, economy = make.make_indicator(slug="seen"), make.make_economy()
    given = {"indicator": indicator, "economy": economy, "period": "2019"}
    make.make_reading(**given, value=11.1, release="unsd-2020")
    make.make_reading(**given, value=22.2, release="unsd-2023")
    newer = make.make_reading(**given, value=33.3, release="own-2024")
    make.make_reading(**given, value=44.4, release="own-2022", replaced_by=newer)
    text = read(client, "indicators/seen/")
    for value in ("11.1%", "22.2%", "33.3%"):
        assert value in text
    assert "44.4%" not in text
    asked = read(client, "indicators/seen/?replaced=1")
    assert "44.4%" in asked
    assert "Replaced by a later release" in asked


def test_figures_are_narrowed_by_economy_sex_and_those_not_split(client):
    indicator = make.make_indicator(slug="seen")
    atlantis, lemuria = make.make_economy(apec_code="ATL"), make.make_economy()
    make.make_reading(indicator=indicator, economy=atlantis, value=11.1, sex="female")
    make.make_reading(indicator=indicator, economy=atlantis, value=22.2)
    make.make_reading(indicator=indicator, economy=lemuria, value=33.3)

    def figures(query):
        text = read(client, f"indicators/seen/?{query}")
        table = text[text.index('id="all-h"') :]
        return [value for value in ("11.1%", "22.2%", "33.3%") if value in table]

    assert figures("economy=ATL") == ["11.1%", "22.2%"]
    assert figures("sex=female") == ["11.1%"]
    assert figures("sex=none") == ["22.2%", "33.3%"]


def test_sixty_figures_are_cut_into_pages_of_fifty(client):
    indicator, economy = make.make_indicator(slug="seen"), make.make_economy()
    for year in range(1950, 2010):
        make.make_reading(indicator=indicator, economy=economy, period=str(year))
    text = read(client, "indicators/seen/")
    assert text[text.index('id="all-h"') :].count("<b>50.0%</b>") == 50
    assert "60 figures" in text
    rest = read(client, "indicators/seen/?page=2")
    assert rest[rest.index('id="all-h"') :].count("<b>50.0%</b>") == 10
    assert client.get("/en/indicators/seen/?page=3").status_code == 404


def test_an_indicator_answers_at_a_key_with_points(client):
    make.make_indicator(slug="4.a.1-adapted", name_en="Adapted schools")
    assert "Adapted schools" in read(client, "indicators/4.a.1-adapted/")
