"""What a reader waits for: bytes and requests before the first paint, and whether the page shifts under their eyes.

    python -m benchmarks.page_weight http://127.0.0.1:8000

Opens the home page, a host year, a meeting, a goal and a list of a running site (started with ./run) in Chromium on a slow
line and a slow processor, with nothing in its cache. Goals: HTML and CSS at most 60 kB compressed, script at most
30 kB, at most four requests before the first paint, no layout shift, the largest thing painted is in the HTML.
"""

import os
import shutil
import sys

PAGES = [
    "en/",
    "zh-hant/",
    "en/timeline/2024/",
    "en/meetings/2024-som2/",
    "en/goals/arequipa/1/",
    "en/indicators/1.3.1-disability/",
]
BYTES, SCRIPT, REQUESTS = 60_000, 30_000, 4
# A telephone on a slow third-generation network: 150 ms there and back, 1.6 Mbit/s down, a quarter of this processor.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}

WATCH = """
window.seen = {shift: 0, largest: null};
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) seen.shift += e.value; }))
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => {
  seen.largest = {time: e.startTime, tag: e.element && e.element.tagName, url: e.url};
})).observe({type: 'largest-contentful-paint', buffered: true});
"""
TOLD = """() => ({...window.seen,
  first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  blocking: performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').length})"""


def measure(browser, url):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(WATCH)
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", LINE)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    kinds, sizes = {}, {}
    client.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    client.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    told = page.evaluate(TOLD)
    context.close()
    weights = {
        kind: sum(size for one, size in sizes.items() if kinds.get(one) == kind)
        for kind in set(kinds.values())
    }
    return told | {"weights": weights}


def main(base):
    from playwright.sync_api import sync_playwright

    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    missed = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for page in PAGES:
            told = measure(browser, f"{base.rstrip('/')}/{page}")
            html, css = told["weights"].get("Document", 0), told["weights"].get("Stylesheet", 0)
            script, requests = told["weights"].get("Script", 0), told["blocking"] + 1
            largest = told["largest"]
            print(
                f"{page:32} HTML {html / 1000:5.1f} kB  CSS {css / 1000:5.1f} kB  JavaScript {script / 1000:4.1f} kB  "
                f"{requests} requests  first paint {told['first']:5.0f} ms  "
                f"largest {largest['time']:5.0f} ms ({largest['tag']})  shift {told['shift']:.3f}"
            )
            if (
                html + css > BYTES
                or script > SCRIPT
                or requests > REQUESTS
                or told["shift"]
                or largest["url"]
            ):
                missed.append(page)
        browser.close()
    print(f"Missed: {', '.join(missed)}" if missed else "All goals are met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
