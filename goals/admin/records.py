from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from goals.admin.effects import JudgingAdmin
from goals.admin.sheet_page import SheetPage
from goals.models import (
    ActionArea,
    Evidence,
    Framework,
    FrameworkRelation,
    Goal,
    GoalClause,
    GoalIndicator,
    Indicator,
    Milestone,
    Reading,
    Target,
)
from publishing.admin import DeskAdmin, DeskInline, LineAdmin
from publishing.admin.layout import both_columns
from reference.admin import CONNECTIONS, TEXTS, WHAT, WHEN, CitedAdmin, linked_count


class AreaInline(DeskInline):
    model = ActionArea
    layout = (("position", "key"), "name", "other_names")


class RelationInline(DeskInline):
    model = FrameworkRelation
    fk_name = "framework"
    layout = (("kind", "other", "is_named_in_text"), "note")


class MilestoneInline(DeskInline):
    model = Milestone
    layout = ("name", ("kind", "when", "done", "state"))
    show_change_link = True


@admin.register(Framework)
class FrameworkAdmin(JudgingAdmin, CitedAdmin):
    list_also = ("kind", "year")
    list_filter = ("kind",)
    search_also = ("year",)
    inlines = (AreaInline, RelationInline, MilestoneInline)
    readonly_fields = (goals := linked_count("goals", _("goals"), "framework__id__exact"),)
    layout = (
        (WHAT, ("name", "short_name", ("kind", "year", "is_binding"), ("start_year", "target_year"), "url")),
        (WHEN, (("adopted", "meeting", "forum", "outcome"), "adopted_words")),
        (TEXTS, ("summary", "easy_read", "key_clause")),
        (CONNECTIONS, ("topics", goals)),
    )


@admin.register(ActionArea)
class ActionAreaAdmin(DeskAdmin):
    list_also = ("framework", "key", "position")
    list_select_related = ("framework",)
    list_filter = ("framework",)
    search_also = ("key",)
    layout = ((WHAT, ("framework", ("key", "position"), "name", "other_names")),)


class ClauseInline(DeskInline):
    model = GoalClause
    layout = ("position", "text")


class GoalIndicatorInline(DeskInline):
    model = GoalIndicator
    verbose_name = _("indicator")
    verbose_name_plural = _("indicators")
    layout = (("position", "indicator"), "note")


@admin.register(Goal)
class GoalAdmin(JudgingAdmin, CitedAdmin):
    called_by = "title"
    list_before = ("number",)
    list_also = ("framework", "target_year")
    list_select_related = ("framework",)
    named_with = ("framework",)
    list_filter = ("framework", "area")
    search_also = ("number", *both_columns("framework__name"))
    inlines = (ClauseInline, GoalIndicatorInline)
    layout = (
        (WHAT, ("title", ("framework", "area"), ("number", "position", "target_year"), "verb")),
        (TEXTS, ("summary", "easy_read", "official_wording", "wording_note", "url")),
        (CONNECTIONS, ("topics",)),
    )


@admin.register(Milestone)
class MilestoneAdmin(CitedAdmin):
    list_also = ("framework", "kind", "when", "done")
    list_select_related = ("framework",)
    named_with = ("framework",)
    list_filter = ("framework", "kind")
    layout = (
        (WHAT, ("name", ("framework", "kind"))),
        (WHEN, (("when", "is_tentative", "done"), "when_words")),
        (TEXTS, ("note",)),
    )


class IndicatorGoalInline(DeskInline):
    model = GoalIndicator
    verbose_name = _("goal")
    verbose_name_plural = _("goals")
    layout = (("goal", "position"), "note")


class TargetInline(DeskInline):
    model = Target
    layout = (
        ("economy", "goal", "source"),
        ("value", "target_year", "base_year", "base_value"),
        "set_by",
        "state",
    )
    show_change_link = True
    classes = ("collapse",)


@admin.register(Indicator)
class IndicatorAdmin(SheetPage, JudgingAdmin, CitedAdmin):
    list_before = ("slug",)
    list_also = ("direction", "is_official")
    list_filter = ("direction", "is_official", "is_about_disability")
    search_also = ("sdg_code", "series")
    inlines = (IndicatorGoalInline, TargetInline)
    readonly_fields = (readings := linked_count("readings", _("readings"), "indicator__id__exact"),)
    layout = (
        (WHAT, ("name", "short_name", "unit", ("sdg_code", "series", "decimals"))),
        (
            _("How it is judged"),
            (("direction", "base_year"), ("band_low", "band_high"), ("lowest", "highest")),
        ),
        (TEXTS, ("definition", "easy_read", "limits")),
        (CONNECTIONS, ("custodians", ("is_official", "is_about_disability"), readings)),
    )


@admin.register(Reading)
class ReadingAdmin(JudgingAdmin, LineAdmin):
    called_by = None
    list_also = ("indicator_code", "economy_code", "period", "value", "group", "release")
    list_select_related = ("indicator", "economy")
    list_filter = ("indicator", "economy", "year", "nature", "has_break_before")
    named_with = ("indicator", "economy")
    search_also = (
        "indicator__slug",
        "economy__apec_code",
        "period",
        "release",
        *both_columns("indicator__name"),
        *both_columns("economy__name"),
    )
    # Hundreds of thousands of rows: the full count beside each search would cost more than it tells.
    show_full_result_count = False
    layout = (
        (WHAT, (("indicator", "economy"), ("period", "value"), ("nature", "release"), "source")),
        (_("For whom"), (("sex", "disability", "location"), ("age", "level", "breakdown"))),
        (TEXTS, ("has_break_before", "note", "replaced_by")),
    )

    @admin.display(description=_("indicator"), ordering="indicator__slug")
    def indicator_code(self, record):
        return record.indicator.slug

    @admin.display(description=_("economy"), ordering="economy__apec_code")
    def economy_code(self, record):
        return record.economy.apec_code

    @admin.display(description=_("for whom"))
    def group(self, record):
        parts = (
            record.get_sex_display(),
            record.get_disability_display(),
            record.get_location_display(),
            record.age,
            record.level,
            record.breakdown,
        )
        return " · ".join(str(part) for part in parts if part) or _("everyone")


@admin.register(Target)
class TargetAdmin(JudgingAdmin, CitedAdmin):
    called_by = "set_by"
    list_before = ("indicator",)
    list_also = ("economy", "value", "target_year")
    list_select_related = ("indicator", "economy")
    named_with = ("indicator", "economy")
    list_filter = ("economy", "target_year")
    search_also = (
        "indicator__slug",
        *both_columns("indicator__name"),
        *both_columns("economy__name"),
    )
    layout = (
        (
            WHAT,
            (
                ("indicator", "economy", "goal"),
                ("value", "target_year"),
                ("base_value", "base_year"),
                "set_by",
                "source",
            ),
        ),
        (TEXTS, ("note",)),
    )


@admin.register(Evidence)
class EvidenceAdmin(CitedAdmin):
    called_by = "title"
    list_also = ("economy", "kind", "stance", "when")
    list_select_related = ("economy",)
    list_filter = ("kind", "stance", "is_independent", "economy")
    search_also = both_columns("economy__name")
    layout = (
        (WHAT, ("title", ("kind", "stance", "is_independent"))),
        (WHEN, (("when", "is_tentative"), "when_words")),
        (TEXTS, ("shows",)),
        (CONNECTIONS, (("economy", "publisher"), "goals")),
    )
