from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.hostyears import HostYear
from meetings.models.meetings import Meeting
from publishing.models import (
    CODED_RULES,
    DATED_RULES,
    Addressed,
    Checked,
    Dated,
    EasyRead,
    NaturalKeyManager,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
    one_language,
)
from reference.models import Document, Forum, Source, Topic


class OutcomeState(models.TextChoices):
    EXPECTED = "expected", _("expected")
    NEGOTIATED = "negotiated", _("under negotiation")
    ADOPTED = "adopted", _("adopted")
    ENDORSED = "endorsed", _("endorsed")
    ISSUED = "issued", _("issued")
    NOTED = "noted", _("noted")
    NOT_AGREED = "not-agreed", _("not agreed")


# Not settled yet: drawn dashed.
OPEN_STATES = (OutcomeState.EXPECTED, OutcomeState.NEGOTIATED)
SETTLED_STATES = tuple(state for state in OutcomeState if state not in OPEN_STATES)


class OutcomeQuerySet(PublishableQuerySet):
    def with_state(self):
        """Each outcome with `status` and `status_when`, those of the last step of its trail."""
        last = OutcomeStep.objects.filter(outcome=OuterRef("pk")).order_by("-position")
        return self.annotate(
            status=Subquery(last.values("state")[:1]),
            status_when=Subquery(last.values("when")[:1]),
            status_first_day=Subquery(last.values("first_day")[:1]),
            status_last_day=Subquery(last.values("last_day")[:1]),
            status_precision=Subquery(last.values("precision")[:1]),
        )

    def settled(self):
        """Those that were adopted, endorsed, issued, noted or not agreed; needs with_state()."""
        return self.filter(status__in=SETTLED_STATES)

    def for_cards(self):
        """All that outcomes/_card.html reads, in one query."""
        return self.with_state().select_related(
            "document", "forum", "meeting__host_year__economy", "host_year"
        )

    def for_pages(self):
        """All that stands at the head of meetings/outcome.html, in one query."""
        return self.select_related(
            "document",
            "forum",
            "meeting__host_year__economy",
            "meeting__parent",
            "host_year__economy",
            "annex_to",
        )

    def newest_first(self):
        return self.order_by(F("status_first_day").desc(nulls_last=True), "code")


class Outcome(Addressed, EasyRead, Publishable):
    """What came of a meeting: a document or a decision, from the day it was expected to what became of it."""

    CODE = "OUT"
    ADDRESS_FROM = "title"

    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("The adopted title; before adoption, what it is expected to be called."),
    )
    working_title = models.CharField(
        _("working title"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What it was called before; stays visible beside the adopted title."),
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("meeting"),
        help_text=_("The meeting that made it, or is expected to."),
    )
    host_year = models.ForeignKey(
        HostYear, models.PROTECT, related_name="outcomes", verbose_name=_("host year")
    )
    forum = models.ForeignKey(
        Forum,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("adopting forum"),
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("document")
    )
    annex_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="annexes", verbose_name=_("annex to")
    )
    summary = models.TextField(_("what it says, in our own words"), blank=True, default="")
    topics = models.ManyToManyField(Topic, blank=True, related_name="outcomes", verbose_name=_("topics"))

    objects = PublishableManager.from_queryset(OutcomeQuerySet)()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["code"]
        constraints = [
            *CODED_RULES,
            one_language("title", "outcome_has_a_title"),
            models.CheckConstraint(
                condition=Q(annex_to__isnull=True) | ~Q(annex_to=F("id")),
                name="outcome_is_not_its_own_annex",
                violation_error_message=_("An outcome cannot be an annex to itself."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:outcome", args=[self.slug])

    def tidy(self):
        if self.host_year_id is None and self.meeting_id is not None:
            self.host_year_id = self.meeting.host_year_id
        super().tidy()

    def code_year(self):
        return self.host_year.year if self.host_year_id else None

    def get_status_display(self):
        """Where it stands, in words; for outcomes read with_state()."""
        return OutcomeState(self.status).label if self.status else ""


class OutcomeStepQuerySet(models.QuerySet):
    def of_public_outcomes(self, user):
        return self.filter(outcome__in=Outcome.objects.visible_to(user))

    def settled(self):
        return self.filter(state__in=SETTLED_STATES)

    def in_trails(self):
        """All that meetings/_trail.html reads, in one query."""
        return self.select_related("meeting", "source").order_by("outcome", "position")


class OutcomeStep(Dated, Checked):
    """One dated step in what became of an outcome: expected in May, adopted in November."""

    NATURAL_KEY = ("outcome__code", "position")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="steps", verbose_name=_("outcome"))
    position = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("The step with the highest number is where it stands now.")
    )
    state = models.CharField(_("state"), max_length=12, choices=OutcomeState)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcome_steps",
        verbose_name=_("at the meeting"),
    )
    note = models.CharField(_("in words"), max_length=400, blank=True, default="")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="outcome_steps", verbose_name=_("source")
    )

    objects = NaturalKeyManager.from_queryset(OutcomeStepQuerySet)()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("trail")
        ordering = ["outcome", "position"]
        constraints = [
            *DATED_RULES,
            models.UniqueConstraint(
                fields=["outcome", "position"],
                name="outcomestep_has_its_own_place_in_the_order",
                violation_error_message=_("Two steps have the same number in the order."),
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.when}"
