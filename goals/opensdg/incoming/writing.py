"""What was planned goes into the record, and into the history of the import, by which it can be taken back.

New readings, of which there may be a hundred thousand, are prepared in a table of their own before the transaction
begins, under the numbers they will have. The few records beside them are held to their rules while the import is
planned, and are saved one by one as they are.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from goals.models import Indicator, OpenSDGFile, Reading
from publishing.imports import Counts, Plan, in_each_language
from publishing.models import ImportedRow, State, allotting
from publishing.resources.staging import CLOCK, NEW, Shape, Staged, digests_of, prepare_connection
from publishing.sheets import SheetError
from reference.models import Source

from ..groups import Key
from ..sentences import Problem
from .readings import free_number
from .works import FILE, INDICATOR, READING, SOURCE, TARGET, Work

ROWS_AT_ONCE = 2000


class OpenSDGPlan(Plan):
    """The Plan of one Open SDG folder: `write` makes what it counts."""

    def __init__(self, progress=None):
        super().__init__({label: Counts() for label in (SOURCE, INDICATOR, TARGET, READING, FILE)})
        self.economy = self.source = self.run = self.staged = None
        self.works: list[Work] = []
        self.history: list[ImportedRow] = []
        self.note_field = "note_en"
        self.progress = progress or (lambda rows: None)
        self.rows_read = 0

    def tick(self, rows):
        self.rows_read += rows
        self.progress(self.rows_read)

    def refuse(self, code, value="", **known):
        details = {name: known.pop(name) for name in list(known) if name not in ("file", "row", "column")}
        self.problems.append(Problem(code, value, details=details, **known))

    def notice(self, code, value="", file="", **details):
        self.notices.append(Problem(code, value, file=file, details=details))

    # Holding to the rules

    def hold(self):
        """Hold the records beside the readings to their rules, so that a refusal is told before anything is written."""
        prepare_connection()
        self._number([self.source] if self.source._state.adding else [], Source)
        self._number([work.indicator for work in self.works if work.is_new], Indicator)
        given = {getattr(record, "code", "") for record, _work in self._records()} - {""}
        with allotting():
            for record, work in self._records():
                self._hold(record, work, given)

    def _hold(self, record, work, given):
        is_without = hasattr(record, "code") and not record.code
        record.tidy()
        while is_without and record.code in given:
            record.code = record.next_code()
        to_come = [
            field.name
            for field in record._meta.concrete_fields
            if field.is_relation
            and (other := field.get_cached_value(record, default=None))
            and other._state.adding
        ]
        try:
            record.full_clean(exclude=to_come)
        except ValidationError as error:
            reasons = in_each_language(partial(told_in_words, error))
            known = {"reason_en": reasons["en"], "reason_zh": reasons["zh-hant"]}
            name = getattr(record, "code", "") or str(record)
            self.refuse("record_refused", name, file=work.path if work else "", **known)

    def _number(self, records, model):
        """Give new records the numbers they will have, so that others can name them."""
        if records:
            staged = Staged(model)
            for record, pk in zip(records, staged.new_ids(len(records)), strict=True):
                record.pk = pk
            staged.drop()

    def _records(self):
        """(record, Work) of all that is new or changed beside the readings, in the order in which they name each other."""
        if self.source._state.adding:
            yield self.source, None
        for work in self.works:
            if work.is_new or work.is_changed:
                yield work.indicator, work
            if work.target is not None:
                work.target.indicator = work.indicator
                if work.target.source_id is None:
                    work.target.source = self.source
                yield work.target, work
            if work.file is not None:
                work.file.indicator = work.indicator
                yield work.file, work

    # Preparing

    def prepare(self, run):
        self.run = run
        self.staged = Staged(Reading)
        for number, work in enumerate(self.works):
            for some in batches(self._staged_rows(work, number), ROWS_AT_ONCE):
                self.staged.add(NEW, some)
            self.progress(self.rows_read)
        if self.staged.count:
            for _piece in self.staged.history(run, [work.path for work in self.works]):
                self.progress(self.rows_read)

    def _staged_rows(self, work, number):
        """The new readings of a file as Staged takes them, those that replace others last."""
        figures = [*work.create, *(figure for _old, figure in work.replace)]
        if not figures:
            return
        shape = self.staged.shape
        places = {field.attname: place for place, field in enumerate(shape.fields)}
        of_key = [places[name] for name in Key._fields]
        year, value, has_break = (places[name] for name in ("year", "value", "has_break_before"))
        notes = [places[name] for name in ("note", self.note_field)]
        same = shape.row(self._reading(work))
        pks = self.staged.new_ids(len(figures))
        work.replacing = pks[len(work.create) :]
        for pk, figure in zip(pks, figures, strict=True):
            cells = same.copy()
            for place, text in zip(of_key, figure.key, strict=True):
                cells[place] = text
            cells[year], cells[value], cells[has_break] = figure.year, figure.value, figure.has_break
            for place in notes:
                cells[place] = figure.note
            key = self._key(work, figure, work.release)
            yield (figure.number, number, NEW, "", "", key, None, None, 0, 0, None, pk, *cells)

    def _reading(self, work):
        """What all new readings of a file have in common."""
        return Reading(
            indicator_id=work.indicator.pk,
            economy_id=self.economy.pk,
            source_id=self.source.pk,
            state=State.DRAFT,
            release=work.release,
        )

    # Writing

    def write(self, now):
        self.history = []
        if self.staged.count and self.staged.is_overtaken():
            raise SheetError(Problem("changed_meanwhile"))
        try:
            self._write_records(now)
            self._write_readings(now)
        except IntegrityError as error:
            raise SheetError(Problem("changed_meanwhile")) from error
        self._write_history()

    def _write_records(self, now):
        records = list(self._records())
        stored = {}
        for model in {type(record) for record, _work in records}:
            stored[model] = _stored(model, [one.pk for one, _work in records if type(one) is model])
        files = []
        for record, work in records:
            noted = self._save(record, now, work, stored[type(record)].get(record.pk))
            if isinstance(record, OpenSDGFile):
                files.append(noted)
        through = Indicator.custodians.through
        QuerySet(through).bulk_create(
            through(indicator_id=work.indicator.pk, organisation_id=organisation.pk)
            for work in self.works
            for organisation in work.custodians
        )
        # A file does not know when it was last saved: it is known by what stands in it.
        digests = digests_of(OpenSDGFile, [row.object_id for row in files])
        for row in files:
            row.digest = digests[row.object_id]

    def _save(self, record, now, work, before):
        """Save a record that was held to its rules as of `now`, and note what it was before."""
        shape = Shape(type(record))
        clock = CLOCK if shape.has_clock else ()
        is_new = record._state.adding
        if not is_new and (before is None or any(before[name] != getattr(record, name) for name in clock)):
            raise SheetError(Problem("changed_meanwhile"))
        # The moment that tells the undoing that nobody has edited it since.
        for name in clock if is_new else clock[1:]:
            setattr(record, name, now)
        record.save_base(raw=True, force_insert=is_new, force_update=not is_new)
        was = after = None
        if not is_new:
            changed = [name for name in shape.told if before[name] != getattr(record, name)]
            was = {name: before[name] for name in changed}
            after = {name: getattr(record, name) for name in changed}
        return self._note(record, "/".join(map(str, record.natural_key())), was, after, work)

    def _note(self, record, key, was, now, work=None, row=0):
        noted = ImportedRow(
            run=self.run,
            label=record._meta.label_lower,
            object_id=record.pk,
            key=key[:400],
            sheet=work.path[:200] if work else "",
            row=row,
            was=was,
            now=now,
        )
        self.history.append(noted)
        return noted

    def _write_history(self):
        """One line for each record, also where another folder of the same import has brought it before."""
        changed = {(noted.label, noted.object_id): noted for noted in self.history if noted.was is not None}
        for label in {label for label, _pk in changed}:
            for some in batches((pk for one, pk in changed if one == label), ROWS_AT_ONCE):
                for row in self.run.rows.filter(label=label, object_id__in=some):
                    noted = changed.pop((label, row.object_id))
                    row.digest = noted.digest
                    if row.was is not None:
                        row.was, row.now = noted.was | row.was, row.now | noted.now
                    row.save(update_fields=["digest", "was", "now"])
        lines = [one for one in self.history if one.was is None or (one.label, one.object_id) in changed]
        ImportedRow.objects.bulk_create(lines, batch_size=500)

    def _write_readings(self, now):
        replaced = []
        for work in self.works:
            # First the old ones make room: a release has one reading for a period and group.
            replaced += self._set_aside(work, now)
            self._amend(work, now)
        if self.staged.count:
            self.staged.write(now)
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Reading._meta.db_table)
            cursor.executemany(f"UPDATE {table} SET replaced_by_id = %s WHERE id = %s", replaced)

    def _set_aside(self, work, now):
        """Readings that a revised figure replaces, as (number of the new one, number of the old one)."""
        if not work.replace:
            return
        aside = f"{work.release} ({free_number(work.indicator, self.economy, work.release)})"
        pks = [old.pk for old, _figure in work.replace]
        for some in batches(pks, ROWS_AT_ONCE):
            there = Reading.objects.filter(pk__in=some, release=work.release, replaced_by=None)
            if there.update(release=aside, changed_at=now) != len(some):
                raise SheetError(Problem("changed_meanwhile"))
        for (old, figure), new in zip(work.replace, work.replacing, strict=True):
            was = {"release": work.release, "replaced_by_id": None}
            after = {"release": aside, "replaced_by_id": new}
            key = self._key(work, figure, aside)
            self._note(Reading(pk=old.pk), key, was, after, work, figure.number)
            yield new, old.pk

    def _amend(self, work, now):
        """Another note or break beside the same figure."""
        names = ("has_break_before", self.note_field)
        for some in batches(work.amend, ROWS_AT_ONCE):
            stored = QuerySet(Reading).filter(pk__in=[old.pk for old, _figure in some]).values("pk", *names)
            before = {row.pop("pk"): row for row in stored}
            rows = []
            for old, figure in some:
                if old.pk not in before:
                    raise SheetError(Problem("changed_meanwhile"))
                after = {"has_break_before": figure.has_break, self.note_field: figure.note}
                rows.append(Reading(pk=old.pk, changed_at=now, **after))
                key = self._key(work, figure, work.release)
                self._note(rows[-1], key, before[old.pk], after, work, figure.number)
            Reading.objects.bulk_update(rows, [*names, "changed_at"], batch_size=200)

    def _key(self, work, figure, release):
        about = work.indicator.code or work.indicator.slug
        return "/".join((about, self.economy.apec_code, *figure.key, release))[:400]

    def close(self):
        if self.staged is not None:
            self.staged.drop()


def batches(rows, size):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def told_in_words(error):
    """A ValidationError in the language of the moment."""
    return " ".join(
        " ".join(messages) if name == "__all__" else f"{name}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    )


def _stored(model, pks):
    """{primary key: {attname: value}} of stored rows, which nobody else may save until the transaction ends."""
    shape, found = Shape(model), {}
    names = [*shape.told, *(CLOCK if shape.has_clock else ())]
    for some in batches(pks, 500):
        rows = QuerySet(model).filter(pk__in=some).order_by("pk").select_for_update()
        found.update((row["pk"], row) for row in rows.values("pk", *names))
    return found
