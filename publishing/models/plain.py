"""A summary in plain words, for readers to whom the record itself is too hard or too long."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EasyRead(models.Model):
    """A record that can be told in short, plain sentences at the top of its page."""

    easy_read = models.TextField(
        _("in plain words"),
        blank=True,
        default="",
        help_text=_(
            "An easy-read summary: one idea a sentence, each sentence on a line of its own. Common words, active voice, "
            "no abbreviations, no brackets; a hard word is explained where it stands. Nothing that the record does not "
            "say. For example: “Officials met in Peru in May 2024. They talked about people with disabilities. They "
            "set six goals.” Where it is empty, the page shows no box."
        ),
    )

    class Meta:
        abstract = True
