"""The editors' desk: what every room's admin shares. A room declares its columns, filters and layout, no more."""

from publishing.admin.filters import MissingLanguage
from publishing.admin.inlines import DeskInline
from publishing.admin.records import DeskAdmin, LineAdmin, RecordAdmin

__all__ = ["DeskAdmin", "DeskInline", "LineAdmin", "MissingLanguage", "RecordAdmin"]
