"""How a list reads its query string: the same parameters everywhere, and a bad value is told, never fatal."""

import re
from dataclasses import dataclass

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.models.publishable import LANGUAGE_COLUMNS

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    label: str
    url: str


class TextFilter(django_filters.CharFilter):
    """Records that contain every word asked for, in either language."""

    def __init__(self, *args, columns=(), **kwargs):
        super().__init__(*args, validators=[MaxLengthValidator(200)], **kwargs)
        self.columns = columns

    def filter(self, queryset, value):
        translated = getattr(self.parent, "text_columns", self.columns)
        for word in (value or "").split()[:12]:
            anywhere = Q()
            for name in translated:
                anywhere |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(anywhere)
        return queryset


class DayInput(forms.DateInput):
    """A browser’s date field. What is no day stands in a plain field as it was written, so that it can be mended."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        written = context["widget"]["value"]
        if written and ("aria-invalid" in context["widget"]["attrs"] or not ISO_DAY.fullmatch(written)):
            context["widget"]["type"] = "text"
        return context


def in_both_languages(*fields):
    """The columns of translated fields: name → name_zh_hant, name_en."""
    return tuple(f"{field}_{language}" for field in fields for language in LANGUAGE_COLUMNS)


class RecordFilter(django_filters.FilterSet):
    """A list’s filter. Unknown parameters are ignored; a value that cannot be read narrows nothing."""

    text_columns: tuple[str, ...] = ()
    # sort value → (label, fields to order by); the first is the default.
    orders: dict[str, tuple[str, list]] = {}

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        if self.orders:
            self.form.fields["sort"] = forms.ChoiceField(
                label=_("Order"),
                required=False,
                choices=[(value, label) for value, (label, _fields) in self.orders.items()],
            )

    @property
    def qs(self):
        records = super().qs
        if self.orders:
            asked = (
                self.form.cleaned_data.get("sort")
                if self.is_bound and hasattr(self.form, "cleaned_data")
                else ""
            )
            _label, fields = self.orders.get(asked) or next(iter(self.orders.values()))
            records = records.order_by(*fields)
        return records

    def filter_queryset(self, queryset):
        for name, value in self.form.cleaned_data.items():
            if name in self.filters:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def query(self) -> str:
        """The query string without the page, for links to other pages of the same list."""
        return self._without("page")

    def _without(self, name, value=None) -> str:
        left = self.data.copy() if self.is_bound else None
        if left is None:
            return ""
        left.pop("page", None)
        if value is None:
            left.pop(name, None)
        else:
            left.setlist(name, [other for other in left.getlist(name) if other != value])
        return left.urlencode()

    @property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that takes it away."""
        if not self.is_bound:
            return []
        self.form.is_valid()
        found = []
        for name in self.filters:
            value = self.form.cleaned_data.get(name)
            if value in (None, "", [], False) or (hasattr(value, "exists") and not value):
                continue
            field = self.form.fields[name]
            several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
            for given in self.data.getlist(name) if several else [None]:
                label = self._in_words(field, value, given)
                found.append(Chip(label, f"?{self._without(name, given)}"))
        return found

    @staticmethod
    def _in_words(field, value, given) -> str:
        if isinstance(field, forms.ModelMultipleChoiceField):
            key = field.to_field_name or "pk"
            return next((str(one) for one in value if str(getattr(one, key)) == given), given)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(given if given is not None else value, value))
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if isinstance(field, forms.DateField):
            return f"{field.label} {value.isoformat()}"
        return str(value)
