"""How progress is judged, in plain functions that anyone can follow with a pocket calculator.

No Django here, nothing from elsewhere: figures go in, an answer with its reason comes out.

The question
------------
An economy stood at 40 % in 2015 and wants 80 % by 2030. In 2020 it stands at 48 %. Is that enough?

 1. The growth so far: 48/40 = 1.2 in five years. The fifth root of 1.2 is 1.0371, so 3.71 % a year.
 2. The growth that the target asks for: 80/40 = 2 in fifteen years. The fifteenth root of 2 is 1.0473, so
    4.73 % a year.
 3. The share of the pace needed: R = 3.71 / 4.73 = 0.785.
 4. R of 0.95 or more is `substantial_progress`, 0.60 or more `moderate_progress`, 0 or more
    `limited_progress`, and less than 0 `deterioration`. Here: moderate; in public, "behind pace".
 5. To be on the path in 2021, the sixth of fifteen years: 40 × 2^(6/15) = 52.8 % must be reached.

When a fall is better, the growth counts with the opposite sign, and so it does when the figures are
negative. A target that is reached is `target_achieved`, whatever the pace.

Without a target only the direction can be told: G is the growth a year in the right direction, and 1.5 %,
0.5 % and 0 take the place of 0.95, 0.60 and 0. Close to a limit that cannot be passed (100 %) little growth
is left to have, so these thresholds shrink: times C = 1 − (base/limit)^4.44, and for a base between the limit
and twice the limit times C = 1 − ((2·limit − base)/limit)^4.44.

A score from −5 to 5 says the same on a scale, so that several series can be averaged. With a target: 5 when
reached, else 7.1429·R − 4.2857 from R = 0.6 on and 4.1667·R − 2.5 below. Without: 125·G − 2.5 when G < 0,
500·G/C − 5 from the highest threshold on, 250·G/C − 1.25 from the middle one, else 500·G/C − 2.5.

Base is the base year (2015 unless set) or, when it has no figure, the next later year that has one. Latest
is the last year with a figure. A target or a base of 0 counts as 0.001. Nothing is assessed with base and
latest on two sides of zero, or with one figure only. A base equal to the target has no pace: still there is
achieved, away from it is deterioration with −5.

Two answers
-----------
`assess` gives the compatible answer: number for number what statistics offices publish with Open SDG 2.4,
odd corners included. `judge` gives the guarded one, which the public page shows first: it knows where that
method misleads and says so, with a reason from a closed list (`Reason`). The order of its questions is
written at the head of `goals.progress.guarded`.

Where we had to choose, because Open SDG stops with an error there:

- All figures before the base year: `not_available`, also if one of them is past the target.
- Base year equal to target year: `not_available`. (A target year before the base is calculated as it would
  be there; `check_configuration` refuses both, and `judge` will not speak of them.)
- A base and a target on two sides of zero: Open SDG divides by the modulus of a complex number. The
  compatible answer does the same; `judge` says `sign_change`.
- No target year (None): a reached target is achieved, anything else `not_available`. No base year (None): the
  first figure is the base.
- Not-a-number is a blank, as it is there. An infinite number is refused with an error.
"""

from goals.progress.configuration import Problem, check_configuration
from goals.progress.guarded import Verdict, enough_economies, judge
from goals.progress.method import Result, aggregate, assess
from goals.progress.opinions import Leaning, Opinion, eurostat, linear_share, opinions_disagree, unsd_2023
from goals.progress.transformations import (
    TRANSFORMATIONS,
    Transformed,
    binary,
    binary_series,
    rebased,
    towards,
    towards_band,
)
from goals.progress.words import Misconfigured, ProblemCode, Reason, Status, Trend, VerdictWord

__all__ = [
    "TRANSFORMATIONS",
    "Leaning",
    "Misconfigured",
    "Opinion",
    "Problem",
    "ProblemCode",
    "Reason",
    "Result",
    "Status",
    "Transformed",
    "Trend",
    "Verdict",
    "VerdictWord",
    "aggregate",
    "assess",
    "binary",
    "binary_series",
    "check_configuration",
    "enough_economies",
    "eurostat",
    "judge",
    "linear_share",
    "opinions_disagree",
    "rebased",
    "towards",
    "towards_band",
    "unsd_2023",
]
