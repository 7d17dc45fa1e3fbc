"""XLSX and ODS workbooks, read by calamine once they have been vetted. Plain functions without Django.

calamine lays a sheet out as a full rectangle in memory, takes XML as it comes and gives nothing where a
spreadsheet shows an error or a formula was never calculated. So each part is first unpacked and looked through:
how far the sheet reaches, how much text it holds written out, which cells have no value to trust.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from posixpath import normpath
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from .archives import Archive
from .formulas import ERRORS
from .problems import Problem, SheetError
from .sources import MEGABYTE, Source
from .tables import COLUMNS, Fault, Row, Sheet, column_letter

CELLS = 10_000_000  # of the rectangle around all cells that are in use
ROWS = 1_048_576
TEXT = 200  # megabytes of text, each cell written out
WINDOW = 4 * MEGABYTE
SHEETS = 100
MERGED_SHOWN = 10
FAULTS = 10_000  # cells with errors that are listed; beyond them the sheet is refused
DEEP = 64  # elements within each other; a workbook has about ten

DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)")
ENCODED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})", re.IGNORECASE)
TAG = rb"<(?:\w{1,20}:)?"
CELL = re.compile(TAG + rb'c(?=[\s/>])(?: r="([A-Z]{1,3})([0-9]{1,7})")?')
ROW = re.compile(TAG + rb'row(?=[\s/>])(?: r="([0-9]{1,7})")?')
ERROR = re.compile(
    TAG + rb'c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,200}\bt="e"[^<>]{0,200}>'
    rb"(?:" + TAG + rb"f[^<>]{0,400}>(?:[^<>]{0,9000}</(?:\w{1,20}:)?f>)?)?" + TAG + rb"v>([^<>]{1,20})<"
)
UNCALCULATED = re.compile(
    TAG + rb'c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]{0,200})>'
    + TAG + rb"f[^<>]{0,400}>(?:[^<>]{0,9000}</(?:\w{1,20}:)?f>)?"
    rb"\s*(?:" + TAG + rb"v\s*/>|" + TAG + rb"v></(?:\w{1,20}:)?v>)?\s*</(?:\w{1,20}:)?c>"
)  # fmt: skip
MERGED = re.compile(TAG + rb'mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
CORNER = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
SHARED = re.compile(rb'\bt="s"[^<>]{0,200}>' + TAG + rb"v>([0-9]{1,9})<")
TEXTS = re.compile(TAG + rb"sst(?=[\s/>])")
TEXTS_TAG = re.compile(TAG + rb"sst(?=[\s/>])([^<>]*)>")
HEAD = 8192  # bytes of a part, in which its first element stands
COUNT = re.compile(rb"(?i:count)\s*=\s*[\"']([^\"']*)[\"']")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Look:
    """What was seen of a sheet without reading it: how far it reaches (counted from 1), and its faults."""

    columns: int = 0
    rows: int = 0
    texts: Counter = field(default_factory=Counter)  # how often each shared text is used
    length: int = 0  # characters written out
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)  # by row and column, from 0
    merged: list[str] = field(default_factory=list)
    down: dict[tuple[int, int], int] = field(
        default_factory=dict
    )  # merged in one column: its first cell → last row

    def reach(self, column, row):
        """Take note of a cell, and refuse a rectangle that would not fit into memory."""
        self.columns = max(self.columns, column)
        self.rows = max(self.rows, row)
        if self.columns > COLUMNS:
            raise SheetError("too_many_columns", limit=COLUMNS)
        if self.rows > ROWS:
            raise SheetError("too_many_rows", limit=f"{ROWS:,}")
        if self.columns * self.rows > CELLS:
            last = f"{column_letter(self.columns - 1)}{self.rows}"
            raise SheetError("too_wide_and_long", last, limit=f"{CELLS:,}")

    def merge(self, area):
        """Take note of merged cells such as A5:A6."""
        first, last = (CORNER.fullmatch(corner).groups() for corner in area.split(":"))
        if first[0] == last[0] and len(self.down) < FAULTS:
            self.down[int(first[1]) - 1, _number(first[0].encode()) - 1] = int(last[1]) - 1
        if len(self.merged) < MERGED_SHOWN:
            self.merged.append(area)

    def blame(self, row, column, text, code="error_value"):
        """Take note of a cell without a value to trust; rows and columns from 0."""
        if len(self.faults) >= FAULTS:
            raise SheetError(code, text, row=row + 1, column=column_letter(column))
        self.faults[row, column] = Fault(text, code)


def sheets_of_workbook(source: Source, kind: str) -> list[Sheet]:
    """The sheets of an XLSX or ODS file, in order; charts and macros are left out. Raises SheetError.

    kind  "xlsx" or "ods"
    Values are text, int, float, bool, date, datetime, time or timedelta; an empty cell is "", one with an error
    or a formula without a result a Fault. Whole numbers are int, as they look.
    """
    archive = Archive(source)
    try:
        looks = _look_at_xlsx(archive) if kind == "xlsx" else _look_at_ods(archive)
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
                    problems=tuple(_merged(look, source.name, about.name)),
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
        if look.down:
            _fill_down(number - 1, values, look.down, spans)
        yield from _row(number, values, faults.pop(number - 1, None))
    for row in sorted(faults):  # a row with nothing but errors at the end is not there for calamine
        yield from _row(row + 1, [], faults[row])


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


# XLSX


def _look_at_xlsx(archive):
    parts = _parts_of_xlsx(archive)
    if len(set(parts.values())) < len(parts):
        raise SheetError("broken")  # one sheet under a hundred names
    _check_counts(archive)
    looks = {}
    for name, part in parts.items():
        try:
            looks[name] = _look_at_part(archive, part)
        except SheetError as error:
            raise error.at(sheet=name) from error
    for name in archive.members:
        if name not in parts.values() and name.lower().endswith((".xml", ".rels", ".vml")):
            for _ in _guarded(archive, name):
                pass
    _weigh(archive, looks)
    return looks


def _parts_of_xlsx(archive):
    """The member that holds each sheet, by the sheet's name. Charts and dialogs are among them."""
    workbook = _member(archive, "xl/workbook.xml")
    relations = _member(archive, "xl/_rels/workbook.xml.rels")
    if not workbook or not relations:
        raise SheetError("broken")
    targets = {}
    for element in _tree(archive, relations).iter():
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            path = normpath(target.lstrip("/") if target.startswith("/") else "xl/" + target)
            targets[element.get("Id")] = path
    parts = {}
    for element in _tree(archive, workbook).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        identity = element.get(RELATION) or next(
            (value for key, value in element.attrib.items() if key.endswith("}id")), None
        )
        part = _member(archive, targets.get(identity, ""))
        if not part or not part.lower().endswith(".xml") or len(parts) >= SHEETS:
            raise SheetError("broken")
        parts[element.get("name", "")] = part
    return parts


def _look_at_part(archive, part):
    look = Look()
    is_plain = True
    for window in _windows(_guarded(archive, part)):
        cells = CELL.findall(window)
        if cells and not _reach(look, cells):
            is_plain = False
        rows = ROW.findall(window)
        if b"" in rows:
            is_plain = False
        look.reach(0, max((int(row) for row in rows if row), default=0))
        if b't="e"' in window:
            for column, row, text in ERROR.findall(window):
                look.blame(int(row) - 1, _number(column) - 1, text.decode("utf-8", "replace"))
        if b"f>" in window or b"f/>" in window:
            for column, row, attributes in UNCALCULATED.findall(window):
                if b't="str"' not in attributes:
                    look.blame(int(row) - 1, _number(column) - 1, "=", "not_calculated")
        if b't="s"' in window:
            look.texts.update(SHARED.findall(window))
        if b"mergeCell " in window:
            for area in MERGED.findall(window):
                look.merge(area.decode())
    if not is_plain:
        _walk(archive, part, look)
    return look


def _reach(look, cells):
    """Note how far the cells of a window go. Whether each of them said so."""
    named = [cell for cell in cells if cell[0]]
    if named:
        columns = max(_number(column) for column in {column for column, _ in named})
        look.reach(columns, max(map(int, {row for _, row in named})))
    return len(named) == len(cells)


def _walk(archive, part, look):
    """Cells that do not say where they are stand beside the one before: count them one by one."""
    place = [0, 0]  # column, row
    parser = _parser()

    def start(tag, attributes):
        tag = tag.rpartition(":")[2]
        if tag == "row":
            number = attributes.get("r")
            if number is not None and not _digits(number):
                raise SheetError("broken")  # whoever makes a number of it may come to any row
            place[:] = [0, _digits(number) or place[1] + 1]
        elif tag == "c":
            name = attributes.get("r")
            match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", (name or "").strip())
            if name is not None and not match:
                raise SheetError("broken")
            place[0] = _number(match[1].upper().encode()) if match else place[0] + 1
            look.reach(place[0], int(match[2]) if match else place[1])

    parser.StartElementHandler = start
    _feed(parser, archive.pieces(part))


def _check_counts(archive):
    """Refuse shared texts that are said to be more than their part can hold: calamine makes room for as many."""
    for name, info in archive.members.items():
        if not name.lower().endswith("sharedstrings.xml"):
            continue
        head, tail, at, found = b"", b"", 0, set()
        for piece in archive.pieces(name):
            head += piece[: HEAD - len(head)]
            found |= {at - len(tail) + match.start() for match in TEXTS.finditer(tail + piece)}
            at += len(piece)
            tail = (tail + piece)[-30:]
        # Each text takes more than one letter of the part.
        tag = TEXTS_TAG.search(head)
        counts = COUNT.findall(tag[1]) if tag else []
        is_odd = len(found) > 1 or (found and tag is None) or (tag and b"&" in tag[1])
        if is_odd or any(not count.isdigit() or int(count) > info.file_size for count in counts):
            raise SheetError("broken")


def _weigh(archive, looks):
    """Refuse a workbook in which a long text is used a million times."""
    part = _member(archive, "xl/sharedStrings.xml")
    used = sum(sum(look.texts.values()) for look in looks.values())
    if not part or not used:
        return
    size = archive.members[part].file_size
    if size * used <= TEXT * MEGABYTE:
        return
    lengths, collected = [], [0]
    parser = _parser()

    def end(tag):
        if tag.rpartition(":")[2] == "si":
            lengths.append(collected[0])
            collected[0] = 0

    def text(data):
        collected[0] += len(data)

    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    _feed(parser, archive.pieces(part))
    total = 0
    for look in looks.values():
        for index, times in look.texts.items():
            if int(index) < len(lengths):
                total += times * lengths[int(index)]
    if total > TEXT * MEGABYTE:
        raise SheetError("too_much_text", limit=TEXT)


def _merged(look, file, name):
    for area in look.merged:
        first, last = (CORNER.fullmatch(corner)[1] for corner in area.split(":"))
        yield Problem("merged_down" if first == last else "merged", area, file=file, sheet=name)


# ODS


def _look_at_ods(archive):
    """All of content.xml, element by element: repeated cells are written once, with a number."""
    if "META-INF/manifest.xml" in archive.members:
        manifest = b"".join(_guarded(archive, "META-INF/manifest.xml"))
        if b"encryption-data" in manifest:
            raise SheetError("encrypted")
    if "content.xml" not in archive.members:
        raise SheetError("broken")
    for name in archive.members:
        if name.lower().endswith(".xml") and name not in ("content.xml", "META-INF/manifest.xml"):
            for _ in _guarded(archive, name):
                pass
    walker = _Ods()
    parser = _parser()
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    _feed(parser, _guarded(archive, "content.xml"))
    return walker.looks


class _Ods:
    """How far the tables of an ODS reach and which cells hold errors, from the events of a parser."""

    def __init__(self):
        self.looks = {}
        self.look = None
        self.cell = None
        self.row = self.column = self.rows = self.depth = 0
        self.words, self.length = "", 0  # the first letters of a cell, and how many there are

    def start(self, tag, attributes):
        self.depth += 1
        if self.depth > DEEP:
            raise SheetError("broken")
        if tag == "table:table":
            if len(self.looks) >= SHEETS:
                raise SheetError("broken")
            self.look = self.looks.setdefault(attributes.get("table:name", ""), Look())
            self.row = 0
        elif tag == "table:table-row" and self.look:
            self.rows = _digits(attributes.get("table:number-rows-repeated")) or 1
            self.column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell") and self.look:
            repeated = _digits(attributes.get("table:number-columns-repeated")) or 1
            self.cell = (repeated, attributes)
            self.words, self.length = "", 0
            self._note_span(attributes)

    def _note_span(self, attributes):
        down = _digits(attributes.get("table:number-rows-spanned")) or 1
        right = _digits(attributes.get("table:number-columns-spanned")) or 1
        if (down, right) != (1, 1) and self.column < COLUMNS and self.row + down <= ROWS:
            first, last = column_letter(self.column), column_letter(self.column + right - 1)
            self.look.merge(f"{first}{self.row + 1}:{last}{self.row + down}")

    def text(self, data):
        if self.cell:
            self.words += data[: 40 - len(self.words)] if len(self.words) < 40 else ""
            self.length += len(data)

    def end(self, tag):
        self.depth -= 1
        if tag == "table:table-row" and self.look:
            self.row += self.rows
        elif tag in ("table:table-cell", "table:covered-table-cell") and self.cell:
            self._end_of_cell()
            self.cell = None
        elif tag == "table:table":
            self.look = None

    def _end_of_cell(self):
        repeated, attributes = self.cell
        kind = attributes.get("office:value-type", "")
        words = self.words.strip()
        if kind or words or attributes.get("table:formula"):
            self.look.reach(self.column + repeated, self.row + self.rows)
            self.look.length += self.length * repeated * self.rows
            if self.look.length > TEXT * MEGABYTE:
                raise SheetError("too_much_text", limit=TEXT)
            fault = None
            if attributes.get("calcext:value-type") == "error" or ERRORS.fullmatch(words):
                fault = (words[:20] or "#N/A",)
            elif attributes.get("table:formula") and not kind:
                fault = ("=", "not_calculated")
            if fault:
                for row in range(self.row, self.row + self.rows):
                    for column in range(self.column, self.column + repeated):
                        self.look.blame(row, column, *fault)
        self.column += repeated


# Parts of XML


def _guarded(archive, name):
    """The pieces of a part, as long as it is UTF-8 and declares nothing."""
    before = b""
    for piece in archive.pieces(name):
        if not before:
            encoding = ENCODED.match(piece[3:] if piece.startswith(b"\xef\xbb\xbf") else piece)
            if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
                raise SheetError("broken")
            if b"\0" in piece[:200] or piece.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise SheetError("broken")
        if DECLARED.search(before + piece):
            raise SheetError("declares_entities", name)
        yield piece
        before = piece[-16:]


def _windows(pieces):
    """Stretches of some megabytes that end before a row or cell, so that none is cut."""
    kept, size = [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= WINDOW:
            joined = b"".join(kept)
            cut = max(
                joined.rfind(b"<row "), joined.rfind(b":row "), joined.rfind(b"<c "), joined.rfind(b":c ")
            )
            cut = joined.rfind(b"<", 0, cut + 1)
            if cut <= 0:  # one cell of megabytes, or no sheet at all
                raise SheetError("broken")
            yield joined[:cut]
            kept, size = [joined[cut:]], len(joined) - cut
    yield b"".join(kept)


def _parser():
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


def _feed(parser, pieces):
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SheetError("broken") from error


def _tree(archive, name):
    """A small part as a tree. It has been searched for declarations, so nothing in it can expand."""
    if archive.members[name].file_size > 4 * MEGABYTE:
        raise SheetError("broken")
    content = b"".join(_guarded(archive, name))
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SheetError("broken") from error


def _member(archive, path):
    """The member of this name as it is really written; Office does not mind capitals."""
    if path in archive.members:
        return path
    return next((name for name in archive.members if name.lower() == path.lower()), "")


def _number(letters):
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _digits(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
