"""The sheets of this room, in the order in which one names the other.

Assessments are not among them: what the method says is made anew from the readings, and what an editor judged is
signed at the desk.
"""

from goals import models
from goals.judging import reassess
from publishing.resources import RecordResource, register, sheet

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


@register
class Readings(Judged):
    model = models.Reading
    name = "readings"
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
