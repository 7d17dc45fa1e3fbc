"""Takes a picture of every kind of page, in both languages, narrow and wide, in light and dark, for people to look at.

    ./run                                                    in one window
    .venv/bin/python -m docs.make_screens /tmp/screens       in another; the address of the site may follow

The pictures lie in FOLDER/<language>-<width>-<colours>/, and several of them on each sheet-….png beside these folders.
The folder is to be outside the repository. Needs Chromium and what requirements-dev.txt names.
"""

import re
import shutil
import sys
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

from docs.make_pictures import SWITCHES
from tests.browser.pages import MISSING, PAGES

LOCALES = {"en": "en-GB", "zh-hant": "zh-TW"}
WIDTHS = (390, 1280)
COLOURS = ("light", "dark")

# A sheet: columns in which one page follows the other, small enough to be seen at once and large enough to be read.
SIDE, GAP, LABEL = 1560, 12, 18
COLUMNS = {390: 5, 1280: 3}


def main(folder: Path, site: str):
    if Path(__file__).resolve().parent.parent in [folder, *folder.parents]:
        sys.exit("The pictures are many; choose a folder outside the repository.")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        for language in LOCALES:
            for width in WIDTHS:
                for colours in COLOURS:
                    name = f"{language}-{width}-{colours}"
                    taken = take(browser, site, folder / name, language, width, colours)
                    count = lay_out(taken, width, folder / f"sheet-{name}")
                    sys.stdout.write(f"{name}: {len(taken)} pages on {count} sheets\n")
        browser.close()


def take(browser, site, folder, language, width, colours) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=LOCALES[language],
        color_scheme=colours,
        reduced_motion="reduce",
    )
    page = context.new_page()
    taken = []
    for number, path in enumerate([*PAGES, MISSING]):
        answer = page.goto(f"{site}/{language}/{path}", wait_until="load")
        if answer.status != (404 if path == MISSING else 200):
            sys.exit(f"{answer.url} answered {answer.status}.")
        name = re.sub(r"[^A-Za-z0-9.-]+", "_", path).strip("_") or "home"
        picture = folder / f"{number:02d}-{name}.png"
        page.screenshot(path=picture, full_page=True)
        taken.append(picture)
    context.close()
    return taken


def lay_out(pictures, width, base: Path) -> int:
    """Sheets on which the pictures stand one after the other; a long page goes on in the next column."""
    columns = COLUMNS[width]
    column = (SIDE - GAP) // columns - GAP
    sheets = []
    place, y = columns, 0  # as if a sheet were full
    for picture in pictures:
        image = Image.open(picture).convert("RGB")
        image = image.resize(
            (column, max(1, round(image.height * column / image.width))), Image.Resampling.LANCZOS
        )
        top = 0
        while top < image.height:
            if y > SIDE - 200:
                place, y = place + 1, GAP
            if place >= columns:
                sheets.append(Image.new("RGB", (SIDE, SIDE), "#b9c4c8"))
                place, y = 0, GAP
            x = GAP + place * (column + GAP)
            ImageDraw.Draw(sheets[-1]).text((x, y), picture.stem + (" …" if top else ""), fill="#7a0019")
            height = min(image.height - top, SIDE - GAP - y - LABEL)
            sheets[-1].paste(image.crop((0, top, column, top + height)), (x, y + LABEL))
            top, y = top + height, y + LABEL + height + GAP
    for number, sheet in enumerate(sheets, 1):
        sheet.save(f"{base}-{number:02d}.png")
    return len(sheets)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(
        Path(sys.argv[1]).resolve(),
        (sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8000").rstrip("/"),
    )
