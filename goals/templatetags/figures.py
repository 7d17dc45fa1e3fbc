"""Readings, statuses and milestones as a reader meets them."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goals.figures import is_percent, number
from goals.models import AssessmentKind, RelationKind
from publishing.languages import text_of
from publishing.templatetags.words import joined, marked

register = template.Library()

# The levels of schooling that releases name; any other is shown as its release writes it.
LEVELS = {
    "pre-primary": pgettext_lazy("level of schooling", "pre-primary"),
    "primary": pgettext_lazy("level of schooling", "primary"),
    "lower secondary": pgettext_lazy("level of schooling", "lower secondary"),
    "upper secondary": pgettext_lazy("level of schooling", "upper secondary"),
    "secondary": pgettext_lazy("level of schooling", "secondary"),
    "tertiary": pgettext_lazy("level of schooling", "tertiary"),
}


@register.simple_tag
def figure(value, indicator):
    """A value with its unit: {% figure reading.value indicator %} → 62.4%, 1,234 persons, 1,234人."""
    said = number(value, indicator.decimals)
    unit = text_of(indicator, "unit")
    if is_percent(unit.value):
        return f"{said}%"
    if not unit:
        return said
    return format_html("{}{}{}", said, "" if unit.value[0] > "\u2e7f" else " ", marked(unit))


@register.simple_tag
def short(record):
    """The short name of a framework or indicator, or its name."""
    return marked(text_of(record, "short_name") or text_of(record, "name"))


@register.simple_tag
def link_short(record):
    """The same as a link; nothing at all if the public may not see the record."""
    if record is None or not record.is_public:
        return ""
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), short(record))


@register.filter
def icon_of(area):
    """The icon of an action area, a flag where we have none."""
    return {"edu": "a-edu", "cap": "a-cap", "lsp": "a-lab", "lab": "a-lab"}.get(area.key, "i-flag")


@register.filter
def level_words(level):
    """A level of schooling in the reader’s language, where we know it."""
    return LEVELS.get(level.strip().lower(), level)


# How one framework stands to another, told from either side.
TO_OTHER = {
    RelationKind.ALIGNED: gettext_lazy("This one is aligned with it."),
    RelationKind.BASED: gettext_lazy("This one is based on it."),
    RelationKind.IMPLEMENTS: gettext_lazy("This one implements it."),
    RelationKind.FOLLOWS: gettext_lazy("This one follows it."),
    RelationKind.ANNEX: gettext_lazy("This one is an annex to it."),
}
FROM_OTHER = {
    RelationKind.ALIGNED: gettext_lazy("It is aligned with this one."),
    RelationKind.BASED: gettext_lazy("It is based on this one."),
    RelationKind.IMPLEMENTS: gettext_lazy("It implements this one."),
    RelationKind.FOLLOWS: gettext_lazy("It follows this one."),
    RelationKind.ANNEX: gettext_lazy("It is an annex to this one."),
}


@register.filter
def seen_from(relation, framework):
    """How a relation reads on the page of one of its two frameworks: a sentence."""
    return (TO_OTHER if relation.framework_id == framework.pk else FROM_OTHER)[relation.kind]


@register.simple_tag
def group_of(reading):
    """Whom a reading speaks for, where not everybody: female, persons with disabilities."""
    parts = [
        reading.get_sex_display(),
        reading.get_disability_display(),
        reading.get_location_display(),
        _("aged %s") % reading.age if reading.age else "",
        level_words(reading.level) if reading.level else "",
        reading.breakdown,
    ]
    return joined(parts)


@register.simple_tag
def all_of(lines):
    """The readings of all lines of a table, one after the other."""
    return [reading for line in lines for reading in line.readings]


@register.simple_tag
def said_of_all(readings):
    """What is to be known of every reading of a table, said once, and whether anything is left to say of each.

    said: one reading that may stand for all, or nothing; differs: the readings are told apart one by one.
    """
    readings = list(readings)

    def remarks(one):
        return (
            one.nature,
            one.note_zh_hant,
            one.note_en,
            one.has_break_before,
            one.replaced_by_id is not None,
        )

    found = {remarks(one) for one in readings}
    if len(readings) < 2 or len(found) > 1:
        return {"said": None, "differs": any(any(some) for some in found)}
    return {"said": readings[0] if any(remarks(readings[0])) else None, "differs": False}


@register.filter
def sign(assessment):
    """The verdict or stage of an assessment, as _parts/_status.html names its signs."""
    return assessment.verdict or f"stage-{assessment.stage.replace('-', '_')}"


@register.filter
def status_words(assessment):
    return capfirst(
        assessment.get_verdict_display() if assessment.verdict else assessment.get_stage_display()
    )


@register.filter
def is_judged(assessment):
    """Whether an editor judged it, rather than the method."""
    return assessment.kind == AssessmentKind.JUDGED


@register.filter
def milestone_state(milestone):
    """done, late (overdue) or plan (to come): the tones of _parts/_tag.html."""
    if milestone.done:
        return "done"
    return "late" if milestone.is_overdue(timezone.localdate()) else "plan"
