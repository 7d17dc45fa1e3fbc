"""What is seen of a sheet before it is read."""

import re
from collections import Counter
from dataclasses import dataclass, field

from ..problems import Problem, SheetError
from ..tables import COLUMNS, Fault, column_letter

TEXT = 200  # megabytes of text, each cell written out
SHEETS = 100
CELLS = 10_000_000  # of the rectangle around all cells that are in use
ROWS = 1_048_576
MERGED_SHOWN = 10
FAULTS = 10_000  # cells with errors that are listed; beyond them the sheet is refused
CORNER = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


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
    # Cells whose format shows less than they hold, as formats.py names it: column → one byte for each row, from 0.
    shown: dict[int, bytearray] = field(default_factory=dict)

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
            self.down[int(first[1]) - 1, column_number(first[0].encode()) - 1] = int(last[1]) - 1
        if len(self.merged) < MERGED_SHOWN:
            self.merged.append(area)

    def show(self, row, column, shows, rows=1):
        """Take note of what the format of a cell, or of some below each other, shows; after their reach is known."""
        if row < 0:
            return  # a cell that says it is in row 0
        known = self.shown.setdefault(column, bytearray())
        if row + rows > len(known):
            known.extend(bytes(row + rows - len(known)))
        for at in range(row, row + rows):
            known[at] = shows

    def blame(self, row, column, text, code="error_value"):
        """Take note of a cell without a value to trust; rows and columns from 0."""
        if len(self.faults) >= FAULTS:
            raise SheetError(code, text, row=row + 1, column=column_letter(column))
        self.faults[row, column] = Fault(text, code)


def merged(look, file, name):
    for area in look.merged:
        first, last = (CORNER.fullmatch(corner)[1] for corner in area.split(":"))
        yield Problem("merged_down" if first == last else "merged", area, file=file, sheet=name)


def column_number(letters):
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
