"""Dates as people write them in cells, as EDTF. Plain functions without Django.

What is written is read, never improved: a date that can mean two things is refused, one that is odd is read and
warned about, and what cannot be kept as a date is kept as words. 民國 years count from 1912 (113 is 2024).
Excel counts days from 30 December 1899 (ISO/IEC 29500-1, 18.17.4.1), its 1900 leap year being no matter after 1900.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from ..dates import DateError
from ..dates import read as read_edtf
from .clocks import LONGEST, split
from .folding import narrow
from .problems import Problem, SheetError
from .tables import Fault

LONG = 60  # days that make a range one to ask about
SERIALS = range(14_611, 109_576)  # 1940 to 2199
SERIAL_TEXT = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
EXCEL_DAY_0 = datetime(1899, 12, 30)
ROC = 1911

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
MONTH = (r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
         r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")  # fmt: skip
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
GAP = r"[\s,./-]*"
BLANK = {"", "-", "--", "–", "—", "/", ".", "n/a", "na", "n.a.", "nil", "none", "無", "空白"}
ADVISED = re.compile(
    r"\b(?:dates? )?(?:is |are )?(?:to be (?:advised|announced|decided|determined|set|fixed)|tb[ad])\b\.?|"
    r"\b(?:not yet (?:known|fixed|set)|unknown|pending)\b|"
    r"(?:日期|時間)?(?:待定|未定|待訂|未訂|另訂|待公布|待公告|尚未(?:確定|決定)|不詳|待通知|另行通知|另行公告)",
    re.IGNORECASE,
)
TENTATIVE = re.compile(
    r"\b(?:tentative(?:ly)?|provisional(?:ly)?|to be confirmed|tbc|expected|planned|likely|unconfirmed)\b\.?|"
    r"暫定|暫訂|待確認|未確認|預定|預計|可能",
    re.IGNORECASE,
)
AROUND = re.compile(
    r"\b(?:circa|around|about|approximately|approx)\b\.?|\bca?\.(?=\s?\d)|^大?約|左右|前後", re.IGNORECASE
)
PART_OF = re.compile(
    r"\b(?:early|mid|late)(?=\b|-)-?|\b(?:the )?(?:beginning|start|middle|end) of\b|(?<=月)(?:[上中下]旬|初|中|底|末)"
    r"|(?<=年)(?:初|中|底|末)",
    re.IGNORECASE,
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = re.compile(
    r"\(?(?:\b(mon|tue|wed|thu|fri|sat|sun)(?:s|sday|nesday|rs|r|rsday|urday|day)?\b\.?|"
    r"(?:星期|禮拜|週|周)([一二三四五六日天])|(?<=\()([一二三四五六日])(?=\)))\)?,?",
    re.IGNORECASE,
)
HAN_DAYS = "一二三四五六日"
# What programs write after a day that has no time of day.
MIDNIGHT = re.compile(r"00:00:00(?:\.0+)?")
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
NUMERAL = re.compile(r"[〇零○一二三四五六七八九十]+(?=\s?[年月日號号季])")
HAN_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 0,
}

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

HAN = re.compile(
    r"(?:(?P<era>(?:中華)?民國)\s?)?(?:(?P<year>\d{1,4})\s?年)?\s?"
    r"(?:(?P<month>\d{1,2})\s?月份?)?\s?(?:(?P<day>\d{1,2})\s?[日號号])?(?P<bare>\d{1,2})?"
)
YEAR_FIRST = re.compile(
    r"((?:中華)?民國)?\s?(\d{3,4}|(?<=國)\d{1,2}|(?<=國 )\d{1,2})\s?([-/.])\s?(\d{1,2})(?:\s?\3\s?(\d{1,2}))?"
)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
TWO_DIGITS = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{1,2}|.*(?:^|\W)'\d{2}(?:\W.*)?$")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")
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
class CellDate:
    """A date out of a cell.

    edtf     canonical EDTF, "" for a date to be advised
    words    the text as it was written, where edtf does not hold all of it; else ""
    warning  what an editor should look at, or None
    """

    edtf: str
    words: str = ""
    warning: Problem | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a date as far as it is written; `bare` is a number that may be a day or a month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    bare: int | None = None
    slashed: tuple[int, int] | None = None
    note: str = ""


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
    if (len(text) == 4 and 1900 <= int(text) <= 2199) or COMPACT.fullmatch(text):
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
            raise _of_date_error(refused, original) from error
        raise SheetError(replace(error.problem, value=original.strip())) from error
    except DateError as error:
        raise _of_date_error(error, original) from error


def _read_words(text, original, year):
    """A text with what stands around the date taken off one by one."""
    rest, hours = split(text)
    had_time = bool(hours) and not MIDNIGHT.fullmatch(hours.strip())
    words, warning, sign = "", "time_dropped" if had_time else "", ""
    weekday = WEEKDAY.search(rest)
    weekdays = [_weekday(match) for match in WEEKDAY.finditer(rest)]
    if weekday:
        rest = _clean(WEEKDAY.sub(" ", rest))
    is_advised = bool(ADVISED.search(rest))
    rest = _clean(ADVISED.sub(" ", rest))
    if not rest:
        if is_advised:
            return CellDate("")
        raise SheetError("date_unreadable", original)
    if is_advised and EITHER.fullmatch(rest):
        return CellDate("", original, Problem("nothing_known", original))
    if TENTATIVE.search(rest):
        rest, sign = _clean(TENTATIVE.sub(" ", rest)), "?"
        if not rest:
            return CellDate("")
    if AROUND.search(rest):
        rest, sign = _clean(AROUND.sub(" ", rest)), "%" if sign else "~"
    if rest.endswith("?"):
        rest, sign = rest[:-1].strip(), "%" if sign == "~" else "?"
    if PART_OF.search(rest):
        rest, words = _clean(PART_OF.sub(" ", rest)), original
    bare = _clean(BRACKETS.sub(" ", rest))
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
            edtf, note = _core(_digits(rest), year)
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
    if weekdays and not _on_weekdays(edtf, weekdays):
        code = "other_weekday"
        words = original
    return CellDate(edtf, words, _note(code, original, edtf) if code else None)


def _note(code, original, edtf):
    return Problem(code, original, details={"read": edtf})


def _core(text, year):
    """(EDTF, code of a note) of a text that is nothing but a date."""
    for patterns, base in ((HALF, 39), (QUARTER, 32)):
        for pattern in patterns:
            if match := pattern.fullmatch(text):
                return _piece(match.groupdict(), base, year), ""
    problem = None
    try:
        part = _part(text, None)
        if part is not None:
            part = _settled(part, None, year)
            return _edtf(part), part.note
    except SheetError as error:
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
            part = _part(inner.strip(), None)
            if part is not None:
                return shape.format(_edtf(_settled(part, None, year))), ""
    raise problem or SheetError("date_unreadable", text)


def _piece(found, base, year):
    """A half (from 40) or quarter (from 33) of a year."""
    written = found.get("year")
    if written:
        year = _year(written, found.get("era"))
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
    first = _part(left, None)
    if first is None:
        return None
    last = _part(right, first)
    if last is None:
        return None
    if first.bare is not None:
        first = replace(first, bare=None, **{"day" if last.day else "month": first.bare})
        if first.month and last.month is None:
            return None
    if last.bare is not None:
        if first.slashed:  # 5/13-14
            first = _unslashed(first, first.slashed)
        if not first.day:
            return None
        last = replace(last, bare=None, day=last.bare)
    if first.slashed and last.slashed:
        first, last = (_unslashed(part, first.slashed + last.slashed) for part in (first, last))
    is_inherited = last.year is None or first.year is None
    last = replace(
        last, year=last.year or first.year, month=last.month or (first.month if last.day else None)
    )
    first = replace(
        first, year=first.year or last.year, month=first.month or (last.month if first.day else None)
    )
    first, last = _settled(first, None, year), _settled(last, first, year)
    edtf = f"{_edtf(first)}/{_edtf(last)}"
    try:
        found = read_edtf(edtf)
    except DateError as error:
        raise _of_date_error(error, edtf) from error
    if not is_to:  # “13 and 14 May” is a range, “13 and 20 May” is two dates
        one = read_edtf(_edtf(first)).last
        two = read_edtf(_edtf(last)).first
        if one + timedelta(days=1) != two:
            raise SheetError("date_unreadable")
    if is_inherited and found.first is None:
        return None
    return found.edtf


def _part(text, before):
    """What one end says, or None. `before` is the first end, whose order of day and month the second shares."""
    text = text.strip(" ,;")
    match = HAN.fullmatch(text)
    if match and any(match.groups()):
        return _han(match)
    if match := YEAR_FIRST.fullmatch(text):
        era, written, _, month, day = match.groups()
        return Part(_year(written, era), int(month), int(day) if day else None)
    if match := YEAR_LAST.fullmatch(text):
        one, _, two, written = match.groups()
        return _either_order(int(one), int(two), int(written))
    if TWO_DIGITS.fullmatch(text):
        raise SheetError("two_digit_year", text)
    if match := SLASHED.fullmatch(text):
        one, two = int(match[1]), int(match[2])
        if before is not None and before.year and before.slashed is None:
            return Part(None, one, two)
        return Part(slashed=(one, two))
    if match := COMPACT.fullmatch(text):
        return Part(*map(int, match.groups()))
    if match := COMPACT_ROC.fullmatch(text):
        return Part(int(match[1]) + ROC, int(match[2]), int(match[3]), note="roc_year")
    if re.fullmatch(r"\d{4}", text):
        return Part(_year(text, None))
    if before is not None and before.month and (match := DAY_YEAR.fullmatch(text)):
        return Part(_year(match[2], None), None, int(match[1]))
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
        _year(written, era) if written else None,
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
        _year(written, None) if written else None,
        next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found["m"].lower()[:3])),
        int(day) if day else None,
    )


def _year(written, era):
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


def _either_order(one, two, year):
    """Day and month of 13/04/2024; refused where both orders are possible."""
    if one <= 12 and two <= 12 and one != two:
        raise SheetError(
            "day_or_month",
            candidates=(f"{year:04}-{two:02}-{one:02}", f"{year:04}-{one:02}-{two:02}"),
            first=f"{year:04}-{two:02}-{one:02}",
            second=f"{year:04}-{one:02}-{two:02}",
        )
    return Part(year, *((two, one) if one > 12 else (one, two)))


def _unslashed(part, numbers):
    """Month and day of 5/13 where one number of a range tells their order; else left as it is."""
    one, two = part.slashed
    firsts, seconds = numbers[0::2], numbers[1::2]
    if max(seconds) > 12 >= max(firsts):
        return replace(part, month=one, day=two, slashed=None)
    if max(firsts) > 12 >= max(seconds):
        return replace(part, month=two, day=one, slashed=None)
    return part


def _settled(part, first, year):
    """An end with its year; refused if something needed is missing."""
    if part.slashed:
        if not (part.year or year):
            raise SheetError("no_year")
        part = replace(_either_order(*part.slashed, part.year or year), note=part.note)
    if part.bare is not None or (part.day and not part.month):
        raise SheetError("date_unreadable")
    if part.year is None:
        if year is None:
            raise SheetError("no_year")
        part = replace(part, year=year)
    return part


def _edtf(part):
    if part.month is not None and not 1 <= part.month <= 12:
        raise SheetError("impossible_date")
    text = "-".join(
        [f"{part.year:04}"] + [f"{number:02}" for number in (part.month, part.day) if number is not None]
    )
    try:
        return read_edtf(text).edtf
    except DateError as error:
        raise _of_date_error(error, text) from error


def _of_date_error(error, original):
    known = {"ends_before_start": "ends_before_start", "impossible_day": "impossible_date"}
    known |= {"impossible_month": "impossible_date"}
    return SheetError(known.get(error.code, "date_unreadable"), str(original).strip())


def _checked(text, value):
    try:
        return read_edtf(text).edtf
    except DateError as error:
        raise _of_date_error(error, value) from error


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


def _weekday(match):
    english, han, bracketed = match.groups()
    if english:
        return WEEKDAYS.index(english.lower())
    return HAN_DAYS.index((han or bracketed).replace("天", "日"))


def _on_weekdays(edtf, weekdays):
    """Whether the days of the week that were named are those of the ends."""
    when = read_edtf(edtf)
    if when.precision not in ("day", "range"):
        return True
    return {day.weekday() for day in (when.first, when.last)} >= set(weekdays)


def _digits(text):
    """Chinese numerals before 年, 月, 日 and 季 as digits."""

    def number(match):
        written = match[0]
        if "十" not in written:
            return "".join(str(HAN_DIGITS[letter]) for letter in written)
        tens, _, ones = written.partition("十")
        if len(tens) > 1 or len(ones) > 1:
            return written
        return str((HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[ones] if ones else 0))

    return NUMERAL.sub(number, text)


def _clean(text):
    """Without the empty brackets and lone commas that a removed word leaves behind."""
    text = re.sub(r"\(\s*[,;]?\s*\)|\[\s*\]", " ", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:，、")
