"""The records of one model that an undoing takes away or restores, in a table of their own that nobody else sees."""

from django.db import connection

from publishing.resources.staging import quiet_transaction, quoted, wait_for

AT_ONCE = 900  # keys in one statement


class Going:
    """Keys of records with what tells whether somebody saved them since.

    model     the record; its `changed_at` tells, or all of its columns where it does not know when it was saved
    has_code  whether others may name it by its code
    """

    def __init__(self, model, *, has_clock, has_code):
        self.model = model
        self.table = f"going_{model._meta.db_table}"
        self.stored = model._meta.db_table
        fields = [f for f in model._meta.concrete_fields if not f.primary_key]
        self.told = [f.column for f in fields if not has_clock or f.name == "changed_at"]
        self.has_code = has_code
        self.columns = [*self.told, *(["code"] if has_code and "code" not in self.told else [])]
        names = ", ".join(map(quoted, ["id", *self.columns]))
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {quoted(self.table)} AS SELECT {names}, 0 AS leaves "
                f"FROM {quoted(self.stored)} WHERE 1=0"
            )
            cursor.execute(f"CREATE INDEX {quoted(f'{self.table}_id')} ON {quoted(self.table)} (id, leaves)")

    def _all(self, sql, values=()):
        with connection.cursor() as cursor:
            cursor.execute(sql, list(values))
            return cursor.fetchall()

    # Filling it

    def add(self, pks, *, leaves):
        """Take records up as they are now; `leaves` says whether they are to be deleted."""
        names = ", ".join(map(quoted, ["id", *self.columns]))
        with quiet_transaction(), connection.cursor() as cursor:
            for some in several(pks):
                cursor.execute(
                    f"INSERT INTO {quoted(self.table)} SELECT {names}, {int(leaves)} FROM {quoted(self.stored)} "
                    f"WHERE id IN ({places(some)}) ORDER BY id",
                    some,
                )

    def leave_out(self, pks):
        with quiet_transaction(), connection.cursor() as cursor:
            for some in several(pks):
                cursor.execute(f"DELETE FROM {quoted(self.table)} WHERE id IN ({places(some)})", some)

    # What rests on those that leave

    def relations(self):
        """(table, column that names a record of ours, column that names the other, model of the other, name there)"""
        for relation in self.model._meta.related_objects:
            field = relation.field
            if not relation.many_to_many:
                model = relation.related_model
                yield model._meta.db_table, field.column, "id", model, field.attname
            elif relation.through._meta.auto_created:
                table = relation.through._meta.db_table
                yield (
                    table,
                    field.m2m_reverse_name(),
                    field.m2m_column_name(),
                    relation.related_model,
                    field.name,
                )
            # The rows of other tables between name the record by a relation of their own.

    def named_by(self, table, ours, theirs):
        """(key of theirs, key of ours) wherever a row names a record that leaves."""
        return self._all(f"SELECT {quoted(theirs)}, {quoted(ours)} {self._naming(table, ours)}")

    def named_by_code(self, table):
        """(key of theirs, key of ours) wherever a row is about a record that leaves."""
        return self._all(
            f"SELECT t.id, g.id FROM {quoted(table)} t JOIN {quoted(self.table)} g ON g.code = t.about "
            "WHERE g.leaves = 1"
        )

    def is_named(self, about):
        """Whether any row names a record that leaves; `about` are the tables that name others by their code."""
        return any(
            self._all(f"SELECT 1 {self._naming(table, ours)} LIMIT 1")
            for table, ours, *_names in self.relations()
        ) or (
            self.has_code
            and any(
                self._all(
                    f"SELECT 1 FROM {quoted(table)} WHERE about IN "
                    f"(SELECT code FROM {quoted(self.table)} WHERE leaves = 1) LIMIT 1"
                )
                for table in about
            )
        )

    def _naming(self, table, ours):
        return (
            f"FROM {quoted(table)} WHERE {quoted(ours)} IN "
            f"(SELECT id FROM {quoted(self.table)} WHERE leaves = 1)"
        )

    # In the transaction

    def is_overtaken(self):
        """Whether somebody saved or deleted one of the records since they were taken up."""
        differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        others = " OR ".join(f"o.{quoted(c)} {differs} g.{quoted(c)}" for c in self.told)
        wait_for(quoted(self.stored), f"SELECT id FROM {quoted(self.table)}")
        return bool(
            self._all(
                f"SELECT 1 FROM {quoted(self.table)} g LEFT JOIN {quoted(self.stored)} o ON o.id = g.id "
                f"WHERE o.id IS NULL OR {others} LIMIT 1"
            )
        )

    def delete(self):
        leaving = f"(SELECT id FROM {quoted(self.table)} WHERE leaves = 1)"
        with connection.cursor() as cursor:
            for field in self.model._meta.many_to_many:
                through = field.remote_field.through._meta
                if through.auto_created:
                    column = quoted(field.m2m_column_name())
                    cursor.execute(f"DELETE FROM {quoted(through.db_table)} WHERE {column} IN {leaving}")
            cursor.execute(f"DELETE FROM {quoted(self.stored)} WHERE id IN {leaving}")

    def drop(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")


def several(keys):
    keys = list(keys)
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def places(keys):
    return ", ".join(["%s"] * len(keys))
