"""What every record has: a state the public may or may not see, a stable code, and rules kept on every road in."""

import copy
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LANGUAGE_COLUMNS = ("zh_hant", "en")


def one_language(field: str, name: str) -> models.CheckConstraint:
    """The rule that `field` is filled in at least one language; neither of the two is the main one."""
    filled = Q()
    for language in LANGUAGE_COLUMNS:
        # NULL > '' is unknown, and an unknown check passes: the null must be named.
        filled |= Q(**{f"{field}_{language}__isnull": False, f"{field}_{language}__gt": ""})
    return models.CheckConstraint(
        condition=filled,
        name=name,
        violation_error_message=_("Fill in the text in Chinese or in English; one of the two is enough."),
    )


def without_index(model, name):
    """A field of an abstract model anew, for a model that has a better index for what is asked of it."""
    field = copy.deepcopy(model._meta.get_field(name))
    field.db_index = False
    return field


def where_named(field: str, name: str) -> models.Index:
    """The index of a relation that most rows leave empty: those have no entry to be kept."""
    return models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)


def where_public(field: str, name: str) -> models.Index:
    """The index for what the public asks of a field: drafts, of which an import may bring very many, have no entry."""
    return models.Index(fields=[field], condition=Q(state=State.PUBLISHED), name=name)


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Withdrawal(models.TextChoices):
    ERROR = "error", _("entered in error: the page is gone, a note stays")
    REPLACED = "replaced", _("replaced: the page leads to the new record")
    KEPT = "kept", _("withdrawn: still readable under a notice")


class PublishableQuerySet(models.QuerySet):
    def public(self):
        """What anyone may see at this moment."""
        now = timezone.now()
        return self.filter(
            Q(published_from__isnull=True) | Q(published_from__lte=now),
            Q(published_until__isnull=True) | Q(published_until__gt=now),
            state=State.PUBLISHED,
        )

    def visible_to(self, user):
        """What this person may see: the public record, and drafts too for staff who may view them."""
        if may_preview(user, self.model):
            return self.exclude(state=State.WITHDRAWN)
        return self.public()

    def reachable_by(self, user):
        """Like visible_to, and the withdrawn ones whose page still answers with a note."""
        if may_preview(user, self.model):
            return self.all()
        return self.public() | self.filter(state=State.WITHDRAWN)


def may_preview(user, model) -> bool:
    """Whether a person sees records of `model` before they are published."""
    if user is None or not user.is_active or not user.is_staff:
        return False
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


# What a long run of look-ups by natural key has found so far; None when nobody asked to remember.
_remembered: ContextVar[dict | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering():
    """Within this block, a record named by its natural key is asked of the database once."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


class Allotment:
    """Codes and addresses for many new records at once, without asking the database for each.

    What is given out is free as far as this allotment knows; its owner checks all of it together afterwards.
    """

    def __init__(self):
        self._last: dict[str, int] = {}

    def code(self, model, stem: str, width: int) -> str:
        if stem not in self._last:
            self._last[stem] = _highest(model, stem)
        self._last[stem] += 1
        return f"{stem}{self._last[stem]:0{width}d}"


_allotment: ContextVar[Allotment | None] = ContextVar("allotment", default=None)


@contextmanager
def allotting():
    """Within this block, new records take their codes and addresses from one Allotment."""
    allotment = Allotment()
    token = _allotment.set(allotment)
    try:
        yield allotment
    finally:
        _allotment.reset(token)


def is_allotting() -> bool:
    return _allotment.get() is not None


def _highest(model, stem):
    """The highest number given after a stem of codes, 0 if none."""
    taken = model._base_manager.filter(code__startswith=stem).values_list("code", flat=True)
    return max(
        (int(tail) for code in taken if re.fullmatch(r"[0-9]{1,9}", tail := code[len(stem) :])), default=0
    )


class NaturalKeyManager(models.Manager):
    def get_by_natural_key(self, *values):
        memory = _remembered.get()
        key = (self.db, self.model, values)
        if memory is not None and key in memory:
            return memory[key]
        found = self.get(**dict(zip(self.model.NATURAL_KEY, values, strict=True)))
        if memory is not None:
            memory[key] = found
        return found


class PublishableManager(NaturalKeyManager.from_queryset(PublishableQuerySet)):
    pass


class Checked(models.Model):
    """A row that refuses what cannot be, with the same sentence in the desk, in code and in fixtures."""

    # The look-ups that together name one row for good, such as ("meeting__code", "position").
    NATURAL_KEY: tuple[str, ...] = ()

    # Columns that tidy() or the clock fills in, saved along with whatever else is.
    DERIVED: tuple[str, ...] = ()

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.tidy()
        self.full_clean()
        if kwargs.get("update_fields") is not None:
            derived = (name for base in type(self).__mro__ for name in vars(base).get("DERIVED", ()))
            kwargs["update_fields"] = {*kwargs["update_fields"], *derived}
        super().save(*args, **kwargs)

    def natural_key(self):
        return tuple(reduce(getattr, path.split("__"), self) for path in self.NATURAL_KEY)

    def tidy(self):
        """Fill in what follows from the rest of this row; touches no other row."""

    def clean_fields(self, exclude=None):
        # A translated field reads as the reader's language with fallback; cleaning it would write the
        # fallback into the language that is honestly empty. Its columns are cleaned one by one instead.
        translated = {
            field.translated_field.name
            for field in self._meta.get_fields()
            if hasattr(field, "translated_field")
        }
        super().clean_fields(exclude={*(exclude or ()), *translated})


LINE_RULES = [
    models.CheckConstraint(
        condition=Q(published_from__isnull=True)
        | Q(published_until__isnull=True)
        | Q(published_until__gt=F("published_from")),
        name="%(app_label)s_%(class)s_published_until_after_from",
        violation_error_message=_("The record would be unpublished before it is published."),
    ),
    models.CheckConstraint(
        condition=Q(state__in=State.values),
        name="%(app_label)s_%(class)s_state_is_known",
        violation_error_message=_("Choose draft, in review, published or withdrawn."),
    ),
]


class PublishableLine(Checked):
    """A line with a state of its own but no address, such as a reading or a target."""

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.DRAFT,
        db_index=True,
        help_text=_("Only “published” can be seen by the public. Imports arrive as drafts."),
    )
    published_from = models.DateTimeField(
        _("published from"), null=True, blank=True, help_text=_("Empty means at once.")
    )
    published_until = models.DateTimeField(
        _("published until"), null=True, blank=True, help_text=_("Empty means without an end.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    DERIVED = ("changed_at",)

    objects = PublishableManager()

    class Meta:
        abstract = True
        constraints = LINE_RULES

    @property
    def is_public(self) -> bool:
        """The same answer as public(), for a record that was read along with another."""
        now = timezone.now()
        return (
            self.state == State.PUBLISHED
            and (self.published_from is None or self.published_from <= now)
            and (self.published_until is None or self.published_until > now)
        )


CODED_RULES = [
    *LINE_RULES,
    models.CheckConstraint(
        condition=~Q(state=State.WITHDRAWN) | Q(withdrawn_as__in=Withdrawal.values),
        name="%(app_label)s_%(class)s_withdrawn_says_how",
        violation_error_message=_("Say how it is withdrawn: in error, replaced, or kept under a notice."),
    ),
    models.CheckConstraint(
        condition=~Q(state=State.WITHDRAWN, withdrawn_as=Withdrawal.REPLACED) | Q(replaced_by__isnull=False),
        name="%(app_label)s_%(class)s_replaced_names_the_new_one",
        violation_error_message=_("Name the record that replaces this one."),
    ),
]


class Publishable(PublishableLine):
    """A record of its own: it has a stable code, can be cited, withdrawn and replaced."""

    CODE = ""
    NATURAL_KEY = ("code",)
    DERIVED = ("code",)

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z]{2,4}-[A-Z0-9]+(-[A-Z0-9]+)*\Z",
                _("A code is capital letters, a hyphen, then letters or digits, for example MTG-2024-014."),
            )
        ],
        help_text=_("Never changes once given, for example MTG-2024-014. Leave empty to have one made."),
    )
    withdrawn_as = models.CharField(
        _("withdrawn how"), max_length=10, choices=Withdrawal, blank=True, default=""
    )
    withdrawn_note = models.TextField(
        _("note on the withdrawal"),
        blank=True,
        default="",
        help_text=_("Readers see this sentence on the page."),
    )
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    class Meta:
        abstract = True
        constraints = CODED_RULES

    def tidy(self):
        super().tidy()
        self.code = (self.code or "").strip().upper() or self.next_code()

    def code_year(self) -> int | None:
        """The year that stands in a new code, for records that belong to one."""
        return None

    def next_code(self) -> str:
        """The first free code after the highest one given."""
        year = self.code_year()
        stem = f"{self.CODE}-{year}-" if year else f"{self.CODE}-"
        width = 3 if year else 4
        if (allotment := _allotment.get()) is not None:
            return allotment.code(type(self), stem, width)
        return f"{stem}{_highest(type(self), stem) + 1:0{width}d}"
