"""Rows on their way into the record, prepared in a table of their own that nobody else sees.

A temporary table takes no lock that others wait for, keeps memory flat however long the sheet is, and lets the
database itself hold the rows to its rules before one of them is written. Writing is then a few statements.

connecting  the connection while that is done
shape       the columns of a model, and sums of their values
marks       what a row carries beside them
table       the table: making and filling it, with
finding     which row is meant,
rules       which rows would be refused, and
writing     how they go into the record
names       records by their names, however these are typed
"""

from publishing.resources.staging.connecting import (
    looked_at_before,
    prepare_connection,
    quiet_transaction,
    quoted,
    release_connection,
    wait_for,
)
from publishing.resources.staging.marks import CHANGED, NEW
from publishing.resources.staging.names import Names, fold_name
from publishing.resources.staging.shape import CLOCK, Shape, digests_of, json_of
from publishing.resources.staging.table import Staged

__all__ = [
    "CHANGED",
    "CLOCK",
    "NEW",
    "Names",
    "Shape",
    "Staged",
    "digests_of",
    "fold_name",
    "json_of",
    "looked_at_before",
    "prepare_connection",
    "quiet_transaction",
    "quoted",
    "release_connection",
    "wait_for",
]
