from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import (
    Chairing,
    HostYear,
    Meeting,
    MeetingChange,
    Outcome,
    OutcomeStep,
    Quotation,
    SiteVisit,
    Stop,
)
from publishing.admin import DeskInline
from publishing.admin.layout import both_columns
from reference.admin import CONNECTIONS, TEXTS, WHAT, WHEN, CitedAdmin, linked_count

SITTING = ("when", "is_tentative")


@admin.register(HostYear)
class HostYearAdmin(CitedAdmin):
    called_by = "theme"
    list_before = ("year",)
    list_also = ("economy", "level")
    list_select_related = ("economy",)
    named_with = ("economy",)
    list_filter = ("level",)
    search_also = ("year", *both_columns("economy__name"))
    layout = (
        (WHAT, (("year", "economy", "level"), "theme", "priorities")),
        (WHEN, (SITTING, "when_words")),
        (TEXTS, ("summary",)),
    )


class StopInline(DeskInline):
    model = Stop
    verbose_name, verbose_name_plural = _("stop"), _("stops")  # of the record above them
    layout = (("position", "place"), SITTING, "when_words", "venue", "note")


class ChairingInline(DeskInline):
    model = Chairing
    layout = (("appointment", "role", "economy"),)


class ChangeInline(DeskInline):
    model = MeetingChange
    layout = (("position", "noted_on", "former_when", "former_status"), "reason")


class QuotationInline(DeskInline):
    model = Quotation
    layout = (("position", "appointment", "source"), "words", "occasion", "is_rendering")


class VisitInline(DeskInline):
    model = SiteVisit
    layout = (("position", "place"), "name", SITTING, "when_words", "note")


class OutcomeInline(DeskInline):
    model = Outcome
    layout = ("title", ("host_year", "forum", "document", "state"))
    show_change_link = True
    classes = ("collapse",)


@admin.register(Meeting)
class MeetingAdmin(CitedAdmin):
    list_also = ("kind", "when", "status")
    list_filter = ("kind", "status", "host_year__year", "mode")
    named_with = ("host_year",)
    search_also = ("forum__acronym", "when", *both_columns("stops__place__name"))
    inlines = (
        StopInline,
        ChairingInline,
        ChangeInline,
        QuotationInline,
        VisitInline,
        OutcomeInline,
    )
    readonly_fields = (dialogues := linked_count("dialogues", _("dialogues"), "meeting__id__exact"),)
    layout = (
        (WHAT, ("name", "short_name", ("kind", "forum", "ordinal"), "joint_forums")),
        (
            WHEN,
            (
                ("host_year", "status", "mode"),
                SITTING,
                "when_words",
                ("starts_at", "ends_at", "time_zone"),
                ("part_number", "part_count"),
            ),
        ),
        (TEXTS, ("theme", "summary", "easy_read")),
        (CONNECTIONS, ("parent", ("topics", "photos"), dialogues)),
    )


class StepInline(DeskInline):
    model = OutcomeStep
    fk_name = "outcome"
    layout = (("position", "state", "when", "is_tentative"), "when_words", ("meeting", "source"), "note")


@admin.register(Outcome)
class OutcomeAdmin(CitedAdmin):
    called_by = "title"
    list_also = ("where_it_stands", "meeting")
    list_select_related = ("meeting",)
    list_filter = ("host_year__year", "forum")
    search_also = (*both_columns("meeting__name"), *both_columns("meeting__short_name"))
    inlines = (StepInline,)
    layout = (
        (WHAT, ("title", "working_title")),
        (WHEN, (("meeting", "host_year", "forum"),)),
        (TEXTS, ("summary", "easy_read")),
        (CONNECTIONS, (("document", "annex_to"), "topics")),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()

    @admin.display(description=_("where it stands"), ordering="status")
    def where_it_stands(self, record):
        state = dict(OutcomeStep._meta.get_field("state").choices).get(record.status)
        if state is None:
            return gettext("no step yet")
        return format_html("{} {}", state, record.status_when)
