"""A page asks the database as often for three of each thing as for one, and not too often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import (
    make_appointment,
    make_article,
    make_aside,
    make_case,
    make_chairing,
    make_citation,
    make_claim,
    make_dialogue,
    make_dialogue_stop,
    make_economy,
    make_figure,
    make_followup,
    make_forum,
    make_framework,
    make_goal,
    make_meeting,
    make_note,
    make_organisation,
    make_outcome,
    make_person,
    make_photo,
    make_photo_person,
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


def full_set():
    """A record of every kind with one of all that can hang on it."""
    economy, forum, topic, goal = make_economy(), make_forum(), make_topic(), make_goal()
    post = make_appointment(organisation=make_organisation(), economy=economy)
    photo = make_photo()
    make_photo_person(photo=photo, appointment=post)
    return economy, forum, topic, goal, post, photo


def hang_on(records):
    """One more of everything on each of the records."""
    economy, forum, topic, goal, post, photo = full_set()
    dialogue, case, own_forum, own_topic, person, article, source = records
    outcome = make_outcome(forum=own_forum, topics=[own_topic])
    make_step(outcome, source=source)
    for name, value in {
        "joint_forums": forum,
        "organisers": make_organisation(),
        "co_sponsors": economy,
        "feeds": outcome,
        "goals": goal,
        "topics": topic,
        "photos": photo,
    }.items():
        getattr(dialogue, name).add(value)
    make_dialogue_stop(dialogue)
    talk = make_presentation(session=make_session(dialogue=dialogue), case=make_case())
    make_presenter(presentation=talk, appointment=post)
    make_article(dialogues=[dialogue])
    case.goals.add(goal)
    case.topics.add(topic)
    make_claim(case)
    make_followup(case, source=source)
    make_presentation(session=make_session(dialogue=make_dialogue()), case=case)
    make_forum(parent=own_forum)
    make_forum(prepared_by=own_forum)
    make_forum(successor=own_forum)
    meeting = make_meeting(forum=own_forum, topics=[own_topic])
    make_dialogue(forum=own_forum, topics=[own_topic])
    make_framework(forum=own_forum, topics=[own_topic])
    make_case(topics=[own_topic])
    make_goal(topics=[own_topic])
    held = make_appointment(person=person, organisation=make_organisation(), economy=economy)
    make_chairing(meeting, appointment=held)
    make_quotation(meeting, appointment=held, source=make_source())
    make_presenter(presentation=talk, appointment=held)
    article.authors.add(held)
    article.meetings.add(meeting)
    article.outcomes.add(outcome)
    article.frameworks.add(make_framework())
    article.goals.add(goal)
    article.dialogues.add(dialogue)
    make_aside(article)
    make_figure(article, photo=photo, archive_of=meeting.host_year)
    make_term()
    for record in records:
        make_note(record)
        make_citation(record)
    for record in (meeting, outcome, forum, topic, goal):
        make_citation(record, source=source)


# How many times any page may ask, with everything hanging on it that can.
AT_MOST = 12


def test_a_page_asks_as_often_for_three_of_each_thing_as_for_one(client):
    records = [
        make()
        for make in (make_dialogue, make_case, make_forum, make_topic, make_person, make_article, make_source)
    ]
    addresses = [record.get_absolute_url() for record in records]
    counts = []
    for times in (1, 2):
        for _ in range(times):
            hang_on(records)
        counts.append([])
        for address in [
            *addresses,
            "/en/forums/",
            "/en/topics/",
            "/en/people/",
            "/en/glossary/",
            "/en/sources/",
        ]:
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]
    assert [count for count in counts[0] if count > AT_MOST] == [], counts
