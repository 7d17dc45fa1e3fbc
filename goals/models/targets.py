"""What somebody promised to reach by a year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from goals.headline import WITH_DISABILITIES, Figure, choose_series
from goals.models.frameworks import Goal
from goals.models.indicators import DEFAULT_BASE_YEAR, Direction, Indicator, check_finite
from goals.models.readings import Reading
from goals.numerals import Unit
from goals.progress import ProblemCode, check_configuration
from goals.reasons import problem_sentence
from publishing.models import CODED_RULES, Publishable, PublishableManager, PublishableQuerySet, State
from reference.models import Economy, Source


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
        found = self.held_against(self.indicator)
        fields = {
            ProblemCode.TARGET_YEAR_NOT_AFTER_BASE: "target_year",
            ProblemCode.MISSING_DIRECTION: "indicator",
        }
        problems = {}
        for code, sentence in found.items():
            problems.setdefault(fields.get(code, "value"), []).append(sentence)
        return problems

    def held_against(self, indicator):
        """{ProblemCode: sentence} of this target against the settings of its indicator and the readings there are."""
        base_year = self.base_year or indicator.base_year or DEFAULT_BASE_YEAR
        base = self.base_reading(indicator, base_year)
        problems = check_configuration(
            indicator.direction, base_year, self.target_year, self.value, None, base_value=base
        )
        unit = Unit.of(indicator)
        numbers = {
            "base_year": base_year,
            "target_year": self.target_year,
            "base": "–" if base is None else unit.say(base),
            "target": unit.say(self.value),
        }
        return {problem.code: problem_sentence(problem.code, **numbers) for problem in problems}

    def base_reading(self, indicator, base_year):
        """The figure this target starts from: what it states itself, else the first reading from the base year on."""
        if self.base_value is not None:
            return self.base_value
        if not (self.economy_id and indicator.pk):
            return None
        since = [
            (year, value) for year, value in headline_points(indicator, self.economy_id) if year >= base_year
        ]
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
