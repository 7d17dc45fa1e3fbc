"""How far the sheets of an XLSX file reach, how much text they hold, and which cells have no value to trust."""

import re
from posixpath import normpath

from ..problems import SheetError
from ..sources import MEGABYTE
from .formats import BUILT_IN, shown_by
from .look import SHEETS, TEXT, Look, column_number
from .parts import digits, feed, guarded, member, new_parser, tree, windows

HEAD = 8192  # bytes of a part, in which its first element stands

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
STYLED = re.compile(TAG + rb'c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,200}?\bs="([0-9]{1,9})"')
MERGED = re.compile(TAG + rb'mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
SHARED = re.compile(rb'\bt="s"[^<>]{0,200}>' + TAG + rb"v>([0-9]{1,9})<")
TEXTS = re.compile(TAG + rb"sst(?=[\s/>])")
TEXTS_TAG = re.compile(TAG + rb"sst(?=[\s/>])([^<>]*)>")
COUNT = re.compile(rb"(?i:count)\s*=\s*[\"']([^\"']*)[\"']")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def look_at_xlsx(archive):
    parts = _parts_of_xlsx(archive)
    if len(set(parts.values())) < len(parts):
        raise SheetError("broken")  # one sheet under a hundred names
    _check_counts(archive)
    shown, looks = _styles_that_show_less(archive), {}
    for name, part in parts.items():
        try:
            looks[name] = _look_at_part(archive, part, shown)
        except SheetError as error:
            raise error.at(sheet=name) from error
    for name in archive.members:
        if name not in parts.values() and name.lower().endswith((".xml", ".rels", ".vml")):
            for _ in guarded(archive, name):
                pass
    _weigh(archive, looks)
    return looks


def _parts_of_xlsx(archive):
    """The member that holds each sheet, by the sheet's name. Charts and dialogs are among them."""
    workbook = member(archive, "xl/workbook.xml")
    relations = member(archive, "xl/_rels/workbook.xml.rels")
    if not workbook or not relations:
        raise SheetError("broken")
    targets = {}
    for element in tree(archive, relations).iter():
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            path = normpath(target.lstrip("/") if target.startswith("/") else "xl/" + target)
            targets[element.get("Id")] = path
    parts = {}
    for element in tree(archive, workbook).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        identity = element.get(RELATION) or next(
            (value for key, value in element.attrib.items() if key.endswith("}id")), None
        )
        part = member(archive, targets.get(identity, ""))
        if not part or not part.lower().endswith(".xml") or len(parts) >= SHEETS:
            raise SheetError("broken")
        parts[element.get("name", "")] = part
    return parts


def _styles_that_show_less(archive):
    """Of the styles of cells, by number, those whose format shows less than the value: what formats.py calls it."""
    part = member(archive, "xl/styles.xml")
    if not part:
        return {}
    formats, shown, place = dict(BUILT_IN), {}, {"is_inside": False, "style": 0}
    parser = new_parser()

    def start(tag, attributes):
        tag = tag.rpartition(":")[2]
        if tag == "cellXfs":
            place["is_inside"] = True
        elif tag == "numFmt":
            formats[digits(attributes.get("numFmtId"))] = shown_by(attributes.get("formatCode", ""))
        elif tag == "xf" and place["is_inside"]:
            if shows := formats.get(digits(attributes.get("numFmtId"))):
                shown[place["style"]] = shows
            place["style"] += 1

    def end(tag):
        if tag.rpartition(":")[2] == "cellXfs":
            place["is_inside"] = False

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    feed(parser, guarded(archive, part))
    return shown


def _look_at_part(archive, part, shown):
    look = Look()
    is_plain = True
    for window in windows(guarded(archive, part)):
        cells = CELL.findall(window)
        if cells and not _reach(look, cells):
            is_plain = False
        rows = ROW.findall(window)
        if b"" in rows:
            is_plain = False
        look.reach(0, max((int(row) for row in rows if row), default=0))
        if shown:  # most workbooks have no such style, and their cells are not looked at for it
            for column, row, style in STYLED.findall(window):
                if shows := shown.get(int(style)):
                    look.show(int(row) - 1, column_number(column) - 1, shows)
        if b't="e"' in window:
            for column, row, text in ERROR.findall(window):
                look.blame(int(row) - 1, column_number(column) - 1, text.decode("utf-8", "replace"))
        if b"f>" in window or b"f/>" in window:
            for column, row, attributes in UNCALCULATED.findall(window):
                if b't="str"' not in attributes:
                    look.blame(int(row) - 1, column_number(column) - 1, "=", "not_calculated")
        if b't="s"' in window:
            look.texts.update(SHARED.findall(window))
        if b"mergeCell " in window:
            for area in MERGED.findall(window):
                look.merge(area.decode())
    if not is_plain:
        _walk(archive, part, look, shown)
    return look


def _reach(look, cells):
    """Note how far the cells of a window go. Whether each of them said so."""
    named = [cell for cell in cells if cell[0]]
    if named:
        columns = max(column_number(column) for column in {column for column, _ in named})
        look.reach(columns, max(map(int, {row for _, row in named})))
    return len(named) == len(cells)


def _walk(archive, part, look, shown):
    """Cells that do not say where they are stand beside the one before: count them one by one."""
    place = [0, 0]  # column, row
    parser = new_parser()

    def start(tag, attributes):
        tag = tag.rpartition(":")[2]
        if tag == "row":
            number = attributes.get("r")
            if number is not None and not digits(number):
                raise SheetError("broken")  # whoever makes a number of it may come to any row
            place[:] = [0, digits(number) or place[1] + 1]
        elif tag == "c":
            name = attributes.get("r")
            match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", (name or "").strip())
            if name is not None and not match:
                raise SheetError("broken")
            place[0] = column_number(match[1].upper().encode()) if match else place[0] + 1
            row = int(match[2]) if match else place[1]
            look.reach(place[0], row)
            if shows := shown.get(digits(attributes.get("s"))):
                look.show(row - 1, place[0] - 1, shows)

    parser.StartElementHandler = start
    feed(parser, archive.pieces(part))


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
    part = member(archive, "xl/sharedStrings.xml")
    used = sum(sum(look.texts.values()) for look in looks.values())
    if not part or not used:
        return
    size = archive.members[part].file_size
    if size * used <= TEXT * MEGABYTE:
        return
    lengths, collected = [], [0]
    parser = new_parser()

    def end(tag):
        if tag.rpartition(":")[2] == "si":
            lengths.append(collected[0])
            collected[0] = 0

    def text(data):
        collected[0] += len(data)

    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    feed(parser, archive.pieces(part))
    total = 0
    for look in looks.values():
        for index, times in look.texts.items():
            if int(index) < len(lengths):
                total += times * lengths[int(index)]
    if total > TEXT * MEGABYTE:
        raise SheetError("too_much_text", limit=TEXT)
