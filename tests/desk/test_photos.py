"""Pictures that are sent to the desk are looked at before they are kept, and nothing rides along with them."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from reference.models import Photo
from tests.desk.records import both_languages, errors_of, form_of


def picture(kind="PNG", size=(4, 3), **saved):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **saved)
    return out.getvalue()


def huge_png(side=20_000):
    """A PNG that says it is 20,000 pixels wide and high, in a hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def send(editor):
    def sent(content, name="photo.png", **more):
        url = reverse("admin:reference_photo_add")
        data = form_of(editor.get(url)) | {
            "image": SimpleUploadedFile(name, content),
            "alt_en": "A volcano",
            "alt_zh_hant": "火山",
            "caption_en": "Misti",
            "credit_en": "Photo: somebody",
            **more,
        }
        return editor.post(url, data)

    return sent


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_picture_is_kept_with_its_size(send, kind, name):
    response = send(picture(kind), name)
    assert response.status_code == 302, errors_of(response)
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (4, 3)
    with Image.open(photo.image) as image:
        assert image.format == kind


@both_languages
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture("GIF"), "moving.gif"),
        (picture("GIF"), "moving.png"),
        (picture("PNG", (300, 300))[:200], "cut.png"),
        (picture("JPEG", (300, 300))[:400], "cut.jpg"),
        (b"only words", "words.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "drawing.png"),
        (b"", "empty.png"),
        (huge_png(), "huge.png"),
        (huge_png(9_000), "large.png"),
    ],
)
def test_what_is_no_picture_for_us_is_refused_at_its_field(send, speak, language, content, name):
    speak(language)
    response = send(content, name)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["image"]
    assert not Photo.objects.exists()


def test_what_a_camera_wrote_into_the_file_is_not_kept(send):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0112] = 6
    told = picture("JPEG", exif=exif, comment=b"SecretComment")
    assert send(told, "a.jpg").status_code == 302
    photo = Photo.objects.get()
    content = photo.image.read()
    assert b"SecretCamera" not in content
    assert b"SecretComment" not in content
    assert b"Exif" not in content
    assert (photo.width, photo.height) == (3, 4), "it is turned as the camera meant it"


def test_what_is_appended_to_the_file_is_not_kept(send):
    assert send(picture("PNG") + b"<script>steal()</script>").status_code == 302
    assert b"steal" not in Photo.objects.get().image.read()


def test_a_picture_without_words_for_those_who_cannot_see_it_is_refused(send):
    response = send(picture(), alt_zh_hant="")
    assert response.status_code == 200
    assert "Describe the picture in both languages" in errors_of(response)


def test_caption_and_credit_can_be_recorded_without_the_picture(send):
    assert send(b"", image="").status_code == 302
    assert not Photo.objects.get().image


def test_a_picture_needs_its_caption_and_credit(send):
    form = send(picture(), caption_en="", credit_en="").context["adminform"].form
    assert set(form.errors) == {"caption_zh_hant", "credit_zh_hant"}
