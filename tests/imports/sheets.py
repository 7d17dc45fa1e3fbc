"""Small sheets for tests, and the short way to import them."""

import csv
import io

from apec_tracker import importing
from publishing.imports import Parcel


def csv_of(*rows, name="meetings.csv"):
    """A Parcel of a CSV file: its rows, the headings first."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return Parcel(name, text.getvalue().encode())


def plan_of(*parcels, **options):
    """The report of a trial."""
    at_work = importing.Importing()
    try:
        return at_work.prepare(parcels, **options)
    finally:
        at_work.close()


def bring(*parcels, **options):
    """Import parcels; the run and what it reported."""
    run = importing.begin(parcels)
    report = importing.carry_out(run, importing.Importing(run), parcels, **options)
    run.refresh_from_db()
    return run, report


def codes(report):
    return [problem.code for problem in report.problems]


def notices(report):
    return [problem.code for problem in report.notices]


def totals(report):
    found = report.totals
    return found.new, found.changed, found.same
