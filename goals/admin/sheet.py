"""A sheet of readings: one indicator, one economy, one release; periods down, groups of people across.

What the sheet showed travels with it, signed, so that a save writes only what the editor changed and refuses to
overwrite what somebody else changed meanwhile. A correction within one release changes the reading, and the
desk's log keeps the value before; an emptied cell is withdrawn, not deleted; figures of other releases are never
touched, for the method chooses among releases by itself.
"""

import re
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from goals.headline import WITH_DISABILITIES
from goals.models import Nature, Reading
from goals.models.indicators import DEFAULT_BASE_YEAR, check_finite
from goals.models.readings import BREAKDOWNS, Disability, Location, Sex
from publishing.admin.layout import DeskSelect
from publishing.models import State
from reference.models import Source

SALT = "goals.sheet"
ROWS_AT_MOST = 40
GROUPS_AT_MOST = 8
FRESH_ROWS = 2
LONGEST_NUMBER = 40
EVERYONE = ("",) * len(BREAKDOWNS)
FOR_PERSONS_WITH_DISABILITIES = ("", WITH_DISABILITIES, "", "", "", "")
NOTES = ("note_zh_hant", "note_en")
# Chinese keyboards write these; they mean the same.
PLAIN = str.maketrans("０１２３４５６７８９．－＋，−", "0123456789.-+,-")
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")


def read_number(text):
    """A typed figure as float, None for an empty cell; ValidationError with a sentence for anything else."""
    text = text.strip().translate(PLAIN)
    if not text:
        return None
    if THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        raise ValidationError(_("Give a number."))
    value = float(text)
    check_finite(value)
    return value


def write_number(value):
    """The shortest text that reads back as the same float, without a needless ".0"."""
    return "" if value is None else repr(value).removesuffix(".0")


def group_name(group):
    """The words of a group of people: "female · persons with disabilities"."""
    sex, disability, location, *others = group
    choices = ((Sex, sex), (Disability, disability), (Location, location))
    parts = [dict(kind.choices).get(code, code) for kind, code in choices] + others
    return " · ".join(str(part) for part in parts if part) or _("everyone")


class SheetForm(forms.Form):
    """What holds for all figures that are new on the sheet."""

    state = forms.ChoiceField(label=gettext_lazy("State of new figures"), initial=State.DRAFT)
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), required=False)
    source = forms.ModelChoiceField(Source.objects.all(), label=gettext_lazy("Source"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [c for c in State.choices if c[0] != State.WITHDRAWN]
        self.fields["nature"].choices = [("", "—"), *Nature.choices]
        widget = DeskSelect(Reading._meta.get_field("source"), admin.site)
        widget.choices = self.fields["source"].choices
        self.fields["source"].widget = widget


@dataclass(slots=True)
class Cell:
    """One figure as it was shown. pk and seen (when it was last changed) are "" where there is none yet."""

    column: int
    pk: int | None = None
    seen: str = ""
    value: float | None = None
    typed: str | None = None
    state: str = ""
    beside: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    @property
    def text(self):
        return write_number(self.value) if self.typed is None else self.typed

    @property
    def state_word(self):
        """The state where it is not simply published."""
        return State(self.state).label if self.state and self.state != State.PUBLISHED else ""


@dataclass(slots=True)
class Row:
    number: int
    period: str
    cells: list
    is_fresh: bool = False
    has_break: bool = False
    notes: dict = field(default_factory=lambda: dict.fromkeys(NOTES, ""))
    shown_break: bool = False
    shown_notes: dict = field(default_factory=lambda: dict.fromkeys(NOTES, ""))
    errors: list = field(default_factory=list)
    period_errors: list = field(default_factory=list)

    @property
    def pairs(self):
        return [(name, self.notes[name]) for name in NOTES]


@dataclass(slots=True)
class Edit:
    """One reading that will be written. kind: new, changed, withdrawn or noted; was: its value before."""

    kind: str
    row: Row
    cell: Cell
    reading: Reading
    was: float | None = None


class Sheet:
    def __init__(self, indicator, economy, release, *, first=None, last=None, today_year):
        self.indicator, self.economy, self.release = indicator, economy, release
        self.first, self.last, self.today_year = first, last, today_year
        self.rows, self.groups, self.errors = [], [], []
        self.is_cut = self.has_more_groups = False

    # As it is shown

    def load(self):
        """Fill the sheet from the record."""
        readings = list(
            Reading.objects.filter(indicator=self.indicator, economy=self.economy).order_by("period", "pk")
        )
        ours = [reading for reading in readings if reading.release == self.release]
        self.groups = self._groups(readings)
        by_place, beside = {}, {}
        for reading in readings:
            place = reading.period, group_of(reading)
            if reading.release == self.release:
                by_place[place] = reading
            elif reading.state != State.WITHDRAWN:
                beside.setdefault(place, []).append(
                    pgettext("release, figure", "%(release)s: %(value)s")
                    % {"release": reading.release or _("no release"), "value": write_number(reading.value)}
                )
        for number, period in enumerate(self._periods(ours)):
            row = Row(number, period, [], is_fresh=not period)
            for column, group in enumerate(self.groups):
                cell = Cell(column, beside=beside.get((period, group), []))
                if reading := by_place.get((period, group)):
                    self._show(reading, row, cell)
                row.cells.append(cell)
            row.has_break, row.notes = row.shown_break, dict(row.shown_notes)
            self.rows.append(row)
        self.initial = self._initial(ours or readings)
        return self

    def _show(self, reading, row, cell):
        cell.pk, cell.seen, cell.state = reading.pk, reading.changed_at.isoformat(), reading.state
        if reading.state == State.WITHDRAWN:
            words = {"value": write_number(reading.value)}
            cell.beside.append(_("withdrawn: %(value)s") % words)
            return
        cell.value = reading.value
        row.shown_break = row.shown_break or reading.has_break_before
        for name in NOTES:
            note = (getattr(reading, name) or "").replace("\r\n", "\n").rstrip()
            row.shown_notes[name] = row.shown_notes[name] or note

    def _groups(self, readings):
        """Everyone first, then the groups of this economy, then those other economies have, as far as they fit."""
        groups = [EVERYONE]
        if self.indicator.is_about_disability:
            groups.append(FOR_PERSONS_WITH_DISABILITIES)
        elsewhere = self.indicator.readings.order_by(*BREAKDOWNS).values_list(*BREAKDOWNS).distinct()
        groups = list(
            dict.fromkeys([*groups, *sorted({group_of(one) for one in readings}), *map(tuple, elsewhere)])
        )
        self.has_more_groups = len(groups) > GROUPS_AT_MOST
        return groups[:GROUPS_AT_MOST]

    def _periods(self, readings):
        periods = {reading.period for reading in readings}
        taken = {reading.year for reading in readings}
        start = self.first or min([self.indicator.base_year or DEFAULT_BASE_YEAR, *taken])
        end = self.last or max([self.today_year, *taken])
        periods.update(
            str(year) for year in range(max(start, end - ROWS_AT_MOST + 1), end + 1) if year not in taken
        )
        listed = sorted(period for period in periods if start <= int(period[:4]) <= end)
        self.is_cut = len(listed) > ROWS_AT_MOST or start <= end - ROWS_AT_MOST
        return listed[-ROWS_AT_MOST:] + [""] * FRESH_ROWS

    def _initial(self, readings):
        """The source and nature that most of the figures have."""
        initial = {}
        for name in ("source_id", "nature"):
            values = [getattr(reading, name) for reading in readings]
            if values:
                initial[name.removesuffix("_id")] = max(set(values), key=values.count)
        return initial

    @property
    def columns(self):
        return [{"number": n, "name": capfirst(group_name(group))} for n, group in enumerate(self.groups)]

    @property
    def signed(self):
        """All that was shown, for the save that follows."""
        rows = [
            [
                row.period,
                row.shown_break,
                [row.shown_notes[name] for name in NOTES],
                [[cell.pk, cell.seen, cell.value, cell.state, cell.beside] for cell in row.cells],
            ]
            for row in self.rows
        ]
        return signing.dumps([self._about(), self.groups, rows], salt=SALT, compress=True)

    def _about(self):
        return [self.indicator.pk, self.economy.pk, self.release]

    # As it comes back

    def read(self, data):
        """Fill the sheet from what was shown and what was typed; False where what was shown is not with it."""
        try:
            about, groups, rows = signing.loads(data.get("shown", ""), salt=SALT)
        except (signing.BadSignature, ValueError):
            return False
        if about != self._about():
            return False
        self.groups, self.initial = [tuple(group) for group in groups], {}
        for number, (period, has_break, notes, cells) in enumerate(rows):
            row = Row(number, period, [], is_fresh=not period)
            for column, (pk, seen, value, state, beside) in enumerate(cells):
                typed = data.get(f"value-{number}-{column}")
                row.cells.append(Cell(column, pk, seen, value, typed, state, beside))
            row.shown_break, row.shown_notes = has_break, dict(zip(NOTES, notes, strict=True))
            if all(cell.typed is None for cell in row.cells):
                row.has_break, row.notes = has_break, dict(row.shown_notes)
            else:
                row.has_break = f"break-{number}" in data
                row.notes = {
                    name: data.get(f"{name}-{number}", row.shown_notes[name]).replace("\r\n", "\n").rstrip()
                    for name in NOTES
                }
                if row.is_fresh:
                    row.period = data.get(f"period-{number}", "").strip().translate(PLAIN)
            self.rows.append(row)
        return True

    def edits(self, common):
        """What has to be written. common: the cleaned SheetForm. Cells that cannot be read get their sentence."""
        there = (
            Reading.objects.select_for_update()
            .order_by()
            .in_bulk([cell.pk for row in self.rows for cell in row.cells if cell.pk])
        )
        found = []
        for row in self.rows:
            of_row = [edit for cell in row.cells if (edit := self._edit(row, cell, there, common))]
            is_described = row.has_break != row.shown_break or row.notes != row.shown_notes
            has_figures = any(cell.pk and cell.value is not None for cell in row.cells) or any(
                edit.kind == "new" for edit in of_row
            )
            if is_described and not has_figures and not any(cell.errors for cell in row.cells):
                row.errors.append(_("A break or a note needs a figure in its row."))
            found += of_row
        return found

    def _edit(self, row, cell, there, common):
        try:
            value = cell.value if cell.typed is None else read_number(cell.typed)
        except ValidationError as error:
            cell.errors += error.messages
            return None
        reading = there.get(cell.pk)
        if cell.value is None:
            if value is None:
                return None
            kind = "new"
        elif value is None:
            kind = "withdrawn"
        elif value != cell.value:
            kind = "changed"
        elif row.has_break != row.shown_break or row.notes != row.shown_notes:
            kind = "noted"
        else:
            return None
        if cell.pk and (reading is None or reading.changed_at.isoformat() != cell.seen):
            now = write_number(reading.value) if reading and reading.state != State.WITHDRAWN else "—"
            cell.errors.append(
                _("Somebody else changed this figure meanwhile. Stored now: %(value)s") % {"value": now}
            )
            return None
        if reading is None:
            place = dict(zip(BREAKDOWNS, self.groups[cell.column], strict=True))
            reading = Reading(
                indicator=self.indicator,
                economy=self.economy,
                release=self.release,
                period=row.period,
                **place,
            )
        edit = Edit(kind, row, cell, reading, cell.value)
        if kind == "withdrawn":
            reading.state = State.WITHDRAWN
            return edit
        reading.indicator, reading.economy = self.indicator, self.economy
        reading.value = value
        is_new = kind == "new"
        if is_new:
            reading.state, reading.nature = common["state"], common["nature"]
            reading.source = common["source"]
        # A tick or note that was not touched stays as each figure of the row has it.
        if is_new or row.has_break != row.shown_break:
            reading.has_break_before = row.has_break
        for name in NOTES:
            if is_new or row.notes[name] != row.shown_notes[name]:
                setattr(reading, name, row.notes[name])
        return edit

    def refuse(self, edit, error):
        """Put a model's sentences where the editor can see them."""
        by_name = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, said in by_name.items():
            if name in ("value", "__all__"):
                edit.cell.errors += said
            elif name == "period":
                edit.row.period_errors = said
            elif name == "source":
                self.errors = [_("Name the source of the new figures.")]
            else:
                words = capfirst(Reading._meta.get_field(name).verbose_name)
                edit.cell.errors += [f"{words}: {one}" for one in said]

    @property
    def has_errors(self):
        return bool(
            self.errors
            or any(row.errors or row.period_errors for row in self.rows)
            or any(cell.errors for row in self.rows for cell in row.cells)
        )

    def name_of(self, edit):
        """ "2022, everyone"."""
        words = {"period": edit.reading.period, "group": group_name(self.groups[edit.cell.column])}
        return pgettext("period, group of people", "%(period)s, %(group)s") % words

    def told(self, edit):
        """An edit in a line: "2022, everyone: 50 → 51"."""
        words = {
            "name": self.name_of(edit),
            "was": write_number(edit.was),
            "now": write_number(edit.reading.value),
        }
        if edit.kind == "new":
            return _("%(name)s: new, %(now)s") % words
        if edit.kind == "changed":
            return _("%(name)s: %(was)s → %(now)s") % words
        if edit.kind == "withdrawn":
            return _("%(name)s: %(was)s is withdrawn") % words
        return _("%(name)s: break or note") % words


def group_of(reading):
    return tuple(getattr(reading, name) for name in BREAKDOWNS)
