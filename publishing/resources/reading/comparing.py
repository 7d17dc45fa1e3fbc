"""Whether a row says anything that is not stored already."""

from functools import cached_property

from django.db.models import QuerySet

from publishing.resources.columns import holds_later
from publishing.sheets import read_text


class Comparing:
    """Compares rows with what is stored, a batch at a time; most rows of a sheet that comes again end here."""

    def without_same(self, batch):
        """The rows that do not plainly say what is stored already: only they need to be read and judged."""
        places = self.plain_places
        if not places or not batch:
            return batch
        at = places[0][0]
        codes = [cells[at] for _n, cells in batch if len(cells) > at and type(cells[at]) is str]
        stored = QuerySet(self.model).filter(code__in=codes)
        stored = stored.values_list("code", "pk", *(column.attname for _i, column in places))
        stored = {code: (pk, values) for code, pk, *values in stored}
        if not stored:
            return batch
        left = []
        for number, cells in batch:
            known = stored.get(cells[at]) if len(cells) > at else None
            if known and known[0] not in self.claimed and self.says_the_same(cells, known[1]):
                self.claimed.add(known[0])
            else:
                left.append((number, cells))
        self.plan.count(self.resource.label, "same", len(batch) - len(left))
        return left

    @cached_property
    def plain_places(self):
        """(index, Column) of each column, the code first; none for a sheet whose rows must all be read."""
        places = [(index, column) for index, _heading, column in self.headings.places if not column.is_many]
        code = [place for place in places if place[1].name == "code"]
        return [*code, *(place for place in places if place not in code)] if code else []

    def says_the_same(self, cells, stored):
        count = len(cells)
        if count > len(self.headings.names) or "" in self.headings.names:
            return False
        for (index, column), value in zip(self.plain_places, stored, strict=True):
            if index < count and (cell := cells[index]) != "" and not column.is_same(cell, value):
                return False
        return all(index >= count or cells[index] == "" for index in self.looked_up_places)

    @cached_property
    def looked_up_places(self):
        """Columns of which the stored record itself says nothing."""
        many = [index for index, _heading, column in self.headings.places if column.is_many]
        return many + [index for index, _heading, _name in self.headings.beside]

    def old_values(self, pks):
        if not pks:
            return {}
        # Not by the manager that chooses a language: it takes its time, and the columns are named already.
        rows = QuerySet(self.model).filter(pk__in=pks).values_list("pk", *self.attnames)
        return {pk: dict(zip(self.attnames, values, strict=True)) for pk, *values in rows}

    def old_links(self, pks):
        """The keys of the related records by column, then by record."""
        links = {}
        for column in self.lasting if pks else ():
            field = column.field
            here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
            pairs = field.remote_field.through._base_manager.filter(**{f"{here}__in": pks}).order_by("pk")
            links[column.attname] = by_record = {}
            for of, to in pairs.values_list(f"{here}_id", f"{there}_id"):
                by_record.setdefault(of, []).append(to)
        return links

    def differs(self, row, old, links):
        if row.waiting:
            return True
        values = row.values
        for attname, value in values.items():
            if attname not in old:
                return True  # a column that came along with another, such as the words of a date
            before = old[attname]
            if before == value or (before in (None, "") and value in (None, "")):
                continue
            # Blanks around a text and the signs between its lines are no difference that a sheet can tell.
            if type(before) is str and type(value) is str and read_text(before) == value:
                values[attname] = before
                continue
            return True
        return any(
            holds_later(value) or set(links[name].get(row.pk, ())) != set(value)
            for name, value in row.links.items()
        )
