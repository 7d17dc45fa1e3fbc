"""One series over time, with the path to its target, the target and the breaks. Plain functions, no Django."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from goals.charts.geometry import Box, Labels, Scale, tame, text_width, tick_text, ticks, wrap, year_ticks
from goals.charts.pen import Pen, alone, picture

SIZES = {"wide": (720, 340), "narrow": (340, 320)}
EDGE = 24  # px around a drawing that stands by itself


@dataclass(frozen=True, slots=True)
class Words:
    """What a line chart says beside its figures, in the reader's language."""

    actual: str = "Actual"
    path: str = "Required path"
    target: str = "Target"
    at_this_pace: str = "at this pace"
    broken: str = "series break"
    nothing: str = "No reading yet"


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line chart before it is drawn.

    points: (year, value) pairs, any order. counted_from: earlier points are drawn open, because nothing is judged
    by them. breaks: years whose point is counted in a new way; no line crosses one. path: (year, value)
    pairs of the path to the target. target: its (year, value). projected: the points "at this pace".
    title: the finding; summary: one sentence for those who do not see the picture; measure: what is
    measured, in which unit; source: where the figures are from. say: a figure in words. suffix: "%" or "".
    """

    points: tuple = ()
    title: str = ""
    summary: str = ""
    status: str = ""
    counted_from: int | None = None
    breaks: tuple = ()
    path: tuple = ()
    target: tuple | None = None
    projected: tuple = ()
    measure: str = ""
    source: str = ""
    suffix: str = ""
    lang: str = "en"
    words: Words = field(default_factory=Words)
    say: Callable = str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: scales, the edges of the plot, ticks as (place, text), lines as lists of places."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale
    y_ticks: tuple
    x_ticks: tuple
    runs: tuple
    gaps: tuple


def lay_out(chart, width, height):
    """The Layout of a chart in a drawing of this size."""
    points = sorted((int(year), tame(value)) for year, value in chart.points)
    others = [*chart.path, *chart.projected, *([chart.target] if chart.target else [])]
    years = [year for year, _value in [*points, *others]] or [2015, 2030]
    values = [value for _year, value in points] + [tame(value) for _year, value in others]
    first, last = min(years), max(years)
    if first == last:
        first, last = first - 1, last + 1
    figures, step = ticks(min(values, default=0), max(values, default=1))
    names = [tick_text(figure, step) for figure in figures]
    widest = width * 0.4
    if max(map(text_width, names)) + text_width(chart.suffix) > widest - 10:
        names = [tick_text(figure, step, plain=False) for figure in figures]
    names[-1] += chart.suffix
    left = max(34.0, max(map(text_width, names)) + 8) + 10
    right = width - 34
    if is_wide(width) and chart.target:
        room = max(map(text_width, side_labels(chart).values()))
        right = width - min(room + 26, width * 0.36)
    left = min(left, widest)
    top, bottom = 36.0, height - 40.0
    x = Scale(first, last, left, right)
    y = Scale(figures[0], figures[-1], bottom, top)
    runs, gaps = split(points, chart.breaks)
    return Layout(
        width=width,
        height=height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        x=x,
        y=y,
        # Without a figure there is no size to tell, only the ground.
        y_ticks=tuple((y(figure), name) for figure, name in zip(figures, names, strict=True))
        if values
        else ((y(0), "0"),),
        x_ticks=tuple((x(year), str(year)) for year in year_ticks(first, last, right - left)),
        runs=tuple(tuple((x(year), y(value)) for year, value in run) for run in runs),
        gaps=tuple(x(year) for year in gaps),
    )


def is_wide(width):
    return width >= 500


def side_labels(chart):
    """The texts to the right of a wide chart."""
    labels = {"target": f"{chart.words.target} {chart.say(chart.target[1])}"}
    if chart.projected:
        labels["projected"] = f"{chart.words.at_this_pace} {chart.say(chart.projected[-1][1])}"
    return labels


def split(points, breaks):
    """The runs of points that a line may join, and the years (halves too) where the gaps between them are."""
    if not breaks:
        return [list(points)] if points else [], []
    runs, gaps = [], []
    for year, value in points:
        newest = max((b for b in breaks if b <= year), default=None)
        if runs and (newest is None or runs[-1][-1][0] >= newest):
            runs[-1].append((year, value))
        else:
            if runs:
                gaps.append((runs[-1][-1][0] + year) / 2)
            runs.append([(year, value)])
    return runs, gaps


def draw(chart, size="wide", uid="chart"):
    """The SVG for a page. size: "wide" or "narrow"; uid: makes the ids of title and summary unique on the page."""
    width, height = SIZES[size]
    pen = Pen(chart.status)
    sketch(chart, pen, lay_out(chart, width, height))
    return picture(
        pen.written(),
        width=width,
        height=height,
        title=chart.title,
        summary=chart.summary,
        uid=f"{uid}-{size}",
        classes=f"chart only-{size}",
        status=chart.status,
    )


def draw_alone(chart):
    """The SVG as a file: with title, measure and source in it, and its own colours."""
    width, height = SIZES["wide"]
    pen = Pen(chart.status, painted=True)
    sketch(chart, pen, lay_out(chart, width, height))
    return framed(chart, pen.written(), width, height)


def framed(chart, drawing, width, height):
    """A drawing with its title above and its source below, as a file of its own."""
    pen = Pen(chart.status, painted=True)
    y = EDGE
    for line in wrap(chart.title, width, 20):
        y += 26
        pen.text("big", EDGE, y - 6, line)
    for line in wrap(chart.measure, width):
        y += 21
        pen.text("", EDGE, y - 4, line)
    y += 8
    pen.pieces.append(f'<g transform="translate({EDGE} {y})">{drawing}</g>')
    y += height
    for line in wrap(chart.source, width):
        y += 21
        pen.text("", EDGE, y, line)
    return alone(
        pen.written(),
        width=width + 2 * EDGE,
        height=y + EDGE,
        title=chart.title,
        summary=chart.summary,
        lang=chart.lang,
    )


def sketch(chart, pen, at):
    """Draw a chart with a pen, laid out as `at`."""
    points = sorted((int(year), tame(value)) for year, value in chart.points)
    _axes(pen, at)
    if not points:
        pen.text("lab", (at.left + at.right) / 2, (at.top + at.bottom) / 2, chart.words.nothing, "middle")
    labels = Labels(at.width, at.height)
    for y, name in at.y_ticks:
        labels.taken.append(Box(at.left - 12 - text_width(name), y - 7, at.left - 8, y + 7))
    path = [(at.x(year), at.y(value)) for year, value in chart.path]
    projected = [(at.x(year), at.y(value)) for year, value in chart.projected]
    for line in (path, projected, *at.runs):
        labels.avoid_line(line)
    if len(path) > 1:
        pen.line("path", *path)
    if len(projected) > 1:
        pen.line("proj", *projected)
    for x in at.gaps:
        pen.line("gap-l", (x, at.top), (x, at.bottom))
        labels.avoid_line([(x, at.top), (x, at.bottom)])
    for run in at.runs:
        if len(run) > 1:
            pen.line("series", *run)
    places = [(at.x(year), at.y(value)) for year, value in points]
    many = len(points) > 25
    for n, ((year, value), (x, y)) in enumerate(zip(points, places, strict=True)):
        radius = 6 if n in (0, len(points) - 1) else 3 if many else 4.5
        is_open = chart.counted_from is not None and year < chart.counted_from
        pen.point("pt open" if is_open else "pt", x, y, radius, f"{year}: {chart.say(value)}")
        labels.avoid_point(x, y, radius)
    _target(chart, pen, at, labels)
    _figures(chart, pen, points, places, labels)
    for x in at.gaps:
        near = [(x + 6, at.top + 12, "start"), (x - 6, at.top + 12, "end")]
        near += [(x + 6, at.bottom - 8, "start"), (x - 6, at.bottom - 8, "end")]
        _label(pen, labels, "gap-t", chart.words.broken, near)
    if is_wide(at.width):
        _names(chart, pen, path, at, labels)


def _axes(pen, at):
    for y, name in at.y_ticks:
        pen.line("axis" if name.rstrip("%") == "0" else "grid-l", (at.left, y), (at.right, y))
        pen.text("", at.left - 10, y + 5, name, "end")
    for n, (x, name) in enumerate(at.x_ticks):
        pen.text(
            "", x, at.bottom + 28, name, "start" if n == 0 and x - at.left < 1 and at.left < 20 else "middle"
        )


def _label(pen, labels, name, text, candidates):
    x, y, anchor = labels.place(text, candidates)
    pen.text(name, x, y, text, anchor)


def _target(chart, pen, at, labels):
    """The flag at the target, and the texts beside it."""
    if not chart.target:
        return
    year, value = chart.target
    x, y = at.x(year), at.y(value)
    pen.line("tgt-l", (x, y), (x, y - 24))
    pen.shape("tgt", f"M{x:.1f} {y - 24:.1f}h-16l5 6-5 6h16z")
    pen.point("tgt", x, y, 4)
    labels.avoid_line([(x, y), (x, y - 24)])
    labels.avoid_point(x - 8, y - 18, 8)
    texts = side_labels(chart)
    if is_wide(at.width):
        _label(pen, labels, "lab", texts["target"], [(x + 12, y + 1, "start"), (x + 12, y + 20, "start")])
        if "projected" in texts:
            y = at.y(chart.projected[-1][1]) + 5
            tries = [(x + 12, y + shift, "start") for shift in (0, 8, 16, 22, -8, -16, -22, 30, -30)]
            _label(pen, labels, "", texts["projected"], tries)
    else:
        tries = [(x - 22, y - 10, "end"), (x, y + 24, "end"), (x, y - 34, "end"), (x - 22, y + 40, "end")]
        _label(pen, labels, "lab", texts["target"], tries)


def _figures(chart, pen, points, places, labels):
    """The figures of the latest point and of the first one that counts."""
    if not points:
        return
    counted = [n for n, (year, _v) in enumerate(points) if year >= (chart.counted_from or year)]
    for n in dict.fromkeys([len(points) - 1, *counted[:1]]):
        x, y = places[n]
        around = [
            (x, y + 26, "middle"),
            (x, y - 14, "middle"),
            (x + 2, y + 26, "start"),
            (x + 10, y + 5, "start"),
        ]
        around += [(x - 10, y + 5, "end"), (x, y + 40, "middle"), (x, y - 30, "middle")]
        if n == 0:  # to the left of it stand the numbers of the axis
            around = [(x + 2, y + 26, "start"), (x + 2, y - 14, "start"), *around]
        _label(pen, labels, "lab-c", chart.say(points[n][1]), around)


def _names(chart, pen, path, at, labels):
    """The names of the two lines, each where there is room beside its own line."""
    for name, words, line in (
        ("lab", chart.words.path, path),
        ("lab-c", chart.words.actual, _longest(at.runs)),
    ):
        if len(line) > 1:
            tries = []
            for share in (0.5, 0.35, 0.65, 0.8, 0.2, 0.9, 0.1):
                x, y = along(line, share)
                tries += [(x - 8, y - 12, "end"), (x + 8, y + 24, "start"), (x + 8, y - 12, "start")]
                tries += [(x - 8, y + 24, "end"), (x, y - 22, "middle"), (x, y + 34, "middle")]
            _label(pen, labels, name, words, tries)


def _longest(runs):
    return max(runs, key=len, default=())


def along(line, share):
    """The place at a share of the width of a line, between the two points around it."""
    x = line[0][0] + (line[-1][0] - line[0][0]) * share
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2 and x2 > x1:
            return x, y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return line[-1]


def key_of(chart):
    """The kinds of line a chart has, for the key above a narrow one: "actual", "path", "projected", …"""
    kinds = ["actual"] if chart.points else []
    kinds += ["path"] if len(chart.path) > 1 else []
    kinds += ["projected"] if len(chart.projected) > 1 else []
    if chart.counted_from is not None and any(year < chart.counted_from for year, _v in chart.points):
        kinds.append("open")
    return kinds


__all__ = ["SIZES", "Layout", "LineChart", "Words", "draw", "draw_alone", "key_of", "lay_out", "split"]
