"""From settings and a chosen series to a verdict with its reason, its rule and everything it rests on.

Plain functions without a database, so that a verdict can be worked out again from what is stored beside it.
The method itself is in goals.progress; here its answer is put into the words of the record.
"""

from dataclasses import dataclass, field

from goals import progress
from goals.headline import Series
from goals.progress import Reason, Status, VerdictWord
from goals.progress.series import on_line, on_path, opposite

# Raised when the same figures and settings would be answered differently than before.
METHOD_VERSION = "1"
DEFAULT_BASE_YEAR = 2015

# Reasons of the record that no single series can have.
NO_INDICATOR = "no_indicator"  # nothing was chosen to measure the goal by
ONLY_GROUPS = "only_groups"  # there are figures, but only for groups that are not the headline
MIXED = "mixed"  # some indicators of the goal can be judged and some cannot

GRADES = (
    VerdictWord.MET,
    VerdictWord.ON_TRACK,
    VerdictWord.BEHIND,
    VerdictWord.LITTLE_CHANGE,
    VerdictWord.MOVING_AWAY,
)
# The scores between which each word lies on the method's scale from −5 to 5.
BOUNDS = {
    VerdictWord.MET: (5.0, 5.0),
    VerdictWord.ON_TRACK: (2.5, 5.0),
    VerdictWord.BEHIND: (-2.5, 2.49),
    VerdictWord.LITTLE_CHANGE: (-2.5, -2.5),
    VerdictWord.MOVING_AWAY: (-5.0, -2.51),
}
WORD_FOR_MEAN = {
    Status.TARGET_ACHIEVED: VerdictWord.MET,
    Status.SUBSTANTIAL: VerdictWord.ON_TRACK,
    Status.MODERATE: VerdictWord.BEHIND,
    Status.LIMITED: VerdictWord.BEHIND,
    Status.DETERIORATION: VerdictWord.MOVING_AWAY,
}


@dataclass(frozen=True, slots=True)
class Aim:
    """The target that a series is held against. whose: "own" or "collective"."""

    code: str
    whose: str
    value: float
    year: int | None
    base_year: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What an indicator says about how its figures are to be read."""

    direction: str
    base_year: int | None = None
    lowest: float | None = None
    highest: float | None = None
    band: tuple[float, float] | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is stored: a word, a reason or "", the rule that fired, and the inputs as JSON can hold them.

    score: the place on the scale from −5 to 5 that counts when several indicators are brought together;
    None for what is no grade.
    """

    verdict: str
    reason: str
    rule: str
    inputs: dict = field(hash=False)
    score: float | None = None


def judge_series(series: Series, settings: Settings, aim: Aim | None, *, today_year, has_groups=False):
    """Judge one economy by one indicator. has_groups: figures exist, but none for the headline group."""
    base_year = (aim and aim.base_year) or settings.base_year or DEFAULT_BASE_YEAR
    points, breaks = series.points, series.breaks
    direction, goal = settings.direction, aim and aim.value
    if direction == "towards" and settings.band:
        turned = progress.towards_band(points, *settings.band)
        points, direction, goal = turned.points, turned.direction, turned.target
    elif direction not in ("up", "down"):
        direction = None
    is_band = settings.direction == "towards"
    ends = {} if is_band else {"ceiling": settings.highest, "floor": settings.lowest}
    verdict = progress.judge(
        points,
        direction=direction,
        base_year=base_year,
        target_year=aim.year if aim else None,
        target=goal if aim else None,
        limit={"up": settings.highest, "down": settings.lowest}.get(settings.direction),
        target_set=aim is not None,
        breaks=breaks,
        today_year=today_year,
        **ends,
    )
    reason = verdict.reason or ""
    if has_groups and not points:
        reason = ONLY_GROUPS
    inputs = {
        "method": METHOD_VERSION,
        "direction": settings.direction,
        "base_year": base_year,
        "lowest": settings.lowest,
        "highest": settings.highest,
        "band": list(settings.band) if settings.band else None,
        "group": settings.group,
        "target": aim
        and {"code": aim.code, "whose": aim.whose, "value": aim.value, "year": aim.year}
        | ({"base_year": aim.base_year} if aim.base_year else {}),
        "releases": list(series.releases),
        "releases_left_out": list(series.left_out),
        "points": [
            [figure.period, figure.value, *([figure.release] if series.is_pieced else [])]
            for figure in series.figures
        ],
        "breaks": breaks,
        **_figures(verdict, dict(series.points), settings, goal if aim else None, aim, today_year),
    }
    if points and direction:
        inputs["opinions"], inputs["methods_disagree"] = _opinions(
            verdict, points, direction, base_year, aim, goal
        )
    return Judgement(str(verdict.verdict), str(reason), rule_of(verdict), inputs, score_of(verdict))


def _figures(verdict, recorded, settings, goal, aim, today_year):
    """The numbers of a verdict that a page shows, in the unit of the indicator."""
    told = {"also": [str(reason) for reason in verdict.also]}
    if verdict.latest_year is None:
        return told

    def as_value(number):
        """A distance from a band as the value it stands for, on the side where the latest figure lies."""
        if number is None or settings.direction != "towards" or not settings.band:
            return number
        middle = settings.band[0] / 2 + settings.band[1] / 2
        above = recorded[verdict.latest_year] >= middle
        return middle + number if above else middle - number

    told["latest"] = {"year": verdict.latest_year, "value": recorded[verdict.latest_year]}
    if verdict.base_year is not None:
        told["base"] = {"year": verdict.base_year, "value": recorded[verdict.base_year]}
    for name in ("pace", "pace_needed", "step", "step_needed", "time_gone", "way_gone", "broken_in"):
        if (value := getattr(verdict, name)) is not None:
            told[name] = value
    if verdict.trend:
        told["trend"] = str(verdict.trend)
    if goal is not None:
        told["goal"] = as_value(goal)
    if verdict.projected is not None:
        told["projected"] = as_value(verdict.projected)
    if verdict.needed is not None:
        told["needed"] = {"year": verdict.needed_year, "value": as_value(verdict.needed)}
    if (now := needed_in(verdict.latest_year, verdict, goal, aim)) is not None:
        told["needed_now"] = {"year": verdict.latest_year, "value": as_value(now)}
    result = verdict.result
    told["compatible"] = {"status": str(result.status), "score": result.score, "value": result.value}
    return told


def needed_in(year, verdict, goal, aim):
    """The value on the path to the target in a year, or None where there is no path."""
    if goal is None or verdict.base_year is None or aim.year is None or aim.year <= verdict.base_year:
        return None
    if year >= aim.year:
        return goal
    base, share = verdict.base_value, (year - verdict.base_year) / (aim.year - verdict.base_year)
    if base and goal and not opposite(base, goal):
        return on_path(base, goal, share)
    return on_line(base, goal, share)


def _opinions(verdict, points, direction, base_year, aim, goal):
    """What other methods say of the figures that the verdict rests on, and whether they disagree."""
    if verdict.broken_in is not None:
        points = [(year, value) for year, value in points if year >= verdict.broken_in]
    if verdict.reason is Reason.DUPLICATE_PERIOD:
        return [], False
    ask = {"direction": direction, "base_year": base_year}
    towards = {"target_year": aim.year, "target": goal} if aim else {"target_year": None, "target": None}
    opinions = [
        progress.linear_share(points, **ask, **towards),
        progress.unsd_2023(points, **ask, **towards),
        progress.eurostat(points, **ask),
    ]
    told = [
        {"method": one.method, "label": one.label, "value": one.value, "beside": one.beside}
        for one in opinions
        if one.label
    ]
    return told, progress.opinions_disagree(verdict, *opinions) if verdict.verdict in GRADES else False


def rule_of(verdict):
    """The code of the rule that decided, for `goals.reasons.rule_words`."""
    word, reason = verdict.verdict, verdict.reason
    if word is VerdictWord.MET:
        return "target_reached"
    if reason is not None:
        return str(reason)
    return {
        Status.SUBSTANTIAL: "pace_95",
        Status.MODERATE: "pace_60",
        Status.LIMITED: "pace_0",
        Status.DETERIORATION: "pace_below_0",
    }[verdict.result.status]


def score_of(verdict):
    """The compatible score, held within the bounds of the public word; None for what is no grade."""
    if verdict.verdict not in GRADES:
        return None
    low, high = BOUNDS[verdict.verdict]
    score = verdict.result.score
    # Without a rate there is no score; a figure that was at the target and lost it stands at the end.
    return low if score is None else min(max(score, low), high)


def combine(members):
    """One Judgement for a goal from those of its indicators, as (indicator code, Judgement) pairs in order.

    The rules, first that fits: (1) no indicator: no reading, because nothing was chosen. (2) One indicator, or
    all say the same word: that word; the reason too when they share it. (3) All are grades: the mean of
    their scores. (4) Only "no target" and "no reading": no target. (5) Anything else: cannot say, mixed.
    """
    inputs = {
        "method": METHOD_VERSION,
        "members": [
            {"indicator": code, "verdict": one.verdict, "reason": one.reason} for code, one in members
        ],
    }
    judgements = [one for _code, one in members]
    words = {one.verdict for one in judgements}
    if not judgements:
        return Judgement(VerdictWord.NO_READING.value, NO_INDICATOR, NO_INDICATOR, inputs)
    if len(words) == 1:
        reasons = {one.reason for one in judgements}
        reason = reasons.pop() if len(reasons) == 1 else _shared_reason(words)
        rule = "one_indicator" if len(judgements) == 1 else "all_alike"
        return Judgement(judgements[0].verdict, reason, rule, inputs)
    if words <= set(GRADES):
        scored = [
            (Status.TARGET_ACHIEVED if one.verdict == VerdictWord.MET else "scored", one.score)
            for one in judgements
        ]
        status, mean = progress.aggregate(scored)
        # Scores are kept only where they decide, or every new figure would be a change of the goal.
        inputs["scores"], inputs["mean"] = [one.score for one in judgements], mean
        return Judgement(WORD_FOR_MEAN[status].value, "", "mean_of_scores", inputs)
    if words <= {VerdictWord.NO_TARGET, VerdictWord.NO_READING}:
        return Judgement(VerdictWord.NO_TARGET.value, Reason.NO_TARGET.value, "no_target", inputs)
    return Judgement(VerdictWord.CANNOT_SAY.value, MIXED, MIXED, inputs)


def _shared_reason(words):
    """The reason of several indicators that say one word for different reasons."""
    (word,) = words
    if word == VerdictWord.CANNOT_SAY:
        return MIXED
    return Reason.NO_READING.value if word == VerdictWord.NO_READING else ""
