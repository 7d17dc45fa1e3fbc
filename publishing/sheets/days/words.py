"""What people write around a date: that it is not fixed, about, on a Monday; and Chinese numerals in it."""

import re

from ...dates import read as read_edtf
from ..folding import narrow

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
HAN_DIGITS = dict(zip("〇零○一二三四五六七八九", (0, 0, *range(10)), strict=True))


def says_nothing(value: object) -> bool:
    """Whether a cell holds no more than a sign for nothing, such as “–” or “n/a”."""
    return type(value) is str and narrow(value).casefold() in BLANK


def says_advised(text: str) -> bool:
    """Whether a text only says that something is not known yet, or nothing: “TBC”, 待定, “–”."""
    text = narrow(text)
    return text.casefold() in BLANK or not clean(TENTATIVE.sub(" ", ADVISED.sub(" ", text)))


def weekday_of(match):
    """Which day of the week a match of WEEKDAY names, Monday being 0."""
    english, han, bracketed = match.groups()
    if english:
        return WEEKDAYS.index(english.lower())
    return HAN_DAYS.index((han or bracketed).replace("天", "日"))


def on_weekdays(edtf, weekdays):
    """Whether the days of the week that were named are those of the ends."""
    when = read_edtf(edtf)
    if when.precision not in ("day", "range"):
        return True
    return {day.weekday() for day in (when.first, when.last)} >= set(weekdays)


def with_digits(text):
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


def clean(text):
    """Without the empty brackets and lone commas that a removed word leaves behind."""
    text = re.sub(r"\(\s*[,;]?\s*\)|\[\s*\]", " ", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:，、")
