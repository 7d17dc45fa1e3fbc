from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.indicators import Indicator
from publishing.models import Checked
from reference.models import Economy


class OpenSDGFile(Checked):
    """How an Open SDG site wrote an indicator of its economy, kept so that it can be written the same again.

    The figures of the record are its readings. This holds what readings have no place for (the order of columns
    and rows, "19.0" for 19, sentences among the rows, the other fields of the metadata) and tells the next import
    which differences come from the site and which from our editors.
    """

    NATURAL_KEY = ("indicator__code", "economy__apec_code")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="opensdg_files", verbose_name=_("indicator")
    )
    economy = models.ForeignKey(
        Economy, models.PROTECT, related_name="opensdg_files", verbose_name=_("economy")
    )
    number = models.CharField(_("number in the name of the file"), max_length=60)
    release = models.CharField(_("release"), max_length=40)
    data = models.TextField(_("data"), help_text=_("The CSV file in UTF-8, with lines that end in LF."))
    metadata = models.JSONField(_("metadata"), default=dict, blank=True)
    headings = models.JSONField(_("columns named by hand"), default=dict, blank=True)

    class Meta:
        verbose_name = _("Open SDG file")
        verbose_name_plural = _("Open SDG files")
        ordering = ["economy", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "economy"],
                name="opensdgfile_once_an_indicator_and_economy",
                violation_error_message=_("There is already an Open SDG file of this indicator and economy."),
            ),
        ]

    def __str__(self):
        return f"indicator_{self.number}.csv"
