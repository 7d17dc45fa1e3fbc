"""How fast an Open SDG site comes in, from its folder to readings that can be taken back.

    python -m benchmarks.opensdg [--indicators 100] [--readings 1000] [--json FILE]

A folder as large as a statistics office's, in one run: read only; imported whole into an empty record (read, planned,
written with its history); the same folder once more; taken back; and, to compare, the same readings as a fixture by
Django's own `loaddata`, which reads no folder, checks nothing and keeps no history. Each case is a process of its own.
Told are readings a second of wall time and of processor time (which other programs disturb less; a start that does
nothing is taken off), the highest memory, and the longest time that another writer had to wait.

Goals: the folder is read at 40,000 readings a second, 20 times the 2,000 that sdg-build was measured at; the same
folder again takes at most half the time and writes no row.
"""

import argparse
import json
import shutil
import sqlite3
import tempfile
from pathlib import Path

from benchmarks.imports import STOCK, fresh, measure
from benchmarks.sheet_reading import measured, sdg, write_opensdg

START = (
    "import django; django.setup(); from tests import make; "
    "make.make_economy(apec_code='TST', name_en='Testland', name_zh_hant='測試地')"
)
TAKE_BACK = (
    "import django; django.setup(); from publishing.models import ImportRun; "
    "from publishing.resources import undo; undo(ImportRun.objects.get(status='written'))"
)
WRITTEN = (
    "goals_reading",
    "goals_indicator",
    "goals_opensdgfile",
    "reference_source",
    "publishing_importedrow",
)


def counts(data):
    with sqlite3.connect(data / "apec_tracker.sqlite3") as store:
        return [store.execute(f"SELECT COUNT(*), MAX(id) FROM {table}").fetchone() for table in WRITTEN]


def fixture_of(data, path):
    """The readings of a record as a fixture, everything that they name left in place; they are taken out."""
    with sqlite3.connect(data / "apec_tracker.sqlite3") as store:
        store.row_factory = sqlite3.Row
        with path.open("w", encoding="utf-8") as file:
            file.write("[")
            for number, row in enumerate(store.execute("SELECT * FROM goals_reading")):
                fields = {name.removesuffix("_id"): row[name] for name in dict(row) if name != "id"}
                file.write("," * bool(number))
                json.dump(
                    {"model": "goals.reading", "pk": row["id"], "fields": fields}, file, ensure_ascii=False
                )
            file.write("]")
        store.execute("DELETE FROM goals_reading")
        store.execute("DELETE FROM publishing_importedrow")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--readings", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    count = options.indicators * options.readings
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        site, start = folder / "site", folder / "start"
        write_opensdg(site, options.indicators, options.readings)
        read = measured(sdg, site)
        start.mkdir()
        measure(["manage.py", "migrate", "-v0"], start)
        measure(["-c", START], start)
        with sqlite3.connect(start / "apec_tracker.sqlite3") as store:
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = fresh(start / "apec_tracker.sqlite3", folder)
        command = ["manage.py", "import_content", str(site), "--economy", "TST"]
        told = {
            "a start that does nothing": measure(["manage.py", "shell", "-v0", "-c", "pass"], data),
            "whole import": measure(command, data, watch=True),
        }
        before = counts(data)
        assert before[0][0] == count, before
        told["again, unchanged"] = measure(command, data)
        assert counts(data) == before
        told["taken back"] = measure(["-c", TAKE_BACK], data, watch=True)
        assert counts(data)[0][0] == 0
        shutil.rmtree(data)
        data = fresh(start / "apec_tracker.sqlite3", folder)
        measure(command, data)
        fixture_of(data, folder / "readings.json")
        told["loaddata"] = measure(["-c", STOCK.format(path=str(folder / "readings.json"))], data)
        assert counts(data)[0][0] == count
    idle = told.pop("a start that does nothing")["cpu_s"]
    for case in told.values():
        own = case["cpu_s"] - idle
        case["readings_per_s"] = round(count / case["seconds"])
        case["readings_per_cpu_s"] = round(count / max(0.01, own))
    whole = told["whole import"]["cpu_s"]
    told["again / first"] = round(told["again, unchanged"]["cpu_s"] / whole, 2)
    told["again / first, without the start"] = round(
        (told["again, unchanged"]["cpu_s"] - idle) / (whole - idle), 2
    )
    told["read only, readings_per_cpu_s"] = round(count / read[1])
    told["times loaddata, by the processor"] = round(told["loaddata"]["cpu_s"] / whole, 2)
    text = json.dumps(told, indent=2)
    print(text)
    if options.json:
        options.json.write_text(text)


if __name__ == "__main__":
    main()
