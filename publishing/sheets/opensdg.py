"""Data of the Open SDG platform, in and out. Plain functions without Django.

The format (https://open-sdg.readthedocs.io, "Data format" and "Metadata format"): one file `indicator_1-2-1.csv` an
indicator with a column Year, a column Value and any columns between that break the value down (blank means all);
Series, Units, GeoCode and Progress have a meaning of their own. Metadata is `1-2-1.yml`, or `1-2-1.md` with YAML
between two lines `---`, in one folder, and again in a folder for each further language.

Every cell is kept as it is written, so that what is read can be written again. A row is a reading when it has a
year and a value; everything else in it is kept all the same.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from .archives import Archive, is_archive
from .csvs import raw_rows
from .encodings import decide
from .files import LITTER, files_of_folder
from .problems import Problem, SheetError, shown
from .sources import MEGABYTE, Source, source_of
from .tables import COLUMNS

FILES = 5_000  # in a folder; an archive has its own, lower limit
METADATA = 1  # megabytes of one file
EVENTS = 20_000  # of YAML, in one file
DEEP = 20  # levels of YAML
PROBLEMS = 200  # of one file; the rest is counted
DATA = re.compile(r"(?:^|.*/)indicator_([^/]+)\.csv", re.IGNORECASE)
META = re.compile(r"(?:^|.*/)meta/(?:([a-z]{2,3}(?:-[A-Za-z]{2,8})*)/)?([^/]+)\.(md|ya?ml)", re.IGNORECASE)
FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)(?:^|\n)---[ \t]*(?:\r?\n|\Z)(.*)", re.DOTALL)
RESERVED = ("Year", "Value", "Series", "Units", "GeoCode", "Progress")
LANGUAGE = ""  # of the metadata that lies in no folder of a language

EARLIEST = 1900  # of the years that a date can have here
YEAR = r"(1[89]\d\d|2[01]\d\d)"
PERIODS = (
    ("year", re.compile(YEAR)),
    ("quarter", re.compile(YEAR + r"[\s-]*Q([1-4])", re.IGNORECASE)),
    ("span", re.compile(YEAR + r"\s*[-–/]\s*(\d{4}|\d{2})")),
)
NOTE = re.compile(r"(.*?)\s*(?:\(([^()]*)\)|(?<=\d)([a-z]))", re.IGNORECASE)

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# In what libyaml says when it stops by itself, which newer versions do before the first event.
TOO_DEEP = "nesting depth"
# What the loader can raise for odd scalars such as `!!int ""` or the 45th of March.
UNLOADABLE = (
    yaml.YAMLError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
)


class Period(NamedTuple):
    """When a value holds. `year` is the first year, None for a text that names none; `edtf` the whole period,
    "" where it cannot be told (2003-05 alone may be May 2003 or 2003 to 2005); `note` what stands beside it.
    """

    text: str
    year: int | None
    edtf: str
    note: str


class Line(NamedTuple):
    """A row below the heading: its number as a spreadsheet shows it, and its cells as they are written."""

    number: int
    cells: tuple[str, ...]


class Observation(NamedTuple):
    """A row that is a reading: `breakdown` holds the columns that are not blank and have no meaning of their own."""

    number: int
    period: Period
    value: float
    series: str
    units: str
    geocode: str
    progress: str
    breakdown: dict[str, str]


@dataclass
class Metadata:
    """Metadata in one language: the fields, the text below them, and the kind of file it lay in."""

    fields: dict
    body: str = ""
    ending: str = "yml"


@dataclass
class Indicator:
    """One indicator with all its rows. `number` as in the file's name, for example 1-2-1."""

    number: str
    file: str
    columns: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    metadata: dict[str, Metadata] = field(default_factory=dict)

    def observations(self) -> Iterator[Observation]:
        """The rows that have a year and a number, in their order."""
        places = _places(self.columns)
        if "Year" not in places or "Value" not in places:
            return
        periods = _periods(self, places["Year"])
        at = [places.get(name) for name in RESERVED]
        breakdown = [
            (i, name) for i, name in enumerate(self.columns) if name.strip() and name.strip() not in RESERVED
        ]
        for number, cells in self.lines:
            width = len(cells)
            _, value, series, units, geocode, progress = (
                cells[i].strip() if i is not None and i < width else "" for i in at
            )
            period = periods.get(cells[at[0]].strip()) if at[0] < width else None
            value = _number(value)
            if period is None or period.year is None or value is None:
                continue
            parts = {
                name.strip(): cells[i].strip() for i, name in breakdown if i < width and cells[i].strip()
            }
            yield Observation(number, period, value, series, units, geocode, progress, parts)


@dataclass
class OpenSDG:
    """All indicators of a folder or archive by number, and what was odd about them."""

    indicators: dict[str, Indicator]
    problems: list[Problem]
    ignored: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the metadata; "" for what lies in no folder of a language."""
        return tuple(sorted({language for one in self.indicators.values() for language in one.metadata}))


def read(data: bytes | str | Path, name: str = "") -> OpenSDG:
    """An Open SDG folder by its path, or a ZIP of one as bytes or by its path.

    Raises SheetError for what cannot be read at all; odd rows and broken metadata are told as problems, and the
    rest is read.
    """
    files = _files(data, name)
    indicators, problems, ignored = {}, [], []
    metadata = []
    for path, source in files:
        if source is None:
            ignored.append(path)
        elif match := DATA.fullmatch(path):
            number = match[1]
            if number in indicators:
                raise SheetError("name_twice", number, file=path)
            indicators[number] = _read_data(number, source, problems)
        elif match := META.fullmatch(path):
            metadata.append((*match.groups(), source))
    if not indicators:
        raise SheetError("no_indicators", file=name or _name_of(data))
    for language, number, ending, source in metadata:
        indicator = indicators.get(number)
        if indicator is None:
            problems.append(Problem("metadata_alone", number, file=source.name))
            continue
        try:
            indicator.metadata[language or LANGUAGE] = _read_metadata(source, ending.lower())
        except SheetError as error:
            problems.append(error.problem.at(file=source.name))
    return OpenSDG(indicators, problems, tuple(ignored))


def write(data: OpenSDG | dict[str, Indicator]) -> dict[str, bytes]:
    """The files of an Open SDG folder by path: data/indicator_1-2-1.csv, meta/1-2-1.md, meta/fr/1-2-1.md.

    UTF-8 without a mark, lines that end in LF, quotation marks only where they are needed; cells as they were read.
    """
    indicators = data.indicators if isinstance(data, OpenSDG) else data
    files = {}
    for number, indicator in indicators.items():
        if not re.fullmatch(r"[\w.()-]+", number):
            raise SheetError("unsafe_name", number)
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(indicator.columns)
        writer.writerows(line.cells for line in indicator.lines)
        files[f"data/indicator_{number}.csv"] = text.getvalue().encode()
        for language, metadata in indicator.metadata.items():
            folder = f"meta/{language}/" if language else "meta/"
            files[f"{folder}{number}.{metadata.ending}"] = _write_metadata(metadata)
    return files


def pack(files: dict[str, bytes]) -> bytes:
    """Files by path as one ZIP, the same bytes for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_period(text: str, *, is_span: bool | None = None) -> Period:
    """What a cell of the column Year says: 2015, 2015/16, 2017-19, 2015 Q4, 2015-2017 (baseline), 1974b …

    is_span  what 2003-05 means: True the years 2003 to 2005, False May 2003, None not known. A span that names the
             next year with a slash (2015/16) is one period across two years.
    """
    text = text.strip()
    bare, note = text, ""
    if match := NOTE.fullmatch(text):
        bare, note = match[1], match[2] or match[3]
    for kind, pattern in PERIODS:
        match = pattern.fullmatch(bare)
        if not match:
            continue
        year = int(match[1])
        if year < EARLIEST:
            return Period(text, year, "", note)
        if kind == "year":
            return Period(text, year, match[1], note)
        if kind == "quarter":
            return Period(text, year, f"{year}-{32 + int(match[2])}", note)
        last = int(match[2]) if len(match[2]) == 4 else year // 100 * 100 + int(match[2])
        if last < year and len(match[2]) == 2:
            last += 100  # 1999-01
        could_be_month = len(match[2]) == 2 and "-" in bare and 1 <= int(match[2]) <= 12
        if could_be_month and is_span is False:
            return Period(text, year, f"{year}-{match[2]}", note)
        if (could_be_month and is_span is None) or not year < last <= year + 30:
            return Period(text, year, "", note)
        return Period(text, year, f"{year}/{last}", note)
    if match := re.match(YEAR + r"(?!\d)", text):
        return Period(text, int(match[1]), "", text[4:].strip())
    return Period(text, None, "", text)


# Files


def _files(data, name):
    """(path, source) of each file, in order; None for a source that is none of ours, or empty."""
    if not isinstance(data, bytes | bytearray | memoryview) and Path(data).is_dir():
        folder = files_of_folder(Path(data), name, FILES)
        return [
            (path, source_of(file, path) if _is_ours(path) and file.stat().st_size else None)
            for path, file in folder.items()
        ]
    source = source_of(data, name)
    if not source.head(2).startswith(b"PK"):
        raise SheetError("no_indicators", file=source.name)
    archive = Archive(source)
    found = []
    for path, info in archive.members.items():
        if LITTER.search(path):
            continue
        if is_archive(path, next(archive.pieces(path), b"")[:8]):
            raise SheetError("archive_in_archive", path, file=source.name)
        is_wanted = _is_ours(path) and info.file_size
        found.append((path, source_of(archive.read(path), path) if is_wanted else None))
    return sorted(found, key=lambda pair: pair[0])


def _is_ours(path):
    return bool(DATA.fullmatch(path) or META.fullmatch(path))


def _name_of(data):
    return "" if isinstance(data, bytes | bytearray | memoryview) else Path(data).name


# Data


def _read_data(number, source: Source, problems):
    found = []
    try:
        encoding = decide(source)
        rows = raw_rows(source, encoding, ",")
        columns = tuple(next(rows, ()))
        if len(columns) > COLUMNS:
            raise SheetError("too_many_columns", row=1, limit=COLUMNS)
        lines = [Line(at, tuple(cells)) for at, cells in enumerate(rows, 2)]
    except SheetError as error:
        raise error.at(file=source.name) from error
    indicator = Indicator(number, source.name, columns, lines)
    places = _places(columns)
    for name, code in (("Year", "no_year_column"), ("Value", "no_value_column")):
        if name not in places:
            found.append(Problem(code, row=1))
    if not found:
        _check(indicator, places, found)
    problems += [problem.at(file=source.name) for problem in found[:PROBLEMS]]
    return indicator


def _check(indicator, places, found):
    """Note the rows that are no readings though they are not blank."""
    year_at, value_at = places["Year"], places["Value"]
    width = len(indicator.columns)
    for number, cells in indicator.lines:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cells[width:]):
            found.append(Problem("cells_beyond", cells[width], row=number))
        year = cells[year_at].strip() if year_at < len(cells) else ""
        value = cells[value_at].strip() if value_at < len(cells) else ""
        if year and read_period_once(year).year is None:
            found.append(Problem("sentence_for_year", year, row=number, column="Year"))
        elif value and not year:
            found.append(Problem("value_without_year", value, row=number, column="Year"))
        if value and _number(value) is None:
            found.append(Problem("value_unreadable", value, row=number, column="Value"))
        if len(found) >= PROBLEMS:
            return


@lru_cache(maxsize=4096)
def read_period_once(text, is_span=None):
    return read_period(text, is_span=is_span)


def _places(columns):
    """Where the columns with a meaning stand; the first of each name counts."""
    places = {}
    for at, name in enumerate(columns):
        places.setdefault(name.strip().lstrip("\ufeff"), at)
    return places


def _periods(indicator, at):
    """The periods of a file by their text. One clear span (2017-19) tells what 2003-05 means beside it."""
    texts = {cells[at].strip() for _, cells in indicator.lines if at < len(cells)}
    first = {text: read_period_once(text) for text in texts}
    has_spans = any("/" in period.edtf and "-" in text for text, period in first.items())
    has_months = any(re.fullmatch(YEAR + r"-(01|02)", text) and int(text[2:4]) > 2 for text in texts)
    is_span = True if has_spans and not has_months else None
    return {text: read_period_once(text, is_span) for text in texts}


@lru_cache(maxsize=4096)
def _number(text):
    """A number as Open SDG takes it: a point for decimals and nothing else."""
    if len(text) > 40 or not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", text, re.ASCII):
        return None
    number = float(text)
    return number if abs(number) != float("inf") else None


# Metadata


def _read_metadata(source, ending):
    if source.size > METADATA * MEGABYTE:
        raise SheetError("metadata_refused")
    text = source.read().decode(decide(source)).removeprefix("\ufeff")
    body = ""
    if ending == "md":
        match = FRONT.fullmatch(text)
        if not match:
            return Metadata({}, text, ending)
        text, body = match.groups()
    fields = load_yaml(text)
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        raise SheetError("metadata_broken", reason="no fields")
    return Metadata({str(name): value for name, value in fields.items()}, body, ending)


def load_yaml(text: str) -> object:
    """YAML from strangers: `yaml.safe_load` behind limits for size, depth and repetition. Raises SheetError.

    References to lists and records are refused, as nine lines of them can stand for a thousand million values.
    """
    collections, depth = set(), 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader)):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if event.anchor:
                    collections.add(event.anchor)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent):
                collections.discard(event.anchor)
            if count > EVENTS or depth > DEEP:
                raise SheetError("metadata_refused")
            if isinstance(event, yaml.AliasEvent) and event.anchor in collections:
                raise SheetError("metadata_refused")
        return yaml.load(text, Loader)
    except SheetError:
        raise
    except UNLOADABLE as error:
        reason = getattr(error, "problem", None) or "a value that cannot be"
        if TOO_DEEP in reason:
            raise SheetError("metadata_refused") from error
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        raise SheetError("metadata_broken", row=row, reason=shown(reason)) from error


def _write_metadata(metadata):
    text = yaml.dump(metadata.fields, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)
    if metadata.ending == "md":
        text = f"---\n{text}---\n{metadata.body}"
    return text.encode()
