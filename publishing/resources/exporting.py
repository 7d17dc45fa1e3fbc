"""Records as rows of cells, in an order that never depends on when they were entered."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Collate

from publishing.models import Publishable, PublishableLine
from publishing.resources.references import keys_of
from publishing.resources.resource import RecordResource, resources
from publishing.sheets import Table

AT_ONCE = 1000


class Writing:
    """What the cells of references are called; each key is asked of the database once.

    With `public`, a record that the public may not see has no name.
    """

    def __init__(self, public=False):
        self.public = public
        self.known = {}

    def learn(self, model, pks):
        known = self.known.setdefault(model, {})
        unknown = {pk for pk in pks if pk is not None and pk not in known}
        if unknown:
            known.update(dict.fromkeys(unknown, ""))
            known.update(keys_of(model, unknown, public_records(model) if self.public else None))

    def key(self, model, pk) -> str:
        return "" if pk is None else self.known[model][pk]


def public_records(model):
    """What anyone may see of a model; a line only where anyone may see what it is a line of."""
    records = model._base_manager.all()
    if issubclass(model, PublishableLine):
        records = model.objects.public()
    if issubclass(model, Publishable):
        return about_public(records)
    for head in dict.fromkeys(path.split("__")[0] for path in model.NATURAL_KEY):
        field = model._meta.get_field(head)
        if field.is_relation:
            above = public_records(field.remote_field.model)
            records = records.filter(**{f"{head}__in": above.values("pk")})
    return about_public(records)


def about_public(records):
    """Without those that are about a hidden record, where a column names by its code what they are about."""
    if not any(field.name == "about" for field in records.model._meta.concrete_fields):
        return records
    shown = Q()
    for resource in resources():
        if resource.is_coded and resource.model is not records.model:
            shown |= Q(about__in=resource.model.objects.public().values("code"))
    return records.filter(shown)


def headings_of(resource: RecordResource, *, with_state=False) -> list[str]:
    """The columns of an export: all of them, those on publication only when a whole record moves house."""
    return [name for name in resource.columns if with_state or name not in resource.publication]


def tables(
    wanted: Iterable[RecordResource], *, with_state=False, public=False, records=None
) -> Iterator[Table]:
    """The sheets of an export, one after the other; of a single one perhaps only some records."""
    for resource in wanted:
        headings = headings_of(resource, with_state=with_state)
        widths = tuple(resource.columns[name].width for name in headings)
        as_text = tuple(at for at, name in enumerate(headings) if resource.columns[name].is_as_text)
        rows = rows_of(resource, records=records, with_state=with_state, public=public)
        yield Table(resource.name, headings, rows, widths, as_text)


def rows_of(resource: RecordResource, *, records=None, with_state=False, public=False) -> Iterator[list]:
    """The cells of each record under `headings_of`: text, numbers, booleans, lists, and "" for what is empty."""
    names = headings_of(resource, with_state=with_state)
    columns = [resource.columns[name] for name in names]
    single = [c for c in columns if not c.is_many]
    writing = Writing(public)
    for rows in batches(resource, records, [c.attname for c in single], public):
        for column in single:
            if column.field.is_relation:
                place = 1 + single.index(column)
                writing.learn(column.field.remote_field.model, (row[place] for row in rows))
        links = {c.name: linked(c, [row[0] for row in rows], writing) for c in columns if c.is_many}
        for pk, *values in rows:
            told = iter(values)
            yield [
                column.written(links[column.name].get(pk, ()) if column.is_many else next(told), writing)
                for column in columns
            ]


def batches(resource, records, attnames, public):
    """Rows of (pk, values …) by the natural key of the records, a thousand at a time."""
    found = public_records(resource.model) if public else resource.records()
    if records is not None:
        # A list that was searched may hold a record twice, and has an order of its own.
        found = found.filter(pk__in=records.order_by().values("pk"))
    batch = []
    for row in found.order_by(*order_of(resource)).values_list("pk", *attnames).iterator(AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def order_of(resource):
    """The natural key, sorted letter by letter on whatever database."""
    for path in ("code",) if resource.is_coded else resource.model.NATURAL_KEY:
        field, model = None, resource.model
        for name in path.split("__"):
            field = model._meta.get_field(name)
            model = field.remote_field.model if field.is_relation else model
        is_text = isinstance(field, models.CharField | models.TextField)
        yield Collate(F(path), "C") if is_text and connection.vendor == "postgresql" else path


def linked(column, pks, writing):
    """The related keys of each record, in the order of their codes."""
    field = column.field
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    through = field.remote_field.through._base_manager
    pairs = list(through.filter(**{f"{here}__in": pks}).values_list(f"{here}_id", f"{there}_id"))
    model = field.remote_field.model
    writing.learn(model, (to for _of, to in pairs))
    found = {}
    for of, to in pairs:
        found.setdefault(of, []).append(to)
    return {of: sorted(to, key=lambda pk: writing.key(model, pk)) for of, to in found.items()}


@contextmanager
def one_moment():
    """All that is read within the block is as it was at one moment; nobody who writes has to wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Django's own transaction would ask for the write lock at once.
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT one_moment")
            try:
                yield
            finally:
                cursor.execute("RELEASE one_moment")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
