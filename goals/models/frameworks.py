from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Outcome
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
from reference.models import Forum, Topic


class FrameworkKind(models.TextChoices):
    GOALS = "goals", _("goals")
    VISION = "vision", _("vision")
    PLAN = "plan", _("plan of action")
    ROADMAP = "roadmap", _("roadmap")
    PRINCIPLES = "principles", _("principles")
    DECLARATION = "declaration", _("declaration")
    STATEMENT = "statement", _("statement")
    AGENDA = "agenda", _("agenda")
    INITIATIVE = "initiative", _("initiative")


class FrameworkQuerySet(PublishableQuerySet):
    def for_cards(self):
        return self.select_related("forum", "meeting")

    def with_goals(self):
        """Those that have goals which can be followed one by one."""
        return self.filter(goals__isnull=False).distinct()


class Framework(Addressed, EasyRead, Publishable):
    """A set of goals or a vision that economies agreed on, within APEC or outside."""

    CODE = "FWK"

    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=12, choices=FrameworkKind)
    year = models.PositiveSmallIntegerField(_("year"))
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="frameworks",
        verbose_name=_("adopted at"),
    )
    forum = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="frameworks", verbose_name=_("adopted by")
    )
    outcome = models.ForeignKey(
        Outcome,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="frameworks",
        verbose_name=_("as the outcome"),
    )
    adopted = EDTFField(_("adopted on"))
    adopted_words = models.CharField(
        _("adopted in which words"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("For example “endorsed”; where sources differ, add citations that disagree."),
    )
    is_binding = models.BooleanField(
        _("binding"), null=True, blank=True, help_text=_("Empty means not known.")
    )
    start_year = models.PositiveSmallIntegerField(_("from the year"), null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    url = models.URLField(_("official text"), max_length=700, blank=True, default="")
    summary = models.TextField(_("in our own words"), blank=True, default="")
    key_clause = models.TextField(
        _("who sets the targets"),
        blank=True,
        default="",
        help_text=_("For example: each economy sets its own."),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="frameworks", verbose_name=_("topics"))

    objects = PublishableManager.from_queryset(FrameworkQuerySet)()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["-year", "code"]
        constraints = [
            *CODED_RULES,
            one_language("name", "framework_has_a_name"),
            models.CheckConstraint(
                condition=Q(target_year__isnull=True) | Q(target_year__gte=F("year")),
                name="framework_target_year_not_before_its_year",
                violation_error_message=_("The target year is before the year of adoption."),
            ),
        ]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("goals:framework", args=[self.slug])

    def get_goals_url(self):
        return reverse("goals:goal_list", args=[self.slug])


class RelationKind(models.TextChoices):
    ALIGNED = "aligned", _("aligned with")
    BASED = "based", _("based on")
    IMPLEMENTS = "implements", _("implements")
    FOLLOWS = "follows", _("follows")
    ANNEX = "annex", _("annex to")


class FrameworkRelation(Checked):
    """How one framework stands to another, and whether its text says so or we do."""

    NATURAL_KEY = ("framework__code", "other__code", "kind")

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="relations", verbose_name=_("framework")
    )
    kind = models.CharField(_("is"), max_length=12, choices=RelationKind)
    other = models.ForeignKey(
        Framework, models.PROTECT, related_name="related_from", verbose_name=_("other framework")
    )
    is_named_in_text = models.BooleanField(
        _("named in the text itself"),
        default=True,
        help_text=_("Untick when the link was made by our editors."),
    )
    note = models.CharField(_("note"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations to other frameworks")
        ordering = ["framework", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "other", "kind"],
                name="frameworkrelation_once_a_pair_and_kind",
                violation_error_message=_("This relation is already recorded."),
            ),
            models.CheckConstraint(
                condition=~Q(framework=F("other")),
                name="frameworkrelation_is_between_two",
                violation_error_message=_("A framework cannot be related to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.framework} {self.get_kind_display()} {self.other}"


class MilestoneKind(models.TextChoices):
    REVIEW = "review", _("review")
    MID_TERM = "mid-term", _("mid-term review")
    REPORT = "report", _("report due")
    UPDATE = "update", _("update by economies")
    TARGET = "target", _("target year")


class MilestoneQuerySet(PublishableQuerySet):
    def visible_to(self, user):
        """A milestone shows only where its framework does."""
        return super().visible_to(user).filter(framework__in=Framework.objects.visible_to(user))

    def in_order(self):
        return self.order_by(F("first_day").asc(nulls_last=True), "code")


class Milestone(Dated, Publishable):
    """A review or report that a framework foresees, done, to come or overdue."""

    CODE = "MIL"

    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="milestones", verbose_name=_("framework")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MilestoneKind)
    name = models.CharField(_("name"), max_length=250)
    done = EDTFField(_("done on"))
    note = models.TextField(_("note"), blank=True, default="")

    objects = PublishableManager.from_queryset(MilestoneQuerySet)()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["first_day", "code"]
        constraints = [*CODED_RULES, *DATED_RULES, one_language("name", "milestone_has_a_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{self.framework.get_absolute_url()}#{self.code.lower()}"

    def is_overdue(self, today) -> bool:
        return not self.done and self.last_day is not None and self.last_day < today


class ActionArea(Checked):
    """A field within a framework, such as education."""

    NATURAL_KEY = ("framework__code", "key")

    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="areas", verbose_name=_("framework")
    )
    key = models.SlugField(_("key"), max_length=20, help_text=_("For example edu."))
    name = models.CharField(_("name"), max_length=160)
    other_names = models.CharField(
        _("also called"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Another wording found in a source."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("action area")
        verbose_name_plural = _("action areas")
        ordering = ["framework", "position"]
        constraints = [
            one_language("name", "actionarea_has_a_name"),
            models.UniqueConstraint(
                fields=["framework", "key"],
                name="actionarea_once_a_framework",
                violation_error_message=_("This framework already has an area with this key."),
            ),
        ]

    def __str__(self):
        return self.name


class GoalQuerySet(PublishableQuerySet):
    def visible_to(self, user):
        """A goal shows only where its framework does."""
        return super().visible_to(user).filter(framework__in=Framework.objects.visible_to(user))

    def reachable_by(self, user):
        return super().reachable_by(user).filter(framework__in=Framework.objects.visible_to(user))

    def for_cards(self):
        return self.select_related("framework", "area")

    def with_neighbours(self, user, today):
        """Each goal with its neighbours and the next review of its framework, in the same query.

        Columns before_… and after_… (number, title in both languages) of the goals of its framework that this
        reader may open, and review_… (name in both languages, when, code). All are None where there is none.
        """
        siblings = Goal.objects.visible_to(user).filter(framework=OuterRef("framework"))
        to_come = (
            Milestone.objects.visible_to(user)
            .filter(framework=OuterRef("framework"), done="", last_day__gte=today)
            .in_order()
        )
        before = siblings.filter(position__lt=OuterRef("position")).order_by("-position")
        after = siblings.filter(position__gt=OuterRef("position")).order_by("position")
        wanted = [
            ("before", before, ("number", "title_en", "title_zh_hant")),
            ("after", after, ("number", "title_en", "title_zh_hant")),
            ("review", to_come, ("name_en", "name_zh_hant", "when", "code")),
        ]
        # One small subquery a column: a JSON object would cost each new connection a check of what it can do.
        return self.annotate(
            **{
                f"{word}_{name}": Subquery(records.values(name)[:1])
                for word, records, names in wanted
                for name in names
            }
        )


class Goal(EasyRead, Publishable):
    """One promise of a framework, numbered as readers cite it."""

    CODE = "GOL"

    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="goals", verbose_name=_("framework")
    )
    area = models.ForeignKey(
        ActionArea, models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("action area")
    )
    number = models.CharField(
        _("number"),
        max_length=20,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9.-]*\Z", _("Small letters, digits, points and hyphens, for example 3.")
            )
        ],
        help_text=_("As in the address: goals/arequipa/3/."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("short title"), max_length=160)
    summary = models.TextField(_("the promise in our own words"))
    official_wording = models.TextField(
        _("official wording"),
        blank=True,
        default="",
        help_text=_("Word for word, in the language it was adopted in."),
    )
    wording_note = models.TextField(_("note on the wording"), blank=True, default="")
    url = models.URLField(_("official text"), max_length=700, blank=True, default="")
    target_year = models.PositiveSmallIntegerField(
        _("target year"), null=True, blank=True, help_text=_("Empty when the goal has no date.")
    )
    verb = models.CharField(
        _("strength of the verb"),
        max_length=80,
        blank=True,
        default="",
        help_text=_("For example “strive to”."),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="goals", verbose_name=_("topics"))

    objects = PublishableManager.from_queryset(GoalQuerySet)()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["framework", "position"]
        constraints = [
            *CODED_RULES,
            one_language("title", "goal_has_a_title"),
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="goal_number_once_a_framework",
                violation_error_message=_("This framework already has a goal with this number."),
            ),
            models.CheckConstraint(
                condition=Q(target_year__isnull=True) | Q(target_year__gte=1989, target_year__lte=2199),
                name="goal_target_year_is_a_year",
                violation_error_message=_("The target year is a year such as 2030."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def get_absolute_url(self):
        return reverse("goals:goal", args=[self.framework.slug, self.number])


class GoalClause(Checked):
    """One part of a goal that promises two things."""

    NATURAL_KEY = ("goal__code", "position")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="clauses", verbose_name=_("goal"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    text = models.CharField(_("clause"), max_length=300)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["goal", "position"]
        constraints = [
            one_language("text", "goalclause_has_a_text"),
            models.UniqueConstraint(
                fields=["goal", "position"],
                name="goalclause_has_its_own_place_in_the_order",
                violation_error_message=_("Two clauses have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.text
