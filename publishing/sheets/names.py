"""Economies and fora by whatever name a sheet gives them. Plain functions without Django."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from .folding import fold, traditional
from .problems import Problem, SheetError
from .tables import Fault

LONGEST = 200  # characters of a name
SUGGESTED = 3
LOOKED_UP = 200  # unknown names for which the nearest are sought; it takes a millisecond each
ARTICLE = re.compile(r"^(?:the |apec )+")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
BRACKETED = re.compile(r"(.+?)\(([^()]+)\)")
# Points within U.S.A. and apostrophes go; other signs part words as a blank does.
DROPPED = re.compile(r"[.'’]")
PARTING = re.compile(r"[-,()·・\s]+")
WORKING_GROUP = re.compile(r"(?<=[a-z] )(?:wg|working gp)$")
HAN_WORKING_GROUP = re.compile(r"工作組")

# Names that sheets use and APEC does not. They say without doubt who is meant, so they are read, with a warning.
# Chinese Taipei and Hong Kong, China are the names of membership (APEC nomenclature guide).
USAGE = {
    ("Chinese Taipei", "中華臺北"): (
        "Taiwan", "臺灣", "Taiwan, Province of China", "Taiwan, China", "Taiwan (Province of China)",
        "Republic of China", "Republic of China (Taiwan)", "Taiwan (R.O.C.)", "Taiwan, R.O.C.", "R.O.C.", "ROC",
        "中華民國", "中國臺北", "中國臺灣", "Taipei, China", "Taipei",
    ),
    ("Hong Kong, China", "中國香港"): (
        "Hong Kong", "香港", "Hong Kong SAR", "HKSAR", "Hong Kong SAR, China", "China, Hong Kong SAR",
        "Hong Kong Special Administrative Region", "香港特別行政區", "香港特區",
    ),
    ("Viet Nam", "越南"): ("Vietnam", "Socialist Republic of Vietnam"),
    ("China", "中國"): ("Mainland China", "中國大陸", "大陸", "PR China", "P.R. China", "China (mainland)"),
    ("Korea", "韓國"): ("South Korea", "南韓", "大韓民國"),
    ("Brunei Darussalam", "汶萊"): ("Brunei", "文萊", "文莱"),
    ("New Zealand", "紐西蘭"): ("Aotearoa New Zealand", "Aotearoa", "新西蘭"),
    ("Papua New Guinea", "巴布亞紐幾內亞"): ("巴布亞新幾內亞", "巴新", "巴紐"),
    ("Russia", "俄羅斯"): ("俄國", "俄羅斯聯邦"),
}  # fmt: skip

Entries = Iterable[tuple[str, Iterable[str], Iterable[str]]]


@dataclass(frozen=True, slots=True)
class Match:
    """The code that a name stands for, and what an editor should look at, or None."""

    code: str
    warning: Problem | None = None


class NameIndex:
    """Names made ready for looking up many cells. Entries are (code, names, other names)."""

    def __init__(self, entries: Entries):
        self.codes: dict[str, dict[str, None]] = {}
        self.joined: dict[str, dict[str, None]] = {}
        self.written: dict[str, str] = {}
        self.found: dict[str, Match] = {}
        self.near: dict[str, list[str]] = {}
        for code, names, others in entries:
            for name in names:
                self.add(name, code, is_told=name != code)
            for name in (code, *others):
                self.add(name, code)

    def add(self, name, code, is_told=False):
        folded = plain_name(name)
        if folded:
            self.codes.setdefault(folded, {})[code] = None
            self.joined.setdefault(folded.replace(" ", ""), {})[code] = None
            # Addresses and other spellings are known too, but nobody is to learn them here.
            if is_told and not name.islower():
                self.written.setdefault(folded, name)

    def look_up(self, text: str) -> str | None:
        """The code of a name, None for an unknown one. Raises SheetError for a name of several."""
        folded = plain_name(text)
        # TEL WG is TELWG, and Tourism WG the Tourism Working Group.
        codes = (
            self.codes.get(folded)
            or self.joined.get(folded.replace(" ", ""))
            or self.codes.get(WORKING_GROUP.sub("working group", folded))
        )
        if not codes:
            return None
        if len(codes) > 1:
            raise SheetError("name_of_several", text, codes=", ".join(codes), candidates=codes)
        return next(iter(codes))

    def nearest(self, text: str) -> tuple[str, ...]:
        """The known names that look most like this one."""
        folded = plain_name(text)[:LONGEST]
        if folded not in self.near:
            if len(self.near) >= LOOKED_UP:
                return ()
            self.near[folded] = get_close_matches(folded, self.written, SUGGESTED, 0.6)
        return tuple(self.written[name] for name in self.near[folded])


def plain_name(text: str) -> str:
    """A name for comparing with others: folded, without accents, signs, "the" and "APEC", in traditional characters."""
    folded = fold(text)
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
        folded = HAN_WORKING_GROUP.sub("工作小組", traditional(folded))
    plain = PARTING.sub(" ", DROPPED.sub("", folded)).strip()
    return ARTICLE.sub("", plain) or plain or folded


UNUSUAL = {plain_name(name): usual for usual, names in USAGE.items() for name in names}


def match_economy(text: object, economies: NameIndex | Entries) -> Match:
    """The economy that a cell names, by code, name or another spelling.

    economies  (code, names, other names) for each, with ISO codes among the names; or a NameIndex of them
    Names that APEC does not use (Taiwan, Hong Kong, Vietnam …) are read and warned about. Raises SheetError with
    the nearest names for anything else, and for a blank cell.
    """
    return _match(text, economies, "economy_unknown", UNUSUAL)


def match_forum(text: object, forums: NameIndex | Entries) -> Match:
    """The forum that a cell names, by acronym, alias or name, or by name with the acronym in brackets.

    forums  (code, names, other names) for each, or a NameIndex of them
    Raises SheetError with the nearest names for an unknown one, and for a blank cell.
    """
    return _match(text, forums, "forum_unknown", {})


def _match(text, entries, unknown, unusual):
    if isinstance(text, Fault):
        raise SheetError(text.code, text)
    text = "" if text is None else str(text)
    index = entries if isinstance(entries, NameIndex) else NameIndex(entries)
    if text in index.found:
        return index.found[text]
    if not text.strip():
        raise SheetError("blank")
    if len(text) > LONGEST:
        raise SheetError(unknown, text)
    usual = unusual.get(plain_name(text))
    code = index.look_up(text) or (index.look_up(usual[0]) or index.look_up(usual[1]) if usual else None)
    if code is None:
        code = _in_two_parts(text, index)
    if code is None:
        raise SheetError(unknown, text, candidates=index.nearest(text))
    warning = None
    if usual and plain_name(text) not in map(plain_name, usual):
        warning = Problem("economy_usage", text.strip(), details={"name_en": usual[0], "name_zh": usual[1]})
    index.found[text] = Match(code, warning)
    return index.found[text]


def _in_two_parts(text, index):
    """The code of “Senior Officials' Meeting (SOM)” or “秘魯 Peru” where both parts mean the same, or only one is known."""
    folded = fold(text)
    match = BRACKETED.fullmatch(folded)
    parts = match.groups() if match else (HAN.sub(" ", folded), "".join(HAN.findall(folded)))
    codes = {code for part in parts if (code := index.look_up(part.strip(" /")))}
    return codes.pop() if len(codes) == 1 else None
