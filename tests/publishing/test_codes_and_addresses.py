"""Stable codes, readable addresses, and old addresses that lead on."""

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import RequestFactory

from meetings.models import Meeting
from publishing.middleware import Gone, Moved
from publishing.views import find
from tests.make import make_economy, make_host_year, make_meeting, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(rf: RequestFactory):
    def of(user=None):
        request = rf.get("/")
        request.user = user
        return request

    return of


def test_codes_count_up_within_the_host_year():
    year = make_host_year(year=2024)
    first = Meeting.objects.create(name_en="One", kind="other", host_year=year)
    second = Meeting.objects.create(name_en="Two", kind="other", host_year=year)
    assert (first.code, second.code) == ("MTG-2024-001", "MTG-2024-002")


def test_a_code_given_by_hand_does_not_stop_the_counting():
    year = make_host_year(year=2024)
    make_meeting(code="MTG-2024-SOM2", host_year=year)
    make_meeting(code="MTG-2024-041", host_year=year)
    assert Meeting.objects.create(name_en="Next", kind="other", host_year=year).code == "MTG-2024-042"


@pytest.mark.parametrize("code", ["MTG 2024", "MTG-", "2024-001", "MTG-2024-äöü", "M" * 60])
def test_a_code_is_capitals_hyphen_and_digits(code):
    with pytest.raises(ValidationError):
        make_meeting(code=code).full_clean()


def test_an_address_comes_from_the_english_name():
    assert (
        make_meeting(name_en="Second Senior Officials’ Meeting", slug="").slug
        == "second-senior-officials-meeting"
    )


def test_without_an_english_name_the_address_comes_from_the_code():
    meeting = make_meeting(name_en="", name_zh_hant="第二次資深官員會議", slug="", code="MTG-2024-901")
    assert meeting.slug == "mtg-2024-901"


def test_two_records_of_one_name_have_two_addresses():
    slugs = [make_meeting(name_en="Plenary", slug="").slug for _ in range(3)]
    assert slugs == ["plenary", "plenary-2", "plenary-3"]


def test_an_old_address_leads_to_the_new_one(request_):
    meeting = make_meeting(slug="som-2")
    meeting.slug = "2024-som2"
    meeting.save()
    with pytest.raises(Moved) as moved:
        find(request_(), Meeting.objects.all(), slug="som-2")
    assert moved.value.url == meeting.get_absolute_url()


def test_an_address_that_changed_twice_leads_on_from_both(request_):
    meeting = make_meeting(slug="a")
    for slug in ("b", "c"):
        meeting = Meeting.objects.get(pk=meeting.pk)
        meeting.slug = slug
        meeting.save()
    for old in ("a", "b"):
        with pytest.raises(Moved):
            find(request_(), Meeting.objects.all(), slug=old)
    assert find(request_(), Meeting.objects.all(), slug="c") == meeting


def test_part_of_an_old_address_leads_nowhere(request_):
    meeting = make_meeting(slug="2024-som2")
    meeting.slug = "other"
    meeting.save()
    with pytest.raises(Http404):
        find(request_(), Meeting.objects.all(), slug="som2")


def test_the_old_address_of_a_draft_does_not_give_it_away(request_):
    meeting = make_meeting(slug="old", state="draft")
    meeting.slug = "new"
    meeting.save()
    with pytest.raises(Http404):
        find(request_(), Meeting.objects.all(), slug="old")


def test_a_draft_is_not_found_by_the_public_but_by_its_editor(request_):
    meeting = make_meeting(slug="plan", state="draft")
    with pytest.raises(Http404):
        find(request_(), Meeting.objects.all(), slug="plan")
    editor = make_user("meetings.view_meeting", is_staff=True)
    assert find(request_(editor), Meeting.objects.all(), slug="plan") == meeting


def test_a_record_entered_in_error_is_gone_with_its_note(request_):
    make_meeting(slug="wrong", state="withdrawn", withdrawn_as="error")
    with pytest.raises(Gone):
        find(request_(), Meeting.objects.all(), slug="wrong")


def test_a_replaced_record_leads_to_its_successor(request_):
    new = make_meeting(slug="new")
    make_meeting(slug="old", state="withdrawn", withdrawn_as="replaced", replaced_by=new)
    with pytest.raises(Moved) as moved:
        find(request_(), Meeting.objects.all(), slug="old")
    assert moved.value.url == new.get_absolute_url()


def test_a_record_replaced_by_a_draft_does_not_give_the_draft_away(request_):
    new = make_meeting(slug="new", state="draft")
    make_meeting(slug="old", state="withdrawn", withdrawn_as="replaced", replaced_by=new)
    with pytest.raises(Gone):
        find(request_(), Meeting.objects.all(), slug="old")


def test_a_withdrawn_record_that_is_kept_can_still_be_read(request_):
    kept = make_meeting(slug="kept", state="withdrawn", withdrawn_as="kept")
    assert find(request_(), Meeting.objects.all(), slug="kept") == kept


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_withdrawn_page_answers_410_with_its_note_in_the_readers_language(client, language):
    make_meeting(
        slug="wrong",
        state="withdrawn",
        withdrawn_as="error",
        withdrawn_note_en="Entered twice.",
        withdrawn_note_zh_hant="重複登錄。",
    )
    answer = client.get(f"/{language}/meetings/wrong/")
    assert answer.status_code == 410
    assert {"en": "Entered twice.", "zh-hant": "重複登錄。"}[language] in answer.content.decode()


def test_an_economy_has_its_code_from_apec():
    assert make_economy(apec_code="PE", code="").code == "ECO-PE"
