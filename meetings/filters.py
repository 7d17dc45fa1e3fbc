"""How lists of dated records are narrowed: the same parameters for meetings, outcomes and the timeline."""

from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import HostYear, MeetingKind, MeetingStatus, OutcomeState, Stop
from publishing.filters import (
    ExactFilter,
    KindFilter,
    OneOf,
    RecordFilter,
    TextFilter,
    WordFilter,
    any_of,
    by_date,
    in_both_languages,
    period,
)
from reference import filters as nouns
from reference.filters import EconomyFilter, ForumFilter, TopicFilter
from reference.models import Document, Place
from reference.models.papers import DocumentKind


class Choices(nouns.Choices):
    """The nouns that every room names, and the host years with the economies that were hosts."""

    @cached_property
    def host_years(self):
        return list(HostYear.objects.visible_to(self.user).for_cards())

    @cached_property
    def host(self):
        hosts = {one.economy.apec_code for one in self.host_years}
        return [(code, name) for code, name in self.economy if code in hosts]

    @cached_property
    def year(self):
        names = dict(self.economy)
        return [
            (str(one.year), f"{one.year} {names.get(one.economy.apec_code, '')}".strip())
            for one in self.host_years
        ]


class EntryFilter(RecordFilter):
    """A list of dated records. A subclass says which kinds and states there are, and by which paths nouns are found."""

    KINDS = MeetingKind.choices
    STATUSES = MeetingStatus.choices
    paths = {
        "year": ("host_year__year",),
        "host": ("host_year__economy__apec_code",),
        "forum": ("forum__slug", "joint_forums__slug"),
        "topic": ("topics__slug",),
    }
    at_hand = ("q", "year", "kind")
    only_used = ("year", "kind", "topic", "status", "forum", "host", "economy")

    q = TextFilter()
    year = OneOf(label=_("Host year"), empty_label=_("All years"), method="of_year")
    kind = KindFilter(method="of_kind")
    topic = TopicFilter()
    status = WordFilter(label=_("Status"), choices=(), method="of_status", empty_label=_("Any"))
    forum = ForumFilter()
    host = EconomyFilter(label=_("Host economy"), offers="host")
    economy = EconomyFilter(method="of_economy", help_text=_("Where it was, or who hosted."))
    vars().update(period())
    exact = ExactFilter()

    def closed_lists(self):
        return {"kind": self.KINDS, "status": self.STATUSES}

    def used(self, name):
        if name != "economy":
            return super().used(name)
        here = Stop.objects.filter(meeting__in=self.queryset.values("pk"), place__in=Place.objects.public())
        return [*self.used("host"), (here, "place__economy__apec_code")]

    def of_year(self, queryset, name, value):
        return any_of(queryset, self.paths.get("year"), value)

    def of_kind(self, queryset, name, value):
        return queryset.filter(kind__in=value)

    def of_status(self, queryset, name, value):
        return queryset.filter(status=value)

    def of_economy(self, queryset, name, value):
        here = Stop.objects.filter(place__economy__apec_code=value, place__in=Place.objects.public())
        return queryset.filter(Q(host_year__economy__apec_code=value) | Q(pk__in=here.values("meeting")))


class MeetingFilter(EntryFilter):
    text_columns = in_both_languages("name", "short_name", "theme", "summary")
    orders = by_date()


class OutcomeFilter(EntryFilter):
    """Outcomes, by the date and the state of the last step of their trail."""

    KINDS = DocumentKind.choices
    STATUSES = OutcomeState.choices
    text_columns = in_both_languages("title", "working_title", "summary")
    paths = {**EntryFilter.paths, "forum": ("forum__slug",)}
    date_prefix = "status_"
    orders = by_date("status_")

    def used(self, name):
        if name == "kind":
            return [(self.queryset.filter(document__in=Document.objects.public()), "document__kind")]
        return super().used("host" if name == "economy" else name)

    def of_kind(self, queryset, name, value):
        # The kind stands on the document, which may not be public itself.
        return queryset.filter(document__kind__in=value, document__in=Document.objects.public())

    def of_economy(self, queryset, name, value):
        return queryset.filter(host_year__economy__apec_code=value)
