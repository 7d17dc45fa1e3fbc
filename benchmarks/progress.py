"""How many assessments one core makes in a minute.

    python -m benchmarks.progress

Ten series of eleven years each, of every kind the method knows, over and over for some seconds. The goal is
a million `assess` a minute, under 60 µs each, so that every economy, indicator and breakdown can be judged
anew while an editor waits.
"""

import random
import time

from goals.progress import assess, judge

SECONDS = 3
GOAL = 1_000_000


def make_series():
    """Ten cases with settings, the same on every run."""
    chance = random.Random(2030)
    cases = []
    for n in range(10):
        value, points = chance.uniform(5, 80), []
        for year in range(2014, 2025):
            value *= chance.uniform(0.95, 1.07)
            points.append((year, None if n == 3 and year == 2017 else value))
        settings = {"direction": "up" if n % 2 else "down"}
        if n % 3:
            settings["target"] = points[1][1] * (1.5 if n % 2 else 0.5)
        else:
            settings["limit"] = 100
        cases.append((points, settings))
    return cases


def per_minute(function, cases, seconds=SECONDS):
    """Calls a minute, as the rate of the whole run (not its best moment)."""
    calls, start = 0, time.process_time()
    while (gone := time.process_time() - start) < seconds:
        for _ in range(100):
            for points, settings in cases:
                function(points, **settings)
        calls += 100 * len(cases)
    return calls / gone * 60


def main():
    cases = make_series()
    for function in (assess, judge):
        rate = per_minute(function, cases)
        print(f"{function.__name__:8}{rate:12,.0f} a minute  {60e6 / rate:6.1f} µs each")
        if function is assess and rate < GOAL:
            print(f"        below the goal of {GOAL:,}")


if __name__ == "__main__":
    main()
