from goals.models.evidence import Evidence, EvidenceKind, Stance
from goals.models.frameworks import (
    ActionArea,
    Framework,
    FrameworkKind,
    FrameworkRelation,
    Goal,
    GoalClause,
    Milestone,
    MilestoneKind,
    RelationKind,
)
from goals.models.indicators import Direction, GoalIndicator, Indicator
from goals.models.judgements import Assessment, AssessmentKind, Cause, Stage, Verdict
from goals.models.opensdg import OpenSDGFile
from goals.models.readings import Nature, Reading
from goals.models.targets import Target

__all__ = [
    "ActionArea",
    "Assessment",
    "AssessmentKind",
    "Cause",
    "Direction",
    "Evidence",
    "EvidenceKind",
    "Framework",
    "FrameworkKind",
    "FrameworkRelation",
    "Goal",
    "GoalClause",
    "GoalIndicator",
    "Indicator",
    "Milestone",
    "MilestoneKind",
    "Nature",
    "OpenSDGFile",
    "Reading",
    "RelationKind",
    "Stage",
    "Stance",
    "Target",
    "Verdict",
]
