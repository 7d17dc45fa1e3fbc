"""An import is taken back: what nobody touched goes back, what somebody edited stays, and why is said."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apec_tracker.importing import Cancelled
from goals.models import Target
from meetings.models import Meeting, Stop
from publishing.models import ImportRun, ImportStatus, RowFate
from publishing.resources import NotToBeUndone, edited_since, undo, undoing
from publishing.resources.undoing.looking import Undoing
from tests import make
from tests.imports.sheets import bring, csv_of

pytestmark = pytest.mark.django_db
HEAD = ("code", "name_en", "kind", "host_year", "theme_en", "topics")


@pytest.fixture(autouse=True)
def record():
    make.make_host_year(year=2024, code="HY-2024")
    make.make_topic(code="TOP-ONE")
    make.make_topic(code="TOP-TWO")
    make.make_place(code="PLA-LIMA")


def new(code, theme=""):
    return (code, f"Meeting {code}", "other", "2024", theme, "TOP-ONE")


def test_what_was_new_goes_and_what_was_changed_gets_back_what_it_had():
    old = make.make_meeting(code="MTG-2024-900", theme_en="Old theme", name_en="Old")
    old.topics.add(*make.Topic.objects.filter(code="TOP-TWO"))
    run, _report = bring(
        csv_of(HEAD, ("MTG-2024-900", "", "", "", "New theme", "TOP-ONE"), new("MTG-2024-901")),
        csv_of(("meeting", "position", "place"), ("MTG-2024-901", 1, "PLA-LIMA"), name="stops.csv"),
    )
    assert undo(run, "Ann") == {"reversed": 3, "kept": 0, "stuck": 0}
    old.refresh_from_db()
    assert (old.theme_en, [topic.code for topic in old.topics.all()]) == ("Old theme", ["TOP-TWO"])
    assert (Meeting.objects.count(), Stop.objects.count()) == (1, 0)
    run.refresh_from_db()
    assert (run.status, run.undone_by, run.undone_at is not None) == (ImportStatus.UNDONE, "Ann", True)


def test_what_was_edited_since_is_kept():
    run, _report = bring(csv_of(HEAD, new("MTG-2024-901"), new("MTG-2024-902")))
    edited = Meeting.objects.get(code="MTG-2024-901")
    edited.theme_en = "By hand"
    edited.save()
    assert undo(run) == {"reversed": 1, "kept": 1, "stuck": 0}
    assert list(Meeting.objects.values_list("code", "theme_en")) == [("MTG-2024-901", "By hand")]
    assert run.rows.get(fate=RowFate.KEPT).key == "MTG-2024-901"


def test_a_line_that_was_edited_is_kept_although_it_has_no_clock():
    run, _report = bring(
        csv_of(HEAD, new("MTG-2024-901")),
        csv_of(("meeting", "position", "place"), ("MTG-2024-901", 1, "PLA-LIMA"), name="stops.csv"),
    )
    stop = Stop.objects.get()
    stop.note_en = "By hand"
    stop.save()
    assert undo(run) == {"reversed": 0, "kept": 1, "stuck": 1}
    assert "stop" in run.rows.get(fate=RowFate.STUCK).reason


def test_what_others_rest_on_stays_with_the_reason():
    run, _report = bring(csv_of(HEAD, new("MTG-2024-901"), new("MTG-2024-902"), new("MTG-2024-903")))
    make.make_outcome(meeting=Meeting.objects.get(code="MTG-2024-901"))
    make.make_citation(Meeting.objects.get(code="MTG-2024-902"))
    assert undo(run) == {"reversed": 1, "kept": 0, "stuck": 2}
    reasons = dict(run.rows.filter(fate=RowFate.STUCK).values_list("key", "reason"))
    assert "outcome" in reasons["MTG-2024-901"]
    assert "citation" in reasons["MTG-2024-902"]


def test_what_is_gone_already_is_said():
    run, _report = bring(csv_of(HEAD, new("MTG-2024-901")))
    Meeting.objects.all().delete()
    assert undo(run) == {"reversed": 0, "kept": 0, "stuck": 1}


def test_an_import_is_taken_back_once_and_only_if_it_wrote():
    run, _report = bring(csv_of(HEAD, new("MTG-2024-901")))
    undo(run)
    with pytest.raises(NotToBeUndone):
        undo(run)
    refused, _report = bring(csv_of(HEAD, new("no code")))
    assert refused.status == ImportStatus.REFUSED
    with pytest.raises(NotToBeUndone):
        undo(refused)


def test_what_a_later_import_changed_stays_until_that_one_is_taken_back():
    old = make.make_meeting(code="MTG-2024-900", theme_en="Before")
    head = ("code", "theme_en")
    first, _report = bring(
        csv_of(HEAD, ("MTG-2024-900", "", "", "", "First", ""), new("MTG-2024-901", "First"))
    )
    second, _report = bring(csv_of(head, ("MTG-2024-900", "Second"), ("MTG-2024-901", "Second")))
    third, _report = bring(csv_of(head, ("MTG-2024-901", "Third")))
    assert edited_since(first, Meeting) == 2
    assert undo(first) == {"reversed": 0, "kept": 2, "stuck": 0}
    reasons = set(first.rows.values_list("key", "reason"))
    assert reasons == {
        ("MTG-2024-900", f"Import {second.pk} has changed it since; take that one back first."),
        ("MTG-2024-901", f"Import {third.pk} has changed it since; take that one back first."),
    }
    assert undo(second) == {"reversed": 1, "kept": 1, "stuck": 0}
    assert edited_since(first, Meeting) == 1
    # Of the first, what stands free can be taken back now; the rest when the third is.
    assert undo(first) == {"reversed": 1, "kept": 1, "stuck": 0}
    old.refresh_from_db()
    assert old.theme_en == "Before"
    assert undo(third) == {"reversed": 1, "kept": 0, "stuck": 0}
    assert undo(second) == {"reversed": 2, "kept": 0, "stuck": 0}
    assert undo(first) == {"reversed": 2, "kept": 0, "stuck": 0}
    assert list(Meeting.objects.values_list("code", flat=True)) == ["MTG-2024-900"]
    with pytest.raises(NotToBeUndone):
        undo(first)


def test_what_somebody_edited_between_two_imports_stays_although_the_second_was_taken_back():
    first, _report = bring(csv_of(HEAD, new("MTG-2024-901", "First")))
    meeting = Meeting.objects.get()
    meeting.theme_en = "By hand"
    meeting.save()
    second, _report = bring(csv_of(("code", "theme_en"), ("MTG-2024-901", "Second")))
    assert undo(second)["reversed"] == 1
    assert undo(first) == {"reversed": 0, "kept": 1, "stuck": 0}
    assert (Meeting.objects.get().theme_en, first.rows.get().reason) == (
        "By hand",
        "Somebody has saved it since.",
    )


def test_after_it_was_taken_back_the_same_file_comes_in_again():
    parcel = csv_of(HEAD, new("MTG-2024-901"))
    undo(bring(parcel)[0])
    assert bring(parcel)[1].totals.new == 1


def test_the_command_says_what_became_of_each_row():
    run, _report = bring(csv_of(HEAD, new("MTG-2024-901"), new("MTG-2024-902")))
    make.make_outcome(meeting=Meeting.objects.get(code="MTG-2024-901"))
    out = io.StringIO()
    call_command("undo_import", run.pk, language="en", stdout=out)
    assert "Taken back: 1" in out.getvalue()
    assert "MTG-2024-901: could not be taken back. Other records rest on it: outcome." in out.getvalue()
    with pytest.raises(CommandError, match="沒有編號"):
        call_command("undo_import", 99999, language="zh-hant", stdout=out)


def changed_and_new():
    """An import that changed one meeting and added another, and both of them before it is taken back."""
    old = make.make_meeting(code="MTG-2024-900", theme_en="Old theme", name_en="Old")
    run, _report = bring(csv_of(HEAD, ("MTG-2024-900", "", "", "", "New theme", ""), new("MTG-2024-901")))
    return run, old


@pytest.mark.parametrize("code", ["MTG-2024-900", "MTG-2024-901"])
def test_what_somebody_saves_at_the_last_moment_is_kept_as_well(monkeypatch, code):
    run, _old = changed_and_new()
    write_down, others = Undoing.write_down, iter([True])

    def somebody_is_faster(self, now):
        write_down(self, now)
        if self.model is Meeting and next(others, False):
            edited = Meeting.objects.get(code=code)
            edited.theme_en = "By hand"
            edited.save()

    monkeypatch.setattr(Undoing, "write_down", somebody_is_faster)
    assert undo(run) == {"reversed": 1, "kept": 1, "stuck": 0}
    assert Meeting.objects.get(code=code).theme_en == "By hand"
    assert run.rows.get(fate=RowFate.KEPT).key == code


@pytest.mark.parametrize("what", ["outcome", "citation"])
def test_what_comes_to_rest_on_a_record_at_the_last_moment_keeps_it(monkeypatch, what):
    run, _old = changed_and_new()
    write_down, others = Undoing.write_down, iter([True])

    def somebody_is_faster(self, now):
        write_down(self, now)
        if self.model is Meeting and next(others, False):
            meeting = Meeting.objects.get(code="MTG-2024-901")
            make.make_outcome(meeting=meeting) if what == "outcome" else make.make_citation(meeting)

    monkeypatch.setattr(Undoing, "write_down", somebody_is_faster)
    assert undo(run) == {"reversed": 1, "kept": 0, "stuck": 1}
    assert what in run.rows.get(fate=RowFate.STUCK).reason


def test_others_who_never_stop_saving_leave_the_import_as_it_is(monkeypatch):
    run, old = changed_and_new()
    monkeypatch.setattr(Undoing, "is_overtaken", lambda self: True)
    with pytest.raises(NotToBeUndone, match="kept saving"):
        undo(run)
    run.refresh_from_db(), old.refresh_from_db()
    assert (run.status, run.undone_at, old.theme_en) == (ImportStatus.WRITTEN, None, "New theme")
    assert Meeting.objects.count() == 2
    monkeypatch.undo()
    assert undo(run)["reversed"] == 2


def test_an_undoing_that_is_stopped_takes_nothing_back(monkeypatch):
    run, old = changed_and_new()

    def stop(rows):
        ImportRun.objects.filter(pk=run.pk).update(is_cancelled=True)
        raise Cancelled

    with pytest.raises(Cancelled):
        undo(run, progress=stop)
    run.refresh_from_db(), old.refresh_from_db()
    assert (run.status, run.is_cancelled, run.report["undoing_failed"]) == (
        ImportStatus.WRITTEN,
        False,
        False,
    )
    assert (old.theme_en, Meeting.objects.count()) == ("New theme", 2)


def test_an_import_is_taken_back_by_one_process_at_a_time():
    run, _old = changed_and_new()
    undoing.begin(run)
    with pytest.raises(NotToBeUndone, match="already"):
        undo(ImportRun.objects.get(pk=run.pk))
    assert undoing.carry_out(run)["reversed"] == 2


def test_an_undoing_whose_process_has_gone_leaves_the_import_as_it_was():
    run, _old = changed_and_new()
    undoing.begin(run)
    host = run.process.rpartition(":")[0]
    ImportRun.objects.filter(pk=run.pk).update(process=f"{host}:999999999")
    ImportRun.objects.settle()
    run.refresh_from_db()
    assert (run.status, run.report["undoing_failed"], run.rows.count()) == (ImportStatus.WRITTEN, True, 2)
    assert undo(run)["reversed"] == 2


def test_what_comes_back_does_not_push_out_what_took_its_place():
    old = make.make_meeting(code="MTG-2024-900", name_en="Old", slug="old")
    run, _report = bring(csv_of(("code", "slug"), ("MTG-2024-900", "newer")))
    make.make_meeting(code="MTG-2024-902", name_en="Another", slug="old")
    assert undo(run) == {"reversed": 0, "kept": 0, "stuck": 1}
    old.refresh_from_db()
    assert old.slug == "newer"
    assert "taken its place" in run.rows.get().reason


def test_what_comes_back_finds_its_place_left_by_what_is_new():
    old = make.make_meeting(code="MTG-2024-900", name_en="Old", slug="old")
    run, _report = bring(csv_of(("code", "slug"), ("MTG-2024-900", "newer")))
    Meeting.objects.filter(pk=old.pk).update(slug="newer")
    other, _report = bring(csv_of((*HEAD, "slug"), (*new("MTG-2024-901"), "old")))
    # As if both had been one import.
    Meeting.objects.filter(code="MTG-2024-901").update(changed_at=run.written_at)
    other.rows.update(run=run)
    assert undo(run) == {"reversed": 2, "kept": 0, "stuck": 0}
    old.refresh_from_db()
    assert (old.slug, Meeting.objects.count()) == ("old", 1)


def test_a_target_comes_back_only_where_no_other_has_its_year():
    target = make.make_target(code="TGT-ONE", target_year=2030)
    head = ("code", "target_year")
    run, report = bring(csv_of(head, ("TGT-ONE", "2035"), name="targets.csv"))
    assert not report.problems
    make.make_target(
        code="TGT-TWO", indicator=target.indicator, economy=target.economy, goal=target.goal, target_year=2030
    )
    assert undo(run) == {"reversed": 0, "kept": 0, "stuck": 1}
    Target.objects.filter(code="TGT-TWO").delete()
    again, _report = bring(csv_of(head, ("TGT-ONE", "2036"), name="targets.csv"))
    assert undo(again) == {"reversed": 1, "kept": 0, "stuck": 0}
    target.refresh_from_db()
    assert target.target_year == 2035


@pytest.mark.django_db(transaction=True)
def test_finding_out_what_becomes_of_the_rows_takes_no_lock(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("A writer of PostgreSQL waits for rows, not for the whole.")
    run, _old = changed_and_new()
    asked = []

    def ask(self, now):
        with connection.cursor() as cursor:
            # A transaction that held the lock would still be open here.
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        asked.append(self.model)

    monkeypatch.setattr(Undoing, "write_down", ask)
    undo(run)
    assert asked == [Meeting]


def test_what_a_second_try_noted_before_it_broke_off_does_not_count(monkeypatch):
    """The notes of an undoing are written ahead of it; those of one that broke off say that it did."""
    first, _report = bring(csv_of(HEAD, new("MTG-2024-901"), new("MTG-2024-902")))
    second, _report = bring(csv_of(("code", "theme_en"), ("MTG-2024-901", "Second")))
    assert undo(first) == {"reversed": 1, "kept": 1, "stuck": 0}
    undo(second)

    def break_off(self):
        raise Cancelled

    with monkeypatch.context() as patched:
        patched.setattr(Undoing, "is_overtaken", break_off)
        with pytest.raises(Cancelled):
            undo(first)
    first.refresh_from_db()
    assert first.status == ImportStatus.UNDONE
    assert set(first.rows.values_list("key", "fate", "reason")) == {
        ("MTG-2024-901", "stuck", "Taking it back was broken off."),
        ("MTG-2024-902", "reversed", ""),
    }
    assert undo(first) == {"reversed": 2, "kept": 0, "stuck": 0}
    assert not Meeting.objects.exists()
