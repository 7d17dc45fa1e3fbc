"""EDTF texts: reading them, and what follows from one (days, order, the value for machines).

Source of the notation: Extended Date/Time Format, Library of Congress, 2019 (ISO 8601-2:2019, annex A),
https://www.loc.gov/standards/datetime/. We keep the part of it that editors need and refuse the rest by name.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edtf import EDTFParseException, parse_edtf

from .errors import DateError

PRECISIONS = ("day", "range", "month", "months", "quarter", "half", "year", "years", "open", "unknown")
EARLIEST, LATEST = 1900, 2199  # years
LONGEST = 64  # characters, after blanks at both ends are gone

UNITS = ("day", "month", "quarter", "half", "year")  # finest first
QUARTERS, HALVES, SEASONS = range(33, 37), range(40, 42), range(21, 33)

END = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")

# Importing edtf makes Django, where there is one, load its settings: they must not import this package.

# What gives away a part of EDTF (or of ISO 8601) that we do not keep; the first that fits names the error.
NOT_KEPT = (
    ("time", re.compile(r"[0-9]T[0-9]|[0-9]:[0-9]")),
    ("set", re.compile(r"[\[\]{}]")),
    ("unspecified", re.compile(r"[0-9X]-?(XX|uu)|[0-9]{3}[Xu]", re.IGNORECASE)),
    ("year", re.compile(r"Y-?[0-9]+(E[0-9]+)?|-[0-9]+(-[0-9]{2}){0,2}|[0-9]{5}(-[0-9]{2}){0,2}")),
)

# Marks that come along when a cell or a file name is copied; nobody sees them.
BLANKS = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\ufeff\u200b\u200e\u200f"
HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2212": "-"}  # hyphen, non-breaking hyphen, minus; not the dash


@dataclass(frozen=True, slots=True)
class HonestDate:
    """What is known of a date.

    edtf         the canonical text; "" is a date to be advised
    first, last  first and last possible day, None where that end is open or nothing is known. "Around" and
                 "uncertain" do not widen them: by how much would be our invention.
    precision    one of PRECISIONS: "range" has a day at both ends, "months" a month at one end or both,
                 "years" a year at one end or both, "open" has one end only
    approximate  "~", "?" or "%" stands somewhere
    """

    edtf: str
    first: date | None
    last: date | None
    precision: str
    approximate: bool

    def __str__(self):
        return self.edtf

    @property
    def is_exact(self) -> bool:
        """Every end is a known day: neither open, nor around, nor uncertain."""
        return self.precision in ("day", "range") and not self.approximate


@dataclass(frozen=True, slots=True)
class End:
    """One end of a date as it is written. `month` may also be a quarter (33 to 36) or a half (40, 41)."""

    year: int
    month: int | None
    day: int | None
    sign: str

    def __str__(self):
        return self.bare + self.sign

    @property
    def bare(self) -> str:
        parts = (
            f"{self.year:04}",
            "" if self.month is None else f"{self.month:02}",
            "" if self.day is None else f"{self.day:02}",
        )
        return "-".join(part for part in parts if part)

    @property
    def unit(self) -> str:
        if self.month is None:
            return "year"
        if self.month in QUARTERS:
            return "quarter"
        if self.month in HALVES:
            return "half"
        return "month" if self.day is None else "day"

    @property
    def is_around(self) -> bool:
        return self.sign in ("~", "%")

    @property
    def is_uncertain(self) -> bool:
        return self.sign in ("?", "%")


UNKNOWN = HonestDate("", None, None, "unknown", False)


def read(text: str) -> HonestDate:
    """What an EDTF text means; blanks alone are a date to be advised.

    Blanks around it and full-width characters from a Chinese keyboard are tolerated, other ways of writing a
    date are not. `..` and nothing both mean an open end; the canonical text has nothing.
    Raises DateError, and no other exception, for any text that cannot be kept.
    """
    text = text.strip(BLANKS)
    if len(text) > LONGEST:
        raise DateError("too_long", text)
    try:
        return _read(_narrow(text).strip(BLANKS))
    except DateError as error:
        raise DateError(error.code, text) from error  # as it was typed, not as we made it plain


def machine(when: HonestDate) -> str:
    """The value for `<time datetime>`: a year, month or day string of HTML holding only what is known.

    A range gives its first known end, a quarter or half its year, an unknown date "".
    """
    known = anchor(when)
    if known is None:
        return ""
    return f"{known.year:04}" if known.unit in ("quarter", "half") else known.bare


def overlaps(when: HonestDate, start: date | None, end: date | None) -> bool:
    """Whether a possible day of the date lies between start and end, both included; None means no limit.

    An open end reaches without limit. A date to be advised lies within no limits but the absence of any.
    """
    if when.precision == "unknown":
        return start is None and end is None
    begins_in_time = when.first is None or end is None or when.first <= end
    ends_in_time = when.last is None or start is None or when.last >= start
    return begins_in_time and ends_in_time


def sort_key(when: HonestDate) -> tuple:
    """Chronological: a day, then the month it lies in, its quarter, half and year; to be advised comes last.

    A date stands where its first known end is over, so that "May 2024" follows 31 May and precedes 1 June.
    """
    known = anchor(when)
    if known is None:
        return (1, date.max, len(UNITS), 1, date.max, "")
    over = span(known.bare)[1]
    return (0, over, UNITS.index(known.unit), int(when.approximate), when.last or date.max, when.edtf)


# What the sister modules share


@lru_cache(maxsize=4096)
def ends(text: str) -> tuple[End | None, End | None]:
    """Both ends of a canonical text: one and the same for a single date, None where open or unknown."""
    if text == "":
        return None, None
    first, slash, last = text.partition("/")
    first_end = _end(first, text)
    return first_end, _end(last, text) if slash else first_end


def anchor(when: HonestDate) -> End | None:
    """The end that a date is known and listed by: the first, or the last where the first is open."""
    first, last = ends(when.edtf)
    return first or last


@lru_cache(maxsize=8192)
def span(bare: str) -> tuple[date, date]:
    """First and last day of one end without its sign. The one place that asks the edtf package.

    It is asked for quarters and halves; a plain year, month or day is worked out from the calendar, with the same
    answer, because a sheet brings thousands of different days and the package needs 7 ms for each. Nor are open
    intervals handed to it: they end ten years on or at an infinity that is a float.
    Raises ValueError for a day that is not in the calendar; the package itself lets 2023-02-29 pass.
    """
    year, *rest = (int(part) for part in bare.split("-"))
    if len(rest) == 2:
        day = date(year, *rest)
        return day, day
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if rest[0] <= 12:
        return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
    try:
        found = parse_edtf(bare)
    except EDTFParseException as error:
        raise ValueError(bare) from error
    return date(*found.lower_strict()[:3]), date(*found.upper_strict()[:3])


# Steps of reading


def _narrow(text: str) -> str:
    """Full-width and small forms in their plain width.

    Not all of NFKC: it would also turn a footnote mark into a digit, and 2024-1² into December.
    """
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", character)
        if unicodedata.decomposition(character).startswith(("<wide>", "<small>"))
        else HYPHENS.get(character, character)
        for character in text
    )


@lru_cache(maxsize=4096)
def _read(text: str) -> HonestDate:
    if text == "":
        return UNKNOWN
    first_text, slash, last_text = text.partition("/")
    first = _end(first_text, text)
    last = _end(last_text, text) if slash else first
    if first is None and last is None:
        raise DateError("no_end_known", text)
    if not slash or first == last:
        return _single(first)
    known = [end for end in (first, last) if end]
    if any(end.unit in ("quarter", "half") for end in known):
        raise DateError("part_in_range", text)
    first_day = span(first.bare)[0] if first else None
    last_day = span(last.bare)[1] if last else None
    if first_day and last_day and first_day > last_day:
        raise DateError("ends_before_start", text)
    return HonestDate(
        edtf=f"{first or ''}/{last or ''}",
        first=first_day,
        last=last_day,
        precision=_precision(first, last),
        approximate=any(end.sign for end in known),
    )


def _single(end: End) -> HonestDate:
    first_day, last_day = span(end.bare)
    return HonestDate(str(end), first_day, last_day, end.unit, bool(end.sign))


def _precision(first: End | None, last: End | None) -> str:
    """The precision of an interval: that of its vaguer end."""
    if first is None or last is None:
        return "open"
    vaguer = max(first.unit, last.unit, key=UNITS.index)
    return {"day": "range", "month": "months", "year": "years"}[vaguer]


def _end(text: str, whole: str) -> End | None:
    """One side of the slash, None for an open one. Raises DateError naming the whole text."""
    text = text.strip(BLANKS)
    if text in ("", ".."):
        return None
    match = END.fullmatch(text)
    if not match:
        raise DateError(_reason(text, whole), whole)
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    if not EARLIEST <= year <= LATEST:
        raise DateError("year", whole)
    if month in SEASONS:
        raise DateError("season", whole)
    if month is not None and not 1 <= month <= 12 and (day is not None or month not in (*QUARTERS, *HALVES)):
        raise DateError("impossible_month", whole)
    end = End(year, month, day, match[4])
    try:
        span(end.bare)
    except ValueError as error:
        raise DateError("impossible_day", whole) from error
    return end


def _reason(text: str, whole: str) -> str:
    """The code of the error that says best why a text is no date."""
    for code, pattern in NOT_KEPT:
        if pattern.fullmatch(text) if code == "year" else pattern.search(whole):
            return code
    return "unreadable"
