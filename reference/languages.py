"""The names of the languages that sources are written in."""

from django.utils.translation import gettext_lazy as _

from publishing.languages import NAMES

LANGUAGES_IN_WORDS = {
    "en": _("English"),
    "zh-hant": _("Chinese, traditional"),
    "zh-hans": _("Chinese, simplified"),
    "zh": _("Chinese"),
    "es": _("Spanish"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "th": _("Thai"),
    "ru": _("Russian"),
    "vi": _("Vietnamese"),
    "id": _("Indonesian"),
    "ms": _("Malay"),
    "fr": _("French"),
}


def language_in_words(tag: str):
    """The name of a language from its tag: es → Spanish; an unknown tag stands for itself."""
    return LANGUAGES_IN_WORDS.get(tag.lower()) or NAMES.get(tag.lower()) or tag
