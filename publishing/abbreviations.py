"""Where a running text first uses an abbreviation, and what it is short for. Plain functions without Django."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What may stand in an abbreviation, and so must not stand right beside one: 2005/SOM1/001, som@apec.org, SOM2-based.
WITHIN = r"A-Za-z0-9_@/&\-"
HAN = r"\u3400-\u9fff\uf900-\ufaff"
# Words in quotation marks and titles are somebody else's and stay as they are.
QUOTED = "「[^」]*」|『[^』]*』|《[^》]*》|“[^”]*”"
OPENING, CLOSING = "(（", ")）"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an abbreviation is short for in each language, and the key of the record that says so."""

    short: str
    names: tuple[tuple[str, str], ...]
    key: str

    def name(self, language: str) -> str:
        """The words for readers of `language` ("en" or "zh-hant"), empty if there are none."""
        return dict(self.names).get(language, "")


class Known:
    """All the abbreviations that a site can explain, and one pattern that finds them."""

    def __init__(self, meanings: Iterable[Meaning]):
        self.meanings = {meaning.short: meaning for meaning in meanings}
        words = "|".join(re.escape(short) for short in sorted(self.meanings, key=len, reverse=True))
        # In an English text, what touches Chinese is part of a Chinese name that is quoted there.
        self._patterns = {
            language: re.compile(
                rf"(?:{QUOTED})|(?<![{beside}])(?<![.’'])({words})(?![{beside}])(?!\.[A-Za-z])"
            )
            for language, beside in (("en", WITHIN + HAN), ("zh-hant", WITHIN))
            if words
        }

    def uses(self, text: str, language: str):
        """(start, end, meaning) of each use of an abbreviation in a text, in order."""
        pattern = self._patterns.get(language)
        for found in pattern.finditer(text) if pattern else ():
            if found[1]:
                yield found.start(1), found.end(1), self.meanings[found[1]]


def is_part_of_a_name(text: str, end: int, language: str) -> bool:
    """Whether words go on so that nothing can be put between: “APEC’s”, “CTI Policy Dialogue”, “APEC 2024”."""
    return language == "en" and re.match(r"[’']|[ \u00a0][A-Z0-9]", text[end : end + 2]) is not None


def is_explained(text: str, start: int, end: int, name: str) -> bool:
    """Whether the writer has said it already: “Working Group (HRDWG)”, “HRDWG (the working group …)”."""
    after = text[end : end + 2].lstrip()[:1]
    if after and after in OPENING:
        return True
    return is_in_brackets(text, start, end) and name.casefold() in text[:start].casefold()


def is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether it stands alone between brackets, where no other brackets fit."""
    before, after = text[:start][-1:], text[end : end + 1]
    return bool(before and after) and before in OPENING and after in CLOSING


def cut(text: str, language: str, known: Known, seen: set[str]) -> list[tuple[str, Meaning | None]]:
    """A text in pieces; one that comes with a meaning is the first use of an abbreviation, to be explained there.

    language  of the text: "en" or "zh-hant"
    seen      the abbreviations that need no explanation any more; what this text explains is added

    The pieces joined are the text. A use within a name or a quotation is passed over: the next one is explained.
    """
    pieces, done = [], 0
    for start, end, meaning in known.uses(text, language):
        name = meaning.name(language)
        if meaning.short in seen or not name:
            continue
        if is_explained(text, start, end, name):
            seen.add(meaning.short)
        elif not (is_part_of_a_name(text, end, language) or is_in_brackets(text, start, end)):
            seen.add(meaning.short)
            pieces += [(text[done:start], None), (text[start:end], meaning)]
            done = end
    return [*pieces, (text[done:], None)]


def one_by_one(shorts: str, names: str) -> list[tuple[str, str]]:
    """Abbreviations that share an entry, each with its own name.

    "SOM1 / SOM2", "First/Second Senior Officials’ Meeting" → [("SOM1", "First Senior Officials’ Meeting"), …];
    "SOM1 / SOM2", "第一／二次資深官員會議" → [("SOM1", "第一次資深官員會議"), …]. An entry whose halves do not match
    explains none of them.
    """
    each = [part.strip() for part in shorts.split("/")]
    variants = [part.strip() for part in re.split("[/／]", names)] if len(each) > 1 else [names]
    if len(each) == 1:
        return [(shorts.strip(), names)]
    if len(each) != len(variants) or not all(variants):
        return []
    *others, last = variants
    if " " in last:
        own, _blank, shared = last.partition(" ")
        return [(short, f"{word} {shared}") for short, word in zip(each, [*others, own], strict=True)]
    before, first = others[0][:-1], others[0][-1:]
    own, shared = last[:1], last[1:]
    words = [first, *others[1:], own]
    return [(short, f"{before}{word}{shared}") for short, word in zip(each, words, strict=True)]
