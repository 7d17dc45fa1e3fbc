"""Ways to make a series fit to be judged. They are a closed list; nobody types an expression.

TRANSFORMATIONS names them. Every result can be handed to assess() and judge() as it is, and the page says
which one was used.
"""

from dataclasses import dataclass

from goals.progress import series
from goals.progress.words import Misconfigured, ProblemCode

TRANSFORMATIONS = ("none", "towards", "binary", "rebased")


@dataclass(frozen=True, slots=True)
class Transformed:
    """A changed series with the settings that belong to it."""

    points: list
    direction: str
    target: float | None


def towards(value, low, high=None):
    """How far a value is from the middle of the band low…high, never less than half the width of the band.

    For "towards a value or band", such as parity between 0.97 and 1.03. Down is better, and the target is
    half the width (0.03): it is met exactly when the value lies in the band, edges included, whichever side
    it came from. We measure from the middle and not from the edge, because the distance from the edge would
    have the target 0, which growth rates cannot aim for. A band of one
    value (low alone) has the target 0, with the note `to_zero`; give a band where you can.

    Units are those of the series. Raises Misconfigured when a number is missing or infinite, or low > high.
    """
    value, low, high, middle, half = _band(value, low, high)
    if low <= value <= high:
        return half
    # The nearest float above, at the least, so that rounding never puts an outside value inside.
    return max(series.finite(abs(value - middle)), half * (1 + 1e-12))


def towards_band(points, low, high=None):
    """A whole series turned by towards(), with direction "down" and the target: Transformed."""
    *_, half = _band(low, low, high)
    turned = [(period, _unless_blank(value, lambda v: towards(v, low, high))) for period, value in points]
    return Transformed(turned, "down", half)


def binary(value, at_least=1.0):
    """1.0 when a value is at least so much, otherwise 0.0: a law in force or not, a share reached or not.

    Up is better and the target is 1. From 0 there is no rate, so such a series is met or it is not.
    """
    value, at_least = series.number(value), series.number(at_least, "The threshold")
    if value is None or at_least is None:
        raise Misconfigured(ProblemCode.NOT_FINITE, "A number is missing.")
    return 1.0 if value >= at_least else 0.0


def binary_series(points, at_least=1.0):
    """A whole series turned by binary(), with direction "up" and the target 1: Transformed."""
    turned = [(period, _unless_blank(value, lambda v: binary(v, at_least))) for period, value in points]
    return Transformed(turned, "up", 1.0)


def rebased(points, year):
    """The series as an index with the given year at 100, as a list of (year, value) sorted by year.

    Growth rates do not change by it; targets must be given on the index. Raises Misconfigured when the year
    has no figure or the figure is 0, from which no index starts.
    """
    readings = series.readings_by_year(points)
    start = readings.get(series.year_of(year))
    if not start:
        what = "is 0" if start == 0 else "is missing"
        raise Misconfigured(ProblemCode.NO_START, f"The figure for {year} {what}, so no index starts there.")
    turned = []
    for at in sorted(readings):
        # With the sign of the start kept, a fall below zero stays a fall.
        value = readings[at] / abs(start) * 100
        turned.append((at, series.finite(value)))
    return turned


def _unless_blank(value, change):
    value = series.number(value)
    return None if value is None else change(value)


def _band(value, low, high):
    value, low = series.number(value), series.number(low, "The lower edge")
    high = low if high is None else series.number(high, "The upper edge")
    if value is None or low is None or high is None:
        raise Misconfigured(ProblemCode.NOT_FINITE, "A number is missing.")
    if low > high:
        raise Misconfigured(ProblemCode.BAND_REVERSED, "The lower edge of the band is above the upper edge.")
    return value, low, high, low / 2 + high / 2, high / 2 - low / 2
