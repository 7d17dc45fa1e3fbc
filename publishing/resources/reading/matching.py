"""Which record a row is about: by code, address, natural key or name."""

from django.db import connection
from django.db.models import Q

from publishing.resources.references import key_text, named_by
from publishing.resources.sentences import Problem
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
        names = named_by(self.model)
        beside = [self.attname(n) for n in self.resource.matched_by]
        dated = ["when"] if "when" in self.fields else []
        wanted = {row.values[n] for row in rows for n in names if row.values.get(n)}
        condition = Q()
        for name in names:
            condition |= Q(**{f"{name}__in": wanted})
        found = {}
        if wanted:
            for pk, code, *values in self.model._base_manager.filter(condition).values_list(
                "pk", "code", *names, *beside, *dated
            ):
                known = dict(zip([*names, *beside, *dated], values, strict=True))
                for name in names:
                    if known[name]:
                        found.setdefault((name, known[name]), []).append((pk, code, known))
        for row in rows:
            candidates = {}
            for name in names:
                for pk, code, known in found.get((name, row.values.get(name)), ()):
                    # A name in the other language that differs tells two records apart.
                    others = [
                        n for n in (*names, *beside) if row.values.get(n) not in (None, "") and known[n]
                    ]
                    if all(row.values[n] == known[n] for n in others) and self.may_follow(row, known):
                        candidates[pk] = (code, known)
            if (dated and len(candidates) != 1) or any(pk in self.claimed for pk in candidates):
                same_day = {p: c for p, c in candidates.items() if c[1]["when"] == row.values.get("when", "")}
                candidates = same_day or {p: c for p, c in candidates.items() if p not in self.claimed}
            if len(candidates) == 1:
                (row.pk,) = candidates
            elif candidates:
                codes = ", ".join(sorted(code for code, _known in candidates.values()))
                self.refuse(Problem("match_of_several", details={"codes": codes}), row.number)
                self.plan.count(self.resource.label, "refused")
                row.pk = False

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
                names = ", ".join(map(self.heading_of, self.resource.key_fields))
                self.refuse(
                    Problem("key_missing", self.heading_of(missing[0]), details={"names": names}), row.number
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

    def lacks(self, row, field):
        return field.name in self.resource.must_name and row.values.get(field.attname) in (None, "")

    def claim(self, row):
        """Whether no earlier row of the import is about the same record."""
        if row.pk is None:
            return True
        if row.pk in self.claimed:
            self.refuse(Problem("row_twice", self.told_name(row)), row.number)
            self.plan.count(self.resource.label, "refused")
            return False
        self.claimed.add(row.pk)
        return True

    def told_name(self, row):
        for name in ("code", "slug", *named_by(self.model)):
            if row.values.get(name):
                return str(row.values[name])
        return key_text(row.values.get(self.attname(n), "") for n in self.resource.key_fields)

    def attname(self, name):
        return self.model._meta.get_field(name).attname
