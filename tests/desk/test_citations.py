"""Sources and notes stand on the page of the record they are about, found by its code."""

import pytest
from django.urls import reverse

from reference.models import Citation, Note
from tests import make
from tests.desk.records import address, errors_of, form_of, with_rows


@pytest.fixture
def meeting(db):
    return make.make_meeting()


@pytest.fixture
def url(meeting):
    return address(meeting, "change", meeting.pk)


CITATIONS = "citation_about"


def citation(n, **given):
    return {f"{CITATIONS}-{n}-{name}": value for name, value in given.items()}


def test_a_citation_is_added_changed_and_deleted_on_the_records_page(editor, meeting, url):
    source = make.make_source()
    row = {"source": source.pk, "supports_en": "the dates"}
    response = editor.post(url, with_rows(editor.get(url), CITATIONS, row))
    assert response.status_code == 302, errors_of(response)
    row = Citation.objects.get(about=meeting.code)
    assert (row.source, row.supports_en) == (source, "the dates")

    data = form_of(editor.get(url)) | citation(0, supports_zh_hant="日期", disagrees="on")
    assert editor.post(url, data).status_code == 302
    row.refresh_from_db()
    assert (row.supports_zh_hant, row.supports_en, row.disagrees) == ("日期", "the dates", True)

    assert editor.post(url, form_of(editor.get(url)) | citation(0, DELETE="on")).status_code == 302
    assert not Citation.objects.exists()


def test_only_the_records_own_citations_are_shown(editor, meeting, url):
    mine, _other = make.make_citation(meeting), make.make_citation(make.make_meeting())
    formsets = [f.formset for f in editor.get(url).context["inline_admin_formsets"]]
    (shown,) = [f for f in formsets if f.model is Citation]
    assert [form.instance for form in shown.initial_forms] == [mine]


def test_a_citation_of_another_record_cannot_be_reached(editor, url, meeting):
    make.make_citation(meeting)
    other = make.make_citation(make.make_meeting(), supports_en="theirs")
    data = form_of(editor.get(url)) | citation(0, id=other.pk, supports_en="mine")
    assert editor.post(url, data).status_code == 200
    other.refresh_from_db()
    assert other.supports_en == "theirs"


def test_one_source_twice_needs_a_key(editor, url, meeting):
    source = make.make_source()
    data = with_rows(editor.get(url), CITATIONS, {"source": source.pk}, {"source": source.pk})
    response = editor.post(url, data)
    assert response.status_code == 200
    assert "give the second one a key" in errors_of(response)
    assert editor.post(url, data | citation(1, claim="dates")).status_code == 302
    assert Citation.objects.filter(about=meeting.code).count() == 2


def test_a_source_already_cited_is_refused_with_the_sentence(editor, url, meeting):
    there = make.make_citation(meeting)
    response = editor.post(url, with_rows(editor.get(url), CITATIONS, {"source": there.source.pk}))
    assert "give the second one a key" in errors_of(response)


def test_a_new_record_comes_with_its_sources_and_notes(editor):
    add = reverse("admin:reference_place_add")
    page = editor.get(add)
    data = {
        **with_rows(page, CITATIONS, {"source": make.make_source().pk}),
        **with_rows(page, "note_about", {"text_en": "2,335 m above the sea"}, {"text_zh_hant": "白城"}),
        f"{CITATIONS}-TOTAL_FORMS": 1,
        "name_en": "Arequipa",
    }
    response = editor.post(add, data)
    assert response.status_code == 302, errors_of(response)
    notes = Note.objects.order_by("position")
    assert [note.text for note in notes] == ["2,335 m above the sea", "白城"]
    assert {note.about for note in notes} == {Citation.objects.get().about}
    assert notes[0].code != notes[1].code


def test_a_record_that_goes_takes_its_sources_and_notes_along(editor, meeting):
    make.make_citation(meeting)
    note = make.make_note(meeting)
    make.make_citation(note)
    kept = make.make_citation(make.make_meeting())
    url = address(meeting, "delete", meeting.pk)
    page = editor.get(url).content.decode()
    assert str(note) in page
    assert "better withdrawn than deleted" in page
    assert editor.post(url, {"post": "yes"}).status_code == 302
    assert list(Citation.objects.all()) == [kept]
    assert not Note.objects.exists()


def test_records_deleted_together_take_theirs_along(editor):
    places = [make.make_place(), make.make_place()]
    for place in places:
        make.make_citation(place)
    data = {"action": "delete_selected", "_selected_action": [place.pk for place in places], "post": "yes"}
    editor.post(reverse("admin:reference_place_changelist"), data)
    assert not Citation.objects.exists()


def test_what_rests_on_a_record_keeps_it_from_being_deleted(editor):
    year = make.make_meeting(name_en="The meeting that stays").host_year
    url = address(year, "delete", year.pk)
    page = editor.get(url).content.decode()
    assert "The meeting that stays" in page
    assert "it cannot be deleted" in page
    assert editor.post(url, {"post": "yes"}).status_code == 200
    assert type(year).objects.filter(pk=year.pk).exists()


def test_somebody_who_may_not_delete_citations_cannot_do_so_along_with_a_record(client, meeting):
    make.make_citation(meeting)
    client.force_login(
        make.make_user(
            "meetings.view_meeting",
            "meetings.delete_meeting",
            is_staff=True,
        )
    )
    assert client.post(address(meeting, "delete", meeting.pk), {"post": "yes"}).status_code == 403
    assert Citation.objects.exists()
