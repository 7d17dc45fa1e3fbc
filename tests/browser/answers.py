"""Pages that no link leads to, at addresses of their own: what a reader is told when something is wrong, and the door
of the desk. A checker can only open an address, so a small server asks the site in the way that brings the page."""

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What is asked of the site, and how: (method, address after the language, other headers).
ASKED = {
    "400": ("GET", "", {"Host": "elsewhere.example"}),
    "403": ("POST", "", {}),
    "404": ("GET", "nothing-here/", {}),
    "405": ("OPTIONS", "", {}),
    "410": ("GET", "topics/taken-back/", {}),
    "500": ("GET", "", {}),
    "login": ("GET", None, {}),
}
# A page for 410, one that stays to be read although it was withdrawn, and two that are in one language only.
MAKING = """
from reference.models import Topic
for slug, way in (("taken-back", "error"), ("kept-back", "kept")):
    Topic.objects.create(
        slug=slug, name_en="A topic taken back", name_zh_hant="撤回的主題", state="withdrawn", withdrawn_as=way,
        withdrawn_note_en="It was entered twice.", withdrawn_note_zh_hant="重複登錄。",
    )
Topic.objects.create(
    slug="only-english", name_en="A topic in English", summary_en="Nobody has translated it yet.", state="published"
)
Topic.objects.create(slug="only-chinese", name_zh_hant="中文主題", summary_zh_hant="尚未翻譯。", state="published")
"""


@contextmanager
def answering(site, broken_url):
    """The address of a server that gives ASKED under /<language>/<name>/, and all else as the site has it.

    `broken_url` is the same site without a database.
    """

    class Asking(BaseHTTPRequestHandler):
        def do_GET(self):
            language, _, name = self.path.strip("/").partition("/")
            if name in ASKED:
                method, path, headers = ASKED[name]
                base = broken_url if name == "500" else site.url
                url = f"{base}/staff/login/" if path is None else f"{base}/{language}/{path}"
                headers = {"Accept-Language": language} | headers
            else:
                method, url, headers = "GET", site.url + self.path, {}
            answer = fetch(urllib.request.Request(url, method=method, headers=headers))
            body = answer.read()
            self.send_response(200)
            for header in ("Content-Type", "Content-Security-Policy"):
                if header in answer.headers:
                    self.send_header(header, answer.headers[header])
            self.send_header("X-Answered", str(answer.status))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def fetch(request):
    try:
        return urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        return error
