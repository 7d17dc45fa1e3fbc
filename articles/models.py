from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from goals.models import Framework, Goal
from meetings.models import HostYear, Meeting, Outcome
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
from reference.models import Appointment, Person, Photo


class ArticleQuerySet(PublishableQuerySet):
    def for_cards(self):
        """All that articles/_byline.html reads: the posts and people of the byline that are public."""
        posts = Appointment.objects.public().for_names().filter(person__in=Person.objects.public())
        return self.prefetch_related(models.Prefetch("authors", posts))

    def newest_first(self):
        return self.order_by(models.F("first_day").desc(nulls_last=True), "code")


class Article(Addressed, Dated, EasyRead, Publishable):
    """A piece of the newsletter; its date is the day it speaks as of."""

    CODE = "ART"
    ADDRESS_FROM = "title"

    title = models.CharField(_("title"), max_length=250)
    authors = models.ManyToManyField(
        Appointment, blank=True, related_name="articles", verbose_name=_("byline")
    )
    lead = models.TextField(_("opening"), blank=True, default="")
    body = models.TextField(
        _("text"), help_text=_("Markdown. Footnotes: write [^1] in the text and [^1]: note below.")
    )
    meetings = models.ManyToManyField(
        Meeting, blank=True, related_name="articles", verbose_name=_("meetings")
    )
    outcomes = models.ManyToManyField(
        Outcome, blank=True, related_name="articles", verbose_name=_("outcomes")
    )
    frameworks = models.ManyToManyField(
        Framework, blank=True, related_name="articles", verbose_name=_("frameworks")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="articles", verbose_name=_("goals"))
    dialogues = models.ManyToManyField(
        Dialogue, blank=True, related_name="articles", verbose_name=_("dialogues")
    )

    objects = PublishableManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-first_day", "code"]
        constraints = [*CODED_RULES, *DATED_RULES, one_language("title", "article_has_a_title")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:article", args=[self.slug])


class Aside(Checked):
    """A box beside the running text."""

    NATURAL_KEY = ("article__code", "position")

    article = models.ForeignKey(Article, models.CASCADE, related_name="asides", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=200, blank=True, default="")
    body = models.TextField(_("text"), help_text=_("Markdown."))

    class Meta:
        verbose_name = _("box")
        verbose_name_plural = _("boxes")
        ordering = ["article", "position"]
        constraints = [
            one_language("body", "aside_has_a_text"),
            models.UniqueConstraint(
                fields=["article", "position"],
                name="aside_has_its_own_place_in_the_order",
                violation_error_message=_("Two boxes have the same number in the order."),
            ),
        ]

    def __str__(self):
        return self.title or self.body[:60]


class Figure(Checked):
    """A photo in an article; an archive photo belongs to an earlier host year."""

    NATURAL_KEY = ("article__code", "position")

    article = models.ForeignKey(Article, models.CASCADE, related_name="figures", verbose_name=_("article"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="figures", verbose_name=_("photo"))
    archive_of = models.ForeignKey(
        HostYear,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="archive_figures",
        verbose_name=_("from the archive of"),
        help_text=_("For the archive column: the earlier host year the photo shows."),
    )

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"],
                name="figure_has_its_own_place_in_the_order",
                violation_error_message=_("Two figures have the same number in the order."),
            ),
        ]

    def __str__(self):
        return str(self.photo)
