"""The table in which the rows of one model are prepared."""

from django.db import connection

from publishing.resources.staging.connecting import quiet_transaction, quoted
from publishing.resources.staging.finding import Finding
from publishing.resources.staging.marks import NEW, OWN
from publishing.resources.staging.rules import Rules
from publishing.resources.staging.shape import Shape
from publishing.resources.staging.writing import Writing

KNOWN_BY = list(OWN).index("stage_known_by")


class Staged(Finding, Rules, Writing):
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
        self.are_known_by = False  # whether new rows are known by their names, having no code of their own
        self._make()

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

    @property
    def relations(self):
        return [field for field in self.shape.fields if field.is_relation]

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
            self.are_known_by = self.are_known_by or any(row[KNOWN_BY] is not None for row in rows)
        else:
            self.changed += len(rows)

    def add_links(self, links):
        """Relations to several as (field, key of the row, key of the other, place); None empties the field."""
        if links:
            self.linked = True
            with quiet_transaction(), connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {quoted(self.links)} VALUES (%s, %s, %s, %s)", links)

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

    def _all(self, sql, values=()):
        with connection.cursor() as cursor:
            cursor.execute(sql, list(values))
            return cursor.fetchall()

    def drop(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.links)}")
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.refs)}")
