"""CSV and other delimited texts, row by row in constant memory. Plain functions without Django.

The format follows RFC 4180, with what programs make of it: semicolons and tabs between cells, lines that end in
CR, LF or CRLF, and Excel's first line `sep=;`.
"""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from .encodings import decide
from .problems import SheetError
from .sources import MEGABYTE, Source
from .tables import COLUMNS, Row, Sheet

DELIMITERS = ",;\t|"
LINE = 1  # megabytes of a row, counted in characters
PIECE = 256 * 1024
ROWS = 2_000_000
WIDEST = 16_384  # cells of a row, blank ones too: as many as a spreadsheet program has
SNIFFED = 64 * 1024  # characters
csv.field_size_limit(max(csv.field_size_limit(), 2 * LINE * MEGABYTE))


def sheet_of_csv(source: Source, encoding: str = "", delimiter: str = "") -> Sheet:
    """A delimited text as a sheet; encoding and delimiter are found out where they are not given.

    All of it is looked at once for its encoding, line lengths and NULs; rows are read later, in constant memory.
    Raises SheetError.
    """
    try:
        encoding = decide(source, encoding)
        start = _look_through(source, encoding)
    except SheetError as error:
        raise error.at(file=source.name) from error
    skip, said = _directive(start)
    delimiter = delimiter or said or sniff(start[skip:])
    if len(delimiter) != 1 or delimiter in '"\r\n\0':
        delimiter = ","
    return Sheet(
        file=source.name,
        name=stem(source.name),
        kind="csv",
        reader=lambda: _rows(source, encoding, delimiter, bool(skip)),
        encoding="utf-8" if encoding == "utf-8-sig" else encoding,
        delimiter=delimiter,
    )


def stem(name: str) -> str:
    """The name of a file without its folders and ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[0] if "." in last[1:] else last


def raw_rows(source: Source, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """All rows with their cells untouched, blank ones too, as lists of text. Raises SheetError with the row."""
    with source.open() as binary, io.TextIOWrapper(binary, encoding, newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 0
        while True:
            lines.size = 0
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise SheetError("quote_open", row=number) from error
            except SheetError as error:
                raise error.at(row=number) from error
            except UnicodeError as error:
                raise SheetError("encoding_wrong", row=number, encoding=encoding) from error
            if number > ROWS:
                raise SheetError("too_many_rows", limit=f"{ROWS:,}")
            if len(row) > WIDEST or (len(row) > COLUMNS and any(row[COLUMNS:])):
                raise SheetError("too_many_columns", row=number, limit=COLUMNS)
            yield row


def sniff(text: str) -> str:
    """The sign between cells: the one by which most rows have as many cells as each other.

    Rows are parsed for it, so that signs within quotation marks do not count. A comma where there is one column.
    """
    best, best_score = ",", (False, 0.0)
    for delimiter in DELIMITERS:
        widths = []
        try:
            for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 50):
                if row:
                    widths.append(len(row))
        except csv.Error:
            pass
        if text and len(widths) > 2 and len(text) >= SNIFFED:
            widths.pop()  # cut short
        if not widths:
            continue
        (width, rows), *_ = Counter(widths).most_common(1)
        width = max(width, min(widths[0], 2 * width))
        if width < 2:
            continue
        # A sign within texts cuts many rows, the one between cells cuts all of them, the headings too.
        is_in_all = rows == len(widths) > 1
        score = (is_in_all, rows / len(widths) * (1 + math.log2(width)))
        if score > (best_score[0], best_score[1] * 1.001):
            best, best_score = delimiter, score
    return best


class _Lines:
    """Lines for the csv module, with a limit for the row they make up."""

    def __init__(self, text):
        self.text = text
        self.size = 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self.text.readline(LINE * MEGABYTE + 1)
        if not line:
            raise StopIteration
        self.size += len(line)
        if self.size > LINE * MEGABYTE:
            raise SheetError("line_too_long", limit=LINE)
        return line


def _rows(source, encoding, delimiter, skips_first):
    for number, cells in enumerate(raw_rows(source, encoding, delimiter), 0 if skips_first else 1):
        if number == 0:
            continue
        while cells and not cells[-1]:
            cells.pop()
        if any(cells):
            yield Row(number, cells)


def _look_through(source, encoding):
    """The first characters, once no NUL and no endless line was found in any of them."""
    start, run, line = "", 0, 1
    with source.open() as binary, io.TextIOWrapper(binary, encoding, newline="") as text:
        while piece := text.read(PIECE):
            if "\0" in piece:
                raise SheetError("holds_nul", row=line + piece[: piece.index("\0")].count("\n"))
            start = start or piece[:SNIFFED]
            first = min((at for at in (piece.find("\n"), piece.find("\r")) if at >= 0), default=-1)
            run += len(piece) if first < 0 else first
            if run > LINE * MEGABYTE:
                raise SheetError("line_too_long", row=line, limit=LINE)
            if first >= 0:
                run = len(piece) - 1 - max(piece.rfind("\n"), piece.rfind("\r"))
                line += piece.count("\n")
    return start


def _directive(start):
    """Excel's first line `sep=;`: its length, and the sign it names."""
    line = start.split("\n", 1)[0].rstrip("\r").strip('"')
    if line.lower().startswith("sep=") and len(line) == 5 and line[4] in DELIMITERS:
        return start.find("\n") + 1 or len(start), line[4]
    return 0, ""
