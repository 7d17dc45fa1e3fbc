"""Two languages, neither of them the main one: what a reader gets, and how what fell back is marked."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Django's language code, as it stands in addresses → the tag that browsers and screen readers know.
TAGS = {"zh-hant": "zh-Hant-TW", "en": "en"}
# Shorter, for a run of text inside a page of the other language.
RUN_TAGS = {"zh-hant": "zh-Hant", "en": "en"}
NAMES = {"zh-hant": "繁體中文", "en": "English"}
IN_WORDS = {"zh-hant": _("Chinese"), "en": _("English")}


def reading_language() -> str:
    """The reader's language: "en" or "zh-hant", whatever else may be active."""
    active = (get_language() or settings.LANGUAGE_CODE).lower()
    return "zh-hant" if active.startswith("zh") else "en"


def other_language(language: str) -> str:
    return "en" if language == "zh-hant" else "zh-hant"


def column(field: str, language: str) -> str:
    """The database column of a translated field: name, zh-hant → name_zh_hant."""
    return f"{field}_{language.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text, the language it is in, and whether that is not the language asked for."""

    value: str
    language: str
    fell_back: bool

    def __str__(self):
        return self.value

    def __bool__(self):
        return bool(self.value)

    @property
    def lang(self) -> str:
        return RUN_TAGS[self.language]

    def after(self, words: str) -> "Text":
        """The text behind a code or a number, which every language reads: HRDWG · …"""
        return replace(self, value=f"{words}{self.value}")


def text_of(record, field: str, language: str | None = None) -> Text:
    """The text of a translated field in the language asked for, else in the other one, else empty."""
    wanted = language or reading_language()
    for candidate in (wanted, other_language(wanted)):
        value = getattr(record, column(field, candidate), None)
        if value:
            return Text(value, candidate, candidate != wanted)
    return Text("", wanted, False)


def first_of(record, *fields: str) -> Text:
    """The first of these translated fields that says anything: a short name or else the name."""
    said = [text_of(record, field) for field in fields]
    return next((one for one in said if one), said[-1])


def both(zh_hant: str, en: str) -> str:
    """A short text given in both languages where the catalogue would be the wrong place, such as an error."""
    return lazy(lambda: zh_hant if reading_language() == "zh-hant" else en, str)()
