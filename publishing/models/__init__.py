from publishing.models.addressed import Addressed
from publishing.models.dated import DATED_RULES, Dated
from publishing.models.publishable import (
    CODED_RULES,
    LINE_RULES,
    Checked,
    NaturalKeyManager,
    Publishable,
    PublishableLine,
    PublishableManager,
    PublishableQuerySet,
    State,
    Withdrawal,
    one_language,
    remembering,
)

__all__ = [
    "CODED_RULES",
    "DATED_RULES",
    "LINE_RULES",
    "Addressed",
    "Checked",
    "Dated",
    "NaturalKeyManager",
    "Publishable",
    "PublishableLine",
    "PublishableManager",
    "PublishableQuerySet",
    "State",
    "Withdrawal",
    "one_language",
    "remembering",
]
