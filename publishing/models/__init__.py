from publishing.models.addressed import Addressed
from publishing.models.dated import DATED_RULES, Dated
from publishing.models.imports import (
    ImportedRow,
    ImportRun,
    ImportStatus,
    KnownHeading,
    LockedField,
    RowFate,
)
from publishing.models.plain import EasyRead
from publishing.models.publishable import (
    CODED_RULES,
    LINE_RULES,
    Allotment,
    Checked,
    NaturalKeyManager,
    Publishable,
    PublishableLine,
    PublishableManager,
    PublishableQuerySet,
    State,
    Withdrawal,
    allotting,
    one_language,
    remembering,
)

__all__ = [
    "CODED_RULES",
    "DATED_RULES",
    "LINE_RULES",
    "Addressed",
    "Allotment",
    "Checked",
    "Dated",
    "EasyRead",
    "ImportRun",
    "ImportStatus",
    "ImportedRow",
    "KnownHeading",
    "LockedField",
    "NaturalKeyManager",
    "Publishable",
    "PublishableLine",
    "PublishableManager",
    "PublishableQuerySet",
    "RowFate",
    "State",
    "Withdrawal",
    "allotting",
    "one_language",
    "remembering",
]
