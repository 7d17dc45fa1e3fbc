"""Nothing that is not public shows through on the pages of meetings and outcomes, the timeline and the home page."""

import pytest
from django.urls import reverse
from django.utils import translation

from meetings.models import HostYear, Meeting, Outcome
from tests import make
from tests.meetings.whole import LANGUAGES, Whole, hidden_states

pytestmark = pytest.mark.django_db
STATES = list(hidden_states())


def pages():
    yield reverse("home")
    yield reverse("timeline")
    yield reverse("timeline_year", args=[2024])
    yield reverse("meetings:meeting_list")
    yield reverse("meetings:meeting_list") + "?sort=oldest"
    yield reverse("meetings:meeting", args=["the-meeting"])
    yield reverse("meetings:outcome_list")
    yield reverse("meetings:outcome", args=["the-outcome"])


def read(client, language):
    with translation.override(language):
        addresses = list(pages())
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield address, answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_hidden_is_named_on_any_page(client, state, language):
    Whole("Hushed", **hidden_states()[state])
    for address, page in read(client, language):
        assert "Hushed" not in page, address


@pytest.mark.parametrize("state", STATES)
def test_words_of_hidden_records_find_nothing(client, state):
    Whole("Hushed", **hidden_states()[state])
    for where, nothing in (("meetings", "0 meetings"), ("outcomes", "0 outcomes"), ("timeline", "0 entries")):
        assert f">{nothing}</h2>" in client.get(f"/en/{where}/?q=Hushed").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_public_is_named_where_the_other_tests_look_for_what_is_not(client, language):
    Whole("Shown")
    found = dict(read(client, language))
    meeting, outcome = (
        found[f"/{language}/meetings/the-meeting/"],
        found[f"/{language}/outcomes/the-outcome/"],
    )
    for what in (
        "forum",
        "meeting",
        "place",
        "economy",
        "chair",
        "speaker",
        "words",
        "caption",
        "person in the picture",
        "topic",
        "outcome",
        "dialogue",
        "framework",
        "goal",
        "article",
        "note",
        "source",
        "support",
    ):
        assert f"Shown {what}" in meeting, what
    for what in (
        "forum",
        "document",
        "meeting",
        "topic",
        "outcome",
        "dialogue",
        "framework",
        "goal",
        "article",
        "note",
        "source",
    ):
        assert f"Shown {what}" in outcome, what
    for what in ("meeting", "dialogue", "outcome", "milestone", "place"):
        assert f"Shown {what}" in found[f"/{language}/timeline/2024/"], what


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_meeting_or_outcome_has_no_page_of_its_own(client, state):
    hidden = hidden_states()[state]
    meeting = make.make_meeting(name="Hushed", slug="hushed", **hidden)
    outcome = make.make_outcome(host_year=meeting.host_year, title="Hushed", slug="hushed", **hidden)
    for record in (meeting, outcome):
        answer = client.get(record.get_absolute_url())
        assert answer.status_code == (410 if state == "withdrawn in error" else 404)
        assert "Hushed" not in answer.content.decode()


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_host_year_is_neither_listed_nor_shown(client, state):
    make.make_host_year(year=2024, theme="Hushed theme", **hidden_states()[state])
    make.make_meeting(slug="open", when="2024-05-01", host_year=HostYear.objects.get())
    assert "Hushed" not in client.get("/en/timeline/").content.decode()
    assert "Hushed" not in client.get("/en/meetings/open/").content.decode()
    assert "/timeline/2024/" not in client.get("/en/meetings/open/").content.decode()
    assert client.get("/en/timeline/2024/").status_code == (410 if state == "withdrawn in error" else 404)


def test_staff_see_a_draft_with_a_notice_above_it(client):
    client.force_login(make.make_editor())
    meeting = make.make_meeting(state="draft", name="Not yet out")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Not yet out" in page
    assert "The public cannot see this page yet." in page
    assert "Not yet out" in client.get("/en/meetings/").content.decode()


def test_a_meeting_withdrawn_but_kept_is_read_under_a_notice_and_listed_nowhere(client):
    meeting = make.make_meeting(
        name="Once held to be true",
        state="withdrawn",
        withdrawn_as="kept",
        withdrawn_note="It never took place.",
    )
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "It never took place." in page
    assert "Once held to be true" not in client.get("/en/meetings/").content.decode()
    assert "Once held to be true" not in client.get("/en/timeline/").content.decode()


def test_lists_do_not_count_what_they_do_not_show(client):
    for state in hidden_states().values():
        make.make_meeting(**state)
        make.make_outcome(host_year=HostYear.objects.get(), **state)
    assert Meeting.objects.count() == Outcome.objects.count() == 5
    assert ">0 meetings</h2>" in client.get("/en/meetings/").content.decode()
    assert ">0 outcomes</h2>" in client.get("/en/outcomes/").content.decode()
    assert ">0 entries</h2>" in client.get("/en/timeline/").content.decode()
