from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.models import (
    CODED_RULES,
    DATED_RULES,
    Dated,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
)
from reference.models import Economy


class HostYearLevel(models.TextChoices):
    LEADERS = "leaders", _("with a leaders’ meeting")
    MINISTERS = "ministers", _("ministers only")
    CANCELLED = "cancelled", _("leaders’ meeting cancelled")


class HostYearQuerySet(PublishableQuerySet):
    def for_cards(self):
        return self.select_related("economy").order_by("-year")

    def with_entries(self, user):
        """Those with a meeting this person may see and whose month is known, newest first."""
        meetings = self.model.meetings.rel.related_model.objects.visible_to(user)
        meetings = meetings.filter(precision__in=("day", "range", "month", "months"))
        return self.filter(pk__in=meetings.values("host_year")).order_by("-year")


class HostYear(Dated, Publishable):
    """The year of one host economy; it need not be the calendar year (2019 opens in December 2018)."""

    CODE = "HY"

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    economy = models.ForeignKey(
        Economy, models.PROTECT, related_name="host_years", verbose_name=_("host economy")
    )
    theme = models.CharField(
        _("theme"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Empower. Include. Grow. · 賦權、包容、成長"),
    )
    priorities = models.TextField(_("priorities"), blank=True, default="", help_text=_("One a line."))
    level = models.CharField(
        _("highest meeting"), max_length=10, choices=HostYearLevel, default=HostYearLevel.LEADERS
    )
    summary = models.TextField(_("in a few sentences"), blank=True, default="")

    objects = PublishableManager.from_queryset(HostYearQuerySet)()

    class Meta:
        verbose_name = _("host year")
        verbose_name_plural = _("host years")
        ordering = ["-year"]
        constraints = [
            *CODED_RULES,
            *DATED_RULES,
            models.CheckConstraint(
                condition=Q(year__gte=1989, year__lte=2100),
                name="hostyear_since_apec_began",
                violation_error_message=_("APEC began in 1989."),
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.economy}" if self.economy_id else str(self.year)

    def get_absolute_url(self):
        return reverse("timeline_year", args=[self.year])

    def tidy(self):
        self.code = self.code or f"HY-{self.year}"
        super().tidy()
