"""What a cell may hold in the columns of a sheet: read as it was meant, or refused with what to do."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from publishing.imports import Parcel
from tests import make
from tests.imports.sheets import bring, codes, csv_of, plan_of

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
