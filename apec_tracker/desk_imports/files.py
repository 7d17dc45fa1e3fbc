"""Files that were handed in: each import has a folder, in which they lie under numbers, never under their own names."""

import shutil
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from publishing.imports import Parcel
from publishing.models import ImportRun, ImportStatus

ENDED = {ImportStatus.WRITTEN, ImportStatus.UNCHANGED, ImportStatus.CANCELLED, ImportStatus.UNDONE}
LONGEST_NAME = 120
# What is larger is read in a process of its own: about two thousand rows of text, or as many packed.
LARGE = 256 * 1024
LARGE_PACKED = 48 * 1024


@contextmanager
def set_aside(uploads):
    """Parcels of what was handed in, in a folder that goes away unless it is given to an import."""
    settings.IMPORTS_ROOT.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="incoming-", dir=settings.IMPORTS_ROOT))
    try:
        parcels = []
        for number, upload in enumerate(uploads):
            path = folder / str(number)
            with path.open("wb") as file:
                for piece in upload.chunks():
                    file.write(piece)
            parcels.append(Parcel(called(upload.name), path))
        yield folder, parcels
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def called(name) -> str:
    """What people call a file: its name without signs that nobody sees. It is shown, and never a path."""
    seen = "".join(letter for letter in str(name) if letter.isprintable()).strip()
    return seen.replace("\\", "/").rsplit("/", 1)[-1][-LONGEST_NAME:] or "?"


def folder_of(run) -> Path:
    return settings.IMPORTS_ROOT / str(run.pk)


def give(folder, run):
    """Let what was set aside be the files of an import."""
    folder.rename(folder_of(run))


def parcels_of(run) -> list[Parcel]:
    """The files of an import, as long as they are kept; an empty list afterwards."""
    parcels = [Parcel(file["name"], folder_of(run) / str(n)) for n, file in enumerate(run.files)]
    return parcels if all(parcel.data.is_file() for parcel in parcels) else []


def is_large(run) -> bool:
    """Whether reading it could keep a request waiting."""
    total = 0
    for parcel in parcels_of(run):
        size = parcel.data.stat().st_size
        with parcel.data.open("rb") as file:
            is_packed = file.read(2) == b"PK"
        total += size * (LARGE // LARGE_PACKED if is_packed else 1)
    return total > LARGE


def sweep():
    """Let go of files that have been kept long enough, and of what a broken start left behind."""
    if not settings.IMPORTS_ROOT.is_dir():
        return
    ImportRun.objects.settle()
    before = timezone.now() - timedelta(days=settings.IMPORT_FILES_DAYS)
    folders = {path.name: path for path in settings.IMPORTS_ROOT.iterdir() if path.is_dir()}
    numbers = [int(name) for name in folders if name.isascii() and name.isdigit() and len(name) < 19]
    runs = ImportRun.objects.filter(pk__in=numbers).in_bulk()
    for name, path in folders.items():
        run = runs.get(int(name)) if name.isascii() and name.isdigit() and len(name) < 19 else None
        if run is None:
            if path.stat().st_mtime < before.timestamp():
                shutil.rmtree(path, ignore_errors=True)
        elif run.started_at < before and run.status != ImportStatus.PREPARING:
            shutil.rmtree(path, ignore_errors=True)
            ImportRun.objects.filter(pk=run.pk, status=ImportStatus.PREVIEWED).update(
                status=ImportStatus.CANCELLED, ended_at=timezone.now()
            )


def forget(run):
    shutil.rmtree(folder_of(run), ignore_errors=True)
