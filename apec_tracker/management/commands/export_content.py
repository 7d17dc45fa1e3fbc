from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from goals import opensdg
from publishing.sheets import SheetError
from publishing.sheets.opensdg import pack
from reference.models import Economy


class Command(BaseCommand):
    help = "Write the record as files, into a folder or, where PATH ends in .zip, an archive."

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH")
        parser.add_argument("--format", choices=["opensdg"], required=True)
        parser.add_argument("--economy", help="only the figures of this economy: CDA")
        parser.add_argument(
            "--public", action="store_true", help="only what the public can see, without drafts"
        )

    def handle(self, *, path, economy, public, **options):
        if economy:
            code, economy = economy, Economy.objects.filter(apec_code=economy.strip().upper()).first()
            if economy is None:
                known = ", ".join(Economy.objects.order_by("position").values_list("apec_code", flat=True))
                raise CommandError(f"There is no economy “{code}”. There are: {known}.")
        try:
            files = opensdg.export(economy, public_only=public)
            path = Path(path)
            if path.suffix.lower() == ".zip":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(pack(files))
            else:
                write_folder(path, files)
        except SheetError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror or error}.") from error
        self.stdout.write(
            f"{len(files)} files written to {path}." if files else "There is nothing to export."
        )


def write_folder(folder, files):
    """Files into a folder that is empty or not there yet: an old file would pass for one of the record."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} is not an empty folder; name another one.")
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    folder.mkdir(parents=True, exist_ok=True)
