"""A file made to do harm is refused before it costs anything, with a sentence; any bytes give rows or a refusal."""

import io
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from publishing.sheets import Row, SheetError, open_book, opensdg
from publishing.sheets.sources import LARGEST, MEGABYTE

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "sheets"


def check_words(error):
    """A refusal can be shown in both languages, with what to do about it."""
    for text in (error.sentence_en, error.sentence_zh, error.suggestion_en, error.suggestion_zh):
        assert text
        assert "{" not in text.replace(error.value, "")


def zipped(members, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, **options)
    return file.getvalue()


def workbook(**parts):
    """The bytes of a small XLSX, with parts put in place of its own: sheet1, shared, or by name."""
    book = Workbook()
    book.active["A1"] = "x"
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = {
        "sheet1": "xl/worksheets/sheet1.xml",
        "shared": "xl/sharedStrings.xml",
        "book": "xl/workbook.xml",
    }
    members.update(
        {names[key]: value.encode() if isinstance(value, str) else value for key, value in parts.items()}
    )
    return zipped(members)


def worksheet(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def drain(data, name):
    for sheet in open_book(data, name).sheets:
        for _ in sheet.rows():
            pass


def refusal_of(data, name="x"):
    """The refusal, which has to come at once and in little memory."""
    tracemalloc.start()
    started = time.process_time()
    try:
        with pytest.raises(SheetError) as refusal:
            drain(data, name)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert time.process_time() - started < 10
    assert peak < 64 * MEGABYTE + 4 * (len(data) if isinstance(data, bytes) else 0)
    error = refusal.value
    assert error.file
    check_words(error)
    return error


def code_of(data, name="x"):
    return refusal_of(data, name).code


# Files


def test_what_is_no_sheet_is_refused_by_what_it_holds():
    assert code_of(b"") == "empty"
    assert code_of(b"%PDF-1.7\n") == "unknown_kind"
    assert code_of(b"\x89PNG\r\n\x1a\n") == "unknown_kind"
    assert code_of(b"<html><table><tr><td>1</td></tr></table></html>", "x.xls") == "unknown_kind"
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.xls") == "old_excel"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert code_of(locked, "x.xlsx") == "encrypted"
    assert code_of(zipped({"xl/workbook.bin": b"x"}), "x.xlsb") == "binary_workbook"
    assert (
        code_of(zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "x.docx")
        == "unknown_kind"
    )


def test_a_missing_or_enormous_file_is_refused_unread(tmp_path):
    assert code_of(tmp_path / "none.csv") == "not_found"
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(LARGEST * MEGABYTE + 1)
    assert code_of(tmp_path / "big.csv") == "too_big"


def test_a_line_of_twenty_megabytes_is_refused():
    assert code_of(b"a,b\n" + b"x" * (20 * MEGABYTE)) == "line_too_long"
    assert code_of(b'a,b\n"' + b"x\n" * (10 * MEGABYTE)) in ("line_too_long", "quote_open")
    error = refusal_of(b'a,b\n1,2\n"' + b"xxxxxxx\n" * MEGABYTE)
    assert (error.code, error.row) == ("line_too_long", 3)


# Archives


def test_an_archive_that_unpacks_to_far_too_much_is_refused():
    assert code_of(zipped({"a.csv": b"0" * (50 * MEGABYTE)})) == "unpacks_too_far"
    noise = bytes(range(256)) * 4096
    several = {f"{n}.csv": bytes(noise[n:] + noise[:n]) * 21 for n in range(10)}
    assert code_of(zipped(several)) in ("unpacks_too_big", "unpacks_too_far")


def test_an_archive_of_a_thousand_files_is_refused_before_its_names_are_read():
    assert code_of(zipped({f"{n}.csv": b"a" for n in range(201)})) == "too_many_files"
    assert code_of(zipped({f"{n}.csv": b"a" for n in range(20_000)})) == "too_many_files"


def test_archives_within_archives_are_refused():
    assert code_of(zipped({"inner.zip": zipped({"a.csv": b"a"})})) == "archive_in_archive"
    assert code_of(zipped({"inner.csv": zipped({"a.csv": b"a"})})) == "archive_in_archive"
    assert code_of(zipped({"inner.xlsx": b"x"})) == "archive_in_archive"


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/../../b.csv", "/etc/a.csv", "C:/a.csv", "..\\a.csv", "\\a.csv"]
)
def test_names_that_lead_out_of_the_archive_are_refused(name):
    assert code_of(zipped({name: b"a,b\n"})) == "unsafe_name"


def test_links_in_an_archive_are_refused():
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert code_of(file.getvalue()) == "unsafe_name"


def test_an_archive_with_a_password_is_refused():
    data = bytearray(zipped({"a.csv": b"a,b\n"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(data)) == "encrypted"


def test_an_archive_that_lies_about_a_size_is_refused():
    data = bytearray(zipped({"a.csv": b"a,b\n1,2\n" * 5000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    assert code_of(bytes(data)) == "broken"


def test_a_damaged_archive_is_refused():
    data = zipped({"a.csv": b"a,b\n1,2\n" * 5000})
    assert code_of(data[: len(data) // 2]) == "broken"
    assert code_of(data[:40] + bytes(60) + data[100:]) == "broken"


def test_a_zip_and_a_folder_of_sheets_are_read_in_order(tmp_path):
    members = {
        "01_economies.csv": "編號,名稱\nCHL,智利\n",
        "02_meetings.json": '[{"a": 1}]',
        "README.txt": "hello",
    }
    book = open_book(zipped(members | {"__MACOSX/._01.csv": "x", ".DS_Store": "x"}), "export.zip")
    assert (book.kind, [sheet.name for sheet in book.sheets]) == ("zip", ["01_economies", "02_meetings"])
    assert book.ignored == ("README.txt",)
    for name, text in members.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "03_book.xlsx").write_bytes(workbook())
    (tmp_path / "link.csv").symlink_to("/etc/hostname")
    book = open_book(tmp_path)
    assert (book.kind, [sheet.name for sheet in book.sheets]) == (
        "folder",
        ["01_economies", "02_meetings", "Sheet"],
    )
    assert book.sheets[0].file == "01_economies.csv"


def test_an_archive_or_folder_without_sheets_is_refused(tmp_path):
    assert code_of(zipped({"photo.jpg": b"x"})) == "nothing_inside"
    assert code_of(zipped({})) == "nothing_inside"
    assert code_of(tmp_path) == "nothing_inside"


# Workbooks


@pytest.mark.parametrize("part", ["sheet1", "shared", "book"])
@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'],
)
def test_xml_that_declares_entities_is_refused(part, declared):
    assert code_of(workbook(**{part: declared + worksheet("")})) == "declares_entities"


def test_a_million_columns_are_refused():
    assert (
        code_of(workbook(sheet1=worksheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'))) == "too_many_columns"
    )
    many = "".join("<c><v>1</v></c>" for _ in range(501))
    assert code_of(workbook(sheet1=worksheet(f"<row>{many}</row>"))) == "too_many_columns"
    prefixed = worksheet('<x:row xmlns:x="x"><x:c  r = "XFD1"><x:v>1</x:v></x:c></x:row>')
    assert code_of(workbook(sheet1=prefixed)) == "too_many_columns"


def test_two_cells_far_apart_do_not_fill_the_memory_between_them():
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="SF1048576"><v>1</v></c></row>'
    error = refusal_of(workbook(sheet1=worksheet(far)))
    assert (error.code, error.value) == ("too_wide_and_long", "SF1048576")
    skipped = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999999"><c><v>1</v></c></row>'
    assert code_of(workbook(sheet1=worksheet(skipped))) == "too_many_rows"


def test_a_long_text_used_a_thousand_times_is_refused():
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = "".join(f"{n:x}" for n in range(100_000))
    shared = f'<sst xmlns="{space}" count="1" uniqueCount="1"><si><t>{text}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1000))
    assert code_of(workbook(shared=shared, sheet1=worksheet(rows))) == "too_much_text"


@pytest.mark.parametrize(
    "said",
    [
        'count="1" uniqueCount="4000000000"',
        "uniqueCount = '99999'",
        'uniqueCount="&#57;99999999"',
        'uniqueCount="x"',
        f'x="{"x" * 20_000}" uniqueCount="4000000000"',
    ],
)
def test_a_workbook_that_promises_more_texts_than_it_holds_is_refused(said):
    # The reader would make room for all of them, and end the whole process where there is none.
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert code_of(workbook(shared=f'<sst xmlns="{space}" {said}><si><t>x</t></si></sst>')) == "broken"
    twice = f'<sst xmlns="{space}"/><sst xmlns="{space}" {said}/>'
    assert code_of(workbook(shared=twice)) == "broken"


@pytest.mark.parametrize(
    "row",
    [
        "<row r='99999999999'><c r='A99999999999'><v>1</v></c></row>",
        "<row r='3'><c r='A99999999999'><v>1</v></c></row>",
        "<row r='3'><c r='-3'><v>1</v></c></row>",
        "<row r='x'><c><v>1</v></c></row>",
        "<row r='3'><c r='ABCDEFG3'><v>1</v></c></row>",
    ],
)
def test_a_cell_that_is_nowhere_is_refused(row):
    assert code_of(workbook(sheet1=worksheet(row))) == "broken"


def test_one_sheet_under_many_names_is_refused():
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 90))
    spaces = (
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    assert code_of(workbook(book=f"<workbook {spaces}><sheets>{names}</sheets></workbook>")) == "broken"


def test_blank_cells_without_end_are_refused_in_the_first_row():
    data = b"code,name_en\nA,B\n" + (b"," * 900_000 + b"\n") * 20
    error = refusal_of(data, "topics.csv")
    assert (error.code, error.row) == ("too_many_columns", 3)
    few = b"code,name_en\nA,B" + b"," * 16_000 + b"\n"
    drain(few, "topics.csv")


def test_one_stray_nul_makes_no_other_encoding():
    text = "code,name_en,kind\nMTG-1,A meeting,other\n"
    for at in range(len(text)):
        assert code_of((text[:at] + "\0" + text[at:] + "x" * (at % 2)).encode(), "x.csv") == "holds_nul", at


def test_what_nobody_reads_of_a_calendar_costs_nothing():
    flood = "EXDATE;TZID=America/Lima:20240101T000000\r\n" * 100_000 + "X-ODD;A=1:1\r\n" * 100_000
    alarms = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n" * 50_000
    rest = "BEGIN:VTODO\r\nRDATE:" + "20240101," * 20_000 + "\r\nEND:VTODO\r\n"
    calendar = (
        f"BEGIN:VCALENDAR\r\n{rest}BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20240101\r\n{flood}{alarms}"
        "SUMMARY:Plen\r\n ary\r\nRDATE:20240202\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    started = time.process_time()
    (sheet,) = open_book(calendar.encode(), "calendar.ics").sheets
    _heading, (_number, event) = sheet.rows()
    assert time.process_time() - started < 5
    assert event[:3] == ["1", "Plenary", "2024-01-01"]
    assert [problem.code for problem in sheet.problems] == ["repeats"]


@pytest.mark.parametrize(
    "line", ["DTSTART;" + "X=1;" * 100_000 + "A=1:20240101", "SUMMARY:a" + "\r\n x" * 100_000]
)
def test_a_line_of_a_calendar_without_end_is_refused(line):
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert code_of(data.encode()) == "calendar_broken"


def test_xml_in_another_encoding_or_broken_is_refused():
    assert code_of(workbook(sheet1=worksheet("").encode("utf-16"))) == "broken"
    assert code_of(workbook(sheet1='<?xml version="1.0" encoding="utf-7"?>' + worksheet(""))) == "broken"
    assert code_of(workbook(book="<workbook")) == "broken"
    assert code_of(workbook(book="<workbook/>")) in ("broken", "nothing_inside")


# Anything at all

MAGIC = [b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"[{", b"\xef\xbb\xbf",
         b"\xff\xfe", b'"', b"sep=;\n", b"a,b\n", "會議,".encode("cp950")]  # fmt: skip


def read_all(data):
    """Rows, or a refusal that can be shown; nothing else gets out."""
    try:
        for sheet in open_book(data, "x").sheets:
            for row in sheet.rows():
                assert isinstance(row, Row)
                assert len(row.values) <= 500
            for problem in sheet.problems:
                assert problem.sentence_zh
    except SheetError as error:
        check_words(error)


@settings(max_examples=300)
@given(st.sampled_from([b"", *MAGIC]), st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@example(b"", b"\xff\xfe\x00\x00")
@example(b"", b"\r")
@example(b"", b'"')
def test_any_bytes_at_all_give_rows_or_a_refusal(start, rest):
    read_all(start + rest)


GOOD = {
    path.name: path.read_bytes()
    for path in sorted(SAMPLES.iterdir())
    if path.is_file()
}  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_good_file_with_some_bytes_changed_gives_rows_or_a_refusal(name, data):
    content = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    read_all(bytes(content))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(["sheet1", "shared", "book"]), st.text("<>/=\"'! crstvef:row0123AZX&#;-[]?", max_size=120)
)
def test_a_workbook_with_any_text_in_a_part_gives_rows_or_a_refusal(part, text):
    read_all(workbook(**{part: worksheet(text)}))


@settings(max_examples=150)
@given(
    st.binary(max_size=200) | st.text("Year,Value\n\r0123456789-/Q (a)\"'.", max_size=200).map(str.encode),
    st.binary(max_size=100),
)
def test_any_open_sdg_file_gives_rows_or_a_refusal(data, meta):
    try:
        found = opensdg.read(
            zipped({"data/indicator_1-1-1.csv": data or b"\n", "meta/1-1-1.md": b"---\n" + meta + b"\n---\n"})
        )
    except SheetError as error:
        check_words(error)
        return
    for problem in found.problems:
        assert problem.sentence_en
    for indicator in found.indicators.values():
        list(indicator.observations())
    again = opensdg.read(opensdg.pack(opensdg.write(found)))
    assert {n: (i.columns, i.lines) for n, i in again.indicators.items()} == {
        n: (i.columns, i.lines) for n, i in found.indicators.items()
    }
