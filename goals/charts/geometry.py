"""Where things stand in a drawing: scales, ticks, the room that letters take. Plain functions, no Django.

Units are those of the drawing (CSS pixels at full size); y grows downwards. Every finite figure is accepted:
what is beyond 1e300, or nearer to zero than 1e-300, is drawn as if it stood there.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LETTER = 15  # px; the smallest text of the site
HUGE, TINY = 1e300, 1e-300
MINUS = "−"


def tame(value):
    """A figure held within what can be divided and multiplied here without overflow."""
    value = float(value)
    if abs(value) < TINY:
        return 0.0
    return max(-HUGE, min(HUGE, value))


@lru_cache(maxsize=4096)
def text_width(text, size=LETTER):
    """About how wide a text is set, in px. Chinese signs are squares; Latin letters are taken as rather wide."""
    return sum(size if ord(sign) > 0x2E7F else size * (0.68 if sign.isupper() else 0.56) for sign in text)


@lru_cache(maxsize=1024)
def wrap(text, width, size=LETTER):
    """Lines no wider than `width`: broken at spaces, between Chinese signs, never before closing marks."""
    lines, line = [], ""
    for word in _words(text):
        if line and text_width((line + word).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return tuple([*lines, line.rstrip()] if line.strip() else lines)


def _words(text):
    words = []
    for sign in text:
        is_wide = ord(sign) > 0x2E7F
        stays = sign in "，。：；、」》）！？"
        before = words[-1][-1:] if words else " "
        if words and (stays or not (is_wide or before.isspace() or ord(before) > 0x2E7F)):
            words[-1] += sign
        else:
            words.append(sign)
    return words


class Scale:
    """From figures low…high to places start…end in the drawing; beyond the ends is at the ends."""

    __slots__ = ("each", "end", "high", "low", "start")

    def __init__(self, low, high, start, end):
        self.low, self.high, self.start, self.end = low, high, start, end
        whole = high / 2 - low / 2
        # Halves, so that the distance between two huge figures is still a number.
        self.each = (end - start) / whole if whole else 0.0

    def __call__(self, value):
        if value <= self.low:
            return self.start if self.each else (self.start + self.end) / 2
        if value >= self.high:
            return self.end
        return self.start + (value / 2 - self.low / 2) * self.each


def ticks(low, high, most=5):
    """Round figures from at or below low to at or above high, zero always among them, and the step between.

    At most about `most` steps. low and high are widened to include zero: a picture of sizes starts at zero.
    """
    low, high = min(0.0, tame(low)), max(0.0, tame(high))
    if low == high:
        high = 1.0
    rough = high / most - low / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [tame(step * n) for n in range(first, last + 1)], step


def tick_text(value, step, plain=True):
    """A figure of an axis with as many decimals as its step has; with a power of ten where it is not to be `plain`."""
    if not plain or abs(value) >= 1e15 or 0 < step < 1e-9:
        text = f"{value:.3g}"
    else:
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        if decimals and abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6:
            decimals += 1  # a step of 0.25 or 2.5
        elif not decimals and step != round(step):
            decimals = 1
        text = f"{value:,.{decimals}f}"
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


def year_ticks(first, last, width, room=56):
    """Years to name under an axis of `width` px: the last always, the first where there is room for it."""
    if last <= first:
        return [first]
    most = max(1, int(width // room))
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if (last - first) / s <= most), last - first)
    years = list(range(last, first - 1, -step))[::-1]
    if years[0] != first and (years[0] - first) / (last - first) * width >= room:
        years.insert(0, first)
    return years


@dataclass(slots=True)
class Box:
    """The room that a text takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other):
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def box_of(text, x, y, anchor):
    """The Box of a text at (x, baseline y), with a little air on both sides."""
    width = text_width(text)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return Box(left - 2, y - LETTER * 0.8, left + width + 2, y + LETTER * 0.25)


class Labels:
    """Texts in a drawing, kept from lying on lines, on points and on one another."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.taken = []

    def avoid_line(self, points):
        """Keep texts off a line through these places."""
        for (x1, y1), (x2, y2) in pairwise(points):
            pieces = max(1, int(math.hypot(x2 - x1, y2 - y1) // 10))
            for n in range(pieces + 1):
                x, y = x1 + (x2 - x1) * n / pieces, y1 + (y2 - y1) * n / pieces
                self.taken.append(Box(x - 3, y - 3, x + 3, y + 3))

    def avoid_point(self, x, y, radius):
        self.taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def place(self, text, candidates):
        """The first of the candidates (x, baseline y, anchor) that is free, else the one least in the way.

        Texts are pushed back inside the drawing first. Returns (x, y, anchor).
        """
        best, fewest = None, None
        for x, y, anchor in candidates:
            place, box = self._inside(text, x, y, anchor)
            met = sum(box.meets(other) for other in self.taken)
            if fewest is None or met < fewest:
                best, fewest = (place, box), met
            if not met:
                break
        (x, y, anchor), box = best
        self.taken.append(box)
        return x, y, anchor

    def _inside(self, text, x, y, anchor):
        box = box_of(text, x, y, anchor)
        x += max(0.0, -box.left) or min(0.0, self.width - box.right)
        y = max(LETTER, min(self.height - 4, y))
        return (x, y, anchor), box_of(text, x, y, anchor)
