"""From the record to the method and back: what is judged of each economy, goal and indicator, and why it changed.

`reassess` judges anew and stores what changed; `reassess_for` does so for what a saved record bears upon;
`what_would_change` tells beforehand. `judge_series` and `combine` are the plain functions underneath.
"""

from goals.judging.causes import cause_of_change
from goals.judging.changes import Change
from goals.judging.stored import reassess, reassess_for, what_would_change
from goals.judging.verdicts import METHOD_VERSION, Aim, Judgement, Settings, combine, judge_series

__all__ = [
    "METHOD_VERSION",
    "Aim",
    "Change",
    "Judgement",
    "Settings",
    "cause_of_change",
    "combine",
    "judge_series",
    "reassess",
    "reassess_for",
    "what_would_change",
]
