from django.contrib import admin

from publishing.admin.layout import DeskLayout, rows
from publishing.forms import DeskInlineFormSet


class DeskInline(DeskLayout, admin.StackedInline):
    """Rows below a record. Stacked, so that every field keeps its label and both languages stand side by side."""

    formset = DeskInlineFormSet
    extra = 0
    layout = ()

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": rows(self.model, self.layout)})]

    def get_formset(self, request, obj=None, **kwargs):
        kwargs.setdefault("labels", self.labels())
        return super().get_formset(request, obj, **kwargs)
