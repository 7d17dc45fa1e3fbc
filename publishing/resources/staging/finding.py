"""Which staged row is meant: by its values, its name or its key."""

from django.db import connection, models

from publishing.resources.staging.connecting import quoted
from publishing.resources.staging.marks import NEW


class Finding:
    """What is asked of the rows of a Staged."""

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

    def codes_among(self, codes):
        """Which of these are codes of new rows."""
        if not codes or not self.new:
            return set()
        self._index(("code",))
        places = ", ".join(["%s"] * len(codes))
        return {
            code
            for (code,) in self._all(
                f"SELECT code FROM {quoted(self.table)} WHERE code IN ({places}) AND stage_kind = '{NEW}'",
                codes,
            )
        }

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

    def names_after(self, pk, names, limit):
        """(id, *names) of the new rows whose key is higher, the lowest first."""
        self._index(("id",))
        return self._all(
            f"SELECT id, {', '.join(map(quoted, names))} FROM {quoted(self.table)} "
            f"WHERE id > %s AND stage_kind = '{NEW}' ORDER BY id LIMIT {limit}",
            [pk],
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

    def keys(self):
        return [pk for (pk,) in self._all(f"SELECT id FROM {quoted(self.table)}")]
