"""What Django itself says in forms, filters and at the desk is said in the Chinese of the house."""

import re
from pathlib import Path

import django
import pytest
from babel.messages import pofile
from django import forms
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.utils import translation

from publishing.django_words import SENTENCES

DJANGO = Path(django.__file__).parent
HAN = "[\u3400-\u9fff]"
# Where the sentences that a form can show are written, and the catalogue that has them.
SPEAKERS = {
    "conf": (
        "core/validators.py",
        "forms/fields.py",
        "forms/forms.py",
        "forms/formsets.py",
        "forms/models.py",
        "forms/utils.py",
        "db/models/base.py",
        "db/models/constraints.py",
        "db/models/fields/__init__.py",
        "db/models/fields/json.py",
        "db/models/fields/related.py",
    ),
    "contrib/auth": (
        "contrib/auth/forms.py",
        "contrib/auth/password_validation.py",
        "contrib/auth/validators.py",
    ),
    "contrib/admin": ("contrib/admin/actions.py", "contrib/admin/forms.py", "contrib/admin/options.py"),
}
HALF_WIDTH = re.compile(rf"{HAN} ?[,;:?!.()]|[,;:?!()] ?{HAN}|[.,]$|[“”\"]|%\(\w+\)\w [,;(]|  ")
SIMPLIFIED = re.compile("[删设户这应录实]")


def sentences_in(part):
    """(msgid, plural) of each sentence that Django’s forms can say, whose Chinese is in its catalogue of `part`."""
    said = " ".join((DJANGO / path).read_text() for path in SPEAKERS[part])
    said = re.sub(r"\"\s+\"", "", said)
    with (DJANGO / part / "locale/zh_Hant/LC_MESSAGES/django.po").open("rb") as file:
        for message in pofile.read_po(file, locale="zh_Hant"):
            one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
            if one and not message.context and f'"{one}"' in said and re.search(r"[.?:]$", one):
                yield one, many


@pytest.mark.parametrize("part", SPEAKERS)
def test_what_django_can_say_in_a_form_is_set_with_chinese_marks(part):
    found = list(sentences_in(part))
    assert len(found) > 5
    with translation.override("zh-hant"):
        said = {
            one: translation.ngettext(one, many, 2) if many else translation.gettext(one)
            for one, many in found
        }
    wrong = {
        one: words for one, words in said.items() if HALF_WIDTH.search(words) or SIMPLIFIED.search(words)
    }
    assert wrong == {}


@pytest.mark.parametrize("part", SPEAKERS)
def test_a_sentence_ends_with_a_mark(part):
    with translation.override("zh-hant"):
        said = {
            one: translation.gettext(one)
            for one, many in sentences_in(part)
            if not many and one.endswith(".")
        }
    assert {one: words for one, words in said.items() if not words.endswith("。")} == {}


def test_what_we_say_in_our_own_words_is_what_django_says():
    known = set()
    for part in SPEAKERS:
        with (DJANGO / part / "locale/zh_Hant/LC_MESSAGES/django.po").open("rb") as file:
            for message in pofile.read_po(file, locale="zh_Hant"):
                known.add(message.id[-1] if isinstance(message.id, tuple) else message.id)
    # A plural is no text until it is given a number; the form below says one.
    assert {words for words in SENTENCES if isinstance(words, str) and words not in known} == set()


class Form(forms.Form):
    number = forms.IntegerField(validators=[MinValueValidator(3)])
    day = forms.DateField()
    words = forms.CharField(validators=[MaxLengthValidator(4)])
    one = forms.ChoiceField(choices=[("a", "A")])
    needed = forms.CharField()


def test_a_form_says_what_is_wrong_in_our_words():
    with translation.override("zh-hant"):
        errors = Form({"number": "2", "day": "x", "words": "12345", "one": "b"}).errors
        assert {name: said[0] for name, said in errors.items()} == {
            "number": "這個值不可小於3。",
            "day": "請輸入有效的日期。",
            "words": "最多4個字（目前有5個）。",
            "one": "請從選項中選擇；「b」不在選項之中。",
            "needed": "請填寫這個欄位。",
        }
