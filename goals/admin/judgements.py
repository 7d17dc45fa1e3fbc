"""Judgements by the rubric: editors write and sign them; what the method said can only be read."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.admin.effects import JudgingAdmin, chosen
from goals.models import Assessment, AssessmentKind, Cause
from goals.reasons import stage_label
from publishing.admin.layout import both_columns
from publishing.forms import RecordForm
from publishing.languages import text_of
from publishing.models import State
from reference.admin import CONNECTIONS, TEXTS, WHAT, WHEN, CitedAdmin

SET_BY_THE_DESK = ("kind", "verdict", "cause", "is_current", "signed_by", "reason", "rule", "inputs")
# What readers have seen is not rewritten; another stage is another judgement.
FIXED_ONCE_PUBLISHED = ("economy", "goal", "indicator", "stage", "on_day")


class JudgementForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.kind = AssessmentKind.JUDGED
            self.instance.cause = Cause.EDITOR
            # It takes the place of the one before it when it is saved, not before.
            self.instance.is_current = False
        for name in {"stage", "signature"} & self.fields.keys():
            self.fields[name].required = True

    def clean_on_day(self):
        day = self.cleaned_data["on_day"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


def beside(judgement):
    """The judgement that holds now of the same economy and goal or indicator, or None."""
    return (
        Assessment.objects.filter(
            kind=AssessmentKind.JUDGED,
            is_current=True,
            economy=judgement.economy_id,
            goal=judgement.goal_id,
            indicator=judgement.indicator_id,
        )
        .exclude(pk=judgement.pk)
        .first()
    )


def comes_to_hold(judgement):
    """Whether a judgement takes the place of the one that holds: it is published and no later one holds."""
    if judgement.state != State.PUBLISHED or judgement.is_current:
        return False
    other = beside(judgement)
    newest = judgement.pk or float("inf")
    return other is None or (other.on_day, other.pk) <= (judgement.on_day, newest)


def set_others_aside(judgement):
    others = Assessment.objects.filter(
        Q(goal=judgement.goal_id) if judgement.goal_id else Q(goal=None),
        Q(indicator=judgement.indicator_id) if judgement.indicator_id else Q(indicator=None),
        kind=AssessmentKind.JUDGED,
        is_current=True,
        economy=judgement.economy_id,
    )
    others.exclude(pk=judgement.pk).update(is_current=False, changed_at=timezone.now())


def about(judgement):
    """ "Peru, goal 6"."""
    words = {"economy": text_of(judgement.economy, "name")}
    if judgement.goal_id:
        return _("%(economy)s, goal %(goal)s") % {**words, "goal": judgement.goal.number}
    return f"{words['economy']}, {judgement.indicator.slug}"


@admin.register(Assessment)
class AssessmentAdmin(JudgingAdmin, CitedAdmin):
    form = JudgementForm
    called_by = "statement"
    list_before = ("economy",)
    list_also = ("goal", "indicator", "kind", "result", "on_day", "is_current")
    list_select_related = ("economy", "goal__framework", "indicator")
    list_filter = ("kind", "verdict", "stage", "is_current", "economy")
    search_also = (
        *both_columns("economy__name"),
        *both_columns("goal__title"),
        *both_columns("indicator__name"),
        "indicator__slug",
    )
    readonly_fields = SET_BY_THE_DESK
    layout = (
        (WHAT, (("economy", "goal", "indicator"), "stage")),
        (WHEN, (("on_day", "signature"),)),
        (TEXTS, ("statement",)),
        (CONNECTIONS, ("evidence",)),
    )
    told = (gettext_lazy("Where it comes from"), {"fields": [("kind", "is_current", "cause"), "signed_by"]})
    method = (
        gettext_lazy("From the method"),
        {"fields": [("verdict", "reason", "rule"), "inputs"], "classes": ["desk-set"]},
    )

    @admin.display(description=gettext_lazy("verdict or stage"))
    def result(self, record):
        return record.get_verdict_display() or record.get_stage_display()

    def get_fieldsets(self, request, obj=None):
        parts = super().get_fieldsets(request, obj)
        if obj is None:
            return parts
        heading, options = self.told
        told = (heading, {**options, "classes": ["desk-set"]})
        return [*parts, told, self.method] if self.is_computed(obj) else [*parts, told]

    def is_computed(self, obj):
        return obj is not None and obj.kind == AssessmentKind.COMPUTED

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        if self.is_computed(obj):
            return tuple(dict.fromkeys([*given, *flatten_fieldsets(self.get_fieldsets(request, obj))]))
        if obj is not None and (obj.is_current or obj.state in (State.PUBLISHED, State.WITHDRAWN)):
            return (*given, *FIXED_ONCE_PUBLISHED)
        return given

    def get_changeform_initial_data(self, request):
        user = request.user
        return {
            "on_day": timezone.localdate(),
            "signature": user.get_full_name() or user.get_username(),
            **super().get_changeform_initial_data(request),
        }

    def render_change_form(self, request, context, *args, **kwargs):
        if self.is_computed(context.get("original")):
            context["has_preview"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return not self.is_computed(obj) and super().has_delete_permission(request, obj)

    def lines_of(self, request, record):
        if self.is_computed(record):
            return []
        now = stage_label(record.stage).lower()
        if comes_to_hold(record):
            other = beside(record)
            was = stage_label(other.stage).lower() if other else _("not judged")
            words = {"about": about(record), "was": was, "now": now}
            return [_("%(about)s, judged by editors: %(was)s → %(now)s") % words]
        if record.is_current or record.state != State.DRAFT:
            return []
        return [_("%(about)s: a draft; readers see nothing of it yet") % {"about": about(record)}]

    def save_model(self, request, obj, form, change):
        if self.is_computed(obj):
            # Its notes and sources may be added to; what the method said stays.
            request.desk_touched, request.desk_lines = {"goals": set(), "indicators": set()}, []
            return
        if not change:
            obj.signed_by = request.user
        lines = self.lines_of(request, obj)
        if comes_to_hold(obj):
            set_others_aside(obj)
            obj.is_current = True
            if not self.is_preview(request):
                for line in lines:
                    messages.info(request, line)
        super().save_model(request, obj, form, change)
        request.desk_lines = lines

    def response_action(self, request, queryset):
        judged = queryset.filter(kind=AssessmentKind.JUDGED)
        picked = [key for key in chosen(request) if key.isascii() and key.isdigit() and len(key) < 19]
        left = queryset.filter(pk__in=picked, kind=AssessmentKind.COMPUTED).count()
        if left:
            text = ngettext(
                "%(count)d assessment by the method was left as it is; the method alone changes those.",
                "%(count)d assessments by the method were left as they are; the method alone changes those.",
                left,
            )
            messages.warning(request, text % {"count": left})
        return super().response_action(request, judged)

    def after_action(self, request, records):
        for record in sorted(records, key=lambda one: (one.on_day, one.pk)):
            if comes_to_hold(record):
                set_others_aside(record)
                record.is_current = True
                record.save()
