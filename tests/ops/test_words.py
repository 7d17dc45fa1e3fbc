"""Every word of the interface is there in both languages: English in the code, Chinese in the catalogue."""

import re
import shutil
import subprocess
import sys

import pytest
from babel.messages import pofile

from tests.conftest import IN_CI, ROOT, settings_of_its_own

CATALOGUE = ROOT / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"
HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
TAG = re.compile(r"<[^>]*>|{[{%#].*?[}%#]}")
COMMAND = re.compile(r"--\w|manage\.py|import_content")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|(?<!%)%[sd]|\{\w*\}|%%")


def read(path):
    with path.open("rb") as file:
        return [message for message in pofile.read_po(file, locale="zh_Hant") if message.id]


def ids(message):
    return message.id if isinstance(message.id, tuple | list) else (message.id,)


def strings(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


@pytest.fixture(scope="module")
def catalogue():
    return read(CATALOGUE)


def test_every_entry_is_translated_and_none_is_doubtful(catalogue):
    assert len(catalogue) > 100
    assert [ids(m)[0] for m in catalogue if m.fuzzy or not all(s.strip() for s in strings(m))] == []


def test_a_translation_fills_in_what_the_english_fills_in(catalogue):
    # Chinese has one form where English has two, so it answers to the richer of them: the last.
    wrong = {
        ids(message)[-1]: string
        for message in catalogue
        for string in strings(message)
        if set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(ids(message)[-1]))
    }
    assert wrong == {}


def test_chinese_sentences_are_set_with_chinese_marks(catalogue):
    half_width = re.compile(f"{HAN}[,;:?!()]|[,;:?!()]{HAN}")
    assert [s for message in catalogue for s in strings(message) if half_width.search(s)] == []


def test_no_blank_stands_between_chinese_and_other_letters(catalogue):
    """The browser puts the gap there. What is typed at a terminal keeps its blanks, and so does the name of the site."""
    blank = re.compile(f"{HAN} (?=[A-Za-z0-9]|%[(sd]|[{{])|(?:[A-Za-z0-9]|%[sd]|[)][sd]|[}}]) (?={HAN})")
    texts = [s.replace("APEC 追蹤", "") for message in catalogue for s in strings(message)]
    for path in (ROOT / "templates" / "site" / "about" / "zh-hant").iterdir():
        texts += TAG.sub("", path.read_text().replace("APEC 追蹤", "")).splitlines()
    assert [text for text in texts if blank.search(text) and not COMMAND.search(text)] == []


def test_members_are_called_economies(catalogue):
    other = re.compile(r"\b(countr(y|ies)|nations?|national)\b", re.IGNORECASE)
    assert [text for message in catalogue for text in ids(message) if other.search(text)] == []


@pytest.mark.slow
def test_nothing_that_the_code_says_is_missing_from_the_catalogue(catalogue, tmp_path):
    """Gathers the words anew, in a copy of the code, and looks for each in the catalogue."""
    if shutil.which("xgettext") is None:
        words = "gettext is not installed (Debian: apt install gettext)."
        pytest.fail(words) if IN_CI else pytest.skip(words)
    copy = tmp_path / "copy"
    wanted = [path for path in ROOT.iterdir() if (path / "__init__.py").exists() and path.name != "tests"]
    for path in [*wanted, ROOT / "templates"]:
        shutil.copytree(path, copy / path.name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    shutil.copy(ROOT / "manage.py", copy)
    (copy / "locale").mkdir()
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "zh_Hant", "--keep-pot", "-v0"],
        cwd=copy,
        env=settings_of_its_own(tmp_path, "http://127.0.0.1:8000"),
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    template = copy / "locale" / "django.pot"
    # A template leaves the plural forms of the language open, which no catalogue may.
    template.write_text(
        template.read_text().replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=1; plural=0")
    )
    said = {(m.context, text): m.locations for m in read(template) for text in ids(m)}
    assert len(said) > 100
    known = {(message.context, text) for message in catalogue for text in ids(message)}
    missing = {key: where[0] for key, where in said.items() if key not in known}
    assert missing == {}
