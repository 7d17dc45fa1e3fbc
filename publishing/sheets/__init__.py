"""Sheets as others keep them: from bytes to rows, and from cells to values. Plain functions without Django.

    open_book(data)                     the sheets of an XLSX, ODS, CSV, JSON, ICS, ZIP or folder, or SheetError
    find_heading(sheet, known)          the row of headings, wherever it stands
    records(sheet, heading)             (row number, values by heading)
    read_date, read_moment, read_time, read_zone
                                        what a cell says of when
    read_number, read_bool, read_list, read_text
    says_advised, says_nothing          whether it only says that something is not known yet, or holds a mere dash
    match_economy, match_forum          whom it names
    write(path, kind, tables)           tables as XLSX, CSV or JSON, whole or not at all
    harmless, as_written                a text that no program takes for a formula, and back
    opensdg.read, opensdg.write         the data of the Open SDG platform

Nothing here writes to a database, follows an address or trusts a file: whatever the bytes, the answer is rows or
a SheetError with its place, a sentence in both languages and a suggestion.
"""

from .cells import (
    CellDate,
    CellMoment,
    CellTime,
    Match,
    NameIndex,
    fold,
    match_economy,
    match_forum,
    read_bool,
    read_date,
    read_list,
    read_moment,
    read_number,
    read_text,
    read_time,
    read_zone,
)
from .days import says_advised, says_nothing
from .files import Book, open_book
from .folding import halves, spellings
from .formulas import as_written, disarmed, harmless, says_empty
from .problems import Problem, SheetError
from .tables import Fault, Heading, Row, Sheet, ShownDate, column_letter, find_heading, records
from .writing import Table, write

__all__ = [
    "Book",
    "CellDate",
    "CellMoment",
    "CellTime",
    "Fault",
    "Heading",
    "Match",
    "NameIndex",
    "Problem",
    "Row",
    "Sheet",
    "SheetError",
    "ShownDate",
    "Table",
    "as_written",
    "column_letter",
    "disarmed",
    "find_heading",
    "fold",
    "halves",
    "harmless",
    "match_economy",
    "match_forum",
    "open_book",
    "read_bool",
    "read_date",
    "read_list",
    "read_moment",
    "read_number",
    "read_text",
    "read_time",
    "read_zone",
    "records",
    "says_advised",
    "says_empty",
    "says_nothing",
    "spellings",
    "write",
]
