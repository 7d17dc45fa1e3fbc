"""A status in few words and little markup: cells of the matrix, stages, what is lacking."""

from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals import gaps, reasons
from goals.judging.verdicts import MIXED, ONLY_GROUPS
from goals.numerals import Unit, share

register = template.Library()


@register.simple_tag
def cell(stand, url):
    """One cell of the matrix: shape and word of the status and, if an editor judged, of the stage.

    A page may have thousands of them, so no template is rendered for each.
    """
    if not stand.verdict and not stand.stage:
        return format_html(
            '<td><a class="cell" href="{}"><span>{}</span></a></td>', url, _("Not assessed yet")
        )
    verdict = stand.verdict or "no_reading"
    said = format_html(
        '<td data-st="{}"><a class="cell" href="{}"><svg class="glyph" aria-hidden="true" focusable="false">'
        '<use href="{}#s-{}"/></svg><span>{}</span></a>',
        verdict,
        url,
        static("img/icons.svg"),
        verdict,
        reasons.label(verdict),
    )
    if not stand.stage:
        return format_html("{}</td>", said)
    return format_html(
        '{} <small class="cell" data-st="stage-{}"><svg class="glyph" aria-hidden="true" focusable="false">'
        '<use href="{}#s-stage-{}"/></svg><span>{}</span></small></td>',
        said,
        stand.stage.replace("-", "_"),
        static("img/icons.svg"),
        stand.stage.replace("-", "_"),
        stage_by_editors(stand.stage),
    )


def stage_by_editors(stage):
    return pgettext("a stage that editors judged", "Editors: %s") % reasons.stage_label(stage)


@register.simple_tag
def remedies_of(missing):
    """What would close the gaps of several indicators, each sentence once."""
    return list(dict.fromkeys(sentence for one in missing for sentence in one.remedies))


@register.simple_tag
def stages_said(stages):
    """How many economies the editors judged to be at which stage: "3 under way, 1 met"."""
    listed = [
        pgettext("how many, which stage", "%(count)s %(stage)s")
        % {"count": count, "stage": reasons.stage_label(stage).lower()}
        for stage, count in stages.items()
    ]
    return pgettext("between the items of a list", ", ").join(listed)


@register.simple_tag
def key_of(tally):
    """The statuses of a tally, as (verdict, label, how many), for a key."""
    return [(word, reasons.label(word), count) for word, count in tally.items() if word]


@register.simple_tag
def short_reason(assessment, indicator):
    """Why there is no grade, as briefly as a table allows; without a target, where the figures are moving."""
    unit = Unit.of(indicator)
    if assessment.verdict == "no_target":
        return reasons.trend_sentence(assessment.inputs or {}, unit)
    return reasons.reason_sentence(assessment, unit)


@register.simple_tag
def tally_said(tally):
    """How many stand where, as a sentence: "1 on track, 5 no target set."."""
    return _("%(tally)s.") % {"tally": reasons.tally_words(tally)}


@register.filter
def has_no_meter(assessment):
    """Whether there is no target to draw a meter towards, so that words have to say the rest."""
    return (assessment.inputs or {}).get("goal") is None


@register.simple_tag
def goal_reason(assessment, measured=()):
    """Why a goal stands where it stands. measured: the assessments by its indicators, with their indicators.

    With one indicator its numbers tell; with several only what needs no number.
    """
    measured = [one for one in measured if one]
    if len(measured) == 1 and len((assessment.inputs or {}).get("members", ())) <= 1:
        return reasons.reason_sentence(measured[0], Unit.of(measured[0].indicator))
    reason = gaps.reason_of_goal(assessment)
    if reason == ONLY_GROUPS:
        return str(reasons.REASONS[reason])
    if reason == MIXED or "%(" not in str(reasons.REASONS.get(reason, "")):
        return reasons.reason_sentence(assessment)
    return _("%(lack)s.") % {"lack": capfirst(gaps.lack(reason))}


@register.simple_tag
def file_addresses(indicator, goal=None, economy=None):
    """Where the chart of an indicator lies as files: {"svg", "png", "csv"}, with the parameters of its page."""
    asked = {}
    if goal is not None:
        asked["goal"] = f"{goal.framework.slug}-{goal.number}"
    if economy is not None:
        asked["economy"] = economy.apec_code
    query = f"?{urlencode(asked)}" if asked else ""
    pages = {"svg": "indicator_chart_svg", "png": "indicator_chart_png", "csv": "indicator_data_csv"}
    return {ending: reverse(f"goals:{page}", args=[indicator.slug]) + query for ending, page in pages.items()}


@register.simple_tag
def own_file_addresses(goal, economy, indicator):
    """The same for the chart of one economy, goal and indicator."""
    args, query = [goal.framework.slug, goal.number, economy.slug], urlencode({"indicator": indicator.slug})
    pages = {"svg": "goal_chart_svg", "png": "goal_chart_png", "csv": "goal_data_csv"}
    return {ending: f"{reverse(f'goals:{page}', args=args)}?{query}" for ending, page in pages.items()}


@register.simple_tag
def evidence_of(counted, economy):
    """How many pieces of evidence an economy has in a count by economy."""
    return counted.get(economy.pk, 0)


@register.simple_tag
def opinions_of(assessment):
    """What each method says, by its code: {"pace": "79%", "linear_share": …, "unsd_2023": …, "eurostat": …}."""
    inputs = assessment.inputs or {}
    said = {one["method"]: reasons.opinion(one)[1] for one in inputs.get("opinions", ())}
    ratio = reasons.pace_ratio(inputs)
    said["pace"] = "" if ratio is None else share(ratio)
    said["is_graded"] = assessment.verdict in reasons.GRADES
    return said


@register.simple_tag
def figures_said(have, every, verdicts=()):
    """How many economies have a figure, and for how many of them it is one to judge by."""
    numbers = {"n": have, "all": every}
    usable = sum(bool(verdict) and verdict != "no_reading" for verdict in verdicts)
    if not have:
        return _("No economy has a figure yet.")
    if not any(verdicts) or usable >= have:
        return _("%(n)s of %(all)s economies have a figure.") % numbers
    if not usable:
        return (
            _("%(n)s of %(all)s economies have figures, though none for the group that is judged.") % numbers
        )
    return _("%(n)s of %(all)s economies have figures, %(usable)s of them for the group that is judged.") % (
        numbers | {"usable": usable}
    )


@register.simple_tag
def short_tally(verdicts):
    """Where economies stand in three lines at most, beside marks that show the rest."""
    verdicts = [verdict or "no_reading" for verdict in verdicts]
    good = sum(verdict in ("met", "on_track") for verdict in verdicts)
    poor = sum(verdict in ("behind", "little_change", "moving_away") for verdict in verdicts)
    if not good and not poor:
        form = pgettext("how many, which status", "%(count)s %(status)s")
        found = [
            (verdicts.count(word), reasons.label(word).lower()) for word in reasons.ORDER if word in verdicts
        ]
        return [form % {"count": count, "status": label} for count, label in found]
    said = [
        ngettext("%(n)s on track or met", "%(n)s on track or met", good) % {"n": good},
        ngettext("%(n)s too slow or moving away", "%(n)s too slow or moving away", poor) % {"n": poor},
    ]
    if rest := len(verdicts) - good - poor:
        said.append(ngettext("%(n)s cannot be judged", "%(n)s cannot be judged", rest) % {"n": rest})
    return said
