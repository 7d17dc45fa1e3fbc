"""What the number format of a cell leaves of its value: a month, a year, a percentage.

A reader of the workbook never saw the day of a cell that shows “Mar 2025”: it is only how such programs keep a
month. Formats are those of ISO/IEC 29500-1, 18.8.30 and 18.8.31.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from ..tables import ShownDate

MONTH, YEAR, PERCENT = 1, 2, 3
BUILT_IN = {9: PERCENT, 10: PERCENT, 17: MONTH}
# Texts, escaped signs, fillers, and what stands in brackets (colours, languages) but for hours beyond a day.
NO_CODE = re.compile(r'"[^"]*"?|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE)


def shown_by(code: str) -> int:
    """MONTH, YEAR or PERCENT for a format such as mmm-yy, yyyy or 0.0%; 0 for one that shows the whole value."""
    letters = NO_CODE.sub("", code).partition(";")[0].casefold()
    if "%" in letters:
        return PERCENT
    # Digits (also 0.00E+00), General and @ are no dates; a day, an hour or a second is all there is to know.
    if re.search(r"[0#?@dhsa]|general", letters):
        return 0
    if "m" in letters:
        return MONTH
    return YEAR if "y" in letters or "e" in letters else 0


def as_shown(value, shows: int):
    """The value of a cell as its format shows it: a date as 2025-03 or 2025, a number as 12.5%.

    Where there is more to a date than the format shows, somebody typed it, and it stays.
    """
    if shows == PERCENT:
        if type(value) not in (int, float):
            return value
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    if isinstance(value, datetime):
        value = value.date() if value == datetime(value.year, value.month, value.day) else value
    if type(value) is date and value.day == 1 and (shows == MONTH or value.month == 1):
        return ShownDate(f"{value:%Y-%m}" if shows == MONTH else f"{value:%Y}")
    return value
