"""How a form of the desk is laid out: the two languages of a text side by side, everything else in plain rows."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from modeltranslation.translator import NotRegistered, translator

from publishing.forms import DeskForm
from publishing.languages import RUN_TAGS, column

LANGUAGES = ("zh-hant", "en")  # left, right


def translated_fields(model) -> list[str]:
    """The names of the translated fields of a model, none if it has no translation."""
    try:
        return list(translator.get_options_for_model(model).fields)
    except NotRegistered:
        return []


def both_columns(path: str) -> tuple[str, str]:
    """The columns of both languages of a translated field, also across a relation: person__name."""
    return tuple(column(path, language) for language in LANGUAGES)


def _label(name, language):
    language_name = gettext("Chinese") if language == "zh-hant" else gettext("English")
    return f"{capfirst(name)} – {language_name}"


label_in = lazy(_label, str)


def rows(model, names):
    """Rows of a fieldset: a translated field becomes the pair of its columns, a tuple stays one row."""
    translated = translated_fields(model)
    return [both_columns(name) if name in translated else name for name in names]


def is_key(value) -> bool:
    """Whether this can be the key of a row; a database falls over what cannot."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 19


class KnownOnly:
    """A searching list that shows what was chosen, and falls over nothing that was sent in its place."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if is_key(key)] or [""], attrs)


class DeskSelect(KnownOnly, AutocompleteSelect):
    pass


class DeskSelectMultiple(KnownOnly, AutocompleteSelectMultiple):
    pass


class DeskChoices(forms.ModelMultipleChoiceField):
    def clean(self, value):
        for key in value or ():
            if not is_key(key):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": key})
        return super().clean(value)


class DeskLayout:
    """Shared by the admin of a record and the rows below it."""

    form = DeskForm
    formfield_overrides = {
        # The browser's own date and time fields: labelled, in the editor's language, without a script.
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        },
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
        models.TimeField: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    }

    def labels(self):
        return {
            column(field, language): label_in(self.model._meta.get_field(field).verbose_name, language)
            for field in translated_fields(self.model)
            for language in LANGUAGES
        }

    def get_autocomplete_fields(self, request):
        """Every relation whose other end can be searched at the desk."""
        return [
            field.name
            for field in (*self.model._meta.fields, *self.model._meta.many_to_many)
            if field.is_relation
            and field.editable
            and (target := self.admin_site._registry.get(field.remote_field.model))
            and target.get_search_fields(request)
        ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = DeskSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["form_class"] = DeskChoices
            kwargs["widget"] = DeskSelectMultiple(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        if isinstance(db_field, models.TextField) and "widget" not in kwargs:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Deleting belongs to the record's own page, where one sees what goes with it.
            field.widget.can_delete_related = False
            if isinstance(field.widget.widget, DeskSelectMultiple):
                # Otherwise select2 puts its cross for "remove all" where only list items may stand.
                field.widget.widget.is_required = True
        original = getattr(db_field, "translated_field", None)
        if original is not None:
            field.widget.attrs["lang"] = RUN_TAGS[db_field.language]
            field.twin = "left" if db_field.language == LANGUAGES[0] else "right"
            field.one_of_two = not original.blank
        return field


class DeskModelAdmin(DeskLayout, admin.ModelAdmin):
    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs.setdefault("labels", self.labels())
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = tuple(getattr(request, "desk_refused", ()))
        return form
