from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.languages import IN_WORDS, column


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
