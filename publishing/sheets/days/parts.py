"""One end of a date: a year, a month or a day, in the order of a language or a programme."""

import re
from dataclasses import dataclass, replace

from ...dates import DateError
from ...dates import read as read_edtf
from ..problems import SheetError

ROC = 1911

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
MONTH = (r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
         r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")  # fmt: skip
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
GAP = r"[\s,./-]*"
HAN = re.compile(
    r"(?:(?P<era>(?:中華)?民國)\s?)?(?:(?P<year>\d{1,4})\s?年)?\s?"
    r"(?:(?P<month>\d{1,2})\s?月份?)?\s?(?:(?P<day>\d{1,2})\s?[日號号])?(?P<bare>\d{1,2})?"
)
YEAR_FIRST = re.compile(
    r"((?:中華)?民國)?\s?(\d{3,4}|(?<=國)\d{1,2}|(?<=國 )\d{1,2})\s?([-/.])\s?(\d{1,2})(?:\s?\3\s?(\d{1,2}))?"
)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
TWO_DIGITS = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{1,2}|.*(?:^|\W)'\d{2}(?:\W.*)?$")
# What Excel makes of a date in its own short forms: 13-May-24, May-24.
SHORT = re.compile(rf"(?:{DAY}([-/])){MONTH}\2\d\d|{MONTH}([-/])(?:{DAY}\5)?\d\d", re.I)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")
LAST_END = re.compile(r"(\d{1,2})[./-](\d{1,2})")  # the second end of 2025.08.11-08.15
COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
COMPACT_ROC = re.compile(r"(1[0-4]\d)(\d\d)(\d\d)")
DAY_YEAR = re.compile(rf"{DAY}(?:\s*,\s*|\s+)(\d{{4}})")  # the second end of May 13-14, 2024
ENGLISH = (
    ("dmy", re.compile(rf"(?:the )?{DAY}{GAP}(?:of )?{MONTH}(?:{GAP}(\d{{4}}|\d{{2}}))?", re.I)),
    ("my", re.compile(rf"{MONTH}{GAP}(?:of )?(\d{{4}})", re.I)),
    ("mdy", re.compile(rf"{MONTH}{GAP}{DAY}(?:(?:\s*,\s*|\s+|[-./])(\d{{4}}|'?\d{{2}}))?", re.I)),
    ("ymd", re.compile(rf"(\d{{4}}){GAP}{MONTH}(?:{GAP}{DAY})?", re.I)),
    ("m", re.compile(MONTH, re.I)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a date as far as it is written; `bare` and `slashed` are numbers that may be a day or a month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    bare: int | None = None
    slashed: tuple[int, int] | None = None
    note: str = ""


def read_part(text, before):
    """What one end says, or None. `before` is the first end, whose order of day and month the second shares."""
    text = text.strip(" ,;")
    match = HAN.fullmatch(text)
    if match and any(match.groups()):
        return _han(match)
    if match := YEAR_FIRST.fullmatch(text):
        era, written, _, month, day = match.groups()
        return Part(year_of(written, era), int(month), int(day) if day else None)
    if match := YEAR_LAST.fullmatch(text):
        one, _, two, written = match.groups()
        return Part(int(written), slashed=(int(one), int(two)))
    if TWO_DIGITS.fullmatch(text) or SHORT.fullmatch(text):
        raise SheetError("two_digit_year", text)
    if before is not None and before.year and before.slashed is None:
        match = (LAST_END if before.day else SLASHED).fullmatch(text)
        if match:
            return Part(None, int(match[1]), int(match[2]))
    if match := SLASHED.fullmatch(text):
        return Part(slashed=(int(match[1]), int(match[2])))
    if match := COMPACT.fullmatch(text):
        return Part(*map(int, match.groups()))
    if match := COMPACT_ROC.fullmatch(text):
        return Part(int(match[1]) + ROC, int(match[2]), int(match[3]), note="roc_year")
    if re.fullmatch(r"\d{4}", text):
        return Part(year_of(text, None))
    if before is not None and before.month and (match := DAY_YEAR.fullmatch(text)):
        return Part(year_of(match[2], None), None, int(match[1]))
    for order, pattern in ENGLISH:
        if match := pattern.fullmatch(text):
            return _english(dict(zip(order, match.groups(), strict=True)), text)
    return Part(bare=int(text[:-2])) if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", text) else None


def _han(match):
    era, written, month, day, bare = match.group("era", "year", "month", "day", "bare")
    if bare and day:
        return None
    if bare and month and not day:
        day, bare = bare, None
    return Part(
        year_of(written, era) if written else None,
        int(month) if month else None,
        int(day) if day else None,
        int(bare) if bare else None,
    )


def _english(found, text):
    written = found.get("y")
    if written and len(written) < 4:
        raise SheetError("two_digit_year", text)
    day = found.get("d")
    return Part(
        year_of(written, None) if written else None,
        next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found["m"].lower()[:3])),
        int(day) if day else None,
    )


def year_of(written, era):
    """A year of four digits, or of the 民國 calendar."""
    number = int(written)
    if era:
        if not 1 <= number < 300:
            raise SheetError("impossible_date", written)
        return number + ROC
    if len(written) == 4:
        return number
    if len(written) == 3 and number >= 100:
        return number + ROC
    raise SheetError("two_digit_year", written)


def either_order(one, two, year):
    """Day and month of 13/04/2024; refused where both orders are possible."""
    if one <= 12 and two <= 12 and one != two:
        raise SheetError(
            "day_or_month",
            candidates=(f"{year:04}-{two:02}-{one:02}", f"{year:04}-{one:02}-{two:02}"),
            first=f"{year:04}-{two:02}-{one:02}",
            second=f"{year:04}-{one:02}-{two:02}",
        )
    return Part(year, *((two, one) if one > 12 else (one, two)))


def unslashed(part, numbers):
    """Month and day of 5/13 where one number of a range tells their order; else left as it is."""
    one, two = part.slashed
    firsts, seconds = numbers[0::2], numbers[1::2]
    if max(seconds) > 12 >= max(firsts):
        return replace(part, month=one, day=two, slashed=None)
    if max(firsts) > 12 >= max(seconds):
        return replace(part, month=two, day=one, slashed=None)
    return part


def settled(part, first, year):
    """An end with its year; refused if something needed is missing."""
    if part.slashed:
        if not (part.year or year):
            raise SheetError("no_year")
        part = replace(either_order(*part.slashed, part.year or year), note=part.note)
    if part.bare is not None or (part.day and not part.month):
        raise SheetError("date_unreadable")
    if part.year is None:
        if year is None:
            raise SheetError("no_year")
        part = replace(part, year=year)
    return part


def edtf_of(part):
    """A settled Part as EDTF."""
    if part.month is not None and not 1 <= part.month <= 12:
        raise SheetError("impossible_date")
    text = "-".join(
        [f"{part.year:04}"] + [f"{number:02}" for number in (part.month, part.day) if number is not None]
    )
    try:
        return read_edtf(text).edtf
    except DateError as error:
        raise of_date_error(error, text) from error


def of_date_error(error, original):
    known = {"ends_before_start": "ends_before_start", "impossible_day": "impossible_date"}
    known |= {"impossible_month": "impossible_date"}
    return SheetError(known.get(error.code, "date_unreadable"), str(original).strip())
