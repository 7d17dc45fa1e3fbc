"""The filters that any list shares (economy, forum, topic, dates), and those of this room’s own lists."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.filters import DayInput, RecordFilter, TextFilter, in_both_languages
from reference.languages import language_in_words
from reference.models import Economy, Forum, Source, Topic
from reference.models.papers import Check


def visible(model):
    """The choices of a filter: what this reader may see."""
    return lambda request: model.objects.visible_to(getattr(request, "user", None))


class QuestionFilter(TextFilter):
    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Words"))
        super().__init__(**kwargs)


class EconomyFilter(django_filters.ModelChoiceFilter):
    """One economy by its APEC code: economy=PE."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Economy"))
        super().__init__(
            queryset=visible(Economy), to_field_name="apec_code", empty_label=_("All economies"), **kwargs
        )


class ForumFilter(django_filters.ModelChoiceFilter):
    """One forum by its address: forum=hrdwg."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Forum"))
        super().__init__(queryset=visible(Forum), to_field_name="slug", empty_label=_("All forums"), **kwargs)


class TopicFilter(django_filters.ModelMultipleChoiceFilter):
    """Topics by their addresses, any of them: topic=trade&topic=energy."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Topic"))
        super().__init__(
            queryset=visible(Topic),
            to_field_name="slug",
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}).distinct() if value else queryset


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Host year"))
        super().__init__(min_value=1989, max_value=2100, **kwargs)


class FromFilter(django_filters.DateFilter):
    """What may still have been going on that day or later."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("From"))
        super().__init__(field_name="last_day", lookup_expr="gte", widget=DayInput, **kwargs)


class ToFilter(django_filters.DateFilter):
    """What may have begun by that day."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", pgettext_lazy("end of a period", "To"))
        super().__init__(field_name="first_day", lookup_expr="lte", widget=DayInput, **kwargs)


class TickedOne(forms.CheckboxInput):
    """A box whose value is 1, so that exact=0 is no."""

    def __init__(self):
        super().__init__({"value": "1"})

    def value_from_datadict(self, data, files, name):
        return data.get(name) in ("1", "on", "true")


class ExactFilter(django_filters.Filter):
    """Only what is dated to the day."""

    field_class = forms.BooleanField

    def __init__(self, **kwargs):
        super().__init__(label=_("Exact days only"), widget=TickedOne, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        vague = Q(when__contains="~") | Q(when__contains="?") | Q(when__contains="%")
        return queryset.filter(precision__in=("day", "range")).exclude(vague)


class PersonFilter(RecordFilter):
    text_columns = (*in_both_languages("name"), "other_names")

    q = QuestionFilter()
    economy = EconomyFilter(method="spoke_for")

    def spoke_for(self, people, _name, economy):
        if economy is None:
            return people
        posts = economy.appointments.visible_to(getattr(self.request, "user", None))
        return people.filter(appointments__in=posts).distinct()


def languages_of_sources(request):
    """The languages that sources are in, each under its own name where we know it."""
    tags = Source.objects.visible_to(getattr(request, "user", None)).exclude(language="")
    return sorted(tags.order_by().values_list("language", flat=True).distinct(), key=str.lower)


class SourceFilter(RecordFilter):
    text_columns = in_both_languages("title", "publisher")
    orders = {
        "newest": (_("Newest first"), [F("published_on").desc(nulls_last=True), "code"]),
        "code": (_("By code"), ["code"]),
    }

    q = QuestionFilter()
    language = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a source", "Language"), empty_label=_("All languages")
    )
    checked = django_filters.MultipleChoiceFilter(
        label=_("Checked"), choices=Check, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["language"].choices = [
            (tag, language_in_words(tag)) for tag in languages_of_sources(self.request)
        ]
