"""Charts as files, below the page that shows them: the same figures, the same parameters."""

import codecs

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals.charts import told
from goals.charts.files import NoGlyphs
from goals.views.series import of_goal, of_indicator
from publishing.languages import reading_language


def svg(series):
    return HttpResponse(told.chart_svg(series.chart()), content_type="image/svg+xml; charset=utf-8")


def png(series):
    try:
        return HttpResponse(told.chart_png(series.chart()), content_type="image/png")
    except NoGlyphs:
        words = _("This server has no font for the letters of this chart. The SVG shows the same.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")


def csv(series):
    # Spreadsheets take a file without this mark for one in an old encoding.
    return HttpResponse(codecs.BOM_UTF8 + series.csv().encode(), content_type="text/csv; charset=utf-8")


def sent(series, write, ending):
    """The file of a series under a name of its own; not found where there is no figure to show."""
    if not series.has_figures:
        raise Http404
    answer = write(series)
    if answer.status_code == 200:
        language = "" if ending == "csv" else f"-{reading_language()}"
        answer["Content-Disposition"] = f'attachment; filename="{series.file_name}{language}.{ending}"'
    return answer


@require_safe
def goal_chart_svg(request, framework, number, economy):
    return sent(of_goal(request, framework, number, economy, "goals:goal_chart_svg"), svg, "svg")


@require_safe
def goal_chart_png(request, framework, number, economy):
    return sent(of_goal(request, framework, number, economy, "goals:goal_chart_png"), png, "png")


@require_safe
def goal_data_csv(request, framework, number, economy):
    return sent(of_goal(request, framework, number, economy, "goals:goal_data_csv"), csv, "csv")


@require_safe
def indicator_chart_svg(request, slug):
    return sent(of_indicator(request, slug), svg, "svg")


@require_safe
def indicator_chart_png(request, slug):
    return sent(of_indicator(request, slug), png, "png")


@require_safe
def indicator_data_csv(request, slug):
    return sent(of_indicator(request, slug), csv, "csv")
