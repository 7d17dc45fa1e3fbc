"""Columns that name other records."""

from publishing.resources.columns.column import REMEMBERED, Column
from publishing.resources.sentences import refusal
from publishing.sheets import read_list, read_text


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


class AboutColumn(Column):
    """The code of a record of whatever kind, which a cell may also name by its address or name."""

    def learn(self, cells, reading):
        """Look the codes of many rows up at once, so that none of them costs a question of its own."""
        codes = {
            cell: cell.strip().upper() for cell in cells if type(cell) is str and cell not in self.memory
        }
        found = reading.references.codes_among(set(codes.values()))
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        self.memory.update((cell, (code,)) for cell, code in codes.items() if code in found)

    def value(self, cell, reading):
        return reading.find_code(self, read_text(cell))
