"""Columns that say when: dates, times of day, their zone, moments."""

from dataclasses import replace

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

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
)

SITTING = frozenset(("starts_at", "ends_at", "time_zone"))


class DateColumn(Column):
    """An honest date. What the date alone cannot say is kept as its words, where the record has room for them."""

    is_as_text = True

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        # A date without a year depends on the row it is in, and a time without a zone does.
        key = (cell, reading.year, reading.zone) if type(cell) is str else None
        found = self.memory.get(key) if key else None
        if found is None:
            if key and says_empty(cell):
                values[self.attname] = ""
                return
            found = self.read_date(cell, reading), None
            if found[0].warning and found[0].warning.code == "time_dropped":
                found = self.with_time(cell, found[0], reading)
            if key:
                if len(self.memory) >= REMEMBERED:
                    self.memory.clear()
                self.memory[key] = found
        found, hours = found
        values[self.attname] = found.edtf
        if found.warning:
            reading.warn(found.warning)
        if hours and "starts_at" not in reading.by_name:
            for name, value in (
                ("starts_at", hours.starts),
                ("ends_at", hours.ends),
                ("time_zone", hours.zone),
            ):
                if value:
                    values.setdefault(name, value)
        if found.words and self.name == "when":
            words = "when_words_zh_hant" if HAN.search(found.words) else "when_words_en"
            if words in reading.fields and not values.get(words):
                values[words] = found.words[:200]

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
            return found, None
        try:
            moment = read_moment(cell, zone=reading.zone, year=reading.year)
        except SheetError:
            return found, None
        if not (moment.starts and moment.zone):
            return found, None
        warning = replace(moment.warning, value=found.warning.value) if moment.warning else None
        return replace(found, words=moment.words, warning=warning), moment


class DayColumn(DateColumn):
    """The first or the last day in a column of its own; together they are the record's date."""

    def __init__(self, field, name):
        super().__init__(field)
        self.name = self.attname = name

    def put(self, cell, values, reading):
        if cell == "" or cell is None:
            return
        found = self.read_date(cell, reading)
        if found.warning:
            reading.warn(found.warning)
        first = values.get("when", "")
        if self.name == "first_day" or not first or found.edtf == first:
            values["when"] = found.edtf
            return
        if not found.edtf:
            return
        if read_edtf(found.edtf).last < read_edtf(first).first:
            raise SheetError("ends_before_start", f"{first}/{found.edtf}")
        values["when"] = f"{first}/{found.edtf}"
        self.hold_to_rules(values["when"], cell)

    def is_same(self, cell, stored):
        """Only both of them together say what the date is."""
        return False


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
