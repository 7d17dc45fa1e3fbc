"""Texts and dates as a reader meets them: in their language where there is one, marked where not."""

import re

from django import template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from publishing import dates
from publishing.chinese import with_breaks
from publishing.languages import RUN_TAGS, Text, column, reading_language, text_of

register = template.Library()

# A stretch of Chinese within English, with the digits and marks inside it: 2018年APEC領袖峰會.
HAN = r"\u3400-\u9fff\uf900-\ufaff"
CHINESE = re.compile(rf"[0-9]*[{HAN}「《](?:[0-9A-Z\u3000-\u303f\uff01-\uff5e]*[{HAN}」》])*")


def spoken(value, language):
    """A text, escaped, with the Chinese in an English one marked: an English voice cannot read it."""
    if language != "en":
        return conditional_escape(value)
    return mark_safe(
        CHINESE.sub(
            lambda run: f'<span lang="{RUN_TAGS["zh-hant"]}">{run[0]}</span>', conditional_escape(value)
        )
    )


def marked(text, words=None):
    """A run of text, wrapped in an element that names its language when that is not the page's.

    words  the text as it is written, where that is more than how it is spoken
    """
    said = spoken(text.value, text.language) if words is None else words
    return format_html('<span lang="{}">{}</span>', text.lang, said) if text.fell_back else said


@register.filter
def mark_chinese(value):
    """A word that is the same in both languages, such as another spelling of a name, for a page in either."""
    return spoken(value, reading_language())


@register.filter
def run(value):
    """A name that is a run of text, marked where it fell back, or a word in the page's own language."""
    return marked(value) if isinstance(value, Text) else value


@register.simple_tag
def text(record, field="name"):
    """A translated field as a run of text: {% text meeting "name" %}."""
    return marked(text_of(record, field)) if record else ""


@register.simple_tag
def title(record, field="name"):
    """A translated field as a heading: as {% text %}, and a long Chinese one is broken between words."""
    said = text_of(record, field) if record else None
    if not said:
        return ""
    words = spoken(said.value, said.language)
    if said.language != "en":
        words = mark_safe(with_breaks(words))
    return marked(said, words)


# What a page can be called after.
TITLES = ("title", "name", "short_name", "theme")


@register.simple_tag
def with_runs(title, record):
    """The title of a page, escaped, in which what fell back of the record's own name says its language."""
    fields = {field.name for field in record._meta.concrete_fields}
    said = [text_of(record, name) for name in TITLES if column(name, "en") in fields]
    for name in sorted(said, key=lambda text: -len(text.value)):
        if name.fell_back and name.value and escape(name.value) in title:
            return mark_safe(title.replace(escape(name.value), marked(name), 1))
    return spoken(title, reading_language())


@register.filter
def has_text(record, field):
    """Whether a translated field says anything, in any language."""
    return bool(record) and bool(text_of(record, field))


@register.filter
def plain(record, field):
    """A translated field as bare text, for places without markup such as <title>."""
    return text_of(record, field).value if record else ""


@register.filter
def opens_with(said, words):
    """Whether a text opens with a sentence of ours, which is then not said twice."""
    return said.startswith(str(words).rstrip(".。"))


@register.filter
def in_brief(record, field):
    """The beginning of a text in the reader's language, for <meta>; nothing where it is only in the other language."""
    said = text_of(record, field) if record else None
    if not said or said.fell_back:
        return ""
    return Truncator(" ".join(said.value.split())).chars(200)


def explained(context, value, language):
    """A running text, its abbreviations explained if the page has a memory for what it has explained."""
    memory = getattr(getattr(context, "request", None), "abbreviations", None)
    return memory.said(value, language) if memory else spoken(value, language)


@register.simple_tag(takes_context=True)
def sentences(context, record, field="summary"):
    """A translated field of running text as one run, its abbreviations explained; {% text %} is for names."""
    said = text_of(record, field) if record else None
    if not said:
        return ""
    words = explained(context, said.value, said.language)
    return format_html('<span lang="{}">{}</span>', said.lang, words) if said.fell_back else words


@register.simple_tag(takes_context=True)
def paragraphs(context, record, field="summary", explain=True):
    """A translated field as paragraphs, split where the editor left an empty line, its abbreviations explained.

    explain=False where the words are somebody else's, or a link covers them.
    """
    said = text_of(record, field) if record else None
    if not said:
        return ""
    parts = [part.strip() for part in said.value.replace("\r\n", "\n").split("\n\n") if part.strip()]
    parts = [
        explained(context, part, said.language) if explain else spoken(part, said.language) for part in parts
    ]
    if said.fell_back:
        return format_html_join("\n", '<p lang="{}">{}</p>', ((said.lang, part) for part in parts))
    return format_html_join("\n", "<p>{}</p>", ((part,) for part in parts))


@register.simple_tag
def lines_of(record, field):
    """The lines of a translated field, one entry a line, as a list of marked runs."""
    said = text_of(record, field) if record else None
    if not said:
        return []
    template_ = '<span lang="{1}">{0}</span>' if said.fell_back else "{0}"
    return [
        format_html(template_, spoken(line.strip(), said.language), said.lang)
        for line in said.value.splitlines()
        if line.strip()
    ]


@register.filter
def fell_back(record, field):
    """The language tag of a field that is shown in the other language, or nothing."""
    said = text_of(record, field) if record else None
    return said.lang if said and said.fell_back else ""


@register.simple_tag
def link_to(record, field="name", text=None):
    """A record's name as a link to its page; nothing at all if the public may not see the record."""
    if record is None or not record.is_public:
        return ""
    said = marked(text_of(record, field)) if text is None else text
    url = getattr(record, "get_absolute_url", None)
    return format_html('<a href="{}">{}</a>', url(), said) if url else said


@register.simple_tag
def name_of(record, field="name"):
    """A record's name without a link; nothing at all if the public may not see the record."""
    if record is None or not record.is_public:
        return ""
    return marked(text_of(record, field))


@register.filter
def when(record):
    """The date of a record, or an EDTF text, in words."""
    date = dates.read(record) if isinstance(record, str) else record.date
    return dates.say(date, reading_language())


@register.filter
def when_briefly(text):
    """An EDTF text in words, without a remark on what is not given; for tags."""
    return dates.say(dates.read(text), reading_language(), short=True)


@register.simple_tag
def time_of(record, attr=""):
    """The date of a record in words inside <time>, with only the part that is known."""
    date = dates.read(getattr(record, attr)) if attr else record.date
    words = dates.say(date, reading_language())
    machine = dates.machine(date)
    return format_html('<time datetime="{}">{}</time>', machine, words) if machine else words


@register.simple_tag
def badge_of(record):
    """The parts of a date badge, for _parts/_date.html."""
    badge = dates.badge(record.date, reading_language())
    parts = {name: getattr(badge, name) for name in ("big", "small", "note", "strip", "node")}
    return {**parts, "machine": dates.machine(record.date)}


@register.simple_tag
def gap():
    """What stands between two sentences, or after a colon: a space, or nothing where a full-width mark already leaves room."""
    return "" if reading_language() == "zh-hant" else " "


@register.filter
def in_brackets(words):
    """A remark in brackets, with the space before them where the reader's language has one: {{ year|in_brackets }}."""
    return format_html("（{}）" if reading_language() == "zh-hant" else " ({})", words)


@register.filter
def joined(items):
    """Safe runs of text joined the way the reader's language lists things."""
    mark = "、" if reading_language() == "zh-hant" else ", "
    return format_html_join(mark, "{}", ((item,) for item in items if item))
