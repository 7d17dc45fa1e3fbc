"""Figures in words: a value with its unit, and which of an economy’s readings stands for the whole.

Plain functions without Django, so that anyone can check them by hand. A reading is anything with the members of
goals.models.Reading that are named here.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from goals.headline import release_order

PERCENT = {"percent", "per cent", "%", "％", "百分比"}
LONGEST_PLAIN = 1e15

# What splits a reading, apart from sex and disability, which every table names.
OTHER_SPLITS = ("location", "age", "breakdown")


def number(value: float, decimals: int = 1) -> str:
    """A number with so many decimals, rounded half up, thousands apart: 62.45, 1 → "62.5"; −3, 0 → "−3".

    What rounds to zero has no sign. From 10^15 on with a power of ten, which nobody reads as a count.
    """
    if abs(value) >= LONGEST_PLAIN:
        return f"{value:.3g}".replace("-", "−", 1)
    # repr() is the shortest text that reads back as the same float, so 2.675 is rounded as it was written.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    return f"−{text}" if rounded < 0 else text


def is_percent(unit: str) -> bool:
    return unit.strip().lower() in PERCENT


def group_named(readings, about_disability: bool) -> str:
    """The word under “disability” that the headline carries: "with" where the indicator is about persons with
    disabilities and anybody gives it for them apart, so that no group stands beside another’s total."""
    return "with" if about_disability and any(reading.disability == "with" for reading in readings) else ""


def headline(readings, group: str) -> list:
    """Of one economy’s readings, those that speak for the whole of `group` rather than for a part.

    Not split by sex; not split by place, age or otherwise, unless the economy gives one such group only; and every
    level of schooling where there is none for all levels together.
    """
    left = [reading for reading in readings if not reading.sex and reading.disability == group]
    for name in OTHER_SPLITS:
        values = {getattr(reading, name) for reading in left}
        if len(values) > 1:
            left = _with(left, name, "")
    return _with(left, "level", "") or left


def _with(readings, name, value):
    return [reading for reading in readings if getattr(reading, name) == value]


# As pupils go through them; other levels follow by the alphabet.
LEVELS = (
    "pre-primary",
    "primary",
    "lower secondary",
    "secondary",
    "upper secondary",
    "post-secondary",
    "tertiary",
)


def level_order(level):
    """A key that sorts levels of schooling as pupils go through them."""
    known = level.strip().lower()
    return (LEVELS.index(known) if known in LEVELS else len(LEVELS), level)


def _newest_release_first(readings):
    """The newest release first, within it the levels of schooling in their order."""
    by_level = sorted(readings, key=lambda reading: level_order(reading.level))
    return sorted(by_level, key=lambda reading: release_order(reading.release), reverse=True)


def _by_economy(readings):
    found = defaultdict(list)
    for reading in readings:
        found[reading.economy_id].append(reading)
    return found


@dataclass(slots=True)
class Line:
    """What one economy has for one indicator: its latest reading, or several where releases or levels differ."""

    economy: object
    readings: list = field(default_factory=list)
    # There are readings, but each speaks for a part of the people only.
    only_parts: bool = False
    # What the method says of it now; put there by the page that asks.
    assessment: object = None


def lines(economies, readings, about_disability: bool) -> list[Line]:
    """The latest headline readings by economy, in the order of `economies`; those without any are left out."""
    group = group_named(readings, about_disability)
    by_economy = _by_economy(readings)
    found = []
    for economy in economies:
        if economy.pk not in by_economy:
            continue
        chosen = headline(by_economy[economy.pk], group)
        last_year = max((reading.year for reading in chosen), default=None)
        chosen = [reading for reading in chosen if reading.year == last_year]
        last = {}
        for reading in chosen:
            last[reading.level] = max(last.get(reading.level, ""), reading.period)
        latest = [reading for reading in chosen if reading.period == last[reading.level]]
        found.append(Line(economy, _newest_release_first(latest), only_parts=not latest))
    return found


@dataclass(slots=True)
class Row:
    """One economy, and level where there are several, across the periods of a grid."""

    economy: object
    level: str
    cells: list = field(default_factory=list)


def grid(economies, readings, about_disability: bool) -> tuple[list[str], list[Row]]:
    """Headline readings as a table: the periods across, an economy (and level) a row, a list of readings a cell."""
    group = group_named(readings, about_disability)
    by_economy = _by_economy(readings)
    chosen = {economy.pk: headline(by_economy.get(economy.pk, ()), group) for economy in economies}
    periods = sorted({reading.period for of_one in chosen.values() for reading in of_one})
    rows = []
    for economy in economies:
        for level in sorted({reading.level for reading in chosen[economy.pk]}, key=level_order):
            at = defaultdict(list)
            for reading in _with(chosen[economy.pk], "level", level):
                at[reading.period].append(reading)
            rows.append(Row(economy, level, [_newest_release_first(at[period]) for period in periods]))
    return periods, rows
