"""The lists of dialogues and cases are narrowed by their address and never fall over it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import (
    make_case,
    make_dialogue,
    make_dialogue_stop,
    make_economy,
    make_forum,
    make_host_year,
    make_presentation,
    make_session,
    make_topic,
)

pytestmark = pytest.mark.django_db


def names(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [str(record) for record in answer.context["page"]]


@pytest.fixture
def two():
    peru, chile = make_economy(apec_code="PE", name_en="Peru"), make_economy(apec_code="CL", name_en="Chile")
    early = make_dialogue(
        name="Early bird",
        short_name="",
        when="2023-03-02",
        host_year=make_host_year(year=2023, economy=chile),
        kind="workshop",
        forum=make_forum(acronym="CTI", slug="cti"),
        topics=[make_topic(slug="trade", name_en="Trade")],
        co_sponsors=[peru],
    )
    late = make_dialogue(
        name="Late owl",
        when="2024-05~",
        host_year=make_host_year(year=2024, economy=peru),
        topics=[make_topic(slug="work", name_en="Work")],
        joint_forums=[make_forum(acronym="HRDWG", slug="hrdwg")],
    )
    make_presentation(session=make_session(dialogue=late), economy=None, case=make_case(economy=chile))
    return early, late


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Late owl", "Early bird"]),
        ("sort=oldest", ["Early bird", "Late owl"]),
        ("q=owl", ["Late owl"]),
        ("year=2023", ["Early bird"]),
        ("kind=workshop", ["Early bird"]),
        ("kind=workshop&kind=policy-dialogue", ["Late owl", "Early bird"]),
        ("forum=cti", ["Early bird"]),
        ("forum=hrdwg", ["Late owl"]),
        ("topic=work", ["Late owl"]),
        ("topic=work&topic=trade", ["Late owl", "Early bird"]),
        ("economy=PE", ["Early bird"]),
        ("economy=CL", ["Late owl"]),
        ("host=PE", ["Late owl"]),
        ("from=2024-01-01", ["Late owl"]),
        ("to=2023-12-31", ["Early bird"]),
        ("exact=1", ["Early bird"]),
        ("exact=0", ["Late owl", "Early bird"]),
        ("q=nothing-like-it", []),
        ("colour=blue", ["Late owl", "Early bird"]),
    ],
)
def test_dialogues_are_narrowed_by_the_shared_parameters(client, two, query, found):
    assert names(client, f"/en/dialogues/?{query}") == found
    assert len(names(client, f"/zh-hant/dialogues/?{query}")) == len(found)


def test_cases_are_narrowed_by_economy_topic_and_words(client):
    peru = make_economy(apec_code="PE", position=1)
    mine = make_case(name="My Tax", economy=peru, topics=[make_topic(slug="tax")], original_name="Мой налог")
    make_case(name="Another", economy=make_economy(position=2))
    assert names(client, "/en/cases/") == ["My Tax", "Another"]
    for query in ("economy=PE", "topic=tax", "q=tax", "q=налог"):
        assert names(client, f"/en/cases/?{query}") == [str(mine)]


BAD = [
    "year=abc",
    "year=99999999999999999999",
    "year=" + "9" * 5000,
    "kind=none",
    "forum=none",
    "topic=none",
    "economy=none",
    "host=%00",
    "q=%00",
    "q=" + "a" * 10_000,
    "from=2024-13-45",
    "to=soon",
    "sort=colour",
    "topic=%00&topic=%FF",
    "page=%00",
]


@pytest.mark.parametrize("query", BAD)
def test_a_bad_value_narrows_nothing_and_breaks_nothing(client, two, query):
    assert names(client, f"/en/dialogues/?{query}") == ["Late owl", "Early bird"]
    assert client.get(f"/zh-hant/cases/?{query}").status_code == 200


def test_a_bad_value_is_told_in_words(client):
    html = client.get("/en/dialogues/?year=abc").content.decode()
    assert "A filter could not be read and was left out." in html


def test_filters_in_force_are_chips_that_take_themselves_away(client, two):
    html = client.get("/en/dialogues/?kind=workshop&year=2023").content.decode()
    assert 'class="chip" href="?kind=workshop"' in html
    assert 'class="chip" href="?year=2023"' in html


def test_fifty_stand_on_a_page_and_a_page_beyond_the_last_is_not_found(client):
    forum, year = make_forum(), make_host_year()
    for _ in range(60):
        make_dialogue(forum=forum, host_year=year)
    assert len(names(client, "/en/dialogues/")) == 50
    assert len(names(client, "/en/dialogues/?page=2")) == 10
    assert client.get("/en/dialogues/?page=3").status_code == 404
    assert 'href="?year=2024&amp;page=2"' in client.get("/en/dialogues/?year=2024").content.decode()


def test_an_empty_list_says_whether_nothing_is_recorded_or_nothing_matches(client):
    assert "Nothing recorded yet." in client.get("/en/dialogues/").content.decode()
    make_dialogue()
    html = client.get("/en/dialogues/?year=1999").content.decode()
    assert "Nothing matches these filters." in html
    assert "Clear all filters" in html


@pytest.mark.parametrize("address", ["/en/dialogues/", "/en/cases/"])
def test_a_list_asks_the_database_as_often_for_three_records_as_for_one(client, address):
    def make_one():
        dialogue = make_dialogue(topics=[make_topic()], host_year=make_host_year(year=2024))
        make_dialogue_stop(dialogue)
        make_presentation(session=make_session(dialogue=dialogue), case=make_case(topics=[make_topic()]))

    make_one()
    client.get(address)
    with CaptureQueriesContext(connection) as at_one:
        client.get(address)
    make_one()
    make_one()
    with CaptureQueriesContext(connection) as at_three:
        client.get(address)
    assert len(at_three) == len(at_one) <= 12
