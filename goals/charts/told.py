"""From an assessment, as stored, to the charts of it: the words come from goals.reasons, the numbers from its inputs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals import reasons
from goals.charts import files, line, meters, multiples
from goals.numerals import Unit
from goals.progress.series import on_line, on_path, opposite
from publishing.languages import RUN_TAGS, reading_language, text_of

COLUMNS = ("year", "period", "value", "required_path", "counted", "break_before", "release")


@dataclass(frozen=True, slots=True)
class Row:
    """One year of a chart as a line of its table. value, path: None where there is none."""

    year: int
    period: str = ""
    value: float | None = None
    path: float | None = None
    counted: bool = True
    broken: bool = False
    release: str = ""


def words():
    return line.Words(
        actual=_("Actual"),
        path=_("Required path"),
        target=_("Target"),
        at_this_pace=_("at this pace"),
        broken=_("series break"),
        nothing=_("No reading yet"),
    )


def path_of(inputs):
    """The path to the target, year by year, as (year, value) pairs; () where none leads there."""
    base, target, goal = inputs.get("base"), inputs.get("target"), inputs.get("goal")
    if not base or goal is None or not target or target["year"] is None or target["year"] <= base["year"]:
        return ()
    length = target["year"] - base["year"]
    start, end, back = base["value"], goal, lambda value: value
    if inputs.get("direction") == "towards" and inputs.get("band"):
        # The method works with the distance from the middle of the band; the path is told in the unit itself.
        middle = inputs["band"][0] / 2 + inputs["band"][1] / 2
        side = 1 if start >= middle else -1
        start, end = abs(start - middle), abs(goal - middle)

        def back(value):
            return middle + side * value

    way = on_path if start and end and not opposite(start, end) else on_line
    years = range(base["year"], target["year"] + 1)
    return tuple((year, back(way(start, end, (year - base["year"]) / length))) for year in years)


def projection_of(inputs):
    """Where the pace so far would lead, from the latest reading to the target year.

    Left out when it runs off so far that the readings themselves could no longer be read.
    """
    latest, target, projected = inputs.get("latest"), inputs.get("target"), inputs.get("projected")
    if projected is None or not target or target["year"] is None or latest["year"] >= target["year"]:
        return ()
    figures = [value for _period, value, *_rest in inputs["points"]] + [inputs["goal"]]
    if abs(projected) > 1.5 * max(map(abs, figures)):
        return ()
    low, high = inputs.get("lowest"), inputs.get("highest")
    if (low is not None and projected < low) or (high is not None and projected > high):
        return ()
    return ((latest["year"], latest["value"]), (target["year"], projected))


def points_of(inputs):
    return tuple((int(period[:4]), value) for period, value, *_release in inputs.get("points", ()))


def line_chart(assessment, indicator, economy, source=""):
    """The LineChart of one economy and indicator, in the reader's language."""
    inputs = assessment.inputs or {}
    unit = Unit.of(indicator)
    target, base = inputs.get("target"), inputs.get("base")
    goal = inputs.get("goal")
    has_flag = target and target["year"] is not None and goal is not None
    said = words()
    if has_flag and target["whose"] == "own":
        said = line.Words(**{**_asdict(said), "target": _("Own target")})
    return line.LineChart(
        points=points_of(inputs),
        title=reasons.finding(assessment, unit),
        summary=reasons.summary(assessment, text_of(economy, "name").value, unit),
        status=assessment.verdict,
        counted_from=base["year"] if base else None,
        breaks=tuple(inputs.get("breaks", ())),
        path=path_of(inputs),
        target=(target["year"], goal) if has_flag else None,
        projected=projection_of(inputs) if assessment.verdict in reasons.GRADES else (),
        measure=measure_of(economy, indicator),
        source=source,
        suffix="%" if unit.is_percent else "",
        lang=RUN_TAGS[reading_language()],
        words=said,
        say=unit.short,
    )


def _asdict(said):
    return {
        name: getattr(said, name)
        for name in ("actual", "path", "target", "at_this_pace", "broken", "nothing")
    }


def measure_of(economy, indicator):
    """What is measured, of whom, in which unit: "Peru: unemployment rate, percent"."""
    name, unit = text_of(indicator, "name").value, text_of(indicator, "unit").value
    whose = {"name": name, "unit": unit}
    if economy is None:
        return _("%(name)s, %(unit)s") % whose
    whose["economy"] = text_of(economy, "name").value
    return _("%(economy)s: %(name)s, %(unit)s") % whose


def rows_of(assessment):
    """The numbers of a line chart as Rows, year by year, with the path also where no reading is."""
    inputs = assessment.inputs or {}
    path = dict(path_of(inputs))
    base, breaks = inputs.get("base"), inputs.get("breaks", ())
    releases = inputs.get("releases") or [""]
    rows = []
    for period, value, *release in inputs.get("points", ()):
        year = int(period[:4])
        rows.append(
            Row(
                year,
                period,
                value,
                path.pop(year, None),
                base is not None and year >= base["year"],
                year in breaks,
                release[0] if release else releases[0],
            )
        )
    rows += [Row(year, str(year), None, value) for year, value in path.items()]
    return sorted(rows, key=lambda row: (row.year, row.period))


def small_multiples(indicator, assessments, title="", source=""):
    """The Multiples of an indicator. assessments: with their economies, in the order of the panels."""
    unit = Unit.of(indicator)
    panels = tuple(
        multiples.Panel(
            name=text_of(one.economy, "name").value,
            points=points_of(one.inputs or {}),
            breaks=tuple((one.inputs or {}).get("breaks", ())),
            status=one.verdict,
            word=reasons.label(one.verdict),
            target=_target_of(one.inputs or {}),
        )
        for one in assessments
    )
    counts = {word: sum(panel.status == word for panel in panels) for word in reasons.ORDER}
    counts = {word: count for word, count in counts.items() if count}
    return multiples.Multiples(
        panels=panels,
        title=title or reasons.stand_sentence(counts, len(panels)),
        summary=_("%(measure)s, one small chart for each economy. %(tally)s.")
        % {"measure": measure_of(None, indicator), "tally": reasons.tally_words(counts)},
        measure=measure_of(None, indicator),
        source=source,
        lang=RUN_TAGS[reading_language()],
        say=unit.short,
    )


def _target_of(inputs):
    target, goal = inputs.get("target"), inputs.get("goal")
    return (target["year"], goal) if target and goal is not None and target["year"] is not None else None


def meter_of(assessment, track=None):
    """The Meter of an assessment on a shared track (low, high); None without a reading and a target."""
    inputs = assessment.inputs or {}
    latest, goal = inputs.get("latest"), inputs.get("goal")
    if not latest or goal is None:
        return None
    needed = inputs.get("needed_now")
    return meters.meter(
        latest["value"],
        base=(inputs.get("base") or {}).get("value"),
        needed=needed and needed["value"],
        target=goal,
        track=track,
    )


def track_of(assessments):
    """One track for the meters of several assessments of one indicator."""
    values = []
    for one in assessments:
        inputs = one.inputs or {}
        values += [(inputs.get(name) or {}).get("value") for name in ("base", "latest", "needed_now")]
        values.append(inputs.get("goal"))
    return meters.span(values)


def time_and_way_of(assessment):
    """The bar of time against way; None where one of the two is not known."""
    inputs = assessment.inputs or {}
    if inputs.get("time_gone") is None or inputs.get("way_gone") is None:
        return None
    return meters.time_and_way(inputs["time_gone"], inputs["way_gone"])


def chart_svg(chart, size=None, uid="chart"):
    """The SVG of a LineChart or Multiples: for a page in size "wide" or "narrow", without a size as a file."""
    module = line if isinstance(chart, line.LineChart) else multiples
    return module.draw(chart, size, uid) if size else module.draw_alone(chart)


def chart_png(chart):
    """The PNG, as bytes. Raises files.NoGlyphs where this machine has no font for the language of the chart."""
    return files.png(chart_svg(chart), lang=chart.lang)


def chart_csv(assessment):
    """The numbers of a line chart as CSV, one line a year, with English column names in both languages."""
    rows = (
        {
            "year": row.year,
            "period": row.period,
            "value": row.value,
            "required_path": row.path,
            "counted": row.counted and row.value is not None,
            "break_before": row.broken,
            "release": row.release,
        }
        for row in rows_of(assessment)
    )
    return files.csv_text(COLUMNS, rows)


def multiples_csv(assessments):
    """The numbers of small multiples as CSV, one line for each economy and period."""
    columns = ("economy", "year", "period", "value", "break_before", "release", "status")
    rows = []
    for one in assessments:
        for row in rows_of(one):
            if row.value is not None:
                rows.append(
                    {
                        "economy": one.economy.apec_code,
                        "year": row.year,
                        "period": row.period,
                        "value": row.value,
                        "break_before": row.broken,
                        "release": row.release,
                        "status": one.verdict,
                    }
                )
    return files.csv_text(columns, rows)
