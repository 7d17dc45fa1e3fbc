"""Who is meant: records by code, address, natural key or name, among those stored and those of the same import."""

from difflib import get_close_matches
from functools import cache
from urllib.parse import quote, unquote

from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.imports import in_each_language
from publishing.models import Addressed, Publishable
from publishing.resources.columns import Later
from publishing.resources.resource import resource_of
from publishing.resources.sentences import refusal
from publishing.resources.staging import Names, fold_name
from publishing.sheets import SheetError, fold, read_text

CANDIDATES = 5
AT_ONCE = 900  # keys in one question
# The nearest names are sought for so many unknown ones, among so many: it takes its time.
LOOKED_UP, COMPARED, OFFERED, NAME = 50, 2000, 3, 200


ANY_RECORD = _("records of any kind")


def is_code_of(model, code) -> bool:
    """Whether a code begins as those that are made for a model."""
    return code.startswith(f"{model.CODE}-")


@cache
def coded_models() -> list:
    return [m for m in apps.get_models() if issubclass(m, Publishable)]


@cache
def named_by(model) -> tuple[str, ...]:
    """The columns of the text that a record is called by, in both languages; none where it has no such text."""
    wanted = getattr(model, "ADDRESS_FROM", "")
    fields = {f.name for f in model._meta.concrete_fields}
    for name in (wanted, "name", "title"):
        if name and f"{name}_en" in fields:
            return (f"{name}_en", f"{name}_zh_hant")
    return ()


def key_text(parts) -> str:
    """The parts of a natural key in one cell: HRD-2024/1."""
    return "/".join(
        quote("" if part is None else str(part), safe=" :;,.()[]{}<>=+@!*'&$~|^`\"?") for part in parts
    )


class References:
    """Finds the keys of records. `staged` are the tables of the records that the same import brings."""

    def __init__(self, staged):
        self.staged = staged  # by model
        self.kept, self.folded = {}, {}
        self.looked_up = 0
        self.refused = {}  # by model: what the rows that were refused are called

    def once(self, model, make):
        """What is worth making once an import, such as an index of names."""
        if model not in self.kept:
            self.kept[model] = make()
        return self.kept[model]

    def find(self, model, cell, warn, *, may_come=False):
        """The key of the record that a cell names, or a Later where one may still come. Raises SheetError."""
        text = read_text(cell)
        resource = resource_of(model)
        found = self.by_key(model, text)
        if found is None and resource is not None:
            try:
                found = resource.match(text, Finder(self, warn))
            except SheetError:
                # The names that are stored do not have it; those of this import may.
                found = self.by_name(model, text)
                if found is None and not may_come:
                    raise
        if found is None:
            found = self.by_name(model, text)
        if found is not None:
            return found
        if may_come:
            return Later(text)
        if fold(text) in self.refused.get(model, ()):
            raise refusal("reference_refused", text)
        kind = in_each_language(lambda: str(model._meta.verbose_name_plural))
        raise refusal(
            "reference_unknown", text, self.near(model, text), kind_en=kind["en"], kind_zh=kind["zh-hant"]
        )

    # Records of whatever kind

    def find_code(self, text):
        """The code of the one record, of any kind that has codes, that a cell names. Raises SheetError."""
        models = coded_models()
        if found := self.codes_among({text.upper()}):
            return found.pop()
        for ask in (self.by_key, self.by_name):
            pks = [(model, pk) for model in models if (pk := ask(model, text)) is not None]
            if pks:
                codes = {self.code_of(model, pk) for model, pk in pks}
                if len(codes) > 1:
                    raise refusal("reference_of_several", text, codes=", ".join(sorted(codes)))
                return codes.pop()
        if any(fold(text) in self.refused.get(model, ()) for model in models):
            raise refusal("reference_refused", text)
        near = ()
        for model in [m for m in models if is_code_of(m, text.upper())] or models:
            near = near or self.near(model, text)
        kind = in_each_language(lambda: str(ANY_RECORD))
        raise refusal("reference_unknown", text, near, kind_en=kind["en"], kind_zh=kind["zh-hant"])

    def codes_among(self, codes):
        """Which of these are codes of records, stored or staged; one question for each kind that they can be of."""
        found = set()
        for model in coded_models():
            some = [code for code in codes if is_code_of(model, code)]
            if some:
                found.update(model._base_manager.filter(code__in=some).values_list("code", flat=True))
                if model in self.staged:
                    found |= self.staged[model].codes_among([code for code in some if code not in found])
        return found

    def code_of(self, model, pk):
        return keys_of(model, [pk]).get(pk) or self.staged[model].value(pk, "code")

    def note_refused(self, model, names):
        """What names these need not be told to be unknown: their own row says what is wrong."""
        self.refused.setdefault(model, set()).update(fold(str(name)) for name in names if name)

    def by_key(self, model, text):
        resource = resource_of(model)
        if resource is None or resource.is_coded:
            found = self.one(model, {"code": text.upper()})
            if found is None and issubclass(model, Addressed):
                found = self.one(model, {"slug": text.lower()})
            return found
        return self.by_parts(model, [unquote(part) for part in text.split("/")])

    def by_parts(self, model, parts):
        """A line by the parts of its natural key."""
        parts = list(parts)
        found = self._line(model, parts)
        return None if parts else found

    def _line(self, model, parts):
        wanted, groups = {}, {}
        for path in model.NATURAL_KEY:
            head, _joint, rest = path.partition("__")
            groups.setdefault(head, []).append(rest)
        for head, rests in groups.items():
            if len(parts) < len(rests):
                return None
            taken, parts[: len(rests)] = parts[: len(rests)], []
            field = model._meta.get_field(head)
            if not rests[0]:
                wanted[field.attname] = taken[0]
                continue
            target = field.remote_field.model
            is_line = "__" in rests[0] or len(rests) > 1
            pk = self.by_parts(target, taken) if is_line else self.one(target, {rests[0]: taken[0]})
            if pk is None:
                return None
            wanted[field.attname] = pk
        return self.one(model, wanted)

    def one(self, model, wanted):
        """The key of the one record with these values, stored or staged."""
        try:
            found = model._base_manager.filter(**wanted).values_list("pk", flat=True).first()
        except (ValueError, TypeError, OverflowError):
            return None
        if found is None and model in self.staged:
            found = self.staged[model].key_of(wanted)
        return found

    def by_name(self, model, text):
        names = named_by(model)
        if not names or not text:
            return None
        condition = Q()
        for name in names:
            condition |= Q(**{name: text})
        found = list(model._base_manager.filter(condition).values_list("pk", flat=True)[:CANDIDATES])
        keys = keys_of(model, found)
        if model in self.staged:
            keys |= self.staged[model].named(names, text)
        if not keys:
            stored, new = self.names(model).named(fold_name(text), self.staged.get(model), CANDIDATES)
            keys = keys_of(model, stored) | {pk: self.staged[model].value(pk, "stage_label") for pk in new}
        if len(keys) > 1:
            raise refusal("reference_of_several", text, codes=", ".join(sorted(keys.values())))
        return next(iter(keys), None)

    def names(self, model):
        """The names of a model however they are typed, made when the first is not found as it stands."""
        if model not in self.folded:
            self.folded[model] = Names(model, named_by(model))
        return self.folded[model]

    def drop(self):
        for names in self.folded.values():
            names.drop()
        self.folded.clear()

    def near(self, model, text):
        """A few codes or names that look alike, to help with a slip."""
        if self.looked_up >= LOOKED_UP:
            return ()
        resource, code = resource_of(model), text.upper()
        stem, _hyphen, rest = code.rpartition("-")
        if stem and (resource is None or resource.is_coded):
            self.looked_up += 1
            codes = model._base_manager.order_by("code").values_list("code", flat=True)
            alike = {
                known[len(stem) + 1 :]: known
                for known in codes.filter(code__startswith=f"{stem}-")[:COMPARED]
            }
            # What all of them begin with would make any two look alike.
            found = [alike[near] for near in get_close_matches(rest, alike, OFFERED, 0.65)]
            if found or (found := get_close_matches(code, codes[:COMPARED], OFFERED, 0.9)):
                return tuple(found)
        if not named_by(model):
            return ()
        self.looked_up += 1
        names = self.once(("near", model), lambda: self.names_of(model))
        return tuple(names[near] for near in get_close_matches(fold(text)[:NAME], names, OFFERED))

    def names_of(self, model):
        pairs = model._base_manager.order_by("pk").values_list(*named_by(model))[:COMPARED]
        return {fold(name): name for pair in pairs for name in pair if name}


class Finder:
    """What a resource's own `match` may ask."""

    def __init__(self, references, warn):
        self.references, self.warn = references, warn

    def once(self, model, make):
        return self.references.once(model, make)

    def by_code(self, model, code):
        return self.references.one(model, {"code": code})


def keys_of(model, pks, records=None) -> dict:
    """The key of each record as a cell writes it, by primary key; only of these records where they are given."""
    resource = resource_of(model)
    paths = ("code",) if resource is None or resource.is_coded else model.NATURAL_KEY
    found = {}
    pks = list(pks)
    size = min(connection.features.max_query_params or AT_ONCE, AT_ONCE)
    for start in range(0, len(pks), size):
        some = (model._base_manager.all() if records is None else records).filter(
            pk__in=pks[start : start + size]
        )
        rows = some.values_list("pk", *paths)
        for pk, *parts in rows:
            found[pk] = parts[0] if len(paths) == 1 and paths[0] == "code" else key_text(parts)
    return found
