"""Which readings make the one series that an economy is judged by. Plain functions, no Django.

The headline group. Readings come for everyone and for groups: by sex, place, age, level, with and without
disabilities. The headline is the figure that is split by nothing. Where an indicator is about persons with
disabilities and any economy gives it for persons with disabilities apart, that group is the headline for all
economies, so that no one is judged by the total where others are judged by the group.

The release. A later release may count anew, drop figures or change them, so two releases are never mixed
without a word. The newest release that has figures for two years or more makes the whole series. Only where
none has, as with a survey whose every round is a release of its own, or where later releases give two or more
later years between them, the rounds are laid side by side, the newest release winning where two give the same
period, and the series says that it was pieced together: an old report is no reason to pass over what came since.
A release is newer when the last year in its name is later; between equals, when its name sorts later.
A reading without a release counts as the oldest.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

WITH_DISABILITIES = "with"


class Figure(NamedTuple):
    """One reading of the headline group. year: int, as the period begins; broken: a series break before it."""

    year: int
    period: str
    value: float
    release: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The chosen figures, by period. releases: those used; left_out: those that were not."""

    figures: tuple[Figure, ...] = ()
    releases: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_pieced(self):
        """Whether figures of several releases stand side by side."""
        return len(self.releases) > 1

    @property
    def points(self):
        return [(figure.year, figure.value) for figure in self.figures]

    @property
    def breaks(self):
        return sorted({figure.year for figure in self.figures if figure.broken})


def release_order(release):
    """A key that sorts releases from old to new: "unsd-2020" before "unsd-2023"."""
    years = re.findall(r"(?:19|20|21)[0-9]{2}", release)
    return (int(years[-1]) if years else 0, release)


def choose_series(figures):
    """The Series that an economy is judged by, from all its headline Figures in any order."""
    by_release = {}
    for figure in figures:
        by_release.setdefault(figure.release, []).append(figure)
    if len(by_release) == 1:
        (release,) = by_release
        return Series(_in_order(by_release[release]), (release,))
    newest_first = sorted(by_release, key=release_order, reverse=True)
    later = set()  # years of the releases that are newer than this one
    for release in newest_first:
        years = {figure.year for figure in by_release[release]}
        if len(years) >= 2 and sum(year > max(years) for year in later) < 2:
            left_out = tuple(other for other in newest_first if other != release)
            return Series(_in_order(by_release[release]), (release,), left_out)
        later |= years
    by_period = {}
    for release in newest_first:
        for figure in by_release[release]:
            by_period.setdefault(figure.period, figure)
    used = {figure.release for figure in by_period.values()}
    return Series(
        _in_order(by_period.values()),
        tuple(release for release in newest_first if release in used),
        tuple(release for release in newest_first if release not in used),
    )


def _in_order(figures):
    return tuple(sorted(figures))
