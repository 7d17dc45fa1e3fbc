"""Charts: where things stand, that nothing leaves the drawing, and that no figure and no text breaks it."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.charts import line, meters, multiples
from goals.charts.geometry import LETTER, Box, Scale, text_width, tick_text, ticks, wrap, year_ticks

NUMBER = re.compile(r"-?\d+\.?\d*")
figures = st.floats(allow_nan=False, allow_infinity=False)
years = st.integers(1900, 2199)
series = st.lists(st.tuples(years, figures), max_size=30, unique_by=lambda point: point[0])

CHART = line.LineChart(
    points=((2022, 3.1), (2023, 3.4), (2024, 3.9), (2025, 4.2), (2026, 4.6), (2027, 5.0)),
    title="Rising, but slower than its own target needs",
    summary="From 3.1% in 2022 to 5.0% in 2027.",
    status="behind",
    counted_from=2022,
    path=((2022, 3.1), (2030, 7.0)),
    target=(2030, 7.0),
    projected=((2027, 5.0), (2030, 6.1)),
    suffix="%",
    say="{:.1f}".format,
)


# Scales and ticks


def test_a_scale_runs_from_its_start_to_its_end():
    y = Scale(0, 8, 300, 26)
    assert (y(0), y(8), y(4)) == (300, 26, 163)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (3.1, 7, [0, 2, 4, 6, 8]),
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (-3, 12, [-5, 0, 5, 10, 15]),
        (-8, -2, [-8, -6, -4, -2, 0]),
        (0, 0.04, [0, 0.01, 0.02, 0.03, 0.04]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_an_axis_has_round_figures_and_always_zero(low, high, expected):
    assert ticks(low, high)[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "step", "said"),
    [
        (4, 2, "4"),
        (0.5, 0.25, "0.50"),
        (-20, 10, "−20"),
        (12_500, 2_500, "12,500"),
        (0.1, 0.1, "0.1"),
        (5, 2.5, "5.0"),
    ],
)
def test_ticks_have_the_decimals_of_their_step(value, step, said):
    assert tick_text(value, step) == said


def test_the_last_year_is_always_named_and_the_first_where_there_is_room():
    assert year_ticks(2022, 2030, 526) == list(range(2022, 2031))
    assert year_ticks(2022, 2030, 262) == [2022, 2024, 2026, 2028, 2030]
    assert year_ticks(2015, 2030, 262) == [2015, 2020, 2025, 2030]
    assert year_ticks(2019, 2030, 262) == [2020, 2025, 2030]
    assert year_ticks(2020, 2020, 262) == [2020]


def test_chinese_signs_are_as_wide_as_they_are_high():
    assert text_width("進度落後") == 60
    assert text_width("abcd") < 60


def test_lines_are_broken_between_words_and_between_chinese_signs_but_not_before_a_full_stop():
    assert wrap("one two three", 60) == ("one two", "three")
    assert wrap("身心障礙者就業。", 105) == ("身心障礙者就", "業。")
    assert wrap("", 60) == ()


# The line chart


def test_the_layout_of_the_example_of_the_design():
    at = line.lay_out(CHART, 720, 340)
    assert [name for _y, name in at.y_ticks] == ["0", "2", "4", "6", "8%"]
    assert [y for y, _name in at.y_ticks] == pytest.approx([300, 234, 168, 102, 36])
    assert [name for _x, name in at.x_ticks] == [str(year) for year in range(2022, 2031)]
    (run,) = at.runs
    assert run[0] == pytest.approx((44, 197.7))
    assert len(run) == 6
    assert at.right < 720 - text_width("Target 7.0")


def test_no_line_crosses_a_break():
    runs, gaps = line.split([(2012, 9), (2013, 10), (2016, 84), (2018, 86)], (2014,))
    assert runs == [[(2012, 9), (2013, 10)], [(2016, 84), (2018, 86)]]
    assert gaps == [2014.5]
    svg = line.draw(line.LineChart(points=((2012, 9), (2013, 10), (2016, 84)), breaks=(2016,)), "wide")
    assert svg.count('class="series"') == 1
    assert svg.count('class="gap-l"') == 1
    assert "series break" in svg


def test_a_break_before_all_points_leaves_no_gap():
    assert line.split([(2016, 84), (2018, 86)], (2014, 2016)) == ([[(2016, 84), (2018, 86)]], [])


def test_points_that_are_not_counted_are_open():
    svg = line.draw(line.LineChart(points=((2010, 1), (2015, 2), (2020, 3)), counted_from=2015), "wide")
    assert svg.count('class="pt open"') == 1
    assert line.key_of(line.LineChart(points=((2010, 1), (2015, 2)), counted_from=2015)) == ["actual", "open"]


def test_path_projection_and_target_are_drawn_each_in_its_own_way():
    svg = line.draw(CHART, "wide")
    for name in ("path", "proj", "series", "tgt-l"):
        assert svg.count(f'<path class="{name}"') == 1
    assert "Target 7.0" in svg
    assert "at this pace 6.1" in svg
    assert line.key_of(CHART) == ["actual", "path", "projected"]


def test_without_points_the_chart_says_so():
    assert "No reading yet" in line.draw(line.LineChart(), "narrow")


def test_a_chart_is_named_by_its_finding_and_told_by_its_summary():
    svg = ET.fromstring(line.draw(CHART, "wide", "c7"))
    assert svg.get("role") == "img"
    names = svg.get("aria-labelledby").split()
    told = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert [told[name] for name in names] == [CHART.title, CHART.summary]
    assert names == ["c7-wide-t", "c7-wide-d"]
    narrow = ET.fromstring(line.draw(CHART, "narrow", "c7"))
    assert not set(names) & set(narrow.get("aria-labelledby").split())


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_chart_has_classes_and_attributes_only(size):
    svg = line.draw(CHART, size)
    assert "style" not in svg
    assert "<style" not in line.draw_alone(CHART)
    assert "style=" not in line.draw_alone(CHART)


NASTY = '<script>alert("1")</script>&\x00\'"'


@pytest.mark.parametrize("draw", [line.draw, line.draw_alone])
def test_no_text_can_leave_its_place(draw):
    words = line.Words(*[NASTY] * 6)
    chart = line.LineChart(
        points=((2015, 1), (2016, 2)),
        title=NASTY,
        summary=NASTY,
        measure=NASTY,
        source=NASTY,
        lang='"><script>',
        status='"><script>',
        target=(2030, 5),
        breaks=(2016,),
        words=words,
        say=lambda _value: NASTY,
        suffix=NASTY,
    )
    svg = draw(chart)
    assert "<script" not in svg
    ET.fromstring(svg)


def test_names_of_economies_are_escaped_in_small_multiples():
    panel = multiples.Panel(NASTY, ((2015, 1),), status="met", word=NASTY)
    chart = multiples.Multiples((panel,), title=NASTY, summary=NASTY, say=lambda _value: NASTY)
    for svg in (multiples.draw(chart), multiples.draw_alone(chart)):
        assert "<script" not in svg
        ET.fromstring(svg)


# Any figures


def sides(element):
    """Left and right of a text."""
    room = text_width(element.text or "")
    left = float(element.get("x")) - {None: 0, "middle": room / 2, "end": room}[element.get("text-anchor")]
    return left, left + room


def places(svg):
    """Every (x, y) of the drawing, texts with the room they take."""
    root = ET.fromstring(svg)
    width, height = (float(part) for part in root.get("viewBox").split()[2:])
    found = []
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "text":
            found += [(side, float(element.get("y"))) for side in sides(element)]
        elif name == "circle" and element.get("class"):
            found.append((float(element.get("cx")), float(element.get("cy"))))
        elif name == "path" and element.get("class") not in (None, "tgt"):
            numbers = [float(number) for number in NUMBER.findall(element.get("d"))]
            found += zip(numbers[::2], numbers[1::2], strict=True)
    return width, height, found


def inside(svg, margin=0.5):
    width, height, found = places(svg)
    return all(-margin <= x <= width + margin and -margin <= y <= height + margin for x, y in found)


def short(value):
    return f"{value:.3g}"


@given(
    series,
    st.one_of(st.none(), st.tuples(years, figures)),
    st.lists(years, max_size=3),
    st.sampled_from(["wide", "narrow"]),
)
def test_any_finite_figures_are_drawn_inside_the_drawing(points, target, breaks, size):
    path = (points[0], target) if points and target else ()
    chart = line.LineChart(
        points=tuple(points), target=target, breaks=tuple(breaks), path=path, projected=path, say=short
    )
    assert inside(line.draw(chart, size))
    ET.fromstring(line.draw_alone(chart))


@pytest.mark.parametrize("value", [800000000201.0, -800000000201.0])
def test_figures_too_long_for_a_narrow_axis_are_written_as_powers_of_ten(value):
    drawn = line.draw(line.LineChart(points=((1900, value),), say=short), "narrow")
    assert inside(drawn)
    assert "1e+12" in drawn
    assert "1,000,000,000,000" in line.draw(line.LineChart(points=((1900, abs(value)),), say=short), "wide")


@given(st.lists(series, max_size=5), st.sampled_from(["wide", "narrow"]))
def test_any_finite_figures_make_small_multiples_inside_the_drawing(all_points, size):
    panels = tuple(multiples.Panel(f"Economy {n}", tuple(points)) for n, points in enumerate(all_points))
    assert inside(multiples.draw(multiples.Multiples(panels, say=short), size))


ECONOMIES = ("Peru", "Papua New Guinea", "The Republic of the Philippines", "中華臺北", "巴布亞紐幾內亞")
WORDS = ("Little change", "No reading yet", "略有變化")
panels_with_targets = st.lists(
    st.builds(
        multiples.Panel,
        name=st.sampled_from(ECONOMIES),
        points=series.map(tuple),
        breaks=st.lists(years, max_size=2).map(tuple),
        status=st.just("behind"),
        word=st.sampled_from(WORDS),
        target=st.none() | st.tuples(years, figures),
    ),
    min_size=1,
    max_size=5,
)
near = st.integers(0, 30)
panels_near_targets = st.lists(
    st.builds(
        lambda points, target: multiples.Panel(
            "Peru", tuple(points), status="met", word="Target met", target=target
        ),
        st.lists(st.tuples(st.integers(2015, 2024), near), min_size=1, unique_by=lambda point: point[0]),
        st.tuples(st.integers(2020, 2030), near),
    ),
    min_size=1,
    max_size=5,
)


def letters_and_dashes(svg):
    """The room of each text, and of the dash of each target, as drawn."""
    texts, dashes = [], []
    for element in ET.fromstring(svg).iter():
        name = element.tag.rpartition("}")[2]
        if name == "text":
            left, right = sides(element)
            y = float(element.get("y"))
            texts.append((element.text, Box(left, y - 0.75 * LETTER, right, y + 0.22 * LETTER)))
        elif element.get("class") == "path":
            x1, y, x2, _y = map(float, NUMBER.findall(element.get("d")))
            dashes.append(Box(x1, y - 1, x2, y + 1))
    return texts, dashes


@given(panels_with_targets | panels_near_targets, st.sampled_from(["wide", "narrow"]))
def test_in_small_multiples_no_text_lies_on_a_target_or_on_another_text(panels, size):
    texts, dashes = letters_and_dashes(multiples.draw(multiples.Multiples(tuple(panels), say=short), size))
    assert len(dashes) == sum(panel.target is not None for panel in panels)
    assert not [text for text, box in texts if any(box.meets(dash) for dash in dashes)]
    assert not [(one, other) for (one, box), (other, its) in combinations(texts, 2) if box.meets(its)]


@given(figures, st.none() | figures, st.none() | figures, st.none() | figures)
def test_a_meter_stays_on_its_track(latest, base, needed, target):
    one = meters.meter(latest, base=base, needed=needed, target=target)
    for place in (one.start, one.length, one.dot, one.needed, one.target):
        assert place is None or 0 <= place <= 100
    assert one.start + one.length <= 100.02


@given(figures, figures)
def test_time_and_way_stay_on_their_track(time, way):
    bar = meters.time_and_way(time, way)
    assert 0 <= bar.time <= 100
    assert 0 <= bar.way <= 100
    assert bar.backwards == (way < 0)


def test_the_meter_of_the_design():
    one = meters.meter(5.0, base=3.1, needed=5.54, target=7.0, track=(0, 9))
    assert (one.start, one.length, one.dot, one.needed, one.target) == (34.44, 21.12, 55.56, 61.56, 77.78)


def test_a_meter_that_falls_is_filled_between_base_and_latest():
    one = meters.meter(15, base=20, target=10)
    assert (one.start, one.length, one.dot, one.target) == (75, 25, 75, 50)


# Small multiples


def test_small_multiples_share_their_scales():
    panels = (multiples.Panel("A", ((2015, 0), (2020, 50))), multiples.Panel("B", ((2015, 100),)))
    at = multiples.lay_out(multiples.Multiples(panels), "wide")
    assert at.y(100) == 0
    assert at.y(0) == at.plot
    assert at.years == (2015, 2020)
    assert at.corners == ((0, 0), (185, 0))


def test_twenty_one_panels_fill_six_rows_of_four():
    panels = tuple(multiples.Panel(f"Economy {n}") for n in range(21))
    at = multiples.lay_out(multiples.Multiples(panels), "wide")
    assert len(at.corners) == 21
    assert at.height == 6 * (at.head + at.plot + 40)
