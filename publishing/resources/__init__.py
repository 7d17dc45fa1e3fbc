"""Records as rows of sheets, in and out: matched, checked, shown before they are written, and taken back.

RecordResource, register    what a room says of its records, in its module `resources`
sheet                       the same in one line, where there is no more to say
resources()                 all of them in the order of the house
SHEETS                      the Format by which sheets are imported; its Plan is a SheetsPlan
headings_of, rows_of        the columns and rows of an export
tables, one_moment          the sheets of an export, as the record was at one moment
undo                        takes an import back
"""

from dataclasses import replace

from publishing.imports import Format
from publishing.resources.exporting import headings_of, one_moment, rows_of, tables
from publishing.resources.planning import MARKED_FILE, SheetsPlan, of_events
from publishing.resources.reading.headings import MARKED, is_mark
from publishing.resources.resource import (
    PUBLICATION,
    RecordResource,
    register,
    resource_of,
    resource_of_events,
    resources,
    sheet,
)
from publishing.resources.undoing import NotToBeUndone, edited_since, undo
from publishing.sheets import Problem, SheetError, open_book

__all__ = [
    "MARKED",
    "MARKED_FILE",
    "PUBLICATION",
    "SHEETS",
    "NotToBeUndone",
    "RecordResource",
    "SheetsPlan",
    "edited_since",
    "headings_of",
    "is_mark",
    "of_events",
    "one_moment",
    "register",
    "resource_of",
    "resource_of_events",
    "resources",
    "rows_of",
    "sheet",
    "tables",
    "undo",
]


def read(parcel):
    book = open_book(parcel.data, parcel.name)
    if not book.sheets:
        raise SheetError("nothing_inside", file=parcel.name)
    first, *others = book.sheets
    if book.ignored:
        told = Problem("files_left_out", ", ".join(book.ignored), file=book.name)
        first = replace(first, problems=(*first.problems, told))
    return [first, *others]


def plan(sheets, *, kind="", headings=None, with_state=False, progress=None, **_others):
    return SheetsPlan(sheets, kind=kind, headings=headings, with_state=with_state, progress=progress)


SHEETS = Format("sheets", lambda parcel: True, read, plan, joins=True)
