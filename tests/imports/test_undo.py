"""An import is taken back: what nobody touched goes back, what somebody edited stays, and why is said."""

import io

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting, Stop
from publishing.models import ImportStatus, RowFate
from publishing.resources import NotToBeUndone, undo
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
