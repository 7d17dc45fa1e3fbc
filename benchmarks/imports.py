"""How fast meetings come in: our import beside Django's loaddata, the same rows in one run.

    python benchmarks/imports.py [--rows 10000 100000] [--rounds 1] [--json FILE]

Each case is a process of its own on a fresh copy of one SQLite file with the record of 2024 in it. Told are rows a
second of wall time and of processor time (which other programs disturb less), the highest memory, and for ours the
same file once more and the longest time that another writer had to wait. `loaddata` is Django's own command, without
the checks that ours adds; `ours` checks every row, keeps its history and can be taken back.
"""

import argparse
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORUMS = ("HRDWG", "SMEWG", "TPTWG", "EWG", "CTI", "SOM")
KINDS = ("working-group", "senior-officials", "ministerial", "high-level", "other")
STATUSES = ("held", "planned", "confirmed")
FIELDS = (
    "code", "slug", "name_en", "name_zh_hant", "when", "kind", "forum", "host_year", "status", "mode", "ordinal",
    "theme_en", "theme_zh_hant", "summary_en", "summary_zh_hant",
)  # fmt: skip
STOCK = (
    "import django; django.setup(); from django.core.management import call_command; "
    "from django.core.management.commands.loaddata import Command; call_command(Command(), {path!r}, verbosity=0)"
)


def rows(count):
    for n in range(count):
        year = 1990 + n % 36
        yield {
            "code": f"MTG-{year}-B{n:06d}",
            "slug": f"bench-{year}-{n}",
            "name_en": f"Meeting {n} of the Working Group on Inclusive Growth",
            "name_zh_hant": f"包容性成長工作小組第{n}次會議",
            "when": f"{year}-{1 + n % 12:02d}-{1 + n % 27:02d}/{year}-{1 + n % 12:02d}-{2 + n % 27:02d}",
            "kind": KINDS[n % len(KINDS)],
            "forum": FORUMS[n % len(FORUMS)],
            "host_year": f"HY-{year}",
            "status": STATUSES[n % len(STATUSES)],
            "mode": "in-person",
            "ordinal": 1 + n % 60,
            "theme_en": f"Theme {n % 500}: empower, include, grow",
            "theme_zh_hant": f"主題{n % 500}：賦權、包容、成長",
            "summary_en": f"Economies discussed item {n} and asked for a report by the next meeting. " * 2,
            "summary_zh_hant": f"與會經濟體討論第{n}項議題，並請工作小組於下次會議前提出報告。" * 2,
        }


def write_files(folder, count, keys):
    """The same rows as CSV and as a fixture; `keys` are the numbers of what they name, by code."""
    with (folder / "meetings.csv").open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows(count))
    now = "2026-01-01T00:00:00Z"
    with (folder / "meetings.json").open("w", encoding="utf-8") as file:
        file.write("[")
        for number, row in enumerate(rows(count)):
            first, last = row["when"].split("/")
            fields = {
                **row,
                "name": row["name_en"],
                "theme": row["theme_en"],
                "summary": row["summary_en"],
                # By number, not by natural key: the fastest way that loaddata knows.
                "forum": keys[f"FOR-{row['forum']}"],
                "host_year": keys[row["host_year"]],
                "first_day": first,
                "last_day": last,
                "precision": "range",
                "state": "draft",
                "created_at": now,
                "changed_at": now,
            }
            file.write("," * bool(number))
            json.dump({"model": "meetings.meeting", "fields": fields}, file, ensure_ascii=False)
        file.write("]")


class Waiting(threading.Thread):
    """Another editor, who asks for the write lock again and again; `longest` is what it waited at most."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.longest, self.is_done = path, 0.0, False

    def run(self):
        store = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        while not self.is_done:
            began = time.perf_counter()
            store.execute("BEGIN IMMEDIATE")
            self.longest = max(self.longest, time.perf_counter() - began)
            store.execute("COMMIT")
            time.sleep(0.01)


def measure(command, data, *, watch=False):
    """Seconds of wall and processor time, the highest memory in MiB, and how long another writer waited."""
    environment = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "apec_tracker.settings"}
    other = Waiting(data / "apec_tracker.sqlite3") if watch else None
    if other:
        other.start()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    said = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if other:
        other.is_done = True
        other.join()
    if status:
        sys.exit(f"{command[:3]} failed:\n{said.decode()[-2000:]}")
    return {
        "seconds": round(took, 2),
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": round(usage.ru_maxrss / 1024),
        **({"longest_wait_s": round(other.longest, 2)} if other else {}),
    }


def fresh(blank, folder):
    data = folder / f"data-{time.monotonic_ns()}"
    data.mkdir()
    shutil.copy(blank, data / "apec_tracker.sqlite3")
    return data


def count_of(data):
    with sqlite3.connect(data / "apec_tracker.sqlite3") as store:
        return store.execute("SELECT COUNT(*) FROM meetings_meeting WHERE slug LIKE 'bench-%'").fetchone()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        start = folder / "start"
        start.mkdir()
        for command in (["migrate", "-v0"], ["loaddata", "-v0", "01_reference", "02_meetings"]):
            measure(["manage.py", *command], start)
        with sqlite3.connect(start / "apec_tracker.sqlite3") as store:
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            keys = dict(
                store.execute(
                    "SELECT code, id FROM reference_forum UNION SELECT code, id FROM meetings_hostyear"
                )
            )
        blank = start / "apec_tracker.sqlite3"
        idle = measure(["manage.py", "shell", "-v0", "-c", "pass"], start)
        told["a start that does nothing"] = idle
        for count in options.rows:
            write_files(folder, count, keys)
            for turn in range(options.rounds):
                name = f"{count} rows" + f", round {turn + 1}" * (options.rounds > 1)
                told[name] = one = {}
                data = fresh(blank, folder)
                one["loaddata"] = measure(["-c", STOCK.format(path=str(folder / "meetings.json"))], data)
                assert count_of(data) == count
                shutil.rmtree(data)
                data = fresh(blank, folder)
                command = ["manage.py", "import_content", str(folder / "meetings.csv")]
                one["ours"] = measure(command, data, watch=True)
                assert count_of(data) == count
                one["ours, again"] = measure(command, data)
                shutil.rmtree(data)
                for case in one.values():
                    case["rows_per_s"] = round(count / case["seconds"])
                    case["rows_per_cpu_s"] = round(count / max(0.01, case["cpu_s"] - idle["cpu_s"]))
                one["times loaddata"] = {
                    "by the clock": round(one["loaddata"]["seconds"] / one["ours"]["seconds"], 2),
                    "by the processor": round(one["loaddata"]["cpu_s"] / one["ours"]["cpu_s"], 2),
                }
                first, again = (one[name]["cpu_s"] - idle["cpu_s"] for name in ("ours", "ours, again"))
                one["again / first, without the start"] = round(again / first, 2)
    text = json.dumps(told, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text)


if __name__ == "__main__":
    main()
