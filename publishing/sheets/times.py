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
IANA = re.compile(r"\b[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+(?:-[A-Z][a-z]+)?){1,2}\b")
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


def read_time(value: object, *, zone: str = "", day: date | None = None) -> CellTime:
    """The time of day in a cell, for example 14:00 (GMT+8), 下午2時 or 9:00–17:30 New Zealand time.

    zone  the IANA zone of the place, for times that name none and for those that give hours from UTC
    day   the day, which decides whether summer time is in force
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
    starts, ends = _clock(match.groups()[:6], value), _clock(match.groups()[6:], value)
    if (
        ends
        and not match.groups()[6]
        and match.groups()[0] in ("下午", "晚上", "晚間", "傍晚")
        and ends < starts
    ):
        ends = ends.replace(hour=(ends.hour + 12) % 24)  # 下午2時至4時
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


def _clock(groups, value):
    half, hour, minute, mark, other_mark, han_minute = groups
    if hour is None:
        return None
    mark = (mark or other_mark or "").replace(".", "").lower()
    hours = int(hour)
    minutes = 30 if han_minute == "半" else int(minute or han_minute or 0)
    if mark and not 1 <= hours <= 12:
        raise SheetError("time_unreadable", value)
    if mark == "pm" or half in ("下午", "傍晚", "晚上", "晚間"):
        hours = hours + 12 if hours < 12 else hours
    elif mark == "am" or half in ("上午", "早上", "凌晨"):
        hours = 0 if hours == 12 and (mark or half == "凌晨") else hours
    if hours == 24 and minutes == 0:
        hours = 0
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
