"""Which record a row is about: by code, address, natural key or name."""

from functools import cached_property

from django.db import connection
from django.db.models import Q

from publishing.imports import LANGUAGES
from publishing.resources.references import key_text, named_by
from publishing.resources.sentences import Problem
from publishing.resources.staging import fold_name
from publishing.sheets import SheetError


class Matching:
    """Finds for each row the key of its record: None for a new one, False where it cannot be told."""

    def match_coded(self, rows):
        """By code; without one by address; without either by name, and what else the resource names."""
        manager = self.model._base_manager
        codes = [row.values["code"].upper() for row in rows if row.values.get("code")]
        by_code = dict(manager.filter(code__in=codes).values_list("code", "pk")) if codes else {}
        loose = [row for row in rows if not row.values.get("code")]
        slugs = [row.values["slug"] for row in loose if row.values.get("slug")]
        by_slug = dict(manager.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
        for row in rows:
            if row.values.get("code"):
                row.pk = by_code.get(row.values["code"].upper())
            elif row.values.get("slug"):
                row.pk = by_slug.get(row.values["slug"])
        nameless = [row for row in loose if not row.values.get("slug")]
        if nameless:
            self.match_by_name(nameless)

    def match_by_name(self, rows):
        """By the names as they stand; only where no record has them, by what is left of them when folded."""
        names = named_by(self.model)
        condition = Q()
        for name in names:
            if wanted := {row.values[name] for row in rows if row.values.get(name)}:
                condition |= Q(**{f"{name}__in": wanted})
        found = self.by_their_names(condition) if condition else {}
        days = set()
        self.note_crowded(rows)
        left = self.choose_each([(row, self.candidates(row, found)) for row in rows], days)
        for row in left:
            row.folded = {n: fold_name(row.values[n]) for n in names if row.values.get(n)}
        folded = {name for row in left for name in row.folded.values()}
        if not folded:
            return
        stored = self.references.names(self.model).stored(folded)
        pks = {pk for keys in stored.values() for pk in keys}
        found = self.by_their_names(Q(pk__in=pks), fold_name) if pks else {}
        meant = [(row, self.candidates(row, found, row.folded)) for row in left] if found else []
        self.choose_each(meant, days)
        for row, candidates in meant:
            if row.pk in candidates:
                # In what it is called the record differs from the sheet by no more than its typing.
                known = candidates[row.pk][1]
                row.values.update((n, known[n]) for n in row.folded if known[n])

    def by_their_names(self, condition, form=str):
        """The records of a condition as {(column, form of the name): [(key, code, values)]}."""
        names = named_by(self.model)
        columns = [*names, *self.beside_names, *self.parting_names, *self.dated]
        found = {}
        for pk, code, *values in self.model._base_manager.filter(condition).values_list(
            "pk", "code", *columns
        ):
            known = dict(zip(columns, values, strict=True))
            for name in names:
                if known[name]:
                    found.setdefault((name, form(known[name])), []).append((pk, code, known))
        return found

    @cached_property
    def beside_names(self):
        return [self.attname(n) for n in self.resource.matched_by]

    @cached_property
    def parting_names(self):
        return [self.attname(n) for n in self.resource.parted_by]

    @cached_property
    def dated(self):
        return ["when"] if "when" in self.fields else []

    def candidates(self, row, found, said=None):
        """The records that a row can be about by its names: {key: (code, values)}.

        said  its names folded, where they are compared so
        """
        candidates, names = {}, named_by(self.model)
        for name in names:
            for pk, code, known in found.get((name, (said or row.values).get(name)), ()):
                if row.is_crowded and not self.parts_agree(row, known):
                    continue
                # A name in the other language that differs tells two records apart.
                others = [
                    n
                    for n in (*names, *self.beside_names)
                    if row.values.get(n) not in (None, "") and known[n]
                ]
                if all(
                    said[n] == fold_name(known[n]) if said and n in said else row.values[n] == known[n]
                    for n in others
                ) and self.may_follow(row, known):
                    candidates[pk] = (code, known)
        return candidates

    def choose_each(self, meant, days):
        """Choose for each (row, candidates); the rows for which there were none.

        days  the keys of records that a row names with their own day: no other row of the name moves them
        """
        days.update(
            pk
            for row, candidates in meant
            for pk, (_code, known) in candidates.items()
            if row.values.get("when") and known.get("when") == row.values["when"]
        )
        return [row for row, candidates in meant if not self.choose(row, candidates, days)]

    def note_crowded(self, rows):
        """Note the rows beside which another one has the same name and day, told apart by what parts such."""
        groups = {}
        for row in rows if self.parting_names else ():
            key = tuple(row.values.get(n) for n in (*named_by(self.model), *self.beside_names, *self.dated))
            groups.setdefault(key, []).append(row)
        for group in groups.values():
            if len({tuple(map(row.values.get, self.parting_names)) for row in group}) > 1:
                for row in group:
                    row.is_crowded = True

    def parts_agree(self, row, known):
        return all(row.values.get(n) == known[n] for n in self.parting_names)

    def choose(self, row, candidates, days):
        """Which of them it is; whether there was any."""
        is_any = bool(candidates)
        if (self.dated and len(candidates) != 1) or any(
            pk in self.claimed or pk in days for pk in candidates
        ):
            same_day = {
                p: c for p, c in candidates.items() if c[1].get("when", "") == row.values.get("when", "")
            }
            candidates = same_day or {
                p: c for p, c in candidates.items() if p not in self.claimed and p not in days
            }
        if len(candidates) > 1 and self.parting_names:
            alike = {p: c for p, c in candidates.items() if self.parts_agree(row, c[1])}
            candidates = alike if len(alike) == 1 else candidates
        if len(candidates) == 1:
            (row.pk,) = candidates
        elif candidates:
            codes = ", ".join(sorted(code for code, _known in candidates.values()))
            self.refuse(Problem("match_of_several", details={"codes": codes}), row.number)
            self.plan.count(self.resource.label, "refused")
            row.pk = False
        return is_any

    def may_follow(self, row, known):
        """Whether what follows from a row agrees with a record of its name; the same day says more than that."""
        if "when" in known and known["when"] == row.values.get("when"):
            return True
        return all(known.get(n) in (None, v) for n, v in row.follows.items() if not isinstance(v, SheetError))

    def match_lines(self, rows):
        """By the parts of the natural key, all of which the row must give."""
        columns = [self.model._meta.get_field(name) for name in self.resource.key_fields]
        keyed = {}
        for row in rows:
            missing = [f.name for f in columns if self.lacks(row, f)]
            if missing:
                self.refuse(
                    Problem("key_missing", missing[0], details=self.key_in_words(missing[0])), row.number
                )
                self.plan.count(self.resource.label, "refused")
                row.pk = False
                continue
            key = tuple(row.values.get(f.attname, self.blank[f.attname]) for f in columns)
            keyed.setdefault(key, []).append(row)
        if not keyed:
            return
        names = ", ".join(connection.ops.quote_name(f.column) for f in columns)
        places = ", ".join(f"({', '.join(['%s'] * len(columns))})" for _key in keyed)
        table = connection.ops.quote_name(self.model._meta.db_table)
        values = [
            f.get_db_prep_value(v, connection) for key in keyed for f, v in zip(columns, key, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {names} FROM {table} WHERE ({names}) IN (VALUES {places})", values)
            for pk, *key in cursor.fetchall():
                for row in keyed.get(tuple(key), ()):
                    row.pk = pk

    def key_in_words(self, missing):
        """The part of the key that a row lacks, and all of its parts, as an editor reads them in either language."""
        names = {said: [self.heading_of(n, said) for n in self.resource.key_fields] for said in LANGUAGES}
        return {
            "label_en": self.heading_of(missing, "en"),
            "label_zh": self.heading_of(missing, "zh-hant"),
            "names_en": ", ".join(names["en"]),
            "names_zh": "、".join(names["zh-hant"]),
        }

    def lacks(self, row, field):
        return field.name in self.resource.must_name and row.values.get(field.attname) in (None, "")

    def claim(self, row):
        """Whether no earlier row of the import is about the same record."""
        if row.pk is None:
            return True  # two new ones of a name are told apart when all rows are there
        if row.pk in self.claimed:
            self.refuse(Problem("row_twice", self.told_name(row)), row.number)
            self.plan.count(self.resource.label, "refused")
            return False
        self.claimed.add(row.pk)
        return True

    def known_by(self, row, record):
        """A sum of what a later import would know a new record by; None where that is its own code or address."""
        if not row.folded or row.waiting:
            return None
        names, values = row.folded.get, record.__dict__
        apart = (*self.beside_names, *self.parting_names, *self.dated)
        return hash((*map(names, named_by(self.model)), *map(values.get, apart)))

    def told_name(self, row):
        for name in ("code", "slug", *named_by(self.model)):
            if row.values.get(name):
                return str(row.values[name])
        return key_text(row.values.get(self.attname(n), "") for n in self.resource.key_fields)

    def attname(self, name):
        return self.model._meta.get_field(name).attname
