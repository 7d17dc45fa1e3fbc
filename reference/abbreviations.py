"""What the glossary and the names of forums explain, and what one page has already said of it."""

import re
from functools import lru_cache

from django.core.cache import cache
from django.db.models import F, Value
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from publishing.abbreviations import Known, Meaning, cut, one_by_one
from publishing.templatetags.words import spoken
from reference.models import Forum, Term

# Read once for all pages of a while: a page may not cost a query more because it uses an abbreviation.
KEY, SECONDS = "abbreviations", 900
TERM, FORUM = "term", "forum"
# Two capitals at least; a text without them needs no look at the glossary.
CAPITALS = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z]|[A-Z]+[0-9]")
# Shorter ones, such as AD or EC, mean other things to most readers.
FORUM_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{2,}")


def _rows():
    columns = ("found_in", "key", "short", "name_zh_hant", "name_en")
    terms = Term.objects.public().order_by().exclude(abbreviation="")
    terms = terms.annotate(found_in=Value(TERM), key=F("code"), short=F("abbreviation"))
    forums = Forum.objects.public().order_by()
    forums = forums.annotate(found_in=Value(FORUM), key=F("slug"), short=F("acronym"))
    # By name: the columns of a union stand in the order the first half has them, which is not always the one asked for.
    rows = terms.values(*columns).union(forums.values(*columns), all=True)
    return tuple(tuple(row[column] for column in columns) for row in rows)


@lru_cache(maxsize=2)
def _known(rows) -> Known:
    found, doubtful = {}, set()
    # The words of the glossary come before those of the forums.
    for kind, key, shorts, name_zh, name_en in sorted(rows, key=lambda row: (row[0] != TERM, row)):
        if kind == FORUM and not FORUM_ACRONYM.fullmatch(shorts):
            continue
        names = {
            "zh-hant": dict(one_by_one(shorts, name_zh or "")),
            "en": dict(one_by_one(shorts, name_en or "")),
        }
        for short in [part.strip() for part in shorts.split("/")]:
            if not CAPITALS.search(short):
                continue
            if short in found and kind == TERM:
                doubtful.add(short)
            said = tuple((language, names[language].get(short, "")) for language in names)
            found.setdefault(short, Meaning(short, said, f"{kind}:{key}"))
    return Known(meaning for short, meaning in found.items() if short not in doubtful)


def known() -> Known:
    """Every abbreviation that the public glossary, or else the public name of a forum, can explain."""
    return _known(cache.get_or_set(KEY, _rows, SECONDS))


def address_of(meaning: Meaning) -> str:
    kind, key = meaning.key.split(":", 1)
    if kind == FORUM:
        return reverse("reference:forum", args=[key])
    return f"{reverse('reference:glossary')}#{key.lower()}"


class PageAbbreviations:
    """The memory of one page: an abbreviation is explained where its running text first uses it, and only there."""

    def __init__(self, path: str):
        self.path = path
        self._seen: set[str] = set()

    def said(self, text: str, language: str):
        """A running text in `language` as HTML, its abbreviations explained."""
        if not CAPITALS.search(text):
            return spoken(text, language)
        pieces = cut(text, language, known(), self._seen)
        return format_html_join("", "{}", ((self._piece(*piece, language),) for piece in pieces))

    def _piece(self, run, meaning, language):
        if meaning is None:
            return spoken(run, language)
        address = address_of(meaning)
        if address.split("#")[0] == self.path:
            return run
        words = "（{}）" if language == "zh-hant" else " ({})"
        return format_html(
            '<a class="term" href="{}">{}</a><span class="expansion">{}</span>',
            address,
            run,
            words.format(meaning.name(language)),
        )


class AbbreviationsMiddleware:
    """Gives each request its page’s memory; the tags of running text read it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.abbreviations = PageAbbreviations(request.path)
        return self.get_response(request)
