"""The words of the field in the order a reader looks them up: by letter in English, by strokes in Chinese."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.collation import place_of
from publishing.languages import text_of
from publishing.links import linked
from reference.models import Forum, Term
from reference.pointing import pointing_at


@dataclass(slots=True)
class Group:
    """The terms under one letter, or under one number of strokes."""

    anchor: str
    name: str
    terms: list = field(default_factory=list)


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


def with_pages(terms, user):
    """Each term with `page`: the forum of its abbreviation, or the framework of its name; one query for all."""
    found = linked(
        forums=Forum.objects.visible_to(user), frameworks=pointing_at(Forum, "frameworks").visible_to(user)
    )
    pages = {
        name.lower(): one for one in found["frameworks"] for name in (one.name_en, one.short_name_en) if name
    }
    pages |= {forum.acronym.lower(): forum for forum in found["forums"]}
    for term in terms:
        term.page = pages.get(term.abbreviation.lower()) or pages.get((term.name_en or "").lower())
    return terms


def anchors_of(terms) -> dict[str, str]:
    """The code of a term → an anchor made of its abbreviation, where no other term has the same one."""
    wanted = {}
    for term in terms:
        if anchor := slugify(term.abbreviation):
            wanted.setdefault(anchor, []).append(term.code)
    return {codes[0]: f"abbr-{anchor}" for anchor, codes in wanted.items() if len(codes) == 1}
