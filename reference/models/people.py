from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import EDTFField
from publishing.models import (
    CODED_RULES,
    Addressed,
    Checked,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
    one_language,
)
from reference.models.economies import Economy


class ForumKind(models.TextChoices):
    LEADERS = "leaders", _("leaders")
    MINISTERS = "ministers", _("ministers")
    OFFICIALS = "officials", _("senior officials")
    COMMITTEE = "committee", _("committee")
    WORKING_GROUP = "working-group", _("working group")
    NETWORK = "network", _("network or friends of the chair")
    BUSINESS = "business", _("business and others")
    UNIT = "unit", _("unit")


class ForumQuerySet(PublishableQuerySet):
    def for_cards(self):
        return self.select_related("parent", "successor")

    def in_kind_order(self):
        """Leaders first, then ministers, officials, and so on; by acronym within a kind."""
        places = [models.When(kind=kind, then=place) for place, kind in enumerate(ForumKind.values)]
        return self.order_by(models.Case(*places, output_field=models.IntegerField()), "acronym")


class Forum(Addressed, Publishable):
    """A body of APEC that meets: leaders, ministers, senior officials, a committee, a working group."""

    CODE = "FOR"

    acronym = models.CharField(_("acronym"), max_length=20, unique=True, help_text=_("For example HRDWG."))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ForumKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("reports to")
    )
    prepared_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prepares",
        verbose_name=_("prepared by"),
        help_text=_("The working group that prepares this ministerial meeting."),
    )
    established = EDTFField(_("established"), help_text=_("For example 1990."))
    ended = EDTFField(_("ended"))
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    summary = models.TextField(_("in a few sentences"), blank=True, default="")

    objects = PublishableManager.from_queryset(ForumQuerySet)()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering = ["acronym"]
        constraints = [
            *CODED_RULES,
            one_language("name", "forum_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="forum_does_not_report_to_itself",
                violation_error_message=_("A forum cannot report to itself."),
            ),
        ]

    def __str__(self):
        return self.acronym

    def get_absolute_url(self):
        return reverse("reference:forum", args=[self.slug])

    def tidy(self):
        self.slug = self.slug or self.acronym.lower().replace(" ", "-")
        super().tidy()


class ForumAlias(Checked):
    """Another way a forum is written in sheets and papers, such as “HRD WG”."""

    NATURAL_KEY = ("name",)

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="aliases", verbose_name=_("forum"))
    name = models.CharField(_("also written"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Organisation(Publishable):
    """A ministry, institute, firm or body that people speak for or that publishes something."""

    CODE = "ORG"

    name = models.CharField(_("name"), max_length=200)
    economy = models.ForeignKey(
        Economy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("economy"),
    )
    url = models.URLField(_("web address"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["code"]
        constraints = [*CODED_RULES, one_language("name", "organisation_has_a_name")]

    def __str__(self):
        return self.name


class Person(Addressed, Publishable):
    """Somebody who chaired, spoke or wrote; the post held then stands in an appointment."""

    CODE = "PER"

    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_(
            "As the person’s name is written in this language: Chen Hao-Ming · 陳浩銘. Either may be missing."
        ),
    )
    other_names = models.CharField(
        _("other forms of the name"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("For example Carlos Raúl Vásquez Corrales."),
    )
    is_romanised_by_us = models.BooleanField(
        _("romanised by us"),
        default=False,
        help_text=_("The spelling in Latin letters is ours and unconfirmed; the page says so."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["code"]
        constraints = [*CODED_RULES, one_language("name", "person_has_a_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reference:person", args=[self.slug])


class AppointmentQuerySet(PublishableQuerySet):
    def for_names(self):
        """All that people/_appointment.html reads."""
        return self.select_related("person", "organisation", "economy")


class Appointment(Publishable):
    """A person in a post, for an organisation and an economy, as of then."""

    CODE = "APT"

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    post = models.CharField(_("post"), max_length=200, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("organisation"),
    )
    economy = models.ForeignKey(
        Economy, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("economy")
    )
    since = EDTFField(_("since"))
    until = EDTFField(_("until"))

    objects = PublishableManager.from_queryset(AppointmentQuerySet)()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["code"]
        constraints = [*CODED_RULES]

    def __str__(self):
        return " – ".join(str(part) for part in (self.person, self.post) if part)
