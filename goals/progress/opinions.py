"""Second opinions: what three other methods say of the same figures.

They are shown beside the verdict, never instead of it. Each function takes the points and settings of
assess() and returns an Opinion; where a method cannot speak, its label is None. UN ESCAP's index is not
among them: it needs regional figures that we do not have.

Sources: the straight-line share is plain arithmetic; `unsd_2023` follows the United Nations Statistics
Division's assessment for the progress chart of 2023; `eurostat` follows Eurostat's monitoring of
indicators without a quantitative target.
"""

from dataclasses import dataclass
from enum import StrEnum

from goals.progress import series
from goals.progress.guarded import Verdict
from goals.progress.words import VerdictWord

ON_TRACK_SHARE, FAIR_SHARE = 0.95, 0.10


class Leaning(StrEnum):
    """What an opinion comes down to, so that different scales can be laid side by side."""

    ENOUGH = "enough"
    NOT_ENOUGH = "not_enough"  # forward but too slowly, or hardly moving
    BACKWARDS = "backwards"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One method's answer. label: that method's own category, None when it has nothing to say.

    value: the number it turns on (see each function). beside: the number it is to be read against, if any.
    """

    method: str
    label: str | None = None
    value: float | None = None
    beside: float | None = None
    leaning: Leaning | None = None


@dataclass(frozen=True, slots=True)
class _Ends:
    d: int
    t0: int
    y0: float
    t: int
    y: float

    def growth(self):
        """Growth a year in the right direction, or None from or across zero."""
        if not self.y0 or series.opposite(self.y0, self.y):
            return None
        s = -1 if self.y0 < 0 else 1
        return s * self.d * series.growth(self.y, self.y0, self.t - self.t0)

    def leaning_back(self):
        """Backwards by more than the band in which nothing is called a change."""
        growth = self.growth()
        if growth is None:
            return self.d * self.y < self.d * self.y0
        return growth < -series.FLAT_BAND


def linear_share(points, *, direction, base_year=2015, target_year=2030, target=None):
    """Share of the straight way that is gone, beside the share of the time that is gone.

    value: (y − y0)/(T − y0); beside: (t − t0)/(tT − t0), at most 1. Labels: arrived (the target is reached),
    in_step (way ≥ 0.95 of time), late, wrong_way (below 0). Speaks from zero and across it, too.
    """
    name = "linear_share"
    ends = _ends_of(points, direction, base_year)
    target = series.number(target, "The target")
    if ends is None or target is None or target_year is None or target_year <= ends.t0:
        return Opinion(name)
    way = series.share_of(ends.y0, ends.y, target)
    time = min(1.0, (ends.t - ends.t0) / (target_year - ends.t0))
    if series.reached(ends.y, target, ends.d):
        return Opinion(name, "arrived", way, time, Leaning.ENOUGH)
    if way is None or ends.d * ends.y < ends.d * ends.y0:
        leaning = Leaning.BACKWARDS if ends.leaning_back() else Leaning.NOT_ENOUGH
        return Opinion(name, "wrong_way", way, time, leaning)
    # The same margin as the growth methods use, so that rounding of the figures decides nothing.
    if way >= ON_TRACK_SHARE * time:
        return Opinion(name, "in_step", way, time, Leaning.ENOUGH)
    return Opinion(name, "late", way, time, Leaning.NOT_ENOUGH)


def unsd_2023(points, *, direction, base_year=2015, target_year=2030, target=None):
    """Where the growth so far would lead by the target year (UN Statistics Division, 2023).

    With a target, value: q = (v − y0)/(T − y0) with v = y·(1 + g)^(tT − t); q ≥ 0.95 on_track, ≥ 0.10
    fair_progress, below that stagnation_or_regression. Without, value: growth a year in the right direction;
    ≥ 2 %, ≥ 0.5 %, below. A reached target is on_track.
    """
    name = "unsd_2023"
    ends = _ends_of(points, direction, base_year)
    target = series.number(target, "The target")
    growth = ends.growth() if ends else None
    if growth is None:
        return Opinion(name)
    if target is None:
        return _three(name, growth, 0.02, 0.005, ends)
    if target_year is None or target_year <= ends.t0:
        return Opinion(name)
    expected = series.carried_on(ends.y, ends.y0, max(0, target_year - ends.t) / (ends.t - ends.t0))
    q = series.share_of(ends.y0, expected, target)
    if series.reached(ends.y, target, ends.d):
        return Opinion(name, "on_track", q, None, Leaning.ENOUGH)
    if q is None or ends.d * target < ends.d * ends.y0:
        # The base stood at the target or better, and the latest does not: there is no way to measure.
        leaning = Leaning.BACKWARDS if ends.leaning_back() else Leaning.NOT_ENOUGH
        return Opinion(name, "stagnation_or_regression", None, None, leaning)
    return _three(name, q, ON_TRACK_SHARE, FAIR_SHARE, ends)


def eurostat(points, *, direction, base_year=2015):
    """Growth a year in the right direction, in Eurostat's five bands for indicators without a target.

    value: the growth; ≥ 1 % significant_progress, ≥ 0.1 % moderate_progress, ≥ −0.1 % no_change, ≥ −1 %
    moderate_movement_away, below that significant_movement_away.
    """
    ends = _ends_of(points, direction, base_year)
    growth = ends.growth() if ends else None
    if growth is None:
        return Opinion("eurostat")
    if growth >= 0.01:
        label, leaning = "significant_progress", Leaning.ENOUGH
    elif growth >= series.FLAT_BAND:
        label, leaning = "moderate_progress", Leaning.NOT_ENOUGH
    elif growth >= -series.FLAT_BAND:
        label, leaning = "no_change", Leaning.NOT_ENOUGH
    else:
        label = "moderate_movement_away" if growth >= -0.01 else "significant_movement_away"
        leaning = Leaning.BACKWARDS
    return Opinion("eurostat", label, growth, None, leaning)


LEANING_OF_VERDICT = {
    VerdictWord.MET: Leaning.ENOUGH,
    VerdictWord.ON_TRACK: Leaning.ENOUGH,
    VerdictWord.BEHIND: Leaning.NOT_ENOUGH,
    VerdictWord.LITTLE_CHANGE: Leaning.NOT_ENOUGH,
    VerdictWord.MOVING_AWAY: Leaning.BACKWARDS,
}


def opinions_disagree(*opinions):
    """Whether the methods come down on different sides: enough, not enough, backwards.

    Takes Opinions and Verdicts, in any order. What cannot speak does not disagree, and one voice alone
    never does.
    """
    leanings = {LEANING_OF_VERDICT.get(o.verdict) if isinstance(o, Verdict) else o.leaning for o in opinions}
    return len(leanings - {None}) > 1


def _ends_of(points, direction, base_year):
    """Base and latest, or None where there are not two figures since the base year."""
    d = series.sign_of_direction(direction)
    readings = series.readings_by_year(points)
    t0 = series.base_year_in(readings, base_year)
    if t0 is None or (t := max(readings)) == t0:
        return None
    return _Ends(d, t0, readings[t0], t, readings[t])


def _three(name, value, high, fair, ends):
    if value >= high:
        return Opinion(name, "on_track", value, None, Leaning.ENOUGH)
    if value >= fair:
        return Opinion(name, "fair_progress", value, None, Leaning.NOT_ENOUGH)
    leaning = Leaning.BACKWARDS if ends.leaning_back() else Leaning.NOT_ENOUGH
    return Opinion(name, "stagnation_or_regression", value, None, leaning)
