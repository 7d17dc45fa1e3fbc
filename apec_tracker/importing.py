"""The way of an import: files are fetched, read and planned, shown, and written all at once or not at all.

The command and the desk both go this way. Each import is an ImportRun; a process that dies on the way leaves the
record as it was and a run that the next one finds interrupted.
"""

import hashlib
import logging
import time
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from goals import opensdg
from publishing.imports import Counts, Parcel, fetch, problem_as_json
from publishing.models import ImportRun, ImportStatus
from publishing.resources import SHEETS, resources
from publishing.resources.staging import looked_at_before
from publishing.sheets import Problem, SheetError
from publishing.sheets.files import BOOKS, files_of_folder
from publishing.sheets.opensdg import FILES as LARGEST_FOLDER
from publishing.sheets.sources import LARGEST, MEGABYTE

# Each kind of file or folder that can be read, the most particular first.
FORMATS = (opensdg.FORMAT, SHEETS)
ENDINGS = (*BOOKS, ".md", ".yml", ".yaml")
TRIES = 3
SAID_EVERY = 1.0  # seconds between two words on how far it is
PIECE = 1024 * 1024
log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Somebody asked for the import to be stopped; nothing was written."""


class NotAsSeen(Exception):
    """The import would do something else than what the editor was shown; nothing was written."""


class Report:
    """What all plans of an import came to."""

    def __init__(self):
        self.counts, self.problems, self.notices, self.changes, self.unknown = {}, [], [], [], []

    def add(self, plan):
        for label, counts in plan.counts.items():
            total = self.counts.setdefault(label, Counts())
            for name, number in vars(counts).items():
                setattr(total, name, getattr(total, name) + number)
        self.problems += plan.problems
        self.notices += plan.notices
        self.changes += plan.changes
        self.unknown += getattr(plan, "unknown_headings", [])

    @property
    def totals(self) -> Counts:
        totals = Counts()
        for counts in self.counts.values():
            for name, number in vars(counts).items():
                setattr(totals, name, getattr(totals, name) + number)
        totals.refused = max(totals.refused, len(self.problems))
        return totals

    def as_json(self) -> dict:
        return {
            **asdict(self.totals),
            "counts": {label: asdict(counts) for label, counts in self.counts.items()},
            "problems": [problem_as_json(problem) for problem in self.problems],
            "notices": [problem_as_json(problem) for problem in self.notices],
            "changes": [change._asdict() for change in self.changes],
            "unknown_headings": self.unknown,
        }


class Progress:
    """Tells about once a second how far a run is; raises Cancelled once somebody has asked for it to be stopped.

    run    None for a trial that leaves no trace
    told   called with the number of rows
    """

    def __init__(self, run=None, told=None):
        self.run, self.told = run, told or (lambda rows: None)
        self.said_at = time.monotonic()

    def __call__(self, rows):
        now = time.monotonic()
        if now - self.said_at < SAID_EVERY:
            return
        self.said_at = now
        self.told(rows)
        if self.run is None:
            return
        self.run.rows_read, self.run.heard_at = rows, timezone.now()
        mine = ImportRun.objects.filter(pk=self.run.pk)
        mine.update(rows_read=rows, heard_at=self.run.heard_at)
        if mine.filter(is_cancelled=True).exists():
            raise Cancelled


class Importing:
    """One import at work.

    run      the ImportRun that tells of it; None for a trial that leaves no trace
    told     called with the number of rows read, about once a second
    seen     the `signature` of what an editor was shown; anything else is not written
    """

    def __init__(self, run=None, told=None, seen=""):
        self.run, self.seen = run, seen
        self.progress = Progress(run, told)
        self.report = Report()
        self.plans = []

    def prepare(self, parcels, kind="", **options):
        """Read and plan the parcels. What is wrong with them is told in the report; nothing is written."""
        self.report, self.plans = Report(), []
        joined = {}
        for parcel in parcels:
            if isinstance(parcel, Problem):
                self.report.problems.append(parcel)
                continue
            try:
                one = format_of(parcel, kind)
                content = one.read(parcel)
            except SheetError as error:
                self.report.problems.append(error.problem.at(file=parcel.name))
                continue
            except OSError:
                self.report.problems.append(Problem("not_found", parcel.name, file=parcel.name))
                continue
            if one.joins:
                joined.setdefault(one, []).extend(content)
            else:
                self.plan(one, content, options)
        for one, content in joined.items():
            self.plan(one, content, {**options, "kind": "" if is_format(kind) else kind})
        return self.report

    def plan(self, one, content, options):
        def make():
            return one.plan(content, progress=self.progress, **options)

        try:
            plan = make()
        except SheetError as error:
            self.report.problems.append(error.problem)
            return
        # Two of a kind may bring the same record: the second is planned again when the first is written.
        plan.made_anew = make if any(type(other) is type(plan) for other in self.plans) else None
        self.plans.append(plan)
        self.report.add(plan)

    @property
    def is_empty(self):
        return all(plan.is_empty for plan in self.plans)

    def signature(self) -> str:
        """A sum of all that would be written: the same as long as writing would do the same."""
        digest = hashlib.sha256()
        for plan in self.plans:
            for told in plan.signature():
                digest.update(told.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()

    def write(self, parcels, kind="", **options):
        """Write what was prepared, in one transaction; prepared again where others were faster.

        Raises NotAsSeen instead of writing what the editor was not shown.
        """
        for attempt in range(TRIES):
            if self.report.problems or self.is_empty:
                return
            if self.seen and self.signature() != self.seen:
                raise NotAsSeen
            try:
                self._write()
            except SheetError as error:
                refused, is_worth_trying = error.problem, error.code == "changed_meanwhile"
            except IntegrityError:
                # Two imports of the same new records: read again, they are the same. If not, the rows are at odds.
                refused, is_worth_trying = SheetError("refused_by_database").problem, attempt == 0
            else:
                for plan in self.plans:
                    plan.settle()
                return
            self.run.forget_rows()
            if not is_worth_trying or attempt == TRIES - 1:
                self.report.problems.append(refused)
                return
            self.close()
            self.prepare(parcels, kind, **options)

    def _write(self):
        for plan in self.plans:
            if not plan.made_anew:
                plan.prepare(self.run)
        now = timezone.now()
        # What is told of it is written with it: whoever is killed right afterwards leaves nothing out.
        outcome = self.outcome()
        is_looked_at = all(plan.is_looked_at for plan in self.plans)
        with looked_at_before() if is_looked_at else nullcontext(), transaction.atomic():
            taken = ImportRun.objects.filter(
                pk=self.run.pk, status=ImportStatus.PREPARING, is_cancelled=False
            ).update(status=ImportStatus.WRITTEN, written_at=now, ended_at=now, **outcome)
            if not taken:
                raise Cancelled
            for number, plan in enumerate(self.plans):
                if plan.made_anew:
                    plan = self.plans[number] = plan.made_anew()
                    if plan.problems:
                        raise SheetError(plan.problems[0])
                    plan.prepare(self.run)
                plan.write(now)
        self.run.status, self.run.written_at, self.run.ended_at = ImportStatus.WRITTEN, now, now

    def outcome(self) -> dict:
        """What an ImportRun keeps of it, by field."""
        told = self.report.as_json()
        rows = sum(getattr(plan, "rows_read", 0) for plan in self.plans)
        return {"counts": told.pop("counts"), "report": told, "rows_read": rows or self.run.rows_read}

    def close(self):
        for plan in self.plans:
            plan.close()
        self.plans = []


def is_format(kind):
    return any(one.name == kind for one in FORMATS)


def format_of(parcel, kind=""):
    """By the name that was given, which may also be that of a sheet; else by what the parcel holds."""
    for one in FORMATS:
        if one.name == kind or (not kind and one.is_one(parcel)):
            return one
    return SHEETS


def kinds() -> list[str]:
    """What `--as` may say: a format, or the sheet that the rows are for."""
    return [*(one.name for one in FORMATS), *(resource.name for resource in resources())]


def parcels_at(paths):
    """The parcel at each path, or the Problem why there is none."""
    for path in paths:
        try:
            yield fetch(path)
        except SheetError as error:
            yield error.problem.at(file=str(path))
        except OSError:
            yield Problem("not_found", str(path), file=str(path))


def files_in(path):
    """(what to note of its name, path) of a file, or of each file in a folder that an import would open."""
    if not path.is_dir():
        return [(b"", path)]
    try:
        files = files_of_folder(path, limit=LARGEST_FOLDER)
    except SheetError:
        return []  # nor is it read
    return [
        (name.encode("utf-8", "surrogateescape") + b"\0", file)
        for name, file in files.items()
        if name.lower().endswith(ENDINGS) and file.stat().st_size <= LARGEST * MEGABYTE
    ]


def fingerprint(parcel: Parcel) -> dict:
    """The name, size and SHA-256 of a file; of a folder, of its files in the order of their names."""
    digest, size = hashlib.sha256(), 0
    if isinstance(parcel.data, Path):
        for name, path in files_in(parcel.data):
            digest.update(name)
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
                    size += len(piece)
    else:
        digest.update(parcel.data)
        size = len(parcel.data)
    return {"name": parcel.name, "size": size, "sha256": digest.hexdigest()}


def known_as(parcel) -> dict:
    """The fingerprint of a parcel; of what cannot be read, which the import will say, its name alone."""
    try:
        return fingerprint(parcel)
    except OSError:
        return {"name": parcel.name, "size": 0, "sha256": ""}


def begin(parcels, *, user=None, by="", options=None) -> ImportRun:
    """The record of an import that begins now, in this process."""
    ImportRun.objects.settle()
    files = [known_as(parcel) for parcel in parcels if isinstance(parcel, Parcel)]
    run = ImportRun(user=user, by=by, files=files, options=options or {})
    run.begin()
    run.save()
    return run


def end(run, importing, status=None):
    """Note what became of an import that was not cut off.

    What is written stays written, whatever went wrong afterwards; the database knows best whether it is.
    """
    run.refresh_from_db(fields=["status", "written_at", "ended_at"])
    if run.status == ImportStatus.WRITTEN:
        status = ImportStatus.WRITTEN
    elif status is None:
        status = ImportStatus.REFUSED if importing.report.problems else ImportStatus.UNCHANGED
    if status != ImportStatus.WRITTEN:
        run.forget_rows()
    run.status, run.ended_at = status, run.ended_at or timezone.now()
    outcome = importing.outcome()
    for name, value in outcome.items():
        setattr(run, name, value)
    run.save(update_fields=["status", "ended_at", *outcome])


def carry_out(run, importing, parcels, kind="", **options):
    """An import from its beginning to its end; returns the report. Raises Cancelled, or what the database raises."""
    parcels = list(parcels)
    try:
        importing.prepare(parcels, kind, **options)
        importing.write(parcels, kind, **options)
    except (Cancelled, KeyboardInterrupt):
        end(run, importing, ImportStatus.CANCELLED)
        if run.status != ImportStatus.WRITTEN:
            raise Cancelled from None
    except (DatabaseError, MemoryError, OSError):
        end(run, importing, ImportStatus.INTERRUPTED)
        if run.status != ImportStatus.WRITTEN:
            raise
        # Statuses are judged anew every night as well.
        log.exception("Import %s is written; what follows from it is not", run.pk)
    else:
        end(run, importing)
    finally:
        importing.close()
    return importing.report
