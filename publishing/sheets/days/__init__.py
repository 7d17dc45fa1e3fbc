"""Dates as people write them in cells, as EDTF. Plain functions without Django.

What is written is read, never improved: a date that can mean two things is refused, one that is odd is read and
warned about, and what cannot be kept as a date is kept as words. 民國 years count from 1912 (113 is 2024).
Excel counts days from 30 December 1899 (ISO/IEC 29500-1, 18.17.4.1), its 1900 leap year being no matter after 1900.

words    what stands around a date
whole    a text that is nothing but a date
parts    one end of it
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from ...dates import DateError
from ...dates import read as read_edtf
from ..clocks import LONGEST, split
from ..folding import narrow
from ..problems import Problem, SheetError
from ..tables import Fault
from .parts import COMPACT, COMPACT_ROC, of_date_error
from .whole import EITHER, core
from .words import (
    ADVISED,
    AROUND,
    BLANK,
    BRACKETS,
    MIDNIGHT,
    PART_OF,
    TENTATIVE,
    WEEKDAY,
    clean,
    on_weekdays,
    says_advised,
    says_nothing,
    weekday_of,
    with_digits,
)

__all__ = ["CellDate", "read_date", "says_advised", "says_nothing"]

LONG = 60  # days that make a range one to ask about
SERIALS = range(14_611, 109_576)  # 1940 to 2199
SERIAL_TEXT = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
EXCEL_DAY_0 = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class CellDate:
    """A date out of a cell.

    edtf     canonical EDTF, "" for a date to be advised
    words    the text as it was written, where edtf does not hold all of it; else ""
    warning  what an editor should look at, or None
    """

    edtf: str
    words: str = ""
    warning: Problem | None = None


def read_date(value: object, *, year: int | None = None, serial: bool = False) -> CellDate:
    """The date in a cell. Blank, "n/a" and 待定 are a date to be advised.

    value   a date or datetime, a number, or text in one of the many ways that editors write dates
    year    the year of dates that name none
    serial  whether numbers are Excel's days; without it only 1900 to 2199 (a year) and YYYYMMDD are read
    Raises SheetError with a suggestion for what cannot be read or can be read in two ways.
    """
    if value is None or value == "":
        return CellDate("")
    if isinstance(value, Fault):
        raise SheetError(value.code, value)
    if isinstance(value, datetime):
        day = _checked(value.date().isoformat(), value)
        if value.time() == time():
            return CellDate(day)
        return CellDate(day, f"{value:%Y-%m-%d %H:%M}", Problem("time_dropped", value, details={"read": day}))
    if isinstance(value, date):
        return CellDate(_checked(value.isoformat(), value))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise SheetError("date_unreadable", value)
    if not isinstance(value, str):
        return _read_number(value, serial)
    if serial and (match := SERIAL_TEXT.fullmatch(value.strip())) and int(match[1]) in SERIALS:
        found = _read_number(float(value), serial)
        return found if found.warning else replace(found, warning=_note("serial_read", value, found.edtf))
    return _read_text(value, year)


def _read_number(value, serial):
    if serial and SERIALS.start <= value < SERIALS.stop:
        moment = EXCEL_DAY_0 + timedelta(days=value)
        return read_date(moment.replace(microsecond=0) if value % 1 else moment)
    if isinstance(value, float) and not value.is_integer():
        raise SheetError("number_as_date", value)
    text = str(int(value))
    if (
        (len(text) == 4 and 1900 <= int(text) <= 2199)
        or COMPACT.fullmatch(text)
        or COMPACT_ROC.fullmatch(text)
    ):
        return _read_text(text, None)
    raise SheetError("number_as_date", value)


@lru_cache(maxsize=8192)  # sheets say the same few days over and over
def _read_text(original, year):
    text = narrow(original)
    if text.casefold() in BLANK:
        return CellDate("")
    if len(text) > LONGEST:
        raise SheetError("date_unreadable", original)
    try:
        return _warn_of_length(CellDate(read_edtf(text).edtf), original)
    except DateError as error:
        refused = error
    try:
        return _warn_of_length(_read_words(text, original.strip(), year), original)
    except SheetError as error:
        if error.code == "date_unreadable" and refused.code == "ends_before_start":
            raise of_date_error(refused, original) from error
        raise SheetError(replace(error.problem, value=original.strip())) from error
    except DateError as error:
        raise of_date_error(error, original) from error


def _read_words(text, original, year):
    """A text with what stands around the date taken off one by one."""
    rest, hours = split(text)
    had_time = bool(hours) and not MIDNIGHT.fullmatch(hours.strip())
    words, warning, sign = "", "time_dropped" if had_time else "", ""
    weekday = WEEKDAY.search(rest)
    weekdays = [weekday_of(match) for match in WEEKDAY.finditer(rest)]
    if weekday:
        rest = clean(WEEKDAY.sub(" ", rest))
    is_advised = bool(ADVISED.search(rest))
    rest = clean(ADVISED.sub(" ", rest))
    if not rest:
        if is_advised:
            return CellDate("")
        raise SheetError("date_unreadable", original)
    if is_advised and EITHER.fullmatch(rest):
        return CellDate("", original, Problem("nothing_known", original))
    if TENTATIVE.search(rest):
        rest, sign = clean(TENTATIVE.sub(" ", rest)), "?"
        if not rest:
            return CellDate("")
    if AROUND.search(rest):
        rest, sign = clean(AROUND.sub(" ", rest)), "%" if sign else "~"
    if rest.endswith("?"):
        rest, sign = rest[:-1].strip(), "%" if sign == "~" else "?"
    if PART_OF.search(rest):
        rest, words = clean(PART_OF.sub(" ", rest)), original
    bare = clean(BRACKETS.sub(" ", rest))
    if bare and bare != rest:
        rest, words = bare, original
    elif not bare:
        rest = rest.strip("()[] ")  # tbc (May)
    either = EITHER.fullmatch(rest)
    try:
        if either:
            known = either[3] or (str(year) if year else "")
            if not known:
                raise SheetError("no_year", original)
            edtf, note, words = known, "", original
        else:
            edtf, note = core(with_digits(rest), year)
    except SheetError:
        if is_advised:
            return CellDate("", original, Problem("nothing_known", original))
        raise
    if sign:
        edtf = "/".join(end + sign if end else "" for end in edtf.split("/"))
    edtf = read_edtf(edtf).edtf
    if is_advised or had_time:
        words = original
    code = note or warning or ("words_kept" if words else "")
    if weekdays and not on_weekdays(edtf, weekdays):
        code = "other_weekday"
        words = original
    return CellDate(edtf, words, _note(code, original, edtf) if code else None)


def _note(code, original, edtf):
    return Problem(code, original, details={"read": edtf})


def _checked(text, value):
    try:
        return read_edtf(text).edtf
    except DateError as error:
        raise of_date_error(error, value) from error


def _warn_of_length(cell, original):
    """Ask about a range of days that lasts for months: “3 Mar – 3 Aug” may be meant as 3 to 8 March."""
    when = read_edtf(cell.edtf)
    if cell.warning or when.precision != "range" or (when.last - when.first).days <= LONG:
        return cell
    months = max(2, round((when.last - when.first).days / 30.44))
    english = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    chinese = ("兩", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
    details = {
        "months_en": f"{english[months - 2] if months <= 12 else months} months",
        "months_zh": f"{chinese[months - 2] if months <= 12 else months}個月",
        "read": cell.edtf,
    }
    return replace(cell, warning=Problem("long_range", original.strip(), details=details))
