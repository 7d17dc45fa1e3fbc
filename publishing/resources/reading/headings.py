"""Which column of a sheet is which column of the record."""

from collections import Counter
from functools import cached_property
from itertools import islice

from publishing.imports import LANGUAGES
from publishing.resources.columns import HAN, DayColumn, speaks_another
from publishing.resources.resource import DAYS
from publishing.resources.sentences import Problem, refusal
from publishing.sheets import SheetError, find_heading, fold, halves, spellings

# Over the column that is added to a sheet on its way back to whoever sent it; what is wrong with the headings
# themselves stands below the word, in the same cell.
MARKED = ("Problems", "匯入問題")
SOUGHT = 6  # headings in one sentence
LOOKED_AT = 50  # rows that tell the language of a heading which does not


def is_mark(heading) -> bool:
    """Whether a cell stands over the problems of a copy that was handed back."""
    return isinstance(heading, str) and fold(heading.partition("\n")[0]) in map(fold, MARKED)


class Headings:
    """Which column of a sheet is which column of the record.

    places    [(index, heading, Column)]
    unknown   headings that nobody has explained yet
    left_out  headings of the columns on publication, which a sheet does not decide
    beside    [(index, heading, name)] of what stands in another sheet of ours
    """

    def __init__(self, sheet, resource, mapped, *, with_state=False):
        self.sheet, self.resource = sheet, resource
        known = [*resource.all_headings, *mapped]
        try:
            self.row, self.names = find_heading(sheet, known)
        except SheetError as error:
            raise self.in_words(error) from error
        self.places, self.unknown, self.left_out, self.problems, self.beside = [], [], [], [], []
        self.either = {}  # the column of the other language by that of most texts, where a heading names neither
        columns = {name: column.anew() for name, column in resource.columns.items()}
        # Beside a date of its own, a first or last day would be a second one.
        self.days = {}
        date = next((h for i, h in enumerate(self.names) if h and self.meant(h, i, mapped) == "when"), None)
        if date is None:
            self.days = resource.days
            columns |= {name: DayColumn(columns["when"].field, name) for name in set(self.days.values())}
        taken = {}
        for index, heading in enumerate(self.names):
            if not heading:
                continue
            name = self.meant(heading, index, mapped)
            if name is None:
                self.unknown.append(heading)
            elif name == "" or (name in resource.publication and not with_state):
                if name:
                    self.left_out.append(heading)
            elif name in DAYS and date is not None:
                details = {"other": date, "column": "when"}
                self.problems.append(Problem("column_twice", heading, details=details, row=self.row))
            elif name in taken:
                details = {"other": taken[name], "column": name}
                self.problems.append(Problem("column_twice", heading, details=details, row=self.row))
            elif name in resource.beside:
                taken[name] = heading
                self.beside.append((index, heading, name))
            else:
                taken[name] = heading
                self.places.append((index, heading, columns[name]))
        for name, other in self.either.items():
            if name in taken and other not in taken:
                columns[name].other = columns[other]
        # The last day is read when the first is known.
        self.places.sort(key=lambda place: place[2].name == "last_day")

    def in_words(self, error):
        """The same error; that no headings were found, with those of the resource in the language of each sentence."""
        if error.code != "no_heading":
            return error
        columns = [c for c in self.resource.columns.values() if c.name not in self.resource.publication]
        said = {language: [c.label(language) for c in columns[:SOUGHT]] for language in LANGUAGES}
        names = {"names_en": ", ".join(said["en"]), "names_zh": "、".join(said["zh-hant"])}
        return refusal("no_heading", **names).at(file=error.file, sheet=error.sheet)

    def meant(self, heading, index, mapped):
        """The name of the column that a heading stands for; "" to leave it out, None if unknown."""
        if is_mark(heading):
            return mapped.get(fold(heading), "")
        for spelling in spellings(heading):
            if (name := self.named(spelling, index, mapped)) is not None:
                return name
        # 日期 Date says the same thing twice; what says two things is not known.
        names = {self.named(half, index, mapped) for half in halves(heading)}
        return names.pop() if len(names) == 1 else None

    def named(self, folded, index, mapped):
        if folded in mapped:
            return mapped[folded]
        if folded in self.resource.by_heading:
            return self.resource.by_heading[folded]
        if folded in self.resource.bare:
            name, other = self.resource.bare[folded]
            if not self.is_chinese(index, folded):
                name, other = other, name
            self.either[name] = other
            return name
        return self.days.get(folded) or self.resource.besides.get(folded)

    @cached_property
    def language(self):
        """That of the headings, in which their sheet is told what it lacks."""
        return "zh-hant" if any(map(HAN.search, self.names)) else "en"

    def label(self, name, language=""):
        """What an editor reads over a column, or a field that no column stands for."""
        column = self.resource.columns.get(name)
        return column.label(language or self.language) if column else name

    def is_chinese(self, index, heading):
        """Whether most texts under a heading are in Chinese; where there are as many in English, the heading tells."""
        seen = Counter()
        for number, values in islice(self.sheet.rows(), self.row + LOOKED_AT):
            if (
                number > self.row
                and index < len(values)
                and isinstance(values[index], str)
                and values[index].strip()
            ):
                seen[speaks_another(values[index], "en")] += 1
        return seen[True] > seen[False] or (seen[True] == seen[False] and bool(HAN.search(heading)))
