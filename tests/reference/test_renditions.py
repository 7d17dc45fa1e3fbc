"""A photo we may show is given in the size and format a browser likes best; one that cannot be read breaks no page."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image, ImageDraw

from reference.models import Photo
from reference.renditions import cut_box, files_of, widths_for
from tests import make

pytestmark = pytest.mark.django_db


def picture(kind="JPEG", size=(2000, 1500), mode="RGB", mark=None):
    """A teal picture, with a red field around `mark` (x, y) if there is one."""
    image = Image.new(mode, size, (0, 128, 128, 120)[: len(mode)])
    if mark:
        x, y = mark
        ImageDraw.Draw(image).rectangle((x - 60, y - 60, x + 60, y + 60), fill="red")
    out = io.BytesIO()
    image.save(out, kind)
    return SimpleUploadedFile(f"hall.{kind.lower()}", out.getvalue())


@pytest.fixture
def shown(django_capture_on_commit_callbacks):
    """Keeps a photo we may show, as the desk does: its sizes are made once the record is safe."""

    def kept(image=None, **given):
        with django_capture_on_commit_callbacks(execute=True):
            photo = make.make_photo(image=image or picture(), **{"may_be_shown": True, **given})
        photo.refresh_from_db()
        return photo

    return kept


def opened(name):
    with default_storage.open(name) as file, Image.open(io.BytesIO(file.read())) as image:
        image.load()
        return image


def soup_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_three_formats_in_three_widths_are_kept_beside_the_picture(shown):
    photo = shown()
    names = files_of(photo.renditions)
    assert len(names) == 9
    folder = photo.image.name.rsplit("/", 1)[0]
    for name in names:
        assert re.fullmatch(rf"{folder}/pho-[0-9]+-[0-9a-f]{{12}}-[0-9]+\.(avif|webp|jpg)", name)
        width, ending = re.search(r"-(\d+)\.(\w+)$", name).groups()
        image = opened(name)
        assert image.size == (int(width), int(width) * 3 // 4)
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[ending]


def test_a_small_picture_is_never_blown_up(shown):
    assert {size[0] for size in shown(picture(size=(300, 200))).renditions["w"]} == {300}
    assert {size[0] for size in shown(picture(size=(700, 500))).renditions["w"]} == {480, 700}


@pytest.mark.parametrize(("width", "expected"), [(100, [100]), (480, [480]), (1000, [480, 960, 1000])])
def test_widths_end_with_that_of_the_picture(width, expected):
    assert widths_for(width, (480, 960, 1600)) == expected
    assert widths_for(9000, (480, 960, 1600)) == [480, 960, 1600]


def test_what_shows_through_stays_so(shown):
    photo = shown(picture("PNG", mode="RGBA"))
    names = files_of(photo.renditions)
    assert {name.rsplit(".")[-1] for name in names} == {"avif", "webp", "png"}
    assert all(opened(name).mode == "RGBA" for name in names)


@pytest.mark.parametrize("mark", [(300, 300), (1500, 500), (2900, 900)])
def test_a_panorama_is_cut_for_a_phone_around_its_focal_point(shown, mark):
    photo = shown(
        picture(size=(3000, 1000), mark=mark), focus_x=mark[0] * 100 // 3000, focus_y=mark[1] * 100 // 1000
    )
    cut = opened(f"{photo.renditions['stem']}-c480.jpg").convert("RGB")
    assert cut.size == (480, 360)
    raw = cut.tobytes()
    red = sum(r > 200 and g < 60 for r, g in zip(raw[::3], raw[1::3], strict=True))
    # All of the field is there: 120 of 1000 pixels high, and so of 360.
    assert red > 0.85 * 43 * 43


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        ((50, 50), (50, 0, 150, 100)),
        ((0, 50), (0, 0, 100, 100)),
        ((100, 100), (100, 0, 200, 100)),
        ((30, 0), (10, 0, 110, 100)),
    ],
)
def test_a_cut_keeps_its_focal_point_as_near_to_the_middle_as_the_edges_let_it(focus, expected):
    assert cut_box(200, 100, (1, 1), focus) == expected


def test_a_moved_focal_point_makes_new_files_and_takes_the_old_ones_away(
    shown, django_capture_on_commit_callbacks
):
    photo = shown(picture(size=(3000, 1000)))
    before = files_of(photo.renditions)
    photo.focus_x = 10
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    after = files_of(Photo.objects.get().renditions)
    assert set(before).isdisjoint(after)
    assert not any(default_storage.exists(name) for name in before)
    assert all(default_storage.exists(name) for name in after)


def test_saving_something_else_makes_nothing_anew(shown, django_capture_on_commit_callbacks, monkeypatch):
    photo = shown()
    monkeypatch.setattr("reference.models.photos.make", None)
    photo.caption_en = "Another caption"
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert len(files_of(Photo.objects.get().renditions)) == 9


def test_what_we_may_not_show_has_no_sizes(shown, django_capture_on_commit_callbacks):
    assert shown(may_be_shown=False).renditions == {}
    photo = shown()
    names = files_of(photo.renditions)
    photo.may_be_shown = False
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert Photo.objects.get(pk=photo.pk).renditions == {}
    assert not any(default_storage.exists(name) for name in names)


@pytest.mark.parametrize("by", ["itself", "the list"])
def test_files_go_with_their_photo(shown, django_capture_on_commit_callbacks, by):
    other, photo = shown(), shown()
    names = photo.own_files()
    assert len(names) == 10
    with django_capture_on_commit_callbacks(execute=True):
        (photo if by == "itself" else Photo.objects.filter(pk=photo.pk)).delete()
    assert not any(default_storage.exists(name) for name in names)
    assert all(default_storage.exists(name) for name in other.own_files())


def test_a_page_offers_all_of_them_with_their_size(client, shown):
    photo = shown(alt_en="Ministers on the stairs")
    make.make_dialogue(slug="talk", photos=[photo])
    found = soup_of(client, "/en/dialogues/talk/").select_one(".photo picture")
    assert [one["type"] for one in found.select("source")] == ["image/avif", "image/webp"]
    for one in found.select("source, img"):
        assert [part.split()[1] for part in one["srcset"].split(", ")] == ["480w", "960w", "1600w"]
        assert one["sizes"]
        assert (one["width"], one["height"]) == ("1600", "1200")
    img = found.img
    assert (img["alt"], img["loading"]) == ("Ministers on the stairs", "lazy")
    assert img["src"].endswith("-1600.jpg")


def test_a_phone_is_offered_the_cut_of_a_panorama(client, shown):
    make.make_dialogue(slug="talk", photos=[shown(picture(size=(3000, 1000)))])
    cut = soup_of(client, "/en/dialogues/talk/").select("picture source[media]")
    assert [one["type"] for one in cut] == ["image/avif", "image/webp", "image/jpeg"]
    assert {(one["width"], one["height"]) for one in cut} == {("960", "720")}


def test_a_decorative_picture_is_passed_over(client, shown):
    photo = shown(alt_en="", alt_zh_hant="", decorative_because="An ornament.")
    make.make_dialogue(slug="talk", photos=[photo])
    assert soup_of(client, "/en/dialogues/talk/").select_one(".photo img")["alt"] == ""


def test_the_first_picture_of_an_article_leads_it_and_is_fetched_at_once(client, shown):
    article = make.make_article(slug="news")
    make.make_figure(article, photo=shown(caption_en="First"))
    make.make_figure(article, photo=shown(caption_en="Second"))
    first, second = soup_of(client, "/en/articles/news/").select(".photo")
    assert first.img["fetchpriority"] == "high"
    assert not first.img.has_attr("loading")
    assert first.find_next("div", class_="article-body") is not None
    assert second.img["loading"] == "lazy"
    assert second.find_previous("div", class_="article-body") is not None


def test_an_empty_frame_leads_no_article(client, shown):
    article = make.make_article(slug="news")
    make.make_figure(article, photo=shown(may_be_shown=False))
    assert (
        soup_of(client, "/en/articles/news/").select_one(".photo").find_previous("div", class_="article-body")
    )


@pytest.mark.parametrize("damage", ["cut short", "gone", "words"])
def test_a_bad_file_breaks_no_page(client, shown, damage, caplog):
    photo = shown(may_be_shown=False)
    name = photo.image.name
    content = default_storage.open(name).read()
    default_storage.delete(name)
    if damage != "gone":
        default_storage.save(name, ContentFile(content[:300] if damage == "cut short" else b"words"))
    Photo.objects.update(may_be_shown=True)
    make.make_dialogue(slug="talk", photos=[photo])
    errors = io.StringIO()
    call_command("make_photo_sizes", stderr=errors, stdout=io.StringIO())
    assert photo.code in errors.getvalue()
    assert name in caplog.text
    frame = soup_of(client, "/en/dialogues/talk/").select_one(".photo .frame")
    assert frame.picture is None
    assert frame.img["src"].endswith(name)


def test_a_write_that_fails_half_way_leaves_no_files(shown, monkeypatch):
    photo = shown(may_be_shown=False)
    storage = type(default_storage._wrapped)
    save, count = storage.save, []

    def full(self, name, content, **more):
        count.append(name)
        if len(count) > 4:
            raise OSError("no space left on device")
        return save(self, name, content, **more)

    monkeypatch.setattr(storage, "save", full)
    Photo.objects.update(may_be_shown=True)
    Photo.objects.get().make_renditions()
    assert Photo.objects.get(pk=photo.pk).renditions == {}
    assert len(count) == 5
    assert not any(default_storage.exists(name) for name in count)


def test_the_command_makes_what_is_missing_and_then_nothing(shown):
    photo = shown(may_be_shown=False)
    Photo.objects.update(may_be_shown=True)
    said = io.StringIO()
    call_command("make_photo_sizes", stdout=said)
    call_command("make_photo_sizes", stdout=said)
    assert said.getvalue().splitlines() == [
        "1 photos brought up to date, 0 cannot be read.",
        "0 photos brought up to date, 0 cannot be read.",
    ]
    assert len(files_of(Photo.objects.get(pk=photo.pk).renditions)) == 9
    call_command("make_photo_sizes", "--anew", stdout=said)
    assert said.getvalue().splitlines()[-1].startswith("1 photos")
    assert all(default_storage.exists(name) for name in files_of(Photo.objects.get().renditions))
