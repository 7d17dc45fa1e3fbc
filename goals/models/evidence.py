from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models.frameworks import Goal
from publishing.models import (
    CODED_RULES,
    DATED_RULES,
    Dated,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
    one_language,
)
from reference.models import Economy, Organisation


class EvidenceKind(models.TextChoices):
    LAW = "law", _("law")
    PROGRAMME = "programme", _("programme")
    BUDGET = "budget", _("budget")
    SURVEY = "survey", _("survey or statistics")
    REPORT = "report", _("report")
    STATEMENT = "statement", _("statement")
    OTHER = "other", _("other")


class Stance(models.TextChoices):
    FOR = "for", _("supports that the goal is being met")
    AGAINST = "against", _("speaks against it")
    CONTEXT = "context", _("context")


class EvidenceQuerySet(PublishableQuerySet):
    def for_cards(self):
        return self.select_related("economy", "publisher").prefetch_related("goals__framework")

    def with_goals(self, user):
        """Like for_cards, with only those goals that this reader may see."""
        goals = Goal.objects.visible_to(user).select_related("framework")
        return self.select_related("economy", "publisher").prefetch_related(models.Prefetch("goals", goals))

    def newest_first(self):
        return self.order_by(F("first_day").desc(nulls_last=True), "code")


class Evidence(Dated, Publishable):
    """What an economy did for a goal, or what others found, dated and cited, for or against."""

    CODE = "EVI"

    economy = models.ForeignKey(
        Economy, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("economy")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="evidence", verbose_name=_("goals"))
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=250)
    shows = models.TextField(_("what it shows"))
    stance = models.CharField(_("for or against"), max_length=10, choices=Stance, default=Stance.CONTEXT)
    publisher = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("publisher"),
    )
    is_independent = models.BooleanField(
        _("independent"), default=False, help_text=_("Not published by the economy’s own authorities.")
    )

    objects = PublishableManager.from_queryset(EvidenceQuerySet)()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-first_day", "code"]
        constraints = [
            *CODED_RULES,
            *DATED_RULES,
            one_language("title", "evidence_has_a_title"),
            one_language("shows", "evidence_says_what_it_shows"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("goals:evidence", args=[self.code.lower()])
