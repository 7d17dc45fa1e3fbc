from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.languages import IN_WORDS, column
from publishing.models import ImportedRow


def without(field, language):
    """The condition that a text is missing in a language."""
    name = column(field, language)
    return Q(**{f"{name}__isnull": True}) | Q(**{name: ""})


def without_one(field):
    """The condition that a text is there in one language and missing in the other."""
    return without(field, "zh-hant") ^ without(field, "en")


class Publication(admin.ChoicesFieldListFilter):
    """The state of a record, under a word that is not mistaken for the status of a meeting."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("publication")


class MissingLanguage(admin.SimpleListFilter):
    """Records whose name is still missing in one of the two languages."""

    title = _("missing language")
    parameter_name = "missing"

    def __init__(self, request, params, model, model_admin):
        self.field = model_admin.called_by
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [*IN_WORDS.items(), ("any", _("one of the two"))]

    def queryset(self, request, queryset):
        if self.value() == "any":
            return queryset.filter(without_one(self.field))
        if self.value() in IN_WORDS:
            return queryset.filter(without(self.field, self.value()))
        return queryset


class OfImport(admin.SimpleListFilter):
    """The records that one import wrote; offered only where an address asks for it."""

    title = _("import")
    parameter_name = "import"

    def lookups(self, request, model_admin):
        number = self.value() or ""
        is_one = number.isascii() and number.isdigit() and len(number) < 19
        return [(number, number)] if is_one else []

    def queryset(self, request, queryset):
        rows = ImportedRow.objects.filter(run=self.value(), label=queryset.model._meta.label_lower)
        return queryset.filter(pk__in=rows.values("object_id")) if self.value() else queryset
