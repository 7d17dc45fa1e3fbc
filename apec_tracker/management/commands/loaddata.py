"""Django's loaddata, held to the same rules as the desk: what cannot be is refused whole, with a sentence."""

import json
import re

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from publishing.models import Checked, remembering

# How Django begins what it says of a fixture.
INSTALLING = re.compile(r"Problem installing fixture '.*?':")
# Told by the clock or by an earlier life of the record, not by a fixture.
OWN_MEMORY = ("created_at", "changed_at", "former_addresses")


class Command(loaddata.Command):
    def handle(self, *fixture_labels, **options):
        try:
            with remembering():
                return super().handle(*fixture_labels, **options)
        except (DatabaseError, DeserializationError, ValidationError, UnicodeError, TypeError) as error:
            raise CommandError(f"Nothing was loaded. {in_words(error)}") from error

    def loaddata(self, fixture_labels):
        self.unresolved = []
        super().loaddata(fixture_labels)
        for record in self.unresolved:
            record.refresh_from_db()
            hold_to_rules(record)

    def save_obj(self, obj):
        record = obj.object
        if not isinstance(record, Checked):
            return super().save_obj(obj)
        record.tidy()
        before = (
            type(record)._base_manager.using(self.using).filter(pk=record.pk).first() if record.pk else None
        )
        now = timezone.now()
        for name in OWN_MEMORY:
            if hasattr(record, name):
                setattr(record, name, getattr(before, name) if before else (getattr(record, name) or now))
        if before is not None and is_same(before, record, obj.m2m_data):
            self.models.add(type(record))
            return True
        record._state.adding = before is None
        if hasattr(record, "changed_at"):
            record.changed_at = now
        if hasattr(record, "former_addresses") and before is None:
            record.former_addresses = ""
        for field, key in (obj.deferred_fields or {}).items():
            if field.many_to_one and not field.null:
                raise CommandError(
                    f"Nothing was loaded. {record._meta.label}: {field.name} names {key}, which is neither in the "
                    "database nor earlier in the file."
                )
        if obj.deferred_fields:
            self.unresolved.append(record)
            return super().save_obj(obj)
        try:
            record.clean_fields()
            record.clean()
            # The database holds the named rules as well and far faster; only when it refuses are they asked one by
            # one, for the sentence.
            with transaction.atomic(using=self.using):
                return super().save_obj(obj)
        except (ValidationError, IntegrityError):
            hold_to_rules(record)
            raise


def in_words(error) -> str:
    """What Django says of a fixture it cannot read, and what it leaves out: why."""
    said = str(error.args[0]) if error.args else str(error)
    fixture = INSTALLING.match(said)
    if not fixture:
        return str(error)
    cause = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    if isinstance(cause, json.JSONDecodeError):
        return f"{fixture[0]} it is not valid JSON: line {cause.lineno}, column {cause.colno}."
    if isinstance(cause, UnicodeError):
        return f"{fixture[0]} it is not UTF-8."
    if isinstance(cause, TypeError | KeyError | AttributeError):
        return f"{fixture[0]} it is no list of records, each with “model” and “fields”."
    return said


def hold_to_rules(record):
    """Raise a CommandError that names the record and says what is wrong with it."""
    try:
        record.full_clean()
    except ValidationError as error:
        sentences = "; ".join(
            " ".join(messages) if field == "__all__" else f"{field}: {' '.join(messages)}"
            for field, messages in error.message_dict.items()
        )
        name = " / ".join(str(part) for part in record.natural_key())
        raise CommandError(f"Nothing was loaded. {record._meta.label} {name}: {sentences}") from error


def is_same(before, record, many) -> bool:
    """Whether loading `record`, with its many-to-many keys, over `before` would change nothing."""
    # The column beside the translated ones holds whatever language was active at the last save.
    beside = {f.translated_field.name for f in record._meta.concrete_fields if hasattr(f, "translated_field")}
    for field in record._meta.concrete_fields:
        if field.name in OWN_MEMORY or field.name in beside:
            continue
        if field.value_from_object(before) != field.value_from_object(record):
            return False
    return all(
        {getattr(other, "pk", other) for other in others}
        == set(getattr(before, name).values_list("pk", flat=True))
        for name, others in (many or {}).items()
    )
