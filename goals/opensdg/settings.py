"""What Open SDG metadata say of an indicator, in the words of the record. Plain functions without Django.

The fields are those of https://open-sdg.readthedocs.io, "Metadata format" and "Automatic progress calculation".
"""

import html
import math
import re
from typing import Any, NamedTuple

from publishing.sheets import opensdg

from .sentences import Problem

# The fields of the metadata that a text of the record is taken from, best first.
TEXTS = {
    "name": ("national_indicator_available", "indicator_available", "indicator_name", "graph_title"),
    "unit": ("computation_units", "unit_of_measurement"),
    "definition": ("national_indicator_description", "computation_definitions"),
    "limits": ("comments_limitations", "data_footnote"),
}
LONGEST = {"name": 300, "unit": 60}
NOTHING = {"not applicable", "n/a", "na", "none", "-", "–", "sans objet", "不適用", "無"}
TRANSLATION_KEY = re.compile(r"[\w-]+(?:\.[\w-]+)+")
SDG_CODE = re.compile(r"\d{1,2}\.[\da-z]{1,2}\.\d{1,2}[a-z]?")
HAN = re.compile(r"[\u3400-\u9fff]")
DIRECTIONS = {"positive": "up", "negative": "down"}
TARGET_YEAR = 2030  # where the metadata name none, as Open SDG has it


class Option(NamedTuple):
    """One set of progress settings. base_year, target and limit are None where they are not given; group holds
    the (column, value) pairs that choose the series, () for the headline.
    """

    direction: str
    base_year: int | None
    target: float | None
    target_year: int
    limit: float | None
    group: tuple[tuple[str, str], ...]


def options_of(fields: dict[str, Any]) -> tuple[list[Option], list[Problem]]:
    """The progress settings of an indicator, and what in them cannot be meant. None where it is not assessed.

    Without a direction Open SDG takes the fall for better.
    """
    if fields.get("auto_progress_calculation") is not True:
        return [], []
    given = fields.get("progress_calculation_options") or [{}]
    options, problems = [], []
    for one in given if isinstance(given, list) else [given]:
        if not isinstance(one, dict):
            problems.append(Problem("settings_odd", one))
            continue

        def number(name, is_year=False, one=one):
            value = one.get(name)
            if value in (None, ""):
                return None
            try:
                read = float(value)
            except (TypeError, ValueError, OverflowError):
                read = math.nan
            if isinstance(value, bool) or not math.isfinite(read) or (is_year and not 1900 <= read <= 2199):
                problems.append(Problem("settings_odd", f"{name}: {value}"))
                return None
            return int(read) if is_year else read

        direction = one.get("direction") or "negative"
        if not isinstance(direction, str) or direction not in DIRECTIONS:
            problems.append(Problem("settings_odd", f"direction: {direction}"))
            continue
        options.append(
            Option(
                DIRECTIONS[direction],
                number("base_year", is_year=True),
                number("target"),
                number("target_year", is_year=True) or TARGET_YEAR,
                number("limit"),
                _group(one),
            )
        )
    return options, problems


def _group(one):
    chosen = one.get("disaggregation") or []
    group = [
        (str(part.get("field", "")), str(part.get("value", "")))
        for part in (chosen if isinstance(chosen, list) else [chosen])
        if isinstance(part, dict)
    ]
    group += [
        (column, str(one[name]))
        for name, column in (("series", "Series"), ("unit", "Units"))
        if one.get(name)
    ]
    return tuple(group)


def languages_of(metadata: dict[str, opensdg.Metadata]) -> dict[str, str]:
    """{"en" or "zh_hant": the language of the metadata that it is taken from}.

    What lies in no folder of a language counts as Chinese where its names hold Chinese characters, else as English.
    """
    found = {}
    for folder, one in metadata.items():
        tag = folder.lower()
        if tag == opensdg.LANGUAGE:
            names = " ".join(str(one.fields.get(name, "")) for name in TEXTS["name"])
            found.setdefault("zh_hant" if HAN.search(names) else "en", folder)
        elif tag.split("-")[0] == "en":
            found["en"] = folder
        elif tag in ("zh", "zh-hant", "zh-tw", "zh-hk"):
            found["zh_hant"] = folder
    return found


def texts_of(fields: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """{field of the record: (text, field of the metadata)}, without what is blank or the key of a translation."""
    texts = {}
    for ours, names in TEXTS.items():
        for name in names:
            text = plain(fields.get(name))
            if text and text.casefold().rstrip(".") not in NOTHING and not TRANSLATION_KEY.fullmatch(text):
                texts[ours] = (text, name)
                break
    return texts


def plain(value: Any) -> str:
    """A text of the metadata without its HTML: paragraphs and line breaks as lines, links by their words."""
    if not isinstance(value, str | int | float):
        return ""
    text = str(value)
    if "<" in text or "](" in text:
        text = re.sub(r"\s*\n\s*", " ", text)
        text = re.sub(r"<\s*(?:br|/p|/li|/div|/tr|/h\d)\b[^<>]*>", "\n", text, flags=re.IGNORECASE)
        text = re.sub(r"<[a-zA-Z/!][^<>]*>", "", text)
        text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    text = html.unescape(text).replace("\0", "")
    return "\n".join(line for part in text.splitlines() if (line := re.sub(r"\s+", " ", part).strip()))


def wanted(number: str, metadata: dict[str, opensdg.Metadata]) -> tuple[dict[str, Any], list[Problem]]:
    """{field of an Indicator: value} as the metadata have it, and what is odd. Only what they say stands in it."""
    values, problems = {}, []
    for language, folder in languages_of(metadata).items():
        for ours, (text, name) in texts_of(metadata[folder].fields).items():
            limit = LONGEST.get(ours)
            if limit and len(text) > limit:
                problems.append(Problem("shortened", text, column=name, details={"limit": limit}))
                text = text[: limit - 1].rstrip() + "…"
            values[f"{ours}_{language}"] = text
    options, odd = [], []
    for folder in _in_order(metadata):
        fields = metadata[folder].fields
        code = str(fields.get("indicator_number") or "").strip()
        if SDG_CODE.fullmatch(code):
            values.setdefault("sdg_code", code)
        if not options:
            options, found = options_of(fields)
            odd += found
    problems += odd
    directions = {option.direction for option in options}
    if len(directions) == 1:
        values["direction"] = directions.pop()
        limits = {option.limit for option in options}
        if len(limits) == 1 and (limit := limits.pop()) is not None:
            values["highest" if values["direction"] == "up" else "lowest"] = limit
    if len(options) == 1 and not options[0].group and options[0].target is None and options[0].base_year:
        values["base_year"] = options[0].base_year
    return values, problems


def target_of(metadata: dict[str, opensdg.Metadata]) -> Option | None:
    """The settings that make a target of the record: those of the headline, where they name a value."""
    for folder in _in_order(metadata):
        options, _odd = options_of(metadata[folder].fields)
        if options:
            is_one = len(options) == 1 and not options[0].group and options[0].target is not None
            return options[0] if is_one else None
    return None


def series_with_settings(metadata: dict[str, opensdg.Metadata]) -> int:
    """How many series other than the headline have settings of their own."""
    return max(
        (sum(bool(option.group) for option in options_of(one.fields)[0]) for one in metadata.values()),
        default=0,
    )


def address_of(number: str, metadata: dict[str, opensdg.Metadata]) -> str:
    """The slug of an indicator: its number as the metadata write it where that agrees, else with points."""
    for folder in _in_order(metadata):
        written = str(metadata[folder].fields.get("indicator_number") or "").strip()
        if written and written.replace(".", "-") == number:
            return written
    return number.replace("-", ".")


def _in_order(metadata):
    return sorted(metadata)  # "" comes first
