"""Texts that a spreadsheet, or we ourselves, would take for something else, and the apostrophe that says they are texts.

A text that begins like a formula is one as soon as a program opens the file; `(empty)` empties a field; `#N/A` is an
error. An apostrophe before any of them makes it a plain text, as in every spreadsheet program. A text that has such
an apostrophe already gets a second, so that taking one away always gives back what was written. Plain functions
without Django.
"""

import re

from .folding import fold

# Signs by which a program takes a text for a formula, and their full-width twins.
SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
EMPTY = frozenset(map(fold, ("(empty)", "（空）", "(空白)")))
ERRORS = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|BUSY!|FIELD!|GETTING_DATA)|Err:\d{3}"
)
LONGEST = 16  # characters of a word with a meaning of its own


def harmless(text: str) -> str:
    """The text as a CSV cell that no program takes for a formula, an error or a word of ours."""
    bare = text.lstrip("'")
    return f"'{text}" if bare[:1] in SIGNS or _is_word(bare) else text


def disarmed(text: str) -> str:
    """A cell of somebody's own sheet, which goes on saying what it said, but is no formula."""
    return f"'{text}" if text[:1] in SIGNS else text


def marked(text: str) -> str:
    """The text as a cell that is typed as one, in XLSX or JSON: a formula needs no apostrophe there."""
    bare = text.lstrip("'")
    is_marked = bare != text and bare[:1] in SIGNS
    return f"'{text}" if is_marked or _is_word(bare) else text


def as_written(text: str) -> str:
    """The text that `harmless` or `marked` made a cell of."""
    if text[:1] != "'":
        return text
    bare = text.lstrip("'")
    return text[1:] if bare[:1] in SIGNS or _is_word(bare) else text


def says_empty(text: str) -> bool:
    """Whether a cell says that its field is to be emptied."""
    return len(text) < LONGEST and fold(text) in EMPTY


def _is_word(bare):
    if len(bare) >= LONGEST or (bare.isascii() and bare[:1] not in "(#E"):
        return False
    return bool(ERRORS.fullmatch(bare)) or fold(bare) in EMPTY
