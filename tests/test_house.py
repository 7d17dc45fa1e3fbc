"""The house rules that a machine can check; CONTRIBUTING.md tells them to people."""

import ast
import os
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from modeltranslation.translator import translator

from publishing.models import Dated, EasyRead, Publishable

ROOT = Path(settings.BASE_DIR)
# Each room imports only from those to its left.
ROOMS = ["publishing", "reference", "meetings", "goals", "dialogues", "articles", "apec_tracker"]
LANGUAGES = ("zh_hant", "en")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NOT_OURS = {"node_modules", "data", "media", "staticfiles", "__pycache__"}


def code_of(room):
    return sorted((ROOT / room).rglob("*.py"))


def imported(path, root=ROOT):
    """The full name of every module that a file imports, wherever in the file it does so."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = [*above, *([node.module] if node.module else [])]
            yield ".".join(start)
            yield from (".".join([*start, alias.name]) for alias in node.names)


def test_imports_only_go_down():
    upward = [
        f"{path.relative_to(ROOT)} imports {name}"
        for floor, room in enumerate(ROOMS)
        for path in code_of(room)
        for name in imported(path)
        if name.split(".")[0] in ROOMS[floor + 1 :]
    ]
    assert upward == []


def test_a_relative_import_is_seen_for_what_it_is(tmp_path):
    (tmp_path / "meetings" / "models").mkdir(parents=True)
    file = tmp_path / "meetings" / "models" / "stops.py"
    file.write_text(
        "from ... import goals\ndef late():\n    from ..views import page\n    import goals.models\n"
    )
    assert {"goals", "goals.models", "meetings.views", "meetings.views.page"} <= set(imported(file, tmp_path))


def test_foreign_keys_only_point_down():
    upward = [
        f"{model._meta.label}.{field.name} points at {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model._meta.app_label in ROOMS
        if ROOMS.index(field.related_model._meta.app_label) > ROOMS.index(model._meta.app_label)
    ]
    assert upward == []


def test_every_app_of_ours_is_a_room_of_the_house():
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(ROOMS)


def test_no_room_or_module_is_called_by_a_name_that_says_nothing():
    empty_words = {"core", "common", "base", "utils", "helpers", "misc"}
    found = [
        str(path.relative_to(ROOT)) for room in ROOMS for path in code_of(room) if path.stem in empty_words
    ]
    found += [path.name for path in ROOT.iterdir() if path.is_dir() and path.name in empty_words]
    assert found == []


def is_plain(path):
    """Whether a module says of itself that it stands on plain Python; the method of progress has to."""
    if path == ROOT / "goals" / "progress" / "__init__.py":
        return True
    said = ast.get_docstring(ast.parse(path.read_text())) or ""
    return re.search(r"\bPlain (code|functions) without Django\b", said) is not None


def test_what_says_it_is_without_django_is_without_django():
    plain, strays = set(), []
    for room in ROOMS:
        for path in code_of(room):
            if is_plain(path):
                # A package that says so speaks for all its modules.
                plain |= set(path.parent.glob("*.py")) if path.name == "__init__.py" else {path}
    assert plain, "The dates and the method of progress are plain functions and say so."
    for path in sorted(plain):
        strays += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in imported(path)
            if name.split(".")[0] == "django"
        ]
    assert strays == []


def test_what_a_plain_package_gives_out_is_explained():
    unexplained = []
    for package in sorted(path for room in ROOMS for path in (ROOT / room).rglob("__init__.py")):
        if not is_plain(package):
            continue
        tree = ast.parse(package.read_text())
        given_out = next(
            (
                ast.literal_eval(node.value)
                for node in tree.body
                if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"
            ),
            None,
        )
        if given_out is None:
            unexplained.append(f"{package.relative_to(ROOT)}: no __all__ says what it gives out")
            continue
        unexplained += [
            f"{path.relative_to(ROOT)}: {node.name}"
            for path in sorted(package.parent.glob("*.py"))
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in given_out
            if not ast.get_docstring(node)
        ]
    assert unexplained == []


def test_a_partial_says_in_its_first_line_what_it_needs():
    silent = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if path.name.startswith("_")
        if not re.match(r"\{# .*?\b(Needs|Reads)\b.*? #\}", path.read_text().split("\n")[0])
    ]
    assert silent == []


# What the content security policy would refuse anyway, found before a reader's browser does.
INLINE = {
    "a style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=\s*[\"']", re.IGNORECASE),
    "a script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(ld\+)?json\")", re.IGNORECASE
    ),
    "a handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}


def test_templates_hold_no_inline_style_or_script():
    found = []
    for path in TEMPLATES:
        markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", path.read_text())
        found += [
            f"{path.relative_to(ROOT)} holds {what}" for what, sign in INLINE.items() if sign.search(markup)
        ]
    assert found == []


def test_every_translated_field_has_a_column_for_each_language():
    missing = [
        f"{model._meta.label}.{field}_{language}"
        for model in translator.get_registered_models(abstract=False)
        for field in translator.get_options_for_model(model).all_fields
        for language in LANGUAGES
        if f"{field}_{language}" not in {f.name for f in model._meta.concrete_fields}
    ]
    assert missing == []


def test_what_readers_see_of_every_record_can_be_said_in_both_languages():
    untranslated = []
    for model in apps.get_models():
        for kind, field in ((Publishable, "withdrawn_note"), (Dated, "when_words"), (EasyRead, "easy_read")):
            names = {f.name for f in model._meta.concrete_fields}
            if issubclass(model, kind) and not {f"{field}_{code}" for code in LANGUAGES} <= names:
                untranslated.append(f"{model._meta.label}.{field}")
    assert untranslated == []


def test_the_project_speaks_of_itself_alone():
    # Put together here, so that this file is not itself found.
    needles = ["/".join(["..", "shared"]), "/".join(["", "work", "main"]), "/".join(["", "work", "shared"])]
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in NOT_OURS and (name[0] != "." or name == ".ci")]
        # In a worktree .git is a file, and git's own.
        for path in (Path(folder) / name for name in names if name != ".git"):
            try:
                text = path.read_text()
            except (UnicodeDecodeError, OSError):
                continue
            found += [f"{path.relative_to(ROOT)} mentions {needle}" for needle in needles if needle in text]
    assert found == []
