"""What every kind of sheet becomes: numbered rows of values. Plain code without Django."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import islice, zip_longest
from typing import NamedTuple

from .folding import fold, halves, spellings
from .problems import Problem, SheetError

COLUMNS = 500
NUMBERS = re.compile(r"[\d\s./:%~年月日-]+")
LOOKED_FOR_HEADING = 20  # rows at the top of a sheet


class Fault(str):
    """In place of a value that a spreadsheet could not give: its error, for example #REF!.

    `code` is "error_value" or "not_calculated"; every reader of cells refuses it with that code.
    """

    __slots__ = ("code",)

    def __new__(cls, text: str, code: str = "error_value"):
        self = super().__new__(cls, text)
        self.code = code
        return self


class ShownDate(str):
    """What a cell shows of the date that it holds, where that is no more than its month or year: 2025-03."""

    __slots__ = ()


class Row(NamedTuple):
    """A row that is not blank. `number` as a spreadsheet program shows it; an empty cell is ""."""

    number: int
    values: list


@dataclass(frozen=True)
class Sheet:
    """One table of rows, which can be read as often as needed.

    file, name  where it is; a CSV file is named after its file without the ending
    kind        "xlsx", "ods", "csv", "json" or "ics"; "beside" for what the rows of another sheet say as well
    encoding    of a text: "utf-8", "utf-16-le", "cp950" …; "" for others
    delimiter   of a CSV text; "" for others
    hidden      whether the workbook hides it
    problems    what was noticed without reading cells, such as merged ones
    reader      gives the rows anew; they may raise SheetError on the way
    """

    file: str
    name: str
    kind: str
    reader: Callable[[], Iterator[Row]]
    encoding: str = ""
    delimiter: str = ""
    hidden: bool = False
    problems: tuple[Problem, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows that are not blank, from the top. Raises SheetError, placed in this sheet."""
        try:
            yield from self.reader()
        except SheetError as error:
            raise error.at(file=self.file, sheet=self.name) from error


class Heading(NamedTuple):
    """The row of headings: its number, and the texts with "" over columns without one."""

    row: int
    names: list[str]


def column_letter(index: int) -> str:
    """The letters over a column, counted from 0: A … Z, AA …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def find_heading(sheet: Sheet, known: Iterable[str]) -> Heading:
    """The row among the first twenty that holds most of the known headings; the uppermost of equals.

    Texts are compared as `spellings` and `halves` make them. A title or a note above the table does no harm. Raises SheetError
    when no row has one of them, or when one stands over two columns.
    """
    known = list(known)
    folded = {fold(name) for name in known}
    best, hits = None, 0
    for row in islice(sheet.rows(), LOOKED_FOR_HEADING):
        texts = [value for value in row.values if isinstance(value, str) and value]
        found = sum(1 for text in texts if not folded.isdisjoint((*spellings(text), *halves(text))))
        if found > hits:
            best, hits = row, found
    # A row of data may hold one word that is a heading as well, such as “Working group”.
    if best is None or (hits == 1 and len(best.values) > 2 and any(map(_is_data, best.values))):
        raise SheetError("no_heading", ", ".join(known[:6]), file=sheet.file, sheet=sheet.name)
    names = [str(value).strip() for value in best.values]
    seen = set()
    for name in names:
        if name and fold(name) in seen:
            raise SheetError(
                "heading_twice", name, file=sheet.file, sheet=sheet.name, row=best.number, column=name
            )
        seen.add(fold(name))
    return Heading(best.number, names)


def _is_data(value):
    """A number or a date: nobody calls a column so."""
    return isinstance(value, int | float | date | time) or (
        isinstance(value, str) and bool(NUMBERS.fullmatch(value))
    )


def records(sheet: Sheet, heading: Heading) -> Iterator[tuple[int, dict]]:
    """The rows below the heading as (row number, values by heading text).

    Every heading is there in every record, with "" where the row is short. Raises SheetError for a value in a
    column without a heading: it would be lost without a word.
    """
    names = heading.names
    width = len(names)
    has_gaps = "" in names
    for number, values in sheet.rows():
        if number <= heading.row:
            continue
        if len(values) > width or has_gaps:
            for index, (value, name) in enumerate(zip_longest(values, names, fillvalue="")):
                if not name and value != "":
                    raise SheetError(
                        "beyond_heading",
                        value,
                        file=sheet.file,
                        sheet=sheet.name,
                        row=number,
                        column=column_letter(index),
                    )
        record = dict(zip_longest(names, values[:width], fillvalue=""))
        record.pop("", None)
        yield number, record
