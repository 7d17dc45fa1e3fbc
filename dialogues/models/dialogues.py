from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.models.cases import Case
from goals.models import Goal
from meetings.models import HostYear, Meeting, MeetingStatus, Outcome, StopBase
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
from reference.models import Appointment, Economy, Forum, Organisation, Person, Photo, Topic


class DialogueKind(models.TextChoices):
    POLICY = "policy-dialogue", _("Policy dialogue")
    EXPERTS = "experts-dialogue", _("Experts’ dialogue")
    PUBLIC_PRIVATE = "public-private-dialogue", _("Public-private dialogue")
    WORKSHOP = "workshop", _("Workshop")


class DialogueQuerySet(PublishableQuerySet):
    def for_cards(self):
        """All that dialogues/_card.html reads, in two queries however many there are."""
        return self.select_related("meeting", "forum", "host_year__economy").prefetch_related(
            models.Prefetch("stops", DialogueStop.objects.select_related("place__economy")),
        )

    def in_order(self):
        return self.order_by(F("first_day").asc(nulls_last=True), F("last_day").asc(nulls_last=True), "code")

    def newest_first(self):
        return self.order_by(
            F("first_day").desc(nulls_last=True), F("last_day").desc(nulls_last=True), "code"
        )

    def around(self, dialogue):
        """The dialogue before and the one after, by first day, either may be None; one query for both."""
        if dialogue.first_day is None:
            return None, None
        day, code = dialogue.first_day, dialogue.code
        earlier = self.filter(Q(first_day__lt=day) | Q(first_day=day, code__lt=code))
        later = self.filter(Q(first_day__gt=day) | Q(first_day=day, code__gt=code))
        both = self.filter(
            Q(pk=models.Subquery(earlier.order_by("-first_day", "-code").values("pk")[:1]))
            | Q(pk=models.Subquery(later.order_by("first_day", "code").values("pk")[:1]))
        )
        before = after = None
        for neighbour in both:
            if (neighbour.first_day, neighbour.code) < (day, code):
                before = neighbour
            else:
                after = neighbour
        return before, after

    def showing(self, case):
        """Those where this case was shown."""
        return self.filter(pk__in=Presentation.objects.filter(case=case).values("session__dialogue"))

    def of_economy(self, economy):
        """Those where a case of this economy was shown, somebody spoke for it, or that it co-sponsored."""
        shown = Presentation.objects.filter(
            Q(economy=economy) | Q(case__in=Case.objects.public().filter(economy=economy))
        )
        return self.filter(
            Q(pk__in=shown.values("session__dialogue"))
            | Q(pk__in=Dialogue.co_sponsors.through.objects.filter(economy=economy).values("dialogue"))
        )


class Dialogue(Addressed, Dated, EasyRead, Publishable):
    """A dialogue or workshop held beside a meeting, where economies show what they do."""

    CODE = "DLG"

    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=30, choices=DialogueKind)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dialogues",
        verbose_name=_("beside the meeting"),
    )
    host_year = models.ForeignKey(
        HostYear, models.PROTECT, related_name="dialogues", verbose_name=_("host year")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    forum = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="dialogues", verbose_name=_("lead forum")
    )
    joint_forums = models.ManyToManyField(
        Forum, blank=True, related_name="joint_dialogues", verbose_name=_("with the forums")
    )
    organisers = models.ManyToManyField(
        Organisation, blank=True, related_name="dialogues", verbose_name=_("organisers")
    )
    co_sponsors = models.ManyToManyField(
        Economy, blank=True, related_name="co_sponsored", verbose_name=_("co-sponsoring economies")
    )
    project_number = models.CharField(
        _("APEC project number"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("For example SME 01 2023."),
    )
    question = models.TextField(_("the question it put"), blank=True, default="")
    summary = models.TextField(_("in a few sentences"), blank=True, default="")
    is_complete = models.BooleanField(
        _("the list of sessions is complete"),
        default=False,
        help_text=_("Unticked, the page says that there was more than we have recorded."),
    )
    feeds = models.ManyToManyField(
        Outcome, blank=True, related_name="fed_by", verbose_name=_("was to feed the outcomes")
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="dialogues", verbose_name=_("goals it took up")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="dialogues", verbose_name=_("topics"))
    photos = models.ManyToManyField(Photo, blank=True, related_name="dialogues", verbose_name=_("photos"))

    objects = PublishableManager.from_queryset(DialogueQuerySet)()

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        ordering = ["first_day", "code"]
        constraints = [*CODED_RULES, *DATED_RULES, one_language("name", "dialogue_has_a_name")]
        indexes = [models.Index(fields=["state", "first_day"], name="dialogue_state_first_day")]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("dialogues:dialogue", args=[self.slug])

    def tidy(self):
        if self.host_year_id is None and self.meeting_id is not None:
            self.host_year_id = self.meeting.host_year_id
        super().tidy()

    def code_year(self):
        return self.host_year.year if self.host_year_id else None

    @property
    def is_to_come(self) -> bool:
        return self.status in (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED, MeetingStatus.POSTPONED)


class DialogueStop(StopBase):
    """Where a dialogue was held, in order."""

    NATURAL_KEY = ("dialogue__code", "position")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="stops", verbose_name=_("dialogue"))

    class Meta:
        verbose_name = _("stop of a dialogue")
        verbose_name_plural = _("stops of dialogues")
        ordering = ["dialogue", "position"]
        constraints = [
            *DATED_RULES,
            models.UniqueConstraint(
                fields=["dialogue", "position"],
                name="dialoguestop_has_its_own_place_in_the_order",
                violation_error_message=_("Two stops have the same number in the order."),
            ),
        ]


class Session(Dated, Checked):
    """One part of a dialogue’s programme."""

    NATURAL_KEY = ("dialogue__code", "position")

    dialogue = models.ForeignKey(
        Dialogue, models.CASCADE, related_name="sessions", verbose_name=_("dialogue")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name"), max_length=200)
    note = models.CharField(_("note"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["dialogue", "position"]
        constraints = [
            *DATED_RULES,
            one_language("name", "session_has_a_name"),
            models.UniqueConstraint(
                fields=["dialogue", "position"],
                name="session_has_its_own_place_in_the_order",
                violation_error_message=_("Two sessions have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.name


class PresentationRole(models.TextChoices):
    LEAD = "lead-speaker", _("lead speaker")
    SPEAKER = "speaker", _("speaker")
    MODERATOR = "moderator", _("moderator")
    PANELLIST = "panellist", _("panellist")


class Presentation(Checked):
    """Somebody showed something in a session, for an economy."""

    NATURAL_KEY = ("session__dialogue__code", "session__position", "position")

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="presentations", verbose_name=_("session")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=250, blank=True, default="")
    economy = models.ForeignKey(
        Economy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="presentations",
        verbose_name=_("for the economy"),
    )
    role = models.CharField(
        _("role"), max_length=20, choices=PresentationRole, default=PresentationRole.SPEAKER
    )
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="presentations",
        verbose_name=_("the case shown"),
        help_text=_("A case can be shown again at a later dialogue: link it, do not copy it."),
    )
    note = models.CharField(_("note"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="presentation_has_its_own_place_in_the_order",
                violation_error_message=_("Two presentations have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.title or str(self.case or self.economy or self.position)


class PresenterQuerySet(models.QuerySet):
    def public(self):
        """Those whose name anyone may see, with all that reference/_appointment.html reads."""
        posts = Appointment.objects.public().filter(person__in=Person.objects.public())
        return self.filter(appointment__in=posts).select_related(
            "appointment__person", "appointment__organisation", "appointment__economy"
        )


class Presenter(Checked):
    """A person who presented, in the post held then."""

    NATURAL_KEY = (
        "presentation__session__dialogue__code",
        "presentation__session__position",
        "presentation__position",
        "appointment__code",
    )

    presentation = models.ForeignKey(
        Presentation, models.CASCADE, related_name="presenters", verbose_name=_("presentation")
    )
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="presented", verbose_name=_("person and post")
    )

    objects = NaturalKeyManager.from_queryset(PresenterQuerySet)()

    class Meta:
        verbose_name = _("presenter")
        verbose_name_plural = _("presenters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["presentation", "appointment"],
                name="presenter_once_a_presentation",
                violation_error_message=_("This person is already named."),
            ),
        ]

    def __str__(self):
        return str(self.appointment)
