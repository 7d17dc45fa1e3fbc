"""Names stand by letter in English and by strokes in Chinese, wherever a page lists them by name."""

import re

import pytest

from publishing.collation import in_name_order, place_of
from tests.make import (
    make_appointment,
    make_dialogue,
    make_economy,
    make_indicator,
    make_meeting,
    make_organisation,
    make_person,
    make_place,
    make_source,
    make_stop,
)

# Strokes of the first characters: 3, 4, 8, 15. The Latin names would stand the other way round.
NAMES = [("Delta", "山名"), ("Charlie", "王名"), ("Bravo", "林名"), ("Álvarez", "劉名")]


def test_strokes_come_before_what_follows_and_letters_before_characters():
    words = ["劉一", "王二", "王一", "Bravo", "álvarez", "2024", "山", ""]
    assert sorted(words, key=place_of) == ["álvarez", "Bravo", "山", "王一", "王二", "劉一", "", "2024"]


def named(make, **given):
    return [make(name_en=en, name_zh_hant=zh, **given) for en, zh in (NAMES[2], NAMES[0], NAMES[3], NAMES[1])]


def in_order_of(client, address, names):
    """These names in the order in which they stand on a page."""
    html = client.get(address).content.decode().split("<main", 1)[1]
    return sorted(names, key=lambda name: re.search(f">{name}<", html).start())


def both_orders(client, address):
    english, chinese = [en for en, _zh in NAMES], [zh for _en, zh in NAMES]
    assert in_order_of(client, f"/en/{address}", english) == english[::-1]
    assert in_order_of(client, f"/zh-hant/{address}", chinese) == chinese


@pytest.mark.django_db
def test_records_of_one_name_stay_as_they_were():
    one, two = make_person(name="王"), make_person(name="王")
    assert in_name_order([two, one]) == [two, one]


@pytest.mark.django_db
def test_people(client):
    named(make_person)
    both_orders(client, "people/")


@pytest.mark.django_db
def test_people_on_the_page_of_an_economy(client):
    economy = make_economy()
    for person in named(make_person):
        make_appointment(person=person, economy=economy)
    both_orders(client, f"economies/{economy.slug}/")


@pytest.mark.django_db
def test_who_organised_a_dialogue(client):
    dialogue = make_dialogue(organisers=named(make_organisation))
    html = [client.get(f"/{tag}/dialogues/{dialogue.slug}/").content.decode() for tag in ("en", "zh-hant")]
    assert "Álvarez, Bravo, Charlie, Delta" in html[0]
    assert "山名、王名、林名、劉名" in html[1]


@pytest.mark.django_db
def test_who_keeps_an_indicator(client):
    indicator = make_indicator(custodians=named(make_organisation))
    both_orders(client, f"indicators/{indicator.slug}/")


@pytest.mark.django_db
def test_notes_on_the_places_of_a_meeting(client):
    from tests.make import make_note

    meeting = make_meeting()
    for place in named(make_place):
        make_stop(meeting, place=place)
        make_note(place)
    html = {tag: client.get(f"/{tag}/meetings/{meeting.slug}/").content.decode() for tag in ("en", "zh-hant")}
    found = {
        tag: re.findall(r"<h3[^>]*>([^<]*(?:名|Álvarez|Bravo|Charlie|Delta))</h3>", html[tag]) for tag in html
    }
    assert found == {"en": [en for en, _ in NAMES][::-1], "zh-hant": [zh for _, zh in NAMES]}


@pytest.mark.django_db
def test_the_languages_that_sources_can_be_narrowed_by(client):
    for language in ("es", "en", "ru"):
        make_source(language=language)
    choices = re.compile(r'<option value="(es|en|ru)"')
    assert choices.findall(client.get("/en/sources/").content.decode()) == ["en", "ru", "es"]
    assert choices.findall(client.get("/zh-hant/sources/").content.decode()) == ["es", "ru", "en"]
