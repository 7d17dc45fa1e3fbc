"""What is this file? Decided by what it holds, never by its name. Plain functions without Django.

Everything that could cost more than it is worth is refused before it is unpacked or parsed.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from .archives import Archive, is_archive
from .calendars import sheet_of_calendar
from .csvs import sheet_of_csv
from .encodings import decide
from .jsons import sheets_of_json
from .problems import SheetError
from .sources import Source, source_of
from .tables import Sheet
from .workbooks import sheets_of_workbook

FILES = 200  # in a folder
LOOKED_AT = 4096
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Files that programs leave behind, not anybody's sheets.
LITTER = re.compile(r"(^|/)(__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
TABLES = (".csv", ".tsv", ".json", ".jsonl")
BOOKS = (*TABLES, ".xlsx", ".ods", ".ics")
INDICATOR = re.compile(r"(^|/)indicator_[^/]+\.csv$", re.IGNORECASE)
NO_SHEETS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ",
             b"{\\rtf", b"SQLite format 3", b"\x7fELF", b"MZ\x90")  # fmt: skip
MARKUP = re.compile(r"<(?:!doctype|html|\?xml|table|head|body)\b", re.IGNORECASE)
JSON = re.compile(r"\[\s*(?:[\[{\"\]]|\Z)|\{\s*(?:[\"}]|\Z)")


@dataclass(frozen=True)
class Book:
    """All sheets of one file or folder.

    kind     "xlsx", "ods", "csv", "json", "ics", "zip", "folder" or "opensdg"
    sheets   in their order; none for "opensdg", which `opensdg.read` takes
    ignored  names of files in it that are no sheets
    """

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    ignored: tuple[str, ...] = ()


def kind_of(source: Source) -> str:
    """ "xlsx", "ods", "zip", "opensdg", "json", "ics" or "csv". Raises SheetError for all that is no sheet."""
    head = source.head(LOOKED_AT)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(Archive(source))
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        is_locked = "EncryptedPackage".encode("utf-16-le") in source.read()
        raise SheetError("encrypted" if is_locked else "old_excel", file=source.name)
    if head.startswith(NO_SHEETS):
        raise SheetError("unknown_kind", file=source.name)
    try:
        encoding = decide(source)
    except SheetError as error:
        raise error.at(file=source.name) from error
    start = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if start[:15].upper() == "BEGIN:VCALENDAR":
        return "ics"
    if JSON.match(start):
        return "json"
    if MARKUP.match(start):
        raise SheetError("unknown_kind", file=source.name)
    return "csv"


def open_book(data: bytes | str | Path, name: str = "", encoding: str = "", delimiter: str = "") -> Book:
    """The sheets of a file, as bytes or by its path, or of a folder by its path. Raises SheetError.

    name       what editors know the file by; its path's last part if left out
    encoding, delimiter
               of texts, where an editor knows better than we can find out
    """
    if not isinstance(data, bytes | bytearray | memoryview) and Path(data).is_dir():
        return _open_folder(Path(data), name, encoding, delimiter)
    source = source_of(data, name)
    if encoding and not source.head(4).startswith(b"PK"):
        return Book(source.name, "csv", (sheet_of_csv(source, encoding, delimiter),))
    kind = kind_of(source)
    if kind == "opensdg":
        return Book(source.name, kind, ())
    if kind == "zip":
        return _open_zip(source, encoding, delimiter)
    return Book(source.name, kind, tuple(_sheets(source, kind, encoding, delimiter)))


def _sheets(source, kind, encoding, delimiter):
    if kind in ("xlsx", "ods"):
        return sheets_of_workbook(source, kind)
    if kind == "json":
        return sheets_of_json(source)
    if kind == "ics":
        return [sheet_of_calendar(source)]
    return [sheet_of_csv(source, encoding, delimiter)]


def _kind_of_archive(archive):
    names = {name.lower() for name in archive.members}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise SheetError("binary_workbook", file=archive.source.name)
    if "mimetype" in archive.members and archive.members["mimetype"].file_size < 200:
        kind = archive.read("mimetype").strip()
        if kind == ODS:
            return "ods"
        if kind.startswith(b"application/"):
            raise SheetError("unknown_kind", file=archive.source.name)
    if any(INDICATOR.search(name) and not LITTER.search(name) for name in archive.members):
        return "opensdg"
    if "[content_types].xml" in names:
        raise SheetError("unknown_kind", file=archive.source.name)
    return "zip"


def _open_zip(source, encoding, delimiter):
    archive = Archive(source)
    sheets, ignored = [], []
    for name in archive.members:
        if LITTER.search(name):
            continue
        head = next(archive.pieces(name), b"")[:8]
        if is_archive(name, head):
            raise SheetError("archive_in_archive", name, file=source.name)
        if not name.lower().endswith(TABLES):
            ignored.append(name)
            continue
        member = source_of(archive.read(name), name)
        sheets += _sheets(member, kind_of(member), encoding, delimiter)
    if not sheets:
        raise SheetError("nothing_inside", file=source.name)
    return Book(source.name, "zip", tuple(sheets), tuple(ignored))


def _open_folder(folder, name, encoding, delimiter):
    """The files of a folder in the order of their names; folders in it are not entered."""
    name = name or folder.name
    paths = files_of_folder(folder, name)
    if any(INDICATOR.search(path) for path in paths):
        return Book(name, "opensdg", ())
    sheets, ignored = [], []
    for relative, path in paths.items():
        if "/" in relative or not relative.lower().endswith(BOOKS):
            ignored.append(relative)
            continue
        source = source_of(path, relative)
        kind = kind_of(source)
        if kind == "zip":
            raise SheetError("archive_in_archive", relative, file=name)
        sheets += _sheets(source, kind, encoding, delimiter)
    if not sheets:
        raise SheetError("nothing_inside", file=name)
    return Book(name, "folder", tuple(sheets), tuple(ignored))


def files_of_folder(folder: Path, name: str = "", limit: int = FILES) -> dict[str, Path]:
    """The files under a folder by their path within it, in order. Links and litter are left out.

    Raises SheetError for more files than `limit`.
    """
    found = {}
    for root, below, names in os.walk(folder, followlinks=False):
        below[:] = sorted(part for part in below if not part.startswith(".") and part != "__MACOSX")
        for part in names:
            path = Path(root) / part
            relative = path.relative_to(folder).as_posix()
            # As os.path asks: what may not be looked at is no file.
            if LITTER.search(relative) or os.path.islink(path) or not os.path.isfile(path):
                continue
            found[relative] = path
            if len(found) > limit:
                raise SheetError("too_many_files", file=name or folder.name, limit=limit)
    return dict(sorted(found.items()))
