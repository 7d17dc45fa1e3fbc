"""The guarded verdict: first whether something honest can be said, and only then what.

The compatible method always has an answer ready; where it is known to mislead, the verdict names the reason
instead. The questions below are asked in this order, and the first that stops us is the reason:

 1. Is there any figure? If not: no_reading.
 2. Are there two figures for one year? Then no one can tell which: cannot_say (duplicate_period).
 3. Does the figure stand for enough economies? If not: cannot_say (too_few_economies).
 4. Did the economy set a target? If not: no_target, and only the trend is told, if there is one to tell.
 5. Was it said whether up or down is better? If not: cannot_say (no_direction).
 6. Is there a figure from the base year or later? If not: no_reading (no_reading_since_base).
 7. Is the latest figure recent enough to speak of today? If not: cannot_say (stale).
 8. Has the latest figure reached the target? Then: met. This is a fact and needs no rate.
 9. Are there two figures counted in one way? If not: cannot_say (series_break or one_reading).
10. Did the base stand better than the target, so that there is no way to go? cannot_say
    (target_on_wrong_side). Had it, or a later figure, reached the target before? Then: moving_away when the
    latest is worse than the base, otherwise cannot_say (both met_then_lost).
11. Can the latest figure become no better? cannot_say (at_ceiling, at_floor). Is it the same as the base?
    little_change (flat).
12. Can a rate be taken? Not from 0 (from_zero), not across 0 (sign_change), not without a target year
    (no_target_year) or time before it (target_year_not_after_base), and not where the method takes a figure
    for the 0 that is aimed for because it is under 0.001 (to_zero): cannot_say; the share of the way is told
    instead.
13. Is the growth smaller than 0.1 % a year either way? little_change (flat), unless even so little is
    enough for the path. This is Eurostat's band for "no change", which we take over.
14. Has the target year passed? Then nothing is on track any more: behind when the figure of that year is
    in, otherwise cannot_say (both target_year_passed).
15. What does the method say? substantial_progress is on_track, moderate and limited are behind,
    deterioration is moving_away.

Nothing is ever assessed across a break in the series: only the figures after the last break count, and the
first of them becomes the base.
"""

from dataclasses import dataclass, field

from goals.progress import series
from goals.progress.method import Result, assess_readings
from goals.progress.series import FLAT_BAND
from goals.progress.words import Misconfigured, ProblemCode, Reason, Status, Trend, VerdictWord

STALE_AFTER = 5  # years
APEC_ECONOMIES = 21

WORD_FOR = {
    Status.SUBSTANTIAL: VerdictWord.ON_TRACK,
    Status.MODERATE: VerdictWord.BEHIND,
    Status.LIMITED: VerdictWord.BEHIND,
    Status.DETERIORATION: VerdictWord.MOVING_AWAY,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said in public about one series, and all that a reader needs to work it out again.

    verdict, reason: the answer and, where the method's own answer does not stand, why. also: other reasons
    that hold as well and belong in a note. result: the compatible answer for the same figures.
    base_*, latest_*: the figures used, as recorded (a 0 stays 0). broken_in: the year of the series break
    that was respected, or None. trend: without a target, the way the series moves.

    pace, pace_needed: growth a year as the value moves (−0.02 = 2 % less each year), None when no rate can
    be taken. step, step_needed: the same on a straight line, in units a year; these exist from zero too.
    time_gone: share of the time from base to target year that had gone at the latest reading, 0…1.
    way_gone: share of the straight way from base to target, below 0 when moving away, above 1 when beyond.
    needed, needed_year: the value that would be on the path in the next year without a reading, but not
    before today_year, and that year. On the path of even growth; on the straight line where none leads there.
    projected: the value in the target year if the growth so far went on.
    """

    verdict: VerdictWord
    reason: Reason | None
    result: Result
    also: tuple[Reason, ...] = ()
    base_year: int | None = None
    base_value: float | None = None
    latest_year: int | None = None
    latest_value: float | None = None
    broken_in: int | None = None
    trend: Trend | None = None
    pace: float | None = None
    pace_needed: float | None = None
    step: float | None = None
    step_needed: float | None = None
    time_gone: float | None = None
    way_gone: float | None = None
    needed: float | None = None
    needed_year: int | None = None
    projected: float | None = None


def enough_economies(have, of=APEC_ECONOMIES):
    """Whether a figure for APEC as a whole may be given: at least two thirds of the economies (StatsAPEC's
    rule), so 14 of 21."""
    return of > 0 and 3 * have >= 2 * of


def judge(
    points,
    *,
    direction,
    base_year=2015,
    target_year=2030,
    target=None,
    limit=None,
    target_set=True,
    breaks=(),
    today_year=None,
    stale_after=STALE_AFTER,
    ceiling=None,
    floor=None,
    economies=None,
    economies_of=APEC_ECONOMIES,
):
    """Say what can honestly be said of one series; see the text of the module for the order of questions.

    points, direction, base_year, target_year, target, limit: as for assess(); direction may also be None or
    "none".
    target_set: False when the target in hand is a yardstick that the economy did not set itself.
    breaks: years whose reading is the first one counted in a new way. today_year: the present year; without
    it nothing is stale. target_year: None for a goal without a date, which can be met but not be on a path.
    stale_after: a latest reading more than so many years old is stale; None: never.
    ceiling, floor: the highest and lowest value there can be; without them the limit serves as the one that
    lies in the right direction. economies: for a figure of APEC as a whole, how many economies are in it.

    Returns a Verdict. Raises Misconfigured for an unknown direction, an infinite number or an unreadable
    period; two figures for one year are answered with a reason, because quarters and releases can collide.
    """
    target = series.number(target, "The target")
    limit = series.number(limit, "The limit")
    ceiling = series.number(ceiling, "The ceiling")
    floor = series.number(floor, "The floor")
    d = 0 if direction in (None, "", "none") else series.sign_of_direction(direction)
    try:
        readings = series.readings_by_year(points)
    except Misconfigured as problem:
        if problem.code is not ProblemCode.DUPLICATE_PERIOD:
            raise
        result = Result(Status.NOT_AVAILABLE, reason=Reason.DUPLICATE_PERIOD)
        return Verdict(VerdictWord.CANNOT_SAY, Reason.DUPLICATE_PERIOD, result)
    if not readings:
        result = Result(Status.NOT_AVAILABLE, reason=Reason.NO_READING)
        return Verdict(VerdictWord.NO_READING, Reason.NO_READING, result)

    question = _Question(
        readings,
        d,
        base_year,
        target_year,
        target,
        limit,
        target_set,
        today_year,
        stale_after,
        ceiling,
        floor,
    )
    question.respect(breaks)
    if economies is not None and not enough_economies(economies, economies_of):
        return question.answer(VerdictWord.CANNOT_SAY, Reason.TOO_FEW_ECONOMIES)
    if target is None or not target_set:
        return question.answer_without_target()
    return question.answer_with_target()


@dataclass(slots=True)
class _Question:
    """One series with its settings, and the facts about it that several of the questions turn on."""

    readings: dict
    d: int
    base_year: int
    target_year: int
    target: float | None
    limit: float | None
    target_set: bool
    today_year: int | None
    stale_after: int | None
    ceiling: float | None
    floor: float | None
    broken_in: int | None = None
    lost_to_break: bool = False  # a figure that would have been the base lies before the break
    t0: int | None = field(init=False, default=None)
    y0: float | None = field(init=False, default=None)
    t: int = field(init=False, default=0)
    y: float = field(init=False, default=0.0)
    result: Result = field(init=False, default=None)

    def respect(self, breaks):
        """Leave out what lies before the last break, then look up base, latest and the compatible answer."""
        last = max(self.readings)
        first = series.base_year_in(self.readings, self.base_year)
        passed = [year for year in map(series.year_of, breaks) if year <= last]
        if passed:
            broken_in = max(passed)
            if any(year < broken_in for year in self.readings):
                self.readings = {year: v for year, v in self.readings.items() if year >= broken_in}
                self.broken_in = broken_in
                self.lost_to_break = first is not None and first < broken_in
        self.t = max(self.readings)
        self.y = self.readings[self.t]
        self.t0 = series.base_year_in(self.readings, self.base_year)
        if self.t0 is not None:
            self.y0 = self.readings[self.t0]
        self.result = assess_readings(
            self.readings,
            self.d or 1,
            base_year=self.base_year,
            target_year=self.target_year,
            target=self.target,
            limit=self.limit,
        )
        if not self.d:
            self.result = Result(
                Status.NOT_AVAILABLE,
                base_year=self.result.base_year,
                base_value=self.result.base_value,
                current_year=self.t,
                current_value=self.y,
                reason=Reason.NO_DIRECTION,
                needed=self.result.needed,
            )

    def answer_without_target(self):
        return self.answer(VerdictWord.NO_TARGET, Reason.NO_TARGET)

    def answer_with_target(self):
        word, reason = self._word_and_reason()
        return self.answer(word, reason)

    def _word_and_reason(self):
        d, y0, y, goal = self.d, self.y0, self.y, self.target
        result = self.result
        if not d:
            return VerdictWord.CANNOT_SAY, Reason.NO_DIRECTION
        if y0 is None:
            return VerdictWord.NO_READING, Reason.NO_READING_SINCE_BASE
        if self.is_stale():
            return VerdictWord.CANNOT_SAY, Reason.STALE
        if series.reached(y, goal, d):
            return VerdictWord.MET, None
        if self.t == self.t0:
            why = Reason.SERIES_BREAK if self.lost_to_break else Reason.ONE_READING
            return VerdictWord.CANNOT_SAY, why
        if d * y0 > d * goal:
            return VerdictWord.CANNOT_SAY, Reason.TARGET_ON_WRONG_SIDE
        if self.was_met():
            worse = d * y < d * y0
            return (VerdictWord.MOVING_AWAY if worse else VerdictWord.CANNOT_SAY), Reason.MET_THEN_LOST
        if (end := self.at_the_end()) is not None:
            return VerdictWord.CANNOT_SAY, end
        if y == y0:
            return VerdictWord.LITTLE_CHANGE, Reason.FLAT
        if (why := self.why_no_rate()) is not None:
            return VerdictWord.CANNOT_SAY, why
        if result.status is Status.TARGET_ACHIEVED:
            return VerdictWord.CANNOT_SAY, Reason.TO_ZERO
        word = WORD_FOR[result.status]
        if word is not VerdictWord.ON_TRACK and self.is_flat():
            return VerdictWord.LITTLE_CHANGE, Reason.FLAT
        if word is VerdictWord.ON_TRACK and self.target_year_passed():
            word = VerdictWord.BEHIND if self.t >= self.target_year else VerdictWord.CANNOT_SAY
            return word, Reason.TARGET_YEAR_PASSED
        return word, None

    def is_stale(self):
        if self.today_year is None or self.stale_after is None:
            return False
        return self.today_year - self.t > self.stale_after

    def was_met(self):
        """Whether a figure from the base on, before the latest, had reached the target."""
        return any(
            series.reached(value, self.target, self.d)
            for year, value in self.readings.items()
            if self.t0 <= year < self.t
        )

    def at_the_end(self):
        """AT_CEILING or AT_FLOOR when the latest figure cannot become any better, else None."""
        end = self.ceiling if self.d == 1 else self.floor
        if end is None:
            end = self.limit
        if not self.d or end is None or not series.reached(self.y, end, self.d):
            return None
        return Reason.AT_CEILING if self.d == 1 else Reason.AT_FLOOR

    def why_no_rate(self):
        """Why the pace cannot be held against the path to the target, or None when it can."""
        if not self.y0:
            return Reason.FROM_ZERO
        if series.opposite(self.y0, self.y):
            return Reason.SIGN_CHANGE
        if series.opposite(self.y0, self.target):
            return Reason.SIGN_CHANGE
        if self.target_year is None:
            return Reason.NO_TARGET_YEAR
        if self.target_year <= self.t0:
            return Reason.TARGET_YEAR_NOT_AFTER_BASE
        return Reason.OUT_OF_RANGE if self.result.reason is Reason.OUT_OF_RANGE else None

    def growth(self):
        """Growth a year as the value moves, or None where no rate can be taken."""
        if self.t0 is None or self.t == self.t0 or not self.y0 or series.opposite(self.y0, self.y):
            return None
        return series.growth(self.y, self.y0, self.t - self.t0)

    def is_flat(self):
        rate = self.growth()
        return rate is not None and abs(rate) < FLAT_BAND

    def target_year_passed(self):
        if self.target_year is None:
            return False
        return self.t >= self.target_year or (self.today_year or self.t) > self.target_year

    def trend(self):
        """(Trend or None, why there is none)."""
        if not self.d:
            return None, Reason.NO_DIRECTION
        if self.t0 is None:
            return None, Reason.NO_READING_SINCE_BASE
        if self.is_stale():
            return None, Reason.STALE
        if self.t == self.t0:
            return None, Reason.SERIES_BREAK if self.lost_to_break else Reason.ONE_READING
        if self.y == self.y0 or self.is_flat():
            return Trend.LITTLE_CHANGE, Reason.FLAT
        better = self.d * self.y > self.d * self.y0
        trend = Trend.IMPROVING if better else Trend.WORSENING
        if not self.y0:
            return trend, Reason.FROM_ZERO  # the way it moves is plain, only the rate is not
        if series.opposite(self.y0, self.y):
            return trend, Reason.SIGN_CHANGE
        return trend, None

    def answer(self, word, reason):
        also, trend = [], None
        if word is VerdictWord.NO_TARGET:
            trend, why = self.trend()
            also += [why, self.at_the_end()]
        elif word is VerdictWord.MET:
            also.append(self.at_the_end())
        else:
            if self.target == 0:
                also.append(Reason.TO_ZERO)
            if self.target is not None and self.target_year_passed():
                also.append(Reason.TARGET_YEAR_PASSED)
        if self.lost_to_break:
            also.append(Reason.SERIES_BREAK)
        also = tuple(dict.fromkeys(a for a in also if a is not None and a is not reason))
        if self.t0 is None:
            return Verdict(word, reason, self.result, also, None, None, self.t, self.y, self.broken_in)
        t0, y0, t, y = self.t0, self.y0, self.t, self.y
        pace = self.growth()
        step = series.finite(y / (t - t0) - y0 / (t - t0)) if t > t0 else None
        figures = {"pace": pace, "step": step}
        if self.target is not None:
            figures["way_gone"] = series.share_of(y0, y, self.target)
            if self.target_year is not None and self.target_year > t0:
                figures |= self._against_the_path(pace)
        return Verdict(
            word,
            reason,
            self.result,
            also,
            base_year=t0,
            base_value=y0,
            latest_year=t,
            latest_value=y,
            broken_in=self.broken_in,
            trend=trend,
            **figures,
        )

    def _against_the_path(self, pace):
        t0, y0, t, y, goal = self.t0, self.y0, self.t, self.y, self.target
        length = self.target_year - t0
        even = bool(y0 and goal) and not series.opposite(y0, goal)
        figures = {
            "time_gone": min(1.0, (t - t0) / length),
            "step_needed": series.finite(goal / length - y0 / length),
            "pace_needed": series.growth(goal, y0, length) if even else None,
        }
        next_year = max(t + 1, self.today_year or 0)
        if next_year <= self.target_year:
            share = (next_year - t0) / length
            figures["needed_year"] = next_year
            way = series.on_path if even else series.on_line
            figures["needed"] = goal if share == 1 else way(y0, goal, share)
        if pace is not None and self.target_year >= t:
            figures["projected"] = series.carried_on(y, y0, (self.target_year - t) / (t - t0))
        return figures
