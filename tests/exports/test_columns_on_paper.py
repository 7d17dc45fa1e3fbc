"""docs/sheets.md lists each sheet and column as the rooms have them today, in both languages."""

import importlib.util
from pathlib import Path

import pytest

from publishing.resources import resources

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "make_sheets.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_sheets", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_lists_of_columns_are_up_to_date(script, language):
    path = script.FILES[language]
    assert path.read_text(encoding="utf-8") == script.written(language), "run docs/make_sheets.py"


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_every_column_of_every_sheet_is_there(script, language):
    listed = script.FILES[language].read_text(encoding="utf-8").split(script.MARK)[1]
    for resource, part in zip(resources(), listed.split("\n### ")[1:], strict=True):
        assert part.startswith(f"{resource.name} – ")
        assert [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")] == list(
            resource.columns
        )
