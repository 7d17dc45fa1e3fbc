"""Tables as files: a workbook, CSV in a folder or ZIP, or JSON; row by row, so that memory stays flat.

What is written can be read back by `open_book` to the same values, and does no harm in any spreadsheet program. A
file stands in its place only when all of it is written. Plain functions without Django.
"""

import csv
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from .csvs import LINE
from .formulas import SIGNS, harmless, marked
from .problems import SheetError
from .sources import MEGABYTE

CELL = 32_767  # characters of a cell in Excel, counted as UTF-16 does
ROWS = 1_048_576  # of a sheet in Excel
MOMENT = (1980, 1, 1, 0, 0, 0)  # of every archive: the first that the format knows
SUFFIXES = {".xlsx": "xlsx", ".json": "json", ".csv": "csv", ".zip": "csv", "": "csv"}
# What XML cannot hold, and what a reader would take for the way we write it.
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Table:
    """A name, headings, rows of cells (text, numbers, booleans, lists of text, "" for nothing), widths in letters."""

    name: str
    headings: list[str]
    rows: Iterable[list]
    widths: tuple[int, ...] = ()


def write(path: str | Path, kind: str, tables: Iterable[Table]) -> dict[str, int]:
    """Write tables to a path as "xlsx", "csv" or "json"; returns how many rows each of them had.

    CSV becomes a file where the path ends in .csv, an archive where it ends in .zip, else a folder, which must be
    empty or not there yet. Raises SheetError for what the kind cannot hold, FileExistsError for a folder in use.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if kind == "csv" and suffix not in (".csv", ".zip"):
        with replacing_folder(path) as made:
            return {table.name: _write_csv_file(made / f"{table.name}.csv", table) for table in tables}
    with replacing(path) as made:
        if kind == "xlsx":
            return _write_xlsx(made, tables)
        if kind == "json":
            return _write_json(made, tables)
        if suffix == ".zip":
            return _write_zip(made, tables)
        (table,) = tables
        return {table.name: _write_csv_file(made, table)}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its place when the block ends well, and vanishes when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(number)
    made = Path(name)
    try:
        yield made
        mask = os.umask(0)
        os.umask(mask)
        made.chmod(0o666 & ~mask)
        _keep(made)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """The same for a folder that is empty or not there yet: an old file in it would pass for a new one."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(path)
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        yield made
        made.chmod(0o755)
        for file in made.rglob("*"):
            if file.is_file():
                _keep(file)
        if path.exists():
            path.rmdir()
        made.rename(path)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _keep(path):
    """On the disk before its name is: a machine that stops leaves the old file or the new one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


# CSV (RFC 4180, with the mark by which Excel knows UTF-8)


def _write_csv_file(path, table):
    with path.open("wb") as file:
        return _write_csv(file, table)


def _write_csv(file, table):
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in table.headings])
    count = 0
    for count, row in enumerate(table.rows, 1):
        cells = [_csv_cell(value) for value in row]
        if sum(len(cell) for cell in cells if type(cell) is str) > LINE * MEGABYTE // 4:
            _hold_to_line(table, cells, count)
        writer.writerow(cells)
    text.flush()
    text.detach()
    return count


def _csv_cell(value):
    if type(value) is str:
        return harmless(value)
    if type(value) is bool:
        return "yes" if value else "no"
    return harmless("; ".join(value)) if type(value) is list else value


def _hold_to_line(table, cells, count):
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    if written.tell() > LINE * MEGABYTE:
        raise _too_long("row_past_csv", table, cells, count, limit=LINE)


def _write_zip(path, tables):
    """The same bytes for the same tables: no moment is written into it."""
    counts = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            with archive.open(timeless(f"{table.name}.csv"), "w", force_zip64=True) as file:
                counts[table.name] = _write_csv(file, table)
    return counts


# JSON


def _write_json(path, tables):
    """`{"meetings": [{…}, …], …}`, one value a line, so that two exports can be compared line by line."""
    counts = {}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("{")
        for number, table in enumerate(tables):
            file.write(f"{',' if number else ''}\n  {_json(table.name)}: [")
            count = 0
            for count, row in enumerate(table.rows, 1):
                record = dict(zip(table.headings, map(_json_value, row), strict=True))
                file.write(f"{',' if count > 1 else ''}\n    {_json(record, 4)}")
            file.write("\n  ]" if count else "]")
            counts[table.name] = count
        file.write("\n}\n")
    return counts


def _json(value, margin=0):
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    # Texts may hold what Python takes for the end of a line, but never this one.
    return text.replace("\n", "\n" + " " * margin)


def _json_value(value):
    if type(value) is list:
        return [marked(part) for part in value]
    if type(value) is str:
        return marked(value) or None
    return value


# XLSX


def _write_xlsx(path, tables):
    counts = {}
    book = Workbook(write_only=True)
    try:
        for table in tables:
            sheet = new_sheet(book, table.name, table.headings, table.widths)
            count = 0
            for count, row in enumerate(table.rows, 1):
                if count >= ROWS:
                    raise SheetError("rows_past_xlsx", table.name, sheet=table.name, limit=f"{ROWS - 1:,}")
                sheet.append(
                    [_xlsx_cell(sheet, value, table, row, at, count) for at, value in enumerate(row)]
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


def timeless(name: str, size: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, MOMENT)
    info.file_size = size
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _save(book, path):
    book.properties.creator = "APEC Tracker"
    book.properties.created = book.properties.modified = datetime(*MOMENT)
    ExcelWriter(book, Timeless(path, "w", zipfile.ZIP_DEFLATED)).save()


def new_sheet(book: Workbook, name: str, headings: Iterable[str], widths: Iterable[int] = ()):
    """A sheet whose row of headings is bold and stays in sight."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
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


def number_cell(sheet, number: float) -> WriteOnlyCell:
    """A cell with all digits of the number: the library would round to sixteen, and the largest to none at all."""
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = repr(number), "n"
    return cell


def held(text: str) -> str:
    """The text as XML can hold it, by the rule of the format (ECMA-376, ST_Xstring)."""
    return UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _xlsx_cell(sheet, value, table, row, at, count):
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
        raise _too_long("text_past_xlsx", table, row, count, column=table.headings[at], limit=f"{CELL:,}")
    return text_cell(sheet, text) if text[:1] in SIGNS else held(text)


def _too_long(code, table, row, count, *, limit, column=""):
    return SheetError(code, row[0], sheet=table.name, row=count + 1, column=column, limit=limit)
