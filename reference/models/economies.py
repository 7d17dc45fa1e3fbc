from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.models import (
    CODED_RULES,
    Addressed,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
    one_language,
)


class EconomyQuerySet(PublishableQuerySet):
    def in_apec_order(self):
        """The order of APEC's own lists: alphabetical in English, Chinese Taipei after Singapore."""
        return self.order_by("position")


class Economy(Addressed, Publishable):
    """One of the 21 member economies; never a country or a nation."""

    CODE = "ECO"

    apec_code = models.CharField(
        _("APEC code"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}\Z", _("Two to four capital letters, for example PE."))],
    )
    iso2 = models.CharField(_("ISO code, two letters"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    name = models.CharField(
        _("name"), max_length=80, help_text=_("As APEC writes it: Chinese Taipei · 中華臺北.")
    )
    long_name = models.CharField(_("long name"), max_length=120, blank=True, default="")
    other_names = models.CharField(
        _("other names"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Spellings found in sheets and sources, with a semicolon between them. Not shown."),
    )
    joined = models.PositiveSmallIntegerField(_("joined APEC in"))
    position = models.PositiveSmallIntegerField(
        _("place in APEC’s order"), unique=True, help_text=_("Chinese Taipei stands after Singapore.")
    )

    objects = PublishableManager.from_queryset(EconomyQuerySet)()

    class Meta:
        verbose_name = _("economy")
        verbose_name_plural = _("economies")
        ordering = ["position"]
        constraints = [
            *CODED_RULES,
            one_language("name", "economy_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(joined__gte=1989, joined__lte=2100),
                name="economy_joined_after_apec_began",
                violation_error_message=_("APEC began in 1989; nobody joined before."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reference:economy", args=[self.slug])

    def tidy(self):
        self.code = self.code or f"ECO-{self.apec_code}"
        super().tidy()
