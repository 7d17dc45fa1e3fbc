from django.core.management.base import BaseCommand, CommandError

from apec_tracker.desk_imports import work
from publishing.models import ImportRun, ImportStatus


class Command(BaseCommand):
    help = "Used by the desk itself: reads or writes an import that was handed in there."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument("what", choices=[work.READ, work.WRITE, work.UNDO])
        parser.add_argument("by", nargs="?", default="", help="who takes it back")

    def handle(self, *, id, what, by, **options):
        awaited = ImportStatus.UNDOING if what == work.UNDO else ImportStatus.PREPARING
        run = ImportRun.objects.filter(pk=id, status=awaited).first()
        if run is None:
            raise CommandError("There is no such import to go on with.")
        run.begin()
        run.save(update_fields=["process", "heard_at"])
        if what == work.UNDO:
            work.take_back(run, by)
        else:
            work.do(run, what)
