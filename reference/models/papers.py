import hashlib
import re

from django.core.validators import FileExtensionValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import EDTFField
from publishing.languages import NAMES
from publishing.models import (
    CODED_RULES,
    Addressed,
    Checked,
    NaturalKeyManager,
    Publishable,
    one_language,
)


class Check(models.TextChoices):
    """How far we could check what a source is said to say."""

    READ = "read", _("read by us")
    PART = "part", _("read in part")
    UNCHECKED = "unchecked", _("not checked by us")


class Source(Addressed, Publishable):
    """A page, paper or statement that we rest on."""

    CODE = "SRC"
    ADDRESS_FROM = "title"

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, default="")
    url = models.URLField(
        _("address"), max_length=700, blank=True, default="", validators=[URLValidator(["http", "https"])]
    )
    language = models.CharField(
        _("language of the source"),
        max_length=12,
        blank=True,
        default="",
        help_text=_("A language tag: en, zh-Hant, es, ja, th."),
    )
    published_on = EDTFField(_("published on"))
    seen_on = EDTFField(_("seen on"))
    checked = models.CharField(_("checked"), max_length=10, choices=Check, default=Check.READ)
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]
        constraints = [*CODED_RULES, one_language("title", "source_has_a_title")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reference:source", args=[self.slug])


class CitationQuerySet(models.QuerySet):
    def about(self, *codes):
        """The citations of these records, with their sources, in the editors' order."""
        return self.filter(about__in=codes).select_related("source").order_by("about", "position", "pk")


class Citation(Checked):
    """One record rests on one source: for what, where in it, and whether the source disagrees."""

    NATURAL_KEY = ("about", "source__code", "claim")

    about = models.CharField(
        _("record"),
        max_length=40,
        db_index=True,
        help_text=_("The stable code of the record, for example MTG-2024-014."),
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    claim = models.SlugField(
        _("key"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Only needed when one source is cited twice for the same record, for example “dates”."),
    )
    supports = models.CharField(
        _("what it supports"),
        max_length=400,
        blank=True,
        default="",
        help_text=_("For example “the dates, 4 to 16 May”. Empty means the record as a whole."),
    )
    locator = models.CharField(
        _("where in it"), max_length=120, blank=True, default="", help_text=_("Page, paragraph or heading.")
    )
    disagrees = models.BooleanField(
        _("disagrees"),
        default=False,
        help_text=_("The source says something else than the record. Both are kept, and the page says so."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = NaturalKeyManager.from_queryset(CitationQuerySet)()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["about", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "source", "claim"],
                name="citation_once_a_record_source_and_key",
                violation_error_message=_("This source is already cited here; give the second one a key."),
            ),
        ]

    def __str__(self):
        return f"{self.about} ← {self.source}"


class NoteKind(models.TextChoices):
    CLAIM = "claim", _("a claim we cite")
    CONFLICT = "conflict", _("sources disagree")
    COMMENT = "comment", _("an author’s comment")
    USAGE = "usage", _("on names and wording")
    FIGURE = "figure", _("a figure that was given")


class Note(Publishable):
    """A sentence about a record that has a source of its own, such as the altitude of a city."""

    CODE = "NOT"

    about = models.CharField(
        _("record"),
        max_length=40,
        db_index=True,
        help_text=_("The stable code of the record, for example PLA-AREQUIPA."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind, default=NoteKind.CLAIM)
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["about", "position", "code"]
        constraints = [*CODED_RULES, one_language("text", "note_has_a_text")]

    def __str__(self):
        return self.text[:80]


class DocumentKind(models.TextChoices):
    GOALS = "goals", _("goals")
    JOINT_STATEMENT = "joint-statement", _("joint statement")
    MINISTERIAL_STATEMENT = "ministerial-statement", _("ministerial statement")
    CHAIR_STATEMENT = "chair-statement", _("chair’s statement")
    DECLARATION = "declaration", _("declaration")
    ROADMAP = "roadmap", _("roadmap")
    PRINCIPLES = "principles", _("principles")
    POLICY_GUIDANCE = "policy-guidance", _("policy guidance")
    INITIATIVE = "initiative", _("initiative")
    PLAN = "plan", _("plan")
    REPORT = "report", _("report")
    PRESENTATION = "presentation", _("presentation")
    OTHER = "other", _("other")


class DocumentAccess(models.TextChoices):
    PUBLIC = "public", _("public")
    TITLE_ONLY = "title-only", _("title only")


def normalised_symbol(text: str) -> str:
    """A document symbol in one spelling: " 2005/som1/001 Rev.1 " → "2005/SOM1/001rev1"."""
    folded = re.sub(r"\s+", "", text).upper()
    return re.sub(r"REV\.?(\d+)", r"rev\1", folded)


class Document(Publishable):
    """A text that came out of a meeting, or that a meeting worked on."""

    CODE = "DOC"

    kind = models.CharField(_("kind"), max_length=24, choices=DocumentKind)
    title = models.CharField(_("adopted title"), max_length=300)
    working_title = models.CharField(
        _("working title"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What it was called before it was adopted; stays visible beside the adopted title."),
    )
    symbol = models.CharField(
        _("symbol"), max_length=60, blank=True, default="", help_text=_("For example 2005/SOM1/001rev1.")
    )
    issued = EDTFField(_("date of the text"))
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("revises")
    )
    access = models.CharField(
        _("access"), max_length=12, choices=DocumentAccess, default=DocumentAccess.PUBLIC
    )
    summary = models.TextField(_("in our own words"), blank=True, default="")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["code"]
        constraints = [*CODED_RULES, one_language("title", "document_has_a_title")]

    def __str__(self):
        return self.title

    def tidy(self):
        super().tidy()
        self.symbol = normalised_symbol(self.symbol)


class DocumentFile(Checked):
    """Where a document can be read, in one language: an address, or a file we keep."""

    NATURAL_KEY = ("document__code", "language", "url", "file")

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name=_("document"))
    language = models.CharField(_("language"), max_length=12, default="en", help_text=_("en, zh-Hant, es …"))
    url = models.URLField(_("address"), max_length=700, blank=True, default="")
    file = models.FileField(
        _("file"),
        upload_to="documents/%Y/",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "docx", "xlsx", "pptx", "odt", "txt", "csv"])],
    )
    media_type = models.CharField(_("type"), max_length=80, blank=True, default="")
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    checksum = models.CharField(_("SHA-256"), max_length=64, blank=True, default="", editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("place to read it")
        verbose_name_plural = _("places to read it")
        ordering = ["language", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(file=""),
                name="documentfile_has_an_address_or_a_file",
                violation_error_message=_("Give an address or a file."),
            ),
            models.UniqueConstraint(
                fields=["document", "language", "url", "file"],
                name="documentfile_once_a_language_and_address",
                violation_error_message=_("This address is already listed in this language."),
            ),
        ]

    def __str__(self):
        return f"{self.document} ({NAMES.get(self.language.lower(), self.language)})"

    def tidy(self):
        if self.file and not self.file._committed:
            digest = hashlib.sha256()
            for chunk in self.file.chunks():
                digest.update(chunk)
            self.checksum, self.size = digest.hexdigest(), self.file.size
