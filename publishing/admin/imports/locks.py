"""Fields of a record that no import may change, chosen below its form."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.languages import reading_language
from publishing.models import LockedField
from publishing.resources import resource_of

LOCKS = "locked_fields"


class WithLocks:
    """A desk whose records can keep fields from imports."""

    def may_lock(self, request, obj):
        return (
            obj is not None
            and resource_of(self.model) is not None
            and self.has_change_permission(request, obj)
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.may_lock(request, obj):
            field = self.lock_field(obj)
            kwargs["form"] = type(self.form.__name__, (kwargs.get("form", self.form),), {LOCKS: field})
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        fieldsets = self.parts_of_form(request, obj)
        if self.may_lock(request, obj):
            fieldsets = [
                *fieldsets,
                (
                    _("Imports leave these as they are"),
                    {"fields": [LOCKS], "classes": ["desk-set", "collapse"]},
                ),
            ]
        return fieldsets

    def lock_field(self, record):
        """The columns that an import could change, those that are locked ticked, with who did it and when."""
        resource, language = resource_of(self.model), reading_language()
        locked = {lock.field: lock for lock in locks_of(record)}
        choices = []
        for column in resource.columns.values():
            if column.name in resource.key_fields or column.name in resource.publication:
                continue
            label = column.label(language)
            if lock := locked.get(column.name):
                when = date_format(localtime(lock.locked_at), "DATE_FORMAT")
                told = {"field": label, "who": lock.locked_by or "—", "when": when}
                label = _("%(field)s (locked by %(who)s, %(when)s)") % told
            choices.append((column.name, label))
        return forms.MultipleChoiceField(
            label=gettext_lazy("Locked fields"),
            choices=choices,
            initial=sorted(locked),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy(
                "What is ticked keeps its text whatever a sheet says; the preview of an import tells so. Here it can "
                "still be changed."
            ),
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if LOCKS in form.cleaned_data:
            lock(form.instance, set(form.cleaned_data[LOCKS]), request.user.get_username())


def locks_of(record):
    return LockedField.objects.filter(label=record._meta.label_lower, object_id=record.pk)


def lock(record, names, by):
    """Let exactly these fields be locked; those that were before keep who locked them and when."""
    there = set(locks_of(record).values_list("field", flat=True))
    locks_of(record).filter(field__in=there - names).delete()
    LockedField.objects.bulk_create(
        [
            LockedField(label=record._meta.label_lower, object_id=record.pk, field=name, locked_by=by)
            for name in sorted(names - there)
        ],
        ignore_conflicts=True,
    )
