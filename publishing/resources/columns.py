"""How a field of a record stands in a column of a sheet, in both directions.

A blank cell says nothing: an existing record keeps what it has, a new one gets the default. `(empty)` or （空） in a
cell empties the field.
"""

import re
from copy import copy
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cached_property

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.files.storage import default_storage
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.encoding import force_str
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import override

from publishing.fields import EDTFField
from publishing.imports import LANGUAGES, in_each_language
from publishing.resources.sentences import Problem, refusal
from publishing.sheets import (
    SheetError,
    as_written,
    fold,
    read_bool,
    read_date,
    read_list,
    read_number,
    read_text,
    read_time,
    says_empty,
)
from publishing.sheets.tables import Fault

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
REMEMBERED = 5000
LANGUAGE_WORDS = {
    "zh-hant": ("Chinese", "中文", "繁體中文", "zh", "zh-Hant", "zh_hant", "zh-TW"),
    "en": ("English", "英文", "en"),
}
HEADING_SHAPES = ("{label} – {word}", "{label} ({word})", "{label} {word}", "{label}_{word}", "{word} {label}",
                  "{label}{word}", "{word}{label}", "{label}({word})")  # fmt: skip
INSIDE = ("{head}{word}{noun}",)  # 會議英文名稱


class Later(str):
    """A reference to a record that is not there yet: a later row may bring it."""

    __slots__ = ()


def holds_later(value) -> bool:
    return isinstance(value, Later) or (type(value) is tuple and any(isinstance(v, Later) for v in value))


class Column:
    """One column: its heading, the names it also goes by, and how its cells are read and written."""

    is_many = False

    def __init__(self, field, *, aliases=()):
        self.field = field
        self.name = field.name
        self.attname = getattr(field, "attname", field.name)
        self.aliases = tuple(aliases)
        self.original = getattr(field, "translated_field", None)
        self.language = getattr(field, "language", "")
        self.memory = {}

    def __repr__(self):
        return f"<{type(self).__name__} {self.name}>"

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the column is called, without its language: the machine's word, ours in both languages, others."""
        field = self.original or self.field
        names = [field.name, *self.aliases]
        for language in LANGUAGES:
            with override(language):
                names.append(force_str(field.verbose_name))
        return tuple(dict.fromkeys(names))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Every heading by which the column is known, its own first."""
        if not self.original:
            return tuple(dict.fromkeys((self.name, *self.labels)))
        return (
            self.name,
            *(
                shape.format(label=label, word=word, head=label[:-2], noun=label[-2:])
                for label in self.labels
                for shape in (HEADING_SHAPES + INSIDE if HAN.match(label) else HEADING_SHAPES)
                for word in LANGUAGE_WORDS[self.language]
            ),
        )

    def label(self, language: str) -> str:
        """The heading as an editor reads it."""
        with override(language):
            label = force_str((self.original or self.field).verbose_name)
        label = label[:1].upper() + label[1:]
        if not self.original:
            return label
        word = LANGUAGE_WORDS[self.language][0 if language == "en" else 1]
        return f"{label} ({word})" if language == "en" else f"{label}（{word}）"

    # In a workbook, in letters.
    width = 14

    @property
    def help(self) -> str:
        return force_str((self.original or self.field).help_text)

    def put(self, cell, values: dict, reading):
        """Read a cell into `values`, by attname; raises SheetError. A blank cell puts nothing."""
        if cell == "" or cell is None:
            return
        if type(cell) is str:
            try:
                found = self.memory[cell]
            except KeyError:
                found = self._remember(cell, reading)
            if found is not None:
                values[self.attname] = found[0]
            return
        if isinstance(cell, str) and not isinstance(cell, Fault):
            cell = str(cell)
        found = self.found(cell, reading)
        if found is not None:
            values[self.attname] = found[0]

    def _remember(self, cell, reading):
        if len(self.memory) >= REMEMBERED:
            self.memory.clear()
        found = self.found(cell, reading)
        # What may still come in a later row must be asked again.
        if not (found and holds_later(found[0])):
            self.memory[cell] = found
        return found

    def found(self, cell, reading):
        """The value of a cell that is not blank, in a tuple of one; None where the cell says nothing."""
        if isinstance(cell, str) and not isinstance(cell, Fault):
            if not cell.strip():
                return None
            if says_empty(cell):
                return (self.emptied(),)
        value = self.value(cell, reading)
        if value is None:
            return None
        self.hold_to_rules(value)
        return (value,)

    def emptied(self):
        if self.field.null and not isinstance(self.field, models.CharField | models.TextField):
            return None
        if self.field.blank and self.field.empty_strings_allowed:
            return ""
        raise refusal("required")

    def value(self, cell, reading):
        raise NotImplementedError

    @cached_property
    def validators(self):
        """Each rule of the field, and for a pattern its search, which tells at once that all is well."""
        return [
            (validator, validator.regex.search if type(validator) is RegexValidator else None)
            for validator in self.field.validators
            if not isinstance(validator, MaxLengthValidator)
        ]

    def hold_to_rules(self, value):
        try:
            for validator, search in self.validators:
                if search is None or validator.inverse_match or not search(value):
                    validator(value)
        except ValidationError as error:
            raise refused(error) from error

    def is_same(self, cell, stored) -> bool:
        """Whether a cell that is not blank plainly says what is stored; False where it must be read to know."""
        if cell == stored:
            return type(cell) is type(stored)
        found = self.memory.get(cell) if type(cell) is str else None
        return type(found) is tuple and found[0] == stored and type(found[0]) is type(stored)

    def written(self, value, writing):
        """The cell for a value of the field."""
        return "" if value is None else value

    def anew(self) -> "Column":
        """The same column without what it remembers: keys found for one import mean nothing to the next."""
        other = copy(self)
        other.memory = {}
        return other


def refused(error: ValidationError):
    """A SheetError in the words of a model, in both languages."""
    reasons = in_each_language(lambda: " ".join(error.messages))
    return refusal("value_refused", reason_en=reasons["en"], reason_zh=reasons["zh-hant"])


class TextColumn(Column):
    """Running text; not remembered, for no two are alike."""

    @property
    def width(self):
        limit = self.field.max_length or 1000
        return 60 if limit > 400 else 40 if limit > 120 else 20

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        text = read_text(cell)
        if not text:
            return
        if text[0] == "'":
            text = as_written(text).strip()
        elif text[0] in "(（" and says_empty(text):
            text = self.emptied()
        limit = self.limit
        if limit is not None and len(text) > limit:
            raise refusal("too_long", text, length=len(text), limit=limit)
        if "\0" in text:
            raise refusal("holds_unseen", text)
        if self.validators and text:
            self.hold_to_rules(text)
        values[self.attname] = text

    def is_same(self, cell, stored):
        return cell == stored or (type(cell) is str and cell.strip() == stored)

    @cached_property
    def limit(self):
        return self.field.max_length

    def written(self, value, writing):
        return read_text(value)


class ChoiceColumn(Column):
    @cached_property
    def known(self):
        known = {}
        for language in LANGUAGES:
            with override(language):
                for value, label in self.field.flatchoices:
                    known[fold(str(value))] = value
                    known.setdefault(fold(force_str(label)), value)
        return known

    def value(self, cell, reading):
        text = read_text(cell)
        try:
            return self.known[fold(text)]
        except KeyError:
            said = in_each_language(
                lambda: [force_str(label) for value, label in self.field.flatchoices if value != ""]
            )
            names = {"names_en": ", ".join(said["en"]), "names_zh": "、".join(said["zh-hant"])}
            raise refusal("choice_unknown", text, **names) from None


class DateColumn(Column):
    """An honest date. What the date alone cannot say is kept as its words, where the record has room for them."""

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        # A date without a year depends on the row it is in.
        key = (cell, reading.year) if type(cell) is str else None
        found = self.memory.get(key) if key else None
        if found is None:
            if key and says_empty(cell):
                values[self.attname] = ""
                return
            found = self.read_date(cell, reading)
            if key:
                if len(self.memory) >= REMEMBERED:
                    self.memory.clear()
                self.memory[key] = found
        values[self.attname] = found.edtf
        if found.warning:
            reading.warn(found.warning)
        if found.words and self.name == "when":
            words = "when_words_zh_hant" if HAN.search(found.words) else "when_words_en"
            if words in reading.fields and not values.get(words):
                values[words] = found.words[:200]

    def read_date(self, cell, reading):
        try:
            return read_date(cell, serial=reading.has_serials)
        except SheetError as error:
            if error.code != "no_year" or reading.year is None:
                raise
        found = read_date(cell, year=reading.year, serial=reading.has_serials)
        if found.warning:
            return found
        return replace(found, warning=Problem("year_taken", cell, details={"year": reading.year}))


class ZoneTimeColumn(Column):
    """A time of day, which may bring its end and its zone along."""

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        if isinstance(cell, str) and says_empty(cell):
            values[self.attname] = None
            return
        found = read_time(cell)
        if found.starts is None:
            return
        values[self.attname] = found.starts
        if found.warning:
            reading.warn(found.warning)
        if found.ends is not None and self.name == "starts_at" and "ends_at" in reading.fields:
            values.setdefault("ends_at", found.ends)
        if found.zone and "time_zone" in reading.fields:
            values.setdefault("time_zone", found.zone)

    def written(self, value, writing):
        if value is None:
            return ""
        return value.isoformat("minutes" if not value.second else "seconds")


class BoolColumn(Column):
    def value(self, cell, reading):
        return read_bool(cell)

    def emptied(self):
        if self.field.null:
            return
        raise refusal("required")


class NumberColumn(Column):
    def value(self, cell, reading):
        number = read_number(cell)
        if number is None:
            return None
        if isinstance(self.field, models.IntegerField):
            if not isinstance(number, int):
                raise refusal("not_whole", cell)
            return number
        if isinstance(self.field, models.DecimalField):
            try:
                return self.field.to_python(Decimal(str(number)))
            except (InvalidOperation, ValidationError) as error:
                raise refusal("not_whole", cell) from error
        return float(number)

    def emptied(self):
        if self.field.null:
            return
        raise refusal("required")

    def written(self, value, writing):
        if value is None:
            return ""
        if isinstance(value, Decimal):
            value = float(value)  # exact enough: no column has more than fifteen digits
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return int(value)
        return value


class MomentColumn(Column):
    """A moment on the clock of the site, only in the columns on publication."""

    def value(self, cell, reading):
        moment = parse_datetime(read_text(cell))
        if moment is None:
            raise refusal("value_refused", reason_en="Not a moment.", reason_zh="不是有效的時刻。")
        return make_aware(moment) if is_naive(moment) else moment

    def written(self, value, writing):
        return value.isoformat() if value else ""


class FileColumn(Column):
    """The name of a file that is kept here already; a sheet brings none along."""

    def value(self, cell, reading):
        name = read_text(cell)
        try:
            is_kept = default_storage.exists(name)
        except (OSError, ValueError, SuspiciousOperation):
            is_kept = False
        if not is_kept:
            raise refusal("file_not_kept", name)
        return name

    def written(self, value, writing):
        return str(value or "")


class ReferenceColumn(Column):
    """Another record, by its code, address, name or natural key."""

    def value(self, cell, reading):
        return reading.find(self.field.remote_field.model, cell, self)

    def emptied(self):
        if self.field.null:
            return
        raise refusal("required")

    def written(self, value, writing):
        return writing.key(self.field.remote_field.model, value)


class ReferencesColumn(Column):
    """Several other records: a list, or with semicolons between them."""

    is_many = True
    width = 30

    def value(self, cell, reading):
        return tuple(
            dict.fromkeys(reading.find(self.field.remote_field.model, part, self) for part in read_list(cell))
        )

    def emptied(self):
        return ()

    def hold_to_rules(self, value):
        """The number of them is free."""

    def written(self, value, writing):
        return list(filter(None, (writing.key(self.field.remote_field.model, pk) for pk in value)))


def column_for(field, aliases=()) -> Column:
    """The column of a field, by what the field is."""
    return _kind(field)(field, aliases=aliases)


def _kind(field):
    if field.many_to_many:
        return ReferencesColumn
    if field.is_relation:
        return ReferenceColumn
    if isinstance(field, EDTFField):
        return DateColumn
    if field.choices:
        return ChoiceColumn
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
