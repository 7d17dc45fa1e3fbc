"""One sheet becomes staged rows: which column is which, which record is meant, what is new, changed or the same."""

from dataclasses import replace

from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.encoding import force_str

from publishing.imports import Change, in_each_language
from publishing.models import Addressed, Checked, State
from publishing.resources.columns import AboutColumn, DayColumn, Later, holds_later, settle_date
from publishing.resources.columns.when import SITTING, WORDS
from publishing.resources.reading.cells import Cells
from publishing.resources.reading.comparing import Comparing
from publishing.resources.reading.headings import Headings
from publishing.resources.reading.judging import Judging
from publishing.resources.reading.matching import Matching
from publishing.resources.reading.rows import Claimed
from publishing.resources.references import named_by
from publishing.resources.resource import resource_of
from publishing.resources.sentences import Problem
from publishing.resources.staging import CHANGED, NEW, json_of
from publishing.sheets import Row, SheetError, read_text

AT_ONCE = 500


class SheetReading(Cells, Matching, Comparing, Judging):
    """The reading of one sheet for one resource; the plan hears of everything it finds."""

    year, zone = None, ""
    has_serials = True

    def __init__(self, plan, sheet, number, resource, headings, staged):
        self.plan, self.sheet, self.number = plan, sheet, number
        self.resource, self.model = resource, resource.model
        self.headings, self.staged, self.shape = headings, staged, staged.shape
        self.references = plan.references
        self.fields = frozenset(self.shape.attnames)
        self.by_name = {column.name: (heading, column) for _i, heading, column in headings.places}
        others = [(h, c.other) for _i, h, c in headings.places if getattr(c, "other", None)]
        self.by_name.update((other.name, (heading, other)) for heading, other in others)
        self.attnames = [c.attname for _i, _h, c in headings.places if not c.is_many]
        self.attnames += [other.attname for _h, other in others]
        if days := {c.attname for _i, _h, c in headings.places if isinstance(c, DayColumn)}:
            self.attnames = ["when", *(name for name in self.attnames if name not in days)]
        self.lasting = [c for _i, _h, c in headings.places if c.is_many]
        self.blank = self.blank_values()
        self.claimed = plan.claimed.setdefault(self.model, Claimed())
        self.locks = plan.locks_of(self.model)
        self.row = self.column = None
        self.needed = {name: {} for name in resource.needs}
        self.has_own_clean = any("clean" in vars(k) for k in self.model.__mro__ if issubclass(k, Checked))
        self.now = timezone.now()
        self.has_followings, self.told = resource.has_followings, set()
        self.beside = []  # (row, key of the record, what it says of records of another sheet)
        self.take_from_events()

    def take_from_events(self):
        """What the sheets of others leave out as calendars do: they know neither our codes nor our kinds."""
        given = self.resource.new_from_event
        if self.sheet.kind != "ics" and (
            "code" in self.by_name or not given or given.keys() & self.by_name.keys()
        ):
            return
        self.blank.update(given)
        if self.sheet.kind != "ics":
            for name, value in given.items():
                self.say_taken(self.resource.columns[name], value)

    def say_followed(self, attname):
        """Once a sheet, however many rows it is about."""
        code = f"{self.name_for(attname)}_followed"
        if self.sheet.kind != "ics" and code not in self.told:
            self.told.add(code)
            self.plan.notice(Problem(code, file=self.sheet.file, sheet=self.sheet.name))

    def say_elsewhere(self, column):
        """That a text went to the column of its own language; once a column, at the first such cell."""
        if column.name not in self.told:
            self.told.add(column.name)
            details = {"column_en": column.other.label("en"), "column_zh": column.other.label("zh-hant")}
            self.warn(Problem("language_parted", details=details))

    def say_taken(self, column, value):
        labels = in_each_language(lambda: force_str(dict(column.field.flatchoices)[value]))
        details = {
            "column_en": column.label("en"),
            "column_zh": column.label("zh-hant"),
            "value_en": labels["en"],
            "value_zh": labels["zh-hant"],
        }
        # No value of the sheet, which would be shown as it stands.
        problem = Problem("taken_for_new", details=details)
        self.plan.notice(problem.at(file=self.sheet.file, sheet=self.sheet.name))

    def run(self):
        batch = []
        for number, cells in self.sheet.rows():
            if number > self.headings.row:
                batch.append((number, cells))
            if len(batch) >= AT_ONCE:
                self.take_batch(batch)
                batch = []
        self.take_batch(batch)

    def take_batch(self, batch):
        if self.sheet.kind != "beside":
            self.plan.tick(len(batch))
        batch = self.without_same(batch)
        for index, _heading, column in self.headings.places:
            if isinstance(column, AboutColumn):
                column.learn([cells[index] for _number, cells in batch if index < len(cells)], self)
        rows = [self.read(number, cells) for number, cells in batch]
        self.take([row for row in rows if row is not None])

    def take(self, rows):
        """Match, compare and stage a batch."""
        if not rows:
            return
        self.match_coded(rows) if self.resource.is_coded else self.match_lines(rows)
        rows = [row for row in rows if row.pk is not False and self.claim(row)]
        old = self.old_values([row.pk for row in rows if row.pk])
        rows = [row for row in rows if self.settle_date(row, old.get(row.pk))]
        links = self.old_links([row.pk for row in rows if row.pk])
        changed, new, same = [], [], 0
        for row in rows:
            if row.pk is None:
                new.append(row)
            elif self.differs(row, old[row.pk], links):
                changed.append(row)
            else:
                same += 1
        self.plan.count(self.resource.label, "same", same)
        self.stage_new(new)
        self.stage_changed(changed, links)
        if self.headings.beside:
            self.beside += [(row.number, row.pk, row.beside) for row in rows if row.pk and row.beside]

    def settle_date(self, row, before):
        """Make whole what the row says of its record's date; False where that fits nothing."""
        try:
            settle_date(row.values, before, self.fields)
        except SheetError as error:
            heading = next((h for _i, h, c in self.headings.places if isinstance(c, DayColumn)), "when")
            self.refuse(error.problem, row.number, heading)
            self.plan.count(self.resource.label, "refused")
            self.note_refused(row)
            return False
        return True

    def sheet_beside(self):
        """What the rows say of records of another sheet as (that sheet, its resource, its Headings), or None."""
        rows = list(self.resource.rows_beside(self.beside, self)) if self.beside else []
        if len(rows) < 2:
            return None
        names, *rows = rows
        heading = Row(self.headings.row, names)
        sheet = replace(self.sheet, kind="beside", problems=(), reader=lambda: iter((heading, *rows)))
        resource = resource_of(self.resource.beside_in)
        return sheet, resource, Headings(sheet, resource, {})

    def stage_new(self, rows):
        if not rows:
            return
        records = []
        for row in rows:
            for attname, value in row.follows.items():
                if not isinstance(value, SheetError):
                    row.values.setdefault(attname, value)
                    self.say_followed(attname)
            record = self.model.__new__(self.model)
            record.__dict__.update(self.blank)
            record.__dict__.update(row.values)
            record._state = ModelState()
            if isinstance(record, Addressed):
                record._slug_in_database = ""
            made = (not row.values.get("code"), not row.values.get("slug"))
            if self.finish(record, row):
                records.append((row, record, made))
        ready, links = [], []
        for (row, record, made), pk in zip(records, self.staged.new_ids(len(records)), strict=True):
            record.pk = row.pk = pk
            own = (
                row.number,
                self.number,
                NEW,
                "",
                self.shape.digest(record.__dict__),
                self.name_of(record),
                None,
                None,
            )
            made = int(made[0]), int(made[1]), self.known_by(row, record)
            ready.append((*own, *made, pk, *self.shape.row(record)))
            links += self.links_of(row)
            self.plan.wait(self, row, record.__dict__)
        self.staged.add(NEW, ready)
        self.staged.add_links(links)
        self.plan.count(self.resource.label, "new", len(ready))
        for row, record, _made in records[: self.plan.room_for_changes]:
            self.tell_new(row, self.name_of(record))

    def tell_new(self, row, name):
        """That a record is new, and what the row says of it."""
        self.plan.tell(Change(self.resource.label, name, "", "", self.summary(row)))
        for attname, value in (*row.values.items(), *row.links.items()):
            if not self.plan.room_for_changes:
                return
            field = self.model._meta.get_field(attname)
            if field.name != "code" and value not in ("", None, ()):
                value = list(value) if isinstance(value, tuple) else value
                self.plan.tell(Change(self.resource.label, name, field.name, "", self.shown(field, value)))

    def summary(self, row):
        for name in named_by(self.model):
            if row.values.get(name):
                return row.values[name]
        return ""

    def stage_changed(self, rows, links):
        if not rows:
            return
        before = self.model._base_manager.in_bulk([row.pk for row in rows])
        ready, staged_links, same, published = [], [], 0, 0
        for row in rows:
            record = before[row.pk]
            old = {a: record.__dict__[a] for a in self.shape.told}
            seen = self.shape.digest(record.__dict__)
            for attname in [a for a in (*row.values, *row.links) if self.is_locked(row, a)]:
                row.values.pop(attname, None)
                row.links.pop(attname, None)
            record.__dict__.update(row.values)
            record._state.fields_cache.clear()
            if not self.finish(record, row):
                continue
            was = {a: v for a, v in old.items() if v != record.__dict__[a] and (v or record.__dict__[a])}
            now = {a: record.__dict__[a] for a in was}
            for name, value in row.links.items():
                kept = links[name].get(row.pk, [])
                if holds_later(value) or set(kept) != set(value):
                    was[name], now[name] = kept, [v for v in value if not isinstance(v, Later)]
            if not was and not row.waiting:
                same += 1
                continue
            self.staged.touch(frozenset(was) | {name for name, _text in row.waiting})
            published += getattr(record, "state", "") == State.PUBLISHED
            own = (
                row.number,
                self.number,
                CHANGED,
                seen,
                self.shape.digest(record.__dict__),
                self.name_of(record),
            )
            ready.append(
                (
                    *own,
                    json_of(was),
                    json_of(now),
                    0,
                    0,
                    None,
                    row.pk,
                    *self.shape.row(record, with_clock=True),
                )
            )
            staged_links += self.links_of(row)
            self.plan.wait(self, row, record.__dict__, was, now)
            self.tell_changes(record, was, now)
        self.staged.add(CHANGED, ready)
        self.staged.add_links(staged_links)
        self.plan.count(self.resource.label, "same", same)
        self.plan.count(self.resource.label, "changed", len(ready))
        self.plan.published += published

    def is_locked(self, row, attname):
        locked = self.locks.get(row.pk, ()) if self.locks else ()
        if attname not in locked:
            # The words of a date stay where it does, and so does a time that came along with it.
            is_of_date = attname in WORDS or (attname in SITTING and attname not in self.by_name)
            if "when" not in locked or not is_of_date:
                return False
            if attname not in self.by_name or not row.values[attname]:
                return True
        self.row, self.column = row.number, self.heading_of(self.name_for(attname))
        self.warn(Problem("locked_kept", self.column))
        return True

    def name_for(self, attname):
        return self.model._meta.get_field(attname).name

    def tell_changes(self, record, was, now):
        name = self.name_of(record)
        for attname in was:
            if not self.plan.room_for_changes:
                return
            field = self.model._meta.get_field(attname)
            if not self.resource.shows(field):
                continue
            self.plan.tell(
                Change(
                    self.resource.label,
                    name,
                    field.name,
                    self.shown(field, was[attname]),
                    self.shown(field, now[attname]),
                )
            )

    def shown(self, field, value):
        """A value as an editor can read it in a preview."""
        if field.is_relation:
            names = self.plan.names(field.remote_field.model, value if isinstance(value, list) else [value])
            return "; ".join(names)
        return "" if value is None else value if isinstance(value, bool | int | float) else str(value)

    def name_of(self, record):
        """What a record is called in the history: its code, or its natural key."""
        if self.resource.is_coded:
            return record.code
        parts = []
        for name in self.resource.key_fields:
            field = self.model._meta.get_field(name)
            value = record.__dict__[field.attname]
            if field.is_relation:
                value = next(iter(self.plan.names(field.remote_field.model, [value])), "")
            parts.append(value)
        return "/".join(map(read_text, parts))[:400]

    def links_of(self, row):
        for name, value in row.links.items():
            yield (name, row.pk, None, 0)
            for place, to in enumerate(value, 1):
                if not isinstance(to, Later):
                    yield (name, row.pk, to, place)
