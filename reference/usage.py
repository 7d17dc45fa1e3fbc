"""Where a source is used: from the codes that cite it to the records, one query for each model involved."""

from collections import defaultdict

from django.apps import apps
from django.db.models import F

from publishing.languages import column
from publishing.links import linked
from publishing.models import Publishable
from reference.entries import Entry, entry_of
from reference.models import Citation, Note, Source

# What a record is named or addressed by, and so is read along with it.
ABOVE = ("framework", "economy", "person")


def models_by_prefix() -> dict[str, type[Publishable]]:
    """The prefix of a stable code → the model whose records have such codes: MTG → Meeting."""
    return {
        model.CODE: model
        for model in apps.get_models()
        if issubclass(model, Publishable) and model.CODE and not model._meta.proxy
    }


def records_by_code(user, codes) -> dict[str, Publishable]:
    """The records of these codes that this person may see, and whose page has a public address."""
    models = models_by_prefix()
    wanted = defaultdict(set)
    for code in codes:
        model = models.get(code.split("-", 1)[0])
        if model is not None:
            wanted[model].add(code)
    found = {}
    links = {}
    for model, of_model in wanted.items():
        records = model.objects.visible_to(user).filter(code__in=of_model)
        above = [field.name for field in model._meta.fields if field.name in ABOVE]
        is_named = any(hasattr(model, column(field, "en")) for field in ("title", "name"))
        if is_named and "framework" not in above:
            links[model._meta.model_name] = records
            continue
        for record in records.select_related(*above) if above else records:
            framework = getattr(record, "framework", None)
            if framework is None or framework.is_public:
                found[record.code] = record
    for records in linked(**links).values():
        found.update((record.code, record) for record in records)
    return found


def _codes_of_lines(user, source) -> set[str]:
    """The codes of the records whose lines name this source: a claim of a case, a step of an outcome."""
    lines_of_models = []
    for field in Source._meta.get_fields(include_hidden=True):
        model = field.related_model
        if not field.one_to_many or model is None or model is Citation or not hasattr(model, "NATURAL_KEY"):
            continue
        key = model.NATURAL_KEY[0]
        if not key.endswith("code"):
            continue
        lines = model.objects.filter(**{field.field.name: source})
        if hasattr(lines, "visible_to"):
            lines = lines.visible_to(user)
        lines_of_models.append(lines.order_by().annotate(named=F(key)).values_list("named", flat=True))
    if not lines_of_models:
        return set()
    first, *others = lines_of_models
    return set(first.union(*others)) - {source.code}


def entries_citing(user, source) -> list[Entry]:
    """The records that rest on a source, by kind in the order of the rooms; a note counts for what it is about."""
    cited_for = set(Citation.objects.filter(source=source).values_list("about", flat=True))
    codes = cited_for | _codes_of_lines(user, source)
    note_codes = [code for code in codes if code.startswith(f"{Note.CODE}-")]
    codes.difference_update(note_codes)
    codes.update(Note.objects.visible_to(user).filter(code__in=note_codes).values_list("about", flat=True))
    order = {model: place for place, model in enumerate(models_by_prefix().values())}
    records = records_by_code(user, codes).values()
    return [
        entry_of(record) for record in sorted(records, key=lambda record: (order[type(record)], record.code))
    ]
