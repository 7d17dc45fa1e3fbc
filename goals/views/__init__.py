from goals.views.evidence import evidence, evidence_list
from goals.views.files import (
    goal_chart_png,
    goal_chart_svg,
    goal_data_csv,
    indicator_chart_png,
    indicator_chart_svg,
    indicator_data_csv,
)
from goals.views.frameworks import framework, framework_list, goal_list, overview
from goals.views.gaps import gap_list
from goals.views.indicators import indicator, indicator_list
from goals.views.promises import goal, goal_economy

__all__ = [
    "evidence",
    "evidence_list",
    "framework",
    "framework_list",
    "gap_list",
    "goal",
    "goal_chart_png",
    "goal_chart_svg",
    "goal_data_csv",
    "goal_economy",
    "goal_list",
    "indicator",
    "indicator_chart_png",
    "indicator_chart_svg",
    "indicator_data_csv",
    "indicator_list",
    "overview",
]
