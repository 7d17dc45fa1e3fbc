"""What every column has: its headings, and the way of a cell into a row and back."""

import re
from copy import copy
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import override

from publishing.imports import LANGUAGES, in_each_language
from publishing.resources.sentences import refusal
from publishing.sheets import says_empty
from publishing.sheets.tables import Fault

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
REMEMBERED = 5000
LANGUAGE_WORDS = {
    "zh-hant": ("Chinese", "中文", "繁體中文", "中", "zh", "zh-Hant", "zh_hant", "zh-TW", "in Chinese"),
    "en": ("English", "英文", "英", "en", "in English"),
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
    # Whether a spreadsheet program would make something else of what is typed there, such as a day of 2024-05.
    is_as_text = False

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
        self.hold_to_rules(value, cell)
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

    def hold_to_rules(self, value, cell):
        try:
            for validator, search in self.validators:
                if search is None or validator.inverse_match or not search(value):
                    validator(value)
        except ValidationError as error:
            raise refused(error, cell) from error

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


def refused(error: ValidationError, cell):
    """A SheetError in the words of a model, in both languages."""
    reasons = in_each_language(lambda: " ".join(error.messages))
    return refusal("value_refused", cell, reason_en=reasons["en"], reason_zh=reasons["zh-hant"])
