"""Whether a record still is as an import left it and, where it is not, what came after."""

from django.utils.translation import gettext as _

from publishing.models import ImportedRow, ImportRun
from publishing.resources.staging import digests_of

AT_ONCE = 500  # keys in one question


def chunks(keys, size=AT_ONCE):
    keys = list(keys)
    return (keys[start : start + size] for start in range(0, len(keys), size))


class Since:
    """What became of the records of one model after an import.

    Records that know when they were last saved are known by that moment, the others by the sum of their columns.
    """

    def __init__(self, run: ImportRun, model):
        self.run, self.model, self.label = run, model, model._meta.label_lower
        self.has_clock = any(field.name == "changed_at" for field in model._meta.concrete_fields)

    def judged(self, pks) -> tuple[set, dict]:
        """(the keys of those that are still there, why each that is no longer the import's own stays: by key)"""
        pks = list(pks)
        if self.has_clock:
            found = self.model._base_manager.filter(pk__in=pks).values_list("pk", "changed_at")
            there = dict(found)
            edited = {pk for pk, moment in there.items() if moment != self.run.written_at}
        else:
            there = digests_of(self.model, pks)
            left = dict(
                self.run.rows.filter(label=self.label, object_id__in=pks).values_list("object_id", "digest")
            )
            edited = {pk for pk, digest in there.items() if digest != left[pk]}
        return set(there), self.reasons(edited, there if self.has_clock else {}) if edited else {}

    def reasons(self, edited, moments) -> dict:
        """Without those that only other imports saved, all of which were taken back."""
        back, last = {}, {}
        for pk, run, written, is_back, saved_before, reversed_at in self.later_rows(edited):
            if not is_back:
                last[pk] = run, written
            elif saved_before:
                back[pk, reversed_at] = saved_before
        told = {}
        for pk in edited:
            moment = moments.get(pk)
            while moment != self.run.written_at and (pk, moment) in back:
                moment = back.pop((pk, moment))
            if moments and moment == self.run.written_at:
                continue
            run, written = last.get(pk, (None, None))
            if run and moments.get(pk, written) == written:
                told[pk] = _("Import %(number)d has changed it since; take that one back first.") % {
                    "number": run
                }
            else:
                told[pk] = _("Somebody has saved it since.")
        return told

    def later_rows(self, pks):
        """(key, import, when it was written, whether the row is taken back, saved before, taken back at), by import."""
        for some in chunks(pks):
            rows = ImportedRow.objects.filter(
                label=self.label, object_id__in=some, run__gt=self.run.pk, run__written_at__isnull=False
            )
            names = ("object_id", "run", "run__written_at", "run__undone_at", "saved_before", "reversed_at")
            for pk, run, written, undone_at, saved_before, reversed_at in rows.order_by("run").values_list(
                *names
            ):
                is_back = bool(undone_at and reversed_at and reversed_at <= undone_at)
                yield pk, run, written, is_back, saved_before, reversed_at


def edited_since(run: ImportRun, model) -> int:
    """How many records of one kind would stay because they were saved after the import."""
    since = Since(run, model)
    keys = run.rows_left.filter(label=since.label).values_list("object_id", flat=True)
    return sum(len(since.judged(some)[1]) for some in chunks(keys))
