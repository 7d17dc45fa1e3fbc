from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from apec_tracker.management.commands.import_content import spoken
from goals import opensdg
from publishing.imports import LANGUAGES
from publishing.resources import one_moment, resources, tables
from publishing.sheets import SheetError, fold, write
from publishing.sheets.opensdg import pack
from publishing.sheets.writing import SUFFIXES, replacing, replacing_folder
from reference.models import Economy

KINDS = ("xlsx", "csv", "json")


class Command(BaseCommand):
    help = (
        "Write the record as files that can be read in again: a workbook (PATH.xlsx), CSV in a folder or in "
        "PATH.zip, or PATH.json; or as an Open SDG site."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH")
        parser.add_argument(
            "--format", choices=[*KINDS, "opensdg"], help="by the ending of PATH where it is not given"
        )
        parser.add_argument(
            "--only", nargs="+", action="extend", metavar="SHEET", help="only these sheets: meetings stops"
        )
        parser.add_argument(
            "--with-state",
            action="store_true",
            help="also who may see each record, for a whole record that moves to another machine",
        )
        parser.add_argument("--economy", help="Open SDG: only the figures of this economy: CDA")
        parser.add_argument(
            "--public", action="store_true", help="only what the public can see, without drafts"
        )
        parser.add_argument(
            "--language", choices=LANGUAGES, help="of what is printed; the reader's own by default"
        )

    def handle(self, *, path, language, **options):
        path = Path(path)
        with translation.override(language or spoken()):
            try:
                as_written = self.write_site if options["format"] == "opensdg" else self.write_sheets
                said = as_written(path, **options)
            except SheetError as error:
                raise CommandError(in_words(error)) from error
            except FileExistsError as error:
                raise CommandError(
                    _("%(path)s is not an empty folder; name another one.") % {"path": path}
                ) from error
            except OSError as error:
                raise CommandError(
                    _("%(path)s cannot be written: %(reason)s.")
                    % {"path": path, "reason": error.strerror or error}
                ) from error
            self.stdout.write(said)

    def write_sheets(self, path, *, format, only, with_state, public, economy, **_options):
        if economy:
            raise CommandError(_("--economy goes with --format opensdg."))
        kind = format or SUFFIXES.get(path.suffix.lower())
        if kind is None:
            raise CommandError(
                _("Nothing is written as “%(ending)s”; say which with --format: xlsx, csv or json.")
                % {"ending": path.suffix}
            )
        wanted = list(named(only)) if only else resources()
        if kind == "csv" and path.suffix.lower() == ".csv" and len(wanted) != 1:
            raise CommandError(
                _("A CSV file holds one sheet: name it with --only, or give a folder or a PATH.zip for all.")
            )
        with one_moment():
            counts = write(path, kind, tables(wanted, with_state=with_state, public=public))
        return _("%(records)d records on %(sheets)d sheets written to %(path)s.") % {
            "records": sum(counts.values()),
            "sheets": len(counts),
            "path": path,
        }

    def write_site(self, path, *, economy, public, only, with_state, **_options):
        if only or with_state:
            raise CommandError(_("--only and --with-state do not go with --format opensdg."))
        if economy:
            code, economy = economy, Economy.objects.filter(apec_code=economy.strip().upper()).first()
            if economy is None:
                known = ", ".join(Economy.objects.order_by("position").values_list("apec_code", flat=True))
                raise CommandError(
                    _("There is no economy “%(code)s”. There are: %(known)s.")
                    % {"code": code, "known": known}
                )
        files = opensdg.export(economy, public_only=public)
        if path.suffix.lower() == ".zip":
            with replacing(path) as made:
                made.write_bytes(pack(files))
        else:
            with replacing_folder(path) as made:
                for name, content in files.items():
                    file = made / name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
        if not files:
            return _("There is nothing to export.")
        return _("%(count)d files written to %(path)s.") % {"count": len(files), "path": path}


def named(names):
    """The resources of these sheets, in the order of the house."""
    known, wanted = resources(), set()
    for name in names:
        # Two rooms may have a word in common; the name of a sheet is its own.
        found = [r for r in known if r.name == name.lower()] or [r for r in known if fold(name) in r.names]
        if not found:
            raise CommandError(
                _("There is no sheet “%(name)s”. There are: %(known)s.")
                % {"name": name, "known": ", ".join(resource.name for resource in known)}
            )
        wanted.update(resource.name for resource in found)
    return (resource for resource in known if resource.name in wanted)


def in_words(error):
    language = translation.get_language() or "en"
    place = [error.sheet, _("row %(row)d") % {"row": error.row} if error.row else "", error.column]
    where = (", " if language == "en" else "，").join(filter(None, place))
    colon = ": " if language == "en" else "："
    said = f"{error.sentence(language)} {error.suggestion(language)}"
    return f"{where}{colon}{said}" if where else said
