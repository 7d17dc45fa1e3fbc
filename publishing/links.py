"""The records that a page only names and links to, read from several tables in one query."""

from django.db.models import F, Value

# All that a link, its date and its place in a list need. A table without such a column gives an empty one.
TEXTS = (
    "code",
    "slug",
    "when",
    "kind",
    "status",
    "number",
    "acronym",
    "apec_code",
    "name_zh_hant",
    "name_en",
    "short_name_zh_hant",
    "short_name_en",
    "title_zh_hant",
    "title_en",
    "summary_zh_hant",
    "summary_en",
    "working_title_zh_hant",
    "working_title_en",
    "adopted",
)
NUMBERS = ("position", "year")
# Every record has these; with them a template can ask whether the public may see it.
ALWAYS = ("id", "state", "published_from", "published_until")


def linked(**asked):
    """Lists of records by name: linked(parts=queryset, outcomes=(queryset, "meeting_id")).

    The records have the columns named above and no others; a page that reads more pays a query for each. With a
    path given, a record carries in `of` what stands at the path, such as the meeting it belongs to; without, 0.
    A record that stands there for two of them comes twice. The lists come in no order.
    """
    found = {name: [] for name in asked}
    models, branches = {}, []
    for name, what in asked.items():
        queryset, path = what if isinstance(what, tuple) else (what, None)
        models[name] = queryset.model
        branches.append(_branch(name, queryset, path))
    if not branches:
        return found
    first, *others = branches
    for name, of, *values in first.union(*others, all=True):
        record = _record(models[name], dict(zip(ALWAYS + TEXTS + NUMBERS, values, strict=True)))
        record.of = of
        found[name].append(record)
    return found


def _branch(name, queryset, path):
    # Without rewrite(False) a translated name would be swapped for the reader's language and its fallbacks.
    queryset = queryset.rewrite(False).order_by()
    there = {field.attname for field in queryset.model._meta.concrete_fields} | set(
        queryset.query.annotations
    )
    columns = {"of_": F(path) if path else Value(0)}
    for column in ALWAYS:
        columns[f"{column}_"] = F(column)
    for column in TEXTS:
        columns[f"{column}_"] = F(column) if column in there else Value("")
    for column in NUMBERS:
        columns[f"{column}_"] = F(column) if column in there else Value(0)
    return queryset.annotate(list_=Value(name), **columns).values_list("list_", *columns)


def _record(model, values):
    own = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    record = model.from_db(None, own, [values[name] for name in own])
    # What the query worked out beside the record’s own columns, such as where an outcome stands.
    if "status" not in own:
        record.status = values["status"]
    if "when" not in own:
        record.status_when = values["when"]
    return record
