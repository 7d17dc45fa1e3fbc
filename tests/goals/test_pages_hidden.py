"""Nothing that is not public shows through on the pages of goals and economies."""

import pytest

from tests import make
from tests.goals.whole import LANGUAGES, PAGES, Whole, hidden_states

pytestmark = pytest.mark.django_db

# On which page each noun stands once it is public.
SHOWN_ON = {
    "goals/": ["goal", "framework"],
    "goals/pacts/": ["goal", "framework", "review", "note", "source"],
    "goals/pacts/1/": ["indicator", "evidence", "dialogue", "case", "framework", "note", "source", "economy"],
    "goals/pacts/1/atlantis/": ["indicator", "evidence", "case", "setter", "statement", "note", "source"],
    "indicators/": ["indicator"],
    "indicators/seen/": ["organisation", "source", "economy", "note"],
    "evidence/": ["evidence"],
    "evidence/evi-seen/": ["source", "note"],
    "frameworks/": ["framework"],
    "frameworks/pacts/": ["goal", "framework", "review", "article", "topic", "note", "source"],
    "economies/": ["economy"],
    "economies/atlantis/": ["case", "dialogue", "evidence", "meeting", "place", "person", "theme", "source"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", hidden_states())
def test_nothing_hidden_is_named_on_any_page(client, state, language):
    Whole().surround("Hushed", **hidden_states()[state])
    for page in PAGES:
        answer = client.get(f"/{language}/{page}")
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert "Hushed" not in text, page
        assert "77.7" not in text, page
        assert "66.6" not in text, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_public_is_named_where_the_other_test_looks_for_what_is_not(client, language):
    Whole().surround("Shown")
    for page, nouns in SHOWN_ON.items():
        text = client.get(f"/{language}/{page}").content.decode()
        for noun in nouns:
            assert f"Shown {noun}" in text, (page, noun)


@pytest.mark.parametrize("state", ["draft", "in review", "tomorrow", "until yesterday"])
def test_a_hidden_record_has_no_page(client, state):
    hidden = hidden_states()[state]
    framework = make.make_framework(slug="hushed", **hidden)
    make.make_goal(framework=framework, number="1")
    public = make.make_goal(number="1", framework=make.make_framework(slug="public"))
    make.make_goal(number="2", framework=public.framework, **hidden)
    make.make_indicator(slug="hushed", **hidden)
    make.make_evidence(code="EVI-HUSHED", **hidden)
    make.make_economy(slug="hushed", **hidden)
    for address in (
        "goals/hushed/",
        "goals/hushed/1/",
        "goals/public/2/",
        "goals/public/1/hushed/",
        "goals/hushed/1/hushed/",
        "indicators/hushed/",
        "evidence/evi-hushed/",
        "frameworks/hushed/",
        "economies/hushed/",
    ):
        assert client.get(f"/en/{address}").status_code == 404, address


def test_a_record_withdrawn_in_error_is_gone_with_its_note(client):
    make.make_indicator(
        slug="wrong", state="withdrawn", withdrawn_as="error", withdrawn_note="Counted twice."
    )
    answer = client.get("/en/indicators/wrong/")
    assert answer.status_code == 410
    assert "Counted twice." in answer.content.decode()


def test_an_editor_previews_a_draft_under_a_notice(client):
    client.force_login(make.make_editor())
    make.make_framework(slug="coming", name="Coming", state="draft")
    text = client.get("/en/frameworks/coming/").content.decode()
    assert "The public cannot see this page yet." in text
