from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.hostyears import HostYear
from publishing import dates
from publishing.fields import EDTFField
from publishing.languages import both
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
    where_named,
    where_public,
    without_index,
)
from reference.models import Appointment, Economy, Forum, Photo, Place, Source, Topic


class MeetingKind(models.TextChoices):
    LEADERS = "leaders", _("Leaders’ meeting")
    MINISTERIAL = "ministerial", _("Ministerial meeting")
    HIGH_LEVEL = "high-level", _("High-level meeting")
    CLUSTER = "cluster", _("Meetings cluster")
    SENIOR_OFFICIALS = "senior-officials", _("Senior officials’ meeting")
    WORKING_GROUP = "working-group", _("Working group")
    PRESS_CONFERENCE = "press-conference", _("Press conference")
    OTHER = "other", _("Other meeting")


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    POSTPONED = "postponed", _("postponed")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")


class Mode(models.TextChoices):
    IN_PERSON = "in-person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")


# What is still to come, and may yet change: drawn dashed.
NOT_YET = (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED, MeetingStatus.POSTPONED, MeetingStatus.MOVED)


def check_zone(name):
    """Refuse a time zone that is not in the IANA list."""
    try:
        dates.check_zone(name)
    except dates.DateError as error:
        raise ValidationError(both(error.sentence_zh, error.sentence_en), code=error.code) from error


class MeetingQuerySet(PublishableQuerySet):
    def for_cards(self):
        """All that meetings/_card.html reads, in three queries however many there are."""
        return self.select_related("forum", "parent", "host_year__economy").prefetch_related(
            models.Prefetch("stops", Stop.objects.select_related("place__economy")),
        )

    def in_order(self):
        """Chronological; what has no date at all comes last."""
        return self.order_by(F("first_day").asc(nulls_last=True), F("last_day").asc(nulls_last=True), "code")

    def newest_first(self):
        return self.order_by(
            F("first_day").desc(nulls_last=True), F("last_day").desc(nulls_last=True), "code"
        )

    def neighbours_of(self, meeting):
        """The meetings before and after this one in the series of its forum, as two querysets of one each."""
        # Of some only the last day is known; they have their place in the series all the same.
        day = meeting.first_day or meeting.last_day
        if meeting.forum_id is None or day is None:
            return self.none(), self.none()
        series = self.filter(forum=meeting.forum_id, kind=meeting.kind).exclude(pk=meeting.pk)
        series = series.annotate(day=Coalesce("first_day", "last_day"))
        before = series.filter(Q(day__lt=day) | Q(day=day, code__lt=meeting.code))
        after = series.filter(Q(day__gt=day) | Q(day=day, code__gt=meeting.code))
        return (
            self.filter(pk=models.Subquery(before.order_by("-day", "-code").values("pk")[:1])),
            self.filter(pk=models.Subquery(after.order_by("day", "code").values("pk")[:1])),
        )

    def already_held(self, today):
        return self.filter(status=MeetingStatus.HELD, first_day__lte=today)

    def announced_after(self, today):
        """What is still to come as far as anybody has told us."""
        return self.upcoming(today).filter(status__in=NOT_YET)

    def upcoming(self, today):
        return self.filter(last_day__gte=today).exclude(status=MeetingStatus.CANCELLED)


class Meeting(Addressed, Dated, EasyRead, Publishable):
    """One sitting of a forum: a cluster of weeks, a plenary, a ministerial meeting."""

    CODE = "MTG"

    # A hundred thousand meetings come in at once, and each index takes its time; those in Meta serve as well, and
    # most of them have no place for drafts.
    state = without_index(Publishable, "state")
    last_day = without_index(Dated, "last_day")
    replaced_by = without_index(Publishable, "replaced_by")

    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("For tight places, for example SOM2."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind)
    forum = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("lead forum")
    )
    joint_forums = models.ManyToManyField(
        Forum, blank=True, related_name="joint_meetings", verbose_name=_("held jointly with")
    )
    ordinal = models.PositiveSmallIntegerField(
        _("number in its series"),
        null=True,
        blank=True,
        help_text=_("12 for the 12th Tourism Ministerial Meeting."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        db_index=False,
        verbose_name=_("part of"),
        help_text=_("The larger meeting this belongs to, for example the SOM2 cluster."),
    )
    host_year = models.ForeignKey(
        HostYear, models.PROTECT, related_name="meetings", verbose_name=_("host year")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    mode = models.CharField(_("form"), max_length=10, choices=Mode, blank=True, default="")
    part_number = models.PositiveSmallIntegerField(_("part number"), null=True, blank=True)
    part_count = models.PositiveSmallIntegerField(
        _("of how many parts"),
        null=True,
        blank=True,
        help_text=_("For a meeting held in several parts: part 1 of 2."),
    )
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        default="",
        validators=[check_zone],
        help_text=_("IANA name such as America/Lima or Pacific/Auckland; the time is shown in this zone."),
    )
    theme = models.CharField(_("theme of the meeting"), max_length=300, blank=True, default="")
    summary = models.TextField(_("in a few sentences"), blank=True, default="")
    topics = models.ManyToManyField(Topic, blank=True, related_name="meetings", verbose_name=_("topics"))
    photos = models.ManyToManyField(Photo, blank=True, related_name="meetings", verbose_name=_("photos"))

    objects = PublishableManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["first_day", "code"]
        constraints = [
            *CODED_RULES,
            *DATED_RULES,
            one_language("name", "meeting_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="meeting_is_not_part_of_itself",
                violation_error_message=_("A meeting cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(part_number__isnull=True, part_count__isnull=True)
                | Q(part_number__gte=1, part_count__gte=F("part_number")),
                name="meeting_part_is_one_of_its_parts",
                violation_error_message=_(
                    "Part 3 of 2 cannot be: give both numbers, the first not above the second."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | ~Q(time_zone=""),
                name="meeting_time_of_day_has_a_zone",
                violation_error_message=_("A time of day needs its time zone, for example America/Lima."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
                name="meeting_end_of_day_has_a_start",
                violation_error_message=_("Give the time it begins as well as the time it ends."),
            ),
        ]
        indexes = [
            where_public("first_day", "meeting_public_first_day"),
            where_public("last_day", "meeting_public_last_day"),
            where_named("parent", "meeting_parts"),
            where_named("replaced_by", "meeting_replaces"),
        ]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("meetings:meeting", args=[self.slug])

    def code_year(self):
        return self.host_year.year if self.host_year_id else None

    @property
    def is_to_come(self) -> bool:
        """Drawn dashed: nobody has told us that it was held."""
        return self.status in NOT_YET

    @property
    def sitting(self) -> dates.HonestDate | None:
        """The one day that a time of day belongs to, where there is one."""
        return self.date if self.starts_at and self.precision == "day" else None

    def clean(self):
        super().clean()
        seen, above = {self.pk} if self.pk else set(), self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A meeting cannot be part of one of its own parts.")})
            seen.add(above.pk)
            above = above.parent


class StopBase(Dated, Checked):
    """One place on the way of a meeting or dialogue, in order, with its own date where it is known."""

    position = models.PositiveSmallIntegerField(_("order"), default=1)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    venue = models.CharField(_("venue"), max_length=200, blank=True, default="")
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.place)


class Stop(StopBase):
    """Where a meeting sat, in order: the mining dialogue is in Arequipa, then in Lima."""

    NATURAL_KEY = ("meeting__code", "position")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="stops", verbose_name=_("meeting"))

    class Meta:
        verbose_name = _("stop of a meeting")
        verbose_name_plural = _("stops of meetings")
        ordering = ["meeting", "position"]
        constraints = [
            *DATED_RULES,
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="stop_has_its_own_place_in_the_order",
                violation_error_message=_("Two stops have the same number in the order."),
            ),
        ]


class MeetingChange(Checked):
    """What was announced earlier: a date that moved or a status that changed, with the reason."""

    NATURAL_KEY = ("meeting__code", "position")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="changes", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    noted_on = EDTFField(_("announced on"))
    former_when = EDTFField(_("date before"))
    former_status = models.CharField(
        _("status before"), max_length=10, choices=MeetingStatus, blank=True, default=""
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("earlier announcement")
        verbose_name_plural = _("earlier announcements")
        ordering = ["meeting", "position"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(former_when="") | ~Q(former_status=""),
                name="meetingchange_says_what_changed",
                violation_error_message=_("Give the earlier date or the earlier status."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="meetingchange_has_its_own_place_in_the_order",
                violation_error_message=_("Two entries have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.former_when or self.former_status


class ChairRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    CO_CHAIR = "co-chair", _("co-chair")
    LEAD_SHEPHERD = "lead-shepherd", _("lead shepherd")
    REPRESENTATIVE = "representative", _("leader’s representative")
    OTHER = "other", _("took part")


class Chairing(Checked):
    """Who chaired a meeting, in the post held then."""

    NATURAL_KEY = ("meeting__code", "appointment__code", "role")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="chairings", verbose_name=_("meeting"))
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="chairings", verbose_name=_("person and post")
    )
    role = models.CharField(_("role"), max_length=20, choices=ChairRole, default=ChairRole.CHAIR)
    economy = models.ForeignKey(
        Economy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the economy")
    )

    class Meta:
        verbose_name = _("chair")
        verbose_name_plural = _("chairs and representatives")
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "appointment", "role"],
                name="chairing_once_a_meeting_person_and_role",
                violation_error_message=_("This person already has this role here."),
            ),
        ]

    def __str__(self):
        return str(self.appointment)


class Quotation(Checked):
    """What a person said at a meeting."""

    NATURAL_KEY = ("meeting__code", "position")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="quotations", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="quotations", verbose_name=_("person and post")
    )
    words = models.TextField(_("what was said"))
    is_rendering = models.BooleanField(
        _("in our rendering"),
        default=False,
        help_text=_("Tick when these are not the speaker’s own words; readers are told."),
    )
    occasion = models.CharField(_("occasion"), max_length=200, blank=True, default="")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("what was said")
        ordering = ["meeting", "position"]
        constraints = [
            one_language("words", "quotation_has_words"),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="quotation_has_its_own_place_in_the_order",
                violation_error_message=_("Two quotations have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.words[:80]


class SiteVisit(Dated, Checked):
    """A visit that belonged to a meeting: a mine, a fair, a site."""

    NATURAL_KEY = ("meeting__code", "position")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="visits", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("what was visited"), max_length=200)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("place")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("site visit")
        verbose_name_plural = _("site visits and side events")
        ordering = ["meeting", "position"]
        constraints = [
            *DATED_RULES,
            one_language("name", "sitevisit_has_a_name"),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="sitevisit_has_its_own_place_in_the_order",
                violation_error_message=_("Two visits have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.name
