"""XLSX and ODS workbooks, read by calamine once they have been vetted. Plain functions without Django.

calamine lays a sheet out as a full rectangle in memory, takes XML as it comes and gives nothing where a
spreadsheet shows an error or a formula was never calculated. So each part is first unpacked and looked through:
how far the sheet reaches, how much text it holds written out, which cells have no value to trust.

look     what is seen of a sheet before it is read
xlsx     how that is seen in an XLSX file, and
ods      in an ODS file
formats  what the format of a cell leaves of its value
parts    the XML within both
"""

import io
from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

import python_calamine

from ..archives import Archive
from ..formulas import ERRORS
from ..problems import SheetError
from ..sources import Source
from ..tables import Fault, Row, Sheet
from .formats import as_shown
from .look import merged
from .ods import look_at_ods
from .xlsx import look_at_xlsx

__all__ = ["sheets_of_workbook"]


def sheets_of_workbook(source: Source, kind: str) -> list[Sheet]:
    """The sheets of an XLSX or ODS file, in order; charts and macros are left out. Raises SheetError.

    kind  "xlsx" or "ods"
    Values are text, int, float, bool, date, datetime, time or timedelta; an empty cell is "", one with an error
    or a formula without a result a Fault. Whole numbers are int, as they look; a date that is shown as a month or a
    year is text such as 2025-03, a number shown as a percentage such as 12.5%.
    """
    archive = Archive(source)
    try:
        looks = look_at_xlsx(archive) if kind == "xlsx" else look_at_ods(archive)
        book = _calamine(python_calamine.CalamineWorkbook.from_filelike, io.BytesIO(source.read()))
        sheets = []
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            look = looks.get(about.name)
            if look is None:
                raise SheetError("broken")
            sheets.append(
                Sheet(
                    file=source.name,
                    name=about.name,
                    kind=kind,
                    reader=partial(_rows, book, index, look),
                    hidden=about.visible != python_calamine.SheetVisibleEnum.Visible,
                    problems=tuple(merged(look, source.name, about.name)),
                )
            )
    except SheetError as error:
        raise error.at(file=source.name) from error
    if not sheets:
        raise SheetError("nothing_inside", file=source.name)
    return sheets


def _rows(book, index, look) -> Iterator[Row]:
    sheet = _calamine(book.get_sheet_by_index, index)
    if sheet.start is None and not look.faults:
        return
    margin = [""] * (sheet.start or (0, 0))[1]
    rows = _calamine(sheet.iter_rows) if sheet.start else iter(())
    faults = {}
    for (row, column), fault in look.faults.items():
        faults.setdefault(row, {})[column] = fault
    number, spans = 0, {}
    for number, values in enumerate(_each(rows), 1):
        values = margin + [
            int(value) if type(value) is float and value.is_integer() and -1e15 < value < 1e15 else value
            for value in values
        ]
        if look.shown:
            _show(number - 1, values, look.shown)
        if look.down:
            _fill_down(number - 1, values, look.down, spans)
        yield from _row(number, values, faults.pop(number - 1, None))
    for row in sorted(faults):  # a row with nothing but errors at the end is not there for calamine
        yield from _row(row + 1, [], faults[row])


def _show(row, values, shown):
    """Give what a reader of the workbook sees, where the format of a cell shows less than there is."""
    for column, rows in shown.items():
        if row < len(rows) and rows[row] and column < len(values):
            values[column] = as_shown(values[column], rows[row])


def _fill_down(row, values, down, spans):
    """What stands in cells merged over several rows holds for each of them that says something else as well."""
    is_blank = all(value == "" for value in values)
    for column, (last, value) in list(spans.items()):
        if row > last:
            del spans[column]
        elif not is_blank and value != "":
            values.extend([""] * (column + 1 - len(values)))
            values[column] = value
    for column, value in enumerate(values):
        if (last := down.get((row, column))) is not None:
            spans[column] = last, value


def _row(number, values, faults):
    for column, fault in (faults or {}).items():
        values.extend([""] * (column + 1 - len(values)))
        values[column] = fault
    while values and values[-1] == "":
        values.pop()
    if values and any(value != "" for value in values):
        yield Row(number, [_tidy(value) if isinstance(value, str | datetime) else value for value in values])


def _tidy(value):
    """A text that is an error is one; a day with midnight as its time is a day."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if not isinstance(value, Fault) and value[:1] in "#E" and ERRORS.fullmatch(value):
        return Fault(value)
    return value


def _each(rows):
    """Rows of an iterator that may end in an error of calamine's."""
    while (row := _calamine(next, rows, None)) is not None:
        yield row


def _calamine(function, *arguments):
    """Call calamine; whatever goes wrong in it is a broken file. Its panics are no ordinary exceptions."""
    try:
        return function(*arguments)
    except (python_calamine.CalamineError, ValueError, OSError, EOFError, OverflowError, TypeError) as error:
        protected = isinstance(error, python_calamine.PasswordError)
        raise SheetError("encrypted" if protected else "broken") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise SheetError("broken") from error
