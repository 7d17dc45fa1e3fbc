"""Names by what is left of them when case, blanks, quotation marks and variants of characters are no difference."""

import re

from django.db import connection

from publishing.resources.staging.connecting import quiet_transaction, quoted
from publishing.sheets import fold
from publishing.sheets.folding import BESIDE_HAN, VARIANTS

# The signs that make a text in English more than ASCII.
TYPED = (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"))
# Texts of which every character is in the one form that Unicode has for it.
USUAL = re.compile(r"[\x20-\x7e\u4e00-\u9fff]*")
AT_ONCE = 900  # names in one question
TAKEN_AT_ONCE = 5000  # records
LONGEST = 400


def fold_name(name: str) -> str:
    """The same as `fold`, five times as fast for most names: every name of a long sheet is asked about."""
    if not name.isascii():
        for sign, plain in TYPED:
            name = name.replace(sign, plain)
        if not USUAL.fullmatch(name):
            return fold(name)[:LONGEST]
    folded = " ".join(name.split()).casefold().replace("`", "'")
    if not folded.isascii():
        folded = folded.translate(VARIANTS)
        if " " in folded:
            folded = BESIDE_HAN.sub("", folded)
    return folded[:LONGEST]


class Names:
    """The folded names of the records of one model, stored ones and new ones of the same import.

    In a temporary table, made when the first name is not found as it stands: most imports never need it, and
    however many records there are, none of them is kept in memory.
    """

    def __init__(self, model, columns):
        self.model, self.columns = model, columns
        self.table = f"named_{model._meta.db_table}"
        self.last = 0  # the key of the newest staged row whose names are in it
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {quoted(self.table)} (name varchar({LONGEST}), id bigint, is_new integer)"
            )
        last = 0
        stored = model._base_manager.order_by("pk").values_list("pk", *columns)
        while rows := list(stored.filter(pk__gt=last)[:TAKEN_AT_ONCE]):
            last = rows[-1][0]
            self._add(rows, 0)
        with connection.cursor() as cursor:
            index = quoted(f"{self.table}_name")
            cursor.execute(f"CREATE INDEX {index} ON {quoted(self.table)} (name)")

    def stored(self, names) -> dict[str, list]:
        """The keys of the stored records that have these folded names."""
        names, found = list(names), {}
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            places = ", ".join(["%s"] * len(some))
            sql = f"SELECT name, id FROM {quoted(self.table)} WHERE is_new = 0 AND name IN ({places})"
            with connection.cursor() as cursor:
                cursor.execute(sql, some)
                for name, pk in cursor.fetchall():
                    found.setdefault(name, []).append(pk)
        return found

    def named(self, name, staged, limit) -> tuple[set, set]:
        """The keys of the stored and of the new records that have a folded name; `limit` of them at most.

        staged  the Staged of the same model, or None where the import brings none
        """
        self._take(staged)
        sql = f"SELECT DISTINCT id, is_new FROM {quoted(self.table)} WHERE name = %s LIMIT {limit}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [name])
            rows = cursor.fetchall()
        return {pk for pk, is_new in rows if not is_new}, {pk for pk, is_new in rows if is_new}

    def _take(self, staged):
        """The names of what was staged since somebody asked last."""
        if staged is None or not staged.new:
            return
        while rows := staged.names_after(self.last, self.columns, TAKEN_AT_ONCE):
            self.last = rows[-1][0]
            self._add(rows, 1)

    def _add(self, rows, is_new):
        sql = f"INSERT INTO {quoted(self.table)} VALUES (%s, %s, {is_new})"
        pairs = [(fold_name(name), pk) for pk, *names in rows for name in names if name]
        with quiet_transaction(), connection.cursor() as cursor:
            cursor.executemany(sql, pairs)

    def drop(self):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
