"""A status as a reader meets it: its words, its chart and table, the meter, the marks, and the chart as a file."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils import translation
from PIL import Image

from goals import reasons
from goals.charts import files, told
from goals.figures import number
from goals.headline import Figure, choose_series
from goals.judging import Aim, Settings, judge_series
from goals.judging.verdicts import MIXED, NO_INDICATOR, ONLY_GROUPS
from goals.models import Cause, Stage, Verdict
from goals.numerals import Unit
from goals.progress import ProblemCode, Reason, Trend

INDICATOR = SimpleNamespace(
    name_en="Share of trainees", name_zh_hant="學員比率", unit_en="percent", unit_zh_hant="%", decimals=1
)
PERSONS = SimpleNamespace(
    name_en="Employed", name_zh_hant="就業者", unit_en="persons", unit_zh_hant="人", decimals=0
)
ECONOMY = SimpleNamespace(name_en="Hong Kong, China", name_zh_hant="中國香港", apec_code="HKC")


def said(figures, target=None, *, breaks=(), direction="up", **settings):
    """An assessment as it is stored, without a database."""
    series = choose_series(
        Figure(year, str(year), value, "release-2024", year in breaks) for year, value in figures.items()
    )
    aim = Aim("TGT-0001", "own", target, 2030) if target is not None else None
    one = judge_series(series, Settings(direction, **settings), aim, today_year=2024)
    return SimpleNamespace(
        verdict=one.verdict, reason=one.reason, rule=one.rule, inputs=one.inputs, economy=ECONOMY
    )


def html_of(text, **context):
    return BeautifulSoup(
        engines["django"].from_string("{% load progress %}" + text).render(context), "html.parser"
    )


BEHIND = {2015: 40, 2023: 50}


# Words


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_every_code_has_its_words(language):
    with translation.override(language):
        for verdict in Verdict.values:
            assert reasons.label(verdict)
        for cause in Cause.values:
            assert reasons.cause_label(cause)
        for stage in Stage.values:
            assert reasons.stage_label(stage)
        for trend in Trend:
            assert reasons.trend_label(trend)
        for reason in [*Reason, MIXED, NO_INDICATOR, ONLY_GROUPS]:
            about = SimpleNamespace(verdict="cannot_say", reason=str(reason), rule=str(reason), inputs={})
            assert reasons.reason_sentence(about)
            assert "%" not in reasons.reason_sentence(about).replace("0.1%", "")
            assert reasons.rule_words(about)
        for code in ProblemCode:
            numbers = {"base_year": 2015, "target_year": 2010, "base": "1", "target": "2"}
            assert "%(" not in reasons.problem_sentence(code, **numbers)


@pytest.mark.parametrize(
    ("figures", "target", "sentence"),
    [
        ({2019: 4}, 80, "One reading only (2019): a trend needs two."),
        ({}, 80, "There is no published reading yet."),
        ({2015: 40, 2023: 81}, 80, "81.0% in 2023: the target of 80.0% has been reached."),
        (BEHIND, 80, "From 40.0% in 2015 to 50.0% in 2023: 60% of the pace that 80.0% by 2030 needs."),
        ({2015: 40, 2023: 30}, 80, "From 40.0% in 2015 to 30.0% in 2023: away from the target of 80.0%."),
        (
            BEHIND,
            None,
            (
                "There are readings, but no target to hold them against. "
                "From 40.0% in 2015 to 50.0% in 2023: improving."
            ),
        ),
    ],
)
def test_a_reason_is_one_sentence_with_its_numbers(figures, target, sentence):
    assert reasons.reason_sentence(said(figures, target), Unit.of(INDICATOR)) == sentence


def test_what_must_be_reached_is_told_until_it_is():
    assert (
        reasons.needed_sentence(said(BEHIND, 80), Unit.of(INDICATOR))
        == "To be on track, 60.6% must be reached by 2024."
    )
    assert reasons.needed_sentence(said({2015: 40, 2023: 81}, 80), Unit.of(INDICATOR)) == ""


@pytest.mark.parametrize(
    ("figures", "target", "title"),
    [
        (BEHIND, 80, "Rising, but slower than 80.0% by 2030 needs"),
        ({2015: 40, 2023: 65}, 80, "Rising fast enough for 80.0% by 2030"),
        ({2015: 40, 2023: 30}, 80, "Falling, away from the target of 80.0%"),
        ({2015: 40, 2023: 40}, 80, "Little change since 2015"),
        ({2015: 40, 2023: 90}, 80, "The target of 80.0% has been reached"),
        (BEHIND, None, "Rising since 2015; no target is set"),
        ({2023: 5}, 80, "5.0% in 2023; a trend cannot be told"),
        ({}, None, "No reading yet"),
    ],
)
def test_the_title_of_a_chart_is_what_it_shows(figures, target, title):
    assert told.line_chart(said(figures, target), INDICATOR, ECONOMY).title == title


def test_where_economies_stand_is_one_sentence():
    statuses = {"met": 1, "on_track": 4, "no_reading": 16}
    assert (
        reasons.stand_sentence(statuses)
        == "1 target met, 4 on track. 16 economies of 21 cannot be judged yet."
    )
    assert reasons.stand_sentence({"no_reading": 21}) == "No economy can be judged yet."


def test_numbers_have_thousands_and_a_real_minus_sign_and_zero_has_none():
    assert [number(1234.5), number(-0.3), number(-0.01), number(1e300)] == [
        "1,234.5",
        "−0.3",
        "0.0",
        "1e+300",
    ]


def test_units_follow_the_language():
    unit = Unit.of(PERSONS)
    assert unit.say(1200) == "1,200 persons"
    with translation.override("zh-hant"):
        assert Unit.of(PERSONS).say(1200) == "1,200人"
        assert Unit.of(INDICATOR).say(5) == "5.0%"


# Charts from assessments


def test_the_path_of_a_chart_is_the_path_of_the_method():
    path = dict(told.path_of(said(BEHIND, 80).inputs))
    assert (path[2015], path[2030]) == (40, 80)
    assert path[2021] == pytest.approx(40 * 2 ** (6 / 15))


def test_from_zero_the_path_is_a_straight_line():
    assert dict(told.path_of(said({2015: 0, 2020: 5}, 30).inputs))[2020] == 10


def test_the_path_into_a_band_is_told_in_the_unit_itself():
    path = told.path_of(said({2015: 1.4, 2023: 1.2}, 1.0, direction="towards", band=(0.97, 1.03)).inputs)
    assert path[0] == (2015, 1.4)
    assert path[-1] == pytest.approx((2030, 1.03))
    assert all(one[1] > other[1] for one, other in pairwise(path))


def test_a_pace_that_runs_off_is_not_drawn():
    assert told.projection_of(said({2015: 1, 2016: 10}, 90).inputs) == ()
    assert told.projection_of(said(BEHIND, 80, highest=100).inputs)


def test_the_table_has_the_numbers_of_the_chart_and_says_what_is_not_there():
    page = html_of(
        '{% include "goals/charts/_table.html" with assessment=a indicator=i economy="Peru" only %}',
        a=said({2012: 3, **BEHIND}, 80, breaks=(2015,)),
        i=INDICATOR,
    )
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.tbody.find_all("tr")]
    assert rows[0] == ["2012", "3.0", "", "not counted, release-2024"]
    assert rows[1] == ["2015", "40.0", "40.0", "series break before it, release-2024"]
    assert rows[2][:3] == ["2016", "no reading", "41.9"]
    assert rows[-1] == ["2030", "not yet", "80.0", ""]


def test_the_same_numbers_come_as_csv():
    rows = list(csv.DictReader(io.StringIO(told.chart_csv(said({2012: 3, **BEHIND}, 80)))))
    assert [row["year"] for row in rows][:2] == ["2012", "2015"]
    assert (rows[0]["value"], rows[0]["required_path"], rows[0]["counted"]) == ("3", "", "")
    assert rows[1]["counted"] == "yes"
    assert (rows[-1]["year"], rows[-1]["value"], float(rows[-1]["required_path"])) == ("2030", "", 80)


def test_small_multiples_come_as_csv_by_economy():
    rows = list(csv.DictReader(io.StringIO(told.multiples_csv([said(BEHIND, 80), said({})]))))
    assert [(row["economy"], row["year"], row["status"]) for row in rows] == [
        ("HKC", "2015", "behind"),
        ("HKC", "2023", "behind"),
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text():
    assert files.csv_text(("a", "b"), [{"a": "=1+1", "b": -2}]) == "a,b\r\n'=1+1,-2\r\n"


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_file_of_a_chart_carries_its_own_colours_fonts_and_language(language):
    with translation.override(language):
        chart = told.line_chart(said(BEHIND, 80), INDICATOR, ECONOMY, source="Source")
    svg = told.chart_svg(chart)
    root = ET.fromstring(svg.encode())
    assert root.get("lang") == {"en": "en", "zh-hant": "zh-Hant"}[language]
    assert ("中國香港" in svg) == (language == "zh-hant")
    assert "class=" not in svg
    assert "var(" not in svg
    assert "#6b4300" in svg


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_chart_comes_as_a_picture(language):
    with translation.override(language):
        chart = told.line_chart(said(BEHIND, 80), INDICATOR, ECONOMY)
    try:
        picture = Image.open(io.BytesIO(told.chart_png(chart)))
    except files.NoGlyphs:
        pytest.skip("no font for this language here")
    assert picture.format == "PNG"
    assert picture.width == 2 * 768
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 5


def test_without_a_font_no_false_picture_is_given(monkeypatch):
    monkeypatch.setattr(files, "has_glyphs", lambda sample: sample != "臺灣")
    with pytest.raises(files.NoGlyphs):
        files.png("<svg/>", lang="zh-Hant")


# Parts of pages


def test_the_figure_of_a_chart_has_title_drawing_key_table_and_files():
    page = html_of(
        '{% include "goals/_chart.html" with assessment=a indicator=i economy=e uid="x" csv_url="/c" only %}',
        a=said(BEHIND, 80),
        i=INDICATOR,
        e=ECONOMY,
    )
    assert page.figure["aria-labelledby"] == page.find(class_="fig-t")["id"] == "x-h"
    assert len(page.find_all("svg", class_="chart")) == 2
    assert [li.get_text() for li in page.find(class_="chart-key").find_all("li")] == [
        "actual",
        "required path",
        "at this pace",
    ]
    assert page.table
    assert page.find("a", href="/c")
    assert not page.find(style=True)
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_chart_without_readings_is_a_sentence():
    page = html_of(
        '{% include "goals/_chart.html" with assessment=a indicator=i economy=e uid="x" only %}',
        a=said({}),
        i=INDICATOR,
        e=ECONOMY,
    )
    assert not page.find("svg")
    assert "Hong Kong, China: no reading yet." in page.get_text()


def test_a_meter_shows_what_is_what_was_needed_and_the_target():
    page = html_of(
        '{% include "goals/_meter.html" with assessment=a indicator=i only %}',
        a=said(BEHIND, 80),
        i=INDICATOR,
    )
    assert page.find(class_="meter")["data-st"] == "behind"
    assert page.find(class_="dot")["cx"] == "62.5%"
    assert (
        " ".join(page.find(class_="meter-l").get_text().split()) == "50.0% (2023), needed 57.9%, target 80.0%"
    )


def test_without_a_target_there_is_no_meter_but_the_figure():
    page = html_of(
        '{% include "goals/_meter.html" with assessment=a indicator=i only %}', a=said(BEHIND), i=INDICATOR
    )
    assert not page.find("svg")
    assert "50.0% (2023)" in page.get_text()


def test_meters_side_by_side_share_a_track():
    page = html_of(
        "{% track all as shared %}{% for a in all %}"
        '{% include "goals/_meter.html" with assessment=a indicator=i track=shared only %}{% endfor %}',
        all=[said(BEHIND, 80), said({2015: 10, 2023: 20}, 100)],
        i=INDICATOR,
    )
    assert [dot["cx"] for dot in page.find_all(class_="dot")] == ["50%", "20%"]


def test_marks_are_one_shape_an_economy_and_a_list_for_a_screen_reader():
    page = html_of(
        '{% include "goals/_marks.html" with statuses=all key=True only %}',
        all=["met", "on_track", "", "on_track", "cannot_say"],
    )
    marks = page.find("ul", class_="marks")
    assert len(marks.find_all("use")) == 5
    assert [li["data-st"] for li in marks.find_all("li")] == ["met", "on_track", "no_reading", "cannot_say"]
    key = [" ".join(li.get_text().split()) for li in page.find(class_="marks-key").find_all("li")]
    assert key == ["1 Target met", "2 On track", "1 No reading yet", "1 Cannot say"]
    assert marks["aria-hidden"] == "true"


def test_why_tells_the_reason_the_numbers_and_the_rule():
    about = said(BEHIND, 80)
    about.on_day, about.cause = date(2024, 6, 20), "new-reading"
    page = html_of('{% include "goals/_why.html" with assessment=a indicator=i only %}', a=about, i=INDICATOR)
    facts = {div.dt.get_text(): div.dd.get_text() for div in page.dl.find_all("div")}
    assert facts == {
        "Baseline": "40.0% (2015)",
        "Latest": "50.0% (2023)",
        "Own target": "80.0% (2030)",
        "Pace so far": "+1.25 points a year (+2.8%)",
        "Pace needed": "+2.67 points a year (+4.7%)",
    }
    text = " ".join(page.get_text().split())
    assert "Why “Behind pace”?" in text
    assert "To be on track, 60.6% must be reached by 2024." in text
    assert "way gone 25%, time gone 53%" in text
    assert "As of 20 June 2024: a new reading came." in text
