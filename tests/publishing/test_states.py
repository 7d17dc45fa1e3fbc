"""What the public sees of a record, and what staff see before."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from meetings.models import Meeting
from tests.make import make_meeting, make_user

pytestmark = pytest.mark.django_db


def an_hour(ahead):
    return timezone.now() + timedelta(hours=ahead)


@pytest.fixture
def one_of_each():
    """Records in every state, by the word for it."""
    return {
        "published": make_meeting(),
        "published since": make_meeting(published_from=an_hour(-1)),
        "published for now": make_meeting(published_until=an_hour(1)),
        "draft": make_meeting(state="draft"),
        "in review": make_meeting(state="review"),
        "published later": make_meeting(published_from=an_hour(1)),
        "published until before": make_meeting(published_from=an_hour(-2), published_until=an_hour(-1)),
        "withdrawn": make_meeting(state="withdrawn", withdrawn_as="error"),
        "withdrawn but kept": make_meeting(state="withdrawn", withdrawn_as="kept"),
    }


def names(one_of_each, records):
    codes = set(records.values_list("code", flat=True))
    return {name for name, record in one_of_each.items() if record.code in codes}


OPEN = {"published", "published since", "published for now"}


def test_the_public_sees_what_is_published_now_and_nothing_else(one_of_each):
    assert names(one_of_each, Meeting.objects.visible_to(AnonymousUser())) == OPEN
    assert names(one_of_each, Meeting.objects.visible_to(None)) == OPEN


def test_staff_without_permission_see_no_more_than_the_public(one_of_each):
    assert names(one_of_each, Meeting.objects.visible_to(make_user(is_staff=True))) == OPEN


def test_somebody_with_the_permission_who_is_no_longer_staff_sees_no_more_than_the_public(one_of_each):
    assert names(one_of_each, Meeting.objects.visible_to(make_user("meetings.view_meeting"))) == OPEN


def test_staff_who_may_view_meetings_see_drafts_but_not_what_was_withdrawn(one_of_each):
    editor = make_user("meetings.view_meeting", is_staff=True)
    assert names(one_of_each, Meeting.objects.visible_to(editor)) == set(one_of_each) - {
        "withdrawn",
        "withdrawn but kept",
    }


def test_a_record_read_along_with_another_gives_the_same_answer_as_the_query(one_of_each):
    assert {name for name, record in one_of_each.items() if record.is_public} == OPEN


def test_withdrawing_says_how():
    with pytest.raises(ValidationError, match="Say how it is withdrawn"):
        make_meeting(state="withdrawn")


def test_what_is_replaced_names_the_new_record():
    with pytest.raises(ValidationError, match="Name the record that replaces"):
        make_meeting(state="withdrawn", withdrawn_as="replaced")


def test_publishing_does_not_end_before_it_begins():
    with pytest.raises(ValidationError, match="unpublished before"):
        make_meeting(published_from=an_hour(2), published_until=an_hour(1))
