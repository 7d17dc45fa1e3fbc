"""A file that editors handed in is seen by those who may see the photo or document it belongs to, by nobody else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reference.models import Photo
from reference.renditions import files_of
from tests import make

pytestmark = pytest.mark.django_db


def picture():
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (0, 128, 128)).save(out, "JPEG")
    return SimpleUploadedFile("hall.jpg", out.getvalue())


@pytest.fixture(autouse=True)
def on_disk(settings, tmp_path):
    """Files lie where the door looks for them."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(django_capture_on_commit_callbacks):
    """Keeps a published photo that we may show, with its sizes."""
    with django_capture_on_commit_callbacks(execute=True):
        kept = make.make_photo(image=picture(), may_be_shown=True)
    kept.refresh_from_db()
    return kept


@pytest.fixture
def paper():
    text = SimpleUploadedFile("text.txt", b"the text of a statement")
    return make.make_document_file(file=text, url="")


def answers(client, names):
    return {client.get(f"/media/{name}").status_code for name in names}


def test_a_published_photo_is_seen_by_everybody_in_one_question(client, photo, django_assert_num_queries):
    assert len(photo.own_files()) > 3
    assert answers(client, photo.own_files()) == {200}
    with django_assert_num_queries(1):
        client.get(f"/media/{photo.image.name}")


@pytest.mark.parametrize(
    "hidden",
    [
        {"may_be_shown": False},
        {"state": "draft"},
        {"state": "review"},
        {"state": "withdrawn", "withdrawn_as": "kept"},
        {"published_until": "2020-01-01T00:00Z"},
        {"published_from": "2999-01-01T00:00Z"},
    ],
)
def test_what_the_public_may_not_see_has_no_address_for_it(client, photo, hidden):
    # The sizes are still on disk: whoever knows their names must not get them.
    Photo.objects.update(**hidden)
    assert answers(client, photo.own_files()) == {404}


def test_staff_who_may_view_photos_see_a_draft_and_nobody_keeps_it_for_others(client, photo):
    Photo.objects.update(state="draft")
    client.force_login(make.make_user(is_staff=True))
    assert answers(client, photo.own_files()) == {404}
    client.force_login(make.make_user("reference.view_photo", is_staff=True))
    for name in photo.own_files():
        answer = client.get(f"/media/{name}")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert "Cookie" in answer["Vary"]


def test_a_permission_for_photos_opens_no_document(client, paper):
    paper.document.state = "draft"
    paper.document.save()
    client.force_login(make.make_user("reference.view_photo", is_staff=True))
    assert answers(client, [paper.file.name]) == {404}
    client.force_login(make.make_user("reference.view_document", is_staff=True))
    assert answers(client, [paper.file.name]) == {200}


def test_a_document_is_read_by_everybody_unless_only_its_title_is_public(client, paper):
    answer = client.get(f"/media/{paper.file.name}")
    assert b"".join(answer.streaming_content) == b"the text of a statement"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    paper.document.access = "title-only"
    paper.document.save()
    assert answers(client, [paper.file.name]) == {404}


def test_a_file_that_belongs_to_no_record_is_not_given_out(client, photo, settings):
    folder = photo.image.name.rpartition("/")[0]
    stem = photo.renditions["stem"]
    for name in (f"{folder}/forgotten.jpg", f"{stem}-9999.jpg"):
        (settings.MEDIA_ROOT / name).write_bytes(b"left behind")
        assert answers(client, [name]) == {404}
    assert answers(client, [f"{folder}/", "", "../secret_key", "%2e%2e/secret_key", "a%00b.jpg"]) == {404}


def test_files_named_by_their_contents_are_kept_for_good_and_sent_as_what_they_are(client, photo):
    names = {name.rpartition(".")[2]: name for name in files_of(photo.renditions)}
    first = client.get(f"/media/{names['avif']}")
    assert first["Content-Type"] == "image/avif"
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in first.get("Vary", "")
    whole = client.get(f"/media/{photo.image.name}")
    assert whole["Cache-Control"] == "public, no-cache"
    again = client.get(f"/media/{photo.image.name}", headers={"if-modified-since": whole["Last-Modified"]})
    assert again.status_code == 304
