"""How a reader wants pages to look: what can be chosen, and how the choice is kept in one small cookie."""

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.languages import NAMES, RUN_TAGS

COOKIE = "display"
KEPT_FOR = 365 * 24 * 60 * 60

AS_DEVICE = gettext_lazy("As my device is set")
STANDARD = gettext_lazy("Standard")

# Each question with its answers. The first answer is what a page looks like anyway, and is not kept; another one
# stands on <html> as data-theme="dark", where the style sheets find it.
QUESTIONS = {
    "theme": (
        gettext_lazy("Colours"),
        [("system", AS_DEVICE), ("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark"))],
    ),
    "contrast": (
        gettext_lazy("Contrast"),
        [("system", AS_DEVICE), ("higher", gettext_lazy("Higher"))],
    ),
    "text": (
        gettext_lazy("Size of text"),
        [
            ("standard", STANDARD),
            ("larger", gettext_lazy("Larger, by a quarter")),
            ("largest", gettext_lazy("Largest, by half")),
        ],
    ),
    "spacing": (
        gettext_lazy("Space between letters and lines"),
        [("standard", STANDARD), ("wider", gettext_lazy("Wider"))],
    ),
    "links": (
        gettext_lazy("Links"),
        [
            ("standard", gettext_lazy("Underlined in running text")),
            ("underlined", gettext_lazy("Underlined everywhere")),
        ],
    ),
    "motion": (
        gettext_lazy("Movement"),
        [("system", AS_DEVICE), ("reduced", gettext_lazy("None at all"))],
    ),
}
KNOWN = {(name, value) for name, (_label, answers) in QUESTIONS.items() for value, _words in answers[1:]}


def read(cookie: str) -> dict[str, str]:
    """What a cookie holds: "theme-dark.text-larger" → {"theme": "dark", "text": "larger"}; anything else is left out."""
    pairs = (part.split("-", 1) for part in cookie[:200].split("."))
    return {pair[0]: pair[1] for pair in pairs if tuple(pair) in KNOWN}


def written(chosen: dict[str, str]) -> str:
    return ".".join(f"{name}-{chosen[name]}" for name in QUESTIONS if (name, chosen.get(name)) in KNOWN)


def chosen_by(request) -> dict[str, str]:
    return read(request.COOKIES.get(COOKIE, ""))


def language_of(request) -> str:
    """The language this reader saved for the bare address, or nothing."""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return kept if kept in NAMES else ""


class DisplayForm(forms.Form):
    """The questions as sets of radio buttons; what is not answered is as it always was."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, answers) in QUESTIONS.items():
            self.fields[name] = self.question(label, answers, answers[0][0])
        languages = [
            (code, format_html('<span lang="{}">{}</span>', RUN_TAGS[code], NAMES[code])) for code in NAMES
        ]
        self.fields["language"] = self.question(
            _("Language when you come to the address of this site alone"),
            [("", _("As my browser asks")), *languages],
            "",
        )

    @staticmethod
    def question(label, answers, initial):
        return forms.ChoiceField(
            label=label,
            choices=answers,
            initial=initial,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("This is not one of the choices. Pick one below.")},
        )

    @property
    def display(self) -> dict[str, str]:
        """What was chosen and is not as it always was."""
        return {name: value for name, value in self.cleaned_data.items() if (name, value) in KNOWN}
