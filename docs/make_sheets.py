"""Writes the lists of columns at the end of docs/sheets.md and docs/sheets.zh-hant.md, from what the rooms say of their sheets.

    .venv/bin/python docs/make_sheets.py

Run it after a field or its words have changed, and commit what it writes; a test asks for it.
"""

import os
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
MARK = "<!-- From here on written by docs/make_sheets.py -->"
FILES = {"en": DOCS / "sheets.md", "zh-hant": DOCS / "sheets.zh-hant.md"}
WORDS = {
    "en": {
        "heads": ("column", "heading", "in the other language", "required", "what it holds", "meaning"),
        "yes": "yes",
        "one": "in one of the two languages",
        "by": "Records are known by {keys}.",
        "coded": "Records are known by `code`; without one by address, then by name.",
        "choices": "Choices: ",
        "also": "Also understood: ",
        "space": " ",
        "stop": ".",
    },
    "zh-hant": {
        "heads": ("欄位", "標題", "另一語言的標題", "必填", "內容", "意義"),
        "yes": "是",
        "one": "兩種語言擇一",
        "by": "以 {keys} 識別紀錄。",
        "coded": "以 `code` 識別紀錄；沒有代碼時看網址，再看名稱。",
        "choices": "選項：",
        "also": "也認得：",
        "space": "",
        "stop": "。",
    },
}


def cell(text):
    """A text within one cell of a table in Markdown."""
    text = " ".join(str(text).split())
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("_", "\\_")
        .replace("*", "\\*")
    )


def told(resource, language):
    """One sheet: how its records are known, and a row for each column."""
    from django.utils.translation import override

    from publishing.resources.telling import choices, heading, holds, is_required, variants

    words = WORDS[language]
    other = "zh-hant" if language == "en" else "en"
    title = resource.title(language)
    yield f"### {resource.name} – {title[:1].upper()}{title[1:]}"
    yield ""
    keys = ", ".join(f"`{name}`" for name in resource.key_fields)
    yield words["coded"] if resource.is_coded else words["by"].format(keys=keys)
    yield ""
    yield f"| {' | '.join(words['heads'])} |"
    yield f"|{'---|' * len(words['heads'])}"
    for name, column in resource.columns.items():
        with override(language):
            held, meaning = [holds(column, language)], column.help
        if listed := choices(column, language):
            values = [value for value, _label in column.field.flatchoices or () if value not in ("", None)]
            pairs = (
                [f"{word} ({value})" for value, word in zip(values, listed, strict=True)]
                if values
                else listed
            )
            held.append(words["choices"] + ", ".join(map(str, pairs)) + words["stop"])
        if others := variants(resource, column):
            held.append(words["also"] + ", ".join(others) + words["stop"])
        row = (
            f"`{name}`",
            cell(heading(resource, column, language)),
            cell(heading(resource, column, other)),
            words["one" if column.original else "yes"] if is_required(resource, column) else "",
            cell(f"{held[0]}{words['stop']}{words['space']}" + words["space"].join(held[1:])),
            cell(meaning),
        )
        yield f"| {' | '.join(row)} |"
    yield ""


def written(language):
    """The whole file: what stands above the mark as it is, and the lists."""
    from publishing.resources import resources

    above = FILES[language].read_text(encoding="utf-8").split(MARK)[0]
    lines = [line.rstrip() for resource in resources() for line in told(resource, language)]
    return f"{above}{MARK}\n\n" + "\n".join(lines).rstrip() + "\n"


def main():
    sys.path.insert(0, str(DOCS.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apec_tracker.settings")
    import django

    django.setup()
    for language, path in FILES.items():
        path.write_text(written(language), encoding="utf-8")


if __name__ == "__main__":
    main()
