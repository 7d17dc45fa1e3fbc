"""Writes SVG. In a page the style sheet paints by class; a drawing that leaves the site carries its own colours.

No <style> and no style attribute either way: a strict content policy forbids them, and a <style> inside an SVG
in a page would restyle the page.
"""

from xml.sax.saxutils import escape

INK, INK_2, LINE, EDGE, PAPER, EMBER = "#14242b", "#3a4a51", "#dad6cb", "#6f7b80", "#ffffff", "#87300f"
# The light colours of the site; a drawing by itself stands on white.
COLOURS = {
    "met": "#0a5443",
    "on_track": "#17488a",
    "behind": "#6b4300",
    "little_change": "#434b52",
    "moving_away": "#8e1730",
    "no_target": "#533e7c",
    "no_reading": "#46535a",
    "cannot_say": "#46535a",
}
BRAND = "#0b4a5c"
FONTS = {
    "en": "Segoe UI, Roboto, Noto Sans, Helvetica Neue, Liberation Sans, Arial, Noto Sans CJK TC, sans-serif",
    "zh-Hant": (
        "Segoe UI, Roboto, Noto Sans, Helvetica Neue, Liberation Sans, Arial, PingFang TC, Noto Sans TC, "
        "Noto Sans CJK TC, Source Han Sans TC, Microsoft JhengHei, Heiti TC, sans-serif"
    ),
}

# One mark a status, each with a shape of its own, in a square of 16; the same as in static/img/icons.svg.
SHAPES = {
    "met": '<path d="M8 .8l2.2 4.7 5.1.6-3.8 3.5 1 5.1L8 12.2l-4.5 2.5 1-5.1L.7 6.1l5.1-.6z"/>',
    "on_track": '<circle cx="8" cy="8" r="6.8"/>',
    "behind": (
        '<path fill-rule="evenodd" d="M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2zm0 1.8v10a5 5 0 0 0 0-10z"/>'
    ),
    "little_change": '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="1.2"/>',
    "moving_away": '<path d="M.8 2.5h14.4L8 14.8z"/>',
    "no_target": '<path fill-rule="evenodd" d="M8 .6 15.4 8 8 15.4.6 8zM8 3.3 3.3 8 8 12.7 12.7 8z"/>',
    "no_reading": (
        '<circle cx="8" cy="8" r="6.3" fill="none" stroke="{}" stroke-width="1.7" stroke-dasharray="2.6 2.35"/>'
    ),
    "cannot_say": (
        '<path fill="none" stroke="{}" stroke-width="2.3" stroke-linecap="round" stroke-linejoin="round" '
        'd="M4.6 5.2C4.7 3.2 6 2 8 2s3.5 1.2 3.5 3.1c0 2.6-3.5 2.6-3.5 5.1"/><circle cx="8" cy="13.8" r="1.5"/>'
    ),
}

NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def safe(text):
    """Text that may stand anywhere in XML: escaped, without characters that XML cannot hold."""
    return escape(str(text).translate(NOT_IN_XML), {'"': "&quot;", "'": "&#x27;"})


def px(value):
    """A place in the drawing with at most one decimal: 44, 193.8."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Pen:
    """Collects the pieces of one drawing. status: whose colour "c" is; painted: with its own colours."""

    def __init__(self, status="", painted=False):
        self.status, self.painted = status, painted
        self.pieces = []
        colour = COLOURS.get(status, BRAND)
        self.colour = colour
        self.paint = {
            "": f' fill="{INK_2}"',
            "lab": f' fill="{INK}" font-weight="600"',
            "lab-c": f' fill="{colour}" font-weight="600"',
            "gap-t": f' fill="{EMBER}" font-weight="600"',
            "grid-l": f' stroke="{LINE}"',
            "axis": f' stroke="{EDGE}"',
            "series": (
                f' stroke="{colour}" stroke-width="3.5" fill="none" stroke-linejoin="round" stroke-linecap="round"'
            ),
            "pt": f' fill="{colour}" stroke="{PAPER}" stroke-width="2"',
            "pt open": f' fill="{PAPER}" stroke="{colour}" stroke-width="2.5"',
            "path": f' stroke="{INK}" stroke-width="2" stroke-dasharray="7 5" fill="none"',
            "proj": (
                f' stroke="{colour}" stroke-width="2" stroke-dasharray="1.5 6" stroke-linecap="round" fill="none"'
            ),
            "gap-l": f' stroke="{EMBER}" stroke-width="2"',
            "tgt": f' fill="{INK}"',
            "tgt-l": f' stroke="{INK}" stroke-width="2"',
            "big": f' fill="{INK}" font-weight="700" font-size="20"',
        }  # fmt: skip

    def _look(self, name):
        if self.painted:
            return self.paint[name]
        return f' class="{name}"' if name else ""

    def text(self, name, x, y, words, anchor="start"):
        end = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.pieces.append(f'<text{self._look(name)} x="{px(x)}" y="{px(y)}"{end}>{safe(words)}</text>')

    def line(self, name, *places):
        """A line through places (x, y)."""
        d = "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in places])
        self.pieces.append(f'<path{self._look(name)} d="{d}"/>')

    def shape(self, name, d):
        self.pieces.append(f'<path{self._look(name)} d="{d}"/>')

    def point(self, name, x, y, radius, says=""):
        """A point; says: its figure in words, which a script may show on pointing."""
        data = f' data-v="{safe(says)}"' if says and not self.painted else ""
        self.pieces.append(f'<circle{self._look(name)} cx="{px(x)}" cy="{px(y)}" r="{px(radius)}"{data}/>')

    def mark(self, status, x, y, size=16):
        """The mark of a status, in its own colour, with its upper left corner at (x, y)."""
        colour = COLOURS.get(status, BRAND)
        look = f' fill="{colour}"' if self.painted else f' fill="var(--st-{_token(status)})"'
        stroke = colour if self.painted else f"var(--st-{_token(status)})"
        self.pieces.append(
            f'<g transform="translate({px(x)} {px(y)}) scale({px(size / 16)})"{look}>'
            f"{SHAPES.get(status, '').replace('{}', stroke)}</g>"
        )

    def written(self):
        return "".join(self.pieces)


def _token(status):
    """The name of the colour token of a status; what cannot be said is grey like what is not known."""
    return "no_reading" if status == "cannot_say" else status


def picture(drawing, *, width, height, title, summary, uid, classes, status=""):
    """A drawing for a page: named by its title and told by its summary; the rest is hidden from screen readers."""
    tone = f' data-st="{safe(status)}"' if status else ""
    uid = safe(uid)
    return (
        f'<svg class="{classes}" viewBox="0 0 {px(width)} {px(height)}" role="img" '
        f'aria-labelledby="{uid}-t {uid}-d"{tone}>'
        f'<title id="{uid}-t">{safe(title)}</title><desc id="{uid}-d">{safe(summary)}</desc>'
        f'<g aria-hidden="true">{drawing}</g></svg>'
    )


def alone(drawing, *, width, height, title, summary, lang):
    """The same as a file of its own, on white, with its own colours and fonts."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {px(width)} {px(height)}" width="{px(width)}" '
        f'height="{px(height)}" role="img" lang="{safe(lang)}" xml:lang="{safe(lang)}" '
        f'font-family="{FONTS.get(lang, FONTS["en"])}" font-size="15" aria-labelledby="t d">'
        f'<title id="t">{safe(title)}</title><desc id="d">{safe(summary)}</desc>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{drawing}</svg>\n'
    )
