"""What a column may hold, said to whoever fills in a sheet: on paper (docs/sheets.md) and in empty sheets."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing.imports import LANGUAGES
from publishing.resources.columns import (
    AboutColumn,
    BoolColumn,
    ChoiceColumn,
    DateColumn,
    FileColumn,
    NumberColumn,
    ReferenceColumn,
    ReferencesColumn,
    ZoneTimeColumn,
)
from publishing.resources.resource import RecordResource, resource_of
from publishing.sheets import fold


def heading(resource: RecordResource, column, language: str) -> str:
    """What stands over a column: its label, or its name where the label means another column too."""
    label = column.label(language)
    return label if resource.by_heading.get(fold(label)) == column.name else column.name


def is_required(resource: RecordResource, column) -> bool:
    """Whether a new record must have it; a code or address that is left blank is made."""
    field = column.original or column.field
    if column.name in ("code", "slug") and resource.is_coded:
        return False
    if not resource.is_coded and column.name in resource.must_name:
        return True  # without it no row says which record it is about
    return not (field.blank or field.null or field.has_default())


def choices(column, language: str) -> list[str]:
    """What a list of this column offers, in the words of a language; empty where anything may stand."""
    with override(language):
        if isinstance(column, BoolColumn):
            return [_("yes"), _("no")]
        if isinstance(column, ChoiceColumn):
            return [str(label) for value, label in column.field.flatchoices if value not in ("", None)]
    return []


def holds(column, language: str) -> str:
    """The kind of thing that a cell holds, in a few words with an example."""
    field = column.field
    with override(language):
        if isinstance(column, ReferenceColumn | ReferencesColumn):
            other = resource_of(field.remote_field.model)
            name = (
                capfirst(other.title(language)) if other else str(field.remote_field.model._meta.verbose_name)
            )
            if column.is_many:
                return _("codes or names from “%(sheet)s”, with semicolons between them") % {"sheet": name}
            return _("code or name from “%(sheet)s”") % {"sheet": name}
        if isinstance(column, AboutColumn):
            return _("code, address or name of a record of any kind")
        if isinstance(column, BoolColumn):
            return _("yes or no")
        if isinstance(column, ChoiceColumn):
            return _("one of the choices")
        if isinstance(column, DateColumn):
            return _("date as precise as it is known: 2024, 2024-05, 2024-05-13, 2024-06-08/2024-06-09")
        if isinstance(column, ZoneTimeColumn):
            return _("time of day: 14:00")
        if isinstance(column, NumberColumn):
            return (
                _("number: 12.5")
                if field.get_internal_type() in ("FloatField", "DecimalField")
                else _("whole number: 12")
            )
        if isinstance(column, FileColumn):
            return _("name of a file that was uploaded at the desk")
        if field.max_length:
            return _("text of at most %(number)d characters") % {"number": field.max_length}
        return _("text")


def variants(resource: RecordResource, column) -> list[str]:
    """Other headings by which the column is known, beside its own name and labels."""
    label = {column.label(language) for language in LANGUAGES}
    if not column.original:
        return [word for word in column.labels if word != column.name and capfirst(word) not in label]
    return list(dict.fromkeys(column.aliases))
