"""Which period and group of people a row of an Open SDG file is about. Plain functions without Django.

Columns whose names and values are known in English or Chinese become the fields of a reading: sex, disability,
location, age, level. Columns about how a figure was made (observation status, notes) become its note. Everything
else stands in one text, "Key=Value; Key=Value", by the alphabet. A column that says the same in every row and only
tells how the file counts (series, units, multiplier) tells nothing apart and stands in no group.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from publishing.sheets import fold, opensdg

from .sentences import Problem

PERIOD = 30  # characters that a reading has room for; so with the others
BREAKDOWN = 300
TEXT_FIELDS = {"age": 30, "level": 60}
FIELDS = ("sex", "disability", "location", "age", "level", "note", "breakdown")
PERIOD_FORM = re.compile(r"(19|20|21)[0-9]{2}([^0-9].*)?", re.DOTALL)
BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]$")


def _folded(words):
    return {fold(word) for word in words}


HEADINGS = {
    fold(name): field
    for field, names in {
        "sex": ("Sex", "Gender", "性別"),
        "disability": (
            "Disability", "Disability status", "Disability_status", "身心障礙", "身心障礙狀況", "身心障礙別",
        ),
        "location": ("Location", "Area", "Urbanisation", "Urbanization", "Urban/rural", "城鄉", "城鄉別", "地區別"),
        "age": ("Age", "Age group", "Age_group", "年齡", "年齡組", "年齡別"),
        "level": (
            "Level", "Education level", "Level of education", "Level of disability", "教育程度", "障礙程度", "等級",
        ),
        "note": (
            "Observation status", "Obs status", "OBS_STATUS", "Status", "Note", "Notes", "Footnote", "Comment",
            "Comments", "COMMENT_OBS", "觀測狀態", "狀態", "備註", "註",
        ),
    }.items()
    for name in names
}  # fmt: skip

VALUES = {
    "sex": {
        "female": _folded(("Female", "Females", "Women", "Woman", "Girls", "F", "女", "女性", "女生")),
        "male": _folded(("Male", "Males", "Men", "Man", "Boys", "M", "男", "男性", "男生")),
    },
    "disability": {
        "with": _folded(
            (
                "With disabilities", "With disability", "With a disability", "Persons with disabilities",
                "Persons with disability", "People with disabilities", "Disabled", "身心障礙者", "身心障礙人士",
                "有身心障礙", "身心障礙",
            )
        ),
        "without": _folded(
            (
                "Without disabilities", "Without disability", "Without a disability", "Persons without disabilities",
                "Persons without disability", "People without disabilities", "Not disabled", "Non-disabled",
                "非身心障礙者", "非身心障礙人士", "無身心障礙", "非身心障礙",
            )
        ),
    },
    "location": {
        "rural": _folded(("Rural", "Rural area", "Rural areas", "鄉村", "鄉村地區", "農村")),
        "urban": _folded(("Urban", "Urban area", "Urban areas", "都市", "都市地區", "城市")),
    },
}  # fmt: skip
CODES = {
    field: {word: code for code, words in codes.items() for word in words} for field, codes in VALUES.items()
}

# They say how a file counts: worth a place in the breakdown only where they differ within it.
COUNTED_IN = _folded(
    ("Series", "Units", "Unit", "Unit measure", "Unit of measure", "Unit multiplier", "Progress",
     "序列", "單位", "計量單位", "單位乘數")
)  # fmt: skip
NO_NOTE = _folded(
    ("Normal value", "Normal", "Undefined", "A", "Not applicable", "一般數值", "正常值", "未定義")
)
BREAKS = _folded(
    ("Time series break", "Series break", "Break in series", "Break", "B", "數列中斷", "序列中斷")
)


class Key(NamedTuple):
    """What makes a figure one and the same in one release of one economy: its period and its group."""

    period: str
    sex: str
    disability: str
    location: str
    age: str
    level: str
    breakdown: str


class Figure(NamedTuple):
    """A row that is a reading: its number in the file, and what the reading will hold."""

    number: int
    key: Key
    year: int
    value: float
    note: str
    has_break: bool


def figures_of(indicator: opensdg.Indicator, headings: dict[str, str] | None = None):
    """The Figures of a file in their order, and the Problems of rows that cannot be one.

    headings: fields by folded heading, for columns that somebody named by hand; they come before those known here.
    """
    observations = list(indicator.observations())
    fields = _fields(indicator.columns, headings or {})
    alike = _alike(indicator.columns, observations)
    groups, figures, problems, first = {}, [], [], {}
    for one in observations:
        about = (one.series, one.units, one.geocode, one.progress, *one.breakdown.items())
        if about not in groups:
            groups[about] = _group(one, fields, alike)
        group, note, has_break = groups[about]
        period = one.period.text
        if len(period) > PERIOD:
            problems.append(_problem("period_too_long", period, one, "Year"))
        elif not PERIOD_FORM.fullmatch(period):
            problems.append(_problem("period_odd", period, one, "Year"))
        elif len(group[-1]) > BREAKDOWN:
            problems.append(_problem("breakdown_too_long", group[-1], one))
        else:
            key = Key(period, *group)
            earlier = first.setdefault(key, one)
            if earlier is one:
                figures.append(Figure(one.number, key, int(period[:4]), one.value, note, has_break))
            elif earlier.value != one.value:
                problems.append(_problem("two_values", one.value, one, "Value", other=earlier.number))
    return figures, [problem.at(file=indicator.file) for problem in problems]


def key_of_row(indicator: opensdg.Indicator, headings: dict[str, str] | None = None):
    """{row number: Key} of every row that is a reading, repeated ones too."""
    observations = list(indicator.observations())
    fields, alike = _fields(indicator.columns, headings or {}), _alike(indicator.columns, observations)
    return {one.number: Key(one.period.text, *_group(one, fields, alike)[0]) for one in observations}


def in_words(parts: dict[str, str]) -> str:
    """{"Region": "North", "Industry": "Fishing"} as one text, the same whatever the order."""
    return "; ".join(
        f"{name}={text}" for name, text in sorted((_plain(n), _plain(t)) for n, t in parts.items()) if text
    )


def from_words(breakdown: str) -> dict[str, str]:
    """The parts of such a text; what has no “=” stands under "Group"."""
    parts = {}
    for part in filter(None, breakdown.split("; ")):
        name, equals, text = part.partition("=")
        parts[name if equals else "Group"] = text if equals else part
    return parts


@lru_cache(maxsize=10_000)  # the same few columns and groups, in every row of every file
def _plain(text):
    return re.sub(r"\s+", " ", text.replace(";", "；").replace("=", "＝")).strip()


def _fields(columns, headings):
    """{column: field} for the columns that are known; each field of a reading is taken once."""
    fields, taken = {}, set()
    for by_hand in (True, False):
        for column in columns:
            name = column.strip()
            field = headings.get(fold(name)) if by_hand else HEADINGS.get(fold(name))
            if (
                not field
                or name in fields
                or name in opensdg.RESERVED
                or (fold(name) in headings and not by_hand)
            ):
                continue
            if field in ("note", "breakdown") or field not in taken:
                fields[name] = field
                taken.add(field)
    return fields


def _alike(columns, observations):
    """The columns that only say how the file counts, and say the same in every row."""
    alike = set()
    for name in {column.strip() for column in columns}:
        if fold(name) not in COUNTED_IN:
            continue
        own = {"Series": "series", "Units": "units", "Progress": "progress"}.get(name)
        said = {getattr(one, own) if own else one.breakdown.get(name, "") for one in observations}
        if len(said) == 1:
            alike.add(name)
    return alike


def _group(one, fields, alike):
    """((sex, disability, location, age, level, breakdown), note, has_break) of an observation."""
    known = dict.fromkeys(("sex", "disability", "location", "age", "level"), "")
    reserved = {"Series": one.series, "Units": one.units, "GeoCode": one.geocode, "Progress": one.progress}
    rest, notes, has_break = {}, [], False
    for name, text in (*one.breakdown.items(), *reserved.items()):
        field = fields.get(name, "breakdown")
        if not text or name in alike:
            continue
        if field == "note":
            if fold(text) in BREAKS:
                has_break = True
            elif fold(text) not in NO_NOTE:
                notes.append(text)
        elif field in CODES and (
            code := CODES[field].get(fold(text)) or CODES[field].get(fold(BRACKET.sub("", text)))
        ):
            known[field] = code
        elif field in TEXT_FIELDS and len(text) <= TEXT_FIELDS[field]:
            known[field] = text
        else:
            rest[name] = text
    return (*known.values(), in_words(rest)), "; ".join(notes), has_break


def _problem(code, value, one, column="", **details):
    return Problem(code, value, row=one.number, column=column, details=details)
