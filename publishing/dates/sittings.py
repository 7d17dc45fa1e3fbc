"""Times of day, in the zone of the place and with its name: 9 August 2021, 23:00 (New Zealand time)."""

from datetime import date, time
from functools import cache
from zoneinfo import available_timezones

from .errors import DateError
from .reading import End
from .saying import DASH, pen_of

# Zones of the cities where APEC meets, by IANA name. An economy with one zone gives it its name, one with
# several the city: readers know "Sydney time", few know AEST.
ZONES = {
    "Australia/Adelaide": ("Adelaide time", "阿德雷德時間"),
    "Australia/Brisbane": ("Brisbane time", "布里斯本時間"),
    "Australia/Darwin": ("Darwin time", "達爾文時間"),
    "Australia/Hobart": ("Hobart time", "荷巴特時間"),
    "Australia/Melbourne": ("Melbourne time", "墨爾本時間"),
    "Australia/Perth": ("Perth time", "伯斯時間"),
    "Australia/Sydney": ("Sydney time", "雪梨時間"),
    "Asia/Brunei": ("Brunei Darussalam time", "汶萊時間"),
    "America/Edmonton": ("Edmonton time", "艾德蒙頓時間"),
    "America/Halifax": ("Halifax time", "哈利法克斯時間"),
    "America/Toronto": ("Toronto time", "多倫多時間"),
    "America/Vancouver": ("Vancouver time", "溫哥華時間"),
    "America/Winnipeg": ("Winnipeg time", "溫尼伯時間"),
    "America/Santiago": ("Santiago time, Chile", "智利聖地牙哥時間"),
    "America/Punta_Arenas": ("Punta Arenas time, Chile", "智利蓬塔阿雷納斯時間"),
    "Asia/Shanghai": ("Beijing time", "北京時間"),
    "Asia/Hong_Kong": ("Hong Kong, China time", "中國香港時間"),
    "Asia/Jakarta": ("Jakarta time", "雅加達時間"),
    "Asia/Makassar": ("Bali and Makassar time", "峇里島及望加錫時間"),
    "Asia/Jayapura": ("Jayapura time", "查雅普拉時間"),
    "Asia/Tokyo": ("Japan time", "日本時間"),
    "Asia/Seoul": ("Korea time", "韓國時間"),
    "Asia/Kuala_Lumpur": ("Malaysia time", "馬來西亞時間"),
    "Asia/Kuching": ("Malaysia time", "馬來西亞時間"),
    "America/Cancun": ("Cancún time", "坎昆時間"),
    "America/Mazatlan": ("Los Cabos and Mazatlán time", "洛斯卡沃斯及馬薩特蘭時間"),
    "America/Mexico_City": ("Mexico City time", "墨西哥城時間"),
    "America/Monterrey": ("Monterrey time", "蒙特雷時間"),
    "America/Tijuana": ("Tijuana time", "提華納時間"),
    "Pacific/Auckland": ("New Zealand time", "紐西蘭時間"),
    "Pacific/Port_Moresby": ("Port Moresby time", "摩士比港時間"),
    "America/Lima": ("Peru time", "秘魯時間"),
    "Asia/Manila": ("Philippine time", "菲律賓時間"),
    "Asia/Vladivostok": ("Vladivostok time", "海參崴時間"),
    "Europe/Moscow": ("Moscow time", "莫斯科時間"),
    "Asia/Singapore": ("Singapore time", "新加坡時間"),
    "Asia/Taipei": ("Taipei time", "臺北時間"),
    "Asia/Bangkok": ("Thailand time", "泰國時間"),
    "America/Anchorage": ("Anchorage time", "安克拉治時間"),
    "America/Chicago": ("Chicago time", "芝加哥時間"),
    "America/Denver": ("Denver time", "丹佛時間"),
    "America/Detroit": ("Detroit time", "底特律時間"),
    "America/Los_Angeles": ("Los Angeles time", "洛杉磯時間"),
    "America/New_York": ("New York time", "紐約時間"),
    "America/Phoenix": ("Phoenix time", "鳳凰城時間"),
    "Pacific/Honolulu": ("Honolulu time", "檀香山時間"),
    "Asia/Ho_Chi_Minh": ("Viet Nam time", "越南時間"),
    "UTC": ("UTC", "世界協調時間"),
}


def say_sitting(day: date, starts: time | None, ends: time | None, zone: str, language: str) -> str:
    """A sitting's day and time as they are at the place, with the zone in words.

    The times are local to `zone` and are not converted. An end before the start is on the next day. A zone
    that is not in ZONES stands under its own IANA name; without any time there is no zone to tell.
    """
    pen = pen_of(language)
    words = pen.point(End(day.year, day.month, day.day, ""))
    hours = _hours(starts, ends, language)
    if not hours:
        return words
    place = ZONES[zone][0 if language == "en" else 1] if zone in ZONES else zone
    return words + (", " if language == "en" else " ") + hours + pen.brackets([place] if place else [])


def check_zone(name: str) -> str:
    """The IANA name of a zone without blanks around it. Raises DateError for anything else.

    Short names such as EST are refused: they know no summer time, and a sitting in July would be an hour off.
    """
    name = name.strip()
    if name not in _zone_names():
        raise DateError("zone", name)
    return name


@cache
def _zone_names() -> frozenset[str]:
    """Asked of the list and never by opening a file, so that a name like ../x can do nothing."""
    return frozenset({name for name in available_timezones() if "/" in name} | {"UTC"})


def _hours(starts: time | None, ends: time | None, language: str) -> str:
    english = language == "en"
    if ends is None or starts == ends:
        return f"{starts:%H:%M}" if starts else ""
    if starts is None:
        return f"until {ends:%H:%M}" if english else f"至{ends:%H:%M}"
    if english:
        return f"{starts:%H:%M}{DASH}{ends:%H:%M}" + (" the next day" if ends < starts else "")
    return f"{starts:%H:%M}至" + ("翌日" if ends < starts else "") + f"{ends:%H:%M}"
