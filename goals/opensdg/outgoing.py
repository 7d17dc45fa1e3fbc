"""Open SDG files from the record: data and metadata of the indicators of one economy or of each.

Where a site once gave us the file, its columns, the order of its rows, its words and the way it wrote its numbers
come back as they were, with today's values in them; a row whose reading is gone stays out, a reading that came
since stands at the end. Other indicators are written plainly: Year, the breakdowns that occur, Value.
"""

from goals.headline import release_order
from goals.models import Direction, Indicator, OpenSDGFile, Reading, Target
from publishing.models import State
from publishing.sheets import opensdg
from reference.models import Economy

from . import kept
from .groups import Key, from_words, key_of_row
from .settings import languages_of, texts_of, wanted

WORDS = {
    "sex": ("Sex", {"female": "Female", "male": "Male"}),
    "disability": ("Disability status", {"with": "With disabilities", "without": "Without disabilities"}),
    "location": ("Location", {"rural": "Rural", "urban": "Urban"}),
    "age": ("Age", {}),
    "level": ("Level", {}),
}
STATUS, BREAK = "Observation status", "Time series break"
NOTE = "Note"
FOLDERS = {"en": opensdg.LANGUAGE, "zh_hant": "zh-hant"}


def export(economy: Economy | None = None, *, public_only: bool = False) -> dict[str, bytes]:
    """Files by path. One economy lies in data/ and meta/; several each in a folder named after its code.

    public_only leaves out what the public cannot see; otherwise only what was withdrawn.
    """
    readings, indicators = Reading.objects.all(), Indicator.objects.all()
    files = OpenSDGFile.objects.all()
    if public_only:
        readings, indicators = readings.public(), indicators.public()
    else:
        readings = readings.exclude(state=State.WITHDRAWN)
        indicators = indicators.exclude(state=State.WITHDRAWN)
    indicators = {one.pk: one for one in indicators}
    readings = readings.filter(indicator__in=indicators, replaced_by=None)
    if economy is not None:
        readings, files = readings.filter(economy=economy), files.filter(economy=economy)
    concerned = {*readings.order_by().values_list("economy_id", flat=True).distinct()}
    concerned |= {*files.filter(indicator__in=indicators).values_list("economy_id", flat=True)}
    economies = list(Economy.objects.filter(pk__in=concerned).order_by("position"))
    written = {}
    for one in economies:
        site = {
            made.number: made
            for made in _site(
                one, indicators, readings.filter(economy=one), files.filter(economy=one), public_only
            )
        }
        folder = "" if len(economies) == 1 else f"{one.apec_code.lower()}/"
        written |= {f"{folder}{path}": content for path, content in opensdg.write(site).items()}
    return written


def _site(economy, indicators, readings, files, public_only):
    figures = {}
    columns = ("indicator_id", "release", "value", "has_break_before", "note_en", "note_zh_hant")
    for row in readings.order_by().values_list(*columns, *Key._fields).iterator(chunk_size=20_000):
        figures.setdefault(row[0], []).append((row[1], Key(*row[6:]), row[2], row[3], row[4] or row[5] or ""))
    files = {one.indicator_id: one for one in files}
    targets = Target.objects.filter(economy=economy, goal=None).order_by("-target_year")
    targets = targets.public() if public_only else targets.exclude(state=State.WITHDRAWN)
    targets = {one.indicator_id: one for one in targets}
    for pk, indicator in sorted(indicators.items(), key=lambda pair: pair[1].slug):
        file = files.get(pk)
        of_release = _of_newest_release(figures.get(pk, ()), file)
        if file is None and not of_release:
            continue
        if file is not None:
            made = kept.indicator_from(file.number, file.data, file.metadata)
            _fill(made, of_release, file.headings)
            _correct_texts(made, indicator)
        else:
            made = _plain_file(indicator, economy, of_release, targets.get(pk))
        yield made


def _of_newest_release(figures, file):
    """{Key: (value, has_break, note)}: for each period and group what the newest release says of it."""

    def order(figure):
        return (file is not None and figure[0] == file.release, release_order(figure[0]))

    return {key: rest for _release, key, *rest in sorted(figures, key=order)}


def _fill(made, figures, headings):
    """Put today's values into the rows of a kept file."""
    keys = key_of_row(made, headings)
    at = next((i for i, name in enumerate(made.columns) if name.strip() == "Value"), None)
    lines, seen = [], set()
    for line in made.lines:
        key = keys.get(line.number)
        if key is None:
            lines.append(line)
            continue
        seen.add(key)
        if key not in figures:
            continue
        value = figures[key][0]
        if float(line.cells[at]) != value:
            line = line._replace(cells=(*line.cells[:at], written(value), *line.cells[at + 1 :]))
        lines.append(line)
    made.lines = lines
    added = {key: figure for key, figure in figures.items() if key not in seen}
    if added:
        _append(made, added)


def _append(made, figures):
    rows = [
        _cells(key, *figure)
        for key, figure in sorted(figures.items(), key=lambda one: (one[0][1:], one[0][0]))
    ]
    columns = list(made.columns)
    places = {}
    for i, name in enumerate(columns):
        places.setdefault(name.strip().lstrip("\ufeff"), i)
    missing = sorted({name for row in rows for name in row} - places.keys())
    at = places.get("Value", len(columns))
    if missing:
        columns[at:at] = missing
        made.lines = [
            line._replace(cells=(*line.cells[:at], *[""] * len(missing), *line.cells[at:]))
            for line in made.lines
        ]
        places = {}
        for i, name in enumerate(columns):
            places.setdefault(name.strip().lstrip("\ufeff"), i)
    made.columns = tuple(columns)
    last = made.lines[-1].number if made.lines else 1
    for number, row in enumerate(rows, last + 1):
        cells = [""] * len(columns)
        for name, text in row.items():
            cells[places[name]] = text
        made.lines.append(opensdg.Line(number, tuple(cells)))


def _cells(key, value, has_break, note):
    """The cells of a reading by heading."""
    row = {"Year": key.period, "Value": written(value)}
    for name, (heading, words) in WORDS.items():
        if code := getattr(key, name):
            row[heading] = words.get(code, code)
    row |= {name: text for name, text in from_words(key.breakdown).items() if name not in row}
    if has_break:
        row[STATUS] = BREAK
    if note:
        row[NOTE] = note
    return row


def written(value: float) -> str:
    """A number as people write it: 19, 0.1, 48.25."""
    text = repr(value)
    return text.removesuffix(".0")


def _plain_file(indicator, economy, figures, target):
    made = opensdg.Indicator(indicator.slug.replace(".", "-"), "", ("Year", "Value"))
    _append(made, figures)
    made.metadata = {
        FOLDERS[language]: opensdg.Metadata(_fields(indicator, economy, target, language))
        for language in FOLDERS
        if getattr(indicator, f"name_{language}")
    }
    return made


def _fields(indicator, economy, target, language):
    def of(name, record=indicator):
        return getattr(record, f"{name}_{language}") or ""

    fields = {
        "indicator_number": indicator.slug,
        "indicator_name": of("name"),
        "national_geographical_coverage": of("name", economy),
        "computation_units": of("unit"),
        "national_indicator_description": of("definition"),
        "comments_limitations": of("limits"),
        "reporting_status": "complete",
        "data_non_statistical": False,
    }
    directions = {Direction.UP: "positive", Direction.DOWN: "negative"}
    if indicator.direction in directions:
        option = {"direction": directions[indicator.direction]}
        limit = indicator.highest if indicator.direction == Direction.UP else indicator.lowest
        base_year = (target and target.base_year) or indicator.base_year
        option |= {"base_year": base_year} if base_year else {}
        option |= {"target": target.value, "target_year": target.target_year} if target else {}
        option |= {"limit": limit} if limit is not None else {}
        fields |= {"auto_progress_calculation": True, "progress_calculation_options": [option]}
    return {name: value for name, value in fields.items() if value != ""}


def _correct_texts(made, indicator):
    """Put into kept metadata what our editors have written since."""
    before = wanted(made.number, made.metadata)[0]
    for language, folder in languages_of(made.metadata).items():
        fields = made.metadata[folder].fields
        for name, (_text, theirs) in texts_of(fields).items():
            ours = getattr(indicator, f"{name}_{language}")
            if ours and ours != before.get(f"{name}_{language}"):
                fields[theirs] = ours
