"""Honest dates in words, in both languages. What is not known is said, never filled in."""

from .reading import End, HonestDate, ends

DASH = "–"


def say(when: HonestDate, language: str, *, short: bool = False) -> str:
    """The date in a sentence's words: "May 2024 (day not given)", 「2024年5月（日期未載明）」.

    `short` leaves out the brackets; "uncertain", which only they tell, then becomes "possibly".
    """
    pen = pen_of(language)
    first, last = ends(when.edtf)
    if first is None and last is None:
        return pen.unknown
    if first is None:
        text = pen.until(_around(last, pen))
    elif last is None:
        text = pen.since(first, around=first.is_around)
    elif first is last:
        text = _around(first, pen)
    else:
        text = _interval(first, last, pen)
    if short:
        return pen.possibly(text, first or last) if is_uncertain(when) else text
    return text + pen.brackets([*missing(first, last, pen), *uncertain(first, last, pen)])


def missing(first: End | None, last: End | None, pen) -> list[str]:
    """What a date leaves open, as the remark for its brackets: nothing, or one entry."""
    lacks = [LACKS[end.unit] if end else "day" for end in (first, last)]
    if first is last:
        return [pen.not_given(lacks[0])] if lacks[0] else []
    if first and last and lacks[0] == lacks[1]:
        return [pen.both_not_given(lacks[0])] if lacks[0] else []
    return [pen.ends_not_given([(side, unit) for side, unit in zip(SIDES, lacks, strict=True) if unit])]


def uncertain(first: End | None, last: End | None, pen) -> list[str]:
    """Which end carries a question mark, as the remark for the brackets: nothing, or one entry."""
    marked = [
        (side, end.unit) for side, end in zip(SIDES, (first, last), strict=True) if end and end.is_uncertain
    ]
    if not marked:
        return []
    return [pen.uncertain if len(marked) == 2 else pen.end_uncertain(*marked[0])]


def is_uncertain(when: HonestDate) -> bool:
    return any(end.is_uncertain for end in ends(when.edtf) if end)


def is_around(when: HonestDate) -> bool:
    return any(end.is_around for end in ends(when.edtf) if end)


# The first unit that is not known, by the unit that is. A quarter says by its name that it is all we know.
LACKS = {"day": None, "month": "day", "year": "month", "quarter": None, "half": None}
SIDES = ("first", "last")


def _around(end: End, pen) -> str:
    return pen.around(end) if end.is_around else pen.point(end)


def _interval(first: End, last: End, pen) -> str:
    if first.is_around == last.is_around:
        return pen.around_span(first, last) if first.is_around else pen.span(first, last)
    return pen.from_to(first, last)


class English:
    """Dates as British English writes them: 8–9 June 2024."""

    months = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ordinals = ("first", "second", "third", "fourth")

    unknown = "to be advised"
    uncertain = "uncertain"

    def point(self, end: End) -> str:
        return self.part(end) if end.unit == "year" else f"{self.part(end)} {self.before_year(end)}{end.year}"

    def part(self, end: End) -> str:
        """A date without its year; a year keeps it, having nothing else."""
        match end.unit:
            case "day":
                return f"{end.day} {self.months[end.month - 1]}"
            case "month":
                return self.months[end.month - 1]
            case "quarter":
                return f"{self.ordinals[end.month - 33]} quarter"
            case "half":
                return f"{self.ordinals[end.month - 40]} half"
        return str(end.year)

    def before_year(self, end: End) -> str:
        return "of " if end.unit in ("quarter", "half") else ""

    def span(self, first: End, last: End) -> str:
        if first.unit == last.unit == "year":
            return f"{first.year}{DASH}{last.year}"
        if first.year != last.year or "year" in (first.unit, last.unit):
            return f"{self.point(first)} {DASH} {self.point(last)}"
        if first.unit == last.unit == "day" and first.month == last.month:
            return f"{first.day}{DASH}{self.point(last)}"
        if first.unit == last.unit == "month":
            return f"{self.part(first)}{DASH}{self.point(last)}"
        return f"{self.part(first)} {DASH} {self.point(last)}"

    def around(self, end: End) -> str:
        return f"around {self._with_article(end)}"

    def around_span(self, first: End, last: End) -> str:
        return f"around {self.span(first, last)}"

    def from_to(self, first: End, last: End) -> str:
        """An interval of which one end alone is around: "from 8 June to around 9 June 2024"."""
        same_year = first.year == last.year and first.unit != "year"
        beginning = self.part(first) if same_year else self.point(first)
        around_first, around_last = ("around " if end.is_around else "" for end in (first, last))
        return f"from {around_first}{beginning} to {around_last}{self.point(last)}"

    def since(self, first: End, *, around: bool) -> str:
        return f"from {self.around(first) if around else self.point(first)}"

    def until(self, last: str) -> str:
        return f"until {last}"

    def possibly(self, text: str, end: End) -> str:
        article = "the " if end.unit in ("quarter", "half") and not end.is_around else ""
        return f"possibly {article}{text}"

    def not_given(self, unit: str) -> str:
        return f"{unit} not given"

    def both_not_given(self, unit: str) -> str:
        return f"{unit}s not given"

    def ends_not_given(self, lacking: list[tuple[str, str]]) -> str:
        if len(lacking) == 2 and lacking[0][1] == lacking[1][1]:
            return f"first and last {lacking[0][1]} not given"
        return " and ".join(f"{side} {unit}" for side, unit in lacking) + " not given"

    def end_uncertain(self, side: str, unit: str) -> str:
        return f"{side} {unit} uncertain"

    def brackets(self, remarks: list[str]) -> str:
        return f" ({self.join(remarks)})" if remarks else ""

    def join(self, remarks: list[str]) -> str:
        return "; ".join(remarks)

    def _with_article(self, end: End) -> str:
        return ("the " if end.unit in ("quarter", "half") else "") + self.point(end)


class Chinese:
    """Dates as Chinese Taipei writes them, in Arabic figures: 2024年6月8日至9日."""

    weekdays = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
    quarters = ("第一季", "第二季", "第三季", "第四季")
    halves = ("上半年", "下半年")
    sides = {"first": "起始", "last": "結束"}
    units = {"day": "日", "month": "月", "year": "年"}
    whole_units = {"day": "日期", "month": "月份"}

    unknown = "日期未定"
    uncertain = "未確定"

    def point(self, end: End) -> str:
        return f"{end.year}年" + ("" if end.unit == "year" else self.part(end))

    def part(self, end: End) -> str:
        """A date without its year; a year keeps it, having nothing else."""
        match end.unit:
            case "day":
                return f"{end.month}月{end.day}日"
            case "month":
                return f"{end.month}月"
            case "quarter":
                return self.quarters[end.month - 33]
            case "half":
                return self.halves[end.month - 40]
        return f"{end.year}年"

    def span(self, first: End, last: End) -> str:
        return f"{self.point(first)}至{self._second(first, last)}"

    def around(self, end: End) -> str:
        return f"約{self.point(end)}"

    def around_span(self, first: End, last: End) -> str:
        return f"約{self.span(first, last)}"

    def from_to(self, first: End, last: End) -> str:
        """An interval of which one end alone is around: 「2024年6月8日至約6月9日」."""
        if first.is_around:
            return f"約自{self.point(first)}至{self._second(first, last, month=True)}"
        return f"{self.point(first)}至約{self._second(first, last, month=True)}"

    def since(self, first: End, *, around: bool) -> str:
        return f"{self.around(first) if around else self.point(first)}起"

    def until(self, last: str) -> str:
        return f"至{last}"

    def possibly(self, text: str, end: End) -> str:
        return f"可能{text}"

    def not_given(self, unit: str) -> str:
        return f"{self.whole_units[unit]}未載明"

    both_not_given = not_given

    def ends_not_given(self, lacking: list[tuple[str, str]]) -> str:
        return "與".join(self.sides[side] + self.units[unit] for side, unit in lacking) + "未載明"

    def end_uncertain(self, side: str, unit: str) -> str:
        return f"{self.sides[side]}{self.units[unit]}未確定"

    def brackets(self, remarks: list[str]) -> str:
        return f"（{self.join(remarks)}）" if remarks else ""

    def join(self, remarks: list[str]) -> str:
        return "；".join(remarks)

    def _second(self, first: End, last: End, *, month: bool = False) -> str:
        """The last end without what the first has already said."""
        if first.year != last.year or "year" in (first.unit, last.unit):
            return self.point(last)
        if first.unit == last.unit == "day" and first.month == last.month and not month:
            return f"{last.day}日"
        return self.part(last)


PENS = {"en": English(), "zh-hant": Chinese()}


def pen_of(language: str) -> English | Chinese:
    """The pen of a language. Raises ValueError for one that the site does not write."""
    try:
        return PENS[language]
    except KeyError:
        raise ValueError(f"Dates are written in {' and '.join(PENS)}, not in {language!r}.") from None
