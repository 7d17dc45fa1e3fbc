"""An export of everything, an empty database, and the import of what was exported."""

import io
from pathlib import Path

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from openpyxl import load_workbook

from publishing.models import ImportedRow
from publishing.sheets import open_book

ROOMS = ("publishing", "reference", "meetings", "goals", "dialogues", "articles")
KINDS = ("xlsx", "json", "zip")


def export(path, *only, **options):
    if only:
        options["only"] = list(only)
    call_command("export_content", str(path), stdout=io.StringIO(), language="en", **options)
    return path


def bring(path, **options):
    out = io.StringIO()
    try:
        call_command("import_content", str(path), stdout=out, stderr=out, language="en", **options)
    except CommandError as error:
        raise AssertionError(out.getvalue()) from error
    return out.getvalue()


def empty_the_record():
    """Every table of the rooms without a row; what names what is checked again when all is empty."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in ROOMS and model._meta.managed and not model._meta.proxy:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    connection.check_constraints()


def content_of(path: Path):
    """What an export says: its bytes, or of a workbook the values of all its cells."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    book = load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def around(tmp_path, kind, **options):
    """The first export, and the second one after a journey through an empty database."""
    first = export(tmp_path / f"first.{kind}", **options)
    empty_the_record()
    bring(first, **{name: value for name, value in options.items() if name == "with_state"})
    return first, export(tmp_path / f"second.{kind}", **options)


def changes_nothing(path, **options):
    """Whether an import finds nothing to write, and leaves no row behind."""
    rows = ImportedRow.objects.count()
    said = bring(path, **options)
    return "Nothing to write" in said and ImportedRow.objects.count() == rows


def sheets_of(path):
    return {sheet.name: [row.values for row in sheet.rows()] for sheet in open_book(path).sheets}
