"""What holds for all files of a site: whose figures they are, where they come from, and what their words mean."""

from collections import Counter

from publishing.models import State
from publishing.sheets import NameIndex, SheetError, fold, match_economy, opensdg
from reference.models import Economy, Source
from reference.models.papers import Check

from ..groups import FIELDS
from ..settings import HAN, languages_of, plain
from .works import SOURCE


def headings_by_hand(given, made):
    known = {}
    for heading, name in given.items():
        if name not in FIELDS:
            made.refuse("heading_for_nothing", name, fields=", ".join(FIELDS))
        known[fold(heading)] = name
    return known


def economy_of(content, named, made):
    economies = {one.apec_code: one for one in Economy.objects.all()}
    index = NameIndex(
        (
            code,
            [getattr(one, f) for f in ("iso2", "iso3", "name_en", "name_zh_hant", "long_name_en", "long_name_zh_hant")
             if getattr(one, f)],
            [name for name in (one.other_names or "").split(";") if name.strip()],
        )
        for code, one in economies.items()
    )  # fmt: skip
    if named:
        try:
            match = match_economy(named, index)
        except SheetError as error:
            made.problems.append(error.problem)
            return None
        if match.warning:
            made.notices.append(match.warning)
        return economies[match.code]
    found = set()
    for indicator in content.indicators.values():
        for one in indicator.metadata.values():
            covered = plain(one.fields.get("national_geographical_coverage"))
            for text in filter(None, (covered, covered.split(",")[0])):
                try:
                    found.add(match_economy(text, index).code)
                    break
                except SheetError:
                    continue
    if len(found) == 1:
        return economies[found.pop()]
    made.refuse("economy_needed")
    return None


def site_language(content):
    """The language of our record that words in the data are taken to be in."""
    found = Counter(
        next(iter(languages_of({folder: one})), "en")
        for indicator in content.indicators.values()
        for folder, one in indicator.metadata.items()
        if folder == opensdg.LANGUAGE
    )
    return found.most_common(1)[0][0] if found else "en"


def source_of(content, code, made):
    wanted_code = code.strip().upper() or f"SRC-OPENSDG-{made.economy.apec_code}"
    source = Source.objects.filter(code=wanted_code).first()
    if source is not None:
        made.count(SOURCE, "same")
        return source
    if code:
        made.refuse("source_unknown", code)
        return None
    publishers = Counter()
    for indicator in content.indicators.values():
        for folder, one in indicator.metadata.items():
            name = plain(one.fields.get("source_organisation_1"))
            if name and folder == opensdg.LANGUAGE:
                publishers[name] += 1
    publisher = publishers.most_common(1)[0][0][:200] if publishers else ""
    in_chinese = bool(HAN.search(publisher))
    economy = made.economy
    made.count(SOURCE, "new")
    return Source(
        code=wanted_code,
        state=State.DRAFT,
        checked=Check.UNCHECKED,
        title_en=f"{economy.name_en or economy.name_zh_hant}: data published with Open SDG",
        title_zh_hant=f"{economy.name_zh_hant or economy.name_en}：以 Open SDG 公布的資料",
        **({f"publisher_{'zh_hant' if in_chinese else 'en'}": publisher} if publisher else {}),
    )
