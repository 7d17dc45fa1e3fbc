"""Charts as files: PNG from the stand-alone SVG, and the same numbers as CSV."""

import csv
import io
from functools import lru_cache

import resvg_py

from goals.charts.pen import FONTS
from publishing.sheets import harmless

ZOOM = 2  # a drawing of 768 px becomes a picture of 1536
CHINESE_FIRST = "PingFang TC, Noto Sans TC, Noto Sans CJK TC, Source Han Sans TC, Microsoft JhengHei, Heiti TC, sans-serif"
# For resvg “sans-serif” is one family and not whatever there is; where it is missing, nothing at all is drawn.
SANS = (
    "Arial",
    "Liberation Sans",
    "Noto Sans",
    "DejaVu Sans",
    "Helvetica",
    "Noto Sans CJK TC",
    "Noto Sans TC",
)
PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="2" y="30" font-size="30" font-family="sans-serif">{}</text></svg>'
)


class NoGlyphs(Exception):
    """This machine has no font for the letters of the chart, so a picture would show empty boxes."""


@lru_cache(maxsize=8)
def has_glyphs(sample, family=None):
    """Whether the fonts of this machine can draw two signs that differ: without a font both look the same."""
    family = family or sans_serif()
    one, other = (
        resvg_py.svg_to_bytes(svg_string=PROBE.format(sign), sans_serif_family=family) for sign in sample
    )
    return bytes(one) != bytes(other)


@lru_cache(maxsize=1)
def sans_serif():
    """The family that stands for “sans-serif” in pictures: the first of SANS that this machine can draw."""
    return next((family for family in SANS if has_glyphs("Ab", family)), SANS[0])


def png(svg, *, lang="en"):
    """The PNG of a stand-alone SVG. Raises NoGlyphs where its letters cannot be drawn, never a false picture."""
    if not has_glyphs("臺灣" if lang.startswith("zh") else "Ab"):
        raise NoGlyphs(f"No font on this machine has the letters of “{lang}”.")
    if lang.startswith("zh"):
        # resvg takes the first family there is and looks for what it lacks in any font, a Japanese one too:
        # a family for Taiwan has to come first.
        svg = svg.replace(f'font-family="{FONTS["zh-Hant"]}"', f'font-family="{CHINESE_FIRST}"', 1)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=ZOOM, background="#ffffff", languages=[lang], sans_serif_family=sans_serif()
        )
    )


def csv_text(columns, rows):
    """Rows (dictionaries) as CSV with these columns; a blank for what is missing, never a zero.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return written.getvalue()


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    return harmless(value) if isinstance(value, str) else value
