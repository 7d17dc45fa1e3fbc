"""The columns of a model's table, how values go into them, and a short sum of them."""

import json
from datetime import UTC
from functools import cached_property
from hashlib import blake2b

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

CLOCK = ("created_at", "changed_at")
SPECIAL = (models.DateField, models.TimeField, models.DecimalField, models.JSONField, models.FileField)
REMEMBERED = 5000


def digest_of(values) -> str:
    """A short sum of a row's values, the same before it is written and when it is read again."""
    text = "\x1f".join(["" if v is None else v if type(v) is str else plain(v) for v in values])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def json_of(values: dict) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)


def plain(value) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)
    if hasattr(value, "normalize"):
        value = value.normalize()
    elif hasattr(value, "astimezone"):
        value = value.astimezone(UTC)
    return str(value)


class Shape:
    """The columns of a model's table, and how values go into them."""

    def __init__(self, model):
        self.model = model
        self.meta = model._meta
        self.fields = [f for f in self.meta.concrete_fields if not f.primary_key]
        self.attnames = [f.attname for f in self.fields]
        # The column beside the translated ones holds whatever language was active; it tells nobody anything.
        self.beside = {f.translated_field.name for f in self.fields if hasattr(f, "translated_field")}
        self.told = [a for a in self.attnames if a not in CLOCK and a not in self.beside]
        self.has_clock = "changed_at" in self.attnames
        self.both = [(name, f"{name}_en", f"{name}_zh_hant") for name in self.beside]
        self.clock = [number for number, field in enumerate(self.fields) if field.name in CLOCK]
        # Days and times come again and again: what the driver is given for them is kept.
        self.prepare = [
            (number, field, {})
            for number, field in enumerate(self.fields)
            if isinstance(field, SPECIAL) and field.attname not in self.beside and field.name not in CLOCK
        ]

    def row(self, record, *, with_clock=False) -> list:
        """The values of a record as the database driver takes them; the clock's are set when it is written."""
        values = record.__dict__
        for name, english, chinese in self.both:
            values[name] = values[english] or values[chinese] or ""
        row = [values[attname] for attname in self.attnames]
        for number, field, kept in self.prepare:
            value = row[number]
            if value is None:
                continue
            if isinstance(field, models.JSONField | models.FileField):
                row[number] = field.get_db_prep_save(value, connection)
                continue
            if value not in kept:
                if len(kept) > REMEMBERED:
                    kept.clear()
                kept[value] = field.get_db_prep_save(value, connection)
            row[number] = kept[value]
        for number in self.clock:
            row[number] = (
                self.fields[number].get_db_prep_save(row[number], connection) if with_clock else None
            )
        return row

    def columns_of(self, attnames) -> set[str]:
        """The columns of these values, with those beside translated ones that follow from them."""
        beside = {name for name, *translated in self.both if not attnames.isdisjoint(translated)}
        return {f.column for f in self.fields if f.attname in attnames or f.attname in beside}

    @cached_property
    def all_columns(self):
        return {f.column for f in self.fields}

    def digest(self, values) -> str:
        """Of rows that do not know when they were last saved; the others are known by that moment."""
        return "" if self.has_clock else digest_of([values[attname] for attname in self.told])


def digests_of(model, pks) -> dict:
    """The digest of each stored row, by primary key."""
    shape = Shape(model)
    pks = list(pks)
    found = {}
    for start in range(0, len(pks), 500):
        rows = models.QuerySet(model).filter(pk__in=pks[start : start + 500]).values_list("pk", *shape.told)
        found.update((pk, digest_of(values)) for pk, *values in rows)
    return found
