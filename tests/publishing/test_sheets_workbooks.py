"""Workbooks give typed values in their own order, and say so where a cell has no value to trust."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from publishing.sheets import Fault, SheetError, open_book, read_number

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "sheets"


def saved(workbook):
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def ods(tables, manifest=""):
    """An ODS file whose content.xml holds these tables."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    calc = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}{calc}><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def rewritten(data, part, pattern, by):
    """A workbook with something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = re.sub(pattern, by, members[part])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def cell(text, attributes="", kind="string"):
    return f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_values_keep_their_types_and_rows_their_numbers():
    first, hidden = open_book(SAMPLES / "formulas.xlsx").sheets
    assert (first.name, first.kind, first.hidden) == ("會議", "xlsx", False)
    assert (hidden.name, hidden.hidden) == ("舊資料", True)
    rows = {row.number: row.values for row in first.rows()}
    assert rows[2] == ["", "Calendar 2024"]
    assert rows[4] == ["", "Code", "Name", "When", "People", "Share"]
    assert rows[5] == ["", "MTG-1", "資深官員會議", dt.date(2024, 5, 13), 60, 0.5]
    assert type(rows[5][4]) is int
    assert rows[6][3] == dt.datetime(2024, 5, 13, 14, 30)
    assert rows[8] == ["", "MTG-3", True, dt.time(9, 30)]


def test_an_error_and_a_formula_without_a_result_are_faults_and_no_values():
    first = open_book(SAMPLES / "formulas.xlsx").sheets[0]
    row = next(row for row in first.rows() if row.number == 6).values
    assert [(type(value), value.code) for value in (row[2], row[4], row[5])] == [
        (Fault, "not_calculated"),
        (Fault, "not_calculated"),
        (Fault, "error_value"),
    ]
    with pytest.raises(SheetError) as refusal:
        read_number(row[5])
    assert "#REF!" in refusal.value.sentence_zh


def test_merged_cells_are_pointed_out():
    (problem,) = open_book(SAMPLES / "formulas.xlsx").sheets[0].problems
    assert (problem.code, problem.value, problem.sheet) == ("merged_down", "B8:B9", "會議")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_stands_in_cells_merged_downwards_holds_for_each_row_that_says_more(kind):
    if kind == "xlsx":
        workbook = Workbook()
        sheet = workbook.active
        for row in (["when", "name"], ["2024-05", "A"], ["", "B"], ["", ""], ["2024-06", "C"]):
            sheet.append(row)
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("A6:B6")
        data = saved(workbook)
    else:
        covered = "<table:covered-table-cell/>"
        rows = [
            cell("when") + cell("name"),
            cell("2024-05", 'table:number-rows-spanned="3"') + cell("A"),
            covered + cell("B"),
            covered,
            cell("2024-06") + cell("C"),
        ]
        rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        data = ods(f'<table:table table:name="t">{rows}</table:table>')
    (sheet,) = open_book(data, f"x.{kind}").sheets
    assert [row.values for row in sheet.rows()][1:] == [["2024-05", "A"], ["2024-05", "B"], ["2024-06", "C"]]
    assert [p.code for p in sheet.problems] == ["merged_down", "merged"][: 2 if kind == "xlsx" else 1]


def test_sheets_come_in_order_whatever_their_names():
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name in ("b & c", "A<1>", "會議 '24", "é"):
        workbook.create_sheet(name)["A1"] = name
    book = open_book(saved(workbook), "x.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["b & c", "A<1>", "會議 '24", "é"]
    assert [next(sheet.rows()).values for sheet in book.sheets] == [
        [name] for name in ("b & c", "A<1>", "會議 '24", "é")
    ]


def test_an_empty_sheet_has_no_rows_and_one_of_errors_alone_has_them():
    workbook = Workbook()
    errors = workbook.create_sheet("errors")
    errors["C3"] = "#N/A"
    errors["C3"].data_type = "e"
    empty, errors = open_book(saved(workbook), "x.xlsx").sheets
    assert list(empty.rows()) == []
    ((number, values),) = errors.rows()
    assert (number, values) == (3, ["", "", "#N/A"])


def test_blank_rows_and_columns_at_the_end_are_not_there():
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"] = "x"
    sheet["D9"] = ""
    sheet["D9"].number_format = "0.00"
    (found,) = open_book(saved(workbook), "x.xlsx").sheets
    assert [(row.number, row.values) for row in found.rows()] == [(1, ["x"])]


def test_a_workbook_is_known_by_what_it_holds_and_not_by_its_name():
    data = (SAMPLES / "formulas.xlsx").read_bytes()
    assert open_book(data, "x.csv").kind == "xlsx"
    assert open_book(b"a,b\n1,2\n", "x.xlsx").kind == "csv"
    assert open_book(b'[{"a": 1}]', "x.csv").kind == "json"
    assert open_book((SAMPLES / "calendar.ics").read_bytes(), "x.txt").kind == "ics"
    assert open_book(b"[Name],b\n1,2\n", "x.json").kind == "csv"


def test_an_ods_is_read_with_its_types():
    row = (
        "<table:table-row><table:table-cell/>"
        + cell("名稱")
        + cell("x", 'office:date-value="2024-05-01"', "date")
        + cell("3", 'office:value="3" table:number-columns-repeated="2"', "float")
        + cell("TRUE", 'office:boolean-value="true"', "boolean")
        + cell("#REF!", 'table:formula="of:=#REF!" calcext:value-type="error" office:string-value=""')
        + cell("x", 'office:time-value="PT14H30M00S"', "time")
        + "</table:table-row>"
    )
    blank = (
        '<table:table-row table:number-rows-repeated="{}">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    tables = f'<table:table table:name="會議">{blank.format(2)}{row}{blank.format(1048573)}</table:table>'
    (sheet,) = open_book(ods(tables), "x").sheets
    ((number, values),) = sheet.rows()
    assert (sheet.name, sheet.kind, number) == ("會議", "ods", 3)
    assert values == ["", "名稱", dt.date(2024, 5, 1), 3, 3, True, "#REF!", dt.time(14, 30)]
    assert isinstance(values[6], Fault)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (
            "<table:table-row>" + cell("x", 'table:number-columns-repeated="501"') + "</table:table-row>",
            "too_many_columns",
        ),
        (
            '<table:table-row table:number-rows-repeated="1000000">'
            + cell("x", 'table:number-columns-repeated="400"')
            + "</table:table-row>",
            "too_wide_and_long",
        ),
        (
            '<table:table-row table:number-rows-repeated="9000">'
            + cell("x" * 30_000, 'table:number-columns-repeated="100"')
            + "</table:table-row>",
            "too_much_text",
        ),
        (
            '<table:table-row table:number-rows-repeated="90000">' + cell("#REF!") + "</table:table-row>",
            "error_value",
        ),
    ],
)
def test_an_ods_that_repeats_itself_without_end_is_refused(tables, code):
    with pytest.raises(SheetError) as refusal:
        open_book(ods(f'<table:table table:name="t">{tables}</table:table>'), "x.ods")
    assert refusal.value.code == code


def test_an_ods_with_a_password_is_refused():
    with pytest.raises(SheetError) as refusal:
        open_book(ods("", manifest="<encryption-data/>"), "x.ods")
    assert refusal.value.code == "encrypted"


# The format, what was typed, and what the cell says.
SHOWN = [
    ("mmm-yy", dt.date(2025, 3, 1), "2025-03"),
    ("mmmm yyyy", dt.date(2025, 3, 1), "2025-03"),
    ('yyyy"年"m"月"', dt.date(2025, 3, 1), "2025-03"),
    ("yyyy-mm", dt.date(2025, 3, 1), "2025-03"),
    ("yyyy/m;@", dt.date(2025, 3, 1), "2025-03"),
    ('[$-zh-TW]e"年"m"月"', dt.date(2025, 3, 1), "2025-03"),
    ("yyyy", dt.date(2025, 1, 1), "2025"),
    ("mmm-yy", dt.date(2025, 3, 2), dt.date(2025, 3, 2)),
    ("yyyy", dt.date(2025, 3, 1), dt.date(2025, 3, 1)),
    ("yyyy-mm-dd", dt.date(2025, 3, 1), dt.date(2025, 3, 1)),
    ('yyyy"年"m"月"d"日"', dt.date(2025, 3, 1), dt.date(2025, 3, 1)),
    ("yyyy-mm-dd hh:mm", dt.datetime(2025, 3, 1, 9, 30), dt.datetime(2025, 3, 1, 9, 30)),
    ("mmm-yy", dt.datetime(2025, 3, 1, 9, 30), dt.datetime(2025, 3, 1, 9, 30)),
    ("h:mm", dt.time(9, 30), dt.time(9, 30)),
    ("[h]:mm", dt.timedelta(hours=36), dt.timedelta(hours=36)),
    ("0%", 0.125, "12.5%"),
    ("0.00%", 0.29, "29%"),
    ("0.0%", 1, "100%"),
    ("0.0%", -0.005, "-0.5%"),
    ('0.0"%"', 12.5, 12.5),
    ("0.00E+00", 1.5, 1.5),
    ("#,##0", 1200, 1200),
    ("mmm-yy", "text", "text"),
]


@pytest.mark.parametrize("is_placed", [True, False])
def test_a_cell_says_what_its_format_shows_and_no_day_that_nobody_saw(is_placed):
    workbook = Workbook()
    sheet = workbook.active
    for row, (code, value, _expected) in enumerate(SHOWN, 1):
        sheet.cell(row, 2, value).number_format = code
        sheet.cell(row, 3, row)
    data = saved(workbook)
    if not is_placed:  # as some programs write them
        data = rewritten(data, "xl/worksheets/sheet1.xml", rb'<c r="B(\d+)"([^>]*)>', rb'<c\2 r="B\1">')
    (found,) = open_book(data, "x.xlsx").sheets
    assert [row.values for row in found.rows()] == [
        ["", expected, number] for number, (_code, _value, expected) in enumerate(SHOWN, 1)
    ]


def test_an_ods_says_of_a_date_what_its_style_shows():
    number = ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    style = ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    styles = (
        f"<office:automatic-styles{number}{style}>"
        '<number:date-style style:name="N1"><number:month/><number:text>-</number:text><number:year/></number:date-style>'
        '<number:date-style style:name="N2"><number:year/></number:date-style>'
        '<number:date-style style:name="N3"><number:year/><number:month/><number:day/></number:date-style>'
        + "".join(
            f'<style:style style:name="ce{n}" style:family="table-cell" style:data-style-name="N{n}"/>'
            for n in (1, 2, 3)
        )
        + "</office:automatic-styles>"
    )
    column = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" '
        'table:default-cell-style-name="ce1"/>'
    )

    def day(text, of=""):
        return cell(text, f'office:date-value="{text}" {of and f"""table:style-name="{of}" """}', "date")

    row = "".join(
        (
            cell("name"),
            day("2025-03-01"),
            day("2025-03-02"),
            day("2025-03-01"),
            *(day("2025-01-01", f"ce{n}") for n in (1, 2, 3)),
            cell("12.5%", 'office:value="0.125"', "percentage"),
        )
    )
    tables = f'<table:table table:name="t">{column}<table:table-row>{row}</table:table-row></table:table>'
    data = rewritten(ods(tables), "content.xml", b"<office:body>", styles.encode() + b"<office:body>")
    (sheet,) = open_book(data, "x.ods").sheets
    assert next(sheet.rows()).values == [
        *("name", "2025-03", dt.date(2025, 3, 2), dt.date(2025, 3, 1)),
        *("2025-01", "2025", dt.date(2025, 1, 1), "12.5%"),
    ]
