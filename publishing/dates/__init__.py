"""Honest dates: what is known of a day, and no more. Plain functions without Django.

A date is one short EDTF text (ISO 8601-2) from which all else is derived: `2024`, `2024-05`, `2024-06-08`,
`2024-06-08/2024-06-09`, `2024-33` to `2024-36` (quarters), `2024-40` and `2024-41` (halves), `2024-05~`
(around), `2024-05?` (uncertain), `2024-05%` (both), `/2024-08-25` and `2024-05-13/` (one end open), and the
empty text for "to be advised". A month is never turned into its first day.

    read("2024-06-08/2024-06-09")   what the text means, or DateError with a sentence for the editor
    say(when, "zh-hant")            2024年6月8日至9日
    machine(when)                   the value of <time datetime>
    badge(when, "en")               the parts of the date badge beside a timeline entry
    overlaps, sort_key              for filters and lists
    say_sitting, check_zone         a time of day in its own zone

Languages are "en" and "zh-hant".
"""

from .badges import Badge, Strip, badge
from .errors import DateError
from .reading import PRECISIONS, HonestDate, machine, overlaps, read, sort_key
from .saying import say
from .sittings import check_zone, say_sitting

__all__ = [
    "PRECISIONS",
    "Badge",
    "DateError",
    "HonestDate",
    "Strip",
    "badge",
    "check_zone",
    "machine",
    "overlaps",
    "read",
    "say",
    "say_sitting",
    "sort_key",
]
