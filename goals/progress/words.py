"""The closed lists that the progress method answers with, and the one error it raises.

Every list is a StrEnum: a member equals its text, so it can be stored, compared and written to JSON as it is.
The sentences that readers see, in both languages, are written where the pages are.
"""

from enum import StrEnum


class Status(StrEnum):
    """What the compatible method answers, in the words that Open SDG publishes."""

    TARGET_ACHIEVED = "target_achieved"
    SUBSTANTIAL = "substantial_progress"
    MODERATE = "moderate_progress"
    LIMITED = "limited_progress"
    DETERIORATION = "deterioration"
    NOT_AVAILABLE = "not_available"


class VerdictWord(StrEnum):
    """What the public page shows first."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    LITTLE_CHANGE = "little_change"
    MOVING_AWAY = "moving_away"
    NO_TARGET = "no_target"
    NO_READING = "no_reading"
    CANNOT_SAY = "cannot_say"


class Trend(StrEnum):
    """Which way a series moves when nobody set a target for it."""

    IMPROVING = "improving"
    LITTLE_CHANGE = "little_change"
    WORSENING = "worsening"


class Reason(StrEnum):
    """Why nothing, or something other than the plain method's answer, is said."""

    NO_READING = "no_reading"  # no figure at all
    NO_READING_SINCE_BASE = "no_reading_since_base"  # figures, but all before the base year
    ONE_READING = "one_reading"  # the base is also the latest
    FROM_ZERO = "from_zero"  # nothing grows by a rate from zero; told as a distance
    SIGN_CHANGE = "sign_change"  # base and latest, or base and target, on two sides of zero
    FLAT = "flat"  # less than 0.1 % a year either way
    MET_THEN_LOST = "met_then_lost"  # an earlier reading had reached the target, the latest has not
    AT_CEILING = "at_ceiling"  # the latest stands at the highest value there is
    AT_FLOOR = "at_floor"  # the latest stands at the lowest value there is
    SERIES_BREAK = "series_break"  # what came before the break was counted differently
    STALE = "stale"  # the latest reading is too old to speak of today
    TOO_FEW_ECONOMIES = "too_few_economies"  # under two thirds: no figure for APEC as a whole
    NO_DIRECTION = "no_direction"  # nobody said whether up or down is better
    NO_TARGET = "no_target"  # the economy set none
    TO_ZERO = "to_zero"  # the target is 0, which the method counts as 0.001
    NO_TARGET_YEAR = "no_target_year"  # a goal without a date has no pace to be held against
    TARGET_YEAR_PASSED = "target_year_passed"  # the day has come and the target is not known to be met
    TARGET_YEAR_NOT_AFTER_BASE = "target_year_not_after_base"  # no time between start and finish
    TARGET_ON_WRONG_SIDE = "target_on_wrong_side"  # the base was already better than the target
    DUPLICATE_PERIOD = "duplicate_period"  # two figures for one year
    OUT_OF_RANGE = "out_of_range"  # the pace needed is too small for a computer to tell from none


class ProblemCode(StrEnum):
    """What is refused when an editor saves settings, and what a Misconfigured error carries as its code."""

    TARGET_YEAR_NOT_AFTER_BASE = "target_year_not_after_base"
    TARGET_ON_WRONG_SIDE = "target_on_wrong_side"
    LIMIT_PASSED = "limit_passed"
    MISSING_DIRECTION = "missing_direction"
    UNKNOWN_DIRECTION = "unknown_direction"
    DUPLICATE_PERIOD = "duplicate_period"
    UNREADABLE_PERIOD = "unreadable_period"
    NOT_FINITE = "not_finite"  # infinite, missing where it is needed, or no number at all
    BAND_REVERSED = "band_reversed"  # the lower edge above the upper one
    NO_START = "no_start"  # an index has no figure, or 0, to start from


class Misconfigured(ValueError):
    """The question itself is wrong. `code` is a ProblemCode, the text one English sentence."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = ProblemCode(code)
        self.message = message
