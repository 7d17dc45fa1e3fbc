from django.core.management.base import BaseCommand, CommandError

from goals.judging import reassess
from goals.models import Framework, Goal


class Command(BaseCommand):
    help = "Judge the progress of every economy anew, and say what changed and why."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
        parser.add_argument("--framework", metavar="SLUG", help="only the goals of this framework")

    def handle(self, *, framework, dry_run, **options):
        goals = None
        if framework:
            record = Framework.objects.filter(slug=framework).first()
            if record is None:
                slugs = Framework.objects.with_goals().order_by("slug").values_list("slug", flat=True)
                raise CommandError(f"There is no framework “{framework}”. There are: {', '.join(slugs)}.")
            goals = Goal.objects.filter(framework=record)
        changes = reassess(goals=goals, dry_run=dry_run)
        of_status = [change for change in changes if change.is_of_status]
        for change in of_status:
            if change.was or options["verbosity"] > 1:
                self.stdout.write(in_words(change))
        new = sum(not change.was for change in of_status)
        counts = [
            f"{len(of_status) - new} changed",
            f"{new} assessed for the first time",
            f"{len(changes) - len(of_status)} with newer figures under the same status",
        ]
        done = "Would be written" if dry_run else "Written"
        self.stdout.write(f"{done}: {', '.join(counts)}." if changes else "Nothing changed.")


def in_words(change):
    """One line: which assessment, from what to what, and why."""
    about = [change.economy.apec_code]
    if change.goal:
        about.append(f"{change.goal.framework.slug} {change.goal.number}")
    about.append(change.indicator.slug if change.indicator else "(the goal)")
    was, now = said(change.was, change.was_reason), said(change.now, change.now_reason)
    return f"{' · '.join(about)}: {was} → {now} [{change.cause}]"


def said(verdict, reason):
    if not verdict:
        return "–"
    return f"{verdict} ({reason})" if reason and reason != verdict else verdict
