"""The site has a name and an icon of its own among tabs, bookmarks and apps."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from apec_tracker.views.manifest import PAPER, SURFACE
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


def manifest(client, language):
    html = client.get(f"/{language}/about/").content.decode()
    answer = client.get(re.search(r'<link rel="manifest" href="([^"]+)">', html)[1])
    assert answer["Content-Type"] == "application/manifest+json"
    assert not answer.cookies
    return json.loads(answer.content)


@pytest.mark.parametrize(
    ("language", "lang", "short"), [("en", "en", "APEC Tracker"), ("zh-hant", "zh-Hant-TW", "APEC 追蹤")]
)
def test_the_manifest_speaks_the_language_of_its_page(client, language, lang, short):
    told = manifest(client, language)
    assert (told["lang"], told["dir"], told["short_name"]) == (lang, "ltr", short)
    assert told["start_url"] == f"/{language}/"
    assert client.get(told["start_url"]).status_code == 200


def test_every_icon_it_names_is_there_in_the_size_it_says(client):
    icons = manifest(client, "en")["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        if icon["type"] == "image/png":
            with Image.open(path) as image:
                assert "x".join(map(str, image.size)) == icon["sizes"]
        else:
            assert path


def test_a_mask_may_cut_its_icon_to_a_circle_without_touching_the_sign():
    with Image.open(finders.find("img/icon-maskable-512.png")) as image:
        picture = image.convert("RGB")
    ground = picture.getpixel((0, 0))
    assert ground == (0x0B, 0x4A, 0x5C)
    signs = [(x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if picture.getpixel((x, y)) != ground]
    assert signs
    assert max((x - 256) ** 2 + (y - 256) ** 2 for x, y in signs) < (0.4 * 512) ** 2


def test_a_page_names_icons_for_new_and_old_browsers_and_for_home_screens(client):
    html = client.get("/en/about/").content.decode()
    for name in ("favicon.ico", "favicon.svg", "apple-touch-icon.png"):
        assert f'href="/static/img/{name}"' in html
        assert finders.find(f"img/{name}")
    with Image.open(finders.find("img/favicon.ico")) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    with Image.open(finders.find("img/apple-touch-icon.png")) as icon:
        assert icon.size == (180, 180)


def test_a_browser_that_asks_at_the_usual_place_is_led_to_the_icon(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/img/favicon.ico")


def test_the_colours_are_those_of_the_style_sheet():
    tokens = (ROOT / "static/css/tokens.css").read_text()
    for name, colour in (("surface", SURFACE), ("paper", PAPER)):
        assert re.search(rf"--{name}: .*?(#\w+)", tokens)[1] == colour
