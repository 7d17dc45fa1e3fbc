import json
import os

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from goals import opensdg
from publishing.imports import Counts, fetch, problem_as_json
from publishing.sheets import Problem, SheetError

# Each kind of file or folder that can be read, the most particular first.
FORMATS = (opensdg.FORMAT,)
LANGUAGES = ("en", "zh-hant")


class Command(BaseCommand):
    help = "Read files into the record as drafts. All of them or, when anything is wrong, none."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a folder or ZIP of an Open SDG site")
        parser.add_argument(
            "--as", dest="kind", metavar="KIND", help="what the files are, when it is not plain"
        )
        parser.add_argument(
            "--map",
            dest="headings",
            metavar="HEADING=field",
            nargs="+",
            action="extend",
            default=[],
            help="what a column holds, when its heading is not known",
        )
        parser.add_argument("--economy", default="", help="whose figures they are: CDA, or a name")
        parser.add_argument("--source", default="", metavar="SRC-…", help="the source of the figures")
        parser.add_argument("--release", default="", help="the release of the figures")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--language", choices=LANGUAGES, help="of what is printed; the reader's own by default"
        )

    def handle(self, *, paths, kind, headings, dry_run, **options):
        options["headings"] = self.headings(headings)
        with translation.override(options["language"] or spoken()):
            report = self.run_import(paths, kind, dry_run, options)
            if options["format"] == "json":
                self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            else:
                report.print(self.stdout, self.stderr)
            if report.problems:
                raise CommandError(
                    _("Refused: nothing was written. Problems: %(count)d.") % {"count": len(report.problems)}
                )

    def headings(self, pairs):
        for pair in pairs:
            if "=" not in pair:
                raise CommandError(f"--map takes HEADING=field, not “{pair}”.")
        return dict(pair.rsplit("=", 1) for pair in pairs)

    def run_import(self, paths, kind, dry_run, options):
        report = Report(dry_run)
        contents = []
        for path in paths:
            try:
                parcel = fetch(path)
                one = self.format_of(parcel, kind)
                contents.append((one, one.read(parcel)))
            except SheetError as error:
                report.problems.append(error.problem.at(file=str(path)))
            except OSError:
                report.problems.append(Problem("not_found", str(path), file=str(path)))
        wanted = {name: options[name] for name in ("economy", "source", "release", "headings")}
        try:
            # Planned before the transaction, so that others can write until there is something to be written.
            first = contents[0][0].plan(contents[0][1], **wanted) if contents else None
            with transaction.atomic():
                for number, (one, content) in enumerate(contents):
                    plan = first if number == 0 else one.plan(content, **wanted)
                    report.add(plan)
                    if not report.problems:
                        plan.write()
                if report.problems or dry_run:
                    transaction.set_rollback(True)
        except SheetError as error:
            report.problems.append(error.problem)
        except DatabaseError as error:
            raise CommandError(f"Nothing was written. {error}") from error
        return report

    def format_of(self, parcel, kind):
        if kind:
            for one in FORMATS:
                if one.name == kind:
                    return one
            names = ", ".join(one.name for one in FORMATS)
            raise CommandError(f"Nothing is read as “{kind}”. There is: {names}.")
        for one in FORMATS:
            if one.is_one(parcel):
                return one
        # The reader knows best why it is none.
        return FORMATS[-1]


class Report:
    """What all files came to, and how it is told."""

    def __init__(self, dry_run):
        self.dry_run = dry_run
        self.counts, self.problems, self.notices, self.changes = {}, [], [], []

    def add(self, plan):
        for label, counts in plan.counts.items():
            total = self.counts.setdefault(label, Counts())
            for name, number in vars(counts).items():
                setattr(total, name, getattr(total, name) + number)
        self.problems += plan.problems
        self.notices += plan.notices
        self.changes += plan.changes

    @property
    def is_written(self):
        return not self.problems and not self.dry_run

    def as_json(self):
        totals = Counts()
        for counts in self.counts.values():
            for name, number in vars(counts).items():
                setattr(totals, name, getattr(totals, name) + number)
        totals.refused = len(self.problems)
        return {
            "written": self.is_written,
            "dry_run": self.dry_run,
            **vars(totals),
            "counts": {label: vars(counts) for label, counts in self.counts.items()},
            "problems": [problem_as_json(problem) for problem in self.problems],
            "notices": [problem_as_json(problem) for problem in self.notices],
            "changes": [change._asdict() for change in self.changes],
        }

    def print(self, out, err):
        for notice in self.notices:
            out.write(in_words(notice))
        for problem in self.problems:
            err.write(in_words(problem))
        if self.problems:
            return
        for label, counts in self.counts.items():
            numbers = {"name": apps.get_model(label)._meta.verbose_name_plural, **vars(counts)}
            out.write(_("%(name)s: %(new)d new, %(changed)d changed, %(same)d the same") % numbers)
        if self.dry_run:
            out.write(_("A trial: nothing was written."))
        elif any(counts.new or counts.changed for counts in self.counts.values()):
            out.write(_("Written; what is new is a draft."))
        else:
            out.write(_("Nothing to write: all of it is in the record."))


def in_words(problem):
    """A line for people: where, what, and what to do."""
    place = [problem.file, problem.sheet if problem.sheet != problem.file else ""]
    if problem.row is not None:
        place.append(_("row %(row)d") % {"row": problem.row})
    if problem.column:
        place.append(_("column %(column)s") % {"column": problem.column})
    language = translation.get_language() or "en"
    comma, colon, space = (", ", ": ", " ") if language == "en" else ("，", "：", "")
    where = comma.join(filter(None, place))
    said = space.join((problem.sentence(language), problem.suggestion(language)))
    return f"{where}{colon}{said}" if where else said


def spoken():
    """The language of the reader, as the terminal tells it; English where it tells none."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh-hant" if value.lower().startswith("zh") else "en"
    return "en"
