"""What the metadata of a site say of an indicator, beside what the record says."""

import re

from goals.models import Direction
from publishing.imports import Change
from publishing.models import State
from publishing.sheets import fold

from ..settings import plain, series_with_settings, wanted
from .works import INDICATOR


def plan_indicator(made, work, read, past, figures, codes, organisations):
    values, odd = wanted(work.number, read.metadata)
    made.notices += [problem.at(file=read.file) for problem in odd]
    if count := series_with_settings(read.metadata):
        made.notice("several_series", count, file=read.file)
    for name, is_passed in (
        ("highest", lambda limit: any(one.value > limit for one in figures)),
        ("lowest", lambda limit: any(one.value < limit for one in figures)),
    ):
        if name in values and is_passed(values[name]):
            made.notice("limit_passed", f"{values.pop(name):g}", file=read.file)
    indicator = work.indicator
    if work.is_new:
        code = f"IND-{re.sub(r'[^A-Z0-9]+', '-', work.number.upper()).strip('-')}"
        if code not in codes and len(code) <= 40 and re.fullmatch(r"[A-Z0-9-]+", code):
            indicator.code = code
            codes.add(code)
        if not values.get("name_en") and not values.get("name_zh_hant"):
            values["name_en"], values["name_zh_hant"] = (
                f"Indicator {indicator.slug}",
                f"指標 {indicator.slug}",
            )
        for name, value in values.items():
            setattr(indicator, name, value)
        indicator.decimals = _decimals(read)
        work.custodians = _custodians(read, organisations)
        made.count(INDICATOR, "new")
        return
    values = {name: value for name, value in values.items() if getattr(indicator, name) != value}
    # What the last import read is read once more only where something differs.
    earlier = wanted(work.number, past.metadata)[0] if values and past.metadata else {}
    published, edited = [], []
    for name, value in values.items():
        ours = getattr(indicator, name)
        is_blank = ours in (None, "") or (name == "direction" and ours == Direction.NONE)
        if indicator.state not in (State.DRAFT, State.REVIEW):
            published.append(name)
        elif is_blank or (name in earlier and ours == earlier[name]):
            made.tell(Change(INDICATOR, indicator.code, name, ours, value))
            setattr(indicator, name, value)
            work.is_changed = True
        else:
            edited.append(name)
    names = [getattr(indicator, name) for name in ("name_en", "name_zh_hant") if name in published + edited]
    if names and not past.metadata:
        made.notice("named_otherwise", names[0], file=read.file, number=indicator.slug)
        edited = [name for name in edited if not name.startswith("name_")]
        published = [name for name in published if not name.startswith("name_")]
    for code, names in (("stays_published", published), ("stays_edited", edited)):
        if names:
            made.notice(code, indicator.code, file=read.file, fields=", ".join(names))
    made.count(INDICATOR, "changed" if work.is_changed else "same")


def _decimals(read):
    """As many as the figures are written with, at most two."""
    at = next((i for i, name in enumerate(read.columns) if name.strip() == "Value"), None)
    if at is None:
        return 1
    written = (line.cells[at].strip().partition(".")[2] for line in read.lines if at < len(line.cells))
    return min(2, max((len(tail) for tail in written if tail.isdigit()), default=0))


def _custodians(read, organisations):
    found = {}
    for one in read.metadata.values():
        text = plain(one.fields.get("un_custodian_agency"))
        for name in (text, *re.split(r"[;,、；]", text)):
            for form in (name, re.sub(r"\s*\([^()]*\)", "", name)):
                if organisation := organisations.get(fold(form)):
                    found[organisation.pk] = organisation
    return list(found.values())


def check_limits(made, work, read, figures):
    low, high = work.indicator.lowest, work.indicator.highest
    for one in figures:
        place = {"file": read.file, "row": one.number, "column": "Value"}
        if low is not None and one.value < low:
            made.refuse("below_lowest", f"{one.value:g}", limit=f"{low:g}", **place)
        if high is not None and one.value > high:
            made.refuse("above_highest", f"{one.value:g}", limit=f"{high:g}", **place)
