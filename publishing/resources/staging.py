"""Rows on their way into the record, prepared in a table of their own that nobody else sees.

A temporary table takes no lock that others wait for, keeps memory flat however long the sheet is, and lets the
database itself hold the rows to its rules before one of them is written. Writing is then a few statements.
"""

import json
from contextlib import contextmanager
from datetime import UTC
from functools import cached_property
from hashlib import blake2b

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

# Columns of the staged table beside those of the record, none of which has such names.
OWN = {
    "stage_row": "integer",
    "stage_sheet": "integer",
    "stage_kind": "varchar(1)",
    "stage_seen": "varchar(64)",
    "stage_digest": "varchar(16)",
    "stage_label": "varchar(400)",
    "stage_was": "text",
    "stage_now": "text",
    "stage_code_made": "integer",
    "stage_slug_made": "integer",
}
NEW, CHANGED = "n", "c"
CLOCK = ("created_at", "changed_at")
AT_ONCE = 5000
SPECIAL = (models.DateField, models.TimeField, models.DecimalField, models.JSONField, models.FileField)


def quoted(name):
    return connection.ops.quote_name(name)


def prepare_connection():
    """Keep temporary tables on disk and the stored ones out of our memory, where SQLite would do otherwise."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store=FILE")
            cursor.execute("PRAGMA mmap_size=0")


def release_connection():
    """Let the next question open the connection anew, with the settings it has for readers."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.close()


@contextmanager
def looked_at_before():
    """A block in which SQLite takes it that each row keeps the rules of its table and names what is there.

    Only for rows that were held to those rules while they were staged, and whose relations are looked at before the
    transaction ends: the write lock is held a third shorter when SQLite does not do both for each row.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints=OFF")


def digest_of(values) -> str:
    """A short sum of a row's values, the same before it is written and when it is read again."""
    text = "\x1f".join(["" if v is None else v if type(v) is str else plain(v) for v in values])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def json_of(values: dict) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)


def plain(value) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)
    if hasattr(value, "normalize"):
        value = value.normalize()
    elif hasattr(value, "astimezone"):
        value = value.astimezone(UTC)
    return str(value)


def wait_for(table, keys):
    """Let whoever is saving one of these rows finish, and whoever comes later wait. `table` as it is quoted.

    On SQLite nobody else writes once a transaction has begun.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id IN ({keys}) ORDER BY id FOR UPDATE")


@contextmanager
def quiet_transaction():
    """One transaction for many rows of temporary tables, which takes no lock on the stored ones."""
    if connection.in_atomic_block or connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    # Django's own would ask for the write lock at once.
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT staging")
        try:
            yield
        except BaseException:
            cursor.execute("ROLLBACK TO staging")
            raise
        finally:
            cursor.execute("RELEASE staging")


class Shape:
    """The columns of a model's table, and how values go into them."""

    def __init__(self, model):
        self.model = model
        self.meta = model._meta
        self.fields = [f for f in self.meta.concrete_fields if not f.primary_key]
        self.attnames = [f.attname for f in self.fields]
        # The column beside the translated ones holds whatever language was active; it tells nobody anything.
        self.beside = {f.translated_field.name for f in self.fields if hasattr(f, "translated_field")}
        self.told = [a for a in self.attnames if a not in CLOCK and a not in self.beside]
        self.has_clock = "changed_at" in self.attnames
        self.both = [(name, f"{name}_en", f"{name}_zh_hant") for name in self.beside]
        self.clock = [number for number, field in enumerate(self.fields) if field.name in CLOCK]
        # Days and times come again and again: what the driver is given for them is kept.
        self.prepare = [
            (number, field, {})
            for number, field in enumerate(self.fields)
            if isinstance(field, SPECIAL) and field.attname not in self.beside and field.name not in CLOCK
        ]

    def row(self, record, *, with_clock=False) -> list:
        """The values of a record as the database driver takes them; the clock's are set when it is written."""
        values = record.__dict__
        for name, english, chinese in self.both:
            values[name] = values[english] or values[chinese] or ""
        row = [values[attname] for attname in self.attnames]
        for number, field, kept in self.prepare:
            value = row[number]
            if value is None:
                continue
            if isinstance(field, models.JSONField | models.FileField):
                row[number] = field.get_db_prep_save(value, connection)
                continue
            if value not in kept:
                if len(kept) > AT_ONCE:
                    kept.clear()
                kept[value] = field.get_db_prep_save(value, connection)
            row[number] = kept[value]
        for number in self.clock:
            row[number] = (
                self.fields[number].get_db_prep_save(row[number], connection) if with_clock else None
            )
        return row

    def columns_of(self, attnames) -> set[str]:
        """The columns of these values, with those beside translated ones that follow from them."""
        beside = {name for name, *translated in self.both if not attnames.isdisjoint(translated)}
        return {f.column for f in self.fields if f.attname in attnames or f.attname in beside}

    @cached_property
    def all_columns(self):
        return {f.column for f in self.fields}

    def digest(self, values) -> str:
        """Of rows that do not know when they were last saved; the others are known by that moment."""
        return "" if self.has_clock else digest_of([values[attname] for attname in self.told])


class Staged:
    """The prepared rows of one model."""

    def __init__(self, model):
        self.model = model
        self.shape = Shape(model)
        self.table = f"staged_{model._meta.db_table}"
        self.many = [
            f for f in model._meta.many_to_many if f.remote_field.through._meta.auto_created is not False
        ]
        self.new = self.changed = 0
        self.touched = set()  # columns that differ from what is stored in any changed row
        self.indexes, self.seen = set(), set()
        self.linked = self.is_held_to_rules = False
        self._make()

    # Making and filling it

    def _make(self):
        table = quoted(self.model._meta.db_table)
        columns = ", ".join(quoted(f.column) for f in self.model._meta.concrete_fields)
        own = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in OWN.items())
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {quoted(self.table)} AS SELECT {columns}, {own} FROM {table} WHERE 1=0"
            )
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.links)}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {quoted(self.links)} (field varchar(80), of_id bigint, to_id bigint, place integer)"
            )
            self.next_id = self._first_free(cursor)
        self.first_id = self.next_id

    @property
    def links(self):
        return f"{self.table}_links"

    @property
    def refs(self):
        return f"{self.table}_refs"

    def _index(self, columns):
        """An index for what is asked of the rows from now on; while nobody asks, adding rows costs less."""
        columns = tuple(columns)
        if columns in self.indexes:
            return
        self.indexes.add(columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE INDEX {quoted(f'{self.table}_{len(self.indexes)}')} ON {quoted(self.table)} "
                f"({', '.join(map(quoted, columns))})"
            )

    def _first_free(self, cursor):
        table = self.model._meta.db_table
        if connection.vendor == "postgresql":
            return None
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {quoted(table)}")
        highest = cursor.fetchone()[0]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        return max(highest, last[0] if last else 0) + 1

    def new_ids(self, count):
        """Primary keys for new rows: from the sequence where there is one, else those after the highest."""
        if self.next_id is None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [quoted(self.model._meta.db_table), count],
                )
                return [number for (number,) in cursor.fetchall()]
        first = self.next_id
        self.next_id += count
        return list(range(first, self.next_id))

    @property
    def count(self):
        return self.new + self.changed

    def touch(self, attnames):
        """Note which values of a changed row differ; the others need not be written, nor their indexes."""
        if attnames not in self.seen:
            self.seen.add(attnames)
            self.touched |= self.shape.columns_of(attnames)

    def add(self, kind, rows):
        """Rows of one kind as (own values in the order of OWN, primary key, values in the order of the shape)."""
        if not rows:
            return
        names = [*OWN, "id", *(f.column for f in self.shape.fields)]
        places = ", ".join(["%s"] * len(names))
        sql = f"INSERT INTO {quoted(self.table)} ({', '.join(map(quoted, names))}) VALUES ({places})"
        with quiet_transaction(), connection.cursor() as cursor:
            cursor.executemany(sql, rows)
        if kind == NEW:
            self.new += len(rows)
        else:
            self.changed += len(rows)

    def add_links(self, links):
        """Relations to several as (field, key of the row, key of the other, place); None empties the field."""
        if links:
            self.linked = True
            with quiet_transaction(), connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {quoted(self.links)} VALUES (%s, %s, %s, %s)", links)

    # Looking things up

    def _all(self, sql, values=()):
        with connection.cursor() as cursor:
            cursor.execute(sql, list(values))
            return cursor.fetchall()

    def key_of(self, wanted):
        """The primary key of the new row with these values by attname, or None."""
        columns = {self.model._meta.get_field(name).column: value for name, value in wanted.items()}
        self._index(columns)
        where = " AND ".join(f"{quoted(column)} = %s" for column in columns)
        try:
            found = self._all(
                f"SELECT id FROM {quoted(self.table)} WHERE {where} AND stage_kind = '{NEW}' LIMIT 1",
                self._typed(wanted),
            )
        except (ValueError, TypeError, models.ObjectDoesNotExist):
            return None
        return found[0][0] if found else None

    def _typed(self, wanted):
        return [
            self.model._meta.get_field(name).get_db_prep_value(value, connection)
            for name, value in wanted.items()
        ]

    def named(self, names, text):
        """What new rows are called in the preview that have this name in either language, by primary key."""
        for name in names:
            self._index((name,))
        where = " OR ".join(f"{quoted(name)} = %s" for name in names)
        return dict(
            self._all(
                f"SELECT id, stage_label FROM {quoted(self.table)} WHERE ({where}) AND stage_kind = '{NEW}' LIMIT 5",
                [text] * len(names),
            )
        )

    def record(self, pk):
        """A new row as a record that was never saved, or None."""
        self._index(("id",))
        names = [f.column for f in self.model._meta.concrete_fields]
        found = self._all(
            f"SELECT {', '.join(map(quoted, names))} FROM {quoted(self.table)} WHERE id = %s", [pk]
        )
        return self.model.from_db(None, self.shape_names(), found[0]) if found else None

    def shape_names(self):
        return [f.attname for f in self.model._meta.concrete_fields]

    # Rules

    def checks(self):
        """The named rules of the table with their SQL."""
        # Only asked for words: to enter it would begin to change the database.
        editor = connection.schema_editor(collect_sql=True)
        return [
            (constraint, constraint._get_check_sql(self.model, editor))
            for constraint in self.model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        ]

    def broken_rules(self, limit):
        """Rows that a named rule of the database would refuse: (rowno, sheet, id, constraint)."""
        checks = self.checks()
        # One look for all of them; only when one is broken are they asked one by one.
        broken = " OR ".join(
            f"NOT ({check})" for check in (*(check for _rule, check in checks), *self.of_columns)
        )
        if not broken or not self._all(f"SELECT 1 FROM {quoted(self.table)} WHERE {broken} LIMIT 1"):
            self.is_held_to_rules = True
            return
        for constraint, check in checks:
            sql = (
                f"SELECT stage_row, stage_sheet, id FROM {quoted(self.table)} WHERE NOT ({check}) "
                f"ORDER BY stage_sheet, stage_row LIMIT {limit}"
            )
            for rowno, sheet, pk in self._all(sql):
                yield rowno, sheet, pk, constraint

    @property
    def of_columns(self):
        """What the database asks of single columns, such as a number that is not below zero."""
        return [check for f in self.shape.fields if (check := f.db_check(connection))]

    def taken(self, columns, limit):
        """Rows whose values in these columns another row has, staged or stored: (rowno, sheet, id)."""
        self._index(("id",))
        self._index(columns)
        same = " AND ".join(f"s.{quoted(c)} = o.{quoted(c)}" for c in columns)
        table, stored = quoted(self.table), quoted(self.model._meta.db_table)
        within = self._all(
            f"SELECT s.stage_row, s.stage_sheet, s.id FROM {table} s JOIN {table} o ON {same} AND o.id < s.id "
            f"ORDER BY s.stage_sheet, s.stage_row LIMIT {limit}"
        )
        # A stored row that this import changes is judged by what it becomes, above.
        beside = self._all(
            f"SELECT s.stage_row, s.stage_sheet, s.id FROM {table} s JOIN {stored} o ON {same} AND o.id <> s.id "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} x WHERE x.id = o.id) ORDER BY s.stage_sheet, s.stage_row LIMIT {limit}"
        )
        return within + beside

    def made_in_vain(self, column):
        """The keys of new rows whose code or slug, made by us, a stored row has, or one that was given it, or an earlier."""
        self._index(("id",))
        self._index((column,))
        table, stored, name = quoted(self.table), quoted(self.model._meta.db_table), quoted(column)
        made = f"stage_{column}_made"
        rows = self._all(
            f"SELECT s.id FROM {table} s WHERE s.{made} = 1 AND ("
            f"EXISTS (SELECT 1 FROM {table} o WHERE o.{name} = s.{name} AND o.id <> s.id "
            f"AND (o.id < s.id OR o.{made} = 0)) "
            f"OR EXISTS (SELECT 1 FROM {stored} o WHERE o.{name} = s.{name} AND o.id <> s.id)) ORDER BY s.id"
        )
        return [pk for (pk,) in rows]

    def value(self, pk, column):
        self._index(("id",))
        return self._all(f"SELECT {quoted(column)} FROM {quoted(self.table)} WHERE id = %s", [pk])[0][0]

    def has(self, pk):
        self._index(("id",))
        return bool(self._all(f"SELECT 1 FROM {quoted(self.table)} WHERE id = %s", [pk]))

    def pairs(self, column):
        """(id, value, row, sheet, label) of the rows that have a value in a column."""
        return self._all(
            f"SELECT id, {quoted(column)}, stage_row, stage_sheet, stage_label FROM {quoted(self.table)} "
            f"WHERE {quoted(column)} IS NOT NULL"
        )

    def holds(self, column, value):
        """Whether a staged or stored row has this value."""
        self._index((column,))
        sql = " UNION ALL ".join(
            f"SELECT 1 FROM {quoted(table)} WHERE {quoted(column)} = %s"
            for table in (self.table, self.model._meta.db_table)
        )
        return bool(self._all(f"{sql} LIMIT 1", [value, value]))

    def set(self, pk, values, label=None):
        """Change a staged row: values by column."""
        self._index(("id",))
        values = dict(values)
        if label is not None:
            values["stage_label"] = label
        self.touched |= self.shape.all_columns & values.keys()
        assignments = ", ".join(f"{quoted(column)} = %s" for column in values)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {quoted(self.table)} SET {assignments} WHERE id = %s", [*values.values(), pk]
            )

    def leave_out(self, pks):
        """Let go of staged rows; all of them change a record."""
        self._index(("id",))
        pks = list(pks)
        with quiet_transaction(), connection.cursor() as cursor:
            for start in range(0, len(pks), 500):
                some = pks[start : start + 500]
                keys = ", ".join(["%s"] * len(some))
                cursor.execute(f"DELETE FROM {quoted(self.table)} WHERE id IN ({keys})", some)
                cursor.execute(f"DELETE FROM {quoted(self.links)} WHERE of_id IN ({keys})", some)
        self.changed -= len(pks)

    def breaking(self, check):
        """The keys of the rows that break a rule, given its SQL."""
        return [pk for (pk,) in self._all(f"SELECT id FROM {quoted(self.table)} WHERE NOT ({check})")]

    def naming_what_is_gone(self):
        """The keys of the rows that name a record which is not there."""
        found = set()
        for field in self.relations:
            column, there = quoted(field.column), self._named_by(field, f"s.{quoted(field.column)}")
            found |= {
                pk
                for (pk,) in self._all(
                    f"SELECT s.id FROM {quoted(self.table)} s WHERE s.{column} IS NOT NULL AND NOT EXISTS ({there})"
                )
            }
        for field in self.many if self.linked else ():
            found |= {
                pk
                for (pk,) in self._all(
                    f"SELECT l.of_id FROM {quoted(self.links)} l WHERE l.field = '{field.name}' "
                    f"AND l.to_id IS NOT NULL AND NOT EXISTS ({self._named_by(field, 'l.to_id')})"
                )
            }
        return found

    def _named_by(self, field, key):
        """The question for the record that a key names."""
        other = field.related_model._meta
        return f"SELECT 1 FROM {quoted(other.db_table)} t WHERE t.{quoted(other.pk.column)} = {key}"

    # Writing

    def history(self, run, sheets):
        """Write down what this import does to each row, a few thousand rows in each short transaction, one at a time."""
        self._index(("stage_sheet", "stage_row"))
        cast = "::jsonb" if connection.vendor == "postgresql" else ""
        names = "run_id, label, object_id, key, sheet, row, was, now, digest, saved_before, fate, reason"
        # Until it is written, a changed row holds the moment at which its old self was last saved.
        before = "changed_at" if self.shape.has_clock else "NULL"
        sql = (
            f"INSERT INTO publishing_importedrow ({names}) SELECT %s, %s, id, stage_label, %s, stage_row, "
            f"stage_was{cast}, stage_now{cast}, stage_digest, {before}, '', '' FROM {quoted(self.table)} "
            "WHERE stage_sheet = %s AND stage_row >= %s AND stage_row < %s ORDER BY stage_row"
        )
        for number, name in enumerate(sheets):
            ((highest,),) = self._all(
                f"SELECT MAX(stage_row) FROM {quoted(self.table)} WHERE stage_sheet = %s", [number]
            )
            for start in range(0, (highest or -1) + 1, AT_ONCE):
                with connection.cursor() as cursor:
                    values = [
                        run.pk,
                        self.model._meta.label_lower,
                        name[:200],
                        number,
                        start,
                        start + AT_ONCE,
                    ]
                    cursor.execute(sql, values)
                yield

    def changes(self):
        """What would become of each changed row, as text."""
        for pk, was, now in self._all(
            f"SELECT id, stage_was, stage_now FROM {quoted(self.table)} WHERE stage_kind = '{CHANGED}' ORDER BY id"
        ):
            yield f"{self.table} {pk} {was} {now}"

    def is_overtaken(self):
        """Whether somebody saved one of these records, or took one of these keys, since they were read."""
        self._index(("id",))
        table, stored = quoted(self.table), quoted(self.model._meta.db_table)
        if self.next_id is not None and self.new:
            with connection.cursor() as cursor:
                if self._first_free(cursor) > self.first_id:
                    return True
        if not self.changed:
            return False
        wait_for(stored, f"SELECT id FROM {table} WHERE stage_kind = '{CHANGED}'")
        if self.shape.has_clock:
            gone = self._all(
                f"SELECT 1 FROM {table} s LEFT JOIN {stored} o ON o.id = s.id WHERE s.stage_kind = '{CHANGED}' "
                "AND (o.id IS NULL OR o.changed_at <> s.changed_at) LIMIT 1"
            )
            return bool(gone)
        staged = dict(self._all(f"SELECT id, stage_seen FROM {table} WHERE stage_kind = '{CHANGED}'"))
        found = digests_of(self.model, staged)
        return any(found.get(pk) != seen for pk, seen in staged.items())

    def write(self, now):
        """New rows in, changed rows over their old selves, relations to several after both."""
        table, stored = quoted(self.table), quoted(self.model._meta.db_table)
        names = [f.column for f in self.shape.fields if f.name not in CLOCK]
        clock = [f.column for f in self.shape.fields if f.name in CLOCK]
        moments = [self.model._meta.get_field(name).get_db_prep_save(now, connection) for name in clock]
        listed, picked = ", ".join(map(quoted, names)), ", ".join(f"s.{quoted(name)}" for name in names)
        with connection.cursor() as cursor:
            if self.new:
                # In the order in which they were added, which is that of their keys.
                cursor.execute(
                    f"INSERT INTO {stored} (id, {', '.join([listed, *clock])}) "
                    f"SELECT id, {', '.join([picked, *['%s'] * len(clock)])} FROM {table} s "
                    + f"WHERE stage_kind = '{NEW}'"
                    * bool(self.changed),
                    moments,
                )
            if self.changed:
                assignments = [f"{quoted(n)} = s.{quoted(n)}" for n in names if n in self.touched]
                assignments += ["changed_at = %s"] * self.shape.has_clock
                if assignments:
                    cursor.execute(
                        f"UPDATE {stored} SET {', '.join(assignments)} FROM {table} s "
                        f"WHERE {stored}.id = s.id AND s.stage_kind = '{CHANGED}'",
                        moments[-1:] * self.shape.has_clock,
                    )
            for field in self.many if self.linked else ():
                self._write_links(cursor, field)

    def _write_links(self, cursor, field):
        through = quoted(field.remote_field.through._meta.db_table)
        here, there = quoted(field.m2m_column_name()), quoted(field.m2m_reverse_name())
        links = quoted(self.links)
        cursor.execute(
            f"DELETE FROM {through} WHERE {here} IN (SELECT of_id FROM {links} WHERE field = %s)",
            [field.name],
        )
        cursor.execute(
            f"INSERT INTO {through} ({here}, {there}) SELECT of_id, to_id FROM {links} "
            "WHERE field = %s AND to_id IS NOT NULL ORDER BY of_id, place",
            [field.name],
        )

    def note_relations(self):
        """Note once what the rows name, so that it takes no time to see that all of it is there when they are written."""
        table, refs = quoted(self.table), quoted(self.refs)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {refs}")
            cursor.execute(f"CREATE TEMPORARY TABLE {refs} (field varchar(80), to_id bigint)")
            for field in self.relations:
                column = quoted(field.column)
                cursor.execute(
                    f"INSERT INTO {refs} SELECT DISTINCT '{field.name}', {column} FROM {table} "
                    f"WHERE {column} IS NOT NULL"
                )
            for field in self.many if self.linked else ():
                cursor.execute(
                    f"INSERT INTO {refs} SELECT DISTINCT '{field.name}', to_id FROM {quoted(self.links)} "
                    f"WHERE field = '{field.name}' AND to_id IS NOT NULL"
                )

    def names_what_is_gone(self):
        """Whether a row names a record that is not there, once all rows are written."""
        return any(
            self._all(
                f"SELECT 1 FROM {quoted(self.refs)} r WHERE r.field = '{field.name}' AND NOT EXISTS "
                f"({self._named_by(field, 'r.to_id')}) LIMIT 1"
            )
            for field in (*self.relations, *self.many)
        )

    @property
    def relations(self):
        return [field for field in self.shape.fields if field.is_relation]

    def keys(self):
        return [pk for (pk,) in self._all(f"SELECT id FROM {quoted(self.table)}")]

    def drop(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.links)}")
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.refs)}")


def digests_of(model, pks) -> dict:
    """The digest of each stored row, by primary key."""
    shape = Shape(model)
    pks = list(pks)
    found = {}
    for start in range(0, len(pks), 500):
        rows = models.QuerySet(model).filter(pk__in=pks[start : start + 500]).values_list("pk", *shape.told)
        found.update((pk, digest_of(values)) for pk, *values in rows)
    return found
