"""An import that is cut off leaves the record as it was; one that is overtaken is planned again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from apec_tracker import importing
from meetings.models import Meeting
from publishing.models import ImportedRow, ImportRun, ImportStatus, imports
from publishing.resources import SheetsPlan
from publishing.resources.staging import Staged
from reference.models import Topic
from tests import make
from tests.imports.sheets import bring, codes, csv_of, totals

HEAD = ("code", "name_en", "kind", "host_year")
ROOT = Path(__file__).resolve().parents[2]


def rows(count):
    return [(f"MTG-2024-B{n:05d}", f"Meeting {n}", "other", "2024") for n in range(count)]


@pytest.mark.django_db
def test_a_run_whose_process_has_gone_is_found_interrupted():
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    run = ImportRun.objects.create(process=f"{socket.gethostname()}:{gone.pid}")
    mine = ImportRun.objects.create(process=f"{socket.gethostname()}:{os.getpid()}")
    ImportedRow.objects.create(run=run, label="meetings.meeting", object_id=1, key="MTG-X", digest="")
    ImportRun.objects.settle()
    run.refresh_from_db(), mine.refresh_from_db()
    assert (run.status, run.rows.count()) == (ImportStatus.INTERRUPTED, 0)
    assert mine.status == ImportStatus.PREPARING


@pytest.mark.django_db
def test_an_import_that_is_cancelled_writes_nothing():
    make.make_host_year(year=2024, code="HY-2024")
    parcel = csv_of(HEAD, *rows(3))
    run = importing.begin([parcel])
    ImportRun.objects.filter(pk=run.pk).update(is_cancelled=True)
    with pytest.raises(importing.Cancelled):
        importing.carry_out(run, importing.Importing(run), [parcel])
    run.refresh_from_db()
    assert (run.status, run.rows.count(), Meeting.objects.count()) == (ImportStatus.CANCELLED, 0, 0)


@pytest.mark.django_db
def test_cancelled_while_its_history_is_written_it_leaves_no_row(monkeypatch):
    make.make_host_year(year=2024, code="HY-2024")
    monkeypatch.setattr(importing, "SAID_EVERY", 0)
    monkeypatch.setattr(imports, "FORGOTTEN_AT_ONCE", 2)
    history = Staged.history

    def stopped(self, run, sheets):
        for piece in history(self, run, sheets):
            ImportRun.objects.filter(pk=run.pk).update(is_cancelled=True)
            yield piece

    monkeypatch.setattr(Staged, "history", stopped)
    parcel = csv_of(HEAD, *rows(5))
    run = importing.begin([parcel])
    monkeypatch.setattr(SheetsPlan, "write", None)  # it does not come to that
    with pytest.raises(importing.Cancelled):
        importing.carry_out(run, importing.Importing(run), [parcel])
    run.refresh_from_db()
    assert (run.status, run.rows.count(), Meeting.objects.count()) == (ImportStatus.CANCELLED, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("database is locked"), KeyboardInterrupt()])
def test_what_is_written_is_told_whatever_goes_wrong_afterwards(monkeypatch, error):
    make.make_host_year(year=2024, code="HY-2024")
    seen = []

    def fail(self):
        # Whoever is killed at this moment leaves what the database holds now.
        seen.append(ImportRun.objects.values("status", "counts", "rows_read").get())
        raise error

    monkeypatch.setattr(SheetsPlan, "settle", fail)
    run, report = bring(csv_of(HEAD, *rows(3)))
    assert seen[0]["status"] == run.status == ImportStatus.WRITTEN
    assert (
        seen[0]["counts"]
        == run.counts
        == {"meetings.meeting": {"new": 3, "changed": 0, "same": 0, "refused": 0}}
    )
    assert (seen[0]["rows_read"], run.rows.count(), report.totals.new) == (3, 3, 3)


@pytest.mark.django_db
def test_of_a_changed_record_only_what_differs_is_written():
    make.make_meeting(code="MTG-2024-900", name_en="Old", theme_en="Old")
    with CaptureQueriesContext(connection) as asked:
        bring(csv_of(("code", "name_en", "theme_en"), ("MTG-2024-900", "Old", "New")))
    (update,) = [q["sql"] for q in asked if q["sql"].startswith('UPDATE "meetings_meeting"')]
    assert '"theme_en" = s."theme_en"' in update
    assert '"theme" = s."theme"' in update
    assert "name" not in update
    assert "slug" not in update
    meeting = Meeting.objects.get()
    assert (meeting.theme_en, meeting.name_en) == ("New", "Old")


@pytest.mark.django_db
def test_a_record_that_somebody_saves_meanwhile_is_compared_anew(monkeypatch):
    meeting = make.make_meeting(code="MTG-2024-900", name_en="Old", theme_en="Old")
    prepare, others = SheetsPlan.prepare, iter([True])

    def somebody_is_faster(self, run):
        prepare(self, run)
        if next(others, False):
            changed = Meeting.objects.get()
            changed.theme_en = "By hand"
            changed.save()

    monkeypatch.setattr(SheetsPlan, "prepare", somebody_is_faster)
    run, report = bring(csv_of(("code", "name_en"), ("MTG-2024-900", "New")))
    meeting.refresh_from_db()
    assert (meeting.name_en, meeting.theme_en) == ("New", "By hand")
    assert (totals(report), run.status) == ((0, 1, 0), ImportStatus.WRITTEN)
    assert run.rows.get().was == {"name_en": "Old"}


@pytest.mark.django_db(transaction=True)
def test_what_a_row_names_may_not_go_between_reading_and_writing(monkeypatch):
    make.make_host_year(year=2024, code="HY-2024")
    make.make_topic(code="TOP-ONE")
    prepare = SheetsPlan.prepare

    def somebody_deletes(self, run):
        prepare(self, run)
        Topic.objects.all().delete()

    monkeypatch.setattr(SheetsPlan, "prepare", somebody_deletes)
    run, report = bring(csv_of((*HEAD, "topics"), (*rows(1)[0], "TOP-ONE")))
    assert codes(report) == ["reference_unknown"]
    assert (run.status, run.rows.count(), Meeting.objects.count()) == (ImportStatus.REFUSED, 0, 0)
    if connection.vendor == "sqlite":
        # What was not asked of each row while many were written is asked again of whoever comes next.
        with connection.cursor() as cursor:
            asked = [
                cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("foreign_keys", "ignore_check_constraints")
            ]
        assert asked == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_whoever_brings_the_same_new_records_a_moment_later_finds_them_the_same(monkeypatch):
    make.make_host_year(year=2024, code="HY-2024")
    parcel = csv_of(HEAD, *rows(3))
    prepare, others = SheetsPlan.prepare, iter([True])

    def somebody_is_faster(self, run):
        prepare(self, run)
        if next(others, False):
            # Not by number, as where each writer has numbers of its own.
            for code, name, kind, _year in rows(3):
                make.make_meeting(code=code, name_en=name, kind=kind, host_year=make.HostYear.objects.get())

    monkeypatch.setattr(SheetsPlan, "prepare", somebody_is_faster)
    monkeypatch.setattr(Staged, "is_overtaken", lambda self: False)
    run, report = bring(parcel)
    assert (run.status, run.rows.count(), Meeting.objects.count()) == (ImportStatus.UNCHANGED, 0, 3)
    assert totals(report) == (0, 0, 3)


@pytest.mark.django_db
def test_after_three_tries_it_gives_up_with_a_sentence(monkeypatch):
    make.make_meeting(code="MTG-2024-900", name_en="Old")
    monkeypatch.setattr(Staged, "is_overtaken", lambda self: True)
    run, report = bring(csv_of(("code", "name_en"), ("MTG-2024-900", "New")))
    assert codes(report) == ["changed_meanwhile"]
    assert (run.status, run.rows.count(), Meeting.objects.get().name_en) == (ImportStatus.REFUSED, 0, "Old")


@pytest.mark.django_db(transaction=True)
def test_preparing_takes_no_lock_that_others_wait_for():
    if connection.vendor != "sqlite":
        pytest.skip("A writer of PostgreSQL waits for rows, not for the whole.")
    make.make_host_year(year=2024, code="HY-2024")
    at_work = importing.Importing()
    at_work.prepare([csv_of(HEAD, *rows(1500))])
    assert not connection.in_atomic_block
    with connection.cursor() as cursor:
        # A transaction that held the lock would still be open here.
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
    at_work.close()


def test_killed_at_any_moment_the_record_is_as_before_or_as_after(tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "apec_tracker.settings"}
    environment.pop("DATABASE_URL", None)

    def manage(*words):
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def ask(what):
        return manage("shell", "-v0", "-c", what).stdout.strip()

    assert manage("migrate", "-v0").returncode == 0
    assert manage("loaddata", "-v0", "01_reference", "02_meetings").returncode == 0
    sheet = tmp_path / "meetings.csv"
    sheet.write_bytes(csv_of(HEAD, *rows(6000)).data)
    counted = (
        "from meetings.models import Meeting; print(Meeting.objects.filter(code__contains='-B').count())"
    )
    command = [sys.executable, "manage.py", "import_content", str(sheet)]
    began = time.monotonic()
    seen = set()
    for wait in (1.2, 2.0, 2.6, 3.4):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add(ask(counted))
        if "6000" in seen:
            break
    assert seen <= {"0", "6000"}, time.monotonic() - began
    settled = "from publishing.models import ImportRun; ImportRun.objects.settle(); "
    told = ask(settled + "print(*ImportRun.objects.values_list('status', flat=True))")
    assert set(told.split()) <= {"interrupted", "written"}
    assert manage("import_content", str(sheet)).returncode == 0
    assert ask(counted) == "6000"
    left = "from publishing.models import ImportedRow as R; print(R.objects.exclude(run__status='written').count())"
    assert ask(left) == "0"
