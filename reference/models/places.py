from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.models import CODED_RULES, Publishable, one_language
from reference.models.economies import Economy


class Place(Publishable):
    """A city or site where something took place. What is claimed of it stands in notes with a source."""

    CODE = "PLA"

    name = models.CharField(_("name"), max_length=120, help_text=_("For example Arequipa · 阿雷基帕."))
    region = models.CharField(_("region"), max_length=120, blank=True, default="")
    economy = models.ForeignKey(
        Economy, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("economy")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]
        constraints = [
            *CODED_RULES,
            one_language("name", "place_has_a_name"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_is_on_earth",
                violation_error_message=_(
                    "Give both latitude (−90 to 90) and longitude (−180 to 180), or neither."
                ),
            ),
        ]

    def __str__(self):
        return self.name
