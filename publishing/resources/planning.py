"""What sheets would do to the record, worked out row by row before anything of it is written."""

import re
from contextlib import suppress
from dataclasses import replace
from itertools import islice, zip_longest

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst

from publishing.imports import CHANGES_TOLD, Plan, in_each_language
from publishing.models import KnownHeading, LockedField, allotting
from publishing.resources.columns import Later
from publishing.resources.reading import Headings, SheetReading
from publishing.resources.reading.headings import LOOKED_AT
from publishing.resources.references import References, keys_of, named_by
from publishing.resources.resource import resource_of_events, resources
from publishing.resources.sentences import Problem, refusal
from publishing.resources.staging import NEW, Staged, json_of, prepare_connection, release_connection
from publishing.sheets import Row, SheetError, fold
from publishing.sheets.tables import LOOKED_FOR_HEADING

PROBLEMS_TOLD = 1000
PROBLEMS_MOST = 10_000  # with so many, the rest of the sheets is not even read
NAMES_KEPT = 5000
NAMED = 8  # kinds of records in one sentence
# Sheets beside the one to fill in, which nobody means to import.
HELP_SHEETS = ("How to fill in", "填寫說明")
LIST_SHEETS = ("Lists", "選單")
# At the end of the name of a file that comes back with its problems marked.
MARKED_FILE = "-problems"


class Hopeless(Exception):
    """So much is wrong with the sheets that nobody reads on."""


class Waiting:
    """A reference that a later row of the import was to bring."""

    def __init__(self, reading, row, values, was, now):
        self.reading, self.row, self.values, self.was, self.now = reading, row, values, was, now


class SheetsPlan(Plan):
    """The Plan of one or more sheets, whichever rooms their rows belong to."""

    def __init__(self, sheets, *, kind="", headings=None, with_state=False, progress=None):
        super().__init__()
        self.progress = progress or (lambda rows: None)
        self.with_state = with_state
        self.rows_read = self.published = self.problems_found = 0
        self.staged, self.claimed, self.waiting, self.sheets, self.known_names = {}, {}, [], [], {}
        self.turned_away = set()  # (model, key) of the rows that were refused after they were staged
        self.references = References(self.staged)
        prepare_connection()
        with allotting(), suppress(Hopeless):
            self.read(sheets, kind, headings or {})
        if self.problems_found > len(self.problems):
            self.problems.append(Problem("too_many_problems", PROBLEMS_TOLD))
        if self.published and not self.problems:
            self.notice(Problem("published_changes", self.published))

    # What readings ask of the plan

    def refuse(self, problem):
        self.problems_found += 1
        if len(self.problems) < PROBLEMS_TOLD:
            self.problems.append(problem)
        if self.problems_found >= PROBLEMS_MOST:
            raise Hopeless

    def notice(self, problem):
        if len(self.notices) < PROBLEMS_TOLD:
            self.notices.append(problem)

    @property
    def room_for_changes(self):
        return max(0, CHANGES_TOLD - len(self.changes))

    def tick(self, rows):
        self.rows_read += rows
        self.progress(self.rows_read)

    def may_bring(self, model, number):
        """Whether a sheet that is not read to its end yet has records of this model."""
        return any(reading_of is model for reading_of in self.models[number:])

    def wait(self, reading, row, values, was=None, now=None):
        if row.waiting or any(isinstance(v, Later) for link in row.links.values() for v in link):
            self.waiting.append(Waiting(reading, row, dict(values), was, now))

    def locks_of(self, model):
        """The locked fields of each record, by attname."""
        locks = {}
        rows = LockedField.objects.filter(label=model._meta.label_lower)
        for pk, name in rows.values_list("object_id", "field"):
            locks.setdefault(pk, set()).add(model._meta.get_field(name).attname)
        return locks

    def names(self, model, pks):
        """What records are called in cells, staged ones too."""
        pks = [pk for pk in pks if pk is not None and not isinstance(pk, Later)]
        known = self.known_names.setdefault(model, {})
        if unknown := [pk for pk in pks if pk not in known]:
            if len(known) > NAMES_KEPT:
                known.clear()
                unknown = pks
            known.update(keys_of(model, unknown))
            staged = self.staged.get(model)
            for pk in unknown:
                if pk not in known:
                    known[pk] = staged.value(pk, "stage_label") if staged and staged.has(pk) else ""
        return [known[pk] for pk in pks]

    # Reading

    def read(self, sheets, kind, mapped):
        assigned = []
        # An empty list in JSON says plainly that there is nothing, as an export of an empty room does.
        if all(sheet.kind != "json" and next(sheet.rows(), None) is None for sheet in sheets):
            raise SheetError("nothing_in_it", file=sheets[0].file)
        # What is about records of any kind comes last, when all that it can be about is there.
        known = sorted(resources(), key=lambda r: (r.is_about_any, r.is_about_any and not r.is_coded))
        order = {resource.model: number for number, resource in enumerate(known)}
        for sheet in sheets:
            if sheet.name in (*HELP_SHEETS, *LIST_SHEETS) or next(sheet.rows(), None) is None:
                continue
            if sheet.hidden:
                # Nobody who hands it in sees what is in it.
                self.notice(Problem("sheet_hidden", sheet.name, file=sheet.file, sheet=sheet.name))
                continue
            try:
                if sheet.kind == "ics":
                    sheet = of_events(sheet)
                resource, headings = self.assign(sheet, kind, mapped)
            except SheetError as error:
                if len(sheets) > 1 and error.code in ("no_heading", "sheet_unknown") and is_prose(sheet):
                    self.notice(Problem("no_table", sheet.name, file=sheet.file, sheet=sheet.name))
                else:
                    self.refuse(error.problem.at(file=sheet.file, sheet=sheet.name))
                continue
            self.notices += [p for p in sheet.problems if not is_above(p, headings.row)]
            assigned.append((sheet, resource, headings))
        assigned.sort(key=lambda one: order[one[1].model])
        self.models = [resource.model for _sheet, resource, _headings in assigned]
        self.sheets = [sheet.name for sheet, _resource, _headings in assigned]
        for number, (sheet, resource, headings) in enumerate(assigned):
            if resource.is_about_any:
                # By their codes, which must not change any more.
                for _sheet, other, _headings in assigned[:number]:
                    self.settle_made(other)
            staged = self.staged.get(resource.model)
            if staged is None:
                staged = self.staged[resource.model] = Staged(resource.model)
            self.count(resource.label, "same", 0)
            try:
                reading = SheetReading(self, sheet, number, resource, headings, staged)
                reading.run()
                if beside := reading.sheet_beside():
                    assigned.append(beside)
                    self.models.append(beside[1].model)
                    self.sheets.append(sheet.name)
            except SheetError as error:
                self.refuse(error.problem.at(file=sheet.file, sheet=sheet.name))
        self.resolve()
        for resource in {resource.model: resource for _s, resource, _h in assigned}.values():
            self.settle_made(resource)
            self.hold_to_rules(resource, assigned)

    def assign(self, sheet, kind, given):
        """The resource that a sheet is for, and its headings. Raises SheetError."""
        known = resources()
        if kind:
            candidates = called(kind, known)
            if not candidates:
                raise refusal("sheet_unknown", kind, **in_words(known))
        elif sheet.kind == "ics":
            candidates = [resource_of_events()]
        else:
            candidates = called(sheet.name, known) or called(sheet.file.rsplit(".", 1)[0], known)
        if len(candidates) == 1:
            (resource,) = candidates
        else:
            # Two rooms may have a word in common, such as stops; the headings tell which is meant.
            resource = self.best_fit(sheet, candidates or known)
        headings = Headings(sheet, resource, self.mapped(sheet, resource, given), with_state=self.with_state)
        for problem in headings.problems:
            self.refuse(problem.at(file=sheet.file, sheet=sheet.name))
        for heading in headings.unknown:
            problem = Problem("heading_unknown", heading)
            self.refuse(problem.at(file=sheet.file, sheet=sheet.name, row=headings.row, column=heading))
            self.unknown_headings.append((resource.name, heading))
        if headings.left_out:
            problem = Problem("state_left_out", ", ".join(headings.left_out))
            self.notice(problem.at(file=sheet.file, sheet=sheet.name, row=headings.row))
        return resource, headings

    @cached_property
    def unknown_headings(self):
        """(sheet, heading) that an editor has to explain once."""
        return []

    def best_fit(self, sheet, known):
        """The resource whose columns the headings are, where one fits better than the others."""
        # Asked of each resource in turn: the top of the sheet is read once for all of them.
        top = list(islice(sheet.rows(), LOOKED_FOR_HEADING + LOOKED_AT))
        sheet = replace(sheet, reader=lambda: iter(top))
        scores, shared, twice = [], [], None
        for resource in known:
            try:
                headings = Headings(sheet, resource, self.mapped(sheet, resource, {}))
            except SheetError as error:
                twice = twice or (error if error.code == "heading_twice" else None)
                continue
            held = {column.name for _i, _h, column in headings.places}
            shared.append((len(headings.places), resource))
            if resource.is_coded or resource.must_name <= held:
                scores.append((len(headings.places) - len(headings.unknown), resource))
        highest = max((score for score, _resource in scores), default=0)
        if highest < 2:
            if twice:
                raise twice
            shared.sort(key=lambda one: -one[0])
            likely = [resource for _count, resource in shared] or known
            raise refusal("sheet_unknown", sheet.name, **in_words(likely))
        best = [resource for score, resource in scores if score == highest]
        named = [resource for resource in best if is_named_in(resource, sheet)]
        if len(best) > 1 and len(named) != 1:
            raise refusal("sheet_of_several", sheet.name, **in_words(best))
        return (named if len(best) > 1 else best)[0]

    def mapped(self, sheet, resource, given):
        """Headings that were explained, now or before: folded heading → column, "" to leave it out."""
        found = dict(KnownHeading.objects.filter(resource=resource.name).values_list("folded", "column"))
        for heading, name in given.items():
            column = resource.column_of(name) if name else ""
            if column is None:
                names = (*resource.columns, *resource.beside, *dict.fromkeys(resource.days.values()))
                raise refusal("map_unknown", name, names=", ".join(names))
            found[fold(heading)] = column
        return found

    # What can only be judged when all rows are there

    def resolve(self):
        """Look once more for the records that later rows were to bring."""
        for waiting in self.waiting:
            reading, row = waiting.reading, waiting.row
            for attname, text in row.waiting:
                field = reading.model._meta.get_field(attname)
                pk = self.look_again(reading, row, field, text)
                if pk is None:
                    continue
                waiting.values[attname] = pk
                changed = {field.column: pk, "stage_digest": reading.shape.digest(waiting.values)}
                if waiting.now is not None:
                    waiting.now[attname] = pk
                    waiting.was.setdefault(attname, None)
                    changed |= {"stage_was": json_of(waiting.was), "stage_now": json_of(waiting.now)}
                reading.staged.set(row.pk, changed)
            for name, value in row.links.items():
                field = reading.model._meta.get_field(name)
                for place, text in enumerate(value, 1):
                    if isinstance(text, Later):
                        pk = self.look_again(reading, row, field, text)
                        if pk is not None:
                            reading.staged.add_links([(name, row.pk, pk, place)])

    def look_again(self, reading, row, field, text):
        reading.row, reading.column = row.number, reading.heading_of(field.name)
        try:
            return self.references.find(field.remote_field.model, str(text), reading.warn)
        except SheetError as error:
            reading.refuse(error.problem, row.number, reading.column)
            return None

    def settle_made(self, resource):
        """Another code or address for each new record whose own, made by us, somebody has already."""
        staged = self.staged[resource.model]
        for column in ("code", "slug"):
            if column not in staged.shape.attnames:
                continue
            given = {}
            for pk in staged.made_in_vain(column):
                value = free_one(staged, column, staged.value(pk, column), given)
                staged.set(pk, {column: value}, label=value if column == "code" else None)

    def hold_to_rules(self, resource, assigned):
        """What the database would refuse, told with the row it is about."""
        staged = self.staged[resource.model]
        for row, number, pk, rule in staged.broken_rules(PROBLEMS_TOLD):
            reasons = in_each_language(lambda rule=rule: str(rule.get_violation_error_message()))
            details = {"reason_en": reasons["en"], "reason_zh": reasons["zh-hant"]}
            column = column_of_rule(resource.model, rule, assigned[number][2])
            value = staged.value(pk, column) if column else ""
            problem = Problem("rule_broken", value, details=details)
            self.refuse_row(problem, pk, row, assigned[number], column)
        for columns, sentence in unique_columns(resource.model):
            for row, number, pk in staged.taken(columns, PROBLEMS_TOLD):
                value = ", ".join(str(staged.value(pk, column)) for column in columns)
                problem = Problem("value_taken", value)
                if sentence is not None:
                    reasons = in_each_language(lambda sentence=sentence: str(sentence))
                    details = {"reason_en": reasons["en"], "reason_zh": reasons["zh-hant"]}
                    problem = Problem("rule_broken", value, details=details)
                self.refuse_row(problem, pk, row, assigned[number], columns[-1])
        for row, number, pk in staged.new_twice(PROBLEMS_TOLD):
            name = next(filter(None, (staged.value(pk, n) for n in named_by(resource.model))))
            self.refuse_row(Problem("row_twice", name), pk, row, assigned[number])
        if resource.ring:
            for pk, row, number, name in self.rings(resource):
                self.refuse_row(Problem("reference_ring", name), pk, row, assigned[number], resource.ring)

    def refuse_row(self, problem, pk, row, assigned, column=""):
        """Tell a staged row refused after all; it was counted, and shown, as one that would be written."""
        sheet, resource, headings = assigned
        staged = self.staged[resource.model]
        over = {c.field.column: headings.label(c.name) for c in resource.columns.values() if not c.is_many}
        over |= {c.field.column: heading for _i, heading, c in headings.places if not c.is_many}
        over |= {c.name: heading for _i, heading, c in headings.places}
        column = over.get(column, column)
        self.refuse(problem.at(file=sheet.file, sheet=sheet.name, row=row or None, column=column))
        if (resource.model, pk) in self.turned_away:
            return
        self.turned_away.add((resource.model, pk))
        is_new, name = staged.value(pk, "stage_kind") == NEW, staged.value(pk, "stage_label")
        self.count(resource.label, "new" if is_new else "changed", -1)
        self.count(resource.label, "refused")
        self.changes = [c for c in self.changes if (c.label, c.record) != (resource.label, name)]

    def rings(self, resource):
        """Staged rows that would become a part of themselves: (key, row, sheet, code)."""
        staged = self.staged[resource.model]
        column = resource.model._meta.get_field(resource.ring).column
        above = {pk: (to, row, sheet, label) for pk, to, row, sheet, label in staged.pairs(column)}
        for start in above:
            seen, at = {start}, above[start][0]
            while at is not None and at not in seen:
                seen.add(at)
                if at in above:
                    at = above[at][0]
                else:
                    manager = resource.model._base_manager.filter(pk=at)
                    at = manager.values_list(column, flat=True).first()
            if at == start:
                yield start, *above[start][1:]

    # Writing

    @property
    def is_empty(self):
        return not any(staged.count for staged in self.staged.values())

    def signature(self):
        yield from super().signature()
        for staged in self.staged.values():
            yield from staged.changes()

    def prepare(self, run):
        """Write down in the run what will be done to each row; nobody sees it until the run is written."""
        for staged in self.staged.values():
            for _piece in staged.history(run, self.sheets):
                self.progress(self.rows_read)
            staged.note_relations()

    @property
    def is_looked_at(self):
        return all(staged.is_held_to_rules for staged in self.staged.values())

    def write(self, now=None):
        now = now or timezone.now()
        for staged in self.staged.values():
            if staged.count and staged.is_overtaken():
                raise refusal("changed_meanwhile")
        for staged in self.staged.values():
            if staged.count:
                staged.write(now)
        if any(staged.count and staged.names_what_is_gone() for staged in self.staged.values()):
            raise refusal("changed_meanwhile")

    def settle(self):
        """What follows from the records that were written, such as statuses judged anew."""
        for resource in resources():
            staged = self.staged.get(resource.model)
            if staged is not None and staged.count and resource.settles:
                resource.settle(staged.keys())

    def close(self):
        for staged in self.staged.values():
            staged.drop()
        self.references.drop()
        release_connection()


def of_events(sheet):
    """A calendar as a sheet of the records that events become."""
    resource = resource_of_events()

    def rows():
        heading, *events = sheet.rows()
        yield Row(heading.number, list(resource.event_columns))
        for number, values in events:
            event = dict(zip_longest(heading.values, values, fillvalue=""))
            record = resource.of_event(event)
            yield Row(number, [record.get(name, "") for name in resource.event_columns])

    return replace(sheet, reader=rows)


def is_prose(sheet):
    """Whether no row has more than one cell: a note beside the tables of a workbook."""
    return all(sum(value != "" for value in values) <= 1 for _number, values in sheet.rows())


def is_above(problem, row):
    """Whether a problem is about cells above the headings, such as the merged ones of a title."""
    return problem.code.startswith("merged") and max(map(int, re.findall(r"\d+", problem.value))) < row


def called(name, known):
    """The resources that a name can mean: the one whose own it is, or those whose records are called so."""
    # A file that was handed back comes in again as what it was.
    name = name.removesuffix(MARKED_FILE)
    return [r for r in known if r.name == name] or [r for r in known if fold(name) in r.names]


def in_words(likely):
    """What the rows of a sheet may be, the likeliest first: in words for editors, and as `--as` names them."""
    some = likely[:NAMED]
    more = ", …" if len(likely) > NAMED else ""
    return {
        "names_en": ", ".join(capfirst(resource.title("en")) for resource in some) + more,
        "names_zh": "、".join(resource.title("zh-hant") for resource in some) + ("……" if more else ""),
        "kinds": tuple(resource.name for resource in some),
    }


def is_named_in(resource, sheet):
    """Whether the name of a sheet or its file speaks of such records: “APEC 2024 會議一覽”, “Meetings_final”."""
    said = fold(f"{sheet.name} {sheet.file}")
    return any(name in said for name in resource.names if len(name) > 1)


def unique_columns(model):
    """The lists of columns of which no two rows have the same values, with the sentence of the rule."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield [field.column], None
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and rule.fields and rule.condition is None:
            columns = [model._meta.get_field(name).column for name in rule.fields]
            yield columns, rule.get_violation_error_message()


def column_of_rule(model, rule, headings):
    """The first column that a rule speaks of, preferably one that the sheet has; "" where it speaks of none."""
    named = rule.condition.referenced_base_fields
    fields = [field.column for field in model._meta.concrete_fields if field.name in named]
    there = {getattr(column.field, "column", "") for _index, _heading, column in headings.places}
    return next((c for c in fields if c in there), fields[0] if fields else "")


def free_one(staged, column, value, given):
    """The next code after a taken one, or a taken address with the first free number after it.

    given  the number that was given last after each stem: of ten thousand alike, none asks for all before it
    """
    if column == "code":
        stem, _hyphen, number = value.rpartition("-")
        width, number = len(number), max(int(number), given.get(stem, 0))
        while staged.holds(column, value):
            number += 1
            value = f"{stem}-{number:0{width}d}"
        given[stem] = number
        return value
    stem, number = value, given.get(value, 1)
    while staged.holds(column, value):
        number += 1
        value = f"{stem[:110]}-{number}"
    given[stem] = number
    return value
