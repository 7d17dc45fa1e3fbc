"""Cells become the values of a row; what a cell cannot be is told with its place."""

import re
from functools import cached_property

from publishing.resources.columns import Later
from publishing.resources.reading.rows import Row
from publishing.resources.references import named_by
from publishing.resources.sentences import Problem
from publishing.sheets import SheetError, read_text, read_zone
from publishing.sheets.tables import column_letter

YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)")


class Cells:
    """What columns ask of the reading of a sheet, and the reading of one row."""

    def warn(self, problem):
        self.plan.notice(
            problem.at(file=self.sheet.file, sheet=self.sheet.name, row=self.row, column=self.column or "")
        )

    def find(self, model, cell, column):
        return self.references.find(model, cell, self.warn, may_come=self.plan.may_bring(model, self.number))

    def find_code(self, column, text):
        """The code of the record of any kind that a cell names."""
        try:
            return self.references.find_code(text)
        except SheetError:
            # What is stored already, though what it was about has gone since, still goes out and comes in.
            code = text.upper()
            if self.model._base_manager.filter(**{column.name: code}).exists():
                return code
            raise

    def read(self, number, cells):
        """The values of one row; None when a cell is refused, which the plan has been told."""
        row, self.row, refused = Row(number), number, False
        width = len(self.headings.names)
        if len(cells) > width or "" in self.headings.names:
            refused = self.has_stray_cells(number, cells)
        self.cells, values = cells, row.values
        count = len(cells)
        self.year, self.zone = self.year_of(cells), self.zone_of(cells)
        for index, heading, column in self.headings.places:
            if index >= count:
                continue
            cell = cells[index]
            if cell == "":
                continue
            self.column = heading
            try:
                column.put(cell, values, self)
            except SheetError as error:
                self.refuse(error.problem, number, heading)
                refused = True
        if self.headings.beside:
            row.beside = {
                name: text
                for index, _heading, name in self.headings.beside
                if index < count and (text := read_text(cells[index]))
            }
            self.resource.take_beside(row, self)
        if refused:
            self.plan.count(self.resource.label, "refused")
            self.references.note_refused(self.model, (cells[i] for i in self.name_places if i < count))
            return None
        if self.has_followings:
            row.follows = self.resource.follows(values, self)
        for column in self.lasting:
            if column.attname in values:
                row.links[column.attname] = values.pop(column.attname)
        for attname in [a for a, value in values.items() if type(value) is Later]:
            row.waiting.append((attname, values.pop(attname)))
        return row

    def year_of(self, cells):
        """The year of a row's host year, for dates that name none."""
        if self.year_place is None or self.year_place >= len(cells):
            return None
        found = YEAR.search(str(cells[self.year_place]))
        return int(found[0]) if found else None

    def zone_of(self, cells):
        """The zone of a row, for times that name none."""
        if self.zone_place is None or self.zone_place >= len(cells):
            return ""
        try:
            return read_zone(cells[self.zone_place]).zone
        except SheetError:
            return ""  # told at the cell itself

    @cached_property
    def year_place(self):
        return self.place_of("host_year")

    @cached_property
    def zone_place(self):
        return self.place_of("time_zone")

    @cached_property
    def name_places(self):
        """The columns by which other rows may name this one."""
        names = ("code", "slug", *named_by(self.model))
        return [index for index, _heading, column in self.headings.places if column.name in names]

    def place_of(self, name):
        return next((index for index, _heading, column in self.headings.places if column.name == name), None)

    def has_stray_cells(self, number, cells):
        names = self.headings.names
        for index, value in enumerate(cells):
            if value != "" and (index >= len(names) or not names[index]):
                self.refuse(Problem("beyond_heading", value), number, column_letter(index))
                return True
        return False

    def refuse(self, problem, number, column=""):
        self.plan.refuse(
            problem.at(file=self.sheet.file, sheet=self.sheet.name, row=number or None, column=column)
        )

    def heading_of(self, name, language=""):
        """The heading over a column, or what an editor would read there where the sheet does not have it."""
        return self.by_name[name][0] if name in self.by_name else self.headings.label(name, language)
