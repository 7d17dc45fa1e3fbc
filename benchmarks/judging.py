"""How long it takes to judge everything: 21 economies × 600 goals × 20 readings.

    python -m benchmarks.judging

Builds that record in a database of its own, which is thrown away, judges all of it, judges it again (nothing is
to be written then), and once more after one new reading for every economy. The goal for the first run, which
writes every assessment, is 60 seconds on two cores.
"""

import os
import random
import tempfile
import time
from pathlib import Path

ECONOMIES, GOALS, YEARS, LIMIT = 21, 600, 20, 60


def build():
    """The record to judge. Bulk writes keep no history and ask no questions, which is what we want here."""
    from goals.models import Framework, Goal, GoalIndicator, Indicator, Reading, Target
    from reference.models import Economy, Source

    chance = random.Random(2030)
    shown = {"state": "published"}
    source = Source.objects.create(title_en="Made up", code="SRC-BENCH", slug="bench", **shown)
    framework = Framework.objects.create(name_en="Made up", kind="goals", year=2015, **shown)
    economies = Economy.objects.bulk_create(
        Economy(
            code=f"ECO-X{n}", slug=f"e{n}", apec_code=f"X{chr(65 + n)}", iso2=f"{n:02d}", iso3=f"{n:03d}",
            name_en=f"Economy {n}", joined=1989, position=n + 1, **shown,
        )
        for n in range(ECONOMIES)
    )  # fmt: skip
    goals = Goal.objects.bulk_create(
        Goal(
            code=f"GOL-{n}", framework=framework, number=str(n), position=n, title_en=f"Goal {n}",
            summary_en="Made up", target_year=2030, **shown,
        )
        for n in range(GOALS)
    )  # fmt: skip
    indicators = Indicator.objects.bulk_create(
        Indicator(
            code=f"IND-{n}", slug=f"i{n}", name_en=f"Indicator {n}", unit_en="percent",
            direction="up" if n % 2 else "down", lowest=0, highest=100, **shown,
        )
        for n in range(GOALS)
    )  # fmt: skip
    GoalIndicator.objects.bulk_create(
        GoalIndicator(goal=goal, indicator=indicator)
        for goal, indicator in zip(goals, indicators, strict=True)
    )
    Target.objects.bulk_create(
        Target(
            code=f"TGT-{n}-{m}", indicator=indicator, economy=economy, source=source,
            value=chance.uniform(1, 99), target_year=2030, **shown,
        )
        for n, indicator in enumerate(indicators)
        for m, economy in enumerate(economies)
        if (n + m) % 3
    )  # fmt: skip
    Reading.objects.bulk_create(
        (
            Reading(
                indicator=indicator, economy=economy, year=year, period=str(year), source=source,
                value=chance.uniform(10, 90), release="made-2024", **shown,
            )
            for indicator in indicators
            for economy in economies
            for year in range(2024 - YEARS + 1, 2025)
        ),
        batch_size=5000,
    )  # fmt: skip
    return economies, indicators, source


def measure(words, function):
    start, own = time.perf_counter(), time.process_time()
    changes = function()
    seconds, own = time.perf_counter() - start, time.process_time() - own
    print(f"{words:34}{seconds:8.1f} s ({own:.1f} s of processor) {len(changes):9,} rows written")
    return seconds


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        economies, indicators, source = build()

        from goals.judging import reassess, reassess_for
        from goals.models import Reading

        print(f"{ECONOMIES} economies × {GOALS} goals × {YEARS} readings")
        seconds = measure("everything, for the first time", reassess)
        measure("everything, nothing changed", reassess)
        Reading.objects.bulk_create(
            Reading(
                indicator=indicator, economy=economy, year=2025, period="2025", source=source, value=50,
                release="made-2024", state="published",
            )
            for indicator in indicators
            for economy in economies
        )  # fmt: skip
        measure("after a new reading everywhere", reassess)
        one = Reading.objects.order_by("pk").last()
        measure("after one reading was saved", lambda: reassess_for(one))
        if seconds > LIMIT:
            print(f"slower than the goal of {LIMIT} s")


if __name__ == "__main__":
    main()
