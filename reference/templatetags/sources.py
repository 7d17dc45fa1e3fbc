"""Marks that lead from a sentence to its source at the end of the page."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


def runs(numbers):
    """Numbers in order as (first, last) pairs: 1, 2, 3, 5 → (1, 3), (5, 5). Two in a row stay two."""
    found = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    for first, last in found:
        if last == first + 1:
            yield from ((first, first), (last, last))
        else:
            yield first, last


def _marks(numbers):
    if not numbers:
        return ""
    links = format_html_join(
        " ",
        '<a href="#source-{0}"><span class="vh">{1} </span>{2}</a>',
        (
            (first, _("Source"), first) if first == last else (first, _("Sources"), f"{first}–{last}")
            for first, last in runs(numbers)
        ),
    )
    return format_html('<sup class="fnref">{}</sup>', links)


@register.simple_tag
def cite(apparatus, record):
    """The source numbers of a record: {% cite apparatus meeting %}."""
    return _marks(apparatus.numbers_of(record)) if apparatus and record else ""


@register.simple_tag
def cite_source(apparatus, source):
    """The number of one source: {% cite_source apparatus step.source %}."""
    number = apparatus.number_of_source(source) if apparatus and source else None
    return _marks([number] if number else [])


@register.simple_tag
def notes_about(apparatus, record):
    """The notes on a record, as a list."""
    return apparatus.notes_about(record) if apparatus and record else []
