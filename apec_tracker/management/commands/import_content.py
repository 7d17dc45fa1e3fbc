import getpass
import json
import os
import sys

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from apec_tracker import importing
from publishing.imports import LANGUAGES
from publishing.models import KnownHeading
from publishing.resources import resources
from publishing.sheets import fold


class Command(BaseCommand):
    help = "Read files into the record as drafts. All of them or, when anything is wrong, none."
    # Half a second at every start, and nothing that an import could set right.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            help="XLSX, ODS, CSV, JSON or ICS; a folder or ZIP of an export; a folder or ZIP of an Open SDG site",
        )
        parser.add_argument(
            "--as",
            dest="kind",
            metavar="KIND",
            default="",
            help="what the rows are, when it is not plain: meetings, readings …",
        )
        parser.add_argument(
            "--map",
            dest="headings",
            metavar="HEADING=field",
            nargs="+",
            action="extend",
            default=[],
            help="what a column holds, when its heading is not known; “HEADING=” leaves it out. Remembered.",
        )
        parser.add_argument("--economy", default="", help="Open SDG: whose figures they are: CDA, or a name")
        parser.add_argument(
            "--source", default="", metavar="SRC-…", help="Open SDG: the source of the figures"
        )
        parser.add_argument("--release", default="", help="Open SDG: the release of the figures")
        parser.add_argument(
            "--with-state",
            action="store_true",
            help="take over who may see a record, when a whole record moves to another machine",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--language", choices=LANGUAGES, help="of what is printed; the reader's own by default"
        )

    def handle(self, *, paths, kind, headings, dry_run, **options):
        wanted = {name: options[name] for name in ("economy", "source", "release", "with_state")}
        with translation.override(options["language"] or spoken()):
            # --map takes all that follows it, files too.
            paths = [*paths, *(given for given in headings if "=" not in given)]
            if not paths:
                raise CommandError(_("Say which files: import_content PATH…"), returncode=2)
            wanted["headings"] = dict(pair.rsplit("=", 1) for pair in headings if "=" in pair)
            kind = self.kind(kind)
            run, report = self.run_import(list(importing.parcels_at(paths)), kind, dry_run, wanted)
            if options["format"] == "json":
                told = {"import": run.pk if run else None, "dry_run": dry_run, **report.as_json()}
                told["written"] = bool(run and run.written_at)
                self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2, default=str))
            else:
                self.print(report, run)
            if report.problems:
                raise CommandError(
                    _("Refused: nothing was written. Problems: %(count)d.") % {"count": len(report.problems)}
                )

    def kind(self, said):
        """A format or the name of a sheet; records may also be called as people call them: Meetings, 會議."""
        if not said or said in importing.kinds():
            return said
        named = [resource.name for resource in resources() if fold(said) in resource.names]
        if len(named) != 1:
            known = ", ".join(named or importing.kinds())
            raise CommandError(
                _("Nothing is read as “%(kind)s”. There is: %(known)s.") % {"kind": said, "known": known}
            )
        return named[0]

    def run_import(self, parcels, kind, dry_run, options):
        told = self.tell_progress if sys.stderr.isatty() else None
        if dry_run:
            at_work = importing.Importing(told=told)
            try:
                return None, at_work.prepare(parcels, kind, **options)
            finally:
                at_work.close()
        kept = {name: value for name, value in {"kind": kind, **options}.items() if value}
        run = importing.begin(parcels, by=account(), options=kept)
        try:
            report = importing.carry_out(run, importing.Importing(run, told), parcels, kind, **options)
        except importing.Cancelled:
            raise CommandError(_("Stopped: nothing was written."), returncode=130) from None
        except DatabaseError as error:
            raise CommandError(f"{_('Nothing was written.')} {error}") from error
        if not report.problems:
            remember(options["headings"], report)
        return run, report

    def tell_progress(self, rows):
        self.stderr.write("\r" + _("%(rows)d rows read …") % {"rows": rows}, ending="")
        self.stderr.flush()

    def print(self, report, run):
        for notice in report.notices:
            self.stdout.write(in_words(notice))
        for problem in report.problems:
            self.stderr.write(in_words(problem))
        if kinds := [kind for problem in report.problems for kind in problem.details.get("kinds", ())]:
            names = ", ".join(dict.fromkeys(kinds))
            self.stderr.write(
                _("What the rows are is said with --as and the name of a sheet: %(names)s …")
                % {"names": names}
            )
        if report.unknown:
            self.stderr.write(
                _(
                    "What a heading means is said with --map HEADING=field; --map HEADING= leaves the column out."
                )
            )
        if report.problems:
            return
        for label, counts in report.counts.items():
            numbers = {"name": apps.get_model(label)._meta.verbose_name_plural, **vars(counts)}
            self.stdout.write(_("%(name)s: %(new)d new, %(changed)d changed, %(same)d the same") % numbers)
        if run is None:
            self.stdout.write(_("A trial: nothing was written."))
        elif run.written_at:
            self.stdout.write(_("Written; what is new is a draft."))
            self.stdout.write(_("To take it back: manage.py undo_import %(number)d") % {"number": run.pk})
        else:
            self.stdout.write(_("Nothing to write: all of it is in the record."))


def remember(headings, report):
    """Keep what headings mean for the kinds of sheets that were read."""
    for resource in resources():
        if resource.label not in report.counts:
            continue
        for heading, name in headings.items():
            column = resource.column_of(name) if name else ""
            if column is None:
                continue
            KnownHeading.objects.update_or_create(
                resource=resource.name, folded=fold(heading), defaults={"heading": heading, "column": column}
            )


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


def account():
    """Who is at the terminal, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def spoken():
    """The language of the reader, as the terminal tells it; English where it tells none."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh-hant" if value.lower().startswith("zh") else "en"
    return "en"
