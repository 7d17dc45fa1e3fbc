"""Why a verdict, or what it rests on, is not what it was: found by comparing the two sets of inputs."""

from goals.models.judgements import Cause

# What an editor sets; everything else in the inputs follows from the figures, the settings and the day.
SETTINGS = ("direction", "base_year", "lowest", "highest", "band", "target")

# Of several causes of a change in a goal, the one that is told.
ORDER = (
    Cause.REVISED_READING,
    Cause.NEW_READING,
    Cause.SETTINGS,
    Cause.METHOD,
    Cause.FIRST,
    Cause.TIME,
)


def cause_of_change(old, new):
    """The cause that leads from the inputs `old` (None: there were none) to `new`, for one indicator.

    Figures first: a value that changed or went is a revision, one that came is new. Then the settings, then
    the method; when all of these stand, only the calendar has moved on.
    """
    if old is None:
        return Cause.FIRST
    was, now = _figures(old), _figures(new)
    if any(now.get(period) != value for period, value in was.items()):
        return Cause.REVISED_READING
    if now != was:
        return Cause.NEW_READING
    if any(old.get(name) != new.get(name) for name in SETTINGS):
        return Cause.SETTINGS
    return Cause.METHOD if old.get("method") != new.get("method") else Cause.TIME


def cause_for_goal(old, new, causes_of_members):
    """The same for a goal, given the causes found for its indicators in the same run."""
    if old is None:
        return Cause.FIRST
    if _indicators(old) != _indicators(new):
        return Cause.SETTINGS
    for cause in ORDER:
        if cause in causes_of_members:
            return cause
    return Cause.METHOD


def _figures(inputs):
    breaks = set(inputs.get("breaks", ()))
    return {
        period: (value, int(period[:4]) in breaks) for period, value, *_release in inputs.get("points", ())
    }


def _indicators(inputs):
    return [member["indicator"] for member in inputs.get("members", ())]
