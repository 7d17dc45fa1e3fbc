"""An Open SDG site into the record: indicators, targets and readings as drafts, and its files as they were written.

What decides between the file and the record, wherever both have a value and they differ: the file as the last
import kept it. Where the record still says what that file said, the site has changed its mind and the record
follows; where it does not, an editor has, and the record stays. What is published never changes here.

A revised figure never overwrites one. The old reading is set aside under a release of its own, "opensdg-cda (1)",
and names the new one that replaces it. Where the old one is published, the whole file becomes drafts of a next
release, "opensdg-cda~02", and nothing published is touched: two releases are never mixed in one series, and the new
one takes over when it is published.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, router
from django.utils import timezone

from goals.models import Direction, Indicator, OpenSDGFile, Reading, Target
from publishing.imports import Change, Counts, Plan, in_each_language
from publishing.models import State
from publishing.sheets import NameIndex, SheetError, fold, match_economy, opensdg
from reference.models import Economy, Organisation, Source
from reference.models.papers import Check

from . import kept
from .groups import FIELDS, Key, figures_of
from .sentences import Problem
from .settings import HAN, address_of, languages_of, plain, series_with_settings, target_of, wanted

INDICATOR, READING, TARGET, SOURCE, FILE = (
    model._meta.label_lower for model in (Indicator, Reading, Target, Source, OpenSDGFile)
)
ROWS_AT_ONCE = 2000
# Rows that the reader tells of and keeps: they have no value, so nothing is lost.
HARMLESS = ("sentence_for_year", "metadata_alone")
RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}")
NEXT_RELEASE = re.compile(r"(.+)~(\d{2,})")


class Old:
    """A reading of the record as far as it is compared."""

    __slots__ = ("has_break", "note", "pk", "release", "state", "value")

    def __init__(self, pk, value, note, has_break, release, state):
        self.pk, self.value, self.note, self.has_break = pk, value, note or "", has_break
        self.release, self.state = release, state


@dataclass
class Work:
    """What becomes of one file. Lists hold rows to be written; an indicator without pk is new."""

    number: str
    indicator: Indicator
    release: str
    is_new: bool
    is_changed: bool = False
    custodians: list[Organisation] = field(default_factory=list)
    create: list = field(default_factory=list)  # Figures
    replace: list = field(default_factory=list)  # (Old, Figure)
    amend: list = field(default_factory=list)  # (Old, Figure): another note, the same value
    target: Target | None = None
    file: OpenSDGFile | None = None


class OpenSDGPlan(Plan):
    """The Plan of one Open SDG folder: `write` makes what it counts."""

    def __init__(self):
        super().__init__({label: Counts() for label in (SOURCE, INDICATOR, TARGET, READING, FILE)})
        self.economy = self.source = None
        self.works: list[Work] = []
        self.note_field = "note_en"

    def refuse(self, code, value="", **known):
        details = {name: known.pop(name) for name in list(known) if name not in ("file", "row", "column")}
        self.problems.append(Problem(code, value, details=details, **known))

    def notice(self, code, value="", file="", **details):
        self.notices.append(Problem(code, value, file=file, details=details))

    # Writing

    def write(self):
        now = timezone.now()
        if self.source.pk is None:
            self._save(self.source)
        for work in self.works:
            if work.is_new or work.is_changed:
                self._save(work.indicator)
            if work.custodians:
                work.indicator.custodians.set(work.custodians)
            if work.target is not None:
                work.target.indicator = work.indicator
                if work.target.source_id is None:
                    work.target.source = self.source
                self._save(work.target)
            if work.file is not None:
                work.file.indicator = work.indicator
                self._save(work.file)
        self._write_readings(now)

    def _save(self, record):
        try:
            record.save()
        except ValidationError as error:
            raise self._refusal(record, error) from error

    def _refusal(self, record, error):
        def say():
            return " ".join(
                " ".join(messages) if name == "__all__" else f"{name}: {' '.join(messages)}"
                for name, messages in error.message_dict.items()
            )

        reasons = in_each_language(say)
        name = getattr(record, "code", "") or str(record)
        return SheetError(
            Problem(
                "record_refused", name, details={"reason_en": reasons["en"], "reason_zh": reasons["zh-hant"]}
            )
        )

    def _write_readings(self, now):
        aside, amended = [], []
        for work in self.works:
            if work.replace:
                free = _free_number(work.indicator, self.economy, work.release)
                aside += [(old.pk, f"{work.release} ({free})") for old, _figure in work.replace]
            for old, figure in work.amend:
                row = Reading(pk=old.pk, has_break_before=figure.has_break, changed_at=now)
                setattr(row, self.note_field, figure.note)
                amended.append(row)
        # First the old ones make room: a release has one reading for a period and group.
        for release in {release for _pk, release in aside}:
            pks = [pk for pk, one in aside if one == release]
            for start in range(0, len(pks), ROWS_AT_ONCE):
                rows = Reading.objects.filter(pk__in=pks[start : start + ROWS_AT_ONCE])
                rows.update(release=release, changed_at=now)
        if amended:
            Reading.objects.bulk_update(
                amended, ["has_break_before", self.note_field, "changed_at"], batch_size=200
            )
        try:
            self._insert(now)
            replaced = []
            for work in self.works:
                fresh = [(old, self._reading(work, figure)) for old, figure in work.replace]
                for batch in _batches(iter(fresh), ROWS_AT_ONCE):
                    Reading.objects.bulk_create([row for _old, row in batch])
                    replaced += [Reading(pk=old.pk, replaced_by_id=row.pk) for old, row in batch]
            if replaced:
                Reading.objects.bulk_update(replaced, ["replaced_by"], batch_size=200)
        except IntegrityError as error:
            raise SheetError(Problem("changed_meanwhile")) from error

    def _insert(self, now):
        """The new readings, by one prepared statement: a model for each row costs more than its row."""
        connection = connections[router.db_for_write(Reading)]
        fields = [one for one in Reading._meta.local_concrete_fields if not one.primary_key]
        names = ", ".join(connection.ops.quote_name(one.column) for one in fields)
        table, marks = connection.ops.quote_name(Reading._meta.db_table), ", ".join(["%s"] * len(fields))
        places = {one.name: place for place, one in enumerate(fields)}
        of_key = [places[name] for name in Key._fields]
        year, value, note, has_break = (
            places[name] for name in ("year", "value", self.note_field, "has_break_before")
        )

        def rows(work):
            row = self._reading(work, work.create[0])
            row.created_at = row.changed_at = now
            same = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
            for figure in work.create:
                cells = same.copy()
                for place, text in zip(of_key, figure.key, strict=True):
                    cells[place] = text
                cells[year], cells[value], cells[note] = figure.year, figure.value, figure.note
                cells[has_break] = figure.has_break
                yield cells

        with connection.cursor() as cursor:
            for work in self.works:
                for batch in _batches(rows(work) if work.create else (), ROWS_AT_ONCE):
                    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)

    def _reading(self, work, figure):
        return Reading(
            indicator_id=work.indicator.pk,
            economy_id=self.economy.pk,
            source_id=self.source.pk,
            state=State.DRAFT,
            release=work.release,
            year=figure.year,
            value=figure.value,
            has_break_before=figure.has_break,
            **figure.key._asdict(),
            **{self.note_field: figure.note},
        )


def plan(content, *, economy="", source="", release="", headings=None):
    """The OpenSDGPlan for what opensdg.read has read.

    economy   a code or name; "" takes the one that the metadata name as covered
    source    the code of a Source; "" takes or makes SRC-OPENSDG-<code of the economy>
    release   of the readings; "" goes on with that of the last import
    headings  {heading: field of a reading} for columns that are not known by their name
    """
    made = OpenSDGPlan()
    for problem in content.problems:
        is_harmless = problem.code in HARMLESS and not _has_value(content, problem)
        (made.notices if is_harmless else made.problems).append(_told(content, problem))
    headings = _headings(headings or {}, made)
    made.economy = _economy(content, economy, made)
    if release and not RELEASE.fullmatch(release):
        made.refuse("release_odd", release)
    if made.economy is None:
        return made
    made.source = _source(content, source, made)
    if made.source is None:
        return made
    made.note_field = f"note_{_site_language(content)}"
    _plan_files(content, made, release, headings)
    return made


# What applies to all files


def _has_value(content, problem):
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


def _told(content, problem):
    if problem.code == "sentence_for_year" and (value := _value_beside(content, problem)):
        place = {"file": problem.file, "row": problem.row, "column": problem.column}
        return Problem("year_lost", value, details={"year": problem.value}, **place)
    return problem


def _headings(given, made):
    known = {}
    for heading, name in given.items():
        if name not in FIELDS:
            made.refuse("heading_for_nothing", name, fields=", ".join(FIELDS))
        known[fold(heading)] = name
    return known


def _economy(content, named, made):
    economies = {one.apec_code: one for one in Economy.objects.all()}
    index = NameIndex(
        (
            code,
            [getattr(one, f) for f in ("iso2", "iso3", "name_en", "name_zh_hant", "long_name_en", "long_name_zh_hant")
             if getattr(one, f)],
            [name for name in (one.other_names or "").split(";") if name.strip()],
        )
        for code, one in economies.items()
    )  # fmt: skip
    if named:
        try:
            match = match_economy(named, index)
        except SheetError as error:
            made.problems.append(error.problem)
            return None
        if match.warning:
            made.notices.append(match.warning)
        return economies[match.code]
    found = set()
    for indicator in content.indicators.values():
        for one in indicator.metadata.values():
            covered = plain(one.fields.get("national_geographical_coverage"))
            for text in filter(None, (covered, covered.split(",")[0])):
                try:
                    found.add(match_economy(text, index).code)
                    break
                except SheetError:
                    continue
    if len(found) == 1:
        return economies[found.pop()]
    made.refuse("economy_needed")
    return None


def _site_language(content):
    """The language of our record that words in the data are taken to be in."""
    found = Counter(
        next(iter(languages_of({folder: one})), "en")
        for indicator in content.indicators.values()
        for folder, one in indicator.metadata.items()
        if folder == opensdg.LANGUAGE
    )
    return found.most_common(1)[0][0] if found else "en"


def _source(content, code, made):
    wanted_code = code.strip().upper() or f"SRC-OPENSDG-{made.economy.apec_code}"
    source = Source.objects.filter(code=wanted_code).first()
    if source is not None:
        made.count(SOURCE, "same")
        return source
    if code:
        made.refuse("source_unknown", code)
        return None
    publishers = Counter()
    for indicator in content.indicators.values():
        for folder, one in indicator.metadata.items():
            name = plain(one.fields.get("source_organisation_1"))
            if name and folder == opensdg.LANGUAGE:
                publishers[name] += 1
    publisher = publishers.most_common(1)[0][0][:200] if publishers else ""
    in_chinese = bool(HAN.search(publisher))
    economy = made.economy
    made.count(SOURCE, "new")
    return Source(
        code=wanted_code,
        state=State.DRAFT,
        checked=Check.UNCHECKED,
        title_en=f"{economy.name_en or economy.name_zh_hant}: data published with Open SDG",
        title_zh_hant=f"{economy.name_zh_hant or economy.name_en}：以 Open SDG 公布的資料",
        **({f"publisher_{'zh_hant' if in_chinese else 'en'}": publisher} if publisher else {}),
    )


# File by file


def _plan_files(content, made, release, headings):
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
    readings = _readings_of(in_record.values(), economy)
    codes = set(Indicator.objects.values_list("code", flat=True))
    organisations = {
        fold(name): one
        for one in Organisation.objects.all()
        for name in (one.name_en, one.name_zh_hant)
        if name
    }
    seen = set()
    for number, read in sorted(content.indicators.items()):
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
        past = _Past(before)
        names = headings or (before.headings if before else {})
        figures, problems = figures_of(read, names)
        made.problems += problems
        default = f"opensdg-{economy.apec_code.lower()}"
        work = Work(
            number=number,
            indicator=indicator or Indicator(slug=slug, state=State.DRAFT, direction=Direction.NONE),
            release=release or (before.release if before else default),
            is_new=indicator is None,
        )
        if before and release and NEXT_RELEASE.sub(r"\1", before.release) == release:
            work.release = before.release
        _plan_indicator(made, work, read, past, figures, codes, organisations)
        _check_limits(made, work, read, figures)
        _plan_target(made, work, read, past, targets)
        _plan_readings(made, work, read, past, figures, readings.get(work.indicator.pk, {}))
        _plan_file(made, work, read, before, names)
        made.works.append(work)


class _Past:
    """What the last import read, worked out only when it is asked for."""

    def __init__(self, file):
        self.file, self._read, self._figures = file, None, None

    @property
    def read(self):
        if self._read is None and self.file is not None:
            try:
                self._read = kept.indicator_from(self.file.number, self.file.data, self.file.metadata)
            except (SheetError, KeyError, TypeError, AttributeError):
                self.file = None  # somebody has put there what no import did
        return self._read

    @property
    def metadata(self):
        return self.read.metadata if self.read else {}

    def figure(self, key):
        if self._figures is None:
            found = figures_of(self.read, self.file.headings)[0] if self.read else ()
            self._figures = {one.key: one for one in found}
        return self._figures.get(key)


def _plan_indicator(made, work, read, past, figures, codes, organisations):
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
    earlier = wanted(work.number, past.metadata)[0] if past.metadata else {}
    published, edited = [], []
    for name, value in values.items():
        ours = getattr(indicator, name)
        is_blank = ours in (None, "") or (name == "direction" and ours == Direction.NONE)
        if ours == value:
            continue
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


def _check_limits(made, work, read, figures):
    low, high = work.indicator.lowest, work.indicator.highest
    for one in figures:
        place = {"file": read.file, "row": one.number, "column": "Value"}
        if low is not None and one.value < low:
            made.refuse("below_lowest", f"{one.value:g}", limit=f"{low:g}", **place)
        if high is not None and one.value > high:
            made.refuse("above_highest", f"{one.value:g}", limit=f"{high:g}", **place)


def _plan_target(made, work, read, past, targets):
    option = target_of(read.metadata)
    if option is None:
        return
    now = {"value": option.target, "base_year": option.base_year}
    target = targets.get((work.indicator.pk, option.target_year)) if work.indicator.pk else None
    if target is None:
        if option.base_year and option.base_year >= option.target_year:
            made.notices.append(Problem("settings_odd", f"target_year: {option.target_year}", file=read.file))
            return
        work.target = Target(
            economy=made.economy,
            target_year=option.target_year,
            state=State.DRAFT,
            **now,
        )
        code = f"TGT-OPENSDG-{made.economy.apec_code}-{work.indicator.code.removeprefix('IND-')}"
        if len(code) <= 40 and work.indicator.code and not Target.objects.filter(code=code).exists():
            work.target.code = code
        for language, folder in languages_of(read.metadata).items():
            setattr(work.target, f"note_{language}", plain(read.metadata[folder].fields.get("target_name")))
        made.count(TARGET, "new")
        return
    earlier = target_of(past.metadata) if past.metadata else None
    earlier = {"value": earlier.target, "base_year": earlier.base_year} if earlier else {}
    stays = []
    for name, value in now.items():
        ours = getattr(target, name)
        if ours == value:
            continue
        if target.state in (State.DRAFT, State.REVIEW) and name in earlier and ours == earlier[name]:
            made.tell(Change(TARGET, target.code, name, ours, value))
            setattr(target, name, value)
            work.target = target
        else:
            stays.append(name)
    if stays:
        is_public = target.state not in (State.DRAFT, State.REVIEW)
        code = "stays_published" if is_public else "stays_edited"
        made.notice(code, target.code, file=read.file, fields=", ".join(stays))
    made.count(TARGET, "changed" if work.target else "same")


def _readings_of(indicators, economy):
    """{indicator id: {release: {Key: Old}}} of the readings that nothing has replaced yet."""
    rows = Reading.objects.filter(indicator__in=indicators, economy=economy, replaced_by=None).order_by()
    found = {}
    columns = (
        "indicator_id",
        "pk",
        "value",
        "note_en",
        "note_zh_hant",
        "has_break_before",
        "release",
        "state",
    )
    for row in rows.values_list(*columns, *Key._fields).iterator(chunk_size=20_000):
        indicator, pk, value, english, chinese, has_break, release, state = row[:8]
        old = Old(pk, value, english or chinese, has_break, release, state)
        found.setdefault(indicator, {}).setdefault(release, {})[Key(*row[8:])] = old
    return found


def _plan_readings(made, work, read, past, figures, releases):
    olds = releases.get(work.release, {})
    same = edited = 0
    replace, revised_in_public, kept_as_edited = [], 0, {}
    for figure in figures:
        old = olds.get(figure.key)
        if old is None:
            work.create.append(figure)
            continue
        if old.value == figure.value:
            is_same = (old.note, old.has_break) == (figure.note, figure.has_break)
            if is_same or old.state not in (State.DRAFT, State.REVIEW):
                same += 1
                continue
            was = past.figure(figure.key)
            if was is not None and (was.note, was.has_break) == (old.note, old.has_break):
                work.amend.append((old, figure))
            else:
                same += 1
            continue
        was = past.figure(figure.key)
        if was is not None and was.value == figure.value:
            edited += 1
            kept_as_edited[figure.key] = old.value
            continue
        replace.append((old, figure))
        revised_in_public += old.state not in (State.DRAFT, State.REVIEW)
        made.tell(Change(READING, _name(work, figure), "value", old.value, figure.value))
    gone = len(olds.keys() - {figure.key for figure in figures})
    made.count(READING, "new", len(work.create))
    made.count(READING, "changed", len(replace) + len(work.amend))
    made.count(READING, "same", same + edited)
    if edited:
        made.notice("readings_edited", edited, file=read.file)
    if gone:
        made.notice("no_longer_there", gone, file=read.file)
    if not revised_in_public:
        work.replace = replace
        return
    work.release = _next_release(work.release, releases)
    work.amend = []
    work.create = [figure._replace(value=kept_as_edited.get(figure.key, figure.value)) for figure in figures]
    made.notice("new_release", revised_in_public, file=read.file, release=work.release)


def _name(work, figure):
    return " · ".join(filter(None, (work.indicator.slug, *figure.key)))


def _next_release(release, taken):
    match = NEXT_RELEASE.fullmatch(release)
    stem, number = (match[1], int(match[2])) if match else (release, 1)
    while (name := f"{stem}~{number + 1:02d}") in taken:
        number += 1
    return name


def _free_number(indicator, economy, release):
    """The first number under which no reading of this series was set aside yet."""
    taken = Reading.objects.filter(indicator=indicator, economy=economy, release__startswith=f"{release} (")
    numbers = [int(match[1]) for one in taken.values_list("release", flat=True).distinct()
               if (match := re.search(r" \((\d+)\)$", one))]  # fmt: skip
    return max(numbers, default=0) + 1


def _plan_file(made, work, read, before, headings):
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


def _batches(rows, size):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
