"""Whatever is handed in at the desk, the answer is a sentence, and the record stays as it is."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apec_tracker.desk_imports import forms, uploads
from publishing.models import ImportRun, ImportStatus
from reference.models import Topic
from tests.desk.records import LANGUAGES
from tests.desk.uploads import hand_in, sheet, workbook

ADD = reverse("admin:publishing_importrun_add")
HAN = re.compile(r"[\u4e00-\u9fff]")


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imports_here")]


def zipped(name, **members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return name, file.getvalue()


def without(name, part):
    """A workbook one part of which is something else."""
    _name, data = workbook(name, topics=[["name_en"], ["Tides"]])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, part.get(member, old.read(member)))
    return name, file.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
)

HOSTILE = {
    "a document": ("topics.csv", b"%PDF-1.7 \x00\x01\x02"),
    "a picture": ("topics.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "an old workbook": ("topics.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "a page": ("topics.csv", b"<!doctype html><html><table><tr><td>name_en</td></tr></table></html>"),
    "a torn archive": ("topics.xlsx", workbook("x", topics=[["name_en"], ["Tides"]])[1][:900]),
    "a bomb": zipped("bomb.zip", **{"topics.csv": b"0" * 60_000_000}),
    "a workbook that is a bomb": without("bomb.xlsx", {"xl/worksheets/sheet1.xml": b"0" * 60_000_000}),
    "entities": without("topics.xlsx", {"xl/worksheets/sheet1.xml": ENTITIES}),
    "archives within": zipped("in.zip", **{"in.zip": zipped("x.zip", **{"a.csv": "a"})[1]}),
    "a way out": zipped("out.zip", **{"../../out.csv": "name_en\nTides"}),
    "very many members": zipped("many.zip", **{f"{n}.csv": "name_en" for n in range(400)}),
    "one endless line": ("topics.csv", b"name_en,name_zh_hant\n" + b"x" * 20_000_000),
    "an endless cell": ("topics.csv", b'name_en,name_zh_hant\n"' + b"x\n" * 2_000_000),
    "no headings": sheet("topics.csv", "1,2,3", "4,5,6"),
    "one heading twice": sheet("topics.csv", "name_en,name_en", "Tides,Tides"),
    "columns without end": sheet("topics.csv", ",".join(f"c{n}" for n in range(5000)), "1"),
    "what no character is": ("topics.json", b'[{"name_en": "\\ud800 tides", "name_zh_hant": "\\udfff"}]'),
    "what nobody sees": ("topics.csv", b"name_en,name_zh_hant\nTi\x00des,x"),
    "depth": ("topics.json", b"[" * 100_000 + b"]" * 100_000),
    "a wrong calendar": ("topics.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:nonsense\r\n"),
    "numbers without end": ("topics.json", b'[{"name_en": ' + b"9" * 10_000 + b"}]"),
    "bytes of no text": ("topics.csv", bytes(range(128, 256)) * 40),
    "only headings": sheet("topics.csv", "name_en,name_zh_hant"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_answered_with_a_sentence(editor, speak, language, name):
    speak(language)
    editor.raise_request_exception = True
    run, shown = hand_in(editor, HOSTILE[name])
    assert shown.status_code == 200
    assert run is not None
    assert run.status in (ImportStatus.REFUSED, ImportStatus.UNCHANGED, ImportStatus.PREVIEWED)
    assert not Topic.objects.exists()
    if run.status == ImportStatus.REFUSED:
        said = run.report["problems"][0]["message"]
        assert said["en"]
        assert HAN.search(said["zh-hant"])
        assert not HAN.search(said["en"])
    if run.status == ImportStatus.PREVIEWED:
        assert name in ("what nobody sees", "bytes of no text"), run.report


@pytest.mark.parametrize("name", [n for n in HOSTILE if n != "only headings"])
def test_marking_a_hostile_file_is_answered_too(editor, name):
    run, _shown = hand_in(editor, HOSTILE[name])
    answer = editor.get(reverse("admin:publishing_importrun_marked", args=[run.pk, 0]), follow=True)
    assert answer.status_code == 200
    if answer.streaming:
        b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    "name", ["../../x.csv", "..\\..\\x.csv", "/etc/topics.csv", "a\x00b.csv", "", "…/潮汐.csv", "x" * 400]
)
def test_the_name_of_a_file_is_never_a_path(editor, settings, name):
    data = sheet("x", "name_en,name_zh_hant", "Tides,潮汐")[1]
    upload = SimpleUploadedFile("placeholder.csv", data)
    upload.__dict__["_name"] = name
    answer = editor.post(ADD, {"files": upload, "kind": "topics"}, follow=True)
    assert answer.status_code == 200
    run = ImportRun.objects.first()
    if run is None:
        assert answer.context["form"].errors["files"]
        return
    assert [path.name for path in (settings.IMPORTS_ROOT / str(run.pk)).iterdir()] == ["0"]
    shown = run.files[0]["name"]
    assert not set("/\\\0") & set(shown)
    assert len(shown) <= 120
    assert run.status == ImportStatus.PREVIEWED


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_file_and_no_file_are_refused_at_the_field(editor, speak, language):
    speak(language)
    for sent in ({}, {"files": SimpleUploadedFile("empty.csv", b"")}, {"files": "not a file"}):
        answer = editor.post(ADD, sent)
        assert answer.status_code == 200
        assert answer.context["form"].errors["files"]
        assert 'href="#id_files"' in answer.content.decode()
        assert 'aria-invalid="true"' in answer.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thousand_files_are_refused_with_a_sentence(editor, speak, language):
    speak(language)
    for count in (21, 1000):
        files = [SimpleUploadedFile(f"{n}.csv", b"name_en\nTides") for n in range(count)]
        answer = editor.post(ADD, {"files": files})
        assert answer.status_code == 200
        assert ("At most 20 files" if language == "en" else "最多20個檔案") in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(editor, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_IN_ALL", 1000)
    monkeypatch.setattr(uploads, "BESIDES", 1000)
    read = []
    monkeypatch.setattr(forms.FilesField, "clean", lambda *given: read.append(given))
    answer = editor.post(ADD, {"files": SimpleUploadedFile("big.csv", b"x" * 5000)})
    assert answer.status_code == 200
    assert "Split them into several imports" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_files_that_are_too_large_together_are_refused(editor, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_IN_ALL", 1000)
    files = [SimpleUploadedFile(f"{n}.csv", b"x" * 600) for n in range(2)]
    assert "Together the files hold more" in editor.post(ADD, {"files": files}).content.decode()
    assert not ImportRun.objects.exists()


def test_what_did_not_arrive_whole_is_refused_with_a_sentence(editor):
    for body, kind in (
        (b"--x\r\nnothing of the kind", "multipart/form-data; boundary=x"),
        (b"anything", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
    ):
        answer = editor.post(ADD, body, content_type=kind)
        assert answer.status_code == 200, (body, kind)
        assert answer.context["form"].errors["files"]


def test_a_forged_request_is_refused(editor):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(editor.user)
    answer = stranger.post(ADD, {"files": SimpleUploadedFile("topics.csv", b"name_en\nTides")})
    assert answer.status_code == 403
    assert not ImportRun.objects.exists()


def test_nonsense_in_the_options_is_refused_at_its_field(editor):
    sent = {
        "files": SimpleUploadedFile("t.csv", b"name_en\nTides"),
        "kind": "x",
        "economy": "x",
        "source": "x\x00",
    }
    answer = editor.post(ADD, sent)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) >= {"kind", "economy", "source"}


def test_addresses_of_imports_that_do_not_exist_are_answered(editor):
    for number in ("0", "999999999999999999", "9" * 30, "x", "1_2F"):
        assert editor.get(f"/staff/publishing/importrun/{number}/change/").status_code == 404
    for name in ("write", "again", "stop", "undo"):
        assert editor.post(f"/staff/publishing/importrun/77/{name}/").status_code == 404
    assert editor.get("/staff/publishing/importrun/77/problems/0/").status_code == 404
