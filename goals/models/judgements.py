from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from goals.models.evidence import Evidence
from goals.models.frameworks import Goal
from goals.models.indicators import Indicator
from publishing.models import CODED_RULES, Publishable, PublishableManager, PublishableQuerySet
from reference.models import Economy


class AssessmentKind(models.TextChoices):
    COMPUTED = "computed", _("by the method")
    JUDGED = "judged", _("by an editor")


class Verdict(models.TextChoices):
    """What the method can say; the last three are not grades."""

    MET = "met", _("target met")
    ON_TRACK = "on_track", _("on track")
    BEHIND = "behind", _("behind pace")
    LITTLE_CHANGE = "little_change", _("little change")
    MOVING_AWAY = "moving_away", _("moving away")
    NO_TARGET = "no_target", _("no target set")
    NO_READING = "no_reading", _("no reading yet")
    CANNOT_SAY = "cannot_say", _("cannot say")


class Stage(models.TextChoices):
    """The rubric of an editor’s judgement, for goals without numbers."""

    NOT_STARTED = "not-started", _("not started")
    UNDER_WAY = "under-way", _("under way")
    ADVANCED = "advanced", _("advanced")
    MET = "met", _("met")
    STALLED = "stalled", _("stalled")


class Cause(models.TextChoices):
    """Why a status changed; nothing changes without one. Time alone can make a reading too old."""

    FIRST = "first", _("first assessment")
    NEW_READING = "new-reading", _("new reading")
    REVISED_READING = "revised-reading", _("revised reading")
    METHOD = "method", _("method")
    SETTINGS = "settings", _("settings")
    EDITOR = "editor", _("editor")
    TIME = "time", _("time has passed")


class AssessmentQuerySet(PublishableQuerySet):
    def current(self):
        """The one that holds now of each economy, goal or indicator, and kind."""
        return self.filter(is_current=True)


class Assessment(Publishable):
    """What was said on a day of one economy and one goal or indicator, by the method or by an editor."""

    CODE = "ASM"

    economy = models.ForeignKey(
        Economy, models.PROTECT, related_name="assessments", verbose_name=_("economy")
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="assessments", verbose_name=_("goal")
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("indicator"),
    )
    kind = models.CharField(_("judged"), max_length=10, choices=AssessmentKind)
    on_day = models.DateField(_("on the day"))
    verdict = models.CharField(_("verdict"), max_length=14, choices=Verdict, blank=True, default="")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True, default="")
    reason = models.CharField(_("reason code"), max_length=30, blank=True, default="")
    rule = models.CharField(_("rule that fired"), max_length=60, blank=True, default="")
    inputs = models.JSONField(_("inputs"), default=dict, blank=True)
    statement = models.TextField(_("in words"), blank=True, default="")
    cause = models.CharField(_("cause of the change"), max_length=16, choices=Cause, default=Cause.FIRST)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
    )
    signature = models.CharField(_("signed as"), max_length=120, blank=True, default="")
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="assessments", verbose_name=_("evidence")
    )
    is_current = models.BooleanField(_("holds now"), default=True)

    objects = PublishableManager.from_queryset(AssessmentQuerySet)()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-on_day", "code"]
        constraints = [
            *CODED_RULES,
            models.CheckConstraint(
                condition=Q(goal__isnull=False) | Q(indicator__isnull=False),
                name="assessment_is_of_a_goal_or_indicator",
                violation_error_message=_("Name the goal or the indicator that is judged."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="computed") | (~Q(verdict="") & Q(stage="")),
                name="assessment_by_the_method_has_a_verdict",
                violation_error_message=_("The method gives a verdict, not a stage."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="judged") | (~Q(stage="") & Q(verdict="") & ~Q(signature="")),
                name="assessment_by_an_editor_has_a_stage_and_a_name",
                violation_error_message=_(
                    "A judgement by an editor has a stage of the rubric and is signed."
                ),
            ),
            models.UniqueConstraint(
                F("economy"),
                Coalesce(F("goal"), 0),
                Coalesce(F("indicator"), 0),
                F("kind"),
                condition=Q(is_current=True),
                name="assessment_one_holds_now",
                violation_error_message=_("Another assessment of this kind holds now; set it aside first."),
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display() or self.get_stage_display()} ({self.on_day})"

    def clean(self):
        super().clean()
        if self.kind == AssessmentKind.JUDGED and not (self.statement_en or self.statement_zh_hant):
            raise ValidationError({"statement": _("Say in a sentence why this stage was chosen.")})
