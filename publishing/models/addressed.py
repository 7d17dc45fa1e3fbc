"""An address that stays: made from the English name, kept when it changes."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from publishing.models.publishable import is_allotting


class Addressed(models.Model):
    """A record with a page of its own under a readable address; earlier addresses lead to it."""

    # The translated field whose English text makes the address.
    ADDRESS_FROM = "name"
    DERIVED = ("slug", "former_addresses")

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_(
            "The last part of the page’s address, for example 2024-som2. Leave empty to have it made from the "
            "English name. An earlier address keeps leading here."
        ),
    )
    former_addresses = models.TextField(editable=False, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self._slug_in_database = self.slug

    @classmethod
    def from_db(cls, db, field_names, values):
        record = super().from_db(db, field_names, values)
        if "slug" in record.__dict__:
            record._slug_in_database = record.slug
        return record

    def tidy(self):
        super().tidy()
        if not self.slug:
            english = getattr(self, f"{self.ADDRESS_FROM}_en", "") or ""
            # The slug of a Chinese title is empty: the stable code serves instead.
            self.slug = self._free_address(slugify(english)[:110].strip("-") or self.code.lower())
        before = getattr(self, "_slug_in_database", self.slug)
        if before != self.slug:
            kept = [old for old in self.former_addresses.split() if old not in (before, self.slug)]
            # Blanks on both sides, so that a whole address can be asked for with one LIKE.
            self.former_addresses = f" {' '.join([*kept, before])} "

    def _free_address(self, wanted):
        if is_allotting():
            return wanted
        others = type(self)._base_manager.exclude(pk=self.pk)
        address, n = wanted, 1
        while others.filter(slug=address).exists():
            n += 1
            address = f"{wanted}-{n}"
        return address

    @classmethod
    def at_former_address(cls, queryset, slug):
        """The record of `queryset` that once answered at `slug`, or None."""
        return queryset.filter(former_addresses__contains=f" {slug} ").first()
