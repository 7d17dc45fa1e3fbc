"""The status of an economy as a reader meets it: words, reasons, meters, marks and charts."""

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals import reasons
from goals.charts import line, told
from goals.numerals import Unit, share
from publishing import dates
from publishing.languages import reading_language, text_of
from publishing.templatetags.words import marked

register = template.Library()


@register.filter
def status_label(verdict):
    """The word of a status: {{ assessment.verdict|status_label }}."""
    return reasons.label(verdict)


@register.filter
def cause_label(cause):
    return reasons.cause_label(cause)


@register.filter
def stage_label(stage):
    return reasons.stage_label(stage)


@register.simple_tag
def reason_of(assessment, indicator=None):
    """Why the status is what it is, in one sentence."""
    return reasons.reason_sentence(assessment, Unit.of(indicator) if indicator else None)


@register.simple_tag
def needed_of(assessment, indicator):
    """To be on track, so much must be reached by such a year; empty where nothing can be said."""
    return reasons.needed_sentence(assessment, Unit.of(indicator))


@register.filter
def percent(value):
    """A place on a track for an attribute of SVG: 44.44%. Never with a decimal comma."""
    return f"{value:g}%"


# Meters and bars


@register.simple_tag
def track(assessments):
    """One track for all meters of a table: {% track assessments as shared %}."""
    return told.track_of(assessments)


@register.simple_tag
def meter(assessment, indicator, track=None):
    """What goals/_meter.html shows."""
    unit, inputs = Unit.of(indicator), assessment.inputs or {}
    latest, needed = inputs.get("latest"), inputs.get("needed_now")
    shown = {"meter": told.meter_of(assessment, track or None)}
    if latest:
        shown |= {"latest": unit.say(latest["value"]), "latest_year": latest["year"]}
    if shown["meter"]:
        shown["target"] = unit.say(inputs["goal"])
        if needed:
            shown["needed"] = unit.say(needed["value"])
    return shown


@register.simple_tag
def time_and_way(assessment):
    """What goals/charts/_time_and_way.html shows; None where time or way is not known."""
    bar = told.time_and_way_of(assessment)
    if bar is None:
        return None
    inputs = assessment.inputs
    return {"bar": bar, "time": share(inputs["time_gone"]), "way": share(inputs["way_gone"])}


# Marks


@register.simple_tag
def tally_of(statuses):
    """The groups of goals/_marks.html, in the order of the key; a status that nobody has is left out."""
    statuses = [status or "no_reading" for status in statuses]
    return [
        {
            "verdict": verdict,
            "label": reasons.label(verdict),
            "count": statuses.count(verdict),
            "icon": f"s-{verdict}",
        }
        for verdict in reasons.ORDER
        if verdict in statuses
    ]


@register.simple_tag
def marks_of(group):
    """As many marks as economies are in a group."""
    href = f"{static('img/icons.svg')}#{group['icon']}"
    mark = ((href,) for _n in range(group["count"]))
    return format_html_join("", '<svg focusable="false"><use href="{}"/></svg>', mark)


@register.simple_tag
def standing(statuses):
    """Where the economies stand, in one or two sentences."""
    groups = tally_of(statuses)
    counts = {group["verdict"]: group["count"] for group in groups}
    return reasons.stand_sentence(counts, sum(counts.values()))


# Why


@register.simple_tag
def why(assessment, indicator=None):
    """What goals/_why.html shows: names and values, in words and in order."""
    unit = Unit.of(indicator) if indicator else Unit()
    inputs = assessment.inputs or {}
    return {
        "label": reasons.label(assessment.verdict),
        "reason": reasons.reason_sentence(assessment, unit),
        "rule": reasons.rule_words(assessment),
        "needed": reasons.needed_sentence(assessment, unit),
        "also": reasons.also_sentences(assessment, unit),
        "facts": list(_facts(inputs, unit)),
        "opinions": [_opinion(one) for one in inputs.get("opinions", ())],
        "has_target": bool(inputs.get("target")),
        "day": dates.say(dates.read(assessment.on_day.isoformat()), reading_language()),
        "cause": reasons.cause_label(assessment.cause),
        "version": inputs.get("method", ""),
    }


def _facts(inputs, unit):
    for name, key in ((_("Baseline"), "base"), (_("Latest"), "latest")):
        if figure := inputs.get(key):
            yield name, _in_year(unit.say(figure["value"]), figure["year"])
    target = inputs.get("target")
    if target:
        name = _("Own target") if target["whose"] == "own" else _("Collective target")
        yield name, _in_year(unit.say(inputs.get("goal", target["value"])), target["year"])
    for name, step, pace in (
        (_("Pace so far"), "step", "pace"),
        (_("Pace needed"), "step_needed", "pace_needed"),
    ):
        if inputs.get(pace) is not None:
            yield name, _pace(inputs, pace, unit)
        elif inputs.get(step) is not None:
            yield name, reasons.step_words(inputs[step], unit)


def _pace(inputs, pace, unit):
    """A growth rate; of percentages the points a year first, since the growth of a share reads like one."""
    rate = reasons.pace_words(inputs[pace])
    base, end = inputs.get("base"), inputs.get("latest") if pace == "pace" else inputs.get("target")
    if not unit.is_percent or not base or not end or not end["year"] or end["year"] == base["year"]:
        return rate
    reached = inputs.get("goal", end["value"]) if pace == "pace_needed" else end["value"]
    step = reasons.step_words((reached - base["value"]) / (end["year"] - base["year"]), unit)
    return pgettext("a step and the rate it is", "%(step)s (%(rate)s)") % {
        "step": step,
        "rate": reasons.signed_share(inputs[pace]),
    }


def _in_year(value, year):
    if year is None:
        return value
    return pgettext("a figure and its year", "%(value)s (%(year)s)") % {"value": value, "year": year}


def _opinion(one):
    method, said = reasons.opinion(one)
    value, beside = one.get("value"), one.get("beside")
    words = "" if value is None else share(value, 1)
    if beside is not None:
        words = _("%(way)s of the way in %(time)s of the time") % {"way": share(value), "time": share(beside)}
    return {"method": method, "label": said, "value": words}


# Charts


@register.simple_tag
def line_figure(assessment, indicator, economy, uid):
    """What goals/_chart.html shows: the chart drawn in both sizes, with its title, measure and summary."""
    chart = told.line_chart(assessment, indicator, economy)
    return {
        "title": chart.title,
        "summary": chart.summary,
        "measure": _measure(chart, indicator),
        "kinds": line.key_of(chart),
        "has_points": bool(chart.points),
        # The drawing escapes every text that it is given.
        "wide": mark_safe(told.chart_svg(chart, "wide", uid)),
        "narrow": mark_safe(told.chart_svg(chart, "narrow", uid)),
    }


@register.simple_tag
def multiples_figure(indicator, assessments, uid, title=""):
    """What goals/charts/_multiples.html shows."""
    chart = told.small_multiples(indicator, assessments, title or "")
    return {
        "title": chart.title,
        "measure": _measure(chart, indicator),
        "wide": mark_safe(told.chart_svg(chart, "wide", uid)),
        "narrow": mark_safe(told.chart_svg(chart, "narrow", uid)),
    }


@register.simple_tag
def chart_table(assessment, indicator):
    """The rows of goals/charts/_table.html, with figures as read."""
    unit = Unit.of(indicator)
    rows = told.rows_of(assessment)
    this_year = timezone.localdate().year
    latest = max((row.year for row in rows if row.value is not None), default=0)
    return {
        "unit": "%" if unit.is_percent else text_of(indicator, "unit").value,
        "has_path": any(row.path is not None for row in rows),
        "rows": [
            {
                "period": row.period,
                "value": None if row.value is None else unit.bare(row.value),
                "path": None if row.path is None else unit.bare(row.path),
                "is_past": row.year < max(this_year, latest),
                "notes": _notes(row),
            }
            for row in rows
        ],
    }


def _measure(chart, indicator):
    """What a chart measures, with the name of the indicator marked where that fell back."""
    name = text_of(indicator, "name")
    return mark_safe(escape(chart.measure).replace(escape(name.value), marked(name), 1))


def _notes(row):
    notes = []
    if row.broken:
        notes.append(_("series break before it"))
    if row.value is not None and not row.counted:
        notes.append(_("not counted"))
    if row.value is not None and row.release:
        notes.append(row.release)
    mark = pgettext("between the items of a list", ", ")
    return format_html("{}", mark.join(notes))
