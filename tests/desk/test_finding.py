"""An editor finds a record by its name in either language, whatever language the desk speaks."""

import json

import pytest
from django.urls import reverse

from tests import make
from tests.desk.records import both_languages


def found(client, name, query):
    response = client.get(reverse(f"admin:{name}_changelist"), {"q": query})
    return list(response.context["cl"].result_list)


@both_languages
@pytest.mark.parametrize("query", ["阿雷基帕", "arequipa", "Arequipa", "PLA-TEST"])
def test_a_place_is_found_in_chinese_in_english_and_by_its_code(editor, speak, language, query):
    speak(language)
    place = make.make_place(name_en="Arequipa", name_zh_hant="阿雷基帕", code="PLA-TEST")
    make.make_place()
    assert found(editor, "reference_place", query) == [place]


@both_languages
@pytest.mark.parametrize("query", ["陳浩銘", "Chen Hao-Ming"])
def test_an_appointment_is_found_by_its_person(editor, speak, language, query):
    speak(language)
    person = make.make_person(name_en="Chen Hao-Ming", name_zh_hant="陳浩銘")
    appointment = make.make_appointment(person=person)
    make.make_appointment()
    assert found(editor, "reference_appointment", query) == [appointment]


def test_a_meeting_with_two_stops_is_found_once(editor):
    meeting = make.make_meeting()
    make.make_stop(meeting, place=make.make_place(name_en="Lima North"))
    make.make_stop(meeting, place=make.make_place(name_en="Lima South"))
    assert found(editor, "meetings_meeting", "Lima") == [meeting]


@both_languages
@pytest.mark.parametrize("term", ["人資", "Human"])
def test_the_searching_lists_find_in_both_languages_and_show_the_code(editor, speak, language, term):
    speak(language)
    forum = make.make_forum(name_en="Human Resources", name_zh_hant="人資工作小組", acronym="HRDWG")
    make.make_forum()
    asked = {"app_label": "meetings", "model_name": "meeting", "field_name": "forum", "term": term}
    answer = json.loads(editor.get(reverse("admin:autocomplete"), asked).content)
    assert [row["id"] for row in answer["results"]] == [str(forum.pk)]
    assert answer["results"][0]["text"] == f"HRDWG · {forum.code}"


def test_a_missing_name_is_said_and_can_be_asked_for(editor):
    place = make.make_place(name_zh_hant="")
    make.make_place()
    page = editor.get(reverse("admin:reference_place_changelist"), {"missing": "zh-hant"})
    assert list(page.context["cl"].result_list) == [place]
    assert "missing</span>" in page.content.decode()


def test_names_in_a_list_say_their_language(editor):
    make.make_place(name_en="Arequipa", name_zh_hant="阿雷基帕")
    page = editor.get(reverse("admin:reference_place_changelist")).content.decode()
    assert '<span lang="zh-Hant">阿雷基帕</span>' in page
    assert '<span lang="en">Arequipa</span>' in page


@both_languages
def test_both_languages_of_a_text_stand_in_one_row_and_say_what_they_are(editor, speak, language):
    speak(language)
    response = editor.get(reverse("admin:meetings_meeting_add"))
    fields = response.context["adminform"].form.fields
    assert fields["name_zh_hant"].widget.attrs["lang"] == "zh-Hant"
    assert fields["name_en"].widget.attrs["lang"] == "en"
    assert fields["summary_en"].widget.attrs["lang"] == "en"
    first = response.context["adminform"].fieldsets[0][1]["fields"][0]
    assert first == ("name_zh_hant", "name_en")


def test_a_draft_leads_to_its_page_for_the_editor(editor):
    meeting = make.make_meeting(state="draft")
    page = editor.get(reverse("admin:meetings_meeting_change", args=[meeting.pk])).content.decode()
    assert meeting.get_absolute_url() in page
