"""How lists of dated records are narrowed: the same parameters for meetings, outcomes and the timeline."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import HostYear, MeetingKind, MeetingStatus, OutcomeState, Stop
from publishing.filters import DayInput, RecordFilter, TextFilter, in_both_languages
from publishing.languages import text_of
from publishing.links import linked
from reference.models import Document, Economy, Forum, Place, Topic
from reference.models.papers import DocumentKind

# An exact date has a day at both ends, and none of the signs for "around" and "uncertain".
EXACT = (
    Q(precision__in=("day", "range"))
    & ~Q(when__contains="~")
    & ~Q(when__contains="?")
    & ~Q(when__contains="%")
)


class Checkbox(forms.CheckboxInput):
    """A tick box whose value in the address is 1, and where 0 means that it is not ticked."""

    def __init__(self):
        super().__init__(attrs={"value": "1"}, check_test=lambda value: value not in (None, "", "0", False))

    def value_from_datadict(self, data, files, name):
        return True if super().value_from_datadict(data, files, name) and data.get(name) != "0" else None


class TickFilter(django_filters.Filter):
    """Narrows by its method when ticked; not ticked, it asks nothing."""

    field_class = forms.NullBooleanField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=Checkbox, **kwargs)


class DayFilter(django_filters.DateFilter):
    """A day as ISO writes it, which is also what a date field of a browser sends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=DayInput, input_formats=["%Y-%m-%d"], **kwargs)


class Choices:
    """What a reader can choose from, in two queries for all filters of a page."""

    def __init__(self, user):
        self.host_years = list(HostYear.objects.visible_to(user).for_cards())
        found = linked(
            forums=Forum.objects.visible_to(user),
            topics=Topic.objects.visible_to(user),
            economies=Economy.objects.visible_to(user),
        )
        forums = sorted(found["forums"], key=lambda forum: forum.acronym)
        topics = sorted(found["topics"], key=lambda topic: (topic.position, topic.code))
        economies = sorted(found["economies"], key=lambda economy: economy.position)
        self.forum = [(one.slug, f"{one.acronym} · {text_of(one, 'name')}") for one in forums]
        self.topic = [(one.slug, str(text_of(one, "name"))) for one in topics]
        self.economy = [(one.apec_code, str(text_of(one, "name"))) for one in economies]
        hosts = {one.economy.apec_code for one in self.host_years}
        self.host = [(code, name) for code, name in self.economy if code in hosts]
        names = dict(self.economy)
        self.year = [
            (str(one.year), f"{one.year} {names.get(one.economy.apec_code, '')}".strip())
            for one in self.host_years
        ]


def any_of(queryset, paths, value):
    """Those of `queryset` where one of the paths leads to `value`, each once however many lead there."""
    if not paths:
        return queryset.none()
    wanted = Q()
    for path in paths:
        wanted |= Q(**{f"{path}__in" if isinstance(value, list) else path: value})
    return queryset.filter(pk__in=queryset.model.objects.filter(wanted).values("pk"))


class EntryFilter(RecordFilter):
    """A list of dated records. A subclass says by which paths its records lead to what is asked for."""

    q = TextFilter(label=_("Words"))
    year = django_filters.ChoiceFilter(label=_("Host year"), method="narrow", empty_label=_("All years"))
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), method="of_kind", widget=forms.CheckboxSelectMultiple
    )
    topic = django_filters.MultipleChoiceFilter(
        label=_("Topic"), method="narrow", widget=forms.CheckboxSelectMultiple
    )
    status = django_filters.ChoiceFilter(label=_("Status"), method="of_status", empty_label=_("Any"))
    forum = django_filters.ChoiceFilter(label=_("Forum"), method="narrow", empty_label=_("Any"))
    host = django_filters.ChoiceFilter(label=_("Host economy"), method="narrow", empty_label=_("Any"))
    economy = django_filters.ChoiceFilter(
        label=_("Economy"),
        method="of_economy",
        empty_label=_("Any"),
        help_text=_("Where it was, or who hosted."),
    )
    # "from" is a word of Python, but not of the body of a class.
    locals()["from"] = DayFilter(label=_("From"), method="not_before")
    to = DayFilter(label=_("To"), method="not_after")
    exact = TickFilter(label=_("Exact days only"), method="exactly")

    KINDS = MeetingKind.choices
    STATUSES = MeetingStatus.choices
    PATHS = {
        "year": ("host_year__year",),
        "host": ("host_year__economy__apec_code",),
        "forum": ("forum__slug", "joint_forums__slug"),
        "topic": ("topics__slug",),
    }
    # Where the date stands, if not on the record itself.
    DATE = ""

    def __init__(self, data=None, queryset=None, choices=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        offered = {"kind": self.KINDS, "status": self.STATUSES}
        for name in ("year", "host", "forum", "topic", "economy", "kind", "status"):
            if name in self.filters:
                self.form.fields[name].choices = offered.get(name) or getattr(choices, name)

    def leave_out(self, *names):
        """Ask nothing by these names, where the page itself answers them."""
        for name in names:
            self.filters.pop(name, None)
            self.form.fields.pop(name, None)
        return self

    def narrow(self, queryset, name, value):
        return any_of(queryset, self.PATHS.get(name, ()), value)

    def of_kind(self, queryset, name, value):
        return queryset.filter(kind__in=value)

    def of_status(self, queryset, name, value):
        return queryset.filter(status=value)

    def of_economy(self, queryset, name, value):
        here = Stop.objects.filter(place__economy__apec_code=value, place__in=Place.objects.public())
        return queryset.filter(Q(host_year__economy__apec_code=value) | Q(pk__in=here.values("meeting")))

    def not_before(self, queryset, name, value):
        first, last = f"{self.DATE}first_day", f"{self.DATE}last_day"
        return queryset.filter(
            Q(**{f"{last}__gte": value}) | Q(**{f"{last}__isnull": True, f"{first}__isnull": False})
        )

    def not_after(self, queryset, name, value):
        first, last = f"{self.DATE}first_day", f"{self.DATE}last_day"
        return queryset.filter(
            Q(**{f"{first}__lte": value}) | Q(**{f"{first}__isnull": True, f"{last}__isnull": False})
        )

    def exactly(self, queryset, name, value):
        return queryset.filter(EXACT)


def by_date(descending, first="first_day", last="last_day"):
    """Fields to order by: chronological either way round, what has no date at the end."""
    turned = [
        F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)
        for name in (first, last)
    ]
    return [*turned, "code"]


class MeetingFilter(EntryFilter):
    text_columns = in_both_languages("name", "short_name", "theme", "summary")
    orders = {
        "newest": (_("Newest first"), by_date(descending=True)),
        "oldest": (_("Oldest first"), by_date(descending=False)),
    }


class OutcomeFilter(EntryFilter):
    """Outcomes, by the date and the state of the last step of their trail."""

    text_columns = in_both_languages("title", "working_title", "summary")
    orders = {
        "newest": (_("Newest first"), by_date(True, "status_first_day", "status_last_day")),
        "oldest": (_("Oldest first"), by_date(False, "status_first_day", "status_last_day")),
    }
    KINDS = DocumentKind.choices
    STATUSES = OutcomeState.choices
    PATHS = {**EntryFilter.PATHS, "forum": ("forum__slug",)}
    DATE = "status_"

    def of_kind(self, queryset, name, value):
        # The kind stands on the document, which may not be public itself.
        return queryset.filter(document__kind__in=value, document__in=Document.objects.public())

    def of_economy(self, queryset, name, value):
        return queryset.filter(host_year__economy__apec_code=value)

    def exactly(self, queryset, name, value):
        return queryset.filter(
            ~Q(status_when__contains="~"),
            ~Q(status_when__contains="?"),
            ~Q(status_when__contains="%"),
            status_precision__in=("day", "range"),
        )
