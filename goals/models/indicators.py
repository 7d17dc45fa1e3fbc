import math

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Max, Q, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.headline import WITH_DISABILITIES, Figure, choose_series
from goals.models.frameworks import Goal
from goals.numerals import Unit
from goals.progress import ProblemCode, check_configuration
from goals.reasons import problem_sentence
from publishing.models import (
    CODED_RULES,
    LINE_RULES,
    Addressed,
    Checked,
    EasyRead,
    Publishable,
    PublishableLine,
    PublishableManager,
    PublishableQuerySet,
    State,
    one_language,
    where_named,
)
from reference.models import Economy, Organisation, Source


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
            for code, sentence in target_problems(self, target).items():
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


DEFAULT_BASE_YEAR = 2015  # as the method has it
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


class TargetQuerySet(PublishableQuerySet):
    def visible_to(self, user):
        """A target shows only where its indicator does."""
        return super().visible_to(user).filter(indicator__in=Indicator.objects.visible_to(user))

    def for_economy(self, economy):
        """An economy’s own targets, and those that all economies set together."""
        return self.filter(Q(economy=economy) | Q(economy__isnull=True))

    def for_goal(self, goal):
        """Those set for this goal, and those that name none."""
        return self.filter(Q(goal=goal) | Q(goal__isnull=True))


class Target(Publishable):
    """A value somebody promised to reach by a year: one economy’s own, or all economies’ together."""

    CODE = "TGT"

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    economy = models.ForeignKey(
        Economy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("economy"),
        help_text=_("Empty means a collective target. The Arequipa Goals leave targets to each economy."),
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("for the goal")
    )
    value = models.FloatField(_("value"), validators=[check_finite])
    base_year = models.PositiveSmallIntegerField(_("base year"), null=True, blank=True)
    base_value = models.FloatField(
        _("value in the base year"), null=True, blank=True, validators=[check_finite]
    )
    target_year = models.PositiveSmallIntegerField(_("target year"), default=2030)
    set_by = models.CharField(_("set by"), max_length=200, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    source = models.ForeignKey(Source, models.PROTECT, related_name="targets", verbose_name=_("source"))

    objects = PublishableManager.from_queryset(TargetQuerySet)()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "economy", "target_year"]
        constraints = [
            *CODED_RULES,
            models.CheckConstraint(
                condition=Q(base_year__isnull=True) | Q(target_year__gt=F("base_year")),
                name="target_year_after_base_year",
                violation_error_message=_("The target year is not after the base year."),
            ),
            models.UniqueConstraint(
                # An empty economy (a collective target) counts as a value here, which plain SQL would not do.
                F("indicator"),
                Coalesce(F("economy"), 0),
                Coalesce(F("goal"), 0),
                F("target_year"),
                name="target_once_an_economy_goal_and_year",
                violation_error_message=_("This economy already has a target for this indicator and year."),
            ),
        ]

    def __str__(self):
        return f"{self.value:g} ({self.target_year})"

    def clean(self):
        super().clean()
        if self.indicator_id is None or self.value is None:
            return
        low, high = self.indicator.lowest, self.indicator.highest
        if (low is not None and self.value < low) or (high is not None and self.value > high):
            raise ValidationError({"value": _("The target is outside what this indicator can be.")})
        if self.indicator.direction == Direction.TOWARDS:
            low, high = self.indicator.band_low, self.indicator.band_high
            if low is not None and high is not None and not low <= self.value <= high:
                raise ValidationError({"value": _("The target is outside the band of this indicator.")})
        if self.state != State.WITHDRAWN and (problems := self.problems()):
            raise ValidationError(problems)

    def problems(self):
        """What the method could not judge in this target, as {field: sentences}."""
        found = target_problems(self.indicator, self)
        fields = {
            ProblemCode.TARGET_YEAR_NOT_AFTER_BASE: "target_year",
            ProblemCode.MISSING_DIRECTION: "indicator",
        }
        problems = {}
        for code, sentence in found.items():
            problems.setdefault(fields.get(code, "value"), []).append(sentence)
        return problems


def target_problems(indicator, target):
    """{ProblemCode: sentence} of a target against the settings of its indicator and the readings there are."""
    base_year = target.base_year or indicator.base_year or DEFAULT_BASE_YEAR
    points = []
    if target.economy_id and indicator.pk and target.base_value is None:
        points = headline_points(indicator, target.economy_id)
    base = base_reading(target, points, base_year)
    problems = check_configuration(
        indicator.direction, base_year, target.target_year, target.value, None, base_value=base
    )
    unit = Unit.of(indicator)
    numbers = {
        "base_year": base_year,
        "target_year": target.target_year,
        "base": "–" if base is None else unit.say(base),
        "target": unit.say(target.value),
    }
    return {problem.code: problem_sentence(problem.code, **numbers) for problem in problems}


def base_reading(target, points, base_year):
    """The figure a target starts from: what it states itself, else the first reading from the base year on."""
    if target.base_value is not None:
        return target.base_value
    since = [(year, value) for year, value in points if year >= base_year]
    return min(since)[1] if since else None


def headline_points(indicator, economy_id):
    """The (year, value) pairs that an economy is judged by, from its published readings."""
    rows = (
        Reading.objects.public()
        .current()
        .filter(
            indicator=indicator,
            economy=economy_id,
            disability__in=("", WITH_DISABILITIES),
            **dict.fromkeys(("sex", "location", "age", "level", "breakdown"), ""),
        )
        .values_list("disability", "year", "period", "value", "release", "has_break_before")
    )
    groups = {}
    for group, *figure in rows:
        groups.setdefault(group, []).append(Figure(*figure))
    group = WITH_DISABILITIES if indicator.is_about_disability and WITH_DISABILITIES in groups else ""
    return choose_series(groups.get(group, ())).points
