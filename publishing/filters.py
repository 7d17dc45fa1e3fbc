"""How a list reads its query string: the same parameters everywhere, and a bad value is told, never fatal."""

import re
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from publishing.languages import Text
from publishing.models.publishable import LANGUAGE_COLUMNS

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NOT_LISTED = {
    word: _("“%(value)s” is not one of the choices.")
    for word in ("invalid_choice", "invalid_list", "invalid_pk_value")
}


def in_both_languages(*fields):
    """The columns of translated fields: name → name_zh_hant, name_en."""
    return tuple(f"{field}_{language}" for field in fields for language in LANGUAGE_COLUMNS)


# What asks for words, for one or several of a list, or for a yes


class TextFilter(django_filters.CharFilter):
    """Records that contain every word asked for, in either language, in the text_columns of their list."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Words"))
        super().__init__(validators=[MaxLengthValidator(200)], **kwargs)

    def filter(self, queryset, value):
        for word in (value or "").split()[:12]:
            anywhere = Q()
            for name in self.parent.text_columns:
                anywhere |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(anywhere)
        return queryset


def any_of(queryset, paths, value):
    """Those of `queryset` where one of the paths leads to `value`, each once however many lead there."""
    if not paths:
        return queryset.none()
    wanted = Q()
    for path in paths:
        wanted |= Q(**{f"{path}__in" if isinstance(value, list) else path: value})
    return queryset.filter(pk__in=queryset.model.objects.filter(wanted).values("pk"))


class Choice(forms.Select):
    """A list to choose from, in which a name that fell back says its language."""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(label, Text) and label.fell_back:
            option["attrs"]["lang"] = label.lang
        return option


class Offered:
    """A filter whose list says what can be chosen, and by which of its `paths` records lead there.

    offers  the attribute of the list's `choices` that holds (value, label) pairs; the filter's own name unless given
    """

    def __init__(self, offers="", **kwargs):
        self.offers = offers
        super().__init__(error_messages=NOT_LISTED, **kwargs)

    def filter(self, queryset, value):
        return any_of(queryset, self.parent.paths.get(self.field_name), value) if value else queryset


class OneOf(Offered, django_filters.ChoiceFilter):
    """One of what the list offers under a name."""

    def __init__(self, offers="", **kwargs):
        super().__init__(offers, widget=Choice, **kwargs)


class SomeOf(Offered, django_filters.MultipleChoiceFilter):
    """Any of what the list offers under a name: topic=trade&topic=energy."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class WordFilter(django_filters.ChoiceFilter):
    """One word of a closed list; "none", under the label given for it, asks for rows that name no word."""

    def __init__(self, *, choices, none="", **kwargs):
        self.listed = [*([("none", none)] if none else []), *getattr(choices, "choices", choices)]
        super().__init__(choices=self.listed, error_messages=NOT_LISTED, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(**{self.field_name: "" if value == "none" else value})


class KindFilter(django_filters.MultipleChoiceFilter):
    """Any of the words of a closed list: kind=leaders&kind=cluster."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", pgettext_lazy("of a record", "Kind"))
        super().__init__(widget=forms.CheckboxSelectMultiple, error_messages=NOT_LISTED, **kwargs)


class Tick(forms.CheckboxInput):
    """A box whose value in the address is 1, so that exact=0 is no."""

    def __init__(self):
        super().__init__({"value": "1"})

    def value_from_datadict(self, data, files, name):
        return data.get(name) in ("1", "on", "true")


class TickFilter(django_filters.Filter):
    """A box: ticked it narrows, left empty it does nothing."""

    field_class = forms.BooleanField

    def __init__(self, **kwargs):
        super().__init__(widget=Tick, **kwargs)

    def filter(self, queryset, value):
        return super().filter(queryset, value) if value else queryset


# What asks for a time


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Year"))
        wrong = _("“%(value)s” is not a year from 1989 to 2100.")
        errors = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
        super().__init__(min_value=1989, max_value=2100, error_messages=errors, **kwargs)


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


class DayFilter(django_filters.DateFilter):
    """A day as ISO writes it, which is also what a date field of a browser sends."""

    def __init__(self, **kwargs):
        errors = {"invalid": _("“%(value)s” is not a date. Write it as 2024-05-08.")}
        super().__init__(widget=DayInput, input_formats=["%Y-%m-%d"], error_messages=errors, **kwargs)

    def bound(self, near, far, compare, value):
        """What `near` brings inside; a date that is open on that side goes on without end."""
        near, far = self.parent.date_prefix + near, self.parent.date_prefix + far
        return Q(**{f"{near}__{compare}": value}) | Q(**{f"{near}__isnull": True, f"{far}__isnull": False})


class FromFilter(DayFilter):
    """What may still have been going on that day or later."""

    def __init__(self):
        super().__init__(label=_("From"))

    def filter(self, queryset, value):
        return queryset.filter(self.bound("last_day", "first_day", "gte", value)) if value else queryset


class ToFilter(DayFilter):
    """What may have begun by that day."""

    def __init__(self):
        super().__init__(label=pgettext_lazy("end of a period", "To"))

    def filter(self, queryset, value):
        return queryset.filter(self.bound("first_day", "last_day", "lte", value)) if value else queryset


def period():
    """The filters of a period by their names, for vars().update() in a class: "from" is a word of Python itself."""
    return {"from": FromFilter(), "to": ToFilter()}


class ExactFilter(TickFilter):
    """Only what is dated to the day: a day at both ends, and none of the signs for "around" and "uncertain"."""

    def __init__(self):
        super().__init__(label=_("Exact days only"))

    def filter(self, queryset, value):
        if not value:
            return queryset
        prefix = self.parent.date_prefix
        vague = Q()
        for sign in "~?%":
            vague |= Q(**{f"{prefix}when__contains": sign})
        return queryset.filter(~vague, **{f"{prefix}precision__in": ("day", "range")})


def by_date(prefix=""):
    """The two orders of dated records, for `orders`: what has no date stands at the end either way round."""
    first, last = F(f"{prefix}first_day"), F(f"{prefix}last_day")
    return {
        "newest": (_("Newest first"), [first.desc(nulls_last=True), last.desc(nulls_last=True), "code"]),
        "oldest": (_("Oldest first"), [first.asc(nulls_last=True), last.asc(nulls_last=True), "code"]),
    }


# The list


class FilterForm(forms.Form):
    """Tells with each mistake what was written, of which nobody knows how long it is."""

    def add_error(self, field, error):
        for one in error.error_list:
            params = one.params or {}
            written = " ".join(str(params.get("value", self[field].data)).split())
            one.params = {**params, "value": Truncator(written).chars(40)}
        super().add_error(field, error)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    name: str
    label: str | Text
    url: str


class RecordFilter(django_filters.FilterSet):
    """A list’s filter. Unknown parameters are ignored; a value that cannot be read narrows nothing.

    choices  what can be chosen, an attribute for each name that the list's filters offer
    """

    # Where the words asked for are looked up.
    text_columns: tuple[str, ...] = ()
    # By which paths records lead to what is chosen; none of a name that the records know nothing of.
    paths: dict[str, tuple[str, ...]] = {}
    # Where the date stands, if not on the record itself.
    date_prefix = ""
    # The fields that stand open in the form, where there are so many that the others are folded; empty: all of them.
    at_hand: tuple[str, ...] = ()
    # Of these names only what some record has is offered.
    only_used: tuple[str, ...] = ()
    # sort value → (label, fields to order by); the first is the default.
    orders: dict[str, tuple[str, list]] = {}

    class Meta:
        form = FilterForm

    def __init__(self, data=None, queryset=None, choices=None):
        super().__init__(data, queryset)
        self.choices = choices
        for name, one in self.filters.items():
            if isinstance(one, Offered):
                self.form.fields[name].choices = getattr(choices, one.offers or name)
        for name, listed in self.closed_lists().items():
            self.form.fields[name].choices = listed
        if self.only_used:
            self._leave_out_unused()
        if self.orders:
            self.form.fields["sort"] = forms.ChoiceField(
                label=_("Order"),
                required=False,
                choices=[(value, label) for value, (label, _fields) in self.orders.items()],
                error_messages=NOT_LISTED,
            )

    def closed_lists(self):
        """The choices of those fields for which a subclass names its own words."""
        return {}

    def used(self, name):
        """The values of a name that the records have, as pairs of a queryset and the path to them."""
        return [(self.queryset, path) for path in self.paths.get(name, (name,))]

    def _leave_out_unused(self):
        """Offer no dead ends: only what a record has, or what is asked for. One query for all names."""
        first, *others = (
            queryset.order_by()
            .annotate(name_=Value(name), value_=Cast(F(path), CharField()))
            .values_list("name_", "value_")
            for name in self.only_used
            for queryset, path in self.used(name)
        )
        there = set(first.union(*others))
        there |= {(name, value) for name in self.only_used if self.data for value in self.data.getlist(name)}
        for name in self.only_used:
            field = self.form.fields[name]
            field.choices = [choice for choice in field.choices if (name, choice[0]) in there]

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

    def leave_out(self, *names):
        """Ask nothing by these names, where the page itself answers them."""
        for name in names:
            self.filters.pop(name, None)
            self.form.fields.pop(name, None)
        return self

    @property
    def fields_at_hand(self):
        return [
            field for field in self.form.visible_fields() if not self.at_hand or field.name in self.at_hand
        ]

    @property
    def fields_folded(self):
        shown = (*self.at_hand, "sort")
        return [field for field in self.form.visible_fields() if self.at_hand and field.name not in shown]

    @property
    def fields_at_end(self):
        """The order, which is asked for last."""
        return [field for field in self.form.visible_fields() if self.at_hand and field.name == "sort"]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of the folded fields narrows the list or is wrong, so that its reader has to see it."""
        folded = {field.name for field in self.fields_folded}
        return self.is_bound and any(self.data.get(name) or name in self.form.errors for name in folded)

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
        if not self.is_bound:
            return ""
        left = self.data.copy()
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
            if value in (None, "", [], False):
                continue
            field = self.form.fields[name]
            several = isinstance(field, forms.MultipleChoiceField)
            for given in self.data.getlist(name) if several else [None]:
                label = self._in_words(field, value, given)
                left = self._without(name, given)
                found.append(Chip(name, label, f"?{left}" if left else "."))
        return found

    @cached_property
    def way_out(self):
        """For an empty list: what to take away so that most is found, as words, address and how many; else None."""
        ways = []
        for name in [name for name in self.filters if self.form.cleaned_data.get(name)][:5]:
            left = self._without(name)
            labels = [str(chip.label) for chip in self.chips if chip.name == name]
            label = Truncator(pgettext("between parts of a list", ", ").join(labels)).chars(60)
            ways.append((self._count_without(name), label, f"?{left}" if left else "."))
        count, label, url = max(ways, key=lambda way: way[0], default=(0, "", ""))
        return {"count": count, "label": label, "url": url} if count else None

    def _count_without(self, name):
        other = copy(self)
        other._form = copy(self.form)
        other._form.cleaned_data = {**self.form.cleaned_data, name: None}
        return other.filter_queryset(self.queryset.all()).count()

    @staticmethod
    def _in_words(field, value, given) -> str | Text:
        if isinstance(field, forms.ChoiceField):
            label = dict(field.choices).get(given if given is not None else value, value)
            return label if isinstance(label, Text) else capfirst(label)
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if isinstance(field, forms.DateField):
            return f"{field.label} {value.isoformat()}"
        return str(value)
