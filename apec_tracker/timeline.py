"""Meetings, dialogues, outcomes and milestones in one order: which stand on a page, in which month, on which side
of today.

Thousands of entries are put in order by their dates alone; the records are fetched for one page of them.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dialogues.models import Dialogue, DialogueStop
from goals.models import Framework, Milestone
from meetings.filters import EntryFilter
from meetings.models import Meeting, MeetingKind, MeetingStatus, Outcome, OutcomeStep
from meetings.models.meetings import NOT_YET
from meetings.models.outcomes import SETTLED_STATES
from publishing import dates
from publishing.filters import in_both_languages
from publishing.languages import reading_language
from publishing.links import linked
from reference.models import Place

MEETING, DIALOGUE, OUTCOME, MILESTONE = "meeting", "dialogue", "outcome", "milestone"
KINDS = [
    *MeetingKind.choices,
    (DIALOGUE, gettext_lazy("Dialogue")),
    (OUTCOME, gettext_lazy("Outcome")),
    (MILESTONE, gettext_lazy("Milestone of a framework")),
]
STATUSES = [
    *MeetingStatus.choices,
    *((state.value, state.label) for state in SETTLED_STATES),
]
RANKS = {MEETING: 0, DIALOGUE: 1, OUTCOME: 2, MILESTONE: 3}


# Which entries: four kinds of record, narrowed by the same parameters


class TimelineFilter(EntryFilter):
    """What is common to the four; the form of the first one is the one that is shown."""

    KINDS = KINDS
    STATUSES = STATUSES
    # The order is made of all four kinds together, so none of them is put in order by itself.
    orders = {"newest": (gettext_lazy("Newest first"), []), "oldest": (gettext_lazy("Oldest first"), [])}
    OWN_KINDS: tuple[str, ...] = ()
    # One of the four kinds does not know what the others have, nor how many of them there would be.
    only_used = ()
    way_out = None

    def of_kind(self, queryset, name, value):
        return queryset if set(self.OWN_KINDS) & set(value) else queryset.none()


class MeetingEntries(TimelineFilter):
    text_columns = in_both_languages("name", "short_name", "theme", "summary")

    def of_kind(self, queryset, name, value):
        return queryset.filter(kind__in=value)


class DialogueEntries(TimelineFilter):
    OWN_KINDS = (DIALOGUE,)
    text_columns = in_both_languages("name", "short_name", "question", "summary")

    def of_economy(self, queryset, name, value):
        here = DialogueStop.objects.filter(place__economy__apec_code=value, place__in=Place.objects.public())
        showing = Dialogue.objects.filter(sessions__presentations__economy__apec_code=value)
        return queryset.filter(
            Q(host_year__economy__apec_code=value)
            | Q(pk__in=here.values("dialogue"))
            | Q(pk__in=showing.values("pk"))
        )


class OutcomeEntries(TimelineFilter):
    OWN_KINDS = (OUTCOME,)
    text_columns = in_both_languages("outcome__title", "outcome__working_title", "outcome__summary")
    paths = {
        "host": ("outcome__host_year__economy__apec_code",),
        "forum": ("outcome__forum__slug",),
        "topic": ("outcome__topics__slug",),
    }

    def of_year(self, queryset, name, value):
        return queryset.filter(steps_in_year(value))

    def of_status(self, queryset, name, value):
        return queryset.filter(state=value)

    def of_economy(self, queryset, name, value):
        return queryset.filter(outcome__host_year__economy__apec_code=value)


class MilestoneEntries(TimelineFilter):
    OWN_KINDS = (MILESTONE,)
    text_columns = in_both_languages("name", "framework__name", "framework__short_name")
    paths = {"forum": ("framework__forum__slug",), "topic": ("framework__topics__slug",)}

    def of_year(self, queryset, name, value):
        return queryset.filter(within_year(value))

    def of_status(self, queryset, name, value):
        return queryset.filter(done="") if value == MeetingStatus.PLANNED else queryset.none()

    def of_economy(self, queryset, name, value):
        # A milestone belongs to all economies, and so to none of them.
        return queryset.none()


def steps_in_year(year):
    """The steps of a host year: taken at one of its meetings; without a meeting, those of its outcomes."""
    return Q(meeting__host_year__year=year) | Q(meeting__isnull=True, outcome__host_year__year=year)


def within_year(year):
    """Records whose date lies in a calendar year, for what no host year owns."""
    year = int(year)
    return Q(first_day__gte=date(year, 1, 1), last_day__lte=date(year, 12, 31))


def of_all_kinds(user):
    """All entries this person may see, as four querysets."""
    return {
        MEETING: Meeting.objects.visible_to(user),
        DIALOGUE: Dialogue.objects.visible_to(user),
        OUTCOME: OutcomeStep.objects.of_public_outcomes(user).settled(),
        MILESTONE: Milestone.objects.visible_to(user).filter(
            framework__in=Framework.objects.visible_to(user)
        ),
    }


def of_host_year(user, year):
    """The entries of one host year; milestones have none, so those of the calendar year."""
    found = of_all_kinds(user)
    return {
        MEETING: found[MEETING].filter(host_year__year=year),
        DIALOGUE: found[DIALOGUE].filter(host_year__year=year),
        OUTCOME: found[OUTCOME].filter(steps_in_year(year)),
        MILESTONE: found[MILESTONE].filter(within_year(year)),
    }


FILTERS = {
    MEETING: MeetingEntries,
    DIALOGUE: DialogueEntries,
    OUTCOME: OutcomeEntries,
    MILESTONE: MilestoneEntries,
}


class Narrowed:
    """Four querysets narrowed by one query string; `filter` is the form that readers see."""

    def __init__(self, query, querysets, choices, without=()):
        filters = {
            kind: FILTERS[kind](query, queryset, choices).leave_out(*without)
            for kind, queryset in querysets.items()
        }
        self.filter = filters[MEETING]
        self.querysets = {kind: one.qs for kind, one in filters.items()}
        self.filter.form.is_valid()
        self.oldest_first = self.filter.form.cleaned_data.get("sort") == "oldest"


# In which order: by the date's text alone


class Entry(NamedTuple):
    kind: str
    pk: int
    group: str  # EDTF of the month, quarter, half or year it stands under; "" when to be advised
    order: str  # puts the groups in order
    day: int  # of the month; 0 when not given
    last: str  # its last end as written: of two that begin on a day, the longer one stands first
    code: str
    is_planned: bool


@lru_cache(maxsize=16384)
def place_of(when: str) -> tuple[str, str, int, str]:
    """Where a canonical EDTF text stands: its group, the group's order, its day of the month and its last end.

    By its first end, or by its last where the first is open: as dates.sort_key, without reading the text in full.
    A quarter stands after its last month, a half year after that, a year after its December.
    """
    first, _slash, last = when.partition("/")
    text = (first or last).rstrip("~?%")
    year, part = text[:4], text[5:7]
    if not text:
        return "", "9999", 0, ""
    if not part:
        return year, f"{year}-12-3", 0, last
    number = int(part)
    if number >= 40:
        return text, f"{year}-{(number - 39) * 6:02}-2", 0, last
    if number >= 33:
        return text, f"{year}-{(number - 32) * 3:02}-1", 0, last
    return text[:7], f"{text[:7]}-0", int(text[8:10] or 0), last


def in_order(querysets, oldest_first=True) -> list[Entry]:
    """All entries in one query, chronological or newest first. In a month, days given come before the others."""
    # Of each: what says whether it is still to come.
    state = {MEETING: "status", DIALOGUE: "status", OUTCOME: "state", MILESTONE: "done"}
    code = {OUTCOME: "outcome__code"}
    first, *others = (
        queryset.rewrite(False)
        .order_by()
        .annotate(kind_=Value(kind), state_=F(state[kind]), code_=F(code.get(kind, "code")))
        .values_list("kind_", "pk", "when", "state_", "code_")
        for kind, queryset in querysets.items()
    )
    entries = [
        Entry(kind, pk, *place_of(when), code, not state if kind == MILESTONE else state in NOT_YET)
        for kind, pk, when, state, code in first.union(*others, all=True)
    ]
    entries.sort(key=lambda one: one.code)
    entries.sort(key=lambda one: one.last, reverse=True)
    if oldest_first:
        return sorted(entries, key=lambda one: (one.order, one.day or 99, RANKS[one.kind]))
    entries.sort(key=lambda one: (-one.day, RANKS[one.kind]))
    entries.sort(key=lambda one: one.order, reverse=True)
    # What has no date comes last either way round.
    return [one for one in entries if one.group] + [one for one in entries if not one.group]


# On a page: the records, by month, with today between them


@dataclass(slots=True)
class Part:
    """A run of entries within a month: with days given or without, before or after today."""

    is_loose: bool
    entries: list = field(default_factory=list)
    today: str = ""  # in words, when today comes before this run


@dataclass(slots=True)
class Month:
    id: str
    title: str
    count: int  # on all pages together
    parts: list[Part]
    today: str = ""  # in words, when today comes before this month


def months_of(entries, page, records, oldest_first=True, today=None):
    """The months of one page of `entries`, and today in words where it falls after all of them.

    records  {(kind, pk): record} for the entries of the page
    today    a date where the line of today may be drawn, None where it has no place

    Also the number of the page on which today stands, 0 where it has no place or nothing before it.
    """
    language = reading_language()
    words = dates.say(dates.read(today.isoformat()), language) if today else ""
    gap = _gap_of_today(entries, today, oldest_first) if today else -1
    counts = Counter(entry.group for entry in entries)
    months: list[Month] = []
    # A year that framework after framework names as its aim lacks no month.
    vague = {entry.group for entry in entries if entry.kind != MILESTONE}
    for number, entry in enumerate(page, start=page.start_index() - 1):
        id_ = f"m-{entry.group or 'undated'}"
        if not months or months[-1].id != id_:
            months.append(
                Month(id_, _title(entry.group, entry.group in vague, language), counts[entry.group], [])
            )
        month, is_loose = months[-1], not entry.day
        here = number == gap
        if here and not month.parts:
            month.today = words
        if not month.parts or month.parts[-1].is_loose != is_loose or here:
            month.parts.append(Part(is_loose, today=words if here and month.parts else ""))
        month.parts[-1].entries.append((entry, records[entry.kind, entry.pk]))
    at_the_end = words if gap == len(entries) and not page.has_next() else ""
    return months, at_the_end, _page_of_gap(gap, page.paginator)


def _page_of_gap(gap, paginator):
    return min(gap // paginator.per_page + 1, paginator.num_pages) if gap > 0 else 0


def _title(group, is_vague, language):
    if not group:
        return _("To be advised")
    said = dates.say(dates.read(group), language, short=len(group) > 4 or not is_vague)
    return said[0].upper() + said[1:]


def _gap_of_today(entries, today, oldest_first):
    """Before which entry the line of today stands; a month without days is behind us only once it is over."""
    now = (f"{today:%Y-%m}-0", today.day)
    later = [(one.order, one.day or 99) > now for one in entries if one.group]
    if oldest_first:
        return later.index(True) if True in later else len(later)
    return later.index(False) if False in later else len(later)


def fetched(page, user):
    """The records of one page of entries, with all their cards read, however many there are."""
    wanted = defaultdict(list)
    for entry in page:
        wanted[entry.kind].append(entry.pk)
    records = {}
    for kind, queryset in {
        MEETING: Meeting.objects.for_cards(),
        DIALOGUE: Dialogue.objects.for_cards(),
        OUTCOME: OutcomeStep.objects.select_related("outcome", "meeting"),
        MILESTONE: Milestone.objects.select_related("framework"),
    }.items():
        if wanted[kind]:
            records |= {(kind, record.pk): record for record in queryset.filter(pk__in=wanted[kind])}
    for pk in wanted[MILESTONE]:
        records[MILESTONE, pk].is_late = records[MILESTONE, pk].is_overdue(timezone.localdate())
    _with_outcomes(records, wanted, user)
    return records


def _with_outcomes(records, wanted, user):
    """Give each record its_outcomes; of those with an entry on this page a meeting has only that entry's key, in
    its_entries, so that the page does not tell them twice."""
    entries = {}
    for pk in wanted[OUTCOME]:
        entries.setdefault(records[OUTCOME, pk].outcome_id, pk)
    outcomes = Outcome.objects.visible_to(user).with_state().annotate(when=F("status_when"))
    found = linked(
        meeting=(outcomes.filter(meeting__in=wanted[MEETING]), "meeting_id"),
        dialogue=(outcomes.filter(fed_by__in=wanted[DIALOGUE]), "fed_by"),
    )
    for record in records.values():
        record.its_outcomes, record.its_entries = [], []
    for kind, its in found.items():
        for outcome in sorted(its, key=lambda outcome: outcome.code):
            record = records[kind, outcome.of]
            if kind == MEETING and outcome.pk in entries:
                record.its_entries.append(entries[outcome.pk])
            else:
                record.its_outcomes.append(outcome)
    for pk in wanted[MEETING]:
        records[MEETING, pk].its_entries.sort(key=wanted[OUTCOME].index)


# The year at a glance


@dataclass(frozen=True, slots=True)
class Brick:
    x: int
    y: int
    is_planned: bool


@dataclass(frozen=True, slots=True)
class StripMonth:
    name: str  # the month alone, short
    in_words: str  # with its year
    count: int
    planned: int
    bricks: list[Brick]
    url: str


BRICKS = 8  # as many as the drawing holds; the number below says how many there are


def strip_of(year, entries, url, per_page, query=""):
    """The twelve months of a year, and those before and after that have entries of its host year."""
    first_at, totals, planned = {}, Counter(), Counter()
    for number, entry in enumerate(entries):
        if len(entry.group) == 7 and entry.group[5:] <= "12":
            first_at.setdefault(entry.group, number)
            totals[entry.group] += 1
            planned[entry.group] += entry.is_planned
    months = []
    for group in sorted({*totals, *(f"{year}-{month:02}" for month in range(1, 13))}):
        page = first_at.get(group, 0) // per_page + 1
        asked = "&".join(part for part in (query, f"page={page}" if page > 1 else "") if part)
        months.append(
            StripMonth(
                name=_short_name(group, year),
                in_words=dates.say(dates.read(group), reading_language(), short=True),
                count=totals[group],
                planned=planned[group],
                bricks=_bricks(totals[group], planned[group]),
                url=f"{url}{'?' if asked else ''}{asked}#m-{group}",
            )
        )
    return months


def _bricks(count, planned):
    dashed = max(1, round(planned * min(count, BRICKS) / count)) if planned else 0
    drawn = min(count, BRICKS)
    return [Brick(15 * (n % 2), 34 - 10 * (n // 2), n >= drawn - dashed) for n in range(drawn)]


def _short_name(group, year):
    month = _short_month(int(group[5:]))
    if group.startswith(f"{year}-"):
        return month
    return pgettext("short month of another year", "%(month)s %(year)s") % {"month": month, "year": group[:4]}


def _short_month(number):
    months = {
        1: _("Jan"),
        2: _("Feb"),
        3: _("Mar"),
        4: _("Apr"),
        5: pgettext("short month", "May"),
        6: _("June"),
        7: _("July"),
        8: _("Aug"),
        9: _("Sept"),
        10: _("Oct"),
        11: _("Nov"),
        12: _("Dec"),
    }
    return months[number]
