"""export_content at the terminal: which sheets, in which form, and what the public may not see."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from publishing.resources import resources
from tests import make
from tests.exports.whole import export, sheets_of

pytestmark = pytest.mark.django_db


def refused(path, **options):
    with pytest.raises(CommandError) as refusal:
        call_command("export_content", str(path), stdout=io.StringIO(), **{"language": "en", **options})
    return str(refusal.value)


def test_the_ending_says_the_form(tmp_path):
    make.make_topic()
    assert list(json.loads(export(tmp_path / "a.json").read_text())) == [r.name for r in resources()]
    assert export(tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"
    assert (export(tmp_path / "a") / "topics.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    assert list(sheets_of(export(tmp_path / "topics.csv", "topics"))) == ["topics"]
    assert json.loads(export(tmp_path / "data", "topics", format="json").read_text())["topics"]


def test_only_some_sheets_stand_in_the_order_of_the_house(tmp_path):
    make.make_stop(make.make_meeting())
    found = json.loads(export(tmp_path / "a.json", "stops", "Meetings", "host years").read_text())
    assert list(found) == ["host-years", "meetings", "stops"]


def test_what_cannot_be_done_is_said(tmp_path):
    assert "“menus”" in refused(tmp_path / "a.json", only=["menus"])
    assert "“.docx”" in refused(tmp_path / "a.docx")
    assert "one sheet" in refused(tmp_path / "a.csv")
    assert "--format opensdg" in refused(tmp_path / "a.json", economy="CDA")
    assert "沒有名為「menus」的表格" in refused(tmp_path / "a.json", only=["menus"], language="zh-hant")
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_publication_goes_out_unless_it_is_asked_for(tmp_path):
    make.make_topic()
    (plain,) = json.loads(export(tmp_path / "a.json", "topics").read_text())["topics"]
    (whole,) = json.loads(export(tmp_path / "b.json", "topics", with_state=True).read_text())["topics"]
    assert "state" not in plain
    assert whole["state"] == "published"


SECRET = "Nobody may know"


def test_an_export_for_the_public_holds_nothing_that_is_hidden(tmp_path):
    draft = make.make_meeting(state="draft", name=SECRET, code="MTG-2024-HIDDEN")
    later = make.make_topic(name=SECRET, published_from="2999-01-01T00:00:00Z", code="TOP-HIDDEN")
    seen = make.make_meeting(parent=draft, host_year=draft.host_year, topics=[later, make.make_topic()])
    make.make_stop(draft, venue=SECRET)
    make.make_stop(seen)
    make.make_citation(draft.code, supports=SECRET)
    make.make_citation(seen.code)
    make.make_citation(seen.code, supports=SECRET, source=make.make_source(state="draft", title=SECRET))
    make.make_note(draft.code, text=SECRET)
    hidden = make.make_dialogue(state="draft", name=SECRET)
    session = make.make_session(dialogue=hidden, name=SECRET)
    make.make_presenter(presentation=make.make_presentation(session=session, title=SECRET))
    indicator = make.make_indicator(state="draft", name=SECRET)
    make.make_reading(indicator=indicator, note=SECRET)
    whole = export(tmp_path / "whole.json").read_text()
    assert SECRET in whole
    assert "MTG-2024-HIDDEN" in whole
    public = export(tmp_path / "public.json", public=True).read_text()
    assert SECRET not in public
    assert "HIDDEN" not in public
    assert hidden.code not in public
    assert indicator.code not in public
    found = json.loads(public)
    (meeting,) = found["meetings"]
    assert (meeting["code"], meeting["parent"], len(meeting["topics"])) == (seen.code, None, 1)
    assert [stop["meeting"] for stop in found["stops"]] == [seen.code]
    assert [citation["about"] for citation in found["citations"]] == [seen.code]
    assert found["sessions"] == found["presenters"] == found["readings"] == found["notes"] == []


def test_an_export_asks_no_more_of_the_database_for_more_records(tmp_path):
    asked = []
    for _time in range(2):
        make.make_stop(make.make_meeting(topics=[make.make_topic()]))
        with CaptureQueriesContext(connection) as queries:
            export(tmp_path / "a.json")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Meeting.objects.count() == 2
