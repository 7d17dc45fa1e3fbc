from meetings.models.hostyears import HostYear, HostYearLevel
from meetings.models.meetings import (
    Chairing,
    Meeting,
    MeetingChange,
    MeetingKind,
    MeetingStatus,
    Mode,
    Quotation,
    SiteVisit,
    Stop,
    StopBase,
)
from meetings.models.outcomes import Outcome, OutcomeState, OutcomeStep

__all__ = [
    "Chairing",
    "HostYear",
    "HostYearLevel",
    "Meeting",
    "MeetingChange",
    "MeetingKind",
    "MeetingStatus",
    "Mode",
    "Outcome",
    "OutcomeState",
    "OutcomeStep",
    "Quotation",
    "SiteVisit",
    "Stop",
    "StopBase",
]
