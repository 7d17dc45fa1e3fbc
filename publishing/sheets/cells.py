"""What one cell says: numbers, yes and no, lists, and the dates, times and names of the sister modules.

Plain functions without Django. All take a value as a sheet gives it and raise SheetError for one that cannot be
read; the caller adds the place with `at`.
"""

import math
import re

from .days import CellDate, read_date
from .folding import fold, narrow
from .names import Match, NameIndex, match_economy, match_forum
from .problems import SheetError
from .tables import Fault
from .times import CellMoment, CellTime, read_moment, read_time, read_zone

LONGEST = 64  # characters of a number
NOTHING = {"", "-", "--", "–", "—", "―", "..", "...", "…", "n/a", "na", "n.a.", "n.a", "nil", "none", "null", "無", "無資料",
           "不適用", "not available", "not applicable", "#n/a"}  # fmt: skip
YES = {"是", "yes", "y", "true", "t", "1", "✓", "✔", "☑", "v", "✅", "有", "對", "on", "真", "○", "●"}
NO = {"否", "no", "n", "false", "f", "0", "✗", "✘", "☐", "❌", "無", "沒有", "off", "假", "不是", "×"}
MINUS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2013\uff0d\ufe63", "-"))
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:\.\d*)?")
POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")  # 1.234,5 and 1.234.567
COMMA = re.compile(r"(\d+),(\d+)")
NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
SEPARATORS = re.compile(r"[;；、\r\n]+")

__all__ = [
    "CellDate",
    "CellMoment",
    "CellTime",
    "Match",
    "NameIndex",
    "fold",
    "match_economy",
    "match_forum",
    "read_bool",
    "read_date",
    "read_list",
    "read_moment",
    "read_number",
    "read_text",
    "read_time",
    "read_zone",
]


# No bare x: in one office it ticks a box, in another it crosses one out.


def read_text(value: object) -> str:
    """The text in a cell without blanks around it; a whole number as its digits.

    Raises SheetError for a fault, and for the lists and records that JSON can hold.
    """
    if value is None:
        return ""
    if type(value) is str:
        if "\r" not in value and "_x000D_" not in value:
            return value.strip()
    elif isinstance(value, Fault):
        raise SheetError(value.code, value)
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    elif isinstance(value, dict | list):
        raise SheetError("nested", value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


def read_number(value: object) -> int | float | None:
    """The number in a cell, None for a blank one, a dash or "n/a". Whole numbers are int.

    Commas, blanks and apostrophes between thousands, full-width digits and the real minus sign are understood; a
    percent sign is dropped (12.5 % is 12.5). A decimal comma is read where nothing else can be meant (1.234,5) and
    refused where it could be (12,5).
    """
    if value is None:
        return None
    if isinstance(value, Fault):
        raise SheetError(value.code, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise SheetError("number_unreadable", value)
        return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
    if not isinstance(value, str):
        raise SheetError("number_unreadable", value)
    text = narrow(value)
    if text.casefold() in NOTHING:
        return None
    if len(text) > LONGEST:
        raise SheetError("number_unreadable", value)
    text = text.translate(MINUS).replace("％", "%").removesuffix("%").strip()
    sign, digits = (text[:1], text[1:].lstrip()) if text[:1] in ("-", "+") else ("", text)
    if GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif SPACED.fullmatch(digits):
        digits = re.sub("[ '’]", "", digits)
    elif POINTED.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif match := COMMA.fullmatch(digits):
        readings = (f"{sign}{match[1]}.{match[2]}", f"{sign}{match[1]}{match[2]}")
        raise SheetError("decimal_comma", value, first=readings[0], second=readings[1], candidates=readings)
    if not NUMBER.fullmatch(digits) or not digits.isascii():
        raise SheetError("number_unreadable", value)
    if digits.isdigit():
        return int(sign + digits)
    number = float(sign + digits)
    if not math.isfinite(number):
        raise SheetError("number_unreadable", value)
    return number


def read_bool(value: object) -> bool | None:
    """Yes or no in a cell, None for a blank one: 是, yes, true, 1, ✓ … and 否, no, false, 0, ✗ …"""
    if value is None or value == "":
        return None
    if isinstance(value, Fault):
        raise SheetError(value.code, value)
    if isinstance(value, bool):
        return value
    text = fold(read_text(value)).removesuffix(".0")
    if text in ("", "-", "--"):
        return None
    if text in YES:
        return True
    if text in NO:
        return False
    raise SheetError("bool_unreadable", value)


def read_list(value: object) -> list[str]:
    """The parts of a cell with a list in it, between ; ； 、 or line ends. A JSON list is one already.

    A comma separates nothing: Hong Kong, China has one.
    """
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [part for item in value if (part := read_text(item))]
    return [part for piece in SEPARATORS.split(read_text(value)) if (part := piece.strip())]
