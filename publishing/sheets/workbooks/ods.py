"""How far the tables of an ODS file reach, how much text they hold, and which cells have no value to trust."""

from ..formulas import ERRORS
from ..problems import SheetError
from ..sources import MEGABYTE
from ..tables import COLUMNS, column_letter
from .formats import MONTH, PERCENT, YEAR
from .look import ROWS, SHEETS, TEXT, Look
from .parts import digits, feed, guarded, new_parser

READ = ("styles.xml", "content.xml")
FINER = ("day", "day-of-week", "week-of-year", "hours", "minutes", "seconds")  # than a month
DEEP = 64  # elements within each other; a workbook has about ten


def look_at_ods(archive):
    """All of content.xml, element by element: repeated cells are written once, with a number."""
    if "META-INF/manifest.xml" in archive.members:
        manifest = b"".join(guarded(archive, "META-INF/manifest.xml"))
        if b"encryption-data" in manifest:
            raise SheetError("encrypted")
    if "content.xml" not in archive.members:
        raise SheetError("broken")
    for name in archive.members:
        if name.lower().endswith(".xml") and name not in (*READ, "META-INF/manifest.xml"):
            for _ in guarded(archive, name):
                pass
    walker = Tables()
    for name in READ:
        if name in archive.members:
            parser = new_parser()
            parser.StartElementHandler = walker.start
            parser.EndElementHandler = walker.end
            parser.CharacterDataHandler = walker.text
            feed(parser, guarded(archive, name))
    return walker.looks


class Styles:
    """Of the styles of cells, by name, those whose format of a date shows no day."""

    def __init__(self):
        self.shown = {}
        self.formats = {}
        self.format, self.parts = "", set()

    def start(self, tag, attributes):
        if tag == "number:date-style":
            self.format, self.parts = attributes.get("style:name", ""), set()
        elif tag.startswith("number:"):
            self.parts.add(tag.removeprefix("number:"))
        elif tag == "style:style" and attributes.get("style:family") == "table-cell":
            shows = self.formats.get(attributes.get("style:data-style-name"), 0)
            shows = shows or self.shown.get(attributes.get("style:parent-style-name"), 0)
            if shows:
                self.shown[attributes.get("style:name", "")] = shows

    def end(self, tag):
        if tag == "number:date-style" and self.parts.isdisjoint(FINER):
            self.formats[self.format] = MONTH if self.parts & {"month", "quarter"} else YEAR


class Tables:
    """How far the tables of an ODS reach and which cells hold errors, from the events of a parser."""

    def __init__(self):
        self.looks = {}
        self.look = None
        self.cell = None
        self.row = self.column = self.rows = self.depth = 0
        self.words, self.length = "", 0  # the first letters of a cell, and how many there are
        self.styles = Styles()
        self.of_columns, self.of_row = (
            [],
            "",
        )  # styles of cells that name none: (columns, name) one after the other

    def start(self, tag, attributes):
        self.depth += 1
        if self.depth > DEEP:
            raise SheetError("broken")
        if tag == "table:table":
            if len(self.looks) >= SHEETS:
                raise SheetError("broken")
            self.look = self.looks.setdefault(attributes.get("table:name", ""), Look())
            self.row, self.of_columns = 0, []
        elif tag == "table:table-column" and self.styles.shown and len(self.of_columns) < COLUMNS:
            repeated = digits(attributes.get("table:number-columns-repeated")) or 1
            self.of_columns.append((repeated, attributes.get("table:default-cell-style-name", "")))
        elif tag == "table:table-row" and self.look:
            self.rows = digits(attributes.get("table:number-rows-repeated")) or 1
            self.column = 0
            self.of_row = attributes.get("table:default-cell-style-name", "")
        elif tag in ("table:table-cell", "table:covered-table-cell") and self.look:
            repeated = digits(attributes.get("table:number-columns-repeated")) or 1
            self.cell = (repeated, attributes)
            self.words, self.length = "", 0
            self._note_span(attributes)
        elif not self.look:
            self.styles.start(tag, attributes)

    def _note_span(self, attributes):
        down = digits(attributes.get("table:number-rows-spanned")) or 1
        right = digits(attributes.get("table:number-columns-spanned")) or 1
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
        elif not self.look:
            self.styles.end(tag)

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
            if shows := self._shows(kind, attributes):
                for column in range(self.column, self.column + repeated):
                    self.look.show(self.row, column, shows, self.rows)
            if fault:
                for row in range(self.row, self.row + self.rows):
                    for column in range(self.column, self.column + repeated):
                        self.look.blame(row, column, *fault)
        self.column += repeated

    def _shows(self, kind, attributes):
        if kind == "percentage":
            return PERCENT
        if kind != "date" or not self.styles.shown:
            return 0
        style = attributes.get("table:style-name") or self.of_row or self._of_column()
        return self.styles.shown.get(style, 0)

    def _of_column(self):
        end = 0
        for repeated, style in self.of_columns:
            end += repeated
            if self.column < end:
                return style
        return ""
