"""A form at the desk answers nonsense with sentences, keeps what was typed, and never falls over."""

from django.db import IntegrityError
from django.urls import reverse

from meetings.models import Meeting, Stop
from publishing.languages import column
from tests import make
from tests.desk.records import (
    LANGUAGES,
    address,
    both_languages,
    errors_of,
    every_desk,
    form_of,
    made,
    with_rows,
)

NONSENSE = [
    "<script>alert(1)</script>",
    "9" * 40,
    "-1",
    "2024-99-99",
    "1e400",
    "NaN",
    "臺" * 5000,
    "\x00",
    "' OR 1=1 --",
    "javascript:alert(1)",
]


def add_url(name):
    return reverse(f"admin:{name}_add")


@both_languages
@every_desk
def test_an_empty_form_is_answered_with_what_is_missing(editor, speak, desk, language):
    speak(language)
    url = address(desk.model, "add")
    data = {name: value for name, value in form_of(editor.get(url)).items() if "_FORMS" in name}
    response = editor.post(url, data)
    assert response.status_code == 200
    assert "errornote" in response.content.decode()


@every_desk
def test_nonsense_in_every_field_is_answered_with_errors(editor, speak, desk):
    url = address(desk.model, "add")
    empty = editor.get(url)
    counts = {name: value for name, value in form_of(empty).items() if "_FORMS" in name}
    fields = [name for name in empty.context["adminform"].form.fields if name != "seen"]
    below = [inline.formset for inline in empty.context["inline_admin_formsets"]]
    for n, nonsense in enumerate(NONSENSE):
        speak(LANGUAGES[n % 2])
        data = counts | dict.fromkeys(fields, nonsense)
        for formset in below:
            data[f"{formset.prefix}-TOTAL_FORMS"] = 1
            data |= {f"{formset.prefix}-0-{name}": nonsense for name in formset.empty_form.fields}
        response = editor.post(url, data)
        assert response.status_code == 200, nonsense
        assert "errornote" in response.content.decode(), nonsense


@every_desk
def test_a_record_saved_untouched_is_saved(editor, desk):
    record = made(desk)
    url = address(desk.model, "change", record.pk)
    response = editor.post(url, form_of(editor.get(url)) | {"_continue": "1"})
    assert response.status_code == 302, errors_of(response)
    again = editor.get(url).context["adminform"].form.instance
    changed = {
        field.name
        for field in desk.model._meta.concrete_fields
        if field.name != "changed_at" and field.value_from_object(again) != field.value_from_object(record)
    }
    assert changed == set()


@both_languages
def test_a_name_in_one_language_is_enough_whichever_it_is(editor, speak, language):
    speak(language)
    url = add_url("reference_place")
    for given in ("zh-hant", "en"):
        data = form_of(editor.get(url)) | {column("name", given): f"Arequipa {given}"}
        assert editor.post(url, data).status_code == 302
        assert made_place(given).name == f"Arequipa {given}"


def made_place(given):
    from reference.models import Place

    return Place.objects.get(**{column("name", given): f"Arequipa {given}"})


@both_languages
def test_without_a_name_the_sentence_stands_at_the_name(editor, speak, language):
    speak(language)
    url = add_url("reference_place")
    form = editor.post(url, form_of(editor.get(url))).context["adminform"].form
    assert set(form.errors) == {"name_zh_hant"}


def test_a_broken_rule_stands_at_the_field_it_is_about(editor):
    url = add_url("reference_place")
    data = form_of(editor.get(url)) | {"name_en": "Nowhere", "latitude": "91", "longitude": "0"}
    form = editor.post(url, data).context["adminform"].form
    assert "latitude (−90 to 90)" in form.errors["longitude"][0]


def test_a_state_that_says_too_little_is_refused_at_its_field(editor):
    meeting = make.make_meeting()
    url = address(meeting, "change", meeting.pk)
    data = form_of(editor.get(url)) | {"state": "withdrawn"}
    form = editor.post(url, data).context["adminform"].form
    assert set(form.errors) == {"withdrawn_as"}
    form = editor.post(url, data | {"withdrawn_as": "replaced"}).context["adminform"].form
    assert set(form.errors) == {"replaced_by"}


@both_languages
def test_an_impossible_reading_is_refused_with_its_sentence(editor, speak, language):
    speak(language)
    reading = make.make_reading()
    url = address(reading, "change", reading.pk)
    data = form_of(editor.get(url)) | {"value": "100.1"}
    form = editor.post(url, data).context["adminform"].form
    assert "100" in form.errors["value"][0]


def test_the_same_reading_twice_is_refused_with_its_sentence(editor):
    reading = make.make_reading()
    url = add_url("goals_reading")
    data = form_of(editor.get(address(reading, "change", reading.pk)))
    data.pop("seen")
    response = editor.post(url, data)
    assert response.status_code == 200
    assert "already a reading for this indicator" in errors_of(response)


def test_a_judgement_without_words_is_refused_at_its_words(editor):
    judged = make.make_assessment(kind="judged")
    url = address(judged, "change", judged.pk)
    data = form_of(editor.get(url)) | {"statement_en": "", "statement_zh_hant": ""}
    form = editor.post(url, data).context["adminform"].form
    assert list(form.errors) == ["statement_en"]


def test_the_code_of_a_record_cannot_be_changed(editor):
    meeting = make.make_meeting()
    url = address(meeting, "change", meeting.pk)
    editor.post(url, form_of(editor.get(url)) | {"code": "MTG-1999-001"})
    code = meeting.code
    meeting.refresh_from_db()
    assert meeting.code == code


# Rows below a record


def stops_url(*positions):
    meeting = make.make_meeting()
    stops = [make.make_stop(meeting, position=position) for position in positions]
    return meeting, stops, address(meeting, "change", meeting.pk)


def test_two_stops_can_change_places(editor):
    meeting, (first, second), url = stops_url(1, 2)
    data = form_of(editor.get(url)) | {"stops-0-position": 2, "stops-1-position": 1}
    assert editor.post(url, data).status_code == 302
    assert list(meeting.stops.order_by("position")) == [second, first]
    assert list(meeting.stops.order_by("position").values_list("position", flat=True)) == [1, 2]


def test_a_stop_can_take_the_place_of_one_that_goes(editor):
    meeting, (_gone, second), url = stops_url(1, 2)
    data = form_of(editor.get(url)) | {"stops-0-DELETE": "on", "stops-1-position": 1}
    assert editor.post(url, data).status_code == 302
    assert [(stop.pk, stop.position) for stop in meeting.stops.all()] == [(second.pk, 1)]


def test_a_stop_without_a_number_comes_after_the_others(editor):
    meeting, _stops, url = stops_url(1, 5)
    place = make.make_place()
    data = with_rows(editor.get(url), "stops", {"place": place.pk}, {"place": place.pk})
    assert editor.post(url, data).status_code == 302
    assert sorted(meeting.stops.values_list("position", flat=True)) == [1, 5, 6, 7]


def test_two_stops_with_one_number_are_refused_with_the_sentence(editor):
    meeting, _stops, url = stops_url(1, 2)
    response = editor.post(url, form_of(editor.get(url)) | {"stops-1-position": 1})
    assert response.status_code == 200
    assert "Two stops have the same number" in errors_of(response)
    assert sorted(meeting.stops.values_list("position", flat=True)) == [1, 2]


def test_a_new_meeting_comes_with_its_stops(editor):
    url = add_url("meetings_meeting")
    first, second = {"place": make.make_place().pk}, {"place": make.make_place().pk, "when": "2024-05"}
    data = with_rows(editor.get(url), "stops", first, second) | {
        "name_en": "A meeting",
        "kind": "other",
        "host_year": make.make_host_year().pk,
    }
    response = editor.post(url, data)
    assert response.status_code == 302, errors_of(response)
    assert [stop.position for stop in Meeting.objects.get(name_en="A meeting").stops.all()] == [1, 2]


def test_an_impossible_target_below_a_new_indicator_is_refused_and_nothing_is_saved(editor):
    url = add_url("goals_indicator")
    target = {"value": "500", "source": make.make_source().pk}
    data = with_rows(editor.get(url), "targets", target) | {
        "name_en": "Share",
        "unit_en": "percent",
        "direction": "up",
        "lowest": "0",
        "highest": "100",
    }
    response = editor.post(url, data)
    assert response.status_code == 200
    assert "outside what this indicator can be" in errors_of(response)
    assert response.context["adminform"].form.instance.__class__.objects.count() == 0


# More than one editor


def test_somebody_elses_save_is_not_lost(editor):
    meeting = make.make_meeting(name_en="Old name")
    url = address(meeting, "change", meeting.pk)
    mine = form_of(editor.get(url)) | {"name_en": "My name"}
    meeting.name_en = "Their name"
    meeting.save()
    response = editor.post(url, mine)
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert "Somebody else saved this record" in errors_of(response)
    assert "Their name" in form.errors["name_en"][0]
    assert form["name_en"].value() == "My name"
    meeting.refresh_from_db()
    assert meeting.name_en == "Their name"
    assert editor.post(url, form_of(response)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.name_en == "My name"


def test_two_editors_who_add_at_the_same_moment_both_succeed(editor, monkeypatch):
    taken = make.make_place()
    url = add_url("reference_place")
    data = form_of(editor.get(url)) | {"name_en": "Second"}
    asked = []
    real = type(taken).next_code

    def too_early(self):
        """The first answers are those of a moment before the other record was there."""
        asked.append(self)
        return taken.code if len(asked) <= 2 else real(self)

    monkeypatch.setattr(type(taken), "next_code", too_early)
    monkeypatch.setattr(type(taken), "full_clean", lambda self, *args, **kwargs: None)
    response = editor.post(url, data)
    assert response.status_code == 302
    assert type(taken).objects.get(name_en="Second").code != taken.code


def test_what_the_database_refuses_again_and_again_is_told_on_the_form(editor, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed: reference_place.code")

    url = add_url("reference_place")
    data = form_of(editor.get(url)) | {"name_en": "Typed"}
    monkeypatch.setattr("reference.models.Place.save", refuse)
    response = editor.post(url, data)
    assert response.status_code == 200
    assert "The database refused this" in errors_of(response)
    assert "UNIQUE" not in response.content.decode()
    assert response.context["adminform"].form["name_en"].value() == "Typed"


def test_rows_of_another_record_cannot_be_taken_over(editor):
    _meeting, _stops, url = stops_url(1)
    other = make.make_stop(make.make_meeting())
    editor.post(url, form_of(editor.get(url)) | {"stops-0-id": other.pk, "stops-0-venue_en": "Mine now"})
    there = Stop.objects.get(pk=other.pk)
    assert (there.meeting_id, there.venue_en) == (other.meeting_id, other.venue_en)
