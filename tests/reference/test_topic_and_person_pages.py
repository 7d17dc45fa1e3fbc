"""A topic gathers what belongs to it; a person's page gathers what was done in each post."""

import pytest
from django.utils.translation import override

from tests.make import (
    make_appointment,
    make_article,
    make_case,
    make_chairing,
    make_dialogue,
    make_economy,
    make_framework,
    make_goal,
    make_meeting,
    make_organisation,
    make_outcome,
    make_person,
    make_presentation,
    make_presenter,
    make_quotation,
    make_session,
    make_source,
    make_step,
    make_topic,
)

pytestmark = pytest.mark.django_db


def page(client, record, language="en"):
    with override(language):
        answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_topic_gathers_six_kinds_of_record_newest_first(client):
    topic = make_topic()
    outcome = make_outcome(topics=[topic])
    make_step(outcome, when="2024-11-16")
    records = [
        outcome,
        make_meeting(topics=[topic], when="2024-08"),
        make_dialogue(topics=[topic], when="2024-05"),
        make_framework(topics=[topic], year=2020),
    ]
    undated = [make_goal(topics=[topic]), make_case(topics=[topic])]
    html = page(client, topic)
    places = [html.index(f'href="{record.get_absolute_url()}"') for record in records]
    assert places == sorted(places)
    assert all(f'href="{record.get_absolute_url()}"' in html for record in undated)


def test_a_topic_without_entries_says_so(client):
    assert "Nothing recorded yet." in page(client, make_topic())


def test_a_persons_posts_have_their_dates_and_what_was_done_in_them(client):
    person = make_person(name_en="Carlos Vasquez", name_zh_hant="瓦斯奎茲", other_names="Carlos Raúl Vásquez")
    post = make_appointment(
        person=person,
        post_en="Ambassador",
        organisation=make_organisation(name_en="Foreign Ministry"),
        economy=make_economy(name_en="Peru"),
        since="2023",
        until="2024-12",
    )
    meeting = make_meeting(name_en="SOM2 meeting")
    make_chairing(meeting, appointment=post)
    make_quotation(
        meeting, appointment=post, words_en="It is historic.", source=make_source(), is_rendering=True
    )
    talk = make_presentation(session=make_session(dialogue=make_dialogue(name_en="A dialogue of note")))
    make_presenter(presentation=talk, appointment=post)
    article = make_article(title_en="By his hand", authors=[post])
    html = page(client, person)
    for words in (
        '<span lang="zh-Hant">瓦斯奎茲</span>',
        "Carlos Raúl Vásquez",
        "Ambassador",
        "Foreign Ministry",
        "Peru",
        "December 2024",
        "SOM2 meeting",
        "It is historic.",
        "In our rendering",
        "#source-1",
        "A dialogue of note",
        article.get_absolute_url(),
    ):
        assert words in html


def test_people_stand_by_name_in_the_readers_language(client):
    make_person(name_en="Zoe", name_zh_hant="一")
    make_person(name_en="Adam", name_zh_hant="龍")
    english = client.get("/en/people/").context["page"]
    assert [person.name_en for person in english] == ["Adam", "Zoe"]
    chinese = client.get("/zh-hant/people/").context["page"]
    assert [person.name_zh_hant for person in chinese] == ["一", "龍"]


def test_people_are_found_by_either_name_and_by_economy(client):
    peru = make_economy(apec_code="PE")
    make_appointment(person=make_person(name_en="Carlos", name_zh_hant="卡洛斯"), economy=peru)
    make_person(name_en="Someone else")
    for query in ("q=carlos", "q=卡洛斯", "economy=PE"):
        assert len(client.get(f"/en/people/?{query}").context["page"]) == 1
    assert len(client.get("/en/people/?economy=XX").context["page"]) == 2


def test_in_a_list_of_all_kinds_links_of_one_name_say_what_they_lead_to(client):
    topic = make_topic()
    outcome = make_outcome(title_en="The Goals", title_zh_hant="目標", topics=[topic])
    framework = make_framework(name_en="The Goals", name_zh_hant="", topics=[topic])
    html = page(client, topic)
    for record, kind in ((outcome, "Outcome"), (framework, "Framework")):
        assert f'<a href="{record.get_absolute_url()}">The Goals<span class="vh"> ({kind})</span></a>' in html
    chinese = page(client, topic, "zh-hant")
    assert '目標<span class="vh">（成果）</span></a>' in chinese
    assert '<span lang="en">The Goals</span><span class="vh">（框架）</span></a>' in chinese
