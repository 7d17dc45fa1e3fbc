"""A row as a record that holds itself to its own rules."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.utils import timezone

from publishing.imports import LANGUAGES, in_each_language
from publishing.languages import column as column_of
from publishing.resources.references import named_by
from publishing.resources.sentences import Problem
from publishing.resources.staging import CLOCK
from publishing.sheets.problems import shown


class Judging:
    """Has records fill in what follows from the rest, and tells what they refuse."""

    def blank_values(self):
        """The values of a record that was never saved, to be copied for each new one."""
        record = self.model()
        for name in ("created_at", "changed_at"):
            if name in self.fields:
                setattr(record, name, timezone.now())
        # What is never read is never missing: the column beside the translated ones.
        values = {f.attname: getattr(record, f.attname) for f in self.model._meta.concrete_fields}
        for field in self.shape.fields:
            if field.attname in self.shape.beside:
                values[field.attname] = "" if not field.null else None
        return values

    def finish(self, record, row):
        """Let the record fill in what follows from the rest and hold itself to its rules; False if it refuses."""
        try:
            for name in self.needed:
                self.bring(record, name)
            record.tidy()
            if self.has_own_clean:
                record.clean()
            for rule in self.own_rules:
                rule.validate(self.model, record)
        except ValidationError as error:
            self.refuse_record(error, row)
            return False
        missing = [f for f in self.must_have if record.__dict__[f.attname] in (None, "")]
        missing = [f for f in missing if f.attname not in {a for a, _t in row.waiting}]
        for field in missing:
            self.refuse_blank(field, row, record)
        if missing:
            self.plan.count(self.resource.label, "refused")
            self.note_refused(row)
        return not missing

    def note_refused(self, row):
        names = ("code", "slug", *named_by(self.model))
        self.references.note_refused(self.model, (row.values.get(name) for name in names))

    def refuse_blank(self, field, row, record):
        """Told at the cell; a column that the sheet does not have is told once, at the first row that needs it."""
        if field.attname in row.follows:
            self.refuse(row.follows[field.attname].problem, row.number, self.heading_of(field.name))
        elif field.name in self.by_name:
            self.refuse(Problem("required"), row.number, self.heading_of(field.name))
        elif field.name not in self.missing_columns:
            self.missing_columns.add(field.name)
            details = {f"label_{said[:2]}": self.headings.label(field.name, said) for said in LANGUAGES}
            name = self.told_name(row) if self.resource.is_coded else self.name_of(record)
            near = self.references.near(self.model, name)
            details["name"] = shown(name)
            self.refuse(Problem("column_missing", field.name, details=details, candidates=near), row.number)

    @cached_property
    def missing_columns(self):
        return set()

    @cached_property
    def must_have(self):
        """The fields without which there is no record; the two languages of a text are judged by their own rule."""
        return [
            f
            for f in self.shape.fields
            if not f.blank and not f.null and f.attname not in self.shape.beside and f.name not in CLOCK
        ]

    @cached_property
    def own_rules(self):
        """Rules of uniqueness that no list of columns can express."""
        return [c for c in self.model._meta.constraints if isinstance(c, UniqueConstraint) and c.expressions]

    def bring(self, record, name):
        """The related record that tidy() or clean() reads, asked for once."""
        field = self.model._meta.get_field(name)
        pk = record.__dict__[field.attname]
        if pk is None:
            return
        kept = self.needed[name]
        if pk not in kept:
            if len(kept) > 2000:
                kept.clear()
            target = field.remote_field.model
            found = target._base_manager.filter(pk=pk).first()
            if found is None and target in self.plan.staged:
                found = self.plan.staged[target].record(pk)
            kept[pk] = found
        if kept[pk] is not None:
            record._state.fields_cache[field.name] = kept[pk]

    def refuse_record(self, error, row):
        messages = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name in messages:

            def say(name=name):
                found = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
                return " ".join(map(str, found[name]))

            reasons = in_each_language(say)
            column = "" if name == "__all__" else self.nearest(name)
            details = {"reason_en": reasons["en"], "reason_zh": reasons["zh-hant"]}
            problem = Problem("rule_broken", row.values.get(column, ""), details=details)
            self.refuse(problem, row.number, self.heading_of(column) if column else "")
        self.plan.count(self.resource.label, "refused")
        self.note_refused(row)

    def nearest(self, name):
        return name if name in self.by_name else column_of(name, "en")
