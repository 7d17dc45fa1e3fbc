"""The desk of the goals room: its records, the sheet for readings, and what a save does to the statuses."""

from goals.admin import judgements, records

__all__ = ["judgements", "records"]
