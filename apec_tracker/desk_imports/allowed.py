"""Who may do what with an import: Django's permissions for the records it would write, and no others."""

from django.apps import apps
from django.utils.translation import gettext as _

from publishing.models import ImportStatus
from publishing.resources import resource_of, resources


def holds(user, what, label) -> bool:
    app, name = label.split(".")
    return user.has_perm(f"{app}.{what}_{name}")


def may_import(user) -> bool:
    """Whether there is any kind of record that this user may add or change."""
    return user.is_active and any(
        holds(user, what, resource.label) for resource in resources() for what in ("add", "change")
    )


def may_see(user, label) -> bool:
    return holds(user, "view", label) or holds(user, "change", label)


def may_go_on(user, run) -> bool:
    """An import is carried on by whoever began it."""
    return run.user_id == user.pk or user.is_superuser


def refusals(user, counts) -> list[str]:
    """Why this user may not write an import with these counts by label; no sentence where it may be written."""
    told = []
    for label, numbers in counts.items():
        if resource_of(apps.get_model(label)) is None:
            continue  # the bookkeeping of a format, which follows from its records
        names = {"name": apps.get_model(label)._meta.verbose_name_plural}
        if numbers.get("new") and not holds(user, "add", label):
            told.append(_("You may not add: %(name)s. Ask whoever gives out permissions.") % names)
        if numbers.get("changed") and not holds(user, "change", label):
            told.append(_("You may not change: %(name)s. Ask whoever gives out permissions.") % names)
    return told


def may_undo(user, run) -> bool:
    is_there = run.status in (ImportStatus.WRITTEN, ImportStatus.UNDONE) and run.rows_left.exists()
    return is_there and may_import(user) and not refusals(user, run.counts)
