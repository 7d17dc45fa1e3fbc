from goals.views.evidence import evidence, evidence_list
from goals.views.frameworks import framework, framework_list, goal_list, overview
from goals.views.indicators import indicator, indicator_list
from goals.views.promises import goal, goal_economy

__all__ = [
    "evidence",
    "evidence_list",
    "framework",
    "framework_list",
    "goal",
    "goal_economy",
    "goal_list",
    "indicator",
    "indicator_list",
    "overview",
]
