"""An import at the desk: handed in, looked at, written, and taken back."""

import csv
import io
import os
import subprocess
import sys
import zipfile

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from apec_tracker import importing
from apec_tracker.desk_imports import files, work
from goals.models import Reading
from meetings.models import Meeting
from publishing.models import ImportRun, ImportStatus, KnownHeading, LockedField
from reference.models import Topic
from tests.desk.records import both_languages, form_of
from tests.desk.uploads import hand_in, sheet, workbook
from tests.make import make_economy, make_host_year, make_indicator, make_meeting, make_topic, make_user

ADD = reverse("admin:publishing_importrun_add")


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imports_here")]


def step(client, run, name, **data):
    return client.post(reverse(f"admin:publishing_importrun_{name}", args=[run.pk]), data, follow=True)


def page_of(client, run, query=""):
    return client.get(reverse("admin:publishing_importrun_change", args=[run.pk]) + query)


def text(response):
    return response.content.decode()


GOOD = sheet("topics.csv", "name_en,name_zh_hant", "Tides,潮汐", "Winds,風")
BAD = sheet("topics.csv", "name_en,name_zh_hant,code", "Tides,潮汐,", ",,", "=A1,風,not a code")


def test_a_sheet_is_shown_before_anything_is_written_and_then_written_as_drafts(editor):
    run, shown = hand_in(editor, GOOD)
    assert run.status == ImportStatus.PREVIEWED
    assert "Nothing is written yet" in text(shown)
    assert not Topic.objects.exists()
    done = step(editor, run, "write")
    run.refresh_from_db()
    assert run.status == ImportStatus.WRITTEN
    assert sorted(Topic.objects.values_list("name_en", "state")) == [("Tides", "draft"), ("Winds", "draft")]
    assert run.user == editor.user
    assert f"/staff/reference/topic/?import={run.pk}" in text(done)
    listed = editor.get(f"/staff/reference/topic/?import={run.pk}")
    assert listed.context["cl"].result_count == 2


def test_a_list_of_the_rows_of_an_import_leaves_out_all_others(editor):
    make_topic(name_en="Older")
    run, _shown = hand_in(editor, GOOD)
    step(editor, run, "write")
    assert editor.get(f"/staff/reference/topic/?import={run.pk}").context["cl"].result_count == 2
    assert editor.get("/staff/reference/topic/?import=nonsense").context["cl"].result_count == 3


def test_the_same_sheet_twice_writes_nothing(editor):
    run, _shown = hand_in(editor, GOOD)
    step(editor, run, "write")
    again, shown = hand_in(editor, GOOD)
    assert again.status == ImportStatus.UNCHANGED
    assert "All of it is in the record already" in text(shown)


def test_old_and_new_stand_side_by_side_with_the_words_that_differ_marked(editor):
    topic = make_topic(name_en="Deep sea tides", name_zh_hant="深海潮汐")
    _run, shown = hand_in(editor, sheet("topics.csv", "code,name_en", f"{topic.code},Deep lake tides"))
    page = text(shown)
    assert 'Deep <del><span class="visually-hidden">goes: </span>sea</del> tides' in page
    assert 'Deep <ins><span class="visually-hidden">comes: </span>lake</ins> tides' in page
    assert '<td lang="en">' in page


@both_languages
def test_of_a_new_record_each_cell_is_shown_and_its_name_in_the_language_of_the_editor(
    editor, speak, language
):
    speak(language)
    _run, shown = hand_in(editor, sheet("topics.csv", "name_en,name_zh_hant,position", "Tides,潮汐,7"))
    (record,) = shown.context["changes"].object_list
    assert (record.is_new, record.name) == (True, "Tides" if language == "en" else "潮汐")
    assert [str(cell.now) for cell in record.cells] == ["Tides", "潮汐", "7"]
    assert "<td></td>" in text(shown)


def test_days_that_follow_from_a_date_are_no_news_beside_it(editor):
    meeting = make_meeting(when="2024-05")
    _run, shown = hand_in(editor, sheet("meetings.csv", "code,when", f"{meeting.code},2024-06"))
    (record,) = shown.context["changes"].object_list
    assert len(record.cells) == 1


def test_what_a_cell_holds_is_shown_as_text_and_never_as_markup(editor):
    topic = make_topic(name_en="Tides")
    _run, shown = hand_in(editor, sheet("topics.csv", "code,name_en", f"{topic.code},<b onclick=x>Tides</b>"))
    assert "<b onclick" not in text(shown)
    assert "&lt;" in text(shown)


def test_a_preview_that_is_no_longer_true_is_shown_anew_instead_of_being_written(editor):
    topic = make_topic(name_en="Tides")
    run, _shown = hand_in(editor, sheet("topics.csv", "code,name_en", f"{topic.code},Ebb"))
    topic.name_en = "Flood"
    topic.save()
    shown = step(editor, run, "write")
    run.refresh_from_db()
    assert run.status == ImportStatus.PREVIEWED
    assert "no longer what you saw" in text(shown)
    assert Topic.objects.get().name_en == "Flood"
    step(editor, run, "write")
    assert Topic.objects.get().name_en == "Ebb"


@both_languages
def test_each_problem_is_told_with_its_place_in_the_language_of_the_editor(editor, speak, language):
    speak(language)
    run, shown = hand_in(editor, BAD)
    assert run.status == ImportStatus.REFUSED
    assert not Topic.objects.exists()
    for problem in run.report["problems"]:
        assert problem["message"][language].split("“")[0].split("「")[0] in text(shown)
    assert ("row 4" if language == "en" else "第4列") in text(shown)


def test_many_problems_stand_on_several_pages_and_can_be_narrowed_to_one_sheet(editor):
    rows = [f"Topic {n},x" for n in range(60)]
    book = workbook(
        "two.xlsx",
        topics=[["name_en", "position"], *(row.split(",") for row in rows)],
        terms=[["name_en", "position"], ["Word", "x"]],
    )
    run, shown = hand_in(editor, book)
    assert len(shown.context["problems"]["page"].object_list) == 50
    second = page_of(editor, run, "?problems=2").context["problems"]["page"]
    assert len(second.object_list) == len(run.report["problems"]) - 50
    narrowed = page_of(editor, run, "?problems-sheet=two.xlsx · terms").context["problems"]["page"]
    assert {one["sheet"] for one in narrowed.object_list} == {"terms"}
    assert page_of(editor, run, "?problems=x&changes=-3&problems-sheet=none").status_code == 200


def test_an_unknown_heading_is_asked_once_and_remembered(editor):
    strange = sheet("topics.csv", "name_en,Wording of the ministry,Remark", "Tides,潮汐,ask Lee")
    run, shown = hand_in(editor, strange)
    assert run.status == ImportStatus.REFUSED
    assert "“Wording of the ministry” in" in text(shown)
    step(editor, run, "again", heading_0="name_zh_hant", heading_1="-")
    run.refresh_from_db()
    assert run.status == ImportStatus.PREVIEWED
    assert set(KnownHeading.objects.values_list("column", flat=True)) == {"name_zh_hant", ""}
    step(editor, run, "write")
    assert Topic.objects.get().name_zh_hant == "潮汐"
    later, _shown = hand_in(editor, sheet("topics.csv", "name_en,Wording of the ministry", "Winds,風"))
    assert later.status == ImportStatus.PREVIEWED


@both_languages
def test_what_is_taken_for_new_is_said_in_the_language_of_the_editor_alone(editor, speak, language):
    speak(language)
    make_host_year(year=2024)
    _run, shown = hand_in(editor, sheet("meetings.csv", "Meeting,Date", "Talks,2024-05-13"))
    said = " ".join(f"{n['sentence']} {n['value']}" for n in shown.context["notices"]["page"].object_list)
    assert ("Other meeting" in said, "其他會議" in said) == (language == "en", language != "en")


@both_languages
def test_a_heading_can_be_said_to_be_the_first_or_last_day(editor, speak, language):
    speak(language)
    make_host_year(year=2024)
    lines = ("Event,From,To,Year,Kind", "Talks,2024-05-13,2024-05-14,2024,other")
    run, shown = hand_in(editor, sheet("meetings.csv", *lines))
    assert run.status == ImportStatus.REFUSED
    first, last = {"en": ("First day", "Last day"), "zh-hant": ("第一天", "最後一天")}[language]
    assert f"{first} – first_day" in text(shown)
    assert f"{last} – last_day" in text(shown)
    step(editor, run, "again", heading_0="first_day", heading_1="last_day")
    run.refresh_from_db()
    step(editor, run, "write")
    assert Meeting.objects.get().when == "2024-05-13/2024-05-14"
    # Beside a date of its own they would say it twice.
    run, _shown = hand_in(
        editor, sheet("meetings.csv", "Event,Date,From,Year,Kind", "Talks,2024-06,2024-05,2024,other")
    )
    assert problems_of(run) == [("column_twice", "meetings", 1, "")]


def test_two_headings_cannot_be_given_one_column(editor):
    run, _shown = hand_in(editor, sheet("topics.csv", "code,First words,Other words", ",Tides,Winds"))
    shown = step(editor, run, "again", heading_0="name_en", heading_1="name_en")
    assert "was given this column already" in text(shown)
    assert not KnownHeading.objects.exists()


def test_a_sheet_of_which_nobody_knows_what_it_is_can_be_told_so(editor):
    run, shown = hand_in(editor, sheet("list.csv", "name_en,name_zh_hant", "Tides,潮汐"))
    assert run.status == ImportStatus.REFUSED
    assert "What could not be found out" in text(shown)
    step(editor, run, "again", kind="topics")
    run.refresh_from_db()
    assert run.status == ImportStatus.PREVIEWED


def test_the_sheet_comes_back_with_its_problems_and_can_be_handed_in_as_it_is(editor):
    run, _shown = hand_in(editor, BAD)
    marked = editor.get(reverse("admin:publishing_importrun_marked", args=[run.pk, 0]))
    data = b"".join(marked.streaming_content)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["name_en", "name_zh_hant", "code", "Problems"]
    assert rows[1] == ["Tides", "潮汐", "", ""]
    assert rows[3][0] == "'=A1", "no program may take it for a formula"
    assert "code" in rows[3][3]
    again, _shown = hand_in(
        editor, sheet("topics.csv", "name_en,name_zh_hant,Problems", "Tides,潮汐,was wrong")
    )
    assert again.status == ImportStatus.PREVIEWED


def test_a_hidden_sheet_comes_back_hidden(editor):
    book = Workbook()
    book.active.title = "topics"
    for row in (["name_en", "position"], ["Tides", "x"]):
        book.active.append(row)
    book.create_sheet("Old").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    run, _shown = hand_in(editor, ("list.xlsx", file.getvalue()))
    marked = editor.get(reverse("admin:publishing_importrun_marked", args=[run.pk, 0]))
    pages = load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
    assert [page.sheet_state for page in pages] == ["visible", "hidden"]


@both_languages
def test_a_workbook_comes_back_as_a_workbook_with_every_sheet(editor, speak, language):
    speak(language)
    book = workbook(
        "two.xlsx", topics=[["name_en", "position"], ["Tides", "x"]], terms=[["name_en"], ["Word"]]
    )
    run, _shown = hand_in(editor, book)
    marked = editor.get(reverse("admin:publishing_importrun_marked", args=[run.pk, 0]))
    back = load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
    assert back.sheetnames == ["topics", "terms"]
    heading, row = back["topics"].iter_rows(values_only=True)
    assert heading[2] == {"en": "Problems", "zh-hant": "匯入問題"}[language]
    assert row[:2] == ("Tides", "x")
    assert row[2]


def marked_copy(editor, run):
    """The name and the bytes of the first file as it comes back."""
    response = editor.get(reverse("admin:publishing_importrun_marked", args=[run.pk, 0]))
    assert response.status_code == 200
    return response.headers["Content-Disposition"].split('"')[1], b"".join(response.streaming_content)


def problems_of(run):
    return [(p["code"], p["sheet"], p["row"], p["column"]) for p in run.report["problems"]]


LISTS = """{"meetings": [{"name_en": "QA j", "when": "12/5/2025", "host_year": "2024", "kind": "other",
"joint_forums": ["HRDWG", "SMEWG", null], "theme_en": {"a": [1]}, "part_number": 123456789012345678901234567890,
"venue": "x"}],
"stops": [{"meeting": "QA j", "position": 1, "place": "Limaa"}]}"""


def test_a_sheet_of_json_comes_back_with_its_lists_and_its_name(editor):
    run, _shown = hand_in(editor, ("mk.json", LISTS.encode()))
    name, data = marked_copy(editor, run)
    back = load_workbook(io.BytesIO(data))
    assert (name, back.sheetnames) == ("mk-problems.xlsx", ["meetings", "stops"])
    heading, row = ([*line] for line in back["meetings"].iter_rows(values_only=True))
    assert row[heading.index("joint_forums")].startswith("HRDWG; SMEWG")
    one = b'{"topics": [{"name_en": "Tides", "position": "x"}]}'
    run, _shown = hand_in(editor, ("mk.json", one))
    again, _shown = hand_in(editor, marked_copy(editor, run))
    assert problems_of(again) == [("number_unreadable", "topics", 2, "position")]


def test_a_calendar_comes_back_as_the_sheet_that_it_became(editor):
    make_host_year(year=2024)
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0")
    for day, title in (("20240513", "Plenary"), ("20240514", "x" * 260)):
        lines += (
            "BEGIN:VEVENT",
            f"UID:{day}@x",
            f"DTSTART;VALUE=DATE:{day}",
            f"SUMMARY:{title}",
            "END:VEVENT",
        )
    run, _shown = hand_in(editor, ("cal.ics", "\r\n".join((*lines, "END:VCALENDAR", "")).encode()))
    assert [code for code, *_rest in problems_of(run)] == ["too_long"]
    name, data = marked_copy(editor, run)
    assert (name, load_workbook(io.BytesIO(data)).sheetnames) == ("cal-problems.xlsx", ["meetings"])
    again, _shown = hand_in(editor, (name, data))
    assert problems_of(again) == [("too_long", "meetings", 3, "name_en")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_heading_that_nobody_knows_is_noted_in_the_copy_which_comes_in_again(editor, ending):
    table = [["name_en", "Remarks"], ["Tides", "wet"]]
    given = (
        workbook("topics.xlsx", topics=table)
        if ending == "xlsx"
        else sheet("topics.csv", *map(",".join, table))
    )
    run, _shown = hand_in(editor, given)
    name, data = marked_copy(editor, run)
    again, _shown = hand_in(editor, (name, data))
    assert [problem[0] for problem in problems_of(again)] == ["heading_unknown"]
    assert problems_of(again)[0][2:] == problems_of(run)[0][2:] == (1, "Remarks")
    # However often: the problems of the time before make room.
    assert marked_copy(editor, again)[0] == name
    third, _shown = hand_in(editor, marked_copy(editor, again))
    assert problems_of(third) == problems_of(again)
    text = (
        data.decode("utf-8-sig")
        if ending == "csv"
        else str(load_workbook(io.BytesIO(data))["topics"]["C1"].value)
    )
    assert "“Remarks” is not known" in text


def test_a_formula_that_was_never_worked_out_is_refused_in_the_copy_as_well(editor):
    book = Workbook()
    book.active.title = "topics"
    for row in (["name_en", "summary_en"], ["Tides", "=1+1"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    run, _shown = hand_in(editor, ("list.xlsx", file.getvalue()))
    again, _shown = hand_in(editor, marked_copy(editor, run))
    assert [problem[0] for problem in problems_of(run)] == ["not_calculated"]
    assert problems_of(again) == [("error_value", "topics", 2, "summary_en")]


def test_an_import_is_taken_back_after_one_has_seen_what_that_means(editor):
    topic = make_topic(name_en="Tides")
    run, _shown = hand_in(editor, sheet("topics.csv", "code,name_en", f"{topic.code},Ebb", ",Winds", ",Rain"))
    step(editor, run, "write")
    rain = Topic.objects.get(name_en="Rain")
    rain.name_zh_hant = "雨"
    rain.save()
    asked = editor.get(reverse("admin:publishing_importrun_undo", args=[run.pk]))
    (line,) = asked.context["prospects"]
    assert (line["new"], line["changed"], line["edited"]) == (2, 1, 1)
    assert Topic.objects.count() == 3
    shown = step(editor, run, "undo")
    assert sorted(Topic.objects.values_list("name_en", flat=True)) == ["Rain", "Tides"]
    assert "Kept: edited since: 1" in text(shown)
    assert "Somebody has saved it since." in text(shown)
    assert ImportRun.objects.get(pk=run.pk).undone_by == editor.user.get_username()


def test_an_import_is_put_aside_and_its_files_with_it(editor, settings):
    run, _shown = hand_in(editor, GOOD)
    assert (settings.IMPORTS_ROOT / str(run.pk) / "0").exists()
    step(editor, run, "stop")
    run.refresh_from_db()
    assert run.status == ImportStatus.CANCELLED
    assert not (settings.IMPORTS_ROOT / str(run.pk)).exists()
    step(editor, run, "write")
    assert not Topic.objects.exists()


def test_a_large_file_is_read_by_a_process_of_its_own_and_can_be_stopped(editor, monkeypatch):
    asked = []
    monkeypatch.setattr(work, "in_background", lambda run, what, *more: asked.append((run.pk, what)))
    rows = [f"Topic {n},主題{n}" for n in range(20_000)]
    run, shown = hand_in(editor, sheet("topics.csv", "name_en,name_zh_hant", *rows))
    assert asked == [(run.pk, "read")]
    assert "The files are being read" in text(shown)
    assert 'data-hx-trigger="every 2s"' in text(shown)
    shown = step(editor, run, "stop")
    assert "being stopped" in text(shown)
    work.do(ImportRun.objects.get(pk=run.pk), "read")
    assert ImportRun.objects.get(pk=run.pk).status == ImportStatus.CANCELLED
    assert not Topic.objects.exists()


def test_a_page_that_waits_is_told_when_there_is_something_to_see(editor):
    run, _shown = hand_in(editor, GOOD)
    answer = editor.get(
        reverse("admin:publishing_importrun_change", args=[run.pk]), headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Refresh"] == "true"


def test_a_process_that_was_killed_leaves_an_interrupted_import_that_can_be_read_again(editor, monkeypatch):
    run, _shown = hand_in(editor, GOOD)
    ImportRun.objects.filter(pk=run.pk).update(
        status=ImportStatus.PREPARING, process=f"{run.process.split(':')[0]}:999999999"
    )
    shown = page_of(editor, run)
    assert "Interrupted" in text(shown)
    step(editor, run, "again")
    run.refresh_from_db()
    assert run.status == ImportStatus.PREVIEWED


def test_files_that_are_old_go_when_the_next_import_begins(editor, settings):
    run, _shown = hand_in(editor, GOOD)
    settings.IMPORT_FILES_DAYS = 0
    hand_in(editor, sheet("topics.csv", "name_en", "Other"))
    assert not (settings.IMPORTS_ROOT / str(run.pk)).exists()
    run.refresh_from_db()
    assert run.status == ImportStatus.CANCELLED
    shown = step(editor, run, "write")
    assert "no longer kept" in text(shown)


def test_locked_fields_are_ticked_on_the_form_and_kept_from_imports(editor):
    topic = make_topic(name_en="Tides", name_zh_hant="潮汐")
    address = reverse("admin:reference_topic_change", args=[topic.pk])
    form = editor.get(address)
    assert "Imports leave these as they are" in text(form)
    editor.post(address, form_of(form) | {"locked_fields": ["name_en"]})
    lock = LockedField.objects.get()
    assert (lock.field, lock.locked_by) == ("name_en", editor.user.get_username())
    assert "(locked by" in text(editor.get(address))
    run, shown = hand_in(editor, sheet("topics.csv", "code,name_en,name_zh_hant", f"{topic.code},Ebb,退潮"))
    assert "is locked for this record" in text(shown)
    step(editor, run, "write")
    topic.refresh_from_db()
    assert (topic.name_en, topic.name_zh_hant) == ("Tides", "退潮")
    editor.post(address, form_of(editor.get(address)) | {"locked_fields": []})
    assert not LockedField.objects.exists()


def test_the_history_of_a_record_tells_of_imports_between_its_edits(editor):
    topic = make_topic(name_en="Tides")
    address = reverse("admin:reference_topic_change", args=[topic.pk])
    history = reverse("admin:reference_topic_history", args=[topic.pk])

    def bring(name):
        run, _shown = hand_in(editor, sheet("topics.csv", "code,name_en", f"{topic.code},{name}"))
        step(editor, run, "write")
        return run

    bring("Ebb")
    editor.post(address, form_of(editor.get(address)) | {"name_zh_hant": "潮汐"})
    run = bring("Flood")
    step(editor, run, "undo")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page = text(editor.get(history))
    first, edited, second, back = (
        page.index("Tides</del>"),
        page.index("Changed "),
        page.index("Ebb</del>"),
        page.index("was taken back"),
    )
    assert first < edited < second < back
    for n in range(3):
        bring(f"Name {n}")
    with CaptureQueriesContext(connection) as many:
        editor.get(history)
    assert len(many) == len(few)


def test_imports_and_their_rows_cannot_be_edited_or_deleted_by_hand(editor):
    run, _shown = hand_in(editor, GOOD)
    assert (
        editor.post(reverse("admin:publishing_importrun_delete", args=[run.pk]), {"post": "yes"}).status_code
        == 403
    )
    editor.post(reverse("admin:publishing_importrun_change", args=[run.pk]), {"status": "written"})
    run.refresh_from_db()
    assert run.status == ImportStatus.PREVIEWED


def test_the_list_of_imports_is_searched_by_file_checksum_and_person(editor):
    run, _shown = hand_in(editor, sheet("主題清單.csv", "name_en,name_zh_hant", "Tides,潮汐"))
    address = reverse("admin:publishing_importrun_changelist")
    for term in ("主題清單", run.files[0]["sha256"][:12], editor.user.get_username()):
        assert editor.get(address, {"q": term}).context["cl"].result_count == 1, term
    assert editor.get(address, {"q": "nothing of the kind"}).context["cl"].result_count == 0


def test_known_headings_can_be_looked_at_and_corrected(editor):
    hand_in(editor, GOOD)
    known = KnownHeading.objects.create(
        resource="topics", heading="Wording", folded="wording", column="name_en"
    )
    assert "Wording" in text(editor.get(reverse("admin:publishing_knownheading_changelist")))
    address = reverse("admin:publishing_knownheading_change", args=[known.pk])
    refused = editor.post(address, {"resource": "topics", "heading": "Wording", "column": "no such thing"})
    assert "There is no such column" in text(refused)
    editor.post(address, {"resource": "topics", "heading": "Wording", "column": "name_zh_hant"})
    known.refresh_from_db()
    assert known.column == "name_zh_hant"
    editor.post(address, {"resource": "meetings", "heading": "From", "column": "First day"})
    known.refresh_from_db()
    assert (known.resource, known.column) == ("meetings", "first_day")


# Who may


def test_somebody_who_may_not_change_a_kind_of_record_cannot_write_it(client):
    user = make_user("reference.add_term", "reference.change_term", is_staff=True)
    client.force_login(user)
    run, shown = hand_in(client, GOOD)
    assert "You may not add: topics" in text(shown)
    assert "Write: 2 new" not in text(shown)
    done = step(client, run, "write")
    assert "You may not add" in text(done)
    assert not Topic.objects.exists()


def test_what_somebody_may_not_see_is_not_shown_in_a_preview(client):
    user = make_user("reference.change_term", is_staff=True)
    client.force_login(user)
    topic = make_topic(name_en="Confidential tides")
    _run, shown = hand_in(client, sheet("topics.csv", "code,name_en", f"{topic.code},Ebb"))
    assert "Confidential" not in text(shown)


def test_staff_who_may_write_nothing_and_strangers_are_kept_out(client, editor):
    run, _shown = hand_in(editor, GOOD)
    client.force_login(make_user("reference.view_topic", is_staff=True))
    assert client.get(ADD).status_code == 403
    assert page_of(client, run).status_code == 403
    assert "Import…" not in text(client.get("/staff/reference/topic/"))
    client.logout()
    assert client.get(ADD).status_code == 302


def test_an_import_is_carried_on_only_by_whoever_began_it(client, editor):
    run, _shown = hand_in(editor, GOOD)
    client.force_login(make_user("reference.add_topic", "reference.change_topic", is_staff=True))
    assert page_of(client, run).status_code == 200
    for name in ("write", "stop", "again"):
        assert step(client, run, name).status_code == 403
    assert client.get(reverse("admin:publishing_importrun_marked", args=[run.pk, 0])).status_code == 403


def test_the_way_to_imports_stands_on_the_front_page_and_above_each_list(editor):
    assert ADD in text(editor.get(reverse("admin:index")))
    listed = text(editor.get("/staff/reference/topic/"))
    assert f"{ADD}?kind=topics" in listed
    assert admin.site.is_registered(ImportRun)
    assert '<option value="topics" selected>' in text(editor.get(f"{ADD}?kind=topics"))


# Processes of their own


def test_a_process_of_its_own_reads_writes_and_takes_back(editor, monkeypatch):
    def begun(run, what, *more):
        call_command("carry_import_on", str(run.pk), what, *more)

    monkeypatch.setattr(work, "in_background", begun)
    monkeypatch.setattr(files, "LARGE", 0)
    monkeypatch.setattr(work, "UNDONE_AT_ONCE", 1)
    run, _shown = hand_in(editor, GOOD)
    assert run.status == ImportStatus.PREVIEWED
    step(editor, run, "write")
    assert Topic.objects.count() == 2
    shown = step(editor, run, "undo")
    assert "It is being taken back" in text(shown)
    assert not Topic.objects.exists()
    assert ImportRun.objects.get(pk=run.pk).undone_by == editor.user.get_username()


def test_nothing_is_carried_on_that_does_not_wait_for_it(editor):
    run, _shown = hand_in(editor, GOOD)
    with pytest.raises(CommandError):
        call_command("carry_import_on", str(run.pk), "write")
    assert not Topic.objects.exists()


def test_an_error_nobody_thought_of_ends_the_import_and_not_the_desk(editor, monkeypatch):
    def fail(*_given, **_options):
        raise RuntimeError

    monkeypatch.setattr(importing.Importing, "prepare", fail)
    run, shown = hand_in(editor, GOOD)
    assert shown.status_code == 200
    assert run.status == ImportStatus.INTERRUPTED
    assert "The program ended on the way" in text(shown)


def test_a_process_that_has_ended_is_gone_even_before_its_parent_takes_note(editor):
    run, _shown = hand_in(editor, GOOD)
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    run.process = f"{run.process.rpartition(':')[0]}:{process.pid}"
    try:
        assert not run.is_alive()
    finally:
        process.wait()


# Open SDG

SITE = {
    "data/indicator_8-5-2.csv": "Year,Value\n2015,5.1\n2016,5.2\n",
    "meta/8-5-2.md": "---\nindicator_name: Unemployment\nindicator_number: 8.5.2\n---\n",
}


def site(**changed):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text_of_it in (SITE | changed).items():
            archive.writestr(name, text_of_it)
    return "site.zip", file.getvalue()


def test_an_open_sdg_site_is_shown_written_and_taken_back_like_any_sheet(editor):
    economy = make_economy()
    make_indicator(code="IND-8-5-2")
    run, _shown = hand_in(editor, site(), economy=economy.pk, release="2024-06")
    assert run.status == ImportStatus.PREVIEWED, run.report["problems"]
    assert run.options == {"economy": economy.apec_code, "release": "2024-06"}
    assert Reading.objects.count() == 0
    step(editor, run, "write")
    assert sorted(Reading.objects.values_list("period", "value", "release", "state")) == [
        ("2015", 5.1, "2024-06", "draft"),
        ("2016", 5.2, "2024-06", "draft"),
    ]
    shown = step(editor, run, "undo")
    assert "Taken back" in text(shown)
    assert Reading.objects.count() == 0


def test_the_problems_of_an_open_sdg_site_are_told_without_offering_a_sheet_it_is_not(editor):
    economy = make_economy()
    bad = site(**{"data/indicator_8-5-2.csv": "Year,Value\n2015,many\n"})
    run, shown = hand_in(editor, bad, economy=economy.pk)
    assert run.status == ImportStatus.REFUSED
    assert shown.context["marked"] == []
    assert "many" in text(shown)


# What it costs


def test_the_pages_of_an_import_ask_the_same_few_questions_however_many_records_it_has(editor):
    def prices(count):
        topics = [make_topic(name_en=f"Tides {count} {n}") for n in range(count)]
        lines = [f"{topic.code},Ebb {count} {n}" for n, topic in enumerate(topics)]
        run, _shown = hand_in(editor, sheet("topics.csv", "code,name_en", *lines))
        for write in (False, True):
            if write:
                step(editor, run, "write")
            with CaptureQueriesContext(connection) as asked:
                page_of(editor, run)
            yield len(asked)

    few, many = list(prices(1)), list(prices(3))
    assert few == many
    assert max(many) <= 12, many
