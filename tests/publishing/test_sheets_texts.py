"""CSV and JSON are read in whatever encoding and dress they come, and never in the wrong one without a word."""

import tracemalloc
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.sheets import SheetError, find_heading, open_book, records

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "sheets"
TRADITIONAL = "會議名稱,日期,地點\n資深官員會議,2024年5月13日,秘魯阿雷基帕\n"
SIMPLIFIED = "会议名称,日期,地点\n高官会,2024年5月13日,秘鲁阿雷基帕\n"


def rows_of(data, **known):
    return [
        (row.number, row.values) for sheet in open_book(data, "x.csv", **known).sheets for row in sheet.rows()
    ]


def refusal_of(data, **known):
    with pytest.raises(SheetError) as refusal:
        rows_of(data, **known)
    return refusal.value


# Encodings


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-8-sig", "utf-8"),
        (TRADITIONAL, "utf-16", "utf-16"),
        (TRADITIONAL, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "cp950", "cp950"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-8", "utf-8"),
        ("Name,When\nSOM1,2024-05\n", "ascii", "utf-8"),
        ("編號,備註\n1,無\n", "cp950", "cp950"),
        ("Code,Name\n1,陳怡君\n2,王小明\n", "cp950", "cp950"),
        ("Code,City\n1,深圳\n2,北京\n", "gb18030", "gb18030"),
        ("城市\n臺北\n", "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found_and_told(text, encoding, said):
    (sheet,) = open_book(text.encode(encoding), "x.csv").sheets
    assert sheet.encoding == said
    lines = [",".join(row.values) for row in sheet.rows()]
    assert lines == text.splitlines()


@pytest.mark.parametrize("name", ["meetings_big5.csv", "meetings_gb18030.csv", "meetings_utf16.txt"])
def test_a_sheet_as_an_office_saves_it_is_read(name):
    (sheet,) = open_book(SAMPLES / name).sheets
    rows = [row.values for row in sheet.rows()]
    assert [row[0] for row in rows[1:]] == ["MTG-1", "MTG-2", "MTG-3", "MTG-4"]
    assert rows[1][2:4] == ["113/02/24-113/03/08", "秘魯"]
    assert rows[1][5] == "1,200"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Perú,México,Canadá,São Paulo\n", "cp1252"),
        ("Québec;Montréal\n", "cp1252"),
        ("한국어 회의,서울에서 열린 회의\n", "euc-kr"),
        ("日本語のテスト,こんにちは\n", "shift-jis"),
    ],
)
def test_letters_that_are_neither_are_refused_and_not_guessed(text, encoding):
    error = refusal_of(text.encode(encoding))
    assert error.code == "encoding_unknown"
    assert "UTF-8" in error.suggestion_zh


def test_an_encoding_that_an_editor_names_is_used_if_it_fits():
    data = "Perú,México\n".encode("cp1252")
    assert rows_of(data, encoding="cp1252") == [(1, ["Perú", "México"])]
    assert refusal_of(data, encoding="utf-8").code == "encoding_wrong"
    assert refusal_of(data, encoding="no-such").code == "encoding_wrong"


def test_one_bad_byte_in_a_long_file_is_noticed():
    data = b"a,b\n" + b"1,2\n" * 200_000 + b"\xff,2\n"
    assert refusal_of(data).code == "encoding_unknown"


# Delimiters, line ends, quotation marks


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_line_end(delimiter, end):
    rows = [["Name", "Economies", "Note"], ["SOM", "Chile; Peru", "x, y"], ["EC", '"q"', "two\nlines"]]
    quoted = [
        [f'"{cell}"'.replace('"q"', '""q""') if set(cell) & set(',;\n|"\t') else cell for cell in row]
        for row in rows
    ]
    text = end.join(delimiter.join(row) for row in quoted) + end
    assert [values for _, values in rows_of(text.encode())] == rows


def test_semicolons_within_cells_do_not_make_columns():
    text = "Name,Economies\nSOM,Chile; Peru; Japan\nEC,Chile; Peru; Japan\n"
    assert rows_of(text.encode())[1] == (2, ["SOM", "Chile; Peru; Japan"])


def test_excels_first_line_names_the_delimiter_and_is_no_row():
    assert rows_of(b"sep=;\r\na,b;c\r\n") == [(1, ["a,b", "c"])]


def test_one_column_is_one_column():
    assert rows_of("名稱\n資深官員會議\n".encode()) == [(1, ["名稱"]), (2, ["資深官員會議"])]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    text = 'a,b\n\n"two\nlines",x\n,,\nlast,\n'
    assert rows_of(text.encode()) == [(1, ["a", "b"]), (3, ["two\nlines", "x"]), (5, ["last"])]


def test_a_quotation_mark_that_is_never_closed_is_refused_where_it_opens():
    error = refusal_of(b'a,b\n1,2\n3,"open\n4,5\n')
    assert (error.code, error.row) == ("quote_open", 3)


def test_a_nul_is_refused():
    assert refusal_of(b"a,b\n1,\x002\n").code == "holds_nul"
    late = b"a,b\n" + b"1,2\n" * 100_000 + b"1,\x00\n"
    assert (refusal_of(late).code, refusal_of(late).row) == ("holds_nul", 100_002)


def test_too_many_columns_are_refused():
    assert refusal_of(b",".join([b"x"] * 501)).code == "too_many_columns"
    assert len(rows_of(b",".join([b"x"] * 500))[0][1]) == 500
    assert len(rows_of(b"x" + b"," * 5000)[0][1]) == 1


# Headings


def test_the_heading_is_found_below_a_title_and_records_keep_their_row_numbers():
    text = "Calendar of 2024\n\nNAME ,When,備註\nSOM1,2024-02,\n\nSOM2,2024-05,改期\n"
    (sheet,) = open_book(text.encode(), "x.csv").sheets
    heading = find_heading(sheet, ["name", "when", "where"])
    assert heading == (3, ["NAME", "When", "備註"])
    assert list(records(sheet, heading)) == [
        (4, {"NAME": "SOM1", "When": "2024-02", "備註": ""}),
        (6, {"NAME": "SOM2", "When": "2024-05", "備註": "改期"}),
    ]


def test_a_sheet_without_headings_or_with_one_twice_is_refused():
    (sheet,) = open_book(b"1,2\n3,4\n", "x.csv").sheets
    with pytest.raises(SheetError) as refusal:
        find_heading(sheet, ["Name"])
    assert (refusal.value.code, refusal.value.file) == ("no_heading", "x.csv")
    (sheet,) = open_book("Name,Ｎame\n3,4\n".encode(), "x.csv").sheets
    with pytest.raises(SheetError) as refusal:
        find_heading(sheet, ["Name"])
    assert refusal.value.code == "heading_twice"


def test_a_value_without_a_heading_is_refused_and_not_lost():
    for text in ("Name,When\nSOM,2024,extra\n", "Name,,When\nSOM,lost,2024\n"):
        (sheet,) = open_book(text.encode(), "x.csv").sheets
        with pytest.raises(SheetError) as refusal:
            list(records(sheet, find_heading(sheet, ["Name"])))
        assert (refusal.value.code, refusal.value.row) == ("beyond_heading", 2)


# JSON


def test_json_may_stand_in_lines():
    (sheet,) = open_book('{"名稱": "會議", "n": 1}\r\n\n{"n": [2]}\n'.encode(), "m.jsonl").sheets
    assert (sheet.name, sheet.kind) == ("m", "json")
    assert [row.values for row in sheet.rows()] == [["名稱", "n"], ["會議", 1], ["", [2]]]
    with pytest.raises(SheetError) as refusal:
        open_book(b'{"a": 1}\n{"a": 2}\n{"a": \n', "m.jsonl")
    assert (refusal.value.code, refusal.value.details["line"]) == ("json_broken", 3)


def test_a_fixture_is_told_from_a_sheet():
    record = '{"model": "meetings.meeting", "pk": 1, "fields": {"code": "MTG-1"}}'
    for data in (f"[{record}]", f"{record}\n{record}\n"):
        with pytest.raises(SheetError) as refusal:
            open_book(data.encode(), "fixture.json")
        assert refusal.value.code == "fixture"
        assert "loaddata" in refusal.value.suggestion_en


def test_json_is_one_sheet_or_several():
    (sheet,) = open_book(
        '[{"名稱": "會議", "n": 1}, {"n": null, "topics": ["a", "b"]}]'.encode(), "m.json"
    ).sheets
    assert (sheet.name, sheet.kind) == ("m", "json")
    assert [(row.number, row.values) for row in sheet.rows()] == [
        (0, ["名稱", "n", "topics"]),
        (1, ["會議", 1, ""]),
        (2, ["", "", ["a", "b"]]),
    ]
    book = open_book(b'{"meetings": [{"a": 1}], "goals": []}', "m.json")
    assert [sheet.name for sheet in book.sheets] == ["meetings", "goals"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a": 1}', "json_broken"),
        ('[{"a": 1, "a": 2}]', "json_twice"),
        ('{"a": 1}', "json_shape"),
        ('[{"a": NaN}]', "json_shape"),
        ('[{"a": ' + "1" * 5000 + "}]", "json_shape"),
        ("[" * 50_000 + "]" * 50_000, "json_shape"),
        ("[" + "{}," * 2_100_000 + "{}]", "json_shape"),
    ],
)
def test_json_that_holds_no_records_is_refused(text, code):
    assert refusal_of(text.encode()).code == code


# Memory


def peak_of(rows):
    data = b"Name,When,Where,People\n" + b"Senior Officials' Meeting,2024-05-13,Arequipa,120\n" * rows
    tracemalloc.start()
    (sheet,) = open_book(data, "x.csv").sheets
    count = sum(1 for _ in sheet.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == rows + 1
    return peak


def test_rows_are_streamed_in_memory_that_does_not_grow_with_them():
    assert peak_of(60_000) < 1.1 * peak_of(30_000)


def test_a_sheet_can_be_read_again_and_partly():
    (sheet,) = open_book(b"a\n1\n2\n", "x.csv").sheets
    assert len(list(islice(sheet.rows(), 1))) == 1
    assert len(list(sheet.rows())) == len(list(sheet.rows())) == 3


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=5),
        min_size=1,
    )
)
def test_whatever_is_written_as_csv_is_read_back(rows):
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    expected = []
    for number, cells in enumerate(rows, 1):
        while cells and not cells[-1]:
            cells = cells[:-1]
        if cells:
            expected.append((number, cells))
    assert rows_of(text.getvalue().encode("utf-8-sig"), encoding="utf-8-sig", delimiter=",") == expected
