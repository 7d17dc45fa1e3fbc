"""The same sheet once more, with what is wrong with each row in a column of its own, to be handed back."""

import csv
import json
import math
import re
import tempfile
from datetime import date, time

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE

from publishing.languages import reading_language
from publishing.models import KnownHeading
from publishing.resources import MARKED, MARKED_FILE, is_mark, of_events, resource_of_events, resources
from publishing.sheets import SheetError, disarmed, find_heading, open_book
from publishing.sheets.tables import Fault

# Rows that a sheet leaves blank stand blank here too, as long as there are not very many of them.
BLANK_AT_MOST = 1000
# In place of what a program has not worked out, or no cell can hold: an import refuses it once more.
ERROR = "#N/A"
CELL = 32_767  # characters
DIGITS = 15  # of a number in a workbook
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
            if problem["file"] == parcel.name and problem["row"] is not None:
                key = problem["sheet"], problem["row"]
                self.said.setdefault(key, []).append(self.in_words(problem))
        # A calendar comes back as the sheet that it became.
        self.sheets = [
            of_events(sheet) if sheet.kind == "ics" else sheet
            for sheet in open_book(parcel.data, parcel.name).sheets
        ]
        if not self.sheets:
            raise SheetError("nothing_inside", file=parcel.name)
        # Read to its end once: what cannot be read is known before the first row is sent.
        self.widths = [max((len(values) for _n, values in sheet.rows()), default=0) for sheet in self.sheets]
        # A workbook keeps the name of a sheet that is called otherwise than its file.
        self.is_text = [sheet.kind for sheet in self.sheets] == ["csv"]
        stem = parcel.name.rsplit(".", 1)[0].removesuffix(MARKED_FILE)
        self.name = f"{stem}{MARKED_FILE}.{'csv' if self.is_text else 'xlsx'}"

    def in_words(self, problem):
        parts = problem["message"][self.language], problem["suggestion"][self.language]
        said = (" " if self.language == "en" else "").join(parts).strip()
        if not problem["column"]:
            return said
        return f"{problem['column']}: {said}" if self.language == "en" else f"「{problem['column']}」：{said}"

    def rows(self, sheet, width):
        """The rows of a sheet, each with its problems in the column after the last."""
        headings, before = heading_row(sheet), None
        # Those of the time before stand in the same place.
        over = next((values for number, values in sheet.rows() if number == headings), ())
        old = next((index for index, heading in enumerate(over) if is_mark(heading)), None)
        between = " " if self.language == "en" else ""
        for number, values in sheet.rows():
            if before is not None:
                yield from ([] for _blank in range(min(number - before - 1, BLANK_AT_MOST)))
            before = number
            said = self.said.get((sheet.name, number), [])
            said = between.join(map(disarmed, said))
            if number == headings:
                said = f"{MARKED[self.language != 'en']}\n{said}".strip()
            row = [*map(plain, values), *[""] * (width - len(values)), said]
            if old is not None:
                row[old] = row.pop()
            yield row

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
            name = resource_of_events().name if sheet.kind == "ics" else sheet.name
            title = NOT_IN_TITLES.sub(" ", name)[:TITLE].strip("' ") or str(number)
            page = book.create_sheet(title)
            if sheet.hidden and not all(
                sheet.hidden for sheet in self.sheets
            ):  # or its rows would come in the next time
                page.sheet_state = "hidden"
            for row in self.rows(sheet, width):
                page.append(list(map(fitting, row)))
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
    if isinstance(value, Fault):
        return str(value) if value in ERROR_CODES else ERROR
    if isinstance(value, list) and not any(isinstance(part, list | dict) for part in value):
        value = "; ".join("" if part is None else str(part) for part in value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, int | float) and not is_cell(value):
        value = str(value)
    if not isinstance(value, str):
        return value
    return disarmed(ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value)))


def is_cell(number):
    """Whether a cell of a workbook can hold a number to its last digit."""
    if isinstance(number, float):
        return math.isfinite(number)
    return abs(number) < 10**DIGITS


def fitting(value):
    """The value, or an error in place of a text that a workbook would cut short."""
    return ERROR if isinstance(value, str) and len(value) > CELL else value
