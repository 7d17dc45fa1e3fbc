from django.core.management.base import BaseCommand

from reference.models import Photo


class Command(BaseCommand):
    help = "Make the sizes that are missing of the photos we may show, and delete those that are not wanted any more."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="make all sizes again")

    def handle(self, *, anew, **options):
        done = refused = 0
        for photo in Photo.objects.exclude(image="", renditions={}).iterator(chunk_size=100):
            if photo.make_renditions(anew=anew):
                done += 1
            if photo.is_shown and not photo.renditions:
                refused += 1
                self.stderr.write(f"{photo.code}: {photo.image.name} cannot be read; it is shown as it is.")
        self.stdout.write(f"{done} photos brought up to date, {refused} cannot be read.")
