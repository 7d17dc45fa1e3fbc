"""loaddata keeps to the rules of the desk, loads twice without change, and refuses a broken fixture whole."""

import json

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting, Stop
from publishing.models import State
from reference.models import Economy

pytestmark = pytest.mark.django_db

PERU = {
    "model": "reference.economy",
    "fields": {
        "code": "ECO-PE",
        "apec_code": "PE",
        "iso2": "PE",
        "iso3": "PER",
        "name_en": "Peru",
        "name_zh_hant": "秘魯",
        "joined": 1998,
        "position": 14,
        "state": "published",
    },
}
YEAR = {"model": "meetings.hostyear", "fields": {"code": "HY-2024", "year": 2024, "economy": ["ECO-PE"]}}
MEETING = {
    "model": "meetings.meeting",
    "fields": {
        "code": "MTG-2024-SOM2",
        "slug": "2024-som2",
        "name_zh_hant": "第二次資深官員會議",
        "kind": "cluster",
        "host_year": ["HY-2024"],
        "when": "2024-05",
    },
}
PLACE = {
    "model": "reference.place",
    "fields": {"code": "PLA-AREQUIPA", "name_en": "Arequipa", "economy": ["ECO-PE"]},
}
STOP = {
    "model": "meetings.stop",
    "fields": {"meeting": ["MTG-2024-SOM2"], "position": 1, "place": ["PLA-AREQUIPA"]},
}


@pytest.fixture
def load(tmp_path):
    def load(*rows):
        file = tmp_path / "some.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        call_command("loaddata", str(file), verbosity=0)

    return load


def snapshot():
    return [list(model.objects.order_by("pk").values()) for model in (Economy, Meeting, Stop)]


def test_what_follows_from_the_rest_is_filled_in(load):
    load(PERU, YEAR, MEETING)
    meeting = Meeting.objects.get(code="MTG-2024-SOM2")
    assert (str(meeting.first_day), str(meeting.last_day), meeting.precision) == (
        "2024-05-01",
        "2024-05-31",
        "month",
    )
    assert meeting.state == State.DRAFT
    assert meeting.created_at is not None


def test_a_second_load_changes_nothing_not_even_the_clock(load):
    rows = (PERU, YEAR, MEETING, PLACE, STOP)
    load(*rows)
    before = snapshot()
    load(*rows)
    assert snapshot() == before


def test_an_address_that_an_editor_changed_is_remembered_through_a_load(load):
    load(PERU, YEAR, MEETING)
    meeting = Meeting.objects.get(code="MTG-2024-SOM2")
    meeting.slug = "som2-arequipa"
    meeting.save()
    load(PERU, YEAR, {**MEETING, "fields": {**MEETING["fields"], "slug": "som2-arequipa", "when": "2024"}})
    assert Meeting.at_former_address(Meeting.objects.all(), "2024-som2").when == "2024"


def changed(row, **fields):
    return {**row, "fields": {**row["fields"], **fields}}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([changed(PERU, joined=1980)], "APEC began in 1989"),
        ([PERU, YEAR, changed(MEETING, when="2024-05-16/2024-05-04")], "ends before it starts"),
        ([PERU, YEAR, changed(MEETING, when="next week")], "cannot be read as a date"),
        ([PERU, YEAR, changed(MEETING, kind="summit")], "not a valid choice"),
        ([PERU, YEAR, changed(MEETING, name_zh_hant="")], "one of the two is enough"),
        ([PERU, changed(YEAR, economy=["ECO-XX"])], "economy"),
        ([PERU, YEAR, MEETING, STOP], "neither in the database nor earlier in the file"),
        ([PERU, YEAR, MEETING, PLACE, changed(STOP, position=-1)], "Nothing was loaded"),
        ([PERU, {"model": "no.such", "fields": {}}], "no.such"),
        ([PERU, changed(PERU, nonsense=1)], "nonsense"),
        ([PERU, "a string"], "Nothing was loaded"),
    ],
)
def test_a_broken_fixture_is_refused_whole_with_a_sentence(load, rows, sentence):
    with pytest.raises(CommandError, match=sentence):
        load(*rows)
    assert not Economy.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"[{", "it is not valid JSON: line 1, column 3"),
        (b"", "it is not valid JSON: line 1, column 1"),
        ("秘魯".encode("cp950"), "it is not UTF-8"),
        (b"null", "it is no list of records"),
        (b'{"meetings": []}', "it is no list of records"),
        (b'[{"model": "meetings.meeting"}]', "it is no list of records"),
    ],
)
def test_a_file_that_is_no_fixture_is_refused_with_the_reason(tmp_path, data, sentence):
    file = tmp_path / "some.json"
    file.write_bytes(data)
    with pytest.raises(
        CommandError, match=f"Nothing was loaded. Problem installing fixture .*some.json': {sentence}"
    ):
        call_command("loaddata", str(file), verbosity=0)
