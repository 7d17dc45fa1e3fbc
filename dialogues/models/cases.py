from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from publishing.fields import EDTFField
from publishing.models import (
    CODED_RULES,
    DATED_RULES,
    Addressed,
    Checked,
    Dated,
    EasyRead,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
    one_language,
)
from reference.models import Economy, Organisation, Source, Topic


class CaseQuerySet(PublishableQuerySet):
    def for_cards(self):
        return self.select_related("economy", "organisation")


class Case(Addressed, EasyRead, Publishable):
    """A programme of an economy that was shown to the others: the problem, the measure, what became of it."""

    CODE = "CAS"

    name = models.CharField(_("name"), max_length=200)
    original_name = models.CharField(
        _("name in its own language"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("For example Мой налог."),
    )
    original_language = models.CharField(
        _("that language"), max_length=12, blank=True, default="", help_text=_("A language tag: ru, ja, es.")
    )
    name_note = models.CharField(
        _("note on the name"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("For example “our rendering, unconfirmed”."),
    )
    economy = models.ForeignKey(Economy, models.PROTECT, related_name="cases", verbose_name=_("economy"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("run by")
    )
    began = EDTFField(_("began"))
    problem = models.TextField(_("the problem"), blank=True, default="")
    measure = models.TextField(_("the measure"), blank=True, default="")
    goals = models.ManyToManyField(Goal, blank=True, related_name="cases", verbose_name=_("goals it serves"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="cases", verbose_name=_("topics"))

    objects = PublishableManager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["code"]
        constraints = [*CODED_RULES, one_language("name", "case_has_a_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("dialogues:case", args=[self.slug])


class CaseClaim(Checked):
    """One thing that was said of a programme, with where it was said."""

    NATURAL_KEY = ("case__code", "position")

    case = models.ForeignKey(Case, models.CASCADE, related_name="claims", verbose_name=_("case"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    text = models.CharField(_("claim"), max_length=500)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    is_confirmed = models.BooleanField(
        _("confirmed elsewhere"),
        default=False,
        help_text=_("Unticked, the page says that only this source tells it."),
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["case", "position"]
        constraints = [
            one_language("text", "caseclaim_has_a_text"),
            models.UniqueConstraint(
                fields=["case", "position"],
                name="caseclaim_has_its_own_place_in_the_order",
                violation_error_message=_("Two claims have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.text[:80]


class FollowUp(Dated, Checked):
    """What became of a programme later: figures, a new name, an end."""

    NATURAL_KEY = ("case__code", "position")

    case = models.ForeignKey(Case, models.CASCADE, related_name="followups", verbose_name=_("case"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    text = models.TextField(_("what happened"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["case", "position"]
        constraints = [
            *DATED_RULES,
            one_language("text", "followup_has_a_text"),
            models.UniqueConstraint(
                fields=["case", "position"],
                name="followup_has_its_own_place_in_the_order",
                violation_error_message=_("Two follow-ups have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.text[:80]
