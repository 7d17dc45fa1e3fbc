"""Marks that lead from a sentence to its source at the end of the page."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


def _marks(numbers):
    if not numbers:
        return ""
    links = format_html_join(
        " ",
        '<a href="#source-{0}"><span class="vh">{1} </span>{0}</a>',
        ((number, _("Source")) for number in numbers),
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
