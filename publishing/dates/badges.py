"""The date badge beside an entry: how much is known of a date, told by words, size, node and ruler alike."""

from calendar import monthrange
from dataclasses import dataclass

from .reading import End, HonestDate, anchor, ends
from .saying import DASH, English, is_around, is_uncertain, missing, pen_of

RULER = 112  # width of the ruler in its own units; it stands for the one month the badge begins in


@dataclass(frozen=True, slots=True)
class Strip:
    """The month ruler below a badge.

    kind   "day": a bar from x, width wide, on a ruler of 112; "month": the whole outline dashed;
           "year": an empty ruler (quarter, half, year); "none": no ruler at all
    x, width   numbers for kind "day", otherwise None
    """

    kind: str
    x: float | None = None
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """The parts of a date badge; `small` and `note` may be empty.

    node is the mark on the line of the timeline: "n-day" (disc), "n-month" (ring) or "n-year" (dashed ring).
    """

    big: str
    small: str
    note: str
    strip: Strip
    node: str


def badge(when: HonestDate, language: str) -> Badge:
    """The badge of a date: 13 / May 2024 / Monday; May / 2024 / day not given."""
    pen = pen_of(language)
    faces = _english if isinstance(pen, English) else _chinese
    known = anchor(when)
    if known is None:
        words = pen.unknown
        return Badge(words[0].upper() + words[1:], "", "", Strip("none"), "n-year")
    big, small = faces(*ends(when.edtf))
    kind = _kind(when)
    strip = _bar(when, known) if kind == "day" else Strip(kind)
    return Badge(big, small, _note(when, language), strip, f"n-{kind}")


def _kind(when: HonestDate) -> str:
    """How sure the date is. A day that is around or uncertain is no surer than a month."""
    unit = anchor(when).unit
    if when.precision == "open":
        kind = unit if unit in ("day", "month") else "year"
    else:
        kind = {"range": "day", "months": "month"}.get(when.precision, when.precision)
        kind = kind if kind in ("day", "month") else "year"
    return "month" if kind == "day" and when.approximate else kind


def _bar(when: HonestDate, known: End) -> Strip:
    """Where the days lie in the month the badge begins in; a bar that goes on ends at the ruler's end."""
    days = monthrange(known.year, known.month)[1]
    until = known.day
    if when.precision == "range":
        same_month = (when.last.year, when.last.month) == (known.year, known.month)
        until = when.last.day if same_month else days
    unit = RULER / days
    return Strip("day", round((known.day - 1) * unit, 2), round((until - known.day + 1) * unit, 2))


# The small print


ONE_END = {
    "en": ("first {unit}; end not given", "last {unit}; start not given"),
    "zh-hant": ("首{unit}；結束日未載明", "最後一{unit}；起始日未載明"),
}
UNIT_NAMES = {
    "en": {unit: unit for unit in ("day", "month", "quarter", "half", "year")},
    "zh-hant": {"day": "日", "month": "月", "year": "年"},
}
DOUBTS = {"en": ("approximate", "uncertain"), "zh-hant": ("大約", "未確定")}


def _note(when: HonestDate, language: str) -> str:
    pen = pen_of(language)
    first, last = ends(when.edtf)
    if when.is_exact:
        return _weekdays(when, language)
    if when.precision == "open":
        known = first or last
        remarks = [ONE_END[language][0 if first else 1].format(unit=UNIT_NAMES[language][known.unit])]
    else:
        remarks = missing(first, last, pen) or _part_of_year(when, pen)
    doubts = zip((is_around(when), is_uncertain(when)), DOUBTS[language], strict=True)
    return pen.join([*remarks, *(word for doubted, word in doubts if doubted)])


def _part_of_year(when: HonestDate, pen) -> list[str]:
    return [pen.not_given("month")] if when.precision in ("quarter", "half") else []


def _weekdays(when: HonestDate, language: str) -> str:
    names = pen_of(language).weekdays
    first, last = names[when.first.weekday()], names[when.last.weekday()]
    if when.precision == "day":
        return first
    return f"{first} to {last}" if language == "en" else f"{first}至{last.removeprefix('星期')}"


# The two lines in large print: (big, small)

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
NUMERALS = ("1st", "2nd", "3rd", "4th")


def _english(first: End | None, last: End | None) -> tuple[str, str]:
    pen = pen_of("en")
    if first is None or last is None or first is last:
        end = first or last
        match end.unit:
            case "year":
                return str(end.year), ""
            case "day":
                return str(end.day), f"{pen.months[end.month - 1]} {end.year}"
            case "month":
                return pen.months[end.month - 1], str(end.year)
            case "quarter":
                return f"{NUMERALS[end.month - 33]} quarter", str(end.year)
        return f"{NUMERALS[end.month - 40]} half", str(end.year)
    if "year" in (first.unit, last.unit):
        both_years = first.unit == last.unit
        joint = DASH if both_years else f" {DASH} "
        return joint.join(_short(end, with_year=True) for end in (first, last)), ""
    if first.unit == last.unit == "day" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{last.day}", f"{pen.months[first.month - 1]} {first.year}"
    joint = DASH if first.unit == last.unit == "month" else f" {DASH} "
    return joint.join(_short(end) for end in (first, last)), _years(first, last)


def _short(end: End, *, with_year: bool = False) -> str:
    if end.unit == "year":
        return str(end.year)
    parts = [str(end.day)] if end.unit == "day" else []
    parts.append(SHORT_MONTHS[end.month - 1])
    return " ".join([*parts, str(end.year)] if with_year else parts)


def _chinese(first: End | None, last: End | None) -> tuple[str, str]:
    pen = pen_of("zh-hant")
    if first is None or last is None or first is last:
        end = first or last
        return (pen.part(end), "") if end.unit == "year" else (pen.part(end), f"{end.year}年")
    if first.unit == last.unit == "year":
        return f"{_years(first, last)}年", ""
    if "year" in (first.unit, last.unit):
        return f"{pen.point(first)}{DASH}{pen.point(last)}", ""
    same_month = (first.year, first.month) == (last.year, last.month)
    if first.unit == last.unit == "day" and same_month:
        return f"{first.month}月{first.day}{DASH}{last.day}日", f"{first.year}年"
    if first.unit == last.unit == "month" and first.year == last.year:
        return f"{first.month}{DASH}{last.month}月", f"{first.year}年"
    return f"{pen.part(first)}{DASH}{pen.part(last)}", f"{_years(first, last)}年"


def _years(first: End, last: End) -> str:
    return str(first.year) if first.year == last.year else f"{first.year}{DASH}{last.year}"
