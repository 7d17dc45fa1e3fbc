"""The words of the field in the order a reader looks them up: by letter in English, by strokes in Chinese."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.languages import text_of
from reference.models import Term

# Where each number of strokes begins among the 5,401 common characters of Big5, which stand in that order
# (Institute for Information Industry, Big5, 1984, level 1). From 29 strokes on they share one heap.
STROKES_BEGIN = (
    *(0xA440, 0xA442, 0xA454, 0xA4A1, 0xA4FE, 0xA5E0, 0xA6EA, 0xA8C3, 0xAB45, 0xADBC),
    *(0xB0AE, 0xB3C3, 0xB6C4, 0xB9AC, 0xBBF5, 0xBEA7, 0xC075, 0xC24F, 0xC35F, 0xC455),
    *(0xC4D7, 0xC56B, 0xC5C8, 0xC5F1, 0xC655, 0xC665, 0xC66C, 0xC676, 0xC67B),
)
LAST_COMMON = 0xC67E


@dataclass(slots=True)
class Group:
    """The terms under one letter, or under one number of strokes."""

    anchor: str
    name: str
    terms: list = field(default_factory=list)


def strokes_of(character: str) -> int | None:
    """How many strokes a common traditional character has, from its place in Big5; None for any other."""
    try:
        place = int.from_bytes(character.encode("big5"), "big")
    except UnicodeEncodeError:
        return None
    if not STROKES_BEGIN[0] <= place <= LAST_COMMON:
        return None
    return sum(1 for begin in STROKES_BEGIN if begin <= place)


def place_of(words: str) -> tuple:
    """Where a word stands in the glossary: letters first, then characters by strokes, then all else."""
    first = words[:1]
    if first.isascii() and first.isalpha():
        return 0, first.upper(), words.casefold()
    strokes = strokes_of(first) if first else None
    if strokes:
        return 1, strokes, words.encode("big5", "replace")
    return 2, 0, words.casefold()


def _group_of(place) -> Group:
    kind, value, _words = place
    if kind == 0:
        return Group(f"letter-{value.lower()}", value)
    if kind == 1:
        return Group(f"strokes-{value}", ngettext("%(n)d stroke", "%(n)d strokes", value) % {"n": value})
    return Group("letter-other", _("Other"))


def looked_up(term: Term, language: str) -> str:
    """What a reader of this language looks a term up by: in English its abbreviation, if it has one."""
    if language == "en" and term.abbreviation:
        return term.abbreviation
    return text_of(term, "name", language).value


def in_groups(terms, language: str) -> list[Group]:
    """The terms under their letters or strokes, in order."""
    placed = sorted((place_of(looked_up(term, language)), term.code, term) for term in terms)
    groups = []
    for _key, same in groupby(placed, key=lambda entry: entry[0][:2]):
        entries = list(same)
        group = _group_of(entries[0][0])
        group.terms = [term for _place, _code, term in entries]
        groups.append(group)
    return groups


def anchors_of(terms) -> dict[str, str]:
    """The code of a term → an anchor made of its abbreviation, where no other term has the same one."""
    wanted = {}
    for term in terms:
        if anchor := slugify(term.abbreviation):
            wanted.setdefault(anchor, []).append(term.code)
    return {codes[0]: f"abbr-{anchor}" for anchor, codes in wanted.items() if len(codes) == 1}
