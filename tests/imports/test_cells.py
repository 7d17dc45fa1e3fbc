"""What a cell may hold in the columns of a sheet: read as it was meant, or refused with what to do."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from publishing.imports import Parcel
from reference.models import Term
from tests import make
from tests.imports.sheets import bring, codes, csv_of, notices, plan_of, totals

pytestmark = pytest.mark.django_db


def xlsx_of(*rows, name="meetings.xlsx"):
    """A Parcel of a workbook; a cell may be (value, its number format)."""
    workbook = Workbook()
    workbook.active.title = name.removesuffix(".xlsx")
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            value, code = value if isinstance(value, tuple) else (value, "")
            cell = workbook.active.cell(number, at, value)
            cell.number_format = code or cell.number_format
    file = io.BytesIO()
    workbook.save(file)
    return Parcel(name, file.getvalue())


@pytest.fixture(autouse=True)
def record():
    make.make_host_year(year=2024, code="HY-2024")
    make.make_forum(acronym="HRDWG", code="FOR-HRDWG", name_en="Human Resources Development Working Group")


def test_a_whole_number_may_be_written_as_programs_write_it():
    economy = make.make_economy(code="ECO-PE")
    bring(csv_of(("code", "joined"), ("ECO-PE", "1998.0"), name="economies.csv"))
    economy.refresh_from_db()
    assert economy.joined == 1998
    assert codes(plan_of(csv_of(("code", "joined"), ("ECO-PE", "1998.5"), name="economies.csv"))) == [
        "not_whole"
    ]


def test_a_month_typed_into_a_spreadsheet_is_no_first_of_the_month():
    meeting = make.make_meeting(code="MTG-2024-901")
    bring(xlsx_of(("code", "when"), ("MTG-2024-901", (dt.date(2024, 3, 1), "mmm-yy"))))
    meeting.refresh_from_db()
    assert meeting.when == "2024-03"


def test_a_percentage_is_the_same_as_a_number_and_as_the_text_it_shows():
    reading = make.make_reading(period="2022")
    head = ("indicator", "economy", "period", "release", "value")
    key = (reading.indicator.code, reading.economy.apec_code, "2022", "test-2024")
    for value in ((0.125, "0.0%"), "12.5%", 12.5):
        reading.value = 50
        reading.save()
        bring(xlsx_of(head, (*key, value), name="readings.xlsx"))
        reading.refresh_from_db()
        assert reading.value == 12.5


def test_months_and_ages_typed_into_an_export_of_ours_stay_what_was_typed(tmp_path):
    make.make_reading()
    path = tmp_path / "out.xlsx"
    call_command("export_content", str(path), only=["readings", "host-years"], stdout=io.StringIO())
    for name, texts in (("readings", ("period", "age")), ("host-years", ("when",))):
        sheet = load_workbook(path)[name]
        letters = {cell.value: cell.column_letter for cell in sheet[1]}
        assert {sheet.column_dimensions[letters[text]].number_format for text in texts} == {"@"}
    assert sheet[f"{letters['when']}2"].number_format == "@"
    assert sheet[f"{letters['year']}2"].number_format == "General"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ((dt.date(2025, 5, 9), "d-mmm"), "day_in_text"),
        ((dt.date(1964, 5, 1), "mmm-yy"), "day_in_text"),
        (True, "typed_otherwise"),
        (dt.time(5, 30), "typed_otherwise"),
    ],
)
def test_what_a_spreadsheet_made_of_an_age_is_refused_with_what_was_typed(value, code):
    indicator, economy = make.make_indicator(), make.make_economy()
    source = make.make_source(code="SRC-X")
    head = ("indicator", "economy", "period", "release", "value", "source", "age")
    key = (indicator.code, economy.apec_code, "2022", "r1", 5, source.code)
    report = plan_of(xlsx_of(head, (*key, value), name="readings.xlsx"))
    assert codes(report) == [code]
    if code == "day_in_text":
        typed = "5-64" if value[1] == "mmm-yy" else "5-9"
        assert typed in report.problems[0].sentence_en
        assert typed in report.problems[0].sentence_zh


def test_a_month_is_a_period_as_well():
    reading = make.make_reading(period="2023-05")
    head = ("indicator", "economy", "release", "value", "period")
    key = (reading.indicator.code, reading.economy.apec_code, reading.release, 50)
    report = plan_of(xlsx_of(head, (*key, (dt.date(2023, 5, 1), "yyyy-mm")), name="readings.xlsx"))
    assert (codes(report), totals(report)) == ([], (0, 0, 1))


def test_a_day_in_a_long_text_is_kept_and_told():
    meeting = make.make_meeting(code="MTG-2024-901")
    _run, report = bring(xlsx_of(("code", "summary_en"), ("MTG-2024-901", dt.date(2024, 5, 13))))
    meeting.refresh_from_db()
    assert meeting.summary_en == "2024-05-13"
    assert notices(report)[0] == "day_kept_as_text"


@pytest.mark.parametrize(
    ("column", "stored", "cells"),
    [
        ("sex", "female", ("女", "女性", "F", "Women", "female", "Females")),
        ("sex", "male", ("男", "M", "men", "MALE")),
        ("sex", "", ("total", "Both sexes", "合計", "不分性別", "")),
        ("disability", "with", ("with disabilities", "身心障礙", "身心障礙者", "Persons with disabilities")),
        ("disability", "without", ("without disabilities", "非身心障礙者")),
        ("disability", "", ("Total", "總計")),
        ("location", "rural", ("鄉村", "Rural areas")),
        ("period", "2023", ("2023年", "２０２３", "112年", "民國112年", "2023 年")),
        ("period", "2023年第2季", ("112年第2季", "2023年第2季")),
        ("period", "2015/16", ("2015/16",)),
        ("age", "15+", ("15＋", "１５+")),
        ("breakdown", "A=2; B=1", ("B=1; A=2", "A=2;B=1", "B=1 ;A = 2")),
        ("breakdown", "Fishing; B=1", ("Fishing; B=1",)),
    ],
)
def test_a_figure_is_the_same_however_its_group_and_period_are_written(column, stored, cells):
    reading = make.make_reading(**{"period": "2022", column: stored})
    key = {"indicator": reading.indicator.code, "economy": reading.economy.apec_code, "period": "2022"}
    key |= {"release": reading.release, "value": reading.value}
    for cell in cells:
        row = key | {column: cell}
        report = plan_of(csv_of(tuple(row), tuple(row.values()), name="readings.csv"))
        assert (codes(report), totals(report)) == ([], (0, 0, 1)), cell


def test_a_figure_that_is_stored_in_another_way_is_still_found_by_it():
    reading = make.make_reading(period="2023年", breakdown="B=1;A=2", age="15＋")
    row = {"indicator": reading.indicator.code, "economy": reading.economy.apec_code, "period": "2023年"}
    row |= {"release": reading.release, "value": 50, "breakdown": "B=1;A=2", "age": "15＋"}
    assert totals(plan_of(csv_of(tuple(row), tuple(row.values()), name="readings.csv"))) == (0, 0, 1)


def test_two_rows_that_say_the_same_figure_in_two_ways_are_told():
    reading = make.make_reading(period="2020")
    head = ("indicator", "economy", "period", "release", "value", "source")
    key = (reading.indicator.code, reading.economy.apec_code)
    rows = [(*key, period, "r1", 5, reading.source.code) for period in ("2023", "2023年")]
    report = plan_of(csv_of(head, *rows, name="readings.csv"))
    assert [(problem.row, problem.code) for problem in report.problems] == [(3, "rule_broken")]
    assert "already a reading" in report.problems[0].sentence_en


@pytest.mark.parametrize("word", ["tentative", "暫定", "Tentative"])
def test_a_meeting_whose_status_is_tentative_is_one_whose_date_may_change(word):
    meeting = make.make_meeting(code="MTG-2024-901", status="planned")
    for _ in range(2):
        bring(csv_of(("code", "status"), ("MTG-2024-901", word)))
        meeting.refresh_from_db()
        assert (meeting.status, meeting.is_tentative) == ("planned", True)
    assert totals(plan_of(csv_of(("code", "status"), ("MTG-2024-901", word)))) == (0, 0, 1)
    bring(csv_of(("code", "status", "is_tentative"), ("MTG-2024-901", word, "no")))
    meeting.refresh_from_db()
    assert not meeting.is_tentative


@pytest.mark.parametrize("word", ["Senior officials meeting", "Senior Officials’ Meeting", "SOM"])
def test_the_kind_of_a_meeting_of_senior_officials_is_known(word):
    meeting = make.make_meeting(code="MTG-2024-901", kind="other")
    bring(csv_of(("code", "kind"), ("MTG-2024-901", word)))
    meeting.refresh_from_db()
    assert meeting.kind == "senior-officials"


def test_a_forum_of_the_kind_wg_is_a_working_group():
    forum = make.make_forum(code="FOR-X", kind="network")
    bring(csv_of(("code", "kind"), ("FOR-X", "WG"), name="forums.csv"))
    forum.refresh_from_db()
    assert forum.kind == "working-group"


def test_a_term_may_be_called_a_name():
    bring(
        csv_of(
            ("名稱（中文）", "名稱（英文）"), ("資深官員會議", "Senior Officials’ Meeting"), name="terms.csv"
        )
    )
    assert Term.objects.get().name_zh_hant == "資深官員會議"
