"""Columns of words: running text, one of the choices, the name of a file."""

import re
from datetime import date, time, timedelta
from functools import cached_property

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.utils.encoding import force_str
from django.utils.translation import override

from publishing.imports import LANGUAGES, in_each_language
from publishing.resources.columns.column import HAN, Column
from publishing.resources.sentences import Problem, refusal
from publishing.sheets import ShownDate, as_written, fold, read_text, says_empty

SHORT = 40
BRIEF = 120  # characters of a text that is no date: an age, a number of a project
PARTED = re.compile(r"[\s/_-]+")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
ACRONYM = re.compile(r"[A-Z]{2,6}")


class TextColumn(Column):
    """Running text; not remembered, for no two are alike.

    other  the column of the other language, where the heading names none and the sheet has no column for it
    usual  how a text that can be written in several ways is usually written, as a function; None where it cannot
    """

    other: "TextColumn | None" = None
    usual = None

    @property
    def is_as_text(self):
        """Short texts such as an age of 5-9 or a code of 001."""
        return not self.original and self.limit is not None and self.limit <= SHORT

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
        if isinstance(cell, bool | date | time | timedelta | ShownDate):
            self.doubt(cell, text, reading)
        if text[0] == "'":
            text = as_written(text).strip()
        elif text[0] in "(（" and says_empty(text):
            text = self.emptied()
        if self.usual is not None and (usual := self.usual(text)) != text:
            text = text if self.is_stored(text, reading) else usual
        limit = self.limit
        if limit is not None and len(text) > limit:
            raise refusal("too_long", text, length=len(text), limit=limit)
        if "\0" in text:
            raise refusal("holds_unseen", text)
        if self.validators and text:
            self.hold_to_rules(text, text)
        if self.other is not None and speaks_another(text, self.language):
            reading.say_elsewhere(self)
            values[self.other.attname] = text
            return
        values[self.attname] = text

    def doubt(self, cell, text, reading):
        """A spreadsheet program makes a date of 5-9 and “yes” of TRUE: no short text says that, a long one may."""
        if isinstance(cell, ShownDate):
            if self.validators:
                return  # such as a period, which says itself whether it may be a month
            typed = f"{int(cell[5:])}-{cell[2:4]}" if cell[5:] else str(cell)
        elif isinstance(cell, date):
            typed = f"{cell.month}-{cell.day}"
        else:
            raise refusal("typed_otherwise", text)
        if self.limit is not None and self.limit <= BRIEF:
            raise refusal("day_in_text", text, typed=typed)
        reading.warn(Problem("day_kept_as_text", text))

    def is_stored(self, text, reading):
        """Whether the record has it written so already, and it is to be found again."""
        records = self.field.model._base_manager.values_list(self.attname, flat=True).distinct()
        return text in reading.references.once((self.field.model, self.attname), lambda: set(records))

    def is_same(self, cell, stored):
        return cell == stored or (type(cell) is str and cell.strip() == stored)

    @cached_property
    def limit(self):
        return self.field.max_length

    def written(self, value, writing):
        return read_text(value)


def speaks_another(text: str, language: str) -> bool:
    """Whether a text is plainly not in `language`: Chinese among English, or the reverse. “SOM1” is in either."""
    han, words = len(HAN.findall(text)), LATIN_WORD.findall(text)
    if language == "en":
        # APEC and CEO stand in titles of either language.
        return han > sum(1 for word in words if not ACRONYM.fullmatch(word))
    return not han and len(words) > 1 and any(not word.isupper() for word in words)


class ChoiceColumn(Column):
    """One of a few words: the machine's own, ours in either language, or another in use.

    elsewhere  words that say something of another field: {"tentative": ("is_tentative", True)}
    """

    also_said: dict[str, tuple[str, ...]] = {}
    elsewhere: dict[str, tuple] = {}

    def put(self, cell, values, reading):
        if self.elsewhere and isinstance(cell, str) and plain_choice(cell) in self.said_elsewhere:
            name, value = self.said_elsewhere[plain_choice(cell)]
            values.setdefault(name, value)
            return
        super().put(cell, values, reading)

    @cached_property
    def said_elsewhere(self):
        return {plain_choice(word): said for word, said in self.elsewhere.items()}

    @cached_property
    def known(self):
        known = {plain_choice(str(value)): value for value, _label in self.field.flatchoices}
        for language in LANGUAGES:
            with override(language):
                for value, label in self.field.flatchoices:
                    known.setdefault(plain_choice(force_str(label)), value)
        for value, words in self.also_said.items():
            for word in words:
                known.setdefault(plain_choice(word), value)
        return known

    def value(self, cell, reading):
        text = read_text(cell)
        try:
            return self.known[plain_choice(text)]
        except KeyError:
            said = in_each_language(
                lambda: [force_str(label) for value, label in self.field.flatchoices if value != ""]
            )
            names = {"names_en": ", ".join(said["en"]), "names_zh": "、".join(said["zh-hant"])}
            raise refusal("choice_unknown", text, **names) from None


def plain_choice(text):
    """On-line and “high level” as online and high-level."""
    return PARTED.sub("", fold(text))


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
