"""Times of day within a text, and the day they stand beside. Plain functions without Django."""

import re

LONGEST = 160  # characters of a cell with a date or time
HALF_DAY = r"上午|早上|凌晨|中午|下午|傍晚|晚上|晚間"
CLOCK = (
    rf"(?:({HALF_DAY})\s?)?(?<![\d:.])(\d{{1,2}})"
    r"(?:[:.](\d{2})(?::\d{2}(?:\.\d+)?)?(?![\d.:])(?:\s?(am|pm|a\.m\.|p\.m\.)(?![a-z])|\s?(?:hrs?|hours|h)\b)?|"
    r"\s?(am|pm|a\.m\.|p\.m\.)(?![a-z])|\s?[時點时点](?:\s?(\d{1,2}|半)\s?分?)?|\s?(?:hrs?|hours)\b)"
)
TO = r"\s?(?:至|到|[-–—~〜]|to|until)\s?"
# 9–11 am: an hour that only its end says to be one.
BARE = rf"(?<![\d:./-])(1[0-2]|0?[1-9])(?={TO}\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:am|pm|a\.m\.|p\.m\.)(?![a-z]))"
# The bare hour, then what `CLOCK` finds, twice.
HOURS = re.compile(rf"(?:from |at )?(?:{BARE}|{CLOCK})(?:{TO}(?:翌日|次日)?{CLOCK})?", re.IGNORECASE)


def split(text: str) -> tuple[str, str]:
    """A text as what it says of the day and what of the time, with its zone; "" where there is no time."""
    if len(text) > LONGEST:
        return text, ""
    # A date such as 2024.05.13 has no time in it, and an ISO moment has a T before its time.
    text = re.sub(r"(?<=\d)T(?=\d\d:\d\d)", " ", text)
    match = HOURS.search(text)
    if not match or not _is_clock(match):
        return text, ""
    before, after = text[: match.start()].strip(" ,;("), text[match.end() :].strip()
    if not before or not re.search(r"\d", before):
        day = re.search(r"(?:,|\bon\b|;)\s*(.*\d.*)", after)
        if not day:
            return text, ""
        return day[1], match[0] + " " + after[: day.start()]
    return before, match[0] + " " + after


def _is_clock(match):
    """14.30 beside a date is not taken for a time: it may be a day and a month."""
    return "." not in re.sub(r"[ap]\.m\.", "", match[0], flags=re.IGNORECASE)
