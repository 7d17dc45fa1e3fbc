"""No page of these rooms gives away a record that the public may not see, in either language, by any road."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.make import (
    make_appointment,
    make_article,
    make_case,
    make_chairing,
    make_citation,
    make_claim,
    make_dialogue,
    make_dialogue_stop,
    make_economy,
    make_editor,
    make_figure,
    make_followup,
    make_forum,
    make_framework,
    make_goal,
    make_host_year,
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
    make_quotation,
    make_session,
    make_source,
    make_step,
    make_term,
    make_topic,
)

pytestmark = pytest.mark.django_db
SECRET, GEHEIM = "Unspoken", "不可說"


def hidden_states():
    now = timezone.now()
    return {
        "draft": {"state": "draft"},
        "in review": {"state": "review"},
        "to come": {"published_from": now + timedelta(days=1)},
        "until yesterday": {"published_until": now - timedelta(days=1)},
        "withdrawn": {"state": "withdrawn", "withdrawn_as": "error"},
    }


def names(field="name"):
    return {f"{field}_en": SECRET, f"{field}_zh_hant": GEHEIM}


def things(state):
    """One of everything, named with the two words that must not be read, in a state nobody may see."""
    economy = make_economy(apec_code="SEC", slug="unspoken-economy", **names(), **state)
    forum = make_forum(acronym="UNSPOKEN", slug="unspoken-forum", **names(), **state)
    person = make_person(slug="unspoken-person", **names(), **state)
    organisation = make_organisation(**names(), **state)
    place = make_place(**names(), **state)
    topic = make_topic(slug="unspoken-topic", **names(), **state)
    source = make_source(slug="unspoken-source", **names("title"), **names("publisher"), **state)
    photo = make_photo(**names("caption"), **names("credit"), **state)
    year = make_host_year(year=1999, economy=economy, **names("theme"), **state)
    # Their parents are public: what hides them is their own state.
    meeting = make_meeting(slug="unspoken-meeting", **names(), **state)
    framework = make_framework(slug="unspoken-framework", **names(), **state)
    return {
        "economy": economy,
        "forum": forum,
        "person": person,
        "appointment": make_appointment(**names("post"), **state),
        "organisation": organisation,
        "place": place,
        "topic": topic,
        "source": source,
        "photo": photo,
        "host_year": year,
        "meeting": meeting,
        "framework": framework,
        "goal": make_goal(**names("title"), **state),
        "goal_of_hidden": make_goal(framework=framework, title_en="Seen", title_zh_hant="可見"),
        "outcome": make_outcome(slug="unspoken-outcome", **names("title"), **state),
        "case": make_case(slug="unspoken-case", **names(), **state),
        "dialogue": make_dialogue(slug="unspoken-dialogue", **names(), **state),
        "article": make_article(slug="unspoken-article", **names("title"), **state),
        "term": make_term(abbreviation="UNSPOKEN", **names(), **state),
    }


def pages_around(t):
    """Public records of every kind that are tied to all the hidden ones, and their addresses."""
    hidden_person = make_appointment(
        person=t["person"],
        organisation=t["organisation"],
        economy=t["economy"],
        post_en="Post",
        post_zh_hant="職",
    )
    dialogue = make_dialogue(
        meeting=t["meeting"],
        host_year=t["host_year"],
        forum=t["forum"],
        joint_forums=[t["forum"]],
        organisers=[t["organisation"]],
        co_sponsors=[t["economy"]],
        feeds=[t["outcome"]],
        goals=[t["goal"]],
        topics=[t["topic"]],
        photos=[t["photo"]],
    )
    make_dialogue_stop(dialogue, place=t["place"])
    make_dialogue_stop(dialogue, place=make_place(economy=t["economy"]))
    picture = make_photo()
    make_photo_person(photo=picture, appointment=hidden_person)
    make_photo_person(photo=picture, appointment=t["appointment"])
    dialogue.photos.add(picture)
    session = make_session(dialogue=dialogue)
    talk = make_presentation(session=session, economy=t["economy"], case=t["case"])
    make_presenter(presentation=talk, appointment=hidden_person)
    make_presenter(presentation=talk, appointment=t["appointment"])

    case = make_case(
        economy=t["economy"],
        organisation=t["organisation"],
        goals=[t["goal"], t["goal_of_hidden"]],
        topics=[t["topic"]],
    )
    make_claim(case, source=t["source"])
    make_followup(case, source=t["source"])
    make_presentation(session=make_session(dialogue=t["dialogue"]), case=case)

    forum = make_forum(parent=t["forum"], prepared_by=t["forum"], successor=t["forum"])
    for name in ("parent", "prepared_by", "successor"):
        type(forum).objects.filter(pk=t["forum"].pk).update(**{name: forum})
    for name in ("meeting", "outcome", "dialogue", "framework"):
        type(t[name]).objects.filter(pk=t[name].pk).update(forum=forum)

    topic = make_topic()
    for name in ("meeting", "outcome", "dialogue", "case", "goal", "goal_of_hidden", "framework"):
        t[name].topics.add(topic)

    person = make_person()
    post = make_appointment(person=person, organisation=t["organisation"], economy=t["economy"])
    make_chairing(t["meeting"], appointment=post)
    make_quotation(t["meeting"], appointment=post, words_en=SECRET, words_zh_hant=GEHEIM, source=t["source"])
    make_presenter(
        presentation=make_presentation(session=make_session(dialogue=t["dialogue"])), appointment=post
    )
    make_presenter(presentation=talk, appointment=post)
    t["article"].authors.add(post)
    appointment = t["appointment"]
    type(appointment).objects.filter(pk=appointment.pk).update(person=person)

    article = make_article(
        authors=[hidden_person, t["appointment"]],
        meetings=[t["meeting"]],
        outcomes=[t["outcome"]],
        frameworks=[t["framework"]],
        goals=[t["goal"], t["goal_of_hidden"]],
        dialogues=[t["dialogue"]],
    )
    make_figure(article, photo=t["photo"], archive_of=t["host_year"])
    make_figure(article, photo=make_photo(), archive_of=t["host_year"])

    source = make_source()
    for record in t.values():
        make_citation(record, source=source)
    make_claim(t["case"], source=source)
    make_step(t["outcome"], source=source)
    make_citation(make_note(t["meeting"]), source=source)
    public = [dialogue, case, forum, topic, person, article, source]
    for record in public:
        make_citation(record, source=t["source"])
        make_note(record, text_en=SECRET, text_zh_hant=GEHEIM, state="draft")
    return [
        *(record.get_absolute_url() for record in public),
        *("/en/dialogues/", "/en/cases/", "/en/forums/", "/en/topics/", "/en/people/", "/en/glossary/"),
        *("/en/sources/", "/en/articles/"),
    ]


@pytest.mark.parametrize("state", list(hidden_states()))
def test_nothing_hidden_is_named_anywhere(client, state):
    with override("en"):
        addresses = pages_around(things(hidden_states()[state]))
    for address in addresses:
        for language in ("en", "zh-hant"):
            answer = client.get(address.replace("/en/", f"/{language}/", 1))
            assert answer.status_code == 200, address
            html = answer.content.decode()
            # In any case of letters: an address in small letters gives it away as well.
            assert SECRET.lower() not in html.lower(), address
            assert GEHEIM not in html, address


@pytest.mark.parametrize("state", list(hidden_states()))
def test_a_hidden_record_has_no_page(client, state):
    hidden = things(hidden_states()[state])
    expected = 410 if state == "withdrawn" else 404
    for name in ("forum", "person", "topic", "source", "dialogue", "case", "article"):
        for language in ("en", "zh-hant"):
            with override(language):
                assert client.get(hidden[name].get_absolute_url()).status_code == expected, name


@pytest.mark.parametrize("name", ["forum", "topic", "economy"])
def test_a_hidden_record_is_no_choice_of_a_filter(client, name):
    hidden = things({"state": "draft"})[name]
    key = hidden.apec_code if name == "economy" else hidden.slug
    make_dialogue()
    answer = client.get(f"/en/dialogues/?{name}={key}")
    assert len(answer.context["page"]) == 1
    assert "A filter could not be read" in answer.content.decode()


def test_an_editor_sees_a_draft_with_a_word_of_warning(client):
    dialogue = make_dialogue(state="draft")
    client.force_login(make_editor())
    html = client.get(dialogue.get_absolute_url()).content.decode()
    assert "The public cannot see this page yet." in html


def test_what_is_withdrawn_but_kept_is_read_under_a_notice(client):
    case = make_case(state="withdrawn", withdrawn_as="kept", withdrawn_note_en="It was renamed.")
    html = client.get(case.get_absolute_url()).content.decode()
    assert "This record has been withdrawn." in html
    assert "It was renamed." in html
