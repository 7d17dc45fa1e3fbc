"""Tables as the sheets of a workbook, row by row; loaded only where one is written.

The same tables make the same bytes. Plain functions without Django.
"""

import os
import re
import shutil
import zipfile
from collections.abc import Iterable
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from .formulas import SIGNS, marked
from .problems import SheetError
from .sources import MEGABYTE
from .writing import MOMENT, timeless, too_long

CELL = 32_767  # characters of a cell in Excel, counted as UTF-16 does
AS_TEXT = "@"  # the number format
ROWS = 1_048_576  # of a sheet in Excel
# What XML cannot hold, and what a reader would take for the way we write it.
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_book(path, tables) -> dict[str, int]:
    """Write tables as the sheets of one workbook; returns how many rows each of them had."""
    counts = {}
    book = Workbook(write_only=True)
    try:
        for table in tables:
            sheet = new_sheet(book, table.name, table.headings, table.widths, table.as_text)
            kept, count = {at: kept_cell(sheet) for at in table.as_text}, 0
            for count, row in enumerate(table.rows, 1):
                if count >= ROWS:
                    raise SheetError("rows_past_xlsx", table.name, sheet=table.name, limit=f"{ROWS - 1:,}")
                sheet.append(
                    [
                        _xlsx_cell(sheet, value, table, row, at, count, kept.get(at))
                        for at, value in enumerate(row)
                    ]
                )
            # Each sheet waits in a file of its own, not in memory, until all are packed.
            sheet.close()
            counts[table.name] = count
        _save(book, path)
    except BaseException:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
            sheet._writer.cleanup()
        raise
    return counts


class Timeless(zipfile.ZipFile):
    """An archive whose members bear no moment: the same bytes for the same content."""

    def writestr(self, name, data, **_how):
        data = data.encode() if isinstance(data, str) else data
        with self.open(timeless(name, len(data)), "w") as entry:
            entry.write(data)

    def write(self, file, name, **_how):
        size = os.path.getsize(file)
        with open(file, "rb") as content, self.open(timeless(name, size), "w") as entry:
            shutil.copyfileobj(content, entry, MEGABYTE)


def _save(book, path):
    book.properties.creator = "APEC Tracker"
    book.properties.created = book.properties.modified = datetime(*MOMENT)
    ExcelWriter(book, Timeless(path, "w", zipfile.ZIP_DEFLATED)).save()


def new_sheet(
    book: Workbook,
    name: str,
    headings: Iterable[str],
    widths: Iterable[int] = (),
    as_text: Iterable[int] = (),
):
    """A sheet whose row of headings is bold and stays in sight; what is typed into the columns `as_text` stays text."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for at in as_text:
        sheet.column_dimensions[get_column_letter(at + 1)].number_format = AS_TEXT
    cells = []
    for heading in headings:
        cell = text_cell(sheet, heading)
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)
    return sheet


def text_cell(sheet, text: str) -> WriteOnlyCell:
    """A cell that holds this text and nothing else, whatever it begins with, also after somebody edits it."""
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = held(text), "s"
    cell.quotePrefix = text[:1] in SIGNS
    return cell


def kept_cell(sheet) -> WriteOnlyCell:
    """A cell for the texts of a column whose format is text, one after the other: each is written at once."""
    cell = WriteOnlyCell(sheet)
    cell.number_format, cell.data_type = AS_TEXT, "s"
    return cell


def number_cell(sheet, number: float) -> WriteOnlyCell:
    """A cell with all digits of the number: the library would round to sixteen, and the largest to none at all."""
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = repr(number), "n"
    return cell


def held(text: str) -> str:
    """The text as XML can hold it, by the rule of the format (ECMA-376, ST_Xstring)."""
    return UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _xlsx_cell(sheet, value, table, row, at, count, kept):
    if type(value) is list:
        value = "; ".join(value)
    if type(value) is float:
        return number_cell(sheet, value)
    if type(value) is not str:
        return value
    if not value:
        return None
    text = marked(value)
    if len(text) * 2 > CELL and len(text.encode("utf-16-le")) // 2 > CELL:
        raise too_long("text_past_xlsx", table, row, count, column=table.headings[at], limit=f"{CELL:,}")
    if text[:1] in SIGNS:
        return text_cell(sheet, text)
    if kept is None:
        return held(text)
    kept._value = held(text)
    return kept
