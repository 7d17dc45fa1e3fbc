"""Empty sheets to fill in: headings in the editor's language, what may stand below them, lists to choose from."""

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from publishing.languages import column as column_of
from publishing.resources.columns import NumberColumn
from publishing.resources.exporting import headings_of
from publishing.resources.planning import HELP_SHEETS, LIST_SHEETS
from publishing.resources.resource import RecordResource, resource_of
from publishing.resources.telling import choices, heading, holds, is_required
from publishing.sheets import Table, harmless

ROWS = 5000  # that lists are offered for


def blank_table(resource: RecordResource, language: str) -> Table:
    """Nothing but the headings, for CSV."""
    columns = [resource.columns[name] for name in headings_of(resource)]
    return Table(resource.name, [heading(resource, column, language) for column in columns], [])


def blank_book(resource: RecordResource, language: str) -> Workbook:
    """A workbook with the empty sheet, a sheet that explains it, and lists; an import reads the first alone."""
    columns = [resource.columns[name] for name in headings_of(resource)]
    book = Workbook()
    sheet = book.active
    sheet.title = resource.name
    sheet.freeze_panes = "A2"
    lists = book.create_sheet(LIST_SHEETS[language != "en"])
    lists.sheet_state = "hidden"
    offered = 0
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, heading(resource, column, language))
        cell.font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(column.width, len(cell.value) + 4)
        if not isinstance(column, NumberColumn):
            # As text, so that no program makes a day of 2024-05.
            sheet.column_dimensions[letter].number_format = "@"
        words = choices(column, language) or named_records(column, language)
        if words:
            offered += 1
            offer(sheet, lists, letter, offered, words)
    explain(book.create_sheet(HELP_SHEETS[language != "en"]), resource, columns, language)
    return book


def offer(sheet, lists, letter, place, words):
    """A list to choose from; whatever else is written is only asked about, for an import understands more."""
    for row, word in enumerate(words, 1):
        lists.cell(row, place).value = harmless(word)
    source = get_column_letter(place)
    rule = DataValidation(
        "list", formula1=f"'{lists.title}'!${source}$1:${source}${len(words)}", allow_blank=True
    )
    rule.errorStyle = "warning"
    rule.add(f"{letter}2:{letter}{ROWS}")
    sheet.add_data_validation(rule)


def named_records(column, language):
    """The names of the records that a column refers to, where there are few and they are worth a list."""
    other = resource_of(column.field.remote_field.model) if column.field.is_relation else None
    if other is None or not other.is_offered or column.is_many:
        return []
    mine, others = (column_of("name", code) for code in (language, "zh-hant" if language == "en" else "en"))
    names = other.model.objects.order_by("position").values_list(mine, others)
    return [name or fallback for name, fallback in names]


def required(resource, column):
    if not is_required(resource, column):
        return ""
    return _("in one of the two languages") if column.original else _("yes")


def explain(sheet, resource, columns, language):
    with override(language):
        rows = [
            (_("Column"), _("Required"), _("What it holds"), _("Choices"), _("Help")),
            *(
                (
                    heading(resource, column, language),
                    required(resource, column),
                    holds(column, language),
                    "; ".join(choices(column, language)),
                    column.help,
                )
                for column in columns
            ),
        ]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for letter, width in zip("ABCDE", (28, 10, 40, 40, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
