"""The sheets of this room, in the order in which one names the other.

Assessments are not among them: what the method says is made anew from the readings, and what an editor judged is
signed at the desk.
"""

import re

from goals import models
from goals.judging import reassess
from goals.opensdg import groups
from publishing.resources import RecordResource, register, sheet
from publishing.sheets.folding import narrow

AT_ONCE = 900  # keys in one question


class Judged(RecordResource):
    """Records that statuses rest on: when they were written, what they bear upon is judged anew."""

    def scope(self, records):
        raise NotImplementedError

    def settle(self, keys):
        keys, joined = list(keys), {}
        for start in range(0, len(keys), AT_ONCE):
            scope = self.scope(self.model.objects.filter(pk__in=keys[start : start + AT_ONCE]))
            for name, found in scope.items():
                joined.setdefault(name, set()).update(found)
        if any(joined.values()):
            reassess(**joined)


def ids(records, name):
    return set(records.values_list(name, flat=True)) - {None}


@register
class Frameworks(Judged):
    model = models.Framework
    name = "frameworks"

    def scope(self, records):
        return {"goals": ids(records, "goals")}


sheet(models.FrameworkRelation, "framework-relations")
sheet(models.Milestone, "milestones", matched_by=("framework",))
sheet(models.ActionArea, "action-areas")


@register
class Goals(Judged):
    model = models.Goal
    name = "goals"
    matched_by = ("framework",)

    def scope(self, records):
        return {"goals": ids(records, "pk")}


sheet(models.GoalClause, "goal-clauses")
sheet(models.Evidence, "evidence", matched_by=("economy",))


@register
class Indicators(Judged):
    model = models.Indicator
    name = "indicators"

    def scope(self, records):
        return {"indicators": ids(records, "pk"), "goals": ids(records, "goal_indicators__goal")}


@register
class GoalIndicators(Judged):
    model = models.GoalIndicator
    name = "goal-indicators"

    def scope(self, records):
        return {"goals": ids(records, "goal"), "indicators": ids(records, "indicator")}


TOTAL = ("Total", "All", "合計", "總計", "全體", "全部")
BOTH = ("Both", "Both sexes", "不分性別", "男女合計")
ROC = re.compile(r"(?:(?:中華)?民國\s?(\d{1,3})|(1\d\d))(?=\s?年)")
YEAR = re.compile(r"(\d{4})\s?年")


def usual_period(text: str) -> str:
    """2023年 as 2023, and years of the 民國 calendar as others: 112年第2季 as 2023年第2季."""
    text = narrow(text)
    if match := ROC.match(text):
        text = f"{int(match[1] or match[2]) + 1911}{text[match.end() :].lstrip()}"
    match = YEAR.fullmatch(text)
    return match[1] if match else text


def usual_breakdown(text: str) -> str:
    """“B=1;A=2” as groups.in_words writes it; what is no list of names and values stays as it is."""
    parts = [part.partition("=") for part in filter(None, map(str.strip, text.split(";")))]
    named = {name.strip(): value.strip() for name, _sign, value in parts}
    if len(named) < len(parts) or not all(name.strip() and value.strip() for name, _sign, value in parts):
        return text
    return groups.in_words(named)


@register
class Readings(Judged):
    model = models.Reading
    name = "readings"
    also_said = {
        field: {
            "": TOTAL + (BOTH if field == "sex" else ()),
            **{code: tuple(words) for code, words in said.items()},
        }
        for field, said in groups.VALUES.items()
    }
    usual = {"period": usual_period, "age": narrow, "breakdown": usual_breakdown}
    needs = ("indicator",)

    def scope(self, records):
        return {"indicators": ids(records.public(), "indicator")}


@register
class Targets(Judged):
    model = models.Target
    name = "targets"
    matched_by = ("indicator", "economy", "goal", "target_year")
    needs = ("indicator",)

    def scope(self, records):
        return {"indicators": ids(records.public(), "indicator")}
