"""An import is taken back row by row: what nobody touched since goes back, what somebody edited stays."""

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from publishing.models import ImportRun, ImportStatus, RowFate
from publishing.resources.resource import RecordResource, resources
from publishing.resources.staging import digests_of

AT_ONCE = 500  # keys in one question
TOLD = 3


class NotToBeUndone(Exception):
    """This import cannot be taken back; the sentence says why."""


def undo(run: ImportRun, by: str = "") -> dict[str, int]:
    """Take an import back, all in one transaction. Returns how many rows met which RowFate.

    Raises NotToBeUndone for an import that wrote nothing, or was taken back already.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.status == ImportStatus.UNDONE:
            raise NotToBeUndone(_("This import was taken back already."))
        if run.status != ImportStatus.WRITTEN:
            raise NotToBeUndone(_("This import wrote nothing that could be taken back."))
        undoings = [Undoing(run, resource) for resource in from_the_last(resources_of(run))]
        for undoing in undoings:
            undoing.carry_out()
        run.status, run.undone_at, run.undone_by = ImportStatus.UNDONE, timezone.now(), by
        run.save(update_fields=["status", "undone_at", "undone_by"])
    for undoing in undoings:
        if undoing.rows and undoing.resource.settles:
            undoing.resource.settle([row.object_id for row in undoing.rows])
    fates = dict(run.rows.order_by("fate").values_list("fate").annotate(models.Count("pk")))
    return {fate.value: fates.get(fate.value, 0) for fate in RowFate}


def resources_of(run):
    """All resources, and one for each kind of record of this import that stands in no sheet, after those of its room."""
    known = resources()
    listed = {resource.model for resource in known}
    for label in run.rows.order_by("label").values_list("label", flat=True).distinct():
        model = apps.get_model(label)
        if model not in listed:
            resource = RecordResource()
            resource.model = model
            known.append(resource)
    order = {config.label: number for number, config in enumerate(apps.get_app_configs())}
    return sorted(known, key=lambda resource: order[resource.model._meta.app_label])


def from_the_last(known):
    """What names others before what is named: citations and notes, which name any record by its code, first."""
    by_code = [resource for resource in known if names_by_code(resource)]
    return [*by_code, *(resource for resource in reversed(known) if resource not in by_code)]


def names_by_code(resource):
    return any(field.name == "about" for field in resource.model._meta.concrete_fields)


def chunks(keys):
    keys = list(keys)
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


class Undoing:
    """What becomes of the rows of one model."""

    def __init__(self, run, resource):
        self.run, self.resource, self.model = run, resource, resource.model
        self.manager = resource.model._base_manager
        self.label = resource.label
        self.rows = []

    def carry_out(self):
        mine = self.run.rows.filter(label=self.label)
        new = list(mine.filter(was__isnull=True).only("run", "object_id", "digest", "label", "fate"))
        changed = list(mine.filter(was__isnull=False).defer("now"))
        self.rows = [*new, *changed]
        if not self.rows:
            return
        self.by_key = {row.object_id: row for row in self.rows}
        there = self.stored()
        edited = self.edited(there)
        for row in self.rows:
            if row.object_id not in there:
                self.say(row, RowFate.STUCK, _("It is no longer there."))
            elif row.object_id in edited:
                self.say(row, RowFate.KEPT, _("Somebody has saved it since."))
        self.restoring = [row for row in changed if not row.fate]
        # The records that will name another of their kind once they are restored, by the relation.
        self.leaving = {n: {row.object_id for row in self.restoring if n in row.was} for n in self.own}
        # What is new goes first, since it may have taken the place of what comes back: a figure that replaced another.
        held = self.delete({row.object_id for row in new if not row.fate}, there)
        for row in self.restoring:
            self.restore(row)
        if held and self.restoring:
            # What a restored record named until now may go as well.
            self.restoring, self.leaving = [], dict.fromkeys(self.own, ())
            held = self.delete(set(held), there)
        for pk, names in held.items():
            told = ", ".join(sorted(names)[:TOLD])
            self.say(
                self.by_key[pk], RowFate.STUCK, _("Other records rest on it: %(names)s.") % {"names": told}
            )
        self.write_down()

    def say(self, row, fate, reason=""):
        row.fate, row.reason = fate, reason[:400]

    # What is there now

    @property
    def has_clock(self):
        return any(field.name == "changed_at" for field in self.model._meta.concrete_fields)

    def stored(self):
        """Of each record that is still there: when it was last saved and its code, as far as it has them."""
        names = [n for n, has in (("changed_at", self.has_clock), ("code", self.resource.is_coded)) if has]
        found = {}
        for keys in chunks(self.by_key):
            for pk, *values in self.manager.filter(pk__in=keys).values_list("pk", *names):
                found[pk] = dict(zip(names, values, strict=True))
        return found

    def edited(self, there):
        """The records that somebody saved after the import."""
        if self.has_clock:
            return {pk for pk, known in there.items() if known["changed_at"] != self.run.written_at}
        digests = digests_of(self.model, there)
        return {pk for pk in there if digests.get(pk) != self.by_key[pk].digest}

    # Deleting

    def delete(self, keys, there):
        """Delete new records; one that something else rests on stays, and what it rests on in turn: returns those."""
        stay = {}
        while held := self.held(keys, there):
            stay |= held
            keys = keys - held.keys()
        self.let_go(keys)
        for some in chunks(keys):
            for field in self.model._meta.many_to_many:
                through = field.remote_field.through
                if through._meta.auto_created:
                    through._base_manager.filter(**{f"{field.m2m_field_name()}__in": some}).delete()
            # Nothing rests on them: Django need not read them all to find that out again.
            self.manager.filter(pk__in=some)._raw_delete(self.run._state.db)
        for pk in keys:
            self.say(self.by_key[pk], RowFate.REVERSED)
        return stay

    @cached_property
    def own(self):
        """The relations to records of the same kind."""
        return [
            field.attname for field in self.model._meta.concrete_fields if field.related_model is self.model
        ]

    def let_go(self, keys):
        """Restored records name again what they named before, ahead of the rest of them."""
        for name in self.own:
            before = {}
            for row in self.restoring:
                if name in row.was:
                    before.setdefault(row.was[name], []).append(row.object_id)
            for value, pks in before.items():
                for some in chunks(pks):
                    named = self.manager.filter(pk__in=some)
                    theirs = dict(named.values_list("pk", name))
                    gone = [pk for pk, other in theirs.items() if other in keys]
                    self.manager.filter(pk__in=gone).update(**{name: value})

    def held(self, keys, there):
        """What rests on these records and would be lost or broken with them, by primary key."""
        held = {}
        for some in chunks(keys):
            for pk, model in self.rests_on(some, keys, there):
                held.setdefault(pk, set()).add(str(model._meta.verbose_name))
        return held

    def rests_on(self, some, keys, there):
        for relation in self.model._meta.related_objects:
            other, field = relation.related_model, relation.field
            if relation.many_to_many:
                if not relation.through._meta.auto_created:
                    continue  # its rows name the record by a relation of their own
                name = field.m2m_reverse_field_name()
                pairs = relation.through._base_manager.filter(**{f"{name}__in": some})
                yield from ((pk, other) for pk in pairs.values_list(f"{name}_id", flat=True))
                continue
            pairs = other._base_manager.filter(**{f"{field.name}__in": some}).values_list("pk", field.attname)
            for theirs, pk in pairs:
                is_ours = other is self.model
                if not is_ours or (theirs not in keys and theirs not in self.leaving[field.attname]):
                    yield pk, other
        codes = {there[pk]["code"]: pk for pk in some} if self.resource.is_coded else {}
        for resource in resources() if codes else ():
            if names_by_code(resource):
                for code in resource.model._base_manager.filter(about__in=codes).values_list(
                    "about", flat=True
                ):
                    yield codes[code], resource.model

    # Restoring

    def restore(self, row):
        """Give a record back what it had before the import."""
        record = self.manager.get(pk=row.object_id)
        links = {}
        for name, value in row.was.items():
            field = record._meta.get_field(name)
            if field.many_to_many:
                links[name] = value
            else:
                source = field.target_field if field.is_relation else field
                setattr(record, field.attname, source.to_python(value))
        try:
            with transaction.atomic():
                record.save()
                for name, value in links.items():
                    getattr(record, name).set(value)
        except ValidationError as error:
            self.say(row, RowFate.STUCK, " ".join(error.messages))
        except (IntegrityError, ObjectDoesNotExist):
            self.say(row, RowFate.STUCK, _("What it named before is no longer there."))
        else:
            self.say(row, RowFate.REVERSED)

    def write_down(self):
        groups = {}
        for row in self.rows:
            groups.setdefault((row.fate, row.reason), []).append(row.pk)
        for (fate, reason), keys in groups.items():
            for some in chunks(keys):
                self.run.rows.filter(pk__in=some).update(fate=fate, reason=reason)
