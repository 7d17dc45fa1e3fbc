"""Takes the pictures of README.md from a running site.

    ./run                                       in one window
    .venv/bin/python docs/make_pictures.py      in another; an address may follow if it is not http://127.0.0.1:8000

Needs Chromium and what requirements-dev.txt names.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
PICTURES = {"home.png": ("/en/", "en-GB"), "home-zh.png": ("/zh-hant/", "zh-TW")}
SWITCHES = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]


def main(site):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium).")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        for name, (address, locale) in PICTURES.items():
            context = browser.new_context(
                viewport={"width": 1200, "height": 800},
                locale=locale,
                color_scheme="light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            answer = page.goto(site.rstrip("/") + address, wait_until="networkidle")
            if not answer.ok:
                sys.exit(f"{answer.url} answered {answer.status}; no picture was taken of it.")
            page.screenshot(path=IMAGES / name)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
