"""The compatible method: growth against the path, number for number as Open SDG 2.4 works it out.

Source: the method of Open SDG 2.4 (sdg-build), which follows Eurostat's assessment of growth rates and which
Statistics Canada uses for its published results. The arithmetic is kept in the same order, so that the
results agree to the last digits. See the text of the package for the rules, step by step.
"""

from dataclasses import dataclass

from goals.progress import series
from goals.progress.series import ZERO_STAND_IN
from goals.progress.words import Misconfigured, ProblemCode, Reason, Status

SUBSTANTIAL_RATIO, MODERATE_RATIO = 0.95, 0.60  # with a target: shares of the pace needed
SUBSTANTIAL_GROWTH, MODERATE_GROWTH = 0.015, 0.005  # without: growth a year
LIMIT_POWER = 4.44


@dataclass(frozen=True, slots=True)
class Result:
    """What the compatible method answers for one series.

    status: a Status. score: −5…5, None when not assessed. value: with a target R, the share of the pace
    needed (1 = exactly on the path), without one G, growth a year in the right direction (0.01 = 1 %);
    None when no rate could be taken. base_value is the one worked with, so 0.001 where the figure is 0.
    needed: the value that would be on the path in the year after the latest reading (never past the target
    year), in the unit of the series; None without a target or a path. reason: a Reason when there is no rate
    to tell, or `from_zero` when the rate rests on the stand-in for zero.
    """

    status: Status
    score: float | None = None
    value: float | None = None
    base_year: int | None = None
    base_value: float | None = None
    current_year: int | None = None
    current_value: float | None = None
    reason: Reason | None = None
    needed: float | None = None


def assess(points, *, direction, base_year=2015, target_year=2030, target=None, limit=None):
    """Judge one series as Open SDG 2.4 does.

    points: (year or period, number or None) pairs in any order; direction: "up" or "down", whichever is
    better; target: the value to reach by target_year; limit: without a target, the value that cannot or
    need not be passed (100 for a percentage). With a target the limit is not used. base_year None: the first
    figure is the base; target_year None: the target has no date.

    Returns a Result. Raises Misconfigured (a ValueError with a `code`) when two figures fall in one year,
    when the direction is neither word, or when a number is infinite or no number; never for finite figures.
    """
    d = series.sign_of_direction(direction)
    target = series.number(target, "The target")
    limit = series.number(limit, "The limit")
    return assess_readings(
        series.readings_by_year(points),
        d,
        base_year=base_year,
        target_year=target_year,
        target=target,
        limit=limit,
    )


def assess_readings(readings, d, *, base_year, target_year, target, limit):
    """As assess(), for {year: value} already read and d = 1 (up) or −1 (down)."""
    if not readings:
        return Result(Status.NOT_AVAILABLE, reason=Reason.NO_READING)
    t = max(readings)
    y = readings[t]
    t0 = series.base_year_in(readings, base_year)
    if t0 is None:
        return Result(
            Status.NOT_AVAILABLE, current_year=t, current_value=y, reason=Reason.NO_READING_SINCE_BASE
        )
    y_recorded = readings[t0]
    # Sign and limit are taken with the figure as recorded; only then does a zero get its stand-in.
    s = -1 if y_recorded < 0 else 1
    y0 = y_recorded or ZERO_STAND_IN
    years = t - t0

    if target is None:
        if (reason := _why_no_rate(y0, y, years)) is not None:
            return Result(Status.NOT_AVAILABLE, None, None, t0, y0, t, y, reason)
        value = s * d * series.growth(y, y0, years)
        factor = 1 if limit is None else _limit_factor(abs(y_recorded), abs(limit))
        status, score = _judged_by_growth(value, factor)
        return Result(status, score, value, t0, y0, t, y, None if y_recorded else Reason.FROM_ZERO)

    goal = target or ZERO_STAND_IN
    needed = _needed_next(y0, t0, t, goal, target, target_year)
    met = series.reached(y, goal, d)
    value = reason = None
    if (reason := _why_no_rate(y0, y, years)) is None:
        if y0 == goal:
            # "Still there" also holds for a figure that is, and was, exactly the 0 that was aimed for.
            met = met or y == y_recorded == target
            reason = None if met else Reason.MET_THEN_LOST
        elif target_year is None:
            reason = Reason.NO_TARGET_YEAR
        elif target_year == t0:
            reason = Reason.TARGET_YEAR_NOT_AFTER_BASE
        elif pace_needed := series.needed_growth(goal, y0, target_year - t0):
            value = series.finite(s * d * series.growth(y, y0, years) / pace_needed)
            reason = None if y_recorded else Reason.FROM_ZERO
        else:
            reason = Reason.OUT_OF_RANGE
    if met:
        status, score = Status.TARGET_ACHIEVED, 5.0
    elif value is not None:
        status, score = _judged_by_ratio(value)
    elif reason is Reason.MET_THEN_LOST:
        status, score = Status.DETERIORATION, -5.0
    else:
        status, score = Status.NOT_AVAILABLE, None
    return Result(status, score, value, t0, y0, t, y, reason, needed)


def aggregate(scores_or_groups):
    """One answer for several series: (status, score).

    Each member is a score, None, a Result, a (status, score) pair as returned here, or a list of such
    members (a group, whose own mean counts once). Members without a score do not count; nothing scored gives
    (not_available, None). The mean reads: 2.5 and above substantial, 0 and above moderate, −2.5 and above
    limited, below that deterioration. It is `target_achieved` only when every scored member is; a bare
    number cannot show that it is, not even 5. Raises Misconfigured (not_finite) for what is no number.
    """
    score, achieved = _mean(scores_or_groups)
    if score is None:
        return Status.NOT_AVAILABLE, None
    if achieved:
        return Status.TARGET_ACHIEVED, score
    if score >= 2.5:
        return Status.SUBSTANTIAL, score
    if score >= 0:
        return Status.MODERATE, score
    if score >= -2.5:
        return Status.LIMITED, score
    return Status.DETERIORATION, score


def _mean(members):
    scored = [pair for pair in map(_score_of, members) if pair[0] is not None]
    if not scored:
        return None, False
    return sum(score for score, _ in scored) / len(scored), all(achieved for _, achieved in scored)


def _score_of(member):
    if isinstance(member, Result):
        return member.score, member.status is Status.TARGET_ACHIEVED
    if isinstance(member, tuple) and len(member) == 2 and isinstance(member[0], str):
        return series.number(member[1], "A score"), member[0] == Status.TARGET_ACHIEVED
    if isinstance(member, str):
        raise Misconfigured(ProblemCode.NOT_FINITE, "A score is not a number that can be used.")
    if hasattr(member, "__iter__"):
        return _mean(member)
    return series.number(member, "A score"), False


def _why_no_rate(y0, y, years):
    if series.opposite(y0, y):
        return Reason.SIGN_CHANGE
    if years < 1:
        return Reason.ONE_READING
    return None


def _limit_factor(base, limit):
    """How far the thresholds shrink near the limit: 1 far away, 0 at it. Both arguments without sign."""
    if base >= 2 * limit:  # also when both are 0
        return 1
    if base <= limit:
        return 1 - (base / limit) ** LIMIT_POWER
    share = (2 * limit - base) / limit
    if share > 1:  # only when 2 × limit is past the largest float
        share = 2 - base / limit
    return 1 - share**LIMIT_POWER


def _judged_by_growth(value, factor):
    if value < 0:
        return Status.DETERIORATION, max(125 * value - 2.5, -5.0)
    high, middle = SUBSTANTIAL_GROWTH * factor, MODERATE_GROWTH * factor
    if factor == 0:
        return Status.SUBSTANTIAL, 5.0
    if value >= high:
        return Status.SUBSTANTIAL, min(500 * value / factor - 5, 5.0)
    if value >= middle:
        return Status.MODERATE, 250 * value / factor - 1.25
    return Status.LIMITED, 500 * value / factor - 2.5


def _judged_by_ratio(value):
    if value >= SUBSTANTIAL_RATIO:
        status = Status.SUBSTANTIAL
    elif value >= MODERATE_RATIO:
        status = Status.MODERATE
    elif value >= 0:
        status = Status.LIMITED
    else:
        status = Status.DETERIORATION
    if value >= MODERATE_RATIO:
        return status, min(7.1429 * value - 4.2857, 5.0)
    return status, max(4.1667 * value - 2.5, -5.0)


def _needed_next(y0, t0, t, goal, target, target_year):
    if target_year is None or target_year <= t0:
        return None
    if t + 1 >= target_year:
        return target
    return series.on_path(y0, goal, (t + 1 - t0) / (target_year - t0))
