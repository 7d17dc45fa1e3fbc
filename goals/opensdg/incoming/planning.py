"""From the files of a site to what becomes of each."""

import re

from goals.models import Direction, Indicator, OpenSDGFile, Target
from publishing.models import State
from publishing.sheets import fold
from reference.models import Organisation

from .. import kept
from ..groups import figures_of
from ..sentences import Problem
from ..settings import address_of
from .indicators import check_limits, plan_indicator
from .readings import NEXT_RELEASE, plan_readings, readings_of
from .targets import plan_target
from .whose import economy_of, headings_by_hand, site_language, source_of
from .works import FILE, Past, Work
from .writing import OpenSDGPlan

# Rows that the reader tells of and keeps: they have no value, so nothing is lost.
HARMLESS = ("sentence_for_year", "metadata_alone")
RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}")


def plan(content, *, economy="", source="", release="", headings=None, progress=None, **_others):
    """The OpenSDGPlan for what opensdg.read has read.

    economy   a code or name; "" takes the one that the metadata name as covered
    source    the code of a Source; "" takes or makes SRC-OPENSDG-<code of the economy>
    release   of the readings; "" goes on with that of the last import
    headings  {heading: field of a reading} for columns that are not known by their name
    progress  called with the number of rows that have been looked at
    """
    made = OpenSDGPlan(progress)
    for problem in content.problems:
        is_harmless = problem.code in HARMLESS and not has_value(content, problem)
        (made.notices if is_harmless else made.problems).append(told(content, problem))
    headings = headings_by_hand(headings or {}, made)
    made.economy = economy_of(content, economy, made)
    if release and not RELEASE.fullmatch(release):
        made.refuse("release_odd", release)
    if made.economy is None:
        return made
    made.source = source_of(content, source, made)
    if made.source is None:
        return made
    made.note_field = f"note_{site_language(content)}"
    plan_files(content, made, release, headings)
    if not made.problems:
        made.hold()
    return made


def has_value(content, problem):
    """Whether a row whose year is a sentence has a figure, which would be lost."""
    if problem.code != "sentence_for_year":
        return False
    return bool(_value_beside(content, problem))


def _value_beside(content, problem):
    for indicator in content.indicators.values():
        if indicator.file == problem.file:
            at = next((i for i, name in enumerate(indicator.columns) if name.strip() == "Value"), None)
            cells = next((line.cells for line in indicator.lines if line.number == problem.row), ())
            return cells[at].strip() if at is not None and at < len(cells) else ""
    return ""


def told(content, problem):
    if problem.code == "sentence_for_year" and (value := _value_beside(content, problem)):
        place = {"file": problem.file, "row": problem.row, "column": problem.column}
        return Problem("year_lost", value, details={"year": problem.value}, **place)
    return problem


def plan_files(content, made, release, headings):
    economy = made.economy
    addresses = {number: address_of(number, one.metadata) for number, one in content.indicators.items()}
    in_record = Indicator.objects.in_bulk(set(addresses.values()), field_name="slug")
    files = {
        one.indicator_id: one
        for one in OpenSDGFile.objects.filter(economy=economy, indicator__in=in_record.values())
    }
    targets = {
        (one.indicator_id, one.target_year): one
        for one in Target.objects.filter(indicator__in=in_record.values(), economy=economy, goal=None)
    }
    readings = readings_of(in_record.values(), economy)
    codes = set(Indicator.objects.values_list("code", flat=True))
    organisations = {
        fold(name): one
        for one in Organisation.objects.all()
        for name in (one.name_en, one.name_zh_hant)
        if name
    }
    seen = set()
    for number, read in sorted(content.indicators.items()):
        made.tick(len(read.lines))
        slug = addresses[number]
        if len(slug) > 60 or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", slug) or len(number) > 60:
            made.refuse("number_odd", number, file=read.file)
            continue
        if slug in seen:
            made.refuse("one_indicator_twice", slug, file=read.file)
            continue
        seen.add(slug)
        indicator = in_record.get(slug)
        before = files.get(indicator.pk) if indicator else None
        past = Past(before)
        names = headings or (before.headings if before else {})
        figures, problems = figures_of(read, names)
        made.problems += problems
        default = f"opensdg-{economy.apec_code.lower()}"
        work = Work(
            number=number,
            path=read.file,
            indicator=indicator or Indicator(slug=slug, state=State.DRAFT, direction=Direction.NONE),
            release=release or (before.release if before else default),
            is_new=indicator is None,
        )
        if before and release and NEXT_RELEASE.sub(r"\1", before.release) == release:
            work.release = before.release
        plan_indicator(made, work, read, past, figures, codes, organisations)
        check_limits(made, work, read, figures)
        plan_target(made, work, read, past, targets)
        plan_readings(made, work, read, past, figures, readings.get(work.indicator.pk, {}))
        plan_file(made, work, read, before, names)
        made.works.append(work)


def plan_file(made, work, read, before, headings):
    now = {
        "number": work.number,
        "release": work.release,
        "data": kept.data_of(read),
        "metadata": kept.metadata_of(read),
        "headings": headings,
    }
    if before is None:
        work.file = OpenSDGFile(economy=made.economy, **now)
        made.count(FILE, "new")
    elif any(getattr(before, name) != value for name, value in now.items()):
        for name, value in now.items():
            setattr(before, name, value)
        work.file = before
        made.count(FILE, "changed")
    else:
        made.count(FILE, "same")
