"""A public page as a test reads it: what stands there, in which language each run of it is, and where it leads."""

import re
from html.parser import HTMLParser

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
# What follows one of these begins a new line for the eye.
BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
UNSAID = frozenset(("script", "style", "template"))
# An open element: tag, language, not to be seen, within <main>, within what is said.
NOTHING = ("", None, False, False, False)


class Page(HTMLParser):
    """One reading of an HTML page, in one pass.

    text      the visible words of <main>, one blank between them; what only a screen reader hears is left out
    runs      (words, language) of each stretch of text in <body>, in the order of the page
    links     the href of each <a>
    rest      the address in each src, and in the href of what is not an <a>
    ids       every id, as often as it stands there
    headings  the tag of each heading in order
    """

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.runs, self.links, self.rest, self.ids, self.headings = [], [], [], [], []
        self._open, self._said = [], []
        self.lang = None
        self.feed(html)
        self.close()
        self.text = one_line("".join(self._said))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        above = self._open[-1] if self._open else NOTHING
        language = attrs.get("lang", above[1])
        if tag == "html":
            self.lang = language
        unseen = above[2] or tag in UNSAID or "hidden" in attrs or "vh" in (attrs.get("class") or "").split()
        within_main = above[3] or tag == "main"
        said = tag not in UNSAID and (above[4] or tag == "body")
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])
        elif attrs.get("href") or attrs.get("src"):
            self.rest.append(attrs.get("href") or attrs["src"])
        # A mark that leads to a source stands in the middle of a sentence and is no part of it; nor are the words
        # that we put behind an abbreviation.
        if tag == "sup" or "expansion" in (attrs.get("class") or "").split():
            unseen = True
        if tag in BLOCKS and within_main:
            self._said.append("\n")
        if tag not in VOID:
            self._open.append((tag, language, unseen, within_main, said))

    def handle_endtag(self, tag):
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == tag:
                if tag in BLOCKS and self._open[depth][3]:
                    self._said.append("\n")
                del self._open[depth:]
                break

    def handle_data(self, data):
        if not self._open:
            return
        _, language, unseen, within_main, said = self._open[-1]
        if within_main and not unseen:
            self._said.append(data)
        if said and (words := one_line(data)):
            self.runs.append((words, language))


def one_line(text):
    return " ".join(text.split())
