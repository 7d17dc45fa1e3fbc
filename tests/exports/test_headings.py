"""Headings are known in either language and however they are typed; what is not known is asked once."""

from collections import Counter

import pytest

from meetings.models import Meeting
from publishing.imports import LANGUAGES
from publishing.resources import SheetsPlan, resources
from publishing.resources.telling import heading
from publishing.sheets import fold, open_book
from tests import make
from tests.exports.whole import bring

pytestmark = pytest.mark.django_db


def plan_of(text, name="meetings.csv", **options):
    plan = SheetsPlan(open_book(text.encode("utf-8-sig"), name).sheets, **options)
    plan.close()
    return plan


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_every_column_is_known_by_what_it_is_called_at_the_desk(language):
    for resource in resources():
        called = [heading(resource, column, language) for column in resource.columns.values()]
        assert [resource.by_heading.get(fold(text)) for text in called] == list(resource.columns)
        # A word of our own that means two columns falls back to the name of the column; there are few.
        assert sum(text == name for text, name in zip(called, resource.columns, strict=True)) <= 1


@pytest.mark.parametrize(
    ("headings", "text", "column"),
    [
        ("name_en,kind,host_year,when", "Trade talks", "name_en"),
        ("Name (English),Kind,Host year,When", "Trade talks", "name_en"),
        ("NAME (ENGLISH) , KIND,  host   YEAR,Date", "Trade talks", "name_en"),
        ("名稱（中文）,種類,主辦年,日期", "貿易會談", "name_zh_hant"),
        ("會議名稱,類型,年度,會議日期", "貿易會談", "name_zh_hant"),
        ("會議名稱,類型,年度,會議日期", "Trade talks", "name_en"),
        ("Name,Type,Year,Dates", "貿易會談", "name_zh_hant"),
        ("Ｎａｍｅ,Ｔｙｐｅ,Ｙｅａｒ,Ｄａｔｅ", "Trade talks", "name_en"),
        ("\u200b活動名稱 , 種類,APEC year,期間", "貿易會談", "name_zh_hant"),
        ("会议名称,类型,主办年,会议日期", "贸易会谈", "name_zh_hant"),
        ("会议名称 Meeting,类型／Kind,主办年度*,时间", "贸易会谈", "name_zh_hant"),
        ("title,type,year,when", "Trade talks", "name_en"),
        ("會議英文名稱,類型,年度,會議日期", "Trade talks", "name_en"),
        ("英文會議名稱,類型,年度,會議日期", "Trade talks", "name_en"),
        ("Meeting name*,Type:,Year (required),Date(s)", "Trade talks", "name_en"),
        ("會議名稱 Meeting,類型／Kind,年度 Year,日期 Date", "貿易會談", "name_zh_hant"),
        ("名稱（英）,會議類型,主辦年度,起訖日期", "Trade talks", "name_en"),
        ('"Title in English","Meeting\ntype","APEC 年度","日期\nDate"', "Trade talks", "name_en"),
    ],
)
def test_a_heading_in_either_language_however_it_is_typed(tmp_path, headings, text, column):
    make.make_host_year(year=2024)
    file = tmp_path / "meetings.csv"
    kind = Meeting._meta.get_field("kind").choices[0][0]
    file.write_text(f"{headings}\n{text},{kind},2024,2024-05\n", encoding="utf-8")
    bring(file)
    meeting = Meeting.objects.get()
    other = "name_en" if column == "name_zh_hant" else "name_zh_hant"
    assert (getattr(meeting, column), getattr(meeting, other) or "", meeting.when) == (text, "", "2024-05")


@pytest.mark.parametrize(("heading", "column"), [("會議名稱", "name_zh_hant"), ("Name", "name_en")])
def test_where_as_many_texts_are_in_either_language_the_heading_tells(heading, column):
    make.make_host_year(year=2024)
    rows = "貿易會談,2024,other,2024\n數位會談,2024,other,2024\nTrade talks,2024,other,2024\nSOM1,2024,other,2024\n"
    plan = plan_of(f"{heading},when,kind,host_year\n{rows}")
    # What is plainly in one language goes to it; “SOM1” is in either.
    assert [c.now for c in plan.changes if c.field == column].count("SOM1") == 1
    named = [c.now for c in plan.changes if c.field.startswith("name_")]
    assert named == ["貿易會談", "數位會談", "Trade talks", "SOM1"]


def test_a_heading_that_says_two_things_is_not_known():
    plan = plan_of("name_en,日期 Venue\nTalks,2024-05\n")
    assert [heading for _sheet, heading in plan.unknown_headings] == ["日期 Venue"]


def test_a_row_of_data_is_not_taken_for_headings():
    plan = plan_of("Talks,working group,2024,2024年5月1日\nOther talks,working group,2024,2024-06\n")
    assert [problem.code for problem in plan.problems] == ["no_heading"]


def test_an_unknown_heading_is_refused_until_somebody_says_what_it_is(tmp_path):
    make.make_host_year(year=2024)
    kind = Meeting._meta.get_field("kind").choices[0][0]
    text = f"name,Remarks of ours,kind,year\nTalks,They met.,{kind},2024\n"
    (problem,) = plan_of(text).problems
    assert (problem.code, problem.row, problem.column) == ("heading_unknown", 1, "Remarks of ours")
    assert "不認得標題「Remarks of ours」" in problem.sentence_zh
    file = tmp_path / "meetings.csv"
    file.write_text(text, encoding="utf-8")
    bring(file, headings=["Remarks of ours=summary_en"])
    assert Meeting.objects.get().summary_en == "They met."
    # Said once, known from then on, however it is typed.
    again = plan_of(text.replace("Remarks of ours", "REMARKS  OF OURS"))
    assert (again.problems, again.is_empty) == ([], True)


def test_a_first_and_a_last_day_can_be_explained_and_are_remembered(tmp_path):
    make.make_host_year(year=2024)
    file = tmp_path / "meetings.csv"
    file.write_text("Event,From,To,Year,Kind\nTalks,2024-05-13,2024-05-14,2024,other\n", encoding="utf-8")
    bring(file, headings=["From=first_day", "To=last_day"])
    assert Meeting.objects.get().when == "2024-05-13/2024-05-14"
    again = plan_of(file.read_text())
    assert (again.problems, again.is_empty) == ([], True)


def test_a_heading_can_be_left_out_for_good(tmp_path):
    make.make_host_year(year=2024)
    kind = Meeting._meta.get_field("kind").choices[0][0]
    file = tmp_path / "meetings.csv"
    file.write_text(f"name,No.,kind,year\nTalks,17,{kind},2024\n", encoding="utf-8")
    bring(file, headings=["No.="])
    assert plan_of(file.read_text()).problems == []


def test_a_sheet_whose_name_two_rooms_share_goes_to_the_one_whose_headings_it_has():
    dialogue, place = make.make_dialogue(), make.make_place()
    plan = plan_of(f"dialogue,order,place\n{dialogue.code},1,{place.code}\n", "Stops.csv")
    assert [problem.code for problem in plan.problems] == []
    assert plan.counts["dialogues.dialoguestop"].new == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_sheets_are_called_the_same(language):
    titles = [resource.title(language) for resource in resources()]
    assert [title for title, count in Counter(titles).items() if count > 1] == []


@pytest.mark.parametrize("name", ["Stops", "地點"])
def test_a_word_that_stands_for_several_is_settled_by_the_headings(name):
    meeting, place = make.make_meeting(), make.make_place()
    plan = plan_of(f"meeting,order,place\n{meeting.code},1,{place.code}\n", f"{name}.csv")
    assert plan.counts["meetings.stop"].new == 1
