"""What an Open SDG site brought is taken back: made rows go, changed ones get back what they had, edits stay."""

import pytest

from goals.models import Indicator, OpenSDGFile, Reading, Target
from goals.opensdg.incoming.writing import OpenSDGPlan
from publishing.imports import fetch
from publishing.models import ImportedRow, ImportStatus, RowFate
from publishing.resources import undo
from reference.models import Source
from tests import make
from tests.goals.test_opensdg import DATA, META, folder
from tests.imports.sheets import bring

pytestmark = pytest.mark.django_db
MODELS = (Source, Indicator, Target, Reading, OpenSDGFile)


@pytest.fixture(autouse=True)
def testland():
    return make.make_economy(apec_code="TST", name_en="Testland", name_zh_hant="測試地")


def bring_in(path, *others):
    run, report = bring(fetch(path), *map(fetch, others))
    assert not report.problems
    return run


def record():
    """All that the import may touch, as it is stored, without the clock."""
    return [
        [{name: value for name, value in row.items() if name != "changed_at"} for row in rows]
        for rows in (model._base_manager.order_by("pk").values() for model in MODELS)
    ]


def fates(run):
    return {
        f"{row.label.partition('.')[2]} {row.fate}" for row in run.rows.all() if row.fate != RowFate.REVERSED
    }


def test_a_first_import_leaves_nothing_behind_and_can_come_again(tmp_path):
    make.make_organisation(name_en="Office of Labour")
    meta = META.replace("auto_progress", "un_custodian_agency: Office of Labour\nauto_progress")
    run = bring_in(folder(tmp_path, meta=meta))
    assert Indicator.objects.get().custodians.count() == 1
    assert undo(run, "Ann") == {"reversed": 9, "kept": 0, "stuck": 0}
    assert record() == [[], [], [], [], []]
    assert not Indicator.custodians.through.objects.exists()
    bring_in(tmp_path)
    assert [model.objects.count() for model in MODELS] == [1, 1, 1, 5, 1]


def test_each_record_is_told_with_the_file_and_the_row_it_came_from(tmp_path):
    run = bring_in(folder(tmp_path))
    rows = run.rows.filter(label="goals.reading")
    assert {(row.sheet, row.row) for row in rows} == {
        ("data/indicator_8-5-2.csv", number) for number in range(2, 7)
    }
    assert rows.get(row=2).key.startswith("IND-8-5-2/TST/2016/")
    for row in rows:
        reading = Reading.objects.get(pk=row.object_id)
        assert reading.period in row.key
        assert (reading.created_at, reading.changed_at) == (run.written_at, run.written_at)
    assert set(run.rows.values_list("label", flat=True)) == {model._meta.label_lower for model in MODELS}


def test_a_revised_figure_gives_way_to_the_one_it_replaced(tmp_path):
    bring_in(folder(tmp_path))
    before = record()
    run = bring_in(folder(tmp_path, DATA.replace("6.0", "6.3")))
    assert Reading.objects.count() == 6
    assert undo(run) == {"reversed": 3, "kept": 0, "stuck": 0}
    assert record() == before
    bring_in(tmp_path)
    assert Reading.objects.get(period="2016", replaced_by=None).value == 6.3


def test_a_revised_figure_that_was_edited_stays_and_the_old_one_with_it(tmp_path):
    bring_in(folder(tmp_path))
    run = bring_in(folder(tmp_path, DATA.replace("6.0", "6.3")))
    new = Reading.objects.get(value=6.3)
    new.note_en = "By hand"
    new.save()
    undo(run)
    assert fates(run) == {"reading kept", "reading stuck"}
    old = Reading.objects.get(value=6.0)
    assert (old.replaced_by, old.release) == (new, "opensdg-tst (1)")
    assert "already a reading" in run.rows.get(fate=RowFate.STUCK).reason


def test_notes_names_and_targets_get_back_what_they_said(tmp_path):
    bring_in(folder(tmp_path))
    before = record()
    run = bring_in(
        folder(
            tmp_path,
            DATA.replace("Estimated value", "Provisional"),
            META.replace("Unemployment rate", "Jobless rate").replace("target: 4,", "target: 3,"),
        )
    )
    indicator, target = Indicator.objects.get(), Target.objects.get()
    assert (indicator.name_en, target.value) == ("Jobless rate", 3)
    assert Reading.objects.get(period="2017").note_en == "Provisional"
    assert {one.changed_at for one in (indicator, target)} == {run.written_at}
    row = run.rows.get(label="goals.reading")
    assert (row.was["note_en"], row.now["note_en"]) == ("Estimated value", "Provisional")
    assert undo(run) == {"reversed": 4, "kept": 0, "stuck": 0}
    assert record() == before


def test_what_an_editor_touched_is_kept_and_so_is_what_it_rests_on(tmp_path):
    run = bring_in(folder(tmp_path))
    reading = Reading.objects.get(period="2017")
    reading.note_en = "By hand"
    reading.save()
    assert undo(run) == {"reversed": 6, "kept": 1, "stuck": 2}
    assert fates(run) == {"reading kept", "indicator stuck", "source stuck"}
    assert list(Reading.objects.all()) == [reading]


def test_a_file_that_was_edited_is_kept_although_it_has_no_clock(tmp_path):
    bring_in(folder(tmp_path))
    run = bring_in(folder(tmp_path, DATA.replace("6.0", "6.3")))
    file = OpenSDGFile.objects.get()
    file.data += "2020,,,,,Percent,4\n"
    file.save()
    undo(run)
    assert fates(run) == {"opensdgfile kept"}


def test_a_new_release_beside_a_published_one_goes_and_the_published_one_stays(tmp_path):
    bring_in(folder(tmp_path))
    Reading.objects.update(state="published")
    before = record()
    run = bring_in(folder(tmp_path, DATA.replace("6.0", "6.3")))
    assert Reading.objects.filter(release="opensdg-tst~02").count() == 5
    assert undo(run)["reversed"] == 6
    assert record() == before


def test_two_folders_in_one_import_are_both_taken_back(tmp_path):
    first = folder(tmp_path / "one")
    second = folder(tmp_path / "two", DATA.replace("6.0", "6.3"))
    run = bring_in(first, second)
    assert Reading.objects.get(period="2016", replaced_by=None).value == 6.3
    assert run.status == ImportStatus.WRITTEN
    labelled = run.rows.filter(label="goals.reading")
    assert labelled.count() == len(set(labelled.values_list("object_id", flat=True))) == 6
    undo(run)
    assert not fates(run)
    assert record() == [[], [], [], [], []]


def test_an_unchanged_folder_writes_no_row(tmp_path):
    bring_in(folder(tmp_path))
    count = ImportedRow.objects.count()
    assert bring_in(tmp_path).status == ImportStatus.UNCHANGED
    assert ImportedRow.objects.count() == count


def test_somebody_who_was_faster_is_not_written_over(tmp_path, monkeypatch):
    bring_in(folder(tmp_path))
    path = folder(tmp_path, meta=META.replace("Unemployment rate", "Jobless rate"))
    prepare, met = OpenSDGPlan.prepare, []

    def late(plan, run):
        if not met:
            met.append(True)
            one = Indicator.objects.get()
            one.name_en = "By hand"
            one.save()
        prepare(plan, run)

    monkeypatch.setattr(OpenSDGPlan, "prepare", late)
    bring_in(path)
    assert Indicator.objects.get().name_en == "By hand"
