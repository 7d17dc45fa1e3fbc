"""How long one chart takes: under 2 ms, so that none needs a cache.

    python -m benchmarks.charts

A line chart of twenty readings with path, target and break, and small multiples of 21 economies, each drawn
in one size from figures to SVG; the PNG is told beside them. Processor time, so that neighbours do not count.
"""

import random
import time

from goals.charts import line, multiples

GOAL = 2.0  # ms


def make_line():
    chance = random.Random(2030)
    points, value = [], 20.0
    for year in range(2005, 2025):
        value *= chance.uniform(0.97, 1.07)
        points.append((year, value))
    path = [(year, 25 * 1.04 ** (year - 2015)) for year in range(2015, 2031)]
    return line.LineChart(
        points=tuple(points),
        title="Rising, but slower than the target needs",
        summary="From 20% to 30%.",
        status="behind",
        counted_from=2015,
        breaks=(2010,),
        path=tuple(path),
        target=(2030, path[-1][1]),
        projected=((2024, points[-1][1]), (2030, 44.0)),
        suffix="%",
        say="{:.1f}%".format,
    )


def make_multiples():
    one = make_line()
    panels = (
        multiples.Panel(
            f"An economy of number {n}", one.points, one.breaks, "behind", "Behind pace", one.target
        )
        for n in range(21)
    )
    return multiples.Multiples(tuple(panels), title="Where 21 stand", summary="Each.", say="{:.1f}%".format)


def per_chart(function, *arguments, times=300):
    function(*arguments)
    start = time.process_time()
    for _n in range(times):
        function(*arguments)
    return (time.process_time() - start) / times * 1000


def main():
    for name, draw, chart in (
        ("line, 20 readings", line.draw, make_line()),
        ("small multiples, 21 × 20 readings", multiples.draw, make_multiples()),
    ):
        for size in ("wide", "narrow"):
            ms = per_chart(draw, chart, size)
            svg = len(draw(chart, size)) / 1024
            late = f"  slower than the goal of {GOAL} ms" if ms > GOAL else ""
            print(f"{name:36}{size:8}{ms:6.2f} ms {svg:6.1f} KB{late}")
    from goals.charts.files import png

    svg = line.draw_alone(make_line())
    print(f"{'line as PNG':44}{per_chart(png, svg, times=5):6.0f} ms {len(png(svg)) / 1024:6.1f} KB")


if __name__ == "__main__":
    main()
