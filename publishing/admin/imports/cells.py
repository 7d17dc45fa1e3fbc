"""What a field of a record held before and after an import, as an editor can read it."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext

from publishing.admin.imports.differences import marked
from publishing.languages import RUN_TAGS, reading_language
from publishing.resources import resource_of
from publishing.resources.references import keys_of

SHOWN = 2000  # letters of a text


def field_of(label, name):
    """The field that an import names, by its name or its column; None where the record has it no more."""
    try:
        return apps.get_model(label)._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def name_of_field(label, name) -> str:
    """The heading of a column in the editor's language."""
    resource = resource_of(apps.get_model(label))
    field = field_of(label, name)
    if resource and field is not None and field.name in resource.columns:
        return resource.columns[field.name].label(reading_language())
    return capfirst(force_str(field.verbose_name)) if field is not None else name


def is_shown(label, name) -> bool:
    field, resource = field_of(label, name), resource_of(apps.get_model(label))
    return field is None or resource is None or resource.shows(field)


def lang_of(label, name) -> str:
    """The language of the texts in a field; "" where it is no text in one language."""
    language = getattr(field_of(label, name), "language", "")
    return RUN_TAGS.get(language, "")


def shown(label, name, value) -> str:
    """A stored value in words."""
    field = field_of(label, name)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if field is not None and field.flatchoices:
        return force_str(dict(field.flatchoices).get(value, value))
    text = force_str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


@dataclass(frozen=True)
class Cell:
    """A field of a record before and after, with what differs marked. lang is that of its text, or ""."""

    name: str
    was: str
    now: str
    lang: str


def cell(label, name, was, now) -> Cell:
    was, now = marked(shown(label, name, was), shown(label, name, now))
    return Cell(name_of_field(label, name), was, now, lang_of(label, name))


def new_cell(label, name, now) -> Cell:
    """A field of a record that is not there yet: nothing to compare with, nothing to mark."""
    return Cell(name_of_field(label, name), "", shown(label, name, now), lang_of(label, name))


def cells_of(rows) -> dict[int, list[Cell]]:
    """The cells that changed in each ImportedRow, by its key; one question for each kind of record they name."""
    asked = {}
    for row in rows:
        for name, value in both_sides(row):
            model = named_model(row.label, name)
            if model is not None:
                asked.setdefault(model, set()).update(keys_in(value))
    known = {model: keys_of(model, keys) for model, keys in asked.items()}

    def words(label, name, value):
        model = named_model(label, name)
        if model is None:
            return value
        return "; ".join(known[model].get(key) or gettext("no longer there") for key in keys_in(value))

    return {
        row.pk: [
            cell(
                row.label,
                name,
                words(row.label, name, was),
                words(row.label, name, (row.now or {}).get(name)),
            )
            for name, was in (row.was or {}).items()
            if is_shown(row.label, name)
        ]
        for row in rows
    }


def both_sides(row):
    for side in (row.was, row.now):
        # A new record has no side before, and after it all that the record itself tells.
        if row.was is not None:
            yield from (side or {}).items()


def named_model(label, name):
    field = field_of(label, name)
    return field.remote_field.model if field is not None and field.is_relation else None


def keys_in(value):
    return [key for key in (value if isinstance(value, list) else [value]) if key is not None]
