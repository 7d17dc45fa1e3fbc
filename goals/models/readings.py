"""The figures: what each economy reads on an indicator, for whom and when."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Max, Q, Window
from django.utils.translation import gettext_lazy as _

from goals.models.indicators import Indicator, check_finite
from publishing.models import (
    LINE_RULES,
    PublishableLine,
    PublishableManager,
    PublishableQuerySet,
    State,
    where_named,
)
from reference.models import Economy, Source


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Disability(models.TextChoices):
    WITH = "with", _("persons with disabilities")
    WITHOUT = "without", _("persons without disabilities")


class Location(models.TextChoices):
    RURAL = "rural", _("rural")
    URBAN = "urban", _("urban")


class Nature(models.TextChoices):
    """The UN’s codes for what kind of figure it is."""

    COUNTRY = "C", _("the economy’s own figure")
    ADJUSTED = "CA", _("the economy’s figure, adjusted by the custodian")
    ESTIMATED = "E", _("estimated by the custodian")
    MODELLED = "M", _("modelled")
    GLOBAL = "G", _("monitored by an international body")
    RELEASE = "N", _("taken from a release of the economy")


BREAKDOWNS = ("sex", "disability", "location", "age", "level", "breakdown")


class ReadingQuerySet(PublishableQuerySet):
    def visible_to(self, user):
        """A reading shows only where its indicator does."""
        return super().visible_to(user).filter(indicator__in=Indicator.objects.visible_to(user))

    def current(self):
        """Without the readings that a later one replaced; one that is still a draft replaces nothing yet."""
        return self.exclude(replaced_by__state=State.PUBLISHED)

    def newest_of_each_group(self):
        """Of each indicator, economy and group of people, the readings of the last year there is."""
        group = [F("indicator"), F("economy"), *(F(name) for name in BREAKDOWNS)]
        return self.annotate(newest=Window(Max("year"), partition_by=group)).filter(year=F("newest"))

    def in_order(self):
        """By economy in APEC’s order, the newest first, a whole before its parts."""
        return self.order_by("economy__position", "-year", "-period", *BREAKDOWNS, "-release", "pk")


class Reading(PublishableLine):
    """One figure: an indicator, an economy, a period, a group of people, as one release gave it."""

    NATURAL_KEY = ("indicator__code", "economy__apec_code", "period", *BREAKDOWNS, "release")

    # No index of its own: that of the series begins with it.
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="readings", db_index=False, verbose_name=_("indicator")
    )
    economy = models.ForeignKey(Economy, models.PROTECT, related_name="readings", verbose_name=_("economy"))
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    period = models.CharField(
        _("period"),
        max_length=30,
        validators=[
            RegexValidator(
                r"^(19|20|21)[0-9]{2}([^0-9].*)?\Z", _("Begin with the year: 2019, 2019-Q2 or 2015/16.")
            )
        ],
        help_text=_("Begins with the year: 2019, 2019-Q2, 2015/16."),
    )
    value = models.FloatField(_("value"), validators=[check_finite])
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True, default="")
    disability = models.CharField(_("disability"), max_length=10, choices=Disability, blank=True, default="")
    location = models.CharField(_("location"), max_length=10, choices=Location, blank=True, default="")
    age = models.CharField(_("age"), max_length=30, blank=True, default="")
    level = models.CharField(_("level"), max_length=60, blank=True, default="")
    breakdown = models.CharField(
        _("other breakdown"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("For example “Sector=Agriculture”."),
    )
    nature = models.CharField(_("nature"), max_length=2, choices=Nature, blank=True, default="")
    release = models.CharField(
        _("release"), max_length=40, blank=True, default="", help_text=_("For example unsd-2023.")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="readings", verbose_name=_("source"))
    has_break_before = models.BooleanField(
        _("series break before it"),
        default=False,
        help_text=_("The method or scheme changed: no trend is read across this point."),
    )
    note = models.TextField(_("note"), blank=True, default="")
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        db_index=False,
        verbose_name=_("replaced by"),
    )

    DERIVED = ("year",)

    objects = PublishableManager.from_queryset(ReadingQuerySet)()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["indicator", "economy", "period"]
        constraints = [
            *LINE_RULES,
            models.UniqueConstraint(
                fields=["indicator", "economy", "period", *BREAKDOWNS, "release"],
                name="reading_once_a_period_group_and_release",
                violation_error_message=_(
                    "There is already a reading for this indicator, economy, period, group and release."
                ),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1900, year__lte=2199),
                name="reading_year_is_a_year",
                violation_error_message=_("The period begins with a year between 1900 and 2199."),
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "economy", "year"], name="reading_series"),
            where_named("replaced_by", "reading_replaces"),
        ]

    def __str__(self):
        return f"{self.indicator_id and self.indicator.slug} {self.economy_id and self.economy.apec_code} {self.period}"

    def tidy(self):
        super().tidy()
        self.period = (self.period or "").strip()
        if self.period[:4].isascii() and self.period[:4].isdigit():
            self.year = int(self.period[:4])

    def clean(self):
        super().clean()
        if self.indicator_id is None or self.value is None:
            return
        low, high = self.indicator.lowest, self.indicator.highest
        if low is not None and self.value < low:
            raise ValidationError(
                {
                    "value": _("This indicator cannot be below %(low)g; check the figure and its unit.")
                    % {"low": low}
                }
            )
        if high is not None and self.value > high:
            raise ValidationError(
                {
                    "value": _("This indicator cannot be above %(high)g; check the figure and its unit.")
                    % {"high": high}
                }
            )
