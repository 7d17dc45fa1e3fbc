"""Reading a series of figures, and the three sums that every method here shares: growth, path, share."""

import math
import sys

from goals.progress.words import Misconfigured, ProblemCode

LARGEST = sys.float_info.max
ZERO_STAND_IN = 0.001  # Open SDG puts this where a rate cannot be taken from, or towards, zero
FLAT_BAND = 0.001  # 0.1 % a year: Eurostat's band for "no change"


def year_of(period):
    """The year of a period, as an int: its first four characters ("2015/16" and "2015 Q4" give 2015).

    Raises Misconfigured (unreadable_period) when those are no number.
    """
    if type(period) is int and -1000 < period < 10000:
        return period
    try:
        return int(str(period).strip()[:4])
    except ValueError:
        raise Misconfigured(
            ProblemCode.UNREADABLE_PERIOD, f"“{period}” does not begin with a year of four digits."
        ) from None


def number(value, what="A value"):
    """A float from any plain number; None for a blank (None, an empty text, not-a-number).

    Raises Misconfigured (not_finite) for the infinite and for what is no number.
    """
    if type(value) is not float:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            value = float(value)
        except (TypeError, ValueError, OverflowError):
            raise Misconfigured(ProblemCode.NOT_FINITE, f"{what} is not a number that can be used.") from None
    if value != value:
        return None
    if value in (math.inf, -math.inf):
        raise Misconfigured(ProblemCode.NOT_FINITE, f"{what} is not a finite number.")
    return value


def readings_by_year(points):
    """{year: value} from (period, value) pairs in any order, without the blanks.

    Raises Misconfigured (duplicate_period) when two figures fall in one year; a blank beside a figure is
    no duplicate.
    """
    readings = {}
    for period, value in points:
        value = number(value)
        if value is None:
            continue
        year = year_of(period)
        if year in readings:
            raise Misconfigured(ProblemCode.DUPLICATE_PERIOD, f"There is more than one figure for {year}.")
        readings[year] = value
    return readings


def base_year_in(readings, base_year):
    """The base year itself if it has a figure, else the next later year that has one, else None.

    Without a base year, the first year there is.
    """
    if base_year in readings:
        return base_year
    if base_year is None:
        return min(readings, default=None)
    return min((year for year in readings if year > base_year), default=None)


def sign_of_direction(direction):
    """1 for "up", −1 for "down". Raises Misconfigured for anything else."""
    if direction == "up":
        return 1
    if direction == "down":
        return -1
    code = ProblemCode.UNKNOWN_DIRECTION if direction else ProblemCode.MISSING_DIRECTION
    raise Misconfigured(code, "Say whether up or down is better.")


def reached(value, target, d):
    """Whether a value has arrived at the target or gone beyond it; d is 1 for up, −1 for down."""
    return value >= target if d == 1 else value <= target


def opposite(a, b):
    """Whether two numbers lie on two sides of zero."""
    return (a > 0 and b < 0) or (a < 0 and b > 0)


def growth(a, b, years):
    """Growth a year that leads from b to a: (a/b)^(1/years) − 1. For a/b ≥ 0, b ≠ 0 and years ≥ 1.

    Where the fraction is too large or too small for a float the same is worked out by logarithms; what is
    still too large is answered with the largest float, so the answer is always a finite number.
    """
    try:
        ratio = a / b
        if ratio or not a:
            rate = ratio ** (1 / years) - 1
            if rate <= LARGEST:
                return rate
    except OverflowError:
        pass
    return _capped_expm1(_log_ratio(a, b) * (1 / years))


def needed_growth(target, base, years):
    """|(target/base)^(1/years) − 1|, the pace that the path asks for; 0 when it is too small to tell.

    `years` may be negative (a target year before the base, as Open SDG lets pass), never 0. With base and
    target on two sides of zero the root is a complex number; its distance from 1 is what Open SDG divides
    by, and so do we in the compatible answer. The guarded verdict says `sign_change` instead.
    """
    try:
        ratio = target / base
        if ratio:
            rate = abs(ratio ** (1 / years) - 1)
            if 0 < rate <= LARGEST:
                return rate
    except (OverflowError, ZeroDivisionError):
        pass
    exponent = _log_ratio(target, base) * (1 / years)
    if not opposite(target, base):
        return abs(_capped_expm1(exponent))
    if exponent > 700:
        return LARGEST
    length, angle = math.exp(exponent), math.pi / years
    return math.hypot(length * math.cos(angle) - 1, length * math.sin(angle))


def on_path(base, target, share):
    """The value at `share` (0 to 1) of the time on the path of even growth from base to target.

    None when base and target are on two sides of zero or one of them is 0: no even growth leads there.
    """
    if not base or not target or opposite(base, target):
        return None
    try:
        ratio = target / base
        value = base * ratio**share
        if ratio and abs(value) <= LARGEST:
            return value
    except (OverflowError, ZeroDivisionError):
        pass
    exponent = math.log(abs(base)) + _log_ratio(target, base) * share
    return math.copysign(_capped_exp(exponent), base)


def on_line(base, target, share):
    """The value at `share` of the way on the straight line from base to target."""
    return finite(base * (1 - share) + target * share)


def carried_on(value, base, power):
    """value × (value/base)^power: the growth from base to value, gone on for `power` times as long.

    For value and base on the same side of zero, base not 0.
    """
    if not value:
        return 0.0
    try:
        ratio = value / base
        if ratio:
            return finite(value * ratio**power)
    except OverflowError:
        pass
    exponent = math.log(abs(value)) + _log_ratio(value, base) * power
    return math.copysign(_capped_exp(exponent), value)


def finite(value):
    """The value, held within what a float can tell from infinity."""
    return max(-LARGEST, min(LARGEST, value))


def share_of(part_from, part_to, whole_to):
    """(part_to − part_from) / (whole_to − part_from): how much of the way is gone. None without a way."""
    if whole_to == part_from:
        return None
    # Halves, so that the distance between two huge numbers is still a number.
    gone, way = part_to / 2 - part_from / 2, whole_to / 2 - part_from / 2
    return finite(gone / way) if way else None


def _log_ratio(a, b):
    """log |a/b| without forming a/b; exact enough next to 1 that unlike numbers never give 0."""
    if a / 2 < b < a * 2 or a * 2 < b < a / 2:
        return math.log1p((a - b) / b)
    return math.log(abs(a)) - math.log(abs(b))


def _capped_exp(exponent):
    return math.exp(exponent) if exponent < 709 else LARGEST


def _capped_expm1(exponent):
    return math.expm1(exponent) if exponent < 709 else LARGEST
