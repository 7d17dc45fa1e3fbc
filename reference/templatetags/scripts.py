"""A name in both its languages, side by side, each marked with the language it is in."""

from django import template
from django.utils.html import format_html

from publishing import dates
from publishing.languages import RUN_TAGS, column, other_language, reading_language, text_of
from reference.languages import language_in_words

register = template.Library()


@register.simple_tag
def only_in(record, field, language):
    """A translated field in this language alone, marked; nothing where it is not translated."""
    value = getattr(record, column(field, language), None) if record else ""
    return format_html('<span lang="{}">{}</span>', RUN_TAGS[language], value) if value else ""


@register.simple_tag
def other_script(record, field="name"):
    """What a field says in the language that {% text %} did not show; nothing if that adds nothing."""
    if record is None:
        return ""
    shown = text_of(record, field)
    if not shown or shown.fell_back:
        return ""
    other = other_language(shown.language)
    value = getattr(record, column(field, other), None)
    return only_in(record, field, other) if value and value != shown.value else ""


@register.filter
def public(rows, path=""):
    """Of some rows, those whose record at `path` anyone may see: stops|public:"place"."""
    shown = []
    for row in rows:
        record = row
        for step in path.split("__") if path else ():
            record = getattr(record, step, None)
            if record is None or not record.is_public:
                break
        else:
            if path or record.is_public:
                shown.append(row)
    return shown


@register.filter
def letters(words):
    """The sign that stands for a person without a picture: the first letter of the name."""
    return str(words).strip()[:1].upper()


@register.filter
def node_of(date):
    """The sign for how sure a date is: a disc for days, a ring for months, a dashed ring for less."""
    if not date.edtf:
        return "n-none"
    known = {"day": "n-day", "range": "n-day", "month": "n-month", "months": "n-month"}
    return known.get(date.precision, "n-year")


@register.filter
def in_words(tag):
    """The name of a language: {{ source.language|in_words }}."""
    return language_in_words(tag)


@register.filter
def in_short(edtf):
    """A date in words, without saying which part of it is not known: {{ post.since|in_short }}."""
    return dates.say(dates.read(edtf), reading_language(), short=True)
