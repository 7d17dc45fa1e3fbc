"""What is written comes back the same, does no harm in a spreadsheet program, and is never half a file."""

import csv
import io
import json
import re
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from publishing.sheets import SheetError, Table, as_written, find_heading, harmless, open_book, write
from publishing.sheets.formulas import SIGNS, marked, says_empty

# All that XML or CSV could stumble over; NUL is in no database.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=40)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    '=cmd|"/c calc"!A1',
]
NASTY = [*FORMULAS, "(empty)", "（空）", "'(empty)", "#N/A", "'#REF!", "Err:502", "'", "''", "'text", "001", "1E5",
         "TRUE", "a;b;c", 'say "x"', "line\nline", "臺北／台北", "😀", "_x000D_x", "_x0041_", "a\x01b\x0b", "a\x85b\u2028c",
         "2024-05", "1/2", "ID", "sep=;", " blanks ", "x" * 32_767]  # fmt: skip


@given(texts)
@example("''=x")
@example("（空）")
@example("#REF!")
def test_the_apostrophe_that_makes_a_text_of_a_formula_is_taken_away_again(text):
    assert as_written(harmless(text)) == text
    assert as_written(marked(text)) == text
    assert not says_empty(harmless(text))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_begins_like_a_formula(text):
    assert harmless(text)[0] == "'"
    assert harmless(text)[0] not in SIGNS


def test_a_text_that_only_begins_with_an_apostrophe_stays_as_it_is():
    assert [harmless("'tis"), marked("'tis"), as_written("'tis")] == ["'tis"] * 3


def written(tmp_path, name, kind, *tables):
    path = tmp_path / name
    counts = write(path, kind, tables)
    assert [file.name for file in tmp_path.iterdir()] == [name], "something was left behind"
    return path, counts


def read_back(path):
    """The rows of each sheet below its headings."""
    found = {}
    for sheet in open_book(path).sheets:
        rows = list(sheet.rows())
        heading = find_heading(sheet, ["key", "text"])
        found[sheet.name] = [row.values for row in rows if row.number > heading.row]
    return found


def table(values):
    return Table("things", ["key", "text"], [[f"K{n}", value] for n, value in enumerate(values)])


@pytest.mark.parametrize("name", ["out.csv", "out.zip", "out", "out.xlsx", "out.json"])
def test_nasty_texts_come_back_as_they_were(tmp_path, name):
    kind = {".xlsx": "xlsx", ".json": "json"}.get(name[-5:], "csv")
    path, counts = written(tmp_path, name, kind, table(NASTY))
    assert counts == {"things": len(NASTY)}
    ((rows),) = read_back(path).values()
    assert [as_written(value) for _key, value in rows] == NASTY


def test_numbers_yes_and_no_and_lists_have_their_own_form_in_each_kind(tmp_path):
    values = [1, -2.5, True, False, ["a", "b"], ""]
    path, _counts = written(tmp_path, "out.json", "json", table(values))
    records = json.loads(path.read_text(encoding="utf-8"))["things"]
    assert [record["text"] for record in records] == [1, -2.5, True, False, ["a", "b"], None]
    path.unlink()
    path, _counts = written(tmp_path, "out.csv", "csv", table(values))
    assert path.read_bytes() == (
        b"\xef\xbb\xbfkey,text\r\nK0,1\r\nK1,-2.5\r\nK2,yes\r\nK3,no\r\nK4,a; b\r\nK5,\r\n"
    )
    path.unlink()
    path, _counts = written(tmp_path, "out.xlsx", "xlsx", table(values))
    cells = [row[1].value for row in load_workbook(path)["things"].iter_rows(min_row=2)]
    assert cells == [1, -2.5, True, False, "a; b", None]


def test_csv_follows_the_standard_and_carries_the_mark_of_utf_8(tmp_path):
    path, _counts = written(tmp_path, "out.csv", "csv", table(['a "b"', "c\nd", "e,f"]))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert rows == [["key", "text"], ["K0", 'a "b"'], ["K1", "c\nd"], ["K2", "e,f"]]


def test_a_workbook_holds_texts_and_no_formulas_under_headings_that_stay(tmp_path):
    path, _counts = written(tmp_path, "out.xlsx", "xlsx", table([*FORMULAS, "001", "中文"]))
    sheet = load_workbook(path)["things"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    # Else a program makes a formula of it as soon as somebody presses Enter in the cell.
    assert all(cell.quotePrefix for cell in cells if cell.value[0] in SIGNS)
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.b for cell in sheet[1])
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_what_is_typed_into_a_column_of_texts_stays_text(tmp_path):
    rows = [["K1", "2024-05"], ["K2", ""], ["K3", "2024-06"], ["K4", 12]]
    made = [Table("things", ["key", "text"], rows, as_text=(1,)) for _ in range(2)]
    for name, one in zip(("a.xlsx", "b.xlsx"), made, strict=True):
        write(tmp_path / name, "xlsx", [one])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheet = load_workbook(tmp_path / "a.xlsx")["things"]
    assert sheet.column_dimensions["B"].number_format == "@"
    assert sheet.column_dimensions["A"].number_format == "General"
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["2024-05", None, "2024-06", 12]
    assert cells[0].number_format == cells[2].number_format == "@"
    assert read_back(tmp_path / "a.xlsx")["things"] == [
        ["K1", "2024-05"],
        ["K2"],
        ["K3", "2024-06"],
        ["K4", 12],
    ]


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384])
def test_a_text_too_long_for_a_workbook_is_refused_with_its_place_and_a_way_out(tmp_path, text):
    with pytest.raises(SheetError) as refusal:
        write(tmp_path / "out.xlsx", "xlsx", [table(["short", text])])
    error = refusal.value
    assert (error.sheet, error.row, error.column, error.value) == ("things", 3, "text", "K1")
    assert "32,767" in error.sentence_en
    assert "JSON" in error.suggestion_zh
    assert list(tmp_path.iterdir()) == []
    for name, kind in (("out.csv", "csv"), ("out.json", "json")):
        write(tmp_path / name, kind, [table(["short", text])])
        ((_short, (_key, value)),) = read_back(tmp_path / name).values()
        assert value == text


def test_a_row_that_our_own_reader_would_refuse_is_not_written(tmp_path):
    text = "x" * (1024 * 1024)
    with pytest.raises(SheetError) as refusal:
        write(tmp_path / "out.csv", "csv", [table([text])])
    assert (refusal.value.code, refusal.value.value) == ("row_past_csv", "K0")
    write(tmp_path / "out.json", "json", [table([text])])
    assert read_back(tmp_path / "out.json")["things"] == [["K0", text]]


def cut_off():
    yield ["K0", "a"]
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["out.csv", "out.zip", "out", "out.xlsx", "out.json"])
def test_what_is_cut_off_leaves_the_old_file_and_nothing_else(tmp_path, name):
    kind = {".xlsx": "xlsx", ".json": "json"}.get(name[-5:], "csv")
    path = tmp_path / name
    if name == "out":
        path.mkdir()
    else:
        path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write(path, kind, [Table("things", ["key", "text"], cut_off())])
    assert list(tmp_path.iterdir()) == [path]
    assert list(path.iterdir()) == [] if name == "out" else path.read_bytes() == b"before"


def test_a_folder_in_use_is_not_written_into(tmp_path):
    (tmp_path / "old.csv").write_text("x")
    with pytest.raises(FileExistsError):
        write(tmp_path, "csv", [table(["a"])])
    assert [file.name for file in tmp_path.iterdir()] == ["old.csv"]


def test_the_same_tables_make_the_same_bytes(tmp_path):
    for name, kind in (("a.zip", "csv"), ("a.json", "json"), ("a.xlsx", "xlsx")):
        write(tmp_path / name, kind, [table(NASTY)])
        first = (tmp_path / name).read_bytes()
        write(tmp_path / name, kind, [table(NASTY)])
        assert (tmp_path / name).read_bytes() == first
    # No clock is read, whatever it says.
    for name in ("a.zip", "a.xlsx"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert {info.date_time[0] for info in archive.infolist()} == {1980}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml").decode())) == {
            "1980-01-01T"
        }


def test_semicolons_in_every_text_are_not_taken_for_the_sign_between_cells(tmp_path):
    path, _counts = written(tmp_path, "out.csv", "csv", table(["a; b; c; d"] * 60))
    (sheet,) = open_book(path).sheets
    assert sheet.delimiter == ","
