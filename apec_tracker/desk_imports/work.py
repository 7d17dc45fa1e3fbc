"""Reading and writing an import that was handed in at the desk, in this process or in one of its own."""

import logging
import socket
import subprocess
import sys

from django.conf import settings
from django.utils import timezone

from apec_tracker import importing
from apec_tracker.desk_imports.files import give, is_large, parcels_of, set_aside, sweep
from publishing.models import AT_WORK, ImportRun, ImportStatus
from publishing.resources import undoing

log = logging.getLogger(__name__)
READ, WRITE, UNDO = "read", "write", "undo"
UNDONE_AT_ONCE = 2000  # rows; more are taken back in a process of its own
OPTIONS = ("kind", "economy", "source", "release", "headings")
# Processes begun here. Asking them lets the system forget those that have ended.
begun = []


def begin(uploads, user, options) -> ImportRun:
    """Keep the files of a new import and have it read."""
    sweep()
    with set_aside(uploads) as (folder, parcels):
        run = importing.begin(parcels, user=user, by=user.get_username(), options=options)
        give(folder, run)
    carry_on(run, READ)
    return run


def go_on(run, what, **changed) -> bool:
    """Read or write an import that stands still; False if somebody else set it going meanwhile."""
    taken = ImportRun(pk=run.pk)
    taken.begin()
    found = ImportRun.objects.filter(pk=run.pk, status=run.status).update(
        status=ImportStatus.PREPARING,
        is_cancelled=False,
        ended_at=None,
        rows_read=0,
        process=taken.process,
        heard_at=taken.heard_at,
        **changed,
    )
    if found:
        run.refresh_from_db()
        carry_on(run, what)
    return bool(found)


def carry_on(run, what):
    if is_large(run):
        in_background(run, what)
    else:
        do(run, what)


def in_background(run, what, *more):
    """Let a process of its own do it, which outlives this request and this worker."""
    begun[:] = [process for process in begun if process.poll() is None]
    command = [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "carry_import_on",
        str(run.pk),
        what,
        *more,
    ]
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    begun.append(process)
    # From now on it is that process whose end means that nobody is at work any more.
    ImportRun.objects.filter(pk=run.pk, status__in=AT_WORK).update(
        process=f"{socket.gethostname()}:{process.pid}", heard_at=timezone.now()
    )


def do(run, what):
    """Read the files and keep what they would do; or write it, if it is still what the editor saw."""
    at_work = importing.Importing(run, seen=run.report.get("signature", "-") if what == WRITE else "")
    given = {name: run.options[name] for name in OPTIONS if run.options.get(name)}
    kind = given.pop("kind", "")
    parcels = parcels_of(run)
    is_other = False
    try:
        at_work.prepare(parcels, kind, **given)
        if what == WRITE:
            try:
                at_work.write(parcels, kind, **given)
            except importing.NotAsSeen:
                is_other = True
        if run.status == ImportStatus.WRITTEN or at_work.report.problems or at_work.is_empty:
            importing.end(run, at_work)
        else:
            show(run, at_work, is_other)
    except importing.Cancelled:
        importing.end(run, at_work, ImportStatus.CANCELLED)
    except Exception:
        # Whatever it was, nothing was written, and the import must not look as if somebody were at work on it.
        log.exception("Import %s ended in an error", run.pk)
        importing.end(run, at_work, ImportStatus.INTERRUPTED)
    finally:
        at_work.close()


def show(run, at_work, is_other):
    """Keep a plan for the editor to look at."""
    if ImportRun.objects.filter(pk=run.pk, is_cancelled=True).exists():
        raise importing.Cancelled
    signature = at_work.signature()
    importing.end(run, at_work, ImportStatus.PREVIEWED)
    run.report |= {"signature": signature, "is_other": is_other}
    run.save(update_fields=["report"])


def undo(run, by) -> bool:
    """Take an import back; False where a process of its own is still at it. Raises NotToBeUndone."""
    undoing.begin(run)
    if run.rows.count() > UNDONE_AT_ONCE:
        in_background(run, UNDO, by)
        return False
    undoing.carry_out(run, by)
    return True


def take_back(run, by):
    """What `undo` leaves to a process of its own."""
    try:
        undoing.carry_out(run, by, importing.Progress(run))
    except importing.Cancelled:
        pass
    except Exception:
        # Nothing was taken back, and the import stands there as written again.
        log.exception("Taking import %s back ended in an error", run.pk)
