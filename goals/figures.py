"""Figures as the pages lay them out: the latest of each economy, and a grid of economies by period.

TO ITS AUTHOR: this file was overwritten by accident and rebuilt from its callers; please check it or put yours back.
"""

from dataclasses import dataclass, field

PERCENT = ("percent", "per cent", "%", "百分比")


def is_percent(unit):
    """Whether a unit is written as a percent sign."""
    return (unit or "").strip().lower() in PERCENT


def number(value, decimals=1):
    """A number as read: 1,234.5 or −0.3."""
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−", 1)


@dataclass
class Line:
    """The latest readings of one economy; only_parts when there are figures but none for the whole."""

    economy: object
    readings: list = field(default_factory=list)
    only_parts: bool = False


def is_whole(reading, group):
    """Whether a reading speaks for everybody of the group that an indicator is about."""
    return reading.disability == group and not (
        reading.sex or reading.location or reading.age or reading.breakdown
    )


def by_economy(readings, is_about_disability):
    """{economy id: (all its readings, those for the whole)}."""
    found = {}
    for reading in readings:
        found.setdefault(reading.economy_id, []).append(reading)
    answer = {}
    for economy, own in found.items():
        whole = [reading for reading in own if is_about_disability and is_whole(reading, "with")]
        answer[economy] = (own, whole or [reading for reading in own if is_whole(reading, "")])
    return answer


def lines(economies, readings, is_about_disability):
    """A Line for each economy that has any figure, in the order of the economies."""
    found = by_economy(readings, is_about_disability)
    return [
        Line(economy, found[economy.pk][1], only_parts=not found[economy.pk][1])
        for economy in economies
        if economy.pk in found
    ]


def grid(economies, readings, is_about_disability):
    """(periods, rows): each row an economy with, for every period, its reading or None."""
    found = by_economy(readings, is_about_disability)
    periods = sorted({reading.period for _own, whole in found.values() for reading in whole})
    rows = []
    for economy in economies:
        if economy.pk in found:
            cells = {}
            for reading in found[economy.pk][1]:
                cells.setdefault(reading.period, reading)
            rows.append((economy, [cells.get(period) for period in periods]))
    return periods, rows
