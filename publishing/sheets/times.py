"""Times of day with their zone, as people write them in cells. Plain functions without Django."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from ..dates import DateError, check_zone
from ..dates import read as read_edtf
from ..dates.sittings import ZONES
from .clocks import HOURS, LONGEST, split
from .days import read_date
from .folding import fold, narrow
from .problems import Problem, SheetError
from .tables import Fault

# 2024-05-13T09:00-05:00: in this form alone, a hyphen before hours is a minus.
ISO = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})")
BARE_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}")
OFFSET = re.compile(r"(?:gmt|utc)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
# All that can belong to a name, so that Etc/GMT-8 is never taken for Etc/GMT.
IANA = re.compile(r"(?<![\w/])[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9_+-]*){1,2}(?![\w/])")
NIGHT = ("晚上", "晚間")
AFTER_NOON = ("下午", "傍晚", *NIGHT)
LOCAL = {"local", "local time", "當地時間", "當地", "現地時間"}
# Names in use beside those of the dates; short ones only where they mean one zone all year round.
OTHER_NAMES = {
    "Asia/Taipei": ("taiwan time", "台灣時間", "台北", "taipei", "臺北標準時間"),
    "Pacific/Auckland": ("nzt", "nzst", "nzdt", "nz time", "new zealand", "auckland time", "紐西蘭"),
    "Asia/Tokyo": ("jst", "tokyo time", "japan", "東京時間"),
    "Asia/Seoul": ("kst", "seoul time", "korea", "首爾時間"),
    "Asia/Hong_Kong": ("hkt", "hong kong time", "香港時間"),
    "Asia/Singapore": ("sgt", "singapore"),
    "Asia/Shanghai": ("china standard time", "china time", "beijing"),
    "Asia/Manila": ("pht", "philippines time", "manila time"),
    "America/Lima": ("pet", "lima time", "peru", "利馬時間"),
    "Asia/Ho_Chi_Minh": ("vietnam time", "hanoi time", "ha noi time", "河內時間"),
    "Asia/Bangkok": ("bangkok time", "曼谷時間"),
    "Asia/Kuala_Lumpur": ("kuala lumpur time", "吉隆坡時間"),
    "Asia/Jakarta": ("wib", "jakarta time", "雅加達時間"),
    "Asia/Brunei": ("brunei time",),
    "UTC": ("gmt", "z", "universal time", "greenwich mean time", "格林威治時間"),
}


@dataclass(frozen=True, slots=True)
class CellTime:
    """Times of day at a place: the first, the last or None, and an IANA zone or "" where none is known."""

    starts: time | None
    ends: time | None = None
    zone: str = ""
    warning: Problem | None = None


@dataclass(frozen=True, slots=True)
class CellMoment:
    """A day with its times: EDTF, first and last time or None, IANA zone or ""."""

    edtf: str
    starts: time | None = None
    ends: time | None = None
    zone: str = ""
    words: str = ""
    warning: Problem | None = None


def read_time(value: object, *, zone: str = "", day: date | None = None, is_end: bool = False) -> CellTime:
    """The time of day in a cell, for example 14:00 (GMT+8), 下午2時 or 9:00–17:30 New Zealand time.

    zone  the IANA zone of the place, for times that name none and for those that give hours from UTC
    day   the day, which decides whether summer time is in force
    is_end
          whether something ends then, so that 24:00 is the midnight after its day
    A number from 0 to 1 is Excel's part of a day. Raises SheetError.
    """
    if value is None or value == "":
        return CellTime(None)
    if isinstance(value, Fault):
        raise SheetError(value.code, value)
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, timedelta) and timedelta(0) <= value < timedelta(days=1):
        value = (datetime.min + value).time()
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1:
        value = (datetime.min + timedelta(seconds=round(value * 86400) % 86400)).time()
    if isinstance(value, time):
        return CellTime(value.replace(second=0, microsecond=0, tzinfo=None), None, zone)
    if not isinstance(value, str):
        raise SheetError("time_unreadable", value)
    text = _plain(value)
    if text in ("", "-", "–", "—") or text.casefold() in ("tba", "tbc", "tbd", "n/a", "待定", "未定"):
        return CellTime(None)
    match = HOURS.search(text) if len(text) <= LONGEST else None
    if not match:
        raise SheetError("time_unreadable", value)
    starts, ends = _both(match.groups(), value, is_end)
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,;()[]（）")
    return _in_zone(rest, starts, ends, zone, day, value)


def read_moment(value: object, *, zone: str = "", year: int | None = None) -> CellMoment:
    """The day and time in one cell, for example 9 August 2021, 23:00 New Zealand time. Raises SheetError.

    zone, year  of the place and of dates that name none. A cell without a time gives the day alone.
    """
    if isinstance(value, datetime):
        hours = read_time(value, zone=zone) if value.time() != time() else CellTime(None)
        return CellMoment(read_date(value.date()).edtf, hours.starts, hours.ends, hours.zone)
    if not isinstance(value, str):
        cell = read_date(value, year=year)
        return CellMoment(cell.edtf, words=cell.words, warning=cell.warning)
    text = _plain(value)
    rest, hours_text = split(text)
    cell = read_date(rest, year=year)
    if not hours_text:
        return CellMoment(cell.edtf, words=cell.words, warning=cell.warning)
    when = read_edtf(cell.edtf)
    hours = read_time(hours_text, zone=zone, day=when.first)
    return CellMoment(
        cell.edtf, hours.starts, hours.ends, hours.zone, cell.words, hours.warning or cell.warning
    )


def read_zone(value: object) -> CellTime:
    """The zone that a cell names, as IANA does: Asia/Taipei, Taipei time, 台北時間, UTC+8. Raises SheetError."""
    text = narrow(str(value))
    if len(text) > LONGEST:
        raise SheetError("zone_unknown", value)
    found = _in_zone(text.strip(" ,;()[]（）"), None, None, "", None, value)
    if not found.zone:
        raise SheetError("zone_unknown", value)
    return found


def _plain(text):
    text = narrow(text)
    if match := ISO.fullmatch(text):
        return f"{match[1].replace('T', ' ')} UTC{match[2].removeprefix('Z')}"
    return text


def _both(groups, value, is_end):
    """The first and the last time; each is written with what only the other says of the half of the day."""
    bare, first, last = groups[0], groups[1:7], groups[7:]
    ends = _clock(last, value, is_end=True)
    last_mark = _mark(last)
    if ends and last_mark and not first[0] and not _mark(first):
        starts = _before(bare or first[1], first[2], ends, last_mark)
        if starts or bare:
            if not starts:
                raise SheetError("time_unreadable", value)
            return starts, ends
    starts = _clock(first, value, is_end=is_end)
    is_late = first[0] in (*AFTER_NOON, "中午") or _mark(first) == "pm"
    if ends and is_late and not last[0] and not last_mark and ends < starts:
        later = ends.hour + 12  # 下午2時至4時
        if later == 24 or (later < 24 and ends.replace(hour=later) > starts):
            ends = ends.replace(hour=later % 24)
    return starts, ends


def _before(hour, minute, ends, mark):
    """The start of 2:30–5:00 pm and 11–1 pm: in the same half of the day, else in the other one; None if in none."""
    if not 1 <= int(hour) <= 12 or int(minute or 0) > 59:
        return None
    for half in (mark, "am" if mark == "pm" else "pm"):
        starts = time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute or 0))
        if starts < ends:
            return starts
    return None


def _mark(groups):
    return (groups[3] or groups[4] or "").replace(".", "").lower()


def _clock(groups, value, is_end):
    half, hour, minute, _, _, han_minute = groups
    if hour is None:
        return None
    mark = _mark(groups)
    hours = int(hour)
    minutes = 30 if han_minute == "半" else int(minute or han_minute or 0)
    if (mark and not 1 <= hours <= 12) or (half in NIGHT and 1 <= hours <= 4):
        raise SheetError("time_unreadable", value)
    if half in NIGHT and hours == 12:
        hours = 24
    elif mark == "pm" or half in AFTER_NOON or (half == "中午" and 1 <= hours <= 4):
        hours = hours + 12 if hours < 12 else hours
    elif mark == "am" or half in ("上午", "早上", "凌晨"):
        hours = 0 if hours == 12 and (mark or half == "凌晨") else hours
    if hours == 24:
        if not is_end:
            raise SheetError("midnight", value)
        hours = 0 if minutes == 0 else hours
    if hours > 23 or minutes > 59:
        raise SheetError("time_unreadable", value)
    return time(hours, minutes)


def _in_zone(text, starts, ends, place, day, value):
    if not text or fold(text) in LOCAL:
        return CellTime(starts, ends, place)
    if (match := IANA.search(text)) or text.upper() == "UTC":
        try:
            named = check_zone(match[0] if match else "UTC")
        except DateError as error:
            raise SheetError("zone_unknown", value) from error
        return CellTime(starts, ends, named, _differs(named, place, value))
    if BARE_OFFSET.fullmatch(text):
        text = f"UTC{text}"
    if match := OFFSET.search(text):
        return _by_offset(match, starts, ends, place, day, value)
    named = _zone_names().get(fold(text)) or _zone_names().get(fold(text) + " time")
    if not named:
        raise SheetError("zone_unknown", value)
    return CellTime(starts, ends, named, _differs(named, place, value))


def _by_offset(match, starts, ends, place, day, value):
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
    if place and any(offset == ZoneInfo(place).utcoffset(moment) for moment in _moments(day, starts)):
        return CellTime(starts, ends, place)
    if int(minutes or 0) or int(hours) > (14 if sign == "+" else 12):
        raise SheetError("zone_unknown", value)
    # The signs of these names are turned round: Etc/GMT-8 is eight hours ahead (tz database, file etcetera).
    named = f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}" if int(hours) else "UTC"
    warning = _differs(named, place, value) or Problem("zone_by_offset", value)
    return CellTime(starts, ends, named, warning)


def _moments(day, starts):
    if day:
        return [datetime.combine(day, starts)]
    return [datetime(2024, 1, 15, 12), datetime(2024, 7, 15, 12)]


def _differs(named, place, value):
    return Problem("zone_differs", value, details={"zone": place}) if place and named != place else None


@cache
def _zone_names():
    names = {}
    for zone, (english, chinese) in ZONES.items():
        names.setdefault(fold(english), zone)
        names.setdefault(fold(chinese), zone)
    for zone, others in OTHER_NAMES.items():
        for name in others:
            names.setdefault(fold(name), zone)
    return names
