"""Records of every room as lines of one list: for a topic, a forum, a person, or where a source is used.

The rooms above are read through what a record says of itself, never by import.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst

from publishing import dates
from publishing.languages import Text, column, reading_language, text_of

# The fields that may hold what a record is called, best first.
NAMES = ("title", "name", "caption", "text")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what kind of record, what it is called, where it is, when it was."""

    record: Model
    kind: str | Promise
    name: Text
    url: str
    when: str
    machine: str
    first_day: date | None
    tag: str
    tone: str


def name_of(record) -> Text:
    """What a record is called, in the reader's language or marked as in the other."""
    for field in NAMES:
        if hasattr(record, column(field, "en")):
            return text_of(record, field)
    return Text(str(record), reading_language(), False)


def _when_of(record) -> dates.HonestDate:
    if hasattr(record, "status_when"):
        return dates.read(record.status_when or "")
    if hasattr(record, "when"):
        return record.date
    if year := getattr(record, "year", None):
        return dates.read(f"{getattr(record, 'adopted', '') or year}")
    return dates.read("")


def _state_of(record) -> tuple[str, str]:
    """The state of a meeting, dialogue or outcome in words, and how it is drawn."""
    status = getattr(record, "status", "")
    if not status:
        return "", ""
    if hasattr(record, "steps"):
        choices = record.steps.model._meta.get_field("state").flatchoices
        return str(dict(choices).get(status, "")), "plan" if status in ("expected", "negotiated") else "done"
    tones = {"held": "done", "moved": "late", "cancelled": "late", "postponed": "late"}
    return record.get_status_display(), tones.get(status, "plan")


def entry_of(record) -> Entry:
    when = _when_of(record)
    tag, tone = _state_of(record)
    kind = record.get_kind_display() if hasattr(record, "status") and hasattr(record, "kind") else ""
    return Entry(
        record=record,
        kind=kind or capfirst(record._meta.verbose_name),
        name=name_of(record),
        url=record.get_absolute_url() if hasattr(record, "get_absolute_url") else "",
        when=dates.say(when, reading_language()) if when.edtf else "",
        machine=dates.machine(when),
        first_day=when.first or when.last,
        tag=tag,
        tone=tone,
    )


def newest_first(records) -> list[Entry]:
    """Entries with the latest on top; what has no date comes last."""
    entries = [entry_of(record) for record in records]
    return sorted(entries, key=lambda entry: (entry.first_day or date.min, entry.record.code), reverse=True)


def in_public_frameworks(goals):
    """Goals whose framework has a page too: the address of a goal names its framework."""
    return [goal for goal in goals.select_related("framework") if goal.framework.is_public]
