"""Empty sheets to fill in and lists as sheets, for whoever may see the records."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from meetings.models import Meeting
from publishing.models import ImportRun
from publishing.resources.planning import SheetsPlan
from publishing.sheets import open_book
from tests import make


def got(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content)


def rows_of(data, name):
    return [row.values for row in open_book(data, name).sheets[0].rows()]


def test_every_sheet_has_an_empty_one_that_is_known_and_brings_nothing(editor, speak):
    make.make_economy()
    for language in ("en", "zh-hant"):
        speak(language)
        page = editor.get(reverse("admin:sheets"))
        listed = [one["sheet"]["empty_sheet"] for one in page.context["sheets"]]
        assert len(listed) > 20
        for links in listed:
            for kind, link in links.items():
                data = got(editor, link)
                plan = SheetsPlan(open_book(data, f"upload.{kind}").sheets)
                plan.close()
                # A CSV called upload.csv may leave open what it is; the workbook says it itself.
                if kind == "xlsx":
                    assert [p.code for p in plan.problems] == []
                assert plan.unknown_headings == []
                assert plan.is_empty
    assert not ImportRun.objects.exists()


def test_an_empty_sheet_speaks_the_language_of_the_editor_and_offers_choices(editor, speak):
    make.make_economy(name_zh_hant="測試經濟體", name_en="Testland")
    speak("zh-hant")
    data = got(editor, reverse("admin:meetings_meeting_empty_sheet", args=["xlsx"]))
    book = load_workbook(io.BytesIO(data))
    sheet, lists, words = book.worksheets
    headings = [cell.value for cell in sheet[1]]
    assert "名稱（中文）" in headings
    assert sheet.max_row == 1, "an example could be imported by accident"
    assert (words.title, lists.sheet_state) == ("填寫說明", "hidden")
    offered = {cell.value for row in lists.iter_rows() for cell in row}
    assert "已確認" in offered
    assert len(sheet.data_validations.dataValidation) >= 3
    speak("en")
    data = got(editor, reverse("admin:meetings_hostyear_empty_sheet", args=["xlsx"]))
    lists = load_workbook(io.BytesIO(data)).worksheets[1]
    assert "Testland" in {cell.value for row in lists.iter_rows() for cell in row}


def test_what_is_filled_in_arrives_and_the_explanations_do_not(editor):
    year = make.make_host_year()
    data = got(editor, reverse("admin:meetings_meeting_empty_sheet", args=["xlsx"]))
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    filled = {
        "Name (English)": "A meeting",
        "Kind": "ministerial meeting",
        "Host year": year.code,
        "Tentative": "yes",
    }
    kinds = [str(label) for _value, label in Meeting._meta.get_field("kind").choices]
    filled["Kind"] = kinds[0]
    for heading, value in filled.items():
        sheet.cell(2, places[heading], value)
    file = io.BytesIO()
    book.save(file)
    plan = SheetsPlan(open_book(file.getvalue(), "mine.xlsx").sheets)
    assert [problem.sentence_en for problem in plan.problems] == []
    assert {label: counts.new for label, counts in plan.counts.items()} == {"meetings.meeting": 1}
    plan.close()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_list_leaves_as_it_is_filtered_on_all_its_pages(editor, kind):
    for _number in range(3):
        make.make_topic(state="draft")
    wanted = make.make_topic(name="=Wanted")
    page = editor.get(reverse("admin:reference_topic_changelist"), {"q": "Wanted", "p": "1"})
    address = page.context["sheet"]["export"][kind]
    assert address in page.content.decode().replace("&amp;", "&")
    headings, *rows = rows_of(got(editor, address), f"topics.{kind}")
    assert [row[headings.index("code")] for row in rows] == [wanted.code]
    everything = rows_of(got(editor, reverse("admin:reference_topic_export", args=[kind])), f"topics.{kind}")
    assert len(everything) == 5


def test_only_who_may_see_the_records_gets_them(client, db):
    address = reverse("admin:reference_topic_export", args=["csv"])
    assert client.get(address).status_code == 302
    client.force_login(make.make_user("meetings.view_meeting", is_staff=True))
    assert client.get(address).status_code == 403
    assert client.get(reverse("admin:reference_topic_empty_sheet", args=["xlsx"])).status_code == 403
    page = client.get(reverse("admin:sheets"))
    assert [one["list"] for one in page.context["sheets"]] == [reverse("admin:meetings_meeting_changelist")]


def test_what_no_workbook_holds_is_told_on_the_list(editor):
    topic = make.make_topic()
    type(topic).objects.filter(pk=topic.pk).update(summary_en="x" * 40_000)
    answer = editor.get(reverse("admin:reference_topic_export", args=["xlsx"]), follow=True)
    assert topic.code in answer.content.decode()
    assert "JSON" in answer.content.decode()
    assert len(rows_of(got(editor, reverse("admin:reference_topic_export", args=["csv"])), "a.csv")) == 2


def test_an_odd_address_is_answered(editor):
    assert editor.get(reverse("admin:reference_topic_export", args=["exe"])).status_code == 404
    assert (
        editor.get(reverse("admin:reference_topic_export", args=["csv"]), {"nonsense": "1"}).status_code
        == 302
    )
