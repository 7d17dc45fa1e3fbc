from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.models import CODED_RULES, Addressed, Publishable, one_language


class Topic(Addressed, Publishable):
    """A theme that runs through meetings, dialogues and cases, such as disability inclusion."""

    CODE = "TOP"

    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("in a few sentences"), blank=True, default="")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "code"]
        constraints = [*CODED_RULES, one_language("name", "topic_has_a_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reference:topic", args=[self.slug])


class Term(Publishable):
    """A word of the field with its abbreviation and one plain line of explanation."""

    CODE = "TRM"

    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True, default="")
    name = models.CharField(_("term"), max_length=160)
    definition = models.TextField(_("definition in one line"), blank=True, default="")
    note = models.TextField(
        _("note on usage"), blank=True, default="", help_text=_("For example that two renderings are in use.")
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["code"]
        constraints = [*CODED_RULES, one_language("name", "term_has_a_name")]

    def __str__(self):
        return self.abbreviation or self.name

    def get_absolute_url(self):
        return reverse("reference:glossary") + f"#{self.code.lower()}"
