"""What was brought in by a sheet: each import is a record of its own, row by row, so that it can be taken back."""

import os
import socket
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A process on another machine is taken for dead when it has said nothing for so long.
SILENT_FOR = timedelta(minutes=5)
FORGOTTEN_AT_ONCE = 5000  # rows, each some 50 milliseconds of the write lock at most


def is_buried(number) -> bool:
    """Whether a process has ended and only its parent has not taken note; Linux tells, others say no."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return False
    return state[:1] == ["Z"]


class ImportStatus(models.TextChoices):
    PREPARING = "preparing", _("being read")
    PREVIEWED = "previewed", _("ready to be written")
    WRITTEN = "written", _("written")
    UNCHANGED = "unchanged", _("nothing to write")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")
    INTERRUPTED = "interrupted", _("interrupted; nothing was written")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")


# A process is at work on it.
AT_WORK = (ImportStatus.PREPARING, ImportStatus.UNDOING)


class ImportQuerySet(models.QuerySet):
    def settle(self):
        """Mark as interrupted what is still being read according to its record, though its process has gone."""
        for run in self.filter(status__in=AT_WORK).defer("report"):
            if run.is_alive():
                continue
            if run.status == ImportStatus.UNDOING:
                run.give_up_undoing(failed=True)
                continue
            # Before it is marked: whoever is killed in between leaves it to the next.
            run.forget_rows()
            ended = run.heard_at or run.started_at
            self.filter(pk=run.pk, status=ImportStatus.PREPARING).update(
                status=ImportStatus.INTERRUPTED, ended_at=ended
            )


class ImportRun(models.Model):
    """One import: who brought which files, when, and what became of it."""

    status = models.CharField(
        _("status"), max_length=12, choices=ImportStatus, default=ImportStatus.PREPARING
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("by"),
    )
    by = models.CharField(_("name"), max_length=150, blank=True, default="")
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # The moment that stands in every record this import saved; a later one means that somebody edited it.
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    files = models.JSONField(_("files"), default=list, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    is_cancelled = models.BooleanField(_("to be stopped"), default=False)
    process = models.CharField(max_length=120, blank=True, default="", editable=False)
    heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("taken back on"), null=True, blank=True)
    undone_by = models.CharField(_("taken back by"), max_length=150, blank=True, default="")

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=ImportStatus.values), name="importrun_status_is_known"
            )
        ]

    def __str__(self):
        names = ", ".join(file["name"] for file in self.files)
        return f"{self.pk} {names}".strip()

    def begin(self):
        """Say that this process is at work on it."""
        self.process = f"{socket.gethostname()}:{os.getpid()}"
        self.heard_at = timezone.now()

    @property
    def rows_left(self):
        """Its rows that are not taken back. What an undoing notes of them counts from the moment it is done."""
        return self.rows.exclude(reversed_at__lte=self.undone_at) if self.undone_at else self.rows.all()

    def forget_rows(self):
        """Without what was prepared and never written; a few at a time, so that nobody waits long."""
        while keys := list(self.rows.order_by("pk").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]):
            self.rows.filter(pk__gte=keys[0], pk__lte=keys[-1])._raw_delete(self.rows.db)

    def give_up_undoing(self, *, failed=False):
        """It stands there as it did before, for nothing more of it was taken back. `failed` if nobody wanted that."""
        self.report["undoing_failed"] = failed
        before = ImportStatus.UNDONE if self.undone_at else ImportStatus.WRITTEN
        given_up = ImportRun.objects.filter(pk=self.pk, status=ImportStatus.UNDOING).update(
            status=before, is_cancelled=False, report=self.report
        )
        if given_up and self.undone_at:
            noted = self.rows.filter(reversed_at__gt=self.undone_at)
            noted.update(fate=RowFate.STUCK, reason=_("Taking it back was broken off."), reversed_at=None)

    def is_alive(self) -> bool:
        """Whether the process at work on it is still there, as far as can be told from here."""
        host, _colon, number = self.process.rpartition(":")
        if host == socket.gethostname() and number.isdecimal():
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                return False
            except PermissionError:
                return True
            return not is_buried(number)
        return timezone.now() - (self.heard_at or self.started_at) < SILENT_FOR


class RowFate(models.TextChoices):
    REVERSED = "reversed", _("taken back")
    KEPT = "kept", _("kept: edited since")
    STUCK = "stuck", _("could not be taken back")


class ImportedRow(models.Model):
    """What one import did to one record; the whole of what is needed to take it back."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("import"))
    label = models.CharField(_("kind of record"), max_length=60)
    object_id = models.BigIntegerField(_("number"))
    key = models.CharField(_("record"), max_length=400)
    sheet = models.CharField(_("sheet"), max_length=200, blank=True, default="")
    row = models.PositiveIntegerField(_("row"), default=0)
    # None for a new record; else the fields that changed, before and after.
    was = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    now = models.JSONField(_("after"), null=True, encoder=DjangoJSONEncoder)
    # Of the whole row as the import left it, to see whether somebody edited it since.
    digest = models.CharField(max_length=16)
    # When a record that changed was last saved before, and when it was taken back, which counts once the undoing is
    # done: what other imports did in between, and took back, is no editing.
    saved_before = models.DateTimeField(null=True, editable=False)
    reversed_at = models.DateTimeField(null=True, editable=False)
    fate = models.CharField(_("when taken back"), max_length=10, choices=RowFate, blank=True, default="")
    reason = models.CharField(_("because"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["pk"]
        indexes = [models.Index(fields=["label", "object_id"], name="importedrow_of_a_record")]

    def __str__(self):
        return self.key


class KnownHeading(models.Model):
    """What a heading of somebody's sheets means; asked once, remembered for every later import."""

    resource = models.CharField(_("sheet"), max_length=60)
    heading = models.CharField(_("heading"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    column = models.CharField(
        _("column"), max_length=80, blank=True, default="", help_text=_("Empty: the column is left out.")
    )

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")
        ordering = ["resource", "heading"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "folded"],
                name="knownheading_once_a_sheet",
                violation_error_message=_("This heading is known already."),
            )
        ]

    def __str__(self):
        return f"{self.heading} → {self.column}"


class LockedField(models.Model):
    """A field of one record that no import may change, because an editor said so."""

    label = models.CharField(_("kind of record"), max_length=60)
    object_id = models.BigIntegerField(_("number"))
    field = models.CharField(_("field"), max_length=80)
    locked_by = models.CharField(_("locked by"), max_length=150, blank=True, default="")
    locked_at = models.DateTimeField(_("locked on"), auto_now_add=True)

    class Meta:
        verbose_name = _("locked field")
        verbose_name_plural = _("locked fields")
        ordering = ["label", "object_id", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["label", "object_id", "field"],
                name="lockedfield_once",
                violation_error_message=_("This field is locked already."),
            )
        ]

    def __str__(self):
        return self.field
