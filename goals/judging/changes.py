"""What is judged now beside what is stored, and the rows that are written for the difference."""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, Max, Q
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from goals.judging.causes import cause_for_goal, cause_of_change
from goals.models import Assessment, AssessmentKind, Cause, Goal, Indicator
from publishing.models import State
from reference.models import Economy

ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """One assessment that came, changed or was set aside. goal or indicator may be None, as in Assessment.

    was, now: verdicts; was is "" for a first one, now is "" for one set aside because its goal or indicator
    is no longer published, or they no longer belong together. cause: a Cause, "" where none is written.
    """

    economy: Economy
    goal: Goal | None
    indicator: Indicator | None
    was: str
    was_reason: str
    now: str
    now_reason: str
    cause: str = ""

    @property
    def is_of_status(self):
        """Whether readers see another word or reason, and not only newer figures under the same one."""
        return (self.was, self.was_reason) != (self.now, self.now_reason)


def said(judgement):
    """(verdict, reason) of a Judgement, empty where there is none."""
    return (judgement.verdict, judgement.reason) if judgement else ("", "")


class Comparison:
    """What is judged now beside what is stored: the Changes, and the rows to write for them."""

    def __init__(self, part, cause=None):
        self.part = part
        self.changes, self.to_create, self.to_close = [], [], []
        stored = self._stored()
        causes = defaultdict(set)  # of the indicators of one economy and goal
        for key, now in part.judgements().items():
            economy, goal, indicator = key
            pk, old = stored.pop(key, (None, None))
            inputs = json.loads(json.dumps(now.inputs))
            if old is not None and old == (now.verdict, now.reason, now.rule, inputs):
                continue
            was = old[3] if old else None
            if cause is not None:
                found = Cause(cause)
            elif indicator is not None:
                found = cause_of_change(was, inputs)
                causes[economy, goal].add(found)
            else:
                found = cause_for_goal(was, inputs, causes[economy, goal])
            if pk is not None:
                self.to_close.append(pk)
            self.to_create.append((key, now, found))
            self._tell(key, old, now, found)
        # What is left is stored of something that is no longer judged.
        for key, (pk, old) in stored.items():
            self.to_close.append(pk)
            self._tell(key, old, None, Cause.SETTINGS)

    def _stored(self):
        part = self.part
        rows = Assessment.objects.filter(kind=AssessmentKind.COMPUTED, is_current=True).order_by("pk")
        rows = rows.filter(Q(goal__in=part.goal_ids) | Q(goal=None, indicator__in=part.loose_ids))
        if part.economy_ids is not None:
            rows = rows.filter(economy__in=part.economy_ids)
        return {
            (economy, goal, indicator): (pk, tuple(said))
            for pk, economy, goal, indicator, *said in rows.values_list(
                "pk", "economy_id", "goal_id", "indicator_id", "verdict", "reason", "rule", "inputs"
            )
        }

    def _tell(self, key, old, now, cause):
        about = self.part.about(key) if now is not None else _records(key)
        was, was_reason = old[:2] if old else ("", "")
        self.changes.append(Change(*about, was, was_reason, *said(now), str(cause)))

    def write(self, today):
        now = timezone.now()
        for start in range(0, len(self.to_close), ROWS_AT_ONCE):
            rows = Assessment.objects.filter(pk__in=self.to_close[start : start + ROWS_AT_ONCE])
            rows.update(is_current=False, changed_at=now)
        if not self.to_create:
            return
        number = _last_number()
        Assessment.objects.bulk_create(
            (
                Assessment(
                    code=f"{Assessment.CODE}-{number + n:04d}",
                    state=State.PUBLISHED,
                    kind=AssessmentKind.COMPUTED,
                    economy_id=economy,
                    goal_id=goal,
                    indicator_id=indicator,
                    on_day=today,
                    verdict=judgement.verdict,
                    reason=judgement.reason,
                    rule=judgement.rule,
                    inputs=judgement.inputs,
                    cause=cause,
                )
                for n, ((economy, goal, indicator), judgement, cause) in enumerate(self.to_create, start=1)
            ),
            batch_size=ROWS_AT_ONCE,
        )


def _records(key):
    """The records of a key that is set aside; few, so they are read one by one."""
    economy, goal, indicator = key
    return (
        Economy.objects.filter(pk=economy).first(),
        goal and Goal.objects.filter(pk=goal).select_related("framework").first(),
        indicator and Indicator.objects.filter(pk=indicator).first(),
    )


def _last_number():
    """The highest number in a code given so far."""
    stem = f"{Assessment.CODE}-"
    numbers = Assessment.objects.filter(code__regex=rf"^{stem}[0-9]{{1,15}}$")
    tail = Cast(Substr("code", len(stem) + 1), BigIntegerField())
    return numbers.aggregate(last=Max(tail))["last"] or 0
