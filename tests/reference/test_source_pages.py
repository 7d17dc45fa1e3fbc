"""A source says what it is, how far we checked it, and which records rest on it."""

import pytest
from django.utils.translation import override

from tests.make import (
    make_appointment,
    make_article,
    make_case,
    make_citation,
    make_claim,
    make_dialogue,
    make_economy,
    make_evidence,
    make_followup,
    make_forum,
    make_framework,
    make_goal,
    make_host_year,
    make_indicator,
    make_meeting,
    make_milestone,
    make_note,
    make_outcome,
    make_person,
    make_place,
    make_reading,
    make_source,
    make_step,
    make_term,
    make_topic,
)

pytestmark = pytest.mark.django_db


def used(client, source, language="en"):
    with override(language):
        answer = client.get(source.get_absolute_url())
    assert answer.status_code == 200
    return [entry.record for entry in answer.context["page"]]


def test_what_a_source_is(client):
    source = make_source(
        title_en="The Arequipa Goals",
        title_zh_hant="阿雷基帕目標",
        publisher_en="APEC Peru",
        language="es",
        published_on="2024-05",
        seen_on="2024-06-20",
        checked="unchecked",
        url="https://example.org/goals",
        note_en="Found late.",
    )
    html = client.get(f"/en/sources/{source.slug}/").content.decode()
    for words in (
        "The Arequipa Goals",
        '<span lang="zh-Hant">阿雷基帕目標</span>',
        "APEC Peru",
        "Spanish",
        "May 2024",
        "20 June 2024",
        "Not checked by us",
        'href="https://example.org/goals" rel="external" hreflang="es"',
        "Found late.",
    ):
        assert words in html


def test_records_of_every_kind_that_cite_it_are_found_by_their_codes(client):
    source = make_source()
    records = [
        make()
        for make in (
            *(make_economy, make_forum, make_person, make_topic, make_term, make_host_year, make_meeting),
            *(make_outcome, make_framework, make_goal, make_indicator, make_evidence, make_milestone),
            *(make_dialogue, make_case, make_article, make_place, make_appointment),
        )
    ]
    for record in records:
        make_citation(record, source=source)
    found = used(client, source)
    assert set(found) == set(records)
    assert len(found) == len(records)
    assert set(used(client, source, "zh-hant")) == set(records)


def test_lines_that_name_it_lead_to_the_record_they_belong_to(client):
    source = make_source()
    case, outcome, indicator = make_case(), make_outcome(), make_indicator()
    make_claim(case, source=source)
    make_followup(case, source=source)
    make_step(outcome, source=source)
    make_reading(indicator=indicator, source=source)
    assert set(used(client, source)) == {case, outcome, indicator}


def test_a_note_that_rests_on_it_counts_for_what_the_note_is_about(client):
    source, meeting = make_source(), make_meeting()
    make_citation(make_note(meeting), source=source)
    assert used(client, source) == [meeting]


def test_a_code_of_nothing_leads_nowhere(client):
    source = make_source()
    make_citation("MTG-1990-999", source=source)
    make_citation("XYZ-1", source=source)
    assert used(client, source) == []
    assert "No public record rests on it" in client.get(f"/en/sources/{source.slug}/").content.decode()


def test_sources_are_narrowed_by_words_language_and_how_far_we_checked(client):
    spanish = make_source(title_en="Acuerdo", language="es", checked="unchecked")
    make_source(title_en="Agreement", language="en", checked="read")
    for query in ("q=acuerdo", "language=es", "checked=unchecked"):
        assert list(client.get(f"/en/sources/?{query}").context["page"]) == [spanish]
    for query in ("language=xx", "checked=maybe", "language=%00", "q=" + "z" * 10_000):
        assert len(client.get(f"/en/sources/?{query}").context["page"]) == 2
