"""What becomes of each row of an import that is taken back, found out before anything is written."""

from functools import cached_property

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from publishing.models import RowFate
from publishing.resources.planning import unique_columns
from publishing.resources.resource import RecordResource, resources
from publishing.resources.staging import CHANGED, Staged, quoted
from publishing.resources.undoing.going import Going
from publishing.resources.undoing.since import Since, chunks

WRITTEN_AT_ONCE = 5000  # fates in one short transaction
TOLD = 3


def resources_of(run):
    """All resources, and one for each kind of record of this import that stands in no sheet, after those of its room."""
    known = resources()
    listed = {resource.model for resource in known}
    labels = set(run.rows_left.order_by("label").values_list("label", flat=True).distinct())
    for label in sorted(labels):
        model = apps.get_model(label)
        if model not in listed:
            resource = RecordResource()
            resource.model = model
            known.append(resource)
    order = {config.label: number for number, config in enumerate(apps.get_app_configs())}
    concerned = (resource for resource in known if resource.label in labels)
    return sorted(concerned, key=lambda resource: order[resource.model._meta.app_label])


def from_the_last(known):
    """What names others before what is named: citations and notes, which name any record by its code, first."""
    by_code = [resource for resource in known if names_by_code(resource)]
    return [*by_code, *(resource for resource in reversed(known) if resource not in by_code)]


def names_by_code(resource):
    return any(field.name == "about" for field in resource.model._meta.concrete_fields)


class Undoing:
    """What becomes of the rows of one model. `others` are those by model that were looked at before, itself included."""

    def __init__(self, run, resource, others):
        self.run, self.resource, self.model, self.others = run, resource, resource.model, others
        self.manager = resource.model._base_manager
        self.rows = run.rows_left.filter(label=resource.label)
        self.since = Since(run, self.model)
        self.fates = {}  # (fate, reason) by key, of all rows that do not simply go back
        self.leaving, self.restoring = set(), {}  # keys; key: fields that it gets back
        self.touched = []
        self.going = Going(self.model, has_clock=self.since.has_clock, has_code=resource.is_coded)
        self.staged = Staged(self.model)

    def look(self):
        """Find out what becomes of each row; gives now and then how many more have been looked at."""
        new = set(self.rows.filter(was__isnull=True).values_list("object_id", flat=True))
        changed = set(self.rows.filter(was__isnull=False).values_list("object_id", flat=True))
        self.touched = [*new, *changed]
        for keys, leaves in ((new, True), (changed, False)):
            for some in chunks(keys):
                # Taken up first and judged then, so that whatever happens in between is seen at the latest at the end.
                self.going.add(some, leaves=leaves)
                self.judge(some)
                yield len(some)
        self.leaving = new - self.fates.keys()
        for some in chunks(changed - self.fates.keys()):
            self.stage(some)
            yield 0
        for pks, reason in self.not_to_be_restored():
            self.stay(pks, reason)
        # Who stays may hold others, until nothing more stays.
        while self.hold():
            yield 0
        list(self.staged.broken_rules(1))  # which notes that none is broken
        self.staged.note_relations()

    def stay(self, pks, reason, fate=RowFate.STUCK):
        """Let records stay as they are, for this reason."""
        pks = list(pks)
        self.fates.update(dict.fromkeys(pks, (fate, reason[:400])))
        self.going.leave_out(pks)
        self.leaving.difference_update(pks)
        self.staged.leave_out([pk for pk in pks if self.restoring.pop(pk, None) is not None])

    # What is there now

    def judge(self, pks):
        """Whether the records are still there, and as the import left them."""
        there, edited = self.since.judged(pks)
        self.stay((pk for pk in pks if pk not in there), _("It is no longer there."))
        for reason in dict.fromkeys(edited.values()):
            self.stay((pk for pk, said in edited.items() if said == reason), reason, RowFate.KEPT)

    # Restoring

    def stage(self, pks):
        """Prepare the records as they were before the import."""
        records = self.manager.in_bulk(pks)
        ready, links = [], []
        for pk, was in self.rows.filter(object_id__in=pks).values_list("object_id", "was"):
            record = records.get(pk)
            if record is None:
                continue
            before = {name: record.__dict__[name] for name in self.staged.shape.told}
            theirs = self.put_back(record, was)
            try:
                self.finish(record)
            except ValidationError as error:
                self.stay([pk], " ".join(error.messages))
                continue
            self.staged.touch(frozenset(n for n, value in before.items() if record.__dict__[n] != value))
            self.restoring[pk] = self.alike.setdefault(tuple(was), tuple(was))
            own = (0, 0, CHANGED, "", "", "", None, None, 0, 0, None)
            ready.append((*own, pk, *self.staged.shape.row(record, with_clock=True)))
            for name, keys in theirs.items():
                links.append((name, pk, None, 0))
                links += [(name, pk, to, place) for place, to in enumerate(keys, 1)]
        self.staged.add(CHANGED, ready)
        self.staged.add_links(links)

    def put_back(self, record, was):
        """Give a record the values it had; returns its relations to several."""
        links = {}
        for name, value in was.items():
            field = self.model._meta.get_field(name)
            if field.many_to_many:
                links[name] = value
            else:
                source = field.target_field if field.is_relation else field
                setattr(record, field.attname, source.to_python(value))
        return links

    def finish(self, record):
        """What follows from the rest, and the rules that a record holds itself to."""
        record._state.fields_cache.clear()
        for name in self.resource.needs:
            field = self.model._meta.get_field(name)
            pk = getattr(record, field.attname)
            if pk is None:
                continue
            if (field, pk) not in self.needed:
                self.needed[field, pk] = field.remote_field.model._base_manager.filter(pk=pk).first()
            if self.needed[field, pk] is not None:
                record._state.fields_cache[name] = self.needed[field, pk]
        record.tidy()
        record.clean()

    @cached_property
    def needed(self):
        return {}

    @cached_property
    def alike(self):
        """The same few lists of fields come again and again; each is kept once."""
        return {}

    def not_to_be_restored(self):
        """(keys, reason) of prepared records that the database would refuse."""
        for rule, check in self.staged.checks() if self.restoring else ():
            yield self.staged.breaking(check), str(rule.get_violation_error_message())
        yield self.staged.naming_what_is_gone(), _("What it named before is no longer there.")

    # What holds others

    def hold(self):
        """Let stay what others rest on, and what others have taken the place of. Whether there was any."""
        staying = {}
        for pk, model in self.rested_on():
            if pk in self.leaving:
                staying.setdefault(pk, set()).add(str(model._meta.verbose_name))
        for pk, names in staying.items():
            told = {"names": ", ".join(sorted(names)[:TOLD])}
            self.stay([pk], _("Other records rest on it: %(names)s.") % told)
        staying = set(staying)
        for columns, said in unique_columns(self.model):
            taken = self.taken(columns)
            self.stay(taken, str(said or _("Another record has taken its place.")))
            staying.update(taken)
        for rule in self.own_rules:
            taken = list(self.clashing(rule))
            self.stay(taken, str(rule.get_violation_error_message()))
            staying.update(taken)
        return bool(staying)

    def rested_on(self):
        """(key of ours, model of what rests on it) for all that neither leaves itself nor will name something else."""
        for table, ours, theirs, model, name in self.going.relations():
            other = self.others.get(model)
            for pk, mine in self.going.named_by(table, ours, theirs):
                if other is None or not other.lets_go(pk, name):
                    yield mine, model
        for resource in self.about if self.resource.is_coded else ():
            other = self.others.get(resource.model)
            for pk, mine in self.going.named_by_code(resource.model._meta.db_table):
                if other is None or not other.lets_go(pk, "about"):
                    yield mine, resource.model

    @cached_property
    def about(self):
        """What names others by their code."""
        return [resource for resource in resources() if names_by_code(resource)]

    def lets_go(self, pk, name):
        """Whether a record will no longer name what it names by this field."""
        return pk in self.leaving or name in self.restoring.get(pk, ())

    def taken(self, columns):
        """Prepared records whose values another has that does not leave."""
        same = " AND ".join(f"s.{quoted(c)} = o.{quoted(c)}" for c in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT s.id FROM {quoted(self.staged.table)} s JOIN {quoted(self.going.stored)} o "
                f"ON {same} AND o.id <> s.id WHERE NOT EXISTS "
                f"(SELECT 1 FROM {quoted(self.going.table)} g WHERE g.id = o.id AND g.leaves = 1)"
            )
            return [pk for (pk,) in cursor.fetchall()]

    @cached_property
    def own_rules(self):
        """Rules of uniqueness that no list of columns can express."""
        return [
            c
            for c in self.model._meta.constraints
            if isinstance(c, models.UniqueConstraint) and c.expressions
        ]

    def clashing(self, rule):
        """The same as `taken`, for such a rule."""
        parts = [part for e in rule.expressions for part in (e.flatten() if hasattr(e, "flatten") else [e])]
        named = {part.name for part in parts if isinstance(part, F)}
        concerned = {self.model._meta.get_field(name).attname for name in named}
        for pk in [pk for pk, names in self.restoring.items() if not concerned.isdisjoint(names)]:
            record = self.staged.record(pk)
            values = {
                F(f.name): Value(getattr(record, f.attname), f) for f in self.model._meta.concrete_fields
            }
            same = [Exact(e, e.replace_expressions(values)) for e in rule.expressions]
            others = set(self.manager.filter(*same).exclude(pk=pk).values_list("pk", flat=True))
            if others - self.leaving:
                yield pk

    # Writing

    def write_down(self, now):
        """Note the fate of each row, in short transactions; it counts once the import is taken back."""
        span = self.rows.aggregate(first=models.Min("pk"), last=models.Max("pk"))
        for start in range(span["first"], span["last"] + 1, WRITTEN_AT_ONCE):
            some = self.rows.filter(pk__gte=start, pk__lt=start + WRITTEN_AT_ONCE)
            some.update(fate=RowFate.REVERSED, reason="", reversed_at=now)
        groups = {}
        for pk, said in self.fates.items():
            groups.setdefault(said, []).append(pk)
        for (fate, reason), keys in groups.items():
            for some in chunks(keys):
                self.rows.filter(object_id__in=some).update(fate=fate, reason=reason, reversed_at=None)

    def is_overtaken(self):
        return self.going.is_overtaken()

    def carry_out(self, now):
        """What leaves goes first, for it may have the place of what comes back: a figure that replaced another."""
        if self.leaving:
            self.going.delete()
        if self.restoring:
            self.staged.write(now)

    def is_named_still(self):
        """Whether a record that has gone is named by one that has not, or one that came back names what has gone."""
        if self.leaving and self.going.is_named([r.model._meta.db_table for r in self.about]):
            return True
        return bool(self.restoring) and self.staged.names_what_is_gone()

    def close(self):
        self.going.drop()
        self.staged.drop()
