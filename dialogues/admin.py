from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dialogues.models import (
    Case,
    CaseClaim,
    Dialogue,
    DialogueStop,
    FollowUp,
    Presentation,
    Presenter,
    Session,
)
from publishing.admin import DeskAdmin, DeskInline
from publishing.admin.layout import both_columns
from reference.admin import CONNECTIONS, TEXTS, WHAT, WHEN, CitedAdmin, linked_count


def link_up(path, name):
    """A link from a row to the record it belongs to, for forms that Django does not nest."""

    @admin.display(description=name)
    def link(row):
        above = row
        for step in path.split("."):
            above = getattr(above, step, None) if getattr(above, f"{step}_id", None) else None
        if above is None:
            return "—"
        meta = above._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[above.pk])
        return format_html('<a href="{}">{}</a>', url, above)

    link.__name__ = f"{path.replace('.', '_')}_link"
    return link


class DialogueStopInline(DeskInline):
    model = DialogueStop
    verbose_name, verbose_name_plural = _("stop"), _("stops")  # of the record above them
    layout = (("position", "place"), ("when", "is_tentative"), "when_words", "venue", "note")


class SessionInline(DeskInline):
    model = Session
    layout = (("position", "when"), "name")
    show_change_link = True


@admin.register(Dialogue)
class DialogueAdmin(CitedAdmin):
    list_also = ("kind", "when", "status")
    list_filter = ("kind", "status", "host_year__year")
    named_with = ("host_year",)
    search_also = (
        "project_number",
        "forum__acronym",
        *both_columns("meeting__name"),
        *both_columns("stops__place__name"),
    )
    inlines = (DialogueStopInline, SessionInline)
    layout = (
        (WHAT, ("name", "short_name", ("kind", "project_number"))),
        (WHEN, (("meeting", "host_year", "status"), ("when", "is_tentative"), "when_words")),
        (TEXTS, ("question", "summary", "easy_read")),
        (
            CONNECTIONS,
            (
                ("forum", "joint_forums"),
                ("organisers", "co_sponsors"),
                ("feeds", "goals"),
                ("topics", "photos"),
                "is_complete",
            ),
        ),
    )


class PresentationInline(DeskInline):
    model = Presentation
    layout = ("title", ("position", "economy", "role", "case"))
    show_change_link = True


@admin.register(Session)
class SessionAdmin(DeskAdmin):
    list_also = ("dialogue", "position", "when")
    list_select_related = ("dialogue",)
    list_filter = ("dialogue",)
    search_also = (*both_columns("dialogue__name"), *both_columns("dialogue__short_name"))
    inlines = (PresentationInline,)
    readonly_fields = (up := link_up("dialogue", _("Go to the dialogue")),)
    layout = (
        (WHAT, ("name", ("dialogue", "position"), up)),
        (WHEN, (("when", "is_tentative"), "when_words")),
        (TEXTS, ("note",)),
    )


class PresenterInline(DeskInline):
    model = Presenter
    layout = ("appointment",)


@admin.register(Presentation)
class PresentationAdmin(DeskAdmin):
    called_by = "title"
    list_also = ("session", "position", "economy", "case")
    list_select_related = ("session", "economy", "case")
    named_with = ("economy", "case")
    list_filter = ("session__dialogue", "role")
    search_also = (*both_columns("case__name"), *both_columns("session__dialogue__name"))
    inlines = (PresenterInline,)
    readonly_fields = (
        up_session := link_up("session", _("Go to the session")),
        up_dialogue := link_up("session.dialogue", _("Go to the dialogue")),
    )
    layout = (
        (WHAT, ("title", ("session", "position", "role"), (up_session, up_dialogue))),
        (TEXTS, ("note",)),
        (CONNECTIONS, (("economy", "case"),)),
    )


class ClaimInline(DeskInline):
    model = CaseClaim
    layout = (("position", "source", "is_confirmed"), "text")


class FollowUpInline(DeskInline):
    model = FollowUp
    layout = (("position", "when", "is_tentative", "source"), "when_words", "text")


@admin.register(Case)
class CaseAdmin(CitedAdmin):
    list_also = ("economy", "began")
    list_select_related = ("economy",)
    list_filter = ("economy",)
    search_also = ("original_name", *both_columns("economy__name"))
    inlines = (ClaimInline, FollowUpInline)
    readonly_fields = (shown := linked_count("presentations", _("presentations"), "case__id__exact"),)
    layout = (
        (WHAT, ("name", ("original_name", "original_language"), "name_note")),
        (WHEN, (("economy", "organisation", "began"),)),
        (TEXTS, ("problem", "measure", "easy_read")),
        (CONNECTIONS, (("goals", "topics"), shown)),
    )
