"""Where something sits, as sheets of others say it in one cell, becomes rows of the sheet of stops."""

import re
from collections import defaultdict

from publishing.resources.columns import HAN, plain_choice
from publishing.resources.sentences import Problem
from publishing.sheets import Row, SheetError, fold, says_advised
from reference.models import Economy, Place

AT_ONCE = 500
# What follows a place or goes before it, and what parts two places.
DETAIL = re.compile(r"\s*[,，;；()（）]\s*|\s+[-–—|]\s+")
LIST = re.compile(r"\s*(?:[、&/+／＋＆]|\band\b|及|與|和)\s*", re.IGNORECASE)


class Placed:
    """A resource of records that sit somewhere.

    beside_in  the model of their stops, which name the record by `owner`

    A record that has no stops gets those that the sheet says; one that has any keeps them, and where the sheet says
    otherwise an editor is told. A place that is not in the record is told and left out: it is no reason to refuse a
    calendar.
    """

    owner = ""
    beside = {
        "place": (
            *(
                "location",
                "city",
                "host city",
                "city/venue",
                "place of meeting",
                "meeting place",
                "meeting location",
            ),
            *("event location", "where", "地點", "會議地點", "舉辦地點", "舉行地點", "開會地點", "召開地點"),
            *("城市", "舉辦城市", "主辦城市"),
        ),
        "venue": ("venue name", "meeting venue", "hotel", "場地", "會場", "會議場地", "場所"),
    }

    def take_beside(self, row, reading):
        """“Online” and 視訊 under a heading of places say how a meeting is held."""
        mode = self.columns.get("mode")
        for name, text in list(row.beside.items()):
            held = mode.known.get(plain_choice(text)) if mode else None
            if held:
                if "mode" not in reading.by_name:
                    row.values.setdefault("mode", held)
                del row.beside[name]
            elif says_advised(text):
                del row.beside[name]

    def rows_beside(self, said, reading):
        yield [self.owner, "position", "place", "venue_en", "venue_zh_hant"]
        places = Places(reading)
        told = set()
        headings = {name: heading for _index, heading, name in reading.headings.beside}
        for start in range(0, len(said), AT_ONCE):
            some = said[start : start + AT_ONCE]
            pks = [pk for _row, pk, _texts in some]
            codes = dict(zip(pks, reading.plan.names(self.model, pks), strict=True))
            known = defaultdict(set)
            stops = self.beside_in._base_manager.filter(**{f"{self.owner}__in": pks})
            for pk, code in stops.values_list(f"{self.owner}_id", "place__code"):
                known[pk].add(code)
            for number, pk, texts in some:
                reading.row = number
                found, unknown = places.named_in(texts)
                for name, text in unknown:
                    if text not in told:
                        told.add(text)
                        reading.column = headings[name]
                        reading.warn(Problem("place_unknown", text))
                reading.column = headings["place" if "place" in texts else "venue"]
                if pk in known:
                    if others := [code for code, _venue in found if code not in known[pk]]:
                        details = {"codes": ", ".join(sorted(known[pk]))}
                        reading.warn(Problem("place_differs", ", ".join(others), details=details))
                    continue
                for position, (code, venue) in enumerate(found, 1):
                    is_chinese = bool(HAN.search(venue))
                    yield Row(
                        number, [codes[pk], position, code, *(("", venue) if is_chinese else (venue, ""))]
                    )


class Places:
    """The places that a text names, among those stored and those of the same import."""

    def __init__(self, reading):
        self.reading, self.kept = reading, {}
        self.codes = defaultdict(set)
        for code, *names in Place._base_manager.values_list("code", "name_en", "name_zh_hant"):
            for name in filter(None, (code, *names)):
                self.codes[fold(name)].add(code)
        called = ("name_en", "name_zh_hant", "long_name_en", "long_name_zh_hant", "apec_code")
        names = (name for row in Economy._base_manager.values_list(*called) for name in row)
        self.economies = {fold(name) for name in names if name}

    def named_in(self, texts):
        """([(code of a place, venue)] in order, [(name, text)] that is no place we know)."""
        if "place" not in texts:
            found, unknown = self.sitting(texts["venue"])
            return found, [("venue", text) for text in unknown]
        found, unknown = self.sitting(texts["place"])
        unknown = [("place", text) for text in unknown]
        venue = texts.get("venue", "")
        if venue and len(found) == 1:
            return [(found[0][0], venue)], unknown
        return found, unknown + ([("venue", venue)] if venue and found else [])

    def sitting(self, text):
        """The same of one text: “Westin Hotel, Lima, Peru”, “Arequipa and Lima”, 秘魯利馬."""
        if code := self.one(text):
            return [(code, "")], []
        details = [part for part in DETAIL.split(text) if part]
        found = [(at, code) for at, part in enumerate(details) if (code := self.one(part))]
        if len(found) == 1:
            ((at, code),) = found
            return [(code, ", ".join(details[:at]))], self.not_told(details[at + 1 :])
        items = [item for part in details for item in LIST.split(part) if item]
        named = {item: code for item in items if (code := self.one(item))}
        if not named:
            return [], [text]
        return [(code, "") for code in dict.fromkeys(named.values())], self.not_told(
            [item for item in items if item not in named]
        )

    def not_told(self, parts):
        return [part for part in parts if fold(part) not in self.economies and not says_advised(part)]

    def one(self, text):
        """The code of the one place of this name, with or without its economy; "" for none."""
        if text not in self.kept:
            self.kept[text] = self._one(text)
        return self.kept[text]

    def _one(self, text):
        folded = fold(text)
        for name in (folded, *self.without_economy(folded)):
            if len(found := self.codes.get(name, ())) == 1:
                return next(iter(found))
        plan = self.reading.plan
        if Place in plan.staged:
            try:
                return plan.names(Place, [plan.references.find(Place, text, self.reading.warn)])[0]
            except SheetError:
                pass
        return ""

    def without_economy(self, folded):
        for economy in self.economies:
            if folded.startswith(economy):
                yield folded.removeprefix(economy).strip()
            elif folded.endswith(economy):
                yield folded.removesuffix(economy).strip()
