"""Staged rows into the record, and what an import did to each into its history."""

from django.db import connection

from publishing.resources.staging.connecting import quoted, wait_for
from publishing.resources.staging.marks import CHANGED, NEW
from publishing.resources.staging.shape import CLOCK, digests_of

AT_ONCE = 5000  # rows of the history in one short transaction


class Writing:
    """How the rows of a Staged are written."""

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
