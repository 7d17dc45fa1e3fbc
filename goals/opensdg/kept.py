"""An Open SDG file as it lies in the database, and back. Plain functions without Django."""

import csv
import io
from typing import Any

import yaml

from publishing.sheets import opensdg
from publishing.sheets.csvs import raw_rows
from publishing.sheets.sources import source_of


def data_of(indicator: opensdg.Indicator) -> str:
    """The rows as CSV: UTF-8, lines that end in LF, quotation marks only where they are needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(indicator.columns)
    writer.writerows(line.cells for line in indicator.lines)
    return text.getvalue()


def metadata_of(indicator: opensdg.Indicator) -> dict[str, dict[str, str]]:
    """{language: {"fields": YAML, "body": text, "ending": "md"}}, so that JSON can hold the dates among them."""
    return {
        language: {"fields": as_yaml(one.fields), "body": one.body, "ending": one.ending}
        for language, one in sorted(indicator.metadata.items())
    }


def as_yaml(fields: dict[str, Any]) -> str:
    return yaml.dump(fields, Dumper=opensdg.Dumper, allow_unicode=True, sort_keys=False, width=100)


def indicator_from(number: str, data: str, metadata: dict[str, dict[str, str]]) -> opensdg.Indicator:
    """What `data_of` and `metadata_of` were made from. Raises SheetError for what somebody has put there since."""
    file = f"data/indicator_{number}.csv"
    rows = raw_rows(source_of(data.encode(), file), "utf-8", ",")
    columns = tuple(next(rows, ()))
    lines = [opensdg.Line(at, tuple(cells)) for at, cells in enumerate(rows, 2)]
    read = {
        language: opensdg.Metadata(opensdg.load_yaml(one["fields"]) or {}, one["body"], one["ending"])
        for language, one in metadata.items()
    }
    return opensdg.Indicator(number, file, columns, lines, read)
