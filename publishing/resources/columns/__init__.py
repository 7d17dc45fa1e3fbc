"""How a field of a record stands in a column of a sheet, in both directions.

A blank cell says nothing: an existing record keeps what it has, a new one gets the default. `(empty)` or （空） in a
cell empties the field.

column      what every column has
texts       running text, choices, files
when        dates, times, zones, moments
numbers     numbers, yes and no
relations   other records
"""

from django.db import models

from publishing.fields import EDTFField
from publishing.resources.columns.column import HAN, Column, Later, holds_later
from publishing.resources.columns.numbers import BoolColumn, NumberColumn
from publishing.resources.columns.relations import AboutColumn, ReferenceColumn, ReferencesColumn
from publishing.resources.columns.texts import (
    ChoiceColumn,
    FileColumn,
    TextColumn,
    plain_choice,
    speaks_another,
)
from publishing.resources.columns.when import (
    DateColumn,
    DayColumn,
    MomentColumn,
    ZoneColumn,
    ZoneTimeColumn,
    settle_date,
)

__all__ = [
    "HAN",
    "AboutColumn",
    "BoolColumn",
    "ChoiceColumn",
    "Column",
    "DateColumn",
    "DayColumn",
    "FileColumn",
    "Later",
    "NumberColumn",
    "ReferenceColumn",
    "ReferencesColumn",
    "TextColumn",
    "ZoneTimeColumn",
    "column_for",
    "holds_later",
    "plain_choice",
    "settle_date",
    "speaks_another",
]


def column_for(field, aliases=(), also_said=None) -> Column:
    """The column of a field, by what the field is."""
    column = _kind(field)(field, aliases=aliases)
    if also_said:
        column.also_said = also_said
    return column


def _kind(field):
    if field.many_to_many:
        return ReferencesColumn
    if field.is_relation:
        return ReferenceColumn
    if isinstance(field, EDTFField):
        return DateColumn
    if field.choices:
        return ChoiceColumn
    if field.name == "about":
        return AboutColumn
    if field.name == "time_zone":
        return ZoneColumn
    for kind, column in KINDS:
        if isinstance(field, kind):
            return column
    return TextColumn


KINDS = (
    (models.BooleanField, BoolColumn),
    (models.FileField, FileColumn),
    (models.IntegerField | models.FloatField | models.DecimalField, NumberColumn),
    (models.DateTimeField, MomentColumn),
    (models.TimeField, ZoneTimeColumn),
)
