"""Charts come as files below the page that shows them, in either language, and never without a figure."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from goals.charts import files, told
from goals.judging import reassess
from tests import make
from tests.goals.whole import hidden_states

pytestmark = pytest.mark.django_db

TYPES = {
    "chart.svg": "image/svg+xml; charset=utf-8",
    "chart.png": "image/png",
    "data.csv": "text/csv; charset=utf-8",
}
PAGES = ["goals/pacts/1/atlantis/", "indicators/8.5.2/"]


@pytest.fixture
def whole():
    goal = make.make_goal(framework=make.make_framework(slug="pacts"), number="1", target_year=2030)
    indicator = make.make_indicator(
        goals=[goal], slug="8.5.2", name_en="Share at school", name_zh_hant="就學比率"
    )
    economies = [
        make.make_economy(slug=slug, apec_code=code, name_en=name, name_zh_hant=chinese)
        for slug, code, name, chinese in (
            ("atlantis", "ATL", "Atlantis", "亞特蘭提斯"),
            ("lemuria", "LEM", "Lemuria", "利莫里亞"),
            ("mu", "MU", "Mu", "姆"),
        )
    ]
    for economy in economies[:2]:
        for period, value in (("2015", 40), ("2025", 50.5)):
            make.make_reading(
                indicator=indicator, economy=economy, period=period, value=value, release="=cmd|' /C calc'!A0"
            )
    make.make_target(indicator=indicator, economy=economies[0], goal=goal, value=80)
    reassess()
    return goal


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("page", PAGES)
def test_a_chart_is_a_file_with_its_type_and_name(client, whole, page, name, language):
    if name == "chart.png" and not files.has_glyphs("臺灣" if language == "zh-hant" else "Ab"):
        pytest.skip("no font for this language here")
    answer = client.get(f"/{language}/{page}{name}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[name]
    stem = "pacts-1-atlantis-8.5.2" if page.startswith("goals") else "8.5.2"
    ending = "" if name == "data.csv" else f"-{language}"
    assert answer["Content-Disposition"] == f'attachment; filename="{stem}{ending}.{name[-3:]}"'


@pytest.mark.parametrize(("language", "words"), [("en", "Atlantis"), ("zh-hant", "亞特蘭提斯")])
@pytest.mark.parametrize("page", PAGES)
def test_the_drawing_speaks_the_language_of_its_address(client, whole, page, language, words):
    svg = client.get(f"/{language}/{page}chart.svg").content.decode()
    ET.fromstring(svg.encode())
    assert words in svg
    assert "class=" not in svg


def test_the_figures_open_in_a_spreadsheet_and_hold_no_formula(client, whole):
    content = client.get("/en/goals/pacts/1/atlantis/data.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["year"], row["value"]) for row in rows if row["value"]] == [
        ("2015", "40.0"),
        ("2025", "50.5"),
    ]
    assert rows[0]["release"].startswith("'=cmd")
    rows = list(
        csv.DictReader(io.StringIO(client.get("/en/indicators/8.5.2/data.csv").content.decode("utf-8-sig")))
    )
    assert {row["economy"] for row in rows} == {"ATL", "LEM"}


def test_the_parameters_of_the_page_hold_for_its_files(client, whole):
    one = client.get("/en/indicators/8.5.2/chart.svg?economy=LEM&goal=pacts-1")
    assert "Lemuria" in one.content.decode()
    assert "Atlantis" not in one.content.decode()
    assert "8.5.2-lemuria-en.svg" in one["Content-Disposition"]
    assert client.get("/en/goals/pacts/1/atlantis/chart.svg?indicator=8.5.2").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "goals/pacts/1/mu/chart.svg",
        "goals/pacts/1/nowhere/chart.svg",
        "goals/pacts/9/atlantis/data.csv",
        "goals/pacts/1/atlantis/chart.png?indicator=other",
        "goals/pacts/1/atlantis/data.csv?indicator=%00",
        "indicators/none/chart.svg",
        "indicators/8.5.2/data.csv?economy=MU",
        "indicators/8.5.2/data.csv?economy=%00",
        "indicators/8.5.2/chart.svg?goal=pacts-9",
        "indicators/8.5.2/chart.svg?economy=" + "a" * 5000,
    ],
)
def test_without_a_figure_there_is_no_file(client, whole, address):
    assert client.get(f"/en/{address}").status_code == 404


def test_a_file_follows_its_economy_and_framework_to_their_new_address(client, whole):
    whole.framework.slug = "accords"
    whole.framework.save()
    answer = client.get("/en/goals/pacts/1/atlantis/chart.svg")
    assert (answer.status_code, answer["Location"]) == (301, "/en/goals/accords/1/atlantis/chart.svg")


def test_a_picture_is_refused_in_words_where_its_letters_cannot_be_drawn(client, whole, monkeypatch):
    def none(chart):
        raise files.NoGlyphs("no font")

    monkeypatch.setattr(told, "chart_png", none)
    answer = client.get("/en/goals/pacts/1/atlantis/chart.png")
    assert answer.status_code == 503
    assert "no font" in answer.content.decode()


@pytest.mark.parametrize("state", hidden_states())
def test_no_file_gives_out_what_no_page_shows(client, whole, state):
    indicator = whole.goal_indicators.first().indicator
    for name, value in hidden_states()[state].items():
        setattr(indicator, name, value)
    indicator.save()
    for page in PAGES:
        for name in TYPES:
            assert client.get(f"/en/{page}{name}").status_code in (404, 410), (page, name)


def test_the_page_links_every_file_of_its_charts(client, whole):
    for page in PAGES:
        text = client.get(f"/en/{page}").content.decode()
        for name in TYPES:
            assert f"/en/{page}{name}" in text, (page, name)
