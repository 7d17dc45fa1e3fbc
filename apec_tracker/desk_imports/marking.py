"""The same sheet once more, with what is wrong with each row in a column of its own, to be handed back."""

import csv
import re
import tempfile
from datetime import date, time

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from publishing.languages import reading_language
from publishing.models import KnownHeading
from publishing.resources import MARKED, resources
from publishing.sheets import SheetError, disarmed, find_heading, open_book

# Rows that a sheet leaves blank stand blank here too, as long as there are not very many of them.
BLANK_AT_MOST = 1000
TEXTS = ("csv", "json", "ics")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
TITLE = 31


class Marking:
    """One file on its way back.

    parcel  the file as it was handed in
    told    the problems of its import, as the report keeps them

    Raises SheetError where the file cannot be read, or holds no sheets.
    """

    def __init__(self, parcel, told):
        self.language = reading_language()
        self.said = {}
        for problem in told:
            if problem["file"] == parcel.name and problem["row"]:
                key = problem["sheet"], problem["row"]
                self.said.setdefault(key, []).append(self.in_words(problem))
        self.sheets = open_book(parcel.data, parcel.name).sheets
        if not self.sheets:
            raise SheetError("nothing_inside", file=parcel.name)
        # Read to its end once: what cannot be read is known before the first row is sent.
        self.widths = [max((len(values) for _n, values in sheet.rows()), default=0) for sheet in self.sheets]
        self.is_text = len(self.sheets) == 1 and self.sheets[0].kind in TEXTS
        self.name = f"{parcel.name.rsplit('.', 1)[0]}-problems.{'csv' if self.is_text else 'xlsx'}"

    def in_words(self, problem):
        parts = problem["message"][self.language], problem["suggestion"][self.language]
        said = (" " if self.language == "en" else "").join(parts).strip()
        if not problem["column"]:
            return said
        return f"{problem['column']}: {said}" if self.language == "en" else f"「{problem['column']}」：{said}"

    def rows(self, sheet, width):
        """The rows of a sheet, each with its problems in the column after the last."""
        headings, before = heading_row(sheet), None
        between = " " if self.language == "en" else ""
        for number, values in sheet.rows():
            if before is not None:
                yield from ([] for _blank in range(min(number - before - 1, BLANK_AT_MOST)))
            before = number
            said = self.said.get((sheet.name, number), [])
            if number == headings:
                said = [MARKED[self.language != "en"]]
            yield [*map(plain, values), *[""] * (width - len(values)), between.join(map(disarmed, said))]

    # Writing

    def as_csv(self):
        """The lines of a CSV that Excel opens with Chinese intact."""
        writer = csv.writer(Echo())
        yield "\ufeff"
        for row in self.rows(self.sheets[0], self.widths[0]):
            yield writer.writerow(
                [value.isoformat() if isinstance(value, date | time) else value for value in row]
            )

    def as_xlsx(self):
        """An open file that holds a workbook with every sheet."""
        book = Workbook(write_only=True)
        for number, (sheet, width) in enumerate(zip(self.sheets, self.widths, strict=True), 1):
            title = NOT_IN_TITLES.sub(" ", sheet.name)[:TITLE].strip("' ") or str(number)
            page = book.create_sheet(title)
            if sheet.hidden and not all(
                sheet.hidden for sheet in self.sheets
            ):  # or its rows would come in the next time
                page.sheet_state = "hidden"
            for row in self.rows(sheet, width):
                page.append(row)
        file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
        book.save(file)
        file.seek(0)
        return file


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def heading_row(sheet) -> int:
    """The row that holds the headings, as an import finds it; the first one where none is known."""
    known = {heading for resource in resources() for heading in resource.all_headings}
    known.update(KnownHeading.objects.values_list("heading", flat=True))
    try:
        return find_heading(sheet, known).row
    except SheetError as error:
        return error.row or next((number for number, _values in sheet.rows()), 0)


def plain(value):
    """A cell that no program takes for a formula and no workbook refuses."""
    if not isinstance(value, str):
        return value
    return disarmed(ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value)))
