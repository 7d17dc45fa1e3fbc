from dialogues.models.cases import Case, CaseClaim, FollowUp
from dialogues.models.dialogues import (
    Dialogue,
    DialogueKind,
    DialogueStop,
    Presentation,
    PresentationRole,
    Presenter,
    Session,
)

__all__ = [
    "Case",
    "CaseClaim",
    "Dialogue",
    "DialogueKind",
    "DialogueStop",
    "FollowUp",
    "Presentation",
    "PresentationRole",
    "Presenter",
    "Session",
]
