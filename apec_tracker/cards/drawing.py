"""Draws a card: site, kind, title and date over the volcano with its lights. Sizes are in pixels."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import resvg_py
from django.template.loader import render_to_string

from goals.charts.files import CHINESE_FIRST, has_glyphs, sans_serif
from goals.charts.pen import FONTS, safe
from publishing.chinese import HELD

WIDTH, HEIGHT = 1200, 630
LEFT, COLUMN = 72, 1040
# Beside the mountain there is less room than above it.
NARROW, SUMMIT = 840, 400
# The size of a title and how many lines of it there may be; the first that holds the title is taken.
SIZES = ((92, 2), (72, 3), (56, 4), (50, 4), (42, 5))
LEAD = 1.28
# In a Chinese font these marks are as wide as a sign and tear an English word apart.
STRAIGHT = str.maketrans("‘’“”", "''\"\"")

# The colours of static/css/tokens.css, light; test_cards.py holds them to it.
COLOURS = {
    "sky-1": "#0a3542",
    "peak-far": "#164a59",
    "peak-mid": "#1d5767",
    "peak-near": "#0f4150",
    "snow": "#e9f3f4",
    "sun": "#ffc266",
    "on-deep": "#ffffff",
    "on-deep-2": "#d3e6ea",
}
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
# One piece that a line may not break: a Chinese word, number or sign with the marks that cling to it, or a word with
# its blank.
PIECE = re.compile(
    f"[「『《〈（【“]*(?:{HELD})[、。，；：！？」』》〉）】”…—·\uff0f]*|"
    "[「『《〈（【“]*[\u2e80-\u3000\u3012-\u9fff\uf900-\ufaff][、。，；：！？」』》〉）】”…—·\uff0f]*"
    "|[「『《〈（【“]*[^\\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+[、。，；：！？」』》〉）】”]*\\s*|\\s+|."
)
# Where Chinese meets other letters, and the marks after which a title rather breaks than elsewhere.
BORDER = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
MARK = re.compile("[，：；] ?|[:;] ")
# Widths in a bold sans-serif, in parts of its size; rather too wide than too narrow.
NARROW_SIGNS, WIDE_SIGNS = set("iljtfrI.,:;'’‘|!()[]-–·/ "), set("mwMW—…%@")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card. title: any length; kind and when may be empty; lang: of the page, "en" or "zh-Hant"."""

    title: str
    kind: str
    when: str
    site: str
    motto: str
    lang: str


def width_of(text, size):
    """About how wide a text is, in pixels."""
    parts = 0.0
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WF":
            parts += 1
        elif sign in NARROW_SIGNS:
            parts += 0.36
        elif sign in WIDE_SIGNS or sign.isupper():
            parts += 0.74 if sign not in WIDE_SIGNS else 0.96
        else:
            parts += 0.61
    return parts * size


def filled(pieces, size, width):
    """Pieces laid into lines no wider than `width`; one that is wider by itself is cut."""
    lines, line = [], ""
    for piece in pieces:
        if line and width_of((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line = (line + piece) if line else piece.lstrip()
        while width_of(line.rstrip(), size) > width:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width_of(line[:n], size) <= width)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip()] if line.strip() else lines


def aired(text):
    """A text with one blank where there were several, and one between Chinese and other letters."""
    return BORDER.sub(" ", " ".join(text.split()))


def wrapped(text, size, width):
    """A text in lines of about one length, broken as its script breaks; at a mark, where that takes no further line."""
    text = aired(text)
    lines = balanced(text, size, width)
    for mark in MARK.finditer(text) if len(lines) > 1 else ():
        halves = [balanced(part, size, width) for part in (text[: mark.end()], text[mark.end() :])]
        if all(halves) and sum(map(len, halves)) == len(lines):
            return halves[0] + halves[1]
    return lines


def balanced(text, size, width):
    pieces = PIECE.findall(text)
    lines = filled(pieces, size, width)
    for narrower in range(int(width) - 40, int(width) // 2, -40):
        tried = filled(pieces, size, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def first_line(size):
    """Where a title begins, below its kind: the line its letters stand on."""
    return 212 + size


def title_of(text):
    """The largest size in which a title fits, and its lines; the longest ones end in an ellipsis."""
    for size, most in SIZES:
        for width in (COLUMN, NARROW):
            lines = wrapped(text, size, width)
            ends = first_line(size) + size * (LEAD * (len(lines) - 1) + 0.25)
            if len(lines) <= most and (width == NARROW or ends <= SUMMIT):
                return size, lines
    size, most = SIZES[-1]
    lines = filled(PIECE.findall(aired(text)), size, NARROW)[:most]
    while width_of(lines[-1] + "…", size) > NARROW:
        lines[-1] = lines[-1][:-1]
    return size, [*lines[:-1], lines[-1].rstrip() + "…"]


@lru_cache(maxsize=1)
def scenery():
    """The volcano of the home page, with the colours written out: a picture has no style sheet."""
    drawn = render_to_string("_parts/_scene.html")
    inside = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]
    return re.sub(r"var\(--([\w-]+)\)", lambda token: COLOURS[token[1]], inside)


def words(text, x, y, size, colour, weight=400):
    """A line of text; where it has Chinese in it, in a Chinese font throughout."""
    has_chinese = HAN.search(text)
    family = CHINESE_FIRST if has_chinese else FONTS["en"]
    text = text if has_chinese else text.translate(STRAIGHT)
    return (
        f'<text x="{x}" y="{y:.0f}" font-family="{family}" font-size="{size}" font-weight="{weight}" '
        f'fill="{COLOURS[colour]}" xml:space="preserve">{safe(text)}</text>'
    )


def can_be_written(card):
    """Whether this machine has letters for all that stands on a card; else it would show boxes or nothing."""
    text = "".join((card.title, card.kind, card.when, card.site, card.motto))
    return has_glyphs("Ab") and (not HAN.search(text) or has_glyphs("臺灣"))


def svg(card):
    """The card as SVG. On a machine that lacks its letters it is the picture alone, without a word."""
    written = []
    if can_be_written(card):
        size, lines = title_of(card.title)
        written.append(words(card.site, 150, 92, 34, "on-deep", 700))
        written.append(words(card.motto, 150, 126, 24, "on-deep-2"))
        y = first_line(size)
        if card.kind:
            written.append(words(card.kind, LEFT, 196, 30, "sun", 700))
        for line in lines:
            written.append(words(line, LEFT, y, size, "on-deep", 700))
            y += size * LEAD
        if card.when:
            written.append(words(card.when, LEFT, y + 6, 32, "on-deep-2"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'xml:lang="{card.lang}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{COLOURS["sky-1"]}"/>'
        f'<g transform="translate(408 322) scale(.55)">{scenery()}</g>'
        f'<g transform="translate({LEFT} 64) scale(1.9)" fill="none" stroke-width="3.2" stroke-linecap="round" '
        f'stroke-linejoin="round"><path stroke="{COLOURS["on-deep"]}" d="M25.8 6.6A14 14 0 1 0 30.6 14"/>'
        f'<path stroke="{COLOURS["sun"]}" d="M11.5 17.5l4.6 4.6L29.5 7.5"/></g>{"".join(written)}</svg>'
    )


def png(drawing, lang):
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, languages=[lang], sans_serif_family=sans_serif()))
