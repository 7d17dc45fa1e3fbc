"""The page of an outcome says where it stands, what it is called, where its text is and what it became."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def page_of(client, record):
    answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_outcome_without_steps_says_so(client):
    page = page_of(client, make.make_outcome())
    assert "We know of this outcome, but of no step in what became of it." in page


def test_its_state_is_that_of_the_last_step(client):
    outcome = make.make_outcome()
    make.make_step(outcome, state="expected", when="2024-05")
    make.make_step(outcome, state="not-agreed", when="2024-11-16")
    page = page_of(client, outcome)
    assert '<span class="tag late">Not agreed</span> <small>16 November 2024</small>' in page


def test_the_working_title_stays_beside_the_adopted_one(client):
    document = make.make_document(title="Lima Roadmap", symbol="2024/AMM/005")
    outcome = make.make_outcome(title="Lima Roadmap", working_title="A roadmap", document=document)
    page = page_of(client, outcome)
    for words in ("A roadmap", "What it was called before it was adopted.", "Lima Roadmap", "2024/AMM/005"):
        assert words in page


def test_the_text_is_linked_by_language(client):
    document = make.make_document()
    make.make_document_file(document=document, language="en", url="https://example.org/en.pdf")
    make.make_document_file(document=document, language="es", url="https://example.org/es.pdf")
    page = page_of(client, make.make_outcome(document=document))
    assert 'href="https://example.org/en.pdf" rel="external" hreflang="en"' in page
    assert 'href="https://example.org/es.pdf" rel="external" hreflang="es"' in page


def test_a_text_that_is_not_public_is_said_not_to_be(client):
    outcome = make.make_outcome(document=make.make_document(access="title-only"))
    assert "The text is not public; only its title is." in page_of(client, outcome)
    kept = make.make_document_file(document=outcome.document, file="documents/2024/text.pdf", url="")
    assert kept.file.url not in page_of(client, outcome)


def test_one_click_leads_to_its_meeting_its_goals_and_the_dialogues_that_fed_it(client):
    outcome = make.make_outcome()
    framework = make.make_framework(outcome=outcome)
    goal = make.make_goal(framework=framework)
    dialogue = make.make_dialogue(feeds=[outcome])
    article = make.make_article(outcomes=[outcome])
    page = page_of(client, outcome)
    for record in (outcome.meeting, framework, goal, dialogue, article):
        assert f'href="{record.get_absolute_url()}"' in page


def test_annexes_and_their_main_text_lead_to_each_other(client):
    main = make.make_outcome(title="Declaration")
    annex = make.make_outcome(title="Roadmap", meeting=main.meeting, annex_to=main)
    assert f'href="{annex.get_absolute_url()}"' in page_of(client, main)
    assert f'href="{main.get_absolute_url()}"' in page_of(client, annex)


def test_a_conflict_between_sources_stands_beside_the_trail(client):
    outcome = make.make_outcome()
    make.make_step(outcome)
    make.make_note(outcome, kind="conflict", text="One says adopted, one endorsed.")
    make.make_note(outcome, kind="comment", text="A remark.")
    page = page_of(client, outcome)
    assert (
        page.index("One says adopted, one endorsed.") < page.index('id="notes-h"') < page.index("A remark.")
    )
