"""Draws the icons of the site from static/img/favicon.svg, for browsers and home screens that take no SVG.

    .venv/bin/python docs/make_icons.py

Run it after favicon.svg has changed, and commit what it writes.
"""

import io
import re
from pathlib import Path

import resvg_py
from PIL import Image

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"


def drawn(svg, size):
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size))))


def main():
    rounded = (IMAGES / "favicon.svg").read_text()
    # Where the device cuts the corners itself, the ground goes to the edge.
    square = re.sub(r' rx="\d+"', "", rounded)
    # A mask may take all but a circle of four fifths: the sign has to be smaller there.
    masked = re.sub(r"<g ", '<g transform="translate(32 32) scale(.72) translate(-32 -32)" ', square, count=1)
    for name, svg, size in (
        ("apple-touch-icon.png", square, 180),
        ("icon-192.png", rounded, 192),
        ("icon-512.png", rounded, 512),
        ("icon-maskable-512.png", masked, 512),
    ):
        drawn(svg, size).save(IMAGES / name, optimize=True)
    large = drawn(rounded, 48)
    large.save(
        IMAGES / "favicon.ico",
        sizes=[(16, 16), (32, 32), (48, 48)],
        append_images=[drawn(rounded, 16), drawn(rounded, 32)],
    )


if __name__ == "__main__":
    main()
