"""How fast sheets are read, and in how much memory.

    python -m benchmarks.sheet_reading

The same 10,000 and 100,000 meetings as CSV and XLSX, and an Open SDG folder as large as a statistics office's.
Goals: XLSX at least 2.5 times as fast as openpyxl, in one run; the memory of a CSV of 100,000 rows at most 1.1
times that of 10,000, and under 120 MiB; Open SDG at least 40,000 readings a second. Times are of the processor,
since others may be using the machine; memory is the most that a process of its own ever held.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook, load_workbook

from publishing.sheets import find_heading, open_book, opensdg, read_bool, read_date, read_number, records

HEADINGS = [
    "code",
    "name_en",
    "name_zh_hant",
    "when",
    "forum",
    "economy",
    "people",
    "share",
    "is_online",
    "note",
]
FEW, MANY = 10_000, 100_000


def rows(count):
    chance = random.Random(2024)
    yield HEADINGS
    for number in range(count):
        yield [
            f"MTG-{number}", f"Meeting {chance.random()}", f"第{number}次資深官員會議", f"2024/{number % 12 + 1}/13-14",
            "SOM", "PE", number, round(chance.random() * 100, 2), number % 2 == 0, "Rescheduled; see the host’s notice",
        ]  # fmt: skip


def write_csv(path, count):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for row in rows(count):
            file.write(",".join(map(str, row)) + "\r\n")


def write_xlsx(path, count):
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("meetings")
    for row in rows(count):
        sheet.append(row)
    workbook.save(path)


def write_opensdg(folder, indicators=100, readings=1000):
    chance = random.Random(2030)
    for name in ("data", "meta"):
        (folder / name).mkdir(parents=True)
    for number in range(indicators):
        with (folder / "data" / f"indicator_1-{number}-1.csv").open("w", newline="") as file:
            file.write("Year,Series,Sex,Age,Units,GeoCode,Value\r\n")
            for n in range(readings):
                file.write(
                    f"{2000 + n % 24},Employment rate,,{n % 90} to {n % 90 + 9},Percent,E{n % 50},{chance.random():.3f}\r\n"
                )
        fields = "".join(
            f"field_{n}: A sentence about where the data come from and what they say\n" for n in range(30)
        )
        (folder / "meta" / f"1-{number}-1.md").write_text(
            f"---\nindicator_number: 1.{number}.1\n{fields}---\n"
        )


def ours(path):
    return sum(1 for sheet in open_book(path).sheets for _ in sheet.rows())


def ours_with_values(path):
    (sheet,) = open_book(path).sheets
    count = 0
    for _, record in records(sheet, find_heading(sheet, HEADINGS)):
        read_date(record["when"])
        read_number(record["people"])
        read_bool(record["is_online"])
        count += 1
    return count


def theirs(path):
    workbook = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in workbook for _ in sheet.iter_rows(values_only=True))


def sdg(path):
    found = opensdg.read(path)
    return sum(1 for indicator in found.indicators.values() for _ in indicator.observations())


def measured(function, path):
    """(rows, seconds, MiB at most) in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (function, path))


def _measure(function, path):
    started = time.process_time()
    count = function(path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return count, seconds, peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def tell(what, result):
    count, seconds, peak = result
    print(f"{what:38}{count:>9,} rows {count / seconds:>11,.0f} a second {peak:>7.0f} MiB at most")
    return result


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        write_csv(folder / "few.csv", FEW)
        write_csv(folder / "many.csv", MANY)
        write_xlsx(folder / "few.xlsx", FEW)
        write_xlsx(folder / "many.xlsx", MANY)
        write_opensdg(folder / "sdg")
        few = tell("CSV, ours", measured(ours, folder / "few.csv"))
        many = tell("CSV, ours", measured(ours, folder / "many.csv"))
        tell("CSV, ours, three cells as values", measured(ours_with_values, folder / "many.csv"))
        grown = many[2] / few[2]
        print(
            f"    memory at 100,000 rows: {grown:.2f} times that at 10,000 (goal: at most 1.1, under 120 MiB)"
        )
        tell("XLSX, ours", measured(ours, folder / "few.xlsx"))
        fast = tell("XLSX, ours", measured(ours, folder / "many.xlsx"))
        slow = tell("XLSX, openpyxl, read-only", measured(theirs, folder / "many.xlsx"))
        print(f"    {slow[1] / fast[1]:.1f} times as fast as openpyxl (goal: 2.5)")
        found = tell("Open SDG, folder of 100 indicators", measured(sdg, folder / "sdg"))
        met = grown <= 1.1 and many[2] < 120 and slow[1] / fast[1] >= 2.5 and found[0] / found[1] >= 40_000
        print("All goals are met." if met else "Not all goals are met.")


if __name__ == "__main__":
    main()
