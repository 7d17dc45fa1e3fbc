"""Small multiples: one little chart for each economy, all on the same scales. Plain functions, no Django."""

from collections.abc import Callable
from dataclasses import dataclass

from goals.charts.geometry import Box, Labels, Scale, box_of, tame, text_width, ticks, wrap
from goals.charts.line import framed, split
from goals.charts.pen import Pen, picture

# size: width of the drawing, columns, height of one plot
SIZES = {"wide": (720, 4, 84), "narrow": (340, 2, 84)}
GAP = 20  # px between panels
LINE = 20  # px from one line of letters to the next


@dataclass(frozen=True, slots=True)
class Panel:
    """One economy. points: (year, value) pairs; breaks: years with a series break before them; status: a verdict
    and word: the same in the reader's language; target: (year, value) or None."""

    name: str
    points: tuple = ()
    breaks: tuple = ()
    status: str = ""
    word: str = ""
    target: tuple | None = None


@dataclass(frozen=True, slots=True)
class Multiples:
    """All panels, in the order given, with what is said of them together; as in LineChart."""

    panels: tuple = ()
    title: str = ""
    summary: str = ""
    measure: str = ""
    source: str = ""
    lang: str = "en"
    status: str = ""
    say: Callable = str


@dataclass(frozen=True, slots=True)
class Grid:
    """Width and height of the drawing, and for each panel its left edge and top; scales within a panel."""

    width: float
    height: float
    corners: tuple
    column: float
    head: float
    plot: float
    x: Scale
    y: Scale
    years: tuple


def lay_out(multiples, size="wide"):
    """The Grid of a drawing of this size."""
    width, columns, plot = SIZES[size]
    column = (width - GAP * (columns - 1)) / columns
    panels = multiples.panels
    points = [point for panel in panels for point in panel.points]
    targets = [panel.target for panel in panels if panel.target]
    years = [int(year) for year, _value in [*points, *targets]] or [2015, 2030]
    first, last = min(years), max(years)
    if first == last:
        first, last = first - 1, last + 1
    values = [tame(value) for _year, value in [*points, *targets]]
    figures, _step = ticks(min(values, default=0), max(values, default=1))
    lines = max((len(wrap(panel.name, column)) for panel in panels), default=1)
    head = (lines + 1) * LINE + 12
    row = head + plot + 2 * LINE
    corners = tuple(((n % columns) * (column + GAP), (n // columns) * row) for n in range(len(panels)))
    rows = -(-len(panels) // columns) or 1
    return Grid(
        width=width,
        height=rows * row,
        corners=corners,
        column=column,
        head=head,
        plot=plot,
        x=Scale(first, last, 6, column - 8),
        y=Scale(figures[0], figures[-1], plot, 0),
        years=(first, last),
    )


def draw(multiples, size="wide", uid="multiples"):
    """The SVG for a page; as in line.draw."""
    grid = lay_out(multiples, size)
    pen = Pen()
    sketch(multiples, pen, grid)
    return picture(
        pen.written(),
        width=grid.width,
        height=grid.height,
        title=multiples.title,
        summary=multiples.summary,
        uid=f"{uid}-{size}",
        classes=f"chart only-{size}",
    )


def draw_alone(multiples):
    """The SVG as a file of its own."""
    grid = lay_out(multiples, "wide")
    pen = Pen(painted=True)
    sketch(multiples, pen, grid)
    return framed(multiples, pen.written(), grid.width, grid.height)


def sketch(multiples, pen, grid):
    """Draw all panels with a pen."""
    for panel, (left, top) in zip(multiples.panels, grid.corners, strict=True):
        _panel(multiples, panel, pen, grid, left, top)


def _panel(multiples, panel, pen, grid, left, top):
    y = top
    for line in wrap(panel.name, grid.column):
        y += LINE
        pen.text("lab", left, y - 5, line)
    word = panel.word
    if panel.status:
        pen.mark(panel.status, left, y + 4, 14)
        pen.text("", left + 20, y + 16, word)
    base = top + grid.head
    zero = base + grid.y(0)
    pen.line("axis", (left, zero), (left + grid.column, zero))
    first, last = grid.years
    foot = base + grid.plot + 20
    pen.text("", left, foot, first)
    pen.text("", left + grid.column, foot, last, "end")
    labels = Labels(grid.width, grid.height)
    labels.avoid_line([(left, zero), (left + grid.column, zero)])
    dash = None
    if panel.target:
        x, y = left + grid.x(panel.target[0]), base + grid.y(panel.target[1])
        pen.line("path", (left, y), (x, y))
        dash = Box(left, y - 2, x, y + 2)
    if not panel.points:
        return
    points = sorted([(int(year), tame(value)) for year, value in panel.points])
    runs, gaps = split(points, panel.breaks)
    across, up = grid.x, grid.y
    for run in runs:
        places = [(left + across(year), base + up(value)) for year, value in run]
        if len(run) > 1:
            pen.line("series", *places)
            labels.avoid_line(places)
        elif run is not runs[-1]:
            pen.point("pt", *places[0], 4)
    for year in gaps:
        gap = [(left + across(year), base), (left + across(year), base + grid.plot)]
        pen.line("gap-l", *gap)
        labels.avoid_line(gap)
    year, value = points[-1]
    x, y = left + across(year), base + up(value)
    said = multiples.say(value)
    pen.point("pt", x, y, 4.5, f"{panel.name}, {year}: {said}")
    labels.avoid_point(x, y, 4.5)
    # Any higher it would lie on the word of the status, any lower on the years.
    top, bottom = base + 4, base + grid.plot + 2
    half = text_width(said) / 2
    middle = min(max(x, left + half), left + grid.column - half)
    heights = [
        y - 10,
        y + 24,
        *sorted((top + n for n in range(int(bottom - top) + 1)), key=lambda h: abs(h - y)),
    ]
    tries = [(middle, height, "middle") for height in heights if top <= height <= bottom]
    if dash:
        tries = [place for place in tries if not box_of(said, *place).meets(dash)]
    x, y, anchor = labels.place(said, tries)
    pen.text("lab-c", x, y, said, anchor)
