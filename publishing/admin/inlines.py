from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publishing.admin.layout import DeskLayout, rows
from publishing.forms import DeskInlineFormSet


class DeskInline(DeskLayout, admin.StackedInline):
    """Rows below a record. Stacked, so that every field keeps its label and both languages stand side by side."""

    formset = DeskInlineFormSet
    extra = 0
    layout = ()

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": rows(self.model, self.layout)})]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "when":
            # The whole table of ways to write a date stands once, at the record's own.
            kwargs["help_text"] = _("2024-05 · 2024-05-13 · 2024-06-08/2024-06-09 · empty if not known.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_formset(self, request, obj=None, **kwargs):
        kwargs.setdefault("labels", self.labels())
        return super().get_formset(request, obj, **kwargs)
