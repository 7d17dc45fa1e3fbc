"""The meter of one economy and the bar of time against way, as shares of a track. Plain functions, no Django."""

from dataclasses import dataclass

from goals.charts.geometry import tame


@dataclass(frozen=True, slots=True)
class Meter:
    """Places on a track from 0 to 100 (percent of its width). needed and target may be None.

    The bar runs from `start`, `length` wide; the dot stands at `dot`, the latest figure.
    """

    start: float
    length: float
    dot: float
    needed: float | None = None
    target: float | None = None


def span(values):
    """(low, high) of a track that holds all these figures and zero; meters side by side share one."""
    values = [tame(value) for value in values if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if low < high else (0.0, 1.0)


def meter(latest, *, base=None, needed=None, target=None, track=None):
    """The Meter of figures on a track (low, high), by default one that just holds them."""
    low, high = track or span([latest, base, needed, target])

    def at(value):
        share = (tame(value) / 2 - low / 2) / (high / 2 - low / 2)
        return round(100 * max(0.0, min(1.0, share)), 2)

    dot = at(latest)
    start = dot if base is None else at(base)
    return Meter(
        start=min(start, dot),
        length=round(abs(dot - start), 2),
        dot=dot,
        needed=None if needed is None else at(needed),
        target=None if target is None else at(target),
    )


@dataclass(frozen=True, slots=True)
class TimeAndWay:
    """Shares from 0 to 100 for the bar: `way` is filled, `time` marked. backwards: the way is less than none."""

    time: float
    way: float
    backwards: bool = False


def time_and_way(time_gone, way_gone):
    """The bar of time gone against way gone; both as shares, the way also below 0 or above 1."""
    return TimeAndWay(
        time=round(100 * max(0.0, min(1.0, tame(time_gone))), 1),
        way=round(100 * max(0.0, min(1.0, tame(way_gone))), 1),
        backwards=way_gone < 0,
    )
