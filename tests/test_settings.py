"""How the site starts and how it keeps its data, with the settings it really runs on, in processes of their own."""

import json
import secrets
import sqlite3
import stat
import subprocess
import sys

import pytest

from tests.conftest import ROOT, settings_of_its_own

HERE = "http://127.0.0.1:8000"


def run(env, *words, timeout=60):
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=timeout
    )


def test_in_public_the_site_does_not_start_without_a_secret_key(tmp_path):
    done = run(settings_of_its_own(tmp_path, "https://apec.example"), "manage.py", "check")
    assert done.returncode != 0
    assert "Set SECRET_KEY: without one the site at https://apec.example does not start." in done.stderr
    assert not (tmp_path / "data" / "secret_key").exists()


def test_on_ones_own_machine_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    env = settings_of_its_own(tmp_path, HERE)
    tell = "from apec_tracker import settings; print(settings.SECRET_KEY)"
    first, second = (run(env, "-c", tell).stdout.strip() for _ in range(2))
    kept = tmp_path / "data" / "secret_key"
    assert first == second == kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_settings_for_production_leave_nothing_to_warn_of(tmp_path):
    env = settings_of_its_own(tmp_path, "https://apec.example") | {"SECRET_KEY": secrets.token_urlsafe(64)}
    done = run(env, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_only_the_sites_own_names_are_answered(tmp_path):
    env = settings_of_its_own(tmp_path, "https://apec.example") | {"SECRET_KEY": "k" * 60}
    tell = "from apec_tracker import settings; print(settings.ALLOWED_HOSTS, settings.DEBUG)"
    assert run(env, "-c", tell).stdout.strip() == "['127.0.0.1', 'localhost', '[::1]', 'apec.example'] False"


def test_the_database_file_is_opened_the_way_that_many_writers_need(tmp_path):
    tell = """
import json, django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    names = ["journal_mode", "foreign_keys", "synchronous", "busy_timeout"]
    print(json.dumps({name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names}))
"""
    told = json.loads(run(settings_of_its_own(tmp_path, HERE), "-c", tell).stdout)
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 20_000}


def test_a_transaction_takes_its_turn_as_a_writer_when_it_begins(tmp_path):
    hold = """
import django; django.setup()
from django.db import transaction
with transaction.atomic():
    print("begun", flush=True)
    input()
"""
    env = settings_of_its_own(tmp_path, HERE)
    with subprocess.Popen(
        [sys.executable, "-c", hold],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        try:
            assert holder.stdout.readline() == "begun\n"
            other = sqlite3.connect(
                tmp_path / "data" / "apec_tracker.sqlite3", timeout=0, isolation_level=None
            )
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
        finally:
            holder.communicate("\n", timeout=20)


WRITERS = """
import json, sys, threading, time, django; django.setup()
from django.db import connection, transaction
errors, rounds = [], int(sys.argv[1])

def write():
    try:
        for _ in range(rounds):
            with transaction.atomic(), connection.cursor() as cursor:
                seen = cursor.execute("SELECT n FROM tally").fetchone()[0]
                time.sleep(0.001)
                cursor.execute("UPDATE tally SET n = %s", [seen + 1])
    except Exception as error:
        errors.append(repr(error))
    finally:
        connection.close()

print("ready", flush=True)
input()
threads = [threading.Thread(target=write) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(errors))
"""


@pytest.mark.slow
def test_eight_writers_at_once_lose_nothing_and_are_never_turned_away(tmp_path):
    """Two processes of four threads, as the site is served; each reads first and then writes what follows."""
    env, rounds = settings_of_its_own(tmp_path, HERE), 25
    (tmp_path / "data").mkdir()
    database = sqlite3.connect(tmp_path / "data" / "apec_tracker.sqlite3", isolation_level=None)
    # As the first migration leaves it: to turn to WAL, SQLite wants the file to itself and does not wait its turn.
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE tally (n integer)")
    database.execute("INSERT INTO tally VALUES (0)")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITERS, str(rounds)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 2
        for writer in writers:
            writer.stdin.write("\n")
            writer.stdin.flush()
        told = [writer.communicate(timeout=60) for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    assert [json.loads(out) for out, _ in told] == [[], []], told
    assert database.execute("SELECT n FROM tally").fetchone() == (2 * 4 * rounds,)
    database.close()


def test_no_process_loads_what_writes_workbooks_before_it_writes_one(tmp_path):
    """It would take its part of every start and of the memory of every import."""
    code = (
        "import sys, django; django.setup(); import apec_tracker.urls; "
        "import apec_tracker.management.commands.import_content; print('openpyxl' in sys.modules)"
    )
    done = run(settings_of_its_own(tmp_path, HERE), "-c", code)
    assert (done.stdout.strip(), done.returncode) == ("False", 0)
