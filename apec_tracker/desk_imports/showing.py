"""What the report of an import looks like to an editor, in the editor's language."""

from dataclasses import dataclass, field
from itertools import groupby

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apec_tracker.desk_imports.allowed import may_see
from apec_tracker.desk_imports.files import parcels_of
from apec_tracker.importing import format_of
from publishing.admin.imports.cells import cell, cells_of, new_cell
from publishing.languages import RUN_TAGS, other_language, reading_language
from publishing.models import ImportedRow, ImportStatus, RowFate
from publishing.resources import SHEETS, edited_since, resource_of
from publishing.resources.references import named_by

AT_ONCE = 50
JUDGED_AT_ONCE = 2000  # rows of which it is looked at one by one who saved them since


def plural(label) -> str:
    return capfirst(apps.get_model(label)._meta.verbose_name_plural)


def page_of(items, request, name):
    """A page of one of the lists of an import. Each list turns its own pages and keeps those of the others."""
    page = Paginator(items, AT_ONCE).get_page(request.GET.get(name))
    others = request.GET.copy()
    others.pop(name, None)
    page.name, page.others = name, others.urlencode()
    page.numbers = [
        None if number == Paginator.ELLIPSIS else number
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
    return page


# Problems and notices


def problems(told, request, name):
    """A page of problems for a template, those of one sheet where the address asks for it."""
    wanted = request.GET.get(f"{name}-sheet", "")
    count = sum(problem["code"] != "too_many_problems" for problem in told)
    sheets = list(dict.fromkeys(filter(None, map(place, told))))
    # What is known of a whole sheet first; then down the rows, whatever was looked at when.
    told = sorted(told, key=lambda problem: ([*sheets, ""].index(place(problem)), problem["row"] or 0))
    if wanted in sheets:
        told = [problem for problem in told if place(problem) == wanted]
    else:
        wanted = ""
    language = reading_language()
    page = page_of(told, request, name)
    page.object_list = [
        problem
        | {
            "place": place(problem),
            "sentence": problem["message"][language],
            "advice": problem["suggestion"][language],
        }
        for problem in page.object_list
    ]
    return {
        "page": page,
        "count": count,
        "name": name,
        "sheets": sheets if len(sheets) > 1 else [],
        "sheet": wanted,
    }


def place(problem) -> str:
    """The sheet, with its file where the two are called differently."""
    file, sheet = problem["file"], problem["sheet"]
    if not sheet or sheet == file or sheet == file.rsplit(".", 1)[0]:
        return file
    return f"{file} · {sheet}" if file else sheet


def marked(run) -> list:
    """(number, name) of the files that can be had back with their problems in a column."""
    names = {problem["file"] for problem in run.report.get("problems", ()) if problem["row"] is not None}
    kind = run.options.get("kind", "")
    return [
        (number, parcel.name)
        for number, parcel in enumerate(parcels_of(run))
        if parcel.name in names and format_of(parcel, kind) is SHEETS
    ]


# Counts


def counts(run, user):
    """The counts of a run, a line for each kind of record."""
    lines = []
    for label, numbers in run.counts.items():
        line = {"name": plural(label), **numbers, "url": ""}
        if run.written_at and may_see(user, label) and (numbers["new"] or numbers["changed"]):
            url = url_of(apps.get_model(label), "changelist")
            line["url"] = url and f"{url}?import={run.pk}"
        lines.append(line)
    return lines


def total(run, what) -> int:
    return sum(numbers.get(what, 0) for numbers in run.counts.values())


def fates(run) -> list:
    """How many rows of an import that was taken back met which fate."""
    if run.status != ImportStatus.UNDONE:
        return []
    found = dict(run.rows.order_by("fate").values_list("fate").annotate(Count("pk")))
    return [(fate.label, found[fate.value]) for fate in RowFate if found.get(fate.value)]


def prospects(run) -> list[dict]:
    """What taking an import back would do to each kind of record, as far as it can be told beforehand."""
    lines = []
    for label in run.counts:
        rows = run.rows_left.filter(label=label)
        model = apps.get_model(label)
        there = model._base_manager.filter(pk__in=rows.values("object_id"))
        new, all_rows = rows.filter(was__isnull=True).count(), rows.count()
        if not all_rows:
            continue
        line = {
            "name": plural(label),
            "new": new,
            "changed": all_rows - new,
            "gone": all_rows - there.count(),
        }
        if all_rows <= JUDGED_AT_ONCE:
            line["edited"] = edited_since(run, model)
        elif any(field.name == "changed_at" for field in model._meta.concrete_fields):
            line["edited"] = there.exclude(changed_at=run.written_at).count()
        lines.append(line)
    return lines


# Changes


@dataclass
class Touched:
    """A record and its cells that change; none where the record is new."""

    kind: str
    key: str
    name: str = ""
    lang: str = ""
    url: str = ""
    cells: list = field(default_factory=list)
    is_new: bool = False
    place: str = ""
    fate: str = ""
    reason: str = ""


def changes(run, request):
    """A page of the cells that would change, by record; kinds the user may not see are left out."""
    told = [c for c in run.report.get("changes", ()) if may_see(request.user, c["label"])]
    page = page_of(told, request, "changes")
    # A record may begin on the page before.
    new = {(c["label"], c["record"]): force_str(c["now"]) for c in told if not c["field"]}
    records = []
    for (label, key), cells in groupby(page.object_list, lambda c: (c["label"], c["record"])):
        record = Touched(kind(label), key, is_new=(label, key) in new, name=new.get((label, key), ""))
        record.cells = [
            new_cell(label, c["field"], c["now"])
            if record.is_new
            else cell(label, c["field"], c["was"], c["now"])
            for c in cells
            if c["field"]
        ]
        records.append((label, record))
    name_the_new(records, told)
    name_them(records)
    page.object_list = [record for _label, record in records]
    return page


def name_the_new(records, told):
    """Records that are not there yet are called in the editor's language, where the import says how."""
    names = {}
    for c in told:
        if not c["was"] and c["field"] in named_by(apps.get_model(c["label"])):
            names.setdefault((c["label"], c["record"]), {})[c["field"]] = c["now"]
    for label, record in records:
        if record.is_new and (label, record.key) in names:
            called = dict(zip(("en", "zh-hant"), named_by(apps.get_model(label)), strict=False))
            language = reading_language()
            language = language if called[language] in names[label, record.key] else other_language(language)
            record.name, record.lang = names[label, record.key][called[language]], RUN_TAGS[language]


def rows(run, request):
    """A page of the rows that an import wrote, each with what it did and what became of it."""
    labels = [label for label in run.counts if may_see(request.user, label)]
    page = page_of(ImportedRow.objects.filter(run=run, label__in=labels), request, "rows")
    page.object_list = list(page.object_list)
    cells = cells_of(page.object_list)
    records = []
    for row in page.object_list:
        record = Touched(kind(row.label), row.key, is_new=row.was is None, cells=cells[row.pk])
        if row.row:
            record.place = _("%(sheet)s, row %(row)d") % {"sheet": row.sheet, "row": row.row}
        if run.status == ImportStatus.UNDONE:  # before, it is only what would become of it
            record.fate, record.reason = row.get_fate_display(), row.reason
        records.append((row.label, record))
    name_them(records)
    page.object_list = [record for _label, record in records]
    return page


def name_them(records):
    """Give records their names and addresses at the desk, with one question for each kind."""
    by_kind = {}
    for label, record in records:
        by_kind.setdefault(label, {})[record.key] = record
    for label, known in by_kind.items():
        model = apps.get_model(label)
        resource = resource_of(model)
        if resource is None or not resource.is_coded:
            continue
        columns = named_by(model)
        for pk, code, *names in model._base_manager.filter(code__in=known).values_list(
            "pk", "code", *columns
        ):
            record = known[code]
            record.url = url_of(model, "change", pk)
            found = dict(zip(("en", "zh-hant"), names, strict=False))
            language = reading_language()
            language = language if found.get(language) else other_language(language)
            record.name, record.lang = found.get(language) or record.name, RUN_TAGS[language]


def url_of(model, page, *args) -> str:
    """An address at the desk; "" for what has no page of its own there."""
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
    except NoReverseMatch:
        return ""


def kind(label) -> str:
    return capfirst(apps.get_model(label)._meta.verbose_name)
