"""Tables as files: a workbook, CSV in a folder or ZIP, or JSON; row by row, so that memory stays flat.

What is written can be read back by `open_book` to the same values, and does no harm in any spreadsheet program. A
file stands in its place only when all of it is written. Plain functions without Django.
"""

import csv
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from .csvs import LINE
from .formulas import harmless, marked
from .problems import SheetError
from .sources import MEGABYTE

MOMENT = (1980, 1, 1, 0, 0, 0)  # of every archive: the first that the format knows
SUFFIXES = {".xlsx": "xlsx", ".json": "json", ".csv": "csv", ".zip": "csv", "": "csv"}


@dataclass(frozen=True)
class Table:
    """A name, headings, rows of cells (text, numbers, booleans, lists of text, "" for nothing), widths in letters.

    as_text  the columns, from 0, whose cells a workbook keeps as they are typed, so that 2024-05 becomes no day
    """

    name: str
    headings: list[str]
    rows: Iterable[list]
    widths: tuple[int, ...] = ()
    as_text: tuple[int, ...] = ()


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
            # What writes workbooks takes long to load, and most processes never do.
            from .books import write_book

            return write_book(made, tables)
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
        raise too_long("row_past_csv", table, cells, count, limit=LINE)


def _write_zip(path, tables):
    """The same bytes for the same tables: no moment is written into it."""
    counts = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            with archive.open(timeless(f"{table.name}.csv"), "w", force_zip64=True) as file:
                counts[table.name] = _write_csv(file, table)
    return counts


def timeless(name: str, size: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, MOMENT)
    info.file_size = size
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


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


def too_long(code, table, row, count, *, limit, column=""):
    return SheetError(code, row[0], sheet=table.name, row=count + 1, column=column, limit=limit)
