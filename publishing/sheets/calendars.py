"""Calendars (ICS, RFC 5545) as sheets. Plain functions without Django.

An all-day event's DTEND is the day after its last (RFC 5545, 3.6.1): it is moved back here, once, so that nobody
else has to know. Times stay as they are at the place, with the zone the calendar names; nothing is converted.
"""

import re
from datetime import date, datetime, timedelta
from functools import partial

import icalendar

from ..dates import DateError
from ..dates import read as read_edtf
from .csvs import stem
from .problems import Problem, SheetError, shown
from .sources import MEGABYTE, Source
from .tables import Row, Sheet

LARGEST = 10  # megabytes
EVENTS = 10_000
LINES = 500_000
DEEP = 8  # components within each other
PROPERTY = 100_000  # characters
BESIDES = 50_000  # lines that are kept and of no event: where one begins and ends, and what zones are
NAME = re.compile(r"[A-Za-z0-9-]*")
REPEATING = ("RRULE", "RDATE")
REPEATS = "X-REPEATS:TRUE"  # that it repeats is all that is read of it
PROPERTIES = frozenset(
    ("BEGIN", "END", "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS", "LOCATION", "DESCRIPTION", "URL",
     "LAST-MODIFIED", "DTSTAMP", *REPEATING)
)  # fmt: skip
COLUMNS = (
    "uid",
    "summary",
    "when",
    "starts_at",
    "ends_at",
    "zone",
    "status",
    "location",
    "description",
    "url",
    "updated",
)
# What goes wrong inside the parser for one kind of nonsense or another.
NONSENSE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, AssertionError)


def sheet_of_calendar(source: Source) -> Sheet:
    """The events of a calendar as a sheet with the columns COLUMNS, in the calendar's order.

    `when` is EDTF; `starts_at` and `ends_at` are times of day or ""; `zone` is the IANA name or what the calendar
    says; `status` is confirmed, tentative, cancelled or "". Headings are row 0, events count from 1. Raises
    SheetError; repeated events and unreadable dates are told in the sheet's problems.
    """
    try:
        rows, problems = _read(source)
    except SheetError as error:
        raise error.at(file=source.name) from error
    name = stem(source.name)
    return Sheet(
        file=source.name,
        name=name,
        kind="ics",
        reader=partial(iter, rows),
        encoding="utf-8",
        problems=tuple(problem.at(file=source.name, sheet=name) for problem in problems),
    )


def _read(source):
    if source.size > LARGEST * MEGABYTE:
        raise SheetError("too_big", limit=LARGEST)
    try:
        text = source.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError("encoding_wrong", encoding="utf-8") from error
    if "\0" in text:
        raise SheetError("holds_nul")
    text = _only_what_is_read(text)
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except NONSENSE as error:
        raise SheetError("calendar_broken") from error
    rows, problems = [Row(0, list(COLUMNS))], []
    for number, event in enumerate(events, 1):
        rows.append(Row(number, _values(event, number, problems)))
    return rows, problems


def _only_what_is_read(text):
    """The calendar without all that nobody reads here, which may be most of it and would cost the parser much.

    Raises SheetError for what would cost it too much all the same, and for what is not all there.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > LINES:
        raise SheetError("calendar_broken")
    kept, within, is_kept, length = [], [], False, 0
    events = of_zones = 0
    for line in lines:
        if line[:1] in (" ", "\t"):  # goes on from the line before
            length += len(line)
            if is_kept and length > PROPERTY:
                raise SheetError("calendar_broken")
            if is_kept:
                kept.append(line)
            continue
        name = NAME.match(line)[0].upper()
        length = len(line)
        if name == "BEGIN":
            within.append(line[6:].strip().upper())
            events += within[-1] == "VEVENT"
            if len(within) > DEEP:
                raise SheetError("calendar_broken")
            if events > EVENTS:
                raise SheetError("too_many_events", limit=f"{EVENTS:,}")
        is_kept = _is_read(within, name)
        if name == "END":
            if not within:
                raise SheetError("calendar_broken")
            within.pop()
        if not is_kept:
            continue
        of_zones += within[-1:] != ["VEVENT"]
        if length > PROPERTY or of_zones > BESIDES:
            raise SheetError("calendar_broken")
        if name in REPEATING:
            line, is_kept = REPEATS, False
        kept.append(line)
    if within:  # cut short: the parser would give the half it has
        raise SheetError("calendar_broken")
    return "\r\n".join([*kept, ""])


def _is_read(within, name):
    """Whether a line of this name counts, inside the components that are open."""
    if len(within) < 2:
        return name in ("BEGIN", "END", "VERSION", "PRODID")
    if within[1] == "VTIMEZONE":
        return True
    return within[1:] == ["VEVENT"] and name in PROPERTIES


def _values(event, number, problems):
    summary = _text(event, "SUMMARY")
    try:
        when, starts_at, ends_at, zone = _when(event)
    except (DateError, *NONSENSE):
        when = starts_at = ends_at = zone = ""
        problems.append(Problem("event_date", summary, row=number, column="when"))
    if "X-REPEATS" in event:
        problems.append(Problem("repeats", summary, row=number, column="when"))
    return [
        _text(event, "UID"),
        summary,
        when,
        starts_at,
        ends_at,
        zone,
        _text(event, "STATUS").lower(),
        _text(event, "LOCATION"),
        _text(event, "DESCRIPTION"),
        _text(event, "URL"),
        _text(event, "LAST-MODIFIED") if "LAST-MODIFIED" in event else _text(event, "DTSTAMP"),
    ]


def _when(event):
    """(EDTF, first time, last time, zone) of an event."""
    start = _moment(event, "DTSTART")
    if start is None:
        return "", "", "", ""
    end = _moment(event, "DTEND")
    if end is None and "DURATION" in event:
        length = event["DURATION"].dt
        if isinstance(length, timedelta):
            end = start + length
    is_day = not isinstance(start, datetime)
    if is_day:
        last = start if end is None else _day(end) - timedelta(days=1)
        times = ("", "", "")
    else:
        zone = _zone(event["DTSTART"], start)
        ends_at = end.time().replace(microsecond=0) if isinstance(end, datetime) else ""
        if isinstance(end, datetime) and end.tzinfo != start.tzinfo and end.tzinfo and start.tzinfo:
            ends_at = end.astimezone(start.tzinfo).time().replace(microsecond=0)
            end = end.astimezone(start.tzinfo)
        last = _day(end) if end is not None else _day(start)
        # A sitting until midnight, or past it, is still that evening's.
        if isinstance(end, datetime) and end.replace(tzinfo=None) - start.replace(tzinfo=None) < timedelta(
            hours=24
        ):
            last = _day(start)
        times = (start.time().replace(microsecond=0), ends_at, zone)
    first = _day(start)
    last = max(first, last)
    edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return read_edtf(edtf).edtf, *times


def _moment(event, name):
    value = event.get(name)
    if isinstance(value, list):
        value = value[0]
    found = getattr(value, "dt", None)
    if found is None and value is not None:
        raise ValueError(name)
    if found is not None and not isinstance(found, date):
        raise TypeError(name)
    return found


def _zone(value, moment):
    """The zone as the calendar names it: TZID, or UTC for a time that ends in Z."""
    named = getattr(value, "params", {}).get("TZID", "")
    key = getattr(moment.tzinfo, "key", None)
    return str(key or named or ("UTC" if moment.tzinfo and not moment.utcoffset() else ""))


def _day(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def _text(event, name):
    value = event.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if hasattr(value, "dt"):
        return value.dt.isoformat() if isinstance(value.dt, date) else shown(value.dt)
    try:
        return str(value)
    except NONSENSE:
        return ""
