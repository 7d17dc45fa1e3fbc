"""A problem in a sheet: what, where, and what to do about it, in both languages. Plain code without Django."""

from dataclasses import dataclass, field, replace

from .sentences import SENTENCES

SHOWN = 60  # characters of a value that are repeated in a sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or that could be meant otherwise.

    code       a key of sentences.SENTENCES
    value      the text in question, shortened
    file, sheet, row, column
               where it is: row counted from 1 as a spreadsheet program shows it, column as its heading or, where
               there is none, its letter; empty or None where it does not apply
    details    what else the sentences name
    candidates values that may have been meant, best first
    """

    code: str
    value: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    details: dict = field(default_factory=dict)
    candidates: tuple[str, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "value", shown(self.value))
        object.__setattr__(self, "file", visible(self.file))

    @property
    def sentence_en(self) -> str:
        return self._say(0)

    @property
    def sentence_zh(self) -> str:
        return self._say(2)

    @property
    def suggestion_en(self) -> str:
        offered = " or ".join(f"“{name}”" for name in self._offered)
        return (f"Perhaps {offered}? " if offered else "") + self._say(1)

    @property
    def suggestion_zh(self) -> str:
        offered = "或".join(f"「{name}」" for name in self._offered)
        return (f"是否為{offered}？" if offered else "") + self._say(3)

    @property
    def _offered(self):
        """Candidates that the sentence itself does not name already."""
        return [name for name in self.candidates if name not in self.sentence_en]

    def sentence(self, language: str) -> str:
        """What is wrong, in "en" or "zh-hant"."""
        return self.sentence_en if language == "en" else self.sentence_zh

    def suggestion(self, language: str) -> str:
        """What to do about it, in "en" or "zh-hant"."""
        return self.suggestion_en if language == "en" else self.suggestion_zh

    def at(self, *, file="", sheet="", row=None, column="") -> "Problem":
        """The same with its place filled in where it is not known yet."""
        return replace(
            self,
            file=self.file or file,
            sheet=self.sheet or sheet,
            row=row if self.row is None else self.row,
            column=self.column or column,
        )

    def _say(self, which: int) -> str:
        return SENTENCES[self.code][which].format(value=self.value, **self.details)


class SheetError(ValueError):
    """A file, sheet or cell that is refused. Has all that its Problem has: code, value, row, sentence_en …"""

    def __init__(self, code: str | Problem, value: object = "", **known):
        problem = code
        if not isinstance(problem, Problem):
            places = {key: known.pop(key) for key in ("file", "sheet", "row", "column") if key in known}
            candidates = tuple(known.pop("candidates", ()))
            problem = Problem(code, value, details=known, candidates=candidates, **places)
        super().__init__(problem)
        self.problem = problem

    def __str__(self):
        return f"{self.sentence_en} {self.suggestion_en}"

    def at(self, **place) -> "SheetError":
        """The same with its place filled in where it is not known yet."""
        return SheetError(self.problem.at(**place))


def _of_problem(name):
    return property(lambda self: getattr(self.problem, name))


for _name in (
    "code",
    "value",
    "file",
    "sheet",
    "row",
    "column",
    "details",
    "candidates",
    "sentence_en",
    "sentence_zh",
    "suggestion_en",
    "suggestion_zh",
    "sentence",
    "suggestion",
):
    setattr(SheetError, _name, _of_problem(_name))


def shown(value: object) -> str:
    """A value as a sentence can repeat it: short, in one line, without characters nobody sees."""
    text = visible("" if value is None else str(value)[: SHOWN + 1])
    return text[:SHOWN] + ("…" if len(text) > SHOWN else "")


def visible(text: str) -> str:
    """The text with a sign for each character that nobody sees; half a character, as in an odd name of a file, is one."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "�" for character in text
    )
