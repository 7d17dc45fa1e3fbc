"""A dialogue page says who showed what, where it was, and what became of what it was to feed."""

import re

import pytest
from django.utils.translation import override

from tests.make import (
    make_appointment,
    make_article,
    make_case,
    make_citation,
    make_dialogue,
    make_dialogue_stop,
    make_economy,
    make_forum,
    make_goal,
    make_meeting,
    make_note,
    make_organisation,
    make_outcome,
    make_person,
    make_photo,
    make_photo_person,
    make_place,
    make_presentation,
    make_presenter,
    make_session,
    make_step,
    make_topic,
)

pytestmark = pytest.mark.django_db


def page(client, record, language="en"):
    with override(language):
        answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_facts_of_a_dialogue_stand_at_its_head(client):
    peru = make_economy(name_en="Peru", name_zh_hant="秘魯")
    chile = make_economy(name_en="Chile", name_zh_hant="智利")
    dialogue = make_dialogue(
        name_en="From informal to formal",
        question_en="How do workers become insured?",
        when="2024-05-13",
        meeting=make_meeting(name_en="Second Senior Officials’ Meeting", when="2024-05"),
        forum=make_forum(acronym="SMEWG"),
        joint_forums=[make_forum(acronym="CTI")],
        organisers=[make_organisation(name_en="Ministry of Foreign Affairs")],
        co_sponsors=[chile],
        project_number="SME 01 2023",
    )
    make_dialogue_stop(dialogue, place=make_place(name_en="Arequipa", economy=peru), venue_en="Monastery")
    html = page(client, dialogue)
    for words in (
        "Policy dialogue",
        "From informal to formal",
        "How do workers become insured?",
        '<time datetime="2024-05-13">13 May 2024</time>',
        "Second Senior Officials’ Meeting",
        "SMEWG",
        "CTI",
        "Ministry of Foreign Affairs",
        "Chile",
        "SME 01 2023",
        "Arequipa",
        "Peru",
        "Monastery",
    ):
        assert words in html


def test_cases_are_shown_once_each_with_their_economy(client):
    economy = make_economy(name_en="Chinese Taipei")
    case = make_case(name_en="Youth jobs", economy=economy)
    talk = make_presentation(case=case, economy=economy)
    make_presentation(session=talk.session, case=case, economy=economy)
    html = page(client, talk.session.dialogue)
    assert html.count('<article class="card"') == 1
    assert f'href="{case.get_absolute_url()}"' in html
    assert "Chinese Taipei" in html


def test_speakers_stand_in_the_post_they_held_then_with_their_own_script_marked(client):
    person = make_person(name_en="Chen Hao-ming", name_zh_hant="陳浩銘", is_romanised_by_us=True)
    post = make_appointment(
        person=person,
        post_en="Section Chief",
        organisation=make_organisation(name_en="Workforce Agency"),
        economy=make_economy(name_en="Chinese Taipei"),
    )
    talk = make_presentation(role="lead-speaker")
    make_presenter(presentation=talk, appointment=post)
    html = page(client, talk.session.dialogue)
    assert '<span lang="zh-Hant">陳浩銘</span>' in html
    assert "Section Chief, Workforce Agency" in html
    assert "Romanised by us" in html
    chinese = page(client, talk.session.dialogue, "zh-hant")
    assert '<span lang="en">Chen Hao-ming</span>' in chinese


def test_sessions_and_presentations_keep_their_order(client):
    dialogue = make_dialogue()
    second = make_session(dialogue=dialogue, name_en="Afternoon", position=2)
    first = make_session(dialogue=dialogue, name_en="Morning", position=1)
    make_presentation(session=second, title_en="Talk C")
    make_presentation(session=first, title_en="Talk B", position=2)
    make_presentation(session=first, title_en="Talk A", position=1)
    html = page(client, dialogue)
    places = [html.index(words) for words in ("Morning", "Talk A", "Talk B", "Afternoon", "Talk C")]
    assert places == sorted(places)


def test_what_a_source_does_not_name_is_one_plain_line(client):
    talk = make_presentation(economy=make_economy(name_en="Brunei Darussalam"))
    html = page(client, talk.session.dialogue)
    assert html.count("Our sources do not name who spoke for:") == 1
    assert "No case is recorded for this dialogue." in html
    assert "Our sources name no outcome that this dialogue was to feed." in html
    assert "None of the goals we follow is recorded for this dialogue." in html


def test_a_list_that_is_not_complete_says_so(client):
    notice = "This list is not complete."
    assert notice in page(client, make_dialogue(is_complete=False))
    assert notice not in page(client, make_dialogue(is_complete=True))


def test_the_outcome_it_was_to_feed_stands_with_its_state_now(client):
    outcome = make_outcome(title_en="Lima Roadmap", working_title_en="Roadmap")
    make_step(outcome, state="expected", when="2024-05")
    make_step(outcome, state="adopted", when="2024-11-16")
    html = page(client, make_dialogue(feeds=[outcome], goals=[make_goal(title_en="Cover everyone")]))
    for words in ("Lima Roadmap", "Working title:", "Adopted", "16 November 2024", "Cover everyone"):
        assert words in html


def test_a_picture_we_may_not_show_keeps_its_caption_credit_and_people(client):
    photo = make_photo(caption_en="Chen speaks", credit_en="Photo: host website")
    make_photo_person(photo=photo, where_en="first from left", where_zh_hant="左1")
    html = page(client, make_dialogue(photos=[photo]))
    assert "<img" not in html
    for words in ("Chen speaks", "Photo: host website", "first from left", "no permission to show"):
        assert words in html


def test_notes_sources_topics_and_articles_are_on_the_page(client):
    topic = make_topic(name_en="Informal work")
    dialogue = make_dialogue(topics=[topic])
    make_note(dialogue, text_en="The last day is not known.")
    make_citation(dialogue)
    article = make_article(title_en="A newsletter piece", dialogues=[dialogue])
    html = page(client, dialogue)
    for words in ("The last day is not known.", 'id="source-1"', "Informal work", article.get_absolute_url()):
        assert words in html


def test_neighbours_are_the_dialogues_before_and_after(client):
    make_dialogue(name_en="Far earlier", when="2023-02")
    before = make_dialogue(name_en="Just before", when="2024-03")
    dialogue = make_dialogue(when="2024-05-13")
    after = make_dialogue(name_en="Just after", when="2024-05-14")
    make_dialogue(name_en="Far later", when="2024-09")
    html = page(client, dialogue)
    assert f'rel="prev" href="{before.get_absolute_url()}"' in html
    assert f'rel="next" href="{after.get_absolute_url()}"' in html
    assert "Far earlier" not in html
    assert "Far later" not in html


def test_an_undated_dialogue_has_no_neighbours(client):
    make_dialogue(when="2024-03")
    assert "prevnext" not in page(client, make_dialogue(when="", host_year=make_meeting().host_year))


def test_a_text_that_is_not_translated_falls_back_marked_and_with_a_note(client):
    dialogue = make_dialogue(
        name_en="Only in English", name_zh_hant="", summary_en="", summary_zh_hant="摘要。"
    )
    chinese = page(client, dialogue, "zh-hant")
    assert '<span lang="en">Only in English</span>' in chinese
    english = page(client, dialogue)
    assert '<p lang="zh-Hant">摘要。</p>' in english
    assert "Not translated yet." in english


def test_a_place_is_said_in_the_order_of_the_language_and_states_begin_with_a_capital(client):
    economy = make_economy(name_en="Peru", name_zh_hant="秘魯")
    dialogue = make_dialogue()
    make_dialogue_stop(
        dialogue, place=make_place(name_en="Arequipa", name_zh_hant="阿雷基帕", economy=economy)
    )
    outcome = make_outcome()
    make_step(outcome, state="adopted", when="2024-11-16")
    dialogue.feeds.add(outcome)
    address = dialogue.get_absolute_url()
    english = client.get(address).content.decode()
    assert re.search(r"Arequipa, <a [^>]*>Peru</a>", english)
    assert '<span class="tag done">Adopted</span>' in english
    chinese = client.get(address.replace("/en/", "/zh-hant/")).content.decode()
    assert re.search(r"<a [^>]*>秘魯</a>阿雷基帕", chinese)
