"""The rules of the database, held against staged rows before one of them is written."""

from django.db import connection, models

from publishing.resources.staging.connecting import quoted


class Rules:
    """Which rows of a Staged a rule would refuse."""

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

    def breaking(self, check):
        """The keys of the rows that break a rule, given its SQL."""
        return [pk for (pk,) in self._all(f"SELECT id FROM {quoted(self.table)} WHERE NOT ({check})")]

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

    def new_twice(self, limit):
        """New rows that a later import could not tell from an earlier new row of this one: (rowno, sheet, id)."""
        if not self.are_known_by:
            return []
        table = quoted(self.table)
        first = (
            f"SELECT stage_known_by, MIN(id) AS id FROM {table} WHERE stage_known_by IS NOT NULL "
            "GROUP BY stage_known_by HAVING COUNT(*) > 1"
        )
        return self._all(
            f"SELECT s.stage_row, s.stage_sheet, s.id FROM {table} s JOIN ({first}) f "
            "ON s.stage_known_by = f.stage_known_by AND s.id > f.id "
            f"ORDER BY s.stage_sheet, s.stage_row LIMIT {limit}"
        )

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
