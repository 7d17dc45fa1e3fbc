"""What is wrong with the settings of an indicator or a target, found before anything is saved."""

from dataclasses import dataclass

from goals.progress import series
from goals.progress.words import Misconfigured, ProblemCode


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: a ProblemCode and one English sentence for whoever reads the log."""

    code: ProblemCode
    sentence: str


def check_configuration(direction, base_year, target_year, target, limit, base_value=None, points=()):
    """All problems of one set of settings, as a list that is empty when they may be saved.

    direction: "up", "down", "towards" (a band, checked by its own form) or "none" (said on purpose; then
    there can be no target and no limit). base_value: the figure of the base year; without it, it is looked
    up in points, (period, value) pairs, as the method would. Never raises for anything that an editor can type.
    """
    problems = []

    def add(code, sentence):
        problems.append(Problem(ProblemCode(code), sentence))

    def read(value, what):
        try:
            return series.number(value, what)
        except Misconfigured as problem:
            add(problem.code, problem.message)
            return None

    target, limit = read(target, "The target"), read(limit, "The limit")
    base_value = read(base_value, "The base value")
    readings = {}
    for period, value in points:
        try:
            one = series.readings_by_year([(period, value)])
        except Misconfigured as problem:
            add(problem.code, problem.message)
            continue
        for year in one.keys() & readings.keys():
            add(ProblemCode.DUPLICATE_PERIOD, f"There is more than one figure for {year}.")
        readings |= one
    if base_value is None and base_year is not None:
        base_value = readings.get(series.base_year_in(readings, base_year))

    if base_year is not None and target_year is not None and target_year <= base_year:
        add(
            ProblemCode.TARGET_YEAR_NOT_AFTER_BASE,
            f"The target year {target_year} is not after the base year {base_year}.",
        )
    if not direction or (direction == "none" and not target is limit is None):
        add(ProblemCode.MISSING_DIRECTION, "Say whether up or down is better.")
    elif direction not in ("up", "down", "towards", "none"):
        add(ProblemCode.UNKNOWN_DIRECTION, f"“{direction}” is no direction; say up or down.")
    if base_value is None or direction not in ("up", "down"):
        return problems
    d = series.sign_of_direction(direction)
    better = "above" if d == 1 else "below"
    if target is not None and d * target < d * base_value:
        add(
            ProblemCode.TARGET_ON_WRONG_SIDE,
            f"The base {base_value:g} is already {better} the target {target:g}, with {direction} as better.",
        )
    if limit is not None and d * base_value > d * limit:
        add(
            ProblemCode.LIMIT_PASSED,
            f"The base value {base_value:g} is already {better} the limit {limit:g}.",
        )
    return problems
