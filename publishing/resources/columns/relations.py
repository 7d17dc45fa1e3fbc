"""Columns that name other records."""

from publishing.resources.columns.column import Column
from publishing.resources.sentences import refusal
from publishing.sheets import read_list


class ReferenceColumn(Column):
    """Another record, by its code, address, name or natural key."""

    def value(self, cell, reading):
        return reading.find(self.field.remote_field.model, cell, self)

    def emptied(self):
        if self.field.null:
            return
        raise refusal("required")

    def written(self, value, writing):
        return writing.key(self.field.remote_field.model, value)


class ReferencesColumn(Column):
    """Several other records: a list, or with semicolons between them."""

    is_many = True
    width = 30

    def value(self, cell, reading):
        return tuple(
            dict.fromkeys(reading.find(self.field.remote_field.model, part, self) for part in read_list(cell))
        )

    def emptied(self):
        return ()

    def hold_to_rules(self, value, cell):
        """The number of them is free."""

    def written(self, value, writing):
        return list(filter(None, (writing.key(self.field.remote_field.model, pk) for pk in value)))
