"""An editor's Markdown as safe HTML: headings below the page's own, footnotes with ways back, no raw HTML.

Two walls: the parser knows no HTML, pictures or foreign schemes, and what it makes goes through a sanitiser
that lets only the listed elements and attributes pass.
"""

from collections.abc import Callable
from itertools import pairwise

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "sup", "span"),
    *("h2", "h3", "h4", "h5", "h6", "section"),
}
ATTRIBUTES = {
    "a": {"href", "title", "class", "rel", "id", "lang", "aria-label"},
    "sup": {"class", "id"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"class", "lang"},
    "section": {"class", "aria-labelledby"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SCHEMES = {"http", "https", "mailto"}

# Longer than any article; more would keep the parser busy for seconds.
LONGEST = 200_000
# Openings that can be nested without end, each of which costs the parser a look through all the others.
MOST_MARKS = 20_000


def _lift_headings(state):
    """The first level of the text becomes `top`, none is skipped on the way down."""
    openings = [token for token in state.tokens if token.type == "heading_open"]
    if not openings:
        return
    top, before = state.env["top"], state.env["top"] - 1
    shift = top - min(int(token.tag[1]) for token in openings)
    for token in state.tokens:
        if token.type == "heading_open":
            before = max(top, min(int(token.tag[1]) + shift, before + 1, 6))
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{before}"
    if state.env["anchors"]:
        for n, token in enumerate((one for one in openings if one.tag == f"h{top}"), start=1):
            token.attrSet("id", f"{state.env['anchors']}{n}")


def _mark_names(state):
    """Headings and links are names: nothing is explained within them."""
    for before, token in pairwise(state.tokens):
        depth = 1 if before.type == "heading_open" else 0
        for child in token.children or ():
            depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            if child.type == "text" and depth:
                child.meta["is_name"] = True


def _text(self, tokens, idx, options, env):
    token, explain = tokens[idx], env["explain"]
    return escape(token.content) if explain is None or token.meta.get("is_name") else explain(token.content)


def _link_open(self, tokens, idx, options, env):
    token = tokens[idx]
    href = token.attrGet("href") or ""
    if href.startswith(("http:", "https:", "//")):
        token.attrSet("rel", "external noopener noreferrer")
    return self.renderToken(tokens, idx, options, env)


def _number(tokens, idx):
    return tokens[idx].meta["id"] + 1


def _way_in(env, token):
    """The id of the place in the text that a note belongs to; a note may be called upon twice."""
    sub = token.meta.get("subId", 0)
    return f"{env['prefix']}ref{token.meta['id'] + 1}" + (f"-{sub + 1}" if sub > 0 else "")


def _footnote_ref(self, tokens, idx, options, env):
    number = _number(tokens, idx)
    word = f'<span class="vh"{env["lang"]}>{escape(_("Note"))} </span>'
    return (
        f'<sup class="fnref" id="{_way_in(env, tokens[idx])}">'
        f'<a href="#{env["prefix"]}{number}">{word}{number}</a></sup>'
    )


def _footnote_block_open(self, tokens, idx, options, env):
    level, prefix = env["top"], env["prefix"]
    title = escape(_("Notes"))
    if env["lang"]:
        title = f"<span{env['lang']}>{title}</span>"
    return (
        f'<section class="notes" aria-labelledby="{prefix}-h">'
        f'<h{level} id="{prefix}-h">{title}</h{level}>\n<ol>\n'
    )


def _footnote_block_close(self, tokens, idx, options, env):
    return "</ol>\n</section>\n"


def _footnote_open(self, tokens, idx, options, env):
    return f'<li id="{env["prefix"]}{_number(tokens, idx)}">'


def _footnote_close(self, tokens, idx, options, env):
    return "</li>\n"


def _footnote_anchor(self, tokens, idx, options, env):
    sub = tokens[idx].meta.get("subId", 0)
    label = _("Back to the text, place %(n)d") % {"n": sub + 1} if sub > 0 else _("Back to the text")
    return f' <a class="back" href="#{_way_in(env, tokens[idx])}" aria-label="{escape(label)}"{env["lang"]}>↩</a>'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).use(footnote_plugin)
    parser.disable(["html_block", "html_inline", "image"])
    parser.core.ruler.push("lift_headings", _lift_headings)
    parser.core.ruler.push("mark_names", _mark_names)
    rules = {
        "text": _text,
        "link_open": _link_open,
        "footnote_ref": _footnote_ref,
        "footnote_block_open": _footnote_block_open,
        "footnote_block_close": _footnote_block_close,
        "footnote_open": _footnote_open,
        "footnote_close": _footnote_close,
        "footnote_anchor": _footnote_anchor,
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


PARSER = _parser()


def _as_it_stands(text: str) -> str:
    """A text that is no reasonable Markdown, in paragraphs, with nothing in it read as a mark."""
    return "".join(f"<p>{escape(part)}</p>\n" for part in text.split("\n\n") if part.strip())


def _tidy(text: str) -> str:
    return text.replace("\x00", "\ufffd").replace("\r\n", "\n")


def _is_too_much(text: str) -> bool:
    return len(text) > LONGEST or sum(text.count(mark) for mark in "[]<>*_`") > MOST_MARKS


def headings(text: str, anchors: str) -> list[tuple[str, str]]:
    """(id, words) of the highest headings of a text, as rendered() with the same `anchors` makes them."""
    if _is_too_much(text):
        return []
    try:
        tokens = PARSER.parse(_tidy(text), {"top": 2, "anchors": anchors})
    except RecursionError:
        return []
    return [
        (token.attrGet("id"), "".join(run.content for run in words.children if not run.type.endswith("_ref")))
        for token, words in pairwise(tokens)
        if token.type == "heading_open" and token.attrGet("id")
    ]


def rendered(
    text: str,
    *,
    prefix: str = "note",
    top: int = 2,
    page_lang: str = "",
    explain: Callable | None = None,
    anchors: str = "",
) -> SafeString:
    """Markdown as HTML that may stand on a page.

    prefix     begins every id inside, so that several texts can stand on one page
    top        the level of the highest heading in it: 2 right under the title of the page
    page_lang  the language of the page where the text is in the other one; our own words in it are marked
    explain    what makes HTML of a run of plain text, such as one that explains abbreviations; not asked about
               headings, links and code
    anchors    begins the ids of the highest headings, for those that headings() tells; empty: they have none
    """
    text = _tidy(text)
    lang = f' lang="{escape(page_lang)}"' if page_lang else ""
    env = {"prefix": prefix, "top": top, "lang": lang, "explain": explain, "anchors": anchors}
    if _is_too_much(text):
        html = _as_it_stands(text)
    else:
        try:
            html = PARSER.render(text, env)
        except RecursionError:
            html = _as_it_stands(text)
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(clean)
