"""What every import has in common, whatever it brings: it is fetched, read, planned and written, each by itself.

    fetch(path)      a path becomes a Parcel: its name, and where its bytes are
    Format.read      a Parcel becomes content: plain data, nothing of the database
    Format.plan      content and options become a Plan: what is new, changed and the same, and every problem
    Plan.write()     puts the plan into the database, inside the transaction of the caller

A Plan with problems is refused and never written. Nothing here knows a record of any room.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import translation

from publishing.sheets import Problem
from publishing.sheets.problems import visible
from publishing.sheets.sources import source_of

LANGUAGES = ("en", "zh-hant")
CHANGES_TOLD = 1000


class Parcel(NamedTuple):
    """What lay at a path, or the bytes themselves. A file stays where it is and is read piece by piece."""

    name: str
    data: bytes | Path


def fetch(path: str | Path) -> Parcel:
    """The file or folder at a path. Raises SheetError when it is missing, empty or too big, OSError when locked."""
    path = Path(path)
    if path.is_dir():
        return Parcel(visible(path.resolve().name), path)
    source_of(path)
    return Parcel(visible(path.name), path)


@dataclass
class Counts:
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0


class Change(NamedTuple):
    """A cell that differs from the record: the label of the model, the record, the field, and both values."""

    label: str
    record: str
    field: str
    was: Any
    now: Any


@dataclass
class Plan:
    """What an import would do.

    counts    Counts by the label of a model, such as "goals.reading", in the order they are written
    problems  each refuses the whole import
    notices   to be read, though nothing is refused
    changes   the first thousand cells that differ
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    # Whether its rows keep the rules of the database for certain, so that they need not be looked at again.
    is_looked_at = False

    def count(self, label: str, what: str, by: int = 1):
        counts = self.counts.setdefault(label, Counts())
        setattr(counts, what, getattr(counts, what) + by)

    def tell(self, change: Change):
        if len(self.changes) < CHANGES_TOLD:
            self.changes.append(change)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not any(counts.new or counts.changed for counts in self.counts.values())

    def signature(self):
        """Texts that together stay the same as long as writing would do the same."""
        yield repr(sorted((label, vars(counts)) for label, counts in self.counts.items()))
        # The code of a new record may be another one by tomorrow; what is in it counts.
        yield from (repr(change if change.field else change[3:]) for change in self.changes)

    def prepare(self, run):
        """Note in an ImportRun what writing will do to each row, so that it can be taken back."""

    def write(self, now):
        """Put it into the database. The caller opens the transaction and takes it back when this raises.

        now  the moment at which its records are last saved
        """
        raise NotImplementedError

    def settle(self):
        """What follows from the records that were written; called after the transaction."""

    def close(self):
        """Let go of what was kept for writing."""


@dataclass(frozen=True)
class Format:
    """One kind of file or folder that can be imported.

    name       as `--as` names it
    is_one     whether a Parcel is of this kind; never raises for odd bytes
    read       the content of a Parcel; raises SheetError for what cannot be read at all
    plan       the Plan for a content, given the options by name
    joins      whether the contents of several parcels are lists that make one plan, since they name each other
    """

    name: str
    is_one: Callable[[Parcel], bool]
    read: Callable[[Parcel], Any]
    plan: Callable[..., Plan]
    joins: bool = False


def problem_as_json(problem: Problem) -> dict:
    """A problem for a machine: its place, its code, and its sentences in both languages."""
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "value": problem.value,
        "message": {language: problem.sentence(language) for language in LANGUAGES},
        "suggestion": {language: problem.suggestion(language) for language in LANGUAGES},
    }


def in_each_language(say: Callable[[], str]) -> dict[str, str]:
    """What `say` answers in each language of the site."""
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = say()
    return told
