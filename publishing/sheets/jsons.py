"""JSON as sheets: a list of records, one record a line, or lists of records by name. Plain functions without Django."""

import json
import re
from functools import partial

from .csvs import stem
from .encodings import decide
from .problems import SheetError
from .sources import Source
from .tables import COLUMNS, Row, Sheet

HALF = re.compile(r"\\u[dD][89a-fA-F]")
# A record that ends with its line, and another on the next.
LINES = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")
FIXTURE = {"model", "pk", "fields"}
BRACKETS = 1_000_000  # lists and records; each takes more memory than text
COMMAS = 20_000_000


def sheets_of_json(source: Source) -> list[Sheet]:
    """`[{…}, …]`, or a record a line, as one sheet named after the file, `{"meetings": [{…}, …], …}` as one a name.

    The headings are row 0 and the records are counted from 1. Null and a name that a record leaves out are ""; lists
    and records within a record stay what they are. Raises SheetError.
    """
    try:
        found = _parsed(_text(source))
    except SheetError as error:
        raise error.at(file=source.name) from error
    tables = found if isinstance(found, dict) else {stem(source.name): found}
    if not tables or any(not _is_table(table) for table in tables.values()):
        raise SheetError("json_shape", file=source.name)
    if any(table and table[0].keys() <= FIXTURE and "fields" in table[0] for table in tables.values()):
        raise SheetError("fixture", file=source.name)
    return [
        Sheet(source.name, str(name), "json", partial(_rows, table), encoding="utf-8")
        for name, table in tables.items()
    ]


def _text(source):
    encoding = decide(source)
    try:
        text = source.read().decode(encoding)
    except UnicodeError as error:
        raise SheetError("encoding_wrong", encoding=encoding) from error
    if text.count("[") + text.count("{") > BRACKETS or text.count(",") > COMMAS:
        raise SheetError("json_shape")
    return text


def _parsed(text):
    text = text.removeprefix("\ufeff")
    before = 0  # lines above the one that is read
    try:
        if LINES.match(text):
            found = []
            for record in text.split("\n"):
                if record.strip():
                    found.append(_loaded(record))
                before += 1
        else:
            found = _loaded(text)
        if HALF.search(text):
            # Half a character, which JSON can write and nothing can store.
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise SheetError("encoding_wrong", encoding="utf-8") from error
    except json.JSONDecodeError as error:
        raise SheetError("json_broken", line=before + error.lineno, position=error.colno) from error
    except SheetError:
        raise
    except (ValueError, RecursionError) as error:  # NaN, numbers of thousands of digits, depth
        raise SheetError("json_shape") from error
    return found


def _loaded(text):
    return json.loads(text, object_pairs_hook=_once, parse_constant=_constant)


def _once(pairs):
    record = dict(pairs)
    if len(record) < len(pairs):
        seen = set()
        raise SheetError("json_twice", next(name for name, _ in pairs if name in seen or seen.add(name)))
    return record


def _constant(name):
    raise ValueError(name)


def _is_table(table):
    return isinstance(table, list) and all(isinstance(record, dict) for record in table)


def _rows(table):
    names = list(dict.fromkeys(name for record in table for name in record))
    if len(names) > COLUMNS:
        raise SheetError("too_many_columns", limit=COLUMNS)
    if names:
        yield Row(0, names)
    for number, record in enumerate(table, 1):
        values = ["" if record.get(name) is None else record[name] for name in names]
        if any(value != "" for value in values):
            yield Row(number, values)
