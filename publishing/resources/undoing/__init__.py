"""An import is taken back row by row: what nobody touched since goes back, what somebody edited stays.

since      whether a record still is as the import left it, and what came after
looking    what becomes of each row, found out while others go on working
going      the records that leave or go back, in a table of their own, to be dealt with in a few statements

All of it happens in one short transaction at the end. A process that dies before it leaves the import as it was.
What stayed may be tried again once what stood in its way is gone.
"""

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import ImportRun, ImportStatus, RowFate
from publishing.resources.staging import looked_at_before, prepare_connection, release_connection
from publishing.resources.undoing.looking import Undoing, from_the_last, resources_of
from publishing.resources.undoing.since import edited_since

TRIES = 3


class NotToBeUndone(Exception):
    """This import cannot be taken back; the sentence says why."""


class Overtaken(Exception):
    """Somebody saved one of the records, or came to rest on one, after they were looked at."""


def begin(run: ImportRun):
    """Say that this process takes an import back, so that nobody else does. Raises NotToBeUndone."""
    run.refresh_from_db()
    if run.status == ImportStatus.UNDONE and not run.rows_left.exists():
        raise NotToBeUndone(_("This import was taken back already."))
    run.begin()
    taken = ImportRun.objects.filter(
        pk=run.pk, status__in=(ImportStatus.WRITTEN, ImportStatus.UNDONE)
    ).update(
        status=ImportStatus.UNDOING,
        process=run.process,
        heard_at=run.heard_at,
        rows_read=0,
        is_cancelled=False,
    )
    run.refresh_from_db()
    if taken:
        return
    if run.status == ImportStatus.UNDOING:
        raise NotToBeUndone(_("This import is being taken back already."))
    raise NotToBeUndone(_("This import wrote nothing that could be taken back."))


def undo(run: ImportRun, by: str = "", progress=None) -> dict[str, int]:
    """Take an import back, all of it or nothing. Returns how many rows met which RowFate.

    progress   called with the number of rows looked at so far; what it raises stops the undoing

    Raises NotToBeUndone for an import that wrote nothing, or of which nothing is left.
    """
    begin(run)
    return carry_out(run, by, progress)


def carry_out(run: ImportRun, by: str = "", progress=None) -> dict[str, int]:
    """Take an import back that `begin` was called for."""
    try:
        for _attempt in range(TRIES):
            try:
                written = _carry_out(run, by, progress or (lambda rows: None))
                break
            except (Overtaken, IntegrityError):
                continue
        else:
            raise NotToBeUndone(
                _(
                    "Others kept saving these records meanwhile; nothing was taken back. Try again a little later."
                )
            )
    except BaseException as error:
        run.give_up_undoing(failed=isinstance(error, Exception) and not is_cancelled(run))
        raise
    finally:
        release_connection()
    for resource, keys in written:
        resource.settle(keys)
    run.refresh_from_db()
    fates = dict(run.rows.order_by("fate").values_list("fate").annotate(models.Count("pk")))
    return {fate.value: fates.get(fate.value, 0) for fate in RowFate}


def is_cancelled(run):
    return ImportRun.objects.filter(pk=run.pk, is_cancelled=True).exists()


def _carry_out(run, by, progress):
    prepare_connection()
    undoings = {}
    try:
        looked_at = 0
        for resource in from_the_last(resources_of(run)):
            undoing = undoings[resource.model] = Undoing(run, resource, undoings)
            for rows in undoing.look():
                looked_at += rows
                progress(looked_at)
        now = timezone.now()
        for undoing in undoings.values():
            undoing.write_down(now)
            progress(looked_at)
        with looked_at_before(), transaction.atomic():
            taken = ImportRun.objects.filter(
                pk=run.pk, status=ImportStatus.UNDOING, is_cancelled=False
            ).update(status=ImportStatus.UNDONE, undone_at=now, undone_by=by)
            if not taken or any(undoing.is_overtaken() for undoing in undoings.values()):
                raise Overtaken
            for undoing in undoings.values():
                undoing.carry_out(now)
            if any(undoing.is_named_still() for undoing in undoings.values()):
                raise Overtaken
        return [
            (one.resource, one.touched) for one in undoings.values() if one.touched and one.resource.settles
        ]
    finally:
        for undoing in undoings.values():
            undoing.close()


__all__ = ["NotToBeUndone", "begin", "carry_out", "edited_since", "undo"]
