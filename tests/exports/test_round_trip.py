"""What goes out comes back: an export, read into an empty database, is exported again as it was."""

import io
import random

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from meetings.models import Meeting
from publishing.models import State
from publishing.resources import resources
from publishing.resources.columns import TextColumn
from publishing.sheets import Table, write
from reference.models import Economy
from tests import make
from tests.exports.whole import (
    KINDS,
    around,
    bring,
    changes_nothing,
    content_of,
    empty_the_record,
    export,
    sheets_of,
)

pytestmark = pytest.mark.content


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_record_comes_back_as_it_went_out(tmp_path, kind):
    first, second = around(tmp_path, kind)
    assert content_of(first) == content_of(second)
    # An export of nothing would pass the line above.
    told = sheets_of(first)
    for resource in resources():
        assert resource.model._base_manager.count() == max(0, len(told.get(resource.name, [])) - 1)
    assert len(told) == len(resources())
    assert not Meeting.objects.public().exists(), "what arrives is a draft"


def test_publication_travels_only_when_it_is_asked_to(tmp_path):
    before = dict(Meeting.objects.values_list("code", "state"))
    assert State.PUBLISHED in before.values()
    first, second = around(tmp_path, "json", with_state=True)
    assert content_of(first) == content_of(second)
    assert dict(Meeting.objects.values_list("code", "state")) == before


def moments():
    """When each record that knows it was last saved."""
    return {
        resource.name: list(resource.model._base_manager.order_by("pk").values_list("pk", "changed_at"))
        for resource in resources()
        if any(field.name == "changed_at" for field in resource.model._meta.concrete_fields)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_read_into_the_record_it_came_from_changes_nothing(tmp_path, kind):
    before = moments()
    assert changes_nothing(export(tmp_path / f"out.{kind}"))
    assert moments() == before


def test_rows_and_columns_may_stand_in_any_order(tmp_path):
    first = export(tmp_path / "first.zip")
    chance = random.Random(7)
    tables = []
    for name, (headings, *rows) in sheets_of(first).items():
        order = list(range(len(headings)))
        chance.shuffle(order)
        rows = [row + [""] * (len(headings) - len(row)) for row in rows]
        chance.shuffle(rows)
        tables.append(Table(name, [headings[n] for n in order], [[row[n] for n in order] for row in rows]))
    chance.shuffle(tables)
    # As read from CSV the cells have their apostrophes already, and JSON adds none that they need.
    mixed = tmp_path / "mixed.xlsx"
    write(mixed, "xlsx", tables)
    assert changes_nothing(mixed)
    empty_the_record()
    bring(mixed)
    assert content_of(export(tmp_path / "second.zip")) == content_of(first)


def test_a_folder_of_csv_is_read_as_one_export(tmp_path):
    folder = export(tmp_path / "folder")
    assert len(list(folder.iterdir())) == len(resources())
    assert changes_nothing(folder)


def test_every_field_that_an_editor_fills_in_has_its_column():
    for resource in resources():
        fields = [*resource.model._meta.concrete_fields, *resource.model._meta.many_to_many]
        translated = {f.translated_field.name for f in fields if hasattr(f, "translated_field")}
        own = {f.name for f in fields if f.many_to_many and not f.remote_field.through._meta.auto_created}
        wanted = {f.name for f in fields if f.editable and not f.primary_key} - translated - own
        assert wanted - set(resource.columns) == set(), resource.name


# Values that lists of real records never hold, in every text of one record of each kind.

NASTY = ["=1+1", "'=1", "''", "(empty)", "（空）", "'(empty)", "#N/A", "001", "TRUE", "1/2", "2024-05", "a; b、c",
         'say "x", he said', "line\nline\n\nline", "臺北 and 台北", "😀", "_x0041_", "-", "n/a", "待定", "＝1", "'"]  # fmt: skip


def free_texts(resource):
    """The columns in which anything may stand."""
    for column in resource.columns.values():
        field = column.field
        is_text = type(column) is TextColumn and not isinstance(field, models.URLField | models.SlugField)
        is_key = field.unique or field.name in (*resource.key_fields, "about")
        if is_text and not is_key and not column.validators:
            yield column


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_may_look_like_anything_else(tmp_path, kind):
    make.make_target(economy=Economy.objects.first())
    number = 0
    for resource in resources():
        record = resource.model._base_manager.order_by("pk").last()
        values = {}
        for column in free_texts(resource):
            text = NASTY[number % len(NASTY)]
            values[column.attname] = text[: column.field.max_length]
            number += 1
        if values:
            # Past the rules of forms, yet as a save would leave it.
            vars(record).update(values)
            record.tidy()
            resource.model._base_manager.filter(pk=record.pk).update(
                **{n: getattr(record, n) for n in values}
            )
    assert number > 100
    first, second = around(tmp_path, kind)
    assert content_of(first) == content_of(second)


def test_a_text_too_long_for_a_workbook_is_told_with_the_way_out(tmp_path):
    Meeting.objects.filter(code="MTG-1994-AELM2").update(summary_en="x" * 40_000)
    with pytest.raises(CommandError, match=r"MTG-1994-AELM2.*32,767.*CSV or JSON"):
        call_command("export_content", str(tmp_path / "out.xlsx"), stdout=io.StringIO(), language="en")
    first, second = around(tmp_path, "zip")
    assert content_of(first) == content_of(second)
    assert Meeting.objects.get(code="MTG-1994-AELM2").summary_en == "x" * 40_000
