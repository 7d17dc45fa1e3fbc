"""A text that is nothing but a date: a day, a month, a half-year, a range, an open end."""

import re
from dataclasses import replace
from datetime import timedelta

from ...dates import DateError
from ...dates import read as read_edtf
from ..problems import SheetError
from .parts import GAP, MONTH, SHORT, edtf_of, of_date_error, read_part, settled, unslashed, year_of

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

YEAR = r"(?:(?P<era>(?:中華)?民國)\s?)?(?P<year>\d{1,4})\s?年?"
HALF = (
    re.compile(rf"{YEAR}\s?(?P<han>[上下])半年"),
    re.compile(
        r"(?:the )?(?P<nth>first|second|1st|2nd) half(?: of)?(?: the year)?,? ?(?P<year>\d{4})?", re.I
    ),
    re.compile(r"(?:h(?P<n>[12])|(?P<m>[12])h)[\s-]*(?P<year>\d{4})?", re.I),
    re.compile(r"(?P<year>\d{4})[\s-]*(?:h(?P<n>[12])|(?P<m>[12])h)", re.I),
    re.compile(r"(?P<han>[上下])半年"),
)
QUARTER = (
    re.compile(rf"{YEAR}\s?第?\s?(?P<n>[1-4])\s?季度?"),
    re.compile(
        r"(?:the )?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th)) quarter(?: of)?,? ?(?P<year>\d{4})?",
        re.I,
    ),
    re.compile(r"(?:q(?P<n>[1-4])|(?P<m>[1-4])q)[\s-]*(?P<year>\d{4})?", re.I),
    re.compile(r"(?P<year>\d{4})[\s-]*(?:q(?P<n>[1-4])|(?P<m>[1-4])q)", re.I),
    re.compile(r"第(?P<n>[1-4])季度?"),
)
FROM = re.compile(
    r"(?:from|since|starting(?: on)?|as of) (.+?)(?: on(?:wards?)?)?|(.+?) onwards?|自?(.+?)起|(.+?)\s[-–—~]+",
    re.I,
)
UNTIL = re.compile(r"(?:until|till|up to|by|ending(?: on)?) (.+)|(?:截?至|到)(.+?)止?|(.+?)(?:截?止)", re.I)
TO = re.compile(r"\s*(?:至|到|迄|[-‐‑‒–—―−~〜～]+|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*", re.I)
AND = re.compile(r"\s*(?:&|\+|\band\b|與|及|和|、)\s*", re.I)
EITHER = re.compile(rf"{MONTH}\s?(?:/|\bor\b)\s?{MONTH}(?:{GAP}(\d{{4}}))?", re.I)


def core(text, year):
    """(EDTF, code of a note) of a text that is nothing but a date."""
    for patterns, base in ((HALF, 39), (QUARTER, 32)):
        for pattern in patterns:
            if match := pattern.fullmatch(text):
                return _piece(match.groupdict(), base, year), ""
    problem = None
    try:
        part = read_part(text, None)
        if part is not None:
            part = settled(part, None, year)
            return edtf_of(part), part.note
    except SheetError as error:
        if SHORT.fullmatch(text):
            raise  # 13-May-24 is no range of days
        problem = error
    for separator in (TO, AND):
        for match in separator.finditer(text):
            left, right = text[: match.start()], text[match.end() :]
            if not left or not right:
                continue
            try:
                found = _range(left, right, year, is_to=separator is TO)
            except SheetError as error:
                if problem is None or problem.code in ("date_unreadable", "two_digit_year"):
                    problem = error
                continue
            if found:
                return found, ""
    for pattern, shape in ((FROM, "{}/"), (UNTIL, "/{}")):
        if match := pattern.fullmatch(text):
            inner = next(group for group in match.groups() if group)
            part = read_part(inner.strip(), None)
            if part is not None:
                return shape.format(edtf_of(settled(part, None, year))), ""
    raise problem or SheetError("date_unreadable", text)


def _piece(found, base, year):
    """A half (from 40) or quarter (from 33) of a year."""
    written = found.get("year")
    if written:
        year = year_of(written, found.get("era"))
    if not year:
        raise SheetError("no_year")
    if found.get("han"):
        number = "上下".index(found["han"]) + 1
    elif found.get("nth"):
        number = ORDINALS[found["nth"].lower()]
    else:
        number = int(found.get("n") or found.get("m"))
    return f"{year:04}-{base + number}"


def _range(left, right, year, is_to):
    first = read_part(left, None)
    if first is None:
        return None
    last = read_part(right, first)
    if last is None:
        return None
    if first.bare is not None:
        first = replace(first, bare=None, **{"day" if last.day else "month": first.bare})
        if first.month and last.month is None:
            return None
    if last.bare is not None:
        if first.slashed:  # 5/13-14
            first = unslashed(first, first.slashed)
        if not first.day:
            return None
        last = replace(last, bare=None, day=last.bare)
    if first.slashed and last.slashed:
        first, last = (unslashed(part, first.slashed + last.slashed) for part in (first, last))
    is_inherited = last.year is None or first.year is None
    last = replace(
        last, year=last.year or first.year, month=last.month or (first.month if last.day else None)
    )
    first = replace(
        first, year=first.year or last.year, month=first.month or (last.month if first.day else None)
    )
    first, last = settled(first, None, year), settled(last, first, year)
    edtf = f"{edtf_of(first)}/{edtf_of(last)}"
    try:
        found = read_edtf(edtf)
    except DateError as error:
        raise of_date_error(error, edtf) from error
    if not is_to:  # “13 and 14 May” is a range, “13 and 20 May” is two dates
        one = read_edtf(edtf_of(first)).last
        two = read_edtf(edtf_of(last)).first
        if one + timedelta(days=1) != two:
            raise SheetError("date_unreadable")
    if is_inherited and found.first is None:
        return None
    return found.edtf
