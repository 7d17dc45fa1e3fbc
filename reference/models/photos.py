import logging

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from PIL import Image

from publishing.fields import EDTFField
from publishing.models import (
    CODED_RULES,
    Checked,
    Publishable,
    PublishableManager,
    PublishableQuerySet,
    one_language,
)
from reference.images import check_image, written_anew
from reference.models.people import Appointment
from reference.renditions import Source, files_of, make, recipe_of, sources_of

logger = logging.getLogger(__name__)


class PhotoQuerySet(PublishableQuerySet):
    def delete(self):
        """The rows and, once that is certain, their files."""
        files = [name for photo in self for name in photo.own_files()]
        done = super().delete()
        transaction.on_commit(lambda: remove(files), robust=True)
        return done

    def with_people(self):
        """All that reference/_photo.html reads, in two queries however many there are."""
        people = PhotoPerson.objects.select_related("appointment__person")
        return self.prefetch_related(models.Prefetch("people", people))


def remove(names):
    for name in names:
        default_storage.delete(name)


class Photo(Publishable):
    """A picture, or the record of one that we may not show: caption and credit stand either way."""

    CODE = "PHO"

    image = models.ImageField(
        _("picture"),
        upload_to="photos/%Y/",
        blank=True,
        width_field="width",
        height_field="height",
        validators=[check_image],
        help_text=_("Leave empty when we may not show it: caption and credit are recorded all the same."),
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField(
        _("text for those who cannot see it"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What matters in the picture, in one sentence, in both languages."),
    )
    decorative_because = models.CharField(
        _("decorative, because"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Only if the picture tells nothing: the reason. Screen readers then skip it."),
    )
    caption = models.TextField(_("caption"))
    credit = models.CharField(_("credit"), max_length=200, help_text=_("For example “Photo: APEC website”."))
    licence = models.CharField(_("licence"), max_length=200, blank=True, default="")
    may_be_shown = models.BooleanField(
        _("we may show it"),
        default=False,
        help_text=_("Tick only when a licence or a permission is on file."),
    )
    focus_x = models.PositiveSmallIntegerField(
        _("focal point across"), default=50, help_text=_("Percent from the left; the crop keeps this point.")
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point down"), default=50, help_text=_("Percent from the top.")
    )
    taken = EDTFField(_("taken"))
    # Which sizes were made of the picture, as reference/renditions.py writes it; empty when there are none.
    renditions = models.JSONField(default=dict, blank=True, editable=False)

    objects = PublishableManager.from_queryset(PhotoQuerySet)()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["code"]
        constraints = [
            *CODED_RULES,
            one_language("caption", "photo_has_a_caption"),
            one_language("credit", "photo_has_a_credit"),
            models.CheckConstraint(
                condition=Q(image="")
                | Q(alt_en__isnull=False, alt_en__gt="", alt_zh_hant__isnull=False, alt_zh_hant__gt="")
                | ~Q(decorative_because=""),
                name="photo_says_what_it_shows",
                violation_error_message=_(
                    "Describe the picture in both languages for those who cannot see it, or say why it is decorative."
                ),
            ),
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                name="photo_focus_is_inside",
                violation_error_message=_("The focal point is given in percent, 0 to 100."),
            ),
        ]

    def __str__(self):
        return self.caption[:80]

    def save(self, *args, **kwargs):
        if self.image and not self.image._committed:
            check_image(self.image)
            self.image = written_anew(self.image)
        super().save(*args, **kwargs)
        # Only when nobody waits for the database any more: it takes a second or two.
        transaction.on_commit(self.make_renditions, robust=True)

    def delete(self, *args, **kwargs):
        files = self.own_files()
        done = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: remove(files), robust=True)
        return done

    def own_files(self):
        """The names of the picture and of all that was made of it."""
        return [*([self.image.name] if self.image else []), *files_of(self.renditions)]

    def make_renditions(self, anew=False) -> bool:
        """Bring the sizes on disk in line with the picture; whether anything was done.

        A picture that cannot be read, or that we may not show, has none; the page then shows the picture as it was
        handed in, or its frame.
        """
        before = self.renditions
        focus = (self.focus_x, self.focus_y)
        wanted = bool(self.image) and self.may_be_shown
        if wanted and not anew and before.get("recipe") == recipe_of(self.image.name, focus):
            return False
        if not wanted and not before:
            return False
        made = {}
        if wanted:
            try:
                made = make(self.image.storage, self.image.name, self.code.lower(), focus)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                logger.exception("No sizes were made of the picture %s of %s.", self.image.name, self.code)
        # Not by save(): an editor may have changed the record meanwhile.
        type(self)._base_manager.filter(pk=self.pk).update(renditions=made)
        self.renditions = made
        self.__dict__.pop("sources", None)
        kept = set(files_of(made))
        remove([name for name in files_of(before) if name not in kept])
        return True

    @property
    def is_shown(self) -> bool:
        return bool(self.image) and self.may_be_shown

    @cached_property
    def sources(self) -> list[Source]:
        """What stands in its <picture>, the <img> last; empty when only the picture as handed in is there."""
        return sources_of(self.image.storage, self.renditions) if self.renditions else []


class PhotoPerson(Checked):
    """Who stands where in a picture."""

    NATURAL_KEY = ("photo__code", "appointment__code")

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="people", verbose_name=_("photo"))
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="in_photos", verbose_name=_("person")
    )
    where = models.CharField(
        _("where"), max_length=80, blank=True, default="", help_text=_("For example “first from left”.")
    )

    class Meta:
        verbose_name = _("person in the picture")
        verbose_name_plural = _("people in the picture")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "appointment"],
                name="photoperson_stands_once",
                violation_error_message=_("This person is already named in the picture."),
            ),
        ]

    def __str__(self):
        return str(self.appointment)
