import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from apec_tracker.importing import Cancelled, Progress
from apec_tracker.management.commands.import_content import account, spoken
from publishing.imports import LANGUAGES
from publishing.models import ImportRun, RowFate
from publishing.resources import NotToBeUndone, undo


class Command(BaseCommand):
    help = "Take an import back: what nobody edited since goes back to what it was."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, metavar="ID", help="the number of the import")
        parser.add_argument(
            "--language", choices=LANGUAGES, help="of what is printed; the reader's own by default"
        )

    def handle(self, *, id, language, **options):
        with translation.override(language or spoken()):
            run = ImportRun.objects.filter(pk=id).first()
            if run is None:
                raise CommandError(_("There is no import %(number)d.") % {"number": id})
            progress = Progress(run, self.tell_progress if sys.stderr.isatty() else None)
            try:
                fates = undo(run, account(), progress)
            except NotToBeUndone as error:
                raise CommandError(str(error)) from error
            except (Cancelled, KeyboardInterrupt):
                raise CommandError(_("Stopped: nothing was taken back."), returncode=130) from None
            for fate, count in fates.items():
                self.stdout.write(
                    _("%(what)s: %(count)d") % {"what": str(RowFate(fate).label).capitalize(), "count": count}
                )
            for row in run.rows.exclude(fate=RowFate.REVERSED)[:1000]:
                self.stdout.write(f"{row.key}: {row.get_fate_display()}. {row.reason}".strip())

    def tell_progress(self, rows):
        self.stderr.write("\r" + _("%(rows)d rows looked at …") % {"rows": rows}, ending="")
        self.stderr.flush()
