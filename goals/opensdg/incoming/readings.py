"""The figures of a file, beside the readings of the record.

A revised figure never overwrites one. The old reading is set aside under a release of its own, "opensdg-cda (1)",
and names the new one that replaces it. Where the old one is published, the whole file becomes drafts of a next
release, "opensdg-cda~02", and nothing published is touched: two releases are never mixed in one series, and the new
one takes over when it is published.
"""

import re

from django.db.models import QuerySet

from goals.models import Reading
from publishing.imports import Change
from publishing.models import State

from ..groups import Key
from .works import READING, Old

NEXT_RELEASE = re.compile(r"(.+)~(\d{2,})")


def readings_of(indicators, economy):
    """{indicator id: {release: {Key: Old}}} of the readings that nothing has replaced yet."""
    # Not by the manager that chooses a language: it takes its time, and the columns are named already.
    rows = QuerySet(Reading).filter(indicator__in=indicators, economy=economy, replaced_by=None).order_by()
    found = {}
    columns = (
        "indicator_id",
        "pk",
        "value",
        "note_en",
        "note_zh_hant",
        "has_break_before",
        "release",
        "state",
    )
    for row in rows.values_list(*columns, *Key._fields).iterator(chunk_size=20_000):
        indicator, pk, value, english, chinese, has_break, release, state = row[:8]
        old = Old(pk, value, english or chinese, has_break, release, state)
        found.setdefault(indicator, {}).setdefault(release, {})[Key(*row[8:])] = old
    return found


def plan_readings(made, work, read, past, figures, releases):
    olds = releases.get(work.release, {})
    same = edited = 0
    replace, revised_in_public, kept_as_edited = [], 0, {}
    for figure in figures:
        old = olds.get(figure.key)
        if old is None:
            work.create.append(figure)
            continue
        if old.value == figure.value:
            is_same = (old.note, old.has_break) == (figure.note, figure.has_break)
            if is_same or old.state not in (State.DRAFT, State.REVIEW):
                same += 1
                continue
            was = past.figure(figure.key)
            if was is not None and (was.note, was.has_break) == (old.note, old.has_break):
                work.amend.append((old, figure))
            else:
                same += 1
            continue
        was = past.figure(figure.key)
        if was is not None and was.value == figure.value:
            edited += 1
            kept_as_edited[figure.key] = old.value
            continue
        replace.append((old, figure))
        revised_in_public += old.state not in (State.DRAFT, State.REVIEW)
        made.tell(Change(READING, _name(work, figure), "value", old.value, figure.value))
    gone = len(olds.keys() - {figure.key for figure in figures})
    made.count(READING, "new", len(work.create))
    made.count(READING, "changed", len(replace) + len(work.amend))
    made.count(READING, "same", same + edited)
    if edited:
        made.notice("readings_edited", edited, file=read.file)
    if gone:
        made.notice("no_longer_there", gone, file=read.file)
    if not revised_in_public:
        work.replace = replace
        return
    work.release = _next_release(work.release, releases)
    work.amend = []
    work.create = [figure._replace(value=kept_as_edited.get(figure.key, figure.value)) for figure in figures]
    made.notice("new_release", revised_in_public, file=read.file, release=work.release)


def _name(work, figure):
    return " · ".join(filter(None, (work.indicator.slug, *figure.key)))


def _next_release(release, taken):
    match = NEXT_RELEASE.fullmatch(release)
    stem, number = (match[1], int(match[2])) if match else (release, 1)
    while (name := f"{stem}~{number + 1:02d}") in taken:
        number += 1
    return name


def free_number(indicator, economy, release):
    """The first number under which no reading of this series was set aside yet."""
    taken = Reading.objects.filter(indicator=indicator, economy=economy, release__startswith=f"{release} (")
    numbers = [int(match[1]) for one in taken.values_list("release", flat=True).distinct()
               if (match := re.search(r" \((\d+)\)$", one))]  # fmt: skip
    return max(numbers, default=0) + 1
