"""What is measured, and which goals it serves."""

import math

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models.frameworks import Goal
from goals.progress import ProblemCode
from publishing.models import CODED_RULES, Addressed, Checked, EasyRead, Publishable, one_language
from reference.models import Organisation

DEFAULT_BASE_YEAR = 2015  # as the method has it


def check_finite(value):
    """Refuse what is no number: NaN and the infinities."""
    if value is not None and not math.isfinite(value):
        raise ValidationError(_("Give a number."), code="not_a_number")


class Direction(models.TextChoices):
    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    TOWARDS = "towards", _("towards a value or band")
    NONE = "none", _("no simple direction")


class Indicator(Addressed, EasyRead, Publishable):
    """Something measured in the same way in several economies."""

    CODE = "IND"
    # What the method reads; targets and readings are checked anew when one of these changes.
    SETTINGS = ("direction", "base_year", "lowest", "highest", "band_low", "band_high")

    slug = models.CharField(
        _("address"),
        max_length=60,
        unique=True,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", _("Letters, digits, points and hyphens only."))
        ],
        help_text=_("As in the address, for example 8.5.2."),
    )
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=60, help_text=_("For example percent or persons."))
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=1)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    band_low = models.FloatField(_("band from"), null=True, blank=True, validators=[check_finite])
    band_high = models.FloatField(_("band to"), null=True, blank=True, validators=[check_finite])
    lowest = models.FloatField(
        _("lowest possible value"),
        null=True,
        blank=True,
        validators=[check_finite],
        help_text=_("0 for a percentage."),
    )
    highest = models.FloatField(
        _("highest possible value"),
        null=True,
        blank=True,
        validators=[check_finite],
        help_text=_("100 for a percentage."),
    )
    definition = models.TextField(_("definition"), blank=True, default="")
    limits = models.TextField(
        _("limits of use"), blank=True, default="", help_text=_("What the figure cannot say.")
    )
    custodians = models.ManyToManyField(
        Organisation, blank=True, related_name="indicators", verbose_name=_("custodians")
    )
    sdg_code = models.CharField(_("SDG indicator"), max_length=12, blank=True, default="")
    series = models.CharField(_("series"), max_length=60, blank=True, default="")
    is_official = models.BooleanField(
        _("official for the goal"), default=False, help_text=_("Unticked, pages say “chosen by the editors”.")
    )
    is_about_disability = models.BooleanField(_("about persons with disabilities"), default=False)
    base_year = models.PositiveSmallIntegerField(
        _("base year"), null=True, blank=True, help_text=_("Empty means 2015, as the method has it.")
    )
    goals = models.ManyToManyField(
        Goal, through="GoalIndicator", related_name="indicators", verbose_name=_("goals")
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["slug"]
        constraints = [
            *CODED_RULES,
            one_language("name", "indicator_has_a_name"),
            models.CheckConstraint(
                condition=~Q(direction="towards")
                | Q(band_low__isnull=False, band_high__isnull=False, band_high__gte=F("band_low")),
                name="indicator_band_has_two_ends",
                violation_error_message=_(
                    "“Towards” needs a band: from and to, the same number twice for a single value."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(highest__gt=F("lowest")),
                name="indicator_highest_above_lowest",
                violation_error_message=_("The highest possible value is not above the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=6),
                name="indicator_shows_at_most_six_decimals",
                violation_error_message=_("At most 6 decimals are shown."),
            ),
        ]

    def __str__(self):
        return f"{self.slug} {self.short_name or self.name}"

    def clean(self):
        super().clean()
        # Only when the settings change: a reading that came later must not lock the rest of the record.
        before = type(self)._base_manager.filter(pk=self.pk).values(*self.SETTINGS).first()
        if before and before != {name: getattr(self, name) for name in self.SETTINGS}:
            self.check_readings()
            self.check_targets()

    def check_readings(self):
        """Limits that readings have already passed are wrong, or the readings are."""
        ends = self.readings.public().current().aggregate(low=models.Min("value"), high=models.Max("value"))
        if self.lowest is not None and ends["low"] is not None and ends["low"] < self.lowest:
            raise ValidationError(
                {"lowest": _("A reading of %(value)g is already below this.") % {"value": ends["low"]}}
            )
        if self.highest is not None and ends["high"] is not None and ends["high"] > self.highest:
            raise ValidationError(
                {"highest": _("A reading of %(value)g is already above this.") % {"value": ends["high"]}}
            )

    def check_targets(self):
        """A new direction, base year or limit must leave the targets that are set fit to be judged."""
        for target in self.targets.public().select_related("economy"):
            for code, sentence in target.held_against(self).items():
                field = "base_year" if code == ProblemCode.TARGET_YEAR_NOT_AFTER_BASE else "direction"
                economy = target.economy or _("all economies")
                words = {"economy": economy, "target": str(target), "problem": sentence}
                raise ValidationError(
                    {field: _("The target of %(economy)s, %(target)s, does not fit: %(problem)s") % words}
                )

    def get_absolute_url(self):
        return reverse("goals:indicator", args=[self.slug])


class GoalIndicator(Checked):
    """An indicator serves a goal."""

    NATURAL_KEY = ("goal__code", "indicator__code")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="goal_indicators", verbose_name=_("goal"))
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="goal_indicators", verbose_name=_("indicator")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    note = models.CharField(
        _("how it serves the goal"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("For example “a stand-in only”."),
    )

    class Meta:
        verbose_name = _("indicator of a goal")
        verbose_name_plural = _("indicators of goals")
        ordering = ["goal", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "indicator"],
                name="goalindicator_once_a_goal",
                violation_error_message=_("This indicator already serves the goal."),
            ),
        ]

    def __str__(self):
        return f"{self.goal} ← {self.indicator}"
