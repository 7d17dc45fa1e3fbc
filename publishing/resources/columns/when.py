"""Columns that say when: dates, times of day, their zone, moments."""

from dataclasses import replace

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from publishing.dates import DateError
from publishing.dates import read as read_edtf
from publishing.resources.columns.column import HAN, REMEMBERED, Column
from publishing.resources.sentences import Problem, refusal
from publishing.sheets import (
    SheetError,
    read_date,
    read_moment,
    read_text,
    read_time,
    read_zone,
    says_empty,
    says_nothing,
)

SITTING = ("starts_at", "ends_at", "time_zone")
WORDS = ("when_words_zh_hant", "when_words_en")


def is_said(name, reading):
    """Whether the row has something under the heading of a column."""
    place = reading.place_of(name)
    if place is None or place >= len(reading.cells):
        return False
    cell = reading.cells[place]
    return cell is not None and not (isinstance(cell, str) and (not cell.strip() or says_nothing(cell)))


class DateColumn(Column):
    """An honest date. What the date alone cannot say is kept as its words, where the record has room for them."""

    is_as_text = True

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        # A date without a year depends on the row it is in, and a time without a zone does.
        key = (cell, reading.year, reading.zone) if type(cell) is str else None
        known = self.memory.get(key) if key else None
        if known is None:
            if says_nothing(cell):
                return
            if key and says_empty(cell):
                values[self.attname] = ""
                return
            found = self.read_date(cell, reading)
            known = found, None, None
            if found.warning and found.warning.code == "time_dropped":
                known = found, *self.with_time(cell, found, reading)
            if key:
                if len(self.memory) >= REMEMBERED:
                    self.memory.clear()
                self.memory[key] = known
        found, timed, hours = known
        # Beside a time in a column of its own, one in the date's is no more than words.
        if hours and not is_said("starts_at", reading):
            found = timed
            for name, value in zip(SITTING, (hours.starts, hours.ends, hours.zone), strict=True):
                if value:
                    values.setdefault(name, value)
        values[self.attname] = found.edtf
        if found.warning:
            reading.warn(found.warning)
        self.keep_words(found.words, values, reading)

    def keep_words(self, words, values, reading):
        """The words of a date, in their language."""
        if words and self.field.name == "when":
            name = "when_words_zh_hant" if HAN.search(words) else "when_words_en"
            if name in reading.fields and not values.get(name):
                values[name] = words[:200]

    def read_date(self, cell, reading):
        try:
            return read_date(cell, serial=reading.has_serials)
        except SheetError as error:
            if error.code != "no_year" or reading.year is None:
                raise
        found = read_date(cell, year=reading.year, serial=reading.has_serials)
        if found.warning:
            return found
        return replace(found, warning=Problem("year_taken", cell, details={"year": reading.year}))

    def with_time(self, cell, found, reading):
        """The date and its time of day, where the record has room for it and the zone is known."""
        if self.name != "when" or not reading.fields.issuperset(SITTING):
            return None, None
        try:
            moment = read_moment(cell, zone=reading.zone, year=reading.year)
        except SheetError:
            return None, None
        if not (moment.starts and moment.zone):
            return None, None
        warning = replace(moment.warning, value=found.warning.value) if moment.warning else None
        return replace(found, words=moment.words, warning=warning), moment


class Half(str):
    """The first or the last day of a date whose other one the row does not say."""

    __slots__ = ("is_first",)

    def __new__(cls, edtf, is_first):
        self = super().__new__(cls, edtf)
        self.is_first = is_first
        return self

    def within(self, stored):
        """The whole date of a record: this half, and the other as it is stored. Raises SheetError."""
        first, slash, last = stored.partition("/")
        if not self.is_first:
            return joined(first, self) if self else first
        # A single day that moves is still a single one.
        return f"{self}/" if slash and not last else joined(self, last)


class DayColumn(DateColumn):
    """The first or the last day in a column of its own; together they are the record's date."""

    def __init__(self, field, name):
        super().__init__(field)
        self.name = self.attname = name

    def put(self, cell, values, reading):
        if cell == "" or cell is None or says_nothing(cell):
            return
        found = self.read_date(cell, reading)
        if found.warning:
            reading.warn(found.warning)
        self.keep_words(found.words, values, reading)
        first = values.get("when")
        if self.name == "first_day" or first is None:
            is_whole = "/" in found.edtf or (self.name == "first_day" and not found.edtf)
            values["when"] = found.edtf if is_whole else Half(found.edtf, self.name == "first_day")
        else:
            values["when"] = joined(first, found.edtf)

    def keep_words(self, words, values, reading):
        before = {name: values.pop(name) for name in WORDS if name in values and name not in reading.by_name}
        super().keep_words(words, values, reading)
        for name, text in before.items():
            values[name] = " – ".join(filter(None, (text, values.get(name))))[:200]

    def is_same(self, cell, stored):
        """Only both of them together say what the date is."""
        return False


def joined(first, last):
    """The range from one end to the other, each as EDTF and "" where it is not known. Raises SheetError."""
    if not last or first == last:
        return str(first)
    edtf = f"{first}/{last}"
    try:
        return read_edtf(edtf).edtf
    except DateError as error:
        code = "ends_before_start" if error.code == "ends_before_start" else "date_unreadable"
        raise SheetError(code, edtf) from error


def settle_date(values, before, fields):
    """Make whole what a row says of a record's date; `before` is what is stored, None for a new record.

    The words of a date that is no longer the record's go with it. Raises SheetError.
    """
    when = values.get("when")
    if when is None:
        return
    stored = (before or {}).get("when") or ""
    if isinstance(when, Half):
        values["when"] = when.within(stored)
    if before is not None and values["when"] != stored:
        for name in fields.intersection(WORDS):
            values.setdefault(name, "")


class ZoneTimeColumn(Column):
    """A time of day, which may bring its end and its zone along."""

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        if isinstance(cell, str) and says_empty(cell):
            values[self.attname] = None
            return
        found = read_time(cell, is_end=self.name == "ends_at")
        if found.starts is None:
            return
        values[self.attname] = found.starts
        if found.warning:
            reading.warn(found.warning)
        if found.ends is not None and self.name == "starts_at" and "ends_at" in reading.fields:
            values.setdefault("ends_at", found.ends)
        if found.zone and "time_zone" in reading.fields:
            values.setdefault("time_zone", found.zone)
        ends, starts = values.get("ends_at"), values.get("starts_at")
        if self.name in ("starts_at", "ends_at") and ends and starts and ends < starts:
            reading.warn(Problem("ends_before_it_begins", cell))

    def written(self, value, writing):
        if value is None:
            return ""
        return value.isoformat("minutes" if not value.second else "seconds")


class ZoneColumn(Column):
    """The name of a time zone, as IANA writes it or as people do: Taipei time, 利馬時間, UTC+8."""

    def put(self, cell, values, reading):
        text = read_text(cell)
        if not text:
            return
        if says_empty(text):
            values[self.attname] = ""
            return
        found = read_zone(text)
        values[self.attname] = found.zone
        if found.warning:
            reading.warn(found.warning)

    def written(self, value, writing):
        return value


class MomentColumn(Column):
    """A moment on the clock of the site, only in the columns on publication."""

    def value(self, cell, reading):
        moment = parse_datetime(read_text(cell))
        if moment is None:
            raise refusal("value_refused", cell, reason_en="Not a moment.", reason_zh="不是有效的時刻。")
        return make_aware(moment) if is_naive(moment) else moment

    def written(self, value, writing):
        return value.isoformat() if value else ""
