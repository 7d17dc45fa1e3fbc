"""When something is, as precisely as its source says and no more."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing import dates
from publishing.fields import EDTFField

DATED_RULES = [
    models.CheckConstraint(
        condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
        name="%(app_label)s_%(class)s_ends_on_or_after_its_first_day",
        violation_error_message=_("The last day is before the first."),
    ),
]


class Dated(models.Model):
    """A record with an honest date; the first and last possible day are derived from it and indexed."""

    DERIVED = ("first_day", "last_day", "precision")

    when = EDTFField(
        _("when"),
        help_text=_(
            "As precise as the source, no more: 2024 · 2024-05 · 2024-05-13 · 2024-06-08/2024-06-09 · "
            "2024-41 (second half) · 2024-33 (first quarter) · 2024-05~ (about) · /2024-08-25 (only the end is "
            "known). Empty means to be advised."
        ),
    )
    when_words = models.CharField(
        _("date as announced"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The words of the source, for example “the week before SOM2”."),
    )
    is_tentative = models.BooleanField(
        _("tentative"), default=False, help_text=_("The date may still change; readers are told.")
    )
    first_day = models.DateField(
        _("first possible day"), null=True, blank=True, editable=False, db_index=True
    )
    last_day = models.DateField(_("last possible day"), null=True, blank=True, editable=False, db_index=True)
    precision = models.CharField(_("precision"), max_length=10, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    @property
    def date(self) -> dates.HonestDate:
        return dates.read(self.when)

    def tidy(self):
        super().tidy()
        try:
            when = dates.read(self.when or "")
        except dates.DateError:
            # The field's own check says what is wrong with it, in the editor's language.
            return
        self.when = when.edtf
        self.first_day, self.last_day, self.precision = when.first, when.last, when.precision
