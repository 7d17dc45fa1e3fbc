"""Many records are published or withdrawn at once; each refusal is told with the record's name and the reason."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from meetings.models import Meeting
from tests import make
from tests.desk.records import both_languages

URL = "admin:meetings_meeting_changelist"


def run(client, action, *records, **more):
    data = {"action": action, "_selected_action": [record.pk for record in records], **more}
    response = client.post(reverse(URL), data)
    told = [str(message) for message in get_messages(response.wsgi_request)]
    return response, told


def states(*records):
    return [Meeting.objects.get(pk=record.pk).state for record in records]


@both_languages
def test_drafts_are_published(editor, speak, language):
    speak(language)
    drafts = [make.make_meeting(state="draft"), make.make_meeting(state="review")]
    _response, told = run(editor, "publish", *drafts)
    assert states(*drafts) == ["published", "published"]
    assert len(told) == 1
    assert "2" in told[0]


def test_a_record_that_breaks_a_rule_is_left_and_named_and_the_others_are_published(editor):
    good, bad = make.make_meeting(state="draft"), make.make_meeting(state="draft")
    Meeting.objects.filter(pk=bad.pk).update(time_zone="Mars/Olympus")
    _response, told = run(editor, "publish", good, bad)
    assert states(good, bad) == ["published", "draft"]
    assert any("1 record was saved" in text for text in told)
    (refusal,) = [text for text in told if bad.code in text]
    assert "is not a time zone we know" in refusal


def test_what_stands_so_already_is_left_alone(editor):
    meeting = make.make_meeting()
    before = Meeting.objects.get(pk=meeting.pk).changed_at
    _response, told = run(editor, "publish", meeting)
    assert Meeting.objects.get(pk=meeting.pk).changed_at == before
    assert "already" in told[0]


def test_review_and_back_to_draft(editor):
    meeting = make.make_meeting()
    run(editor, "send_to_review", meeting)
    assert states(meeting) == ["review"]
    run(editor, "back_to_draft", meeting)
    assert states(meeting) == ["draft"]


@both_languages
def test_withdrawing_asks_how_before_it_does_anything(editor, speak, language):
    speak(language)
    meeting = make.make_meeting()
    response, _told = run(editor, "withdraw", meeting)
    assert response.status_code == 200
    assert meeting.code in response.rendered_content
    assert states(meeting) == ["published"]


def test_withdrawing_keeps_the_note_in_both_languages(editor):
    meetings = [make.make_meeting(), make.make_meeting()]
    run(
        editor,
        "withdraw",
        *meetings,
        confirm="yes",
        withdrawn_as="error",
        withdrawn_note_zh_hant="誤植。",
        withdrawn_note_en="Entered twice.",
    )
    for meeting in meetings:
        meeting.refresh_from_db()
        assert (meeting.state, meeting.withdrawn_as) == ("withdrawn", "error")
        assert (meeting.withdrawn_note_zh_hant, meeting.withdrawn_note_en) == ("誤植。", "Entered twice.")


@pytest.mark.parametrize("code", ["", "MTG-1999-999", "nonsense"])
def test_a_replaced_record_must_name_one_that_stands(editor, code):
    meeting = make.make_meeting()
    response, _told = run(
        editor, "withdraw", meeting, confirm="yes", withdrawn_as="replaced", replaced_by=code
    )
    assert response.status_code == 200
    assert response.context_data["form"].errors["replaced_by"]
    assert states(meeting) == ["published"]


def test_a_replaced_record_leads_to_the_new_one_and_comes_back_whole(editor):
    old, new = make.make_meeting(), make.make_meeting()
    run(editor, "withdraw", old, confirm="yes", withdrawn_as="replaced", replaced_by=new.code.lower())
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == ("withdrawn", new)
    run(editor, "publish", old)
    old.refresh_from_db()
    assert (old.state, old.withdrawn_as, old.replaced_by) == ("published", "", None)


def test_a_record_does_not_replace_itself(editor):
    meeting = make.make_meeting()
    _response, told = run(
        editor, "withdraw", meeting, confirm="yes", withdrawn_as="replaced", replaced_by=meeting.code
    )
    assert states(meeting) == ["published"]
    assert "Name the record that replaces this one" in told[0]


def test_readings_are_withdrawn_at_once(editor):
    reading = make.make_reading()
    data = {"action": "withdraw_line", "_selected_action": [reading.pk]}
    editor.post(reverse("admin:goals_reading_changelist"), data)
    reading.refresh_from_db()
    assert reading.state == "withdrawn"


@pytest.mark.django_db
def test_somebody_who_may_only_look_cannot_publish(client):
    client.force_login(make.make_user("meetings.view_meeting", is_staff=True))
    draft = make.make_meeting(state="draft")
    run(client, "publish", draft)
    assert states(draft) == ["draft"]
