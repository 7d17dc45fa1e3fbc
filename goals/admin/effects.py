"""What a save at the desk does to the statuses: shown before it, stored with it and told after it."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from goals.judging import reassess
from goals.models import Framework, Goal, GoalIndicator, Indicator, Reading, Target
from goals.reasons import label
from publishing.languages import text_of

TOLD = 10  # changes told one by one after saving
SHOWN = 200  # and in a preview


class Previewed(Exception):
    """Ends a save that was only tried; nothing of it is kept."""

    def __init__(self, scope, after, lines):
        super().__init__()
        self.scope, self.after, self.lines = scope, after, lines


def touched(*records):
    """What the statuses rest on in these records, as arguments for reassess(): all economies, to be sure."""
    goals, indicators = set(), set()
    for record in records:
        match record:
            case Reading() | Target():
                indicators.add(record.indicator_id)
            case GoalIndicator():
                goals.add(record.goal_id)
                indicators.add(record.indicator_id)
            case Indicator() if record.pk:
                indicators.add(record.pk)
                # A link that is taken away would lead to the goal no more.
                goals.update(record.goal_indicators.values_list("goal_id", flat=True))
            case Goal() if record.pk:
                goals.add(record.pk)
                indicators.update(record.goal_indicators.values_list("indicator_id", flat=True))
            case Framework() if record.pk:
                goals.update(record.goals.values_list("pk", flat=True))
    return {"goals": goals - {None}, "indicators": indicators - {None}}


def joined(*scopes):
    return {name: set().union(*(scope[name] for scope in scopes)) for name in ("goals", "indicators")}


def judge(scope, *, dry_run=False):
    """The Changes of a scope; none where it is empty, which reassess() would take for everything."""
    return reassess(**scope, dry_run=dry_run) if any(scope.values()) else []


def difference(before, after):
    """The Changes of status between two dry runs, both of them told against the same stored assessments."""

    def by_key(changes):
        return {(c.economy, c.goal, c.indicator): c for c in changes}

    was, now = by_key(before), by_key(after)
    found = []
    for key in {**now, **was}:
        old, new = was.get(key), now.get(key)
        if old is None:
            change = new
        elif new is None:
            # Without the edit something else would be written; with it, what is stored stays.
            change = replace(
                old, was=old.now, was_reason=old.now_reason, now=old.was, now_reason=old.was_reason
            )
        else:
            change = replace(new, was=old.now, was_reason=old.now_reason)
        if change.is_of_status:
            found.append(change)
    return found


def change_line(change):
    """ "Peru, goal 6 (Arequipa Goals): no target set → on track"."""
    words = {
        "economy": text_of(change.economy, "name"),
        "was": label(change.was).lower() or _("not judged"),
        "now": label(change.now).lower() or _("no longer judged"),
    }
    if change.was == change.now:
        words["moved"] = _("%(now)s, for another reason") % words
    else:
        words["moved"] = pgettext("was, now", "%(was)s → %(now)s") % words
    if change.indicator:
        words["indicator"] = change.indicator.slug
    if not change.goal:
        return _("%(economy)s, %(indicator)s: %(moved)s") % words
    words |= {"goal": change.goal.number, "framework": str(change.goal.framework)}
    if change.indicator:
        return _("%(economy)s, goal %(goal)s (%(framework)s) by %(indicator)s: %(moved)s") % words
    return _("%(economy)s, goal %(goal)s (%(framework)s): %(moved)s") % words


def change_lines(changes, at_most=SHOWN):
    """One line a change of status, the goals before their indicators, and how many more there are."""
    of_status = [change for change in changes if change.is_of_status]
    of_status.sort(key=lambda change: change.indicator is not None)
    lines = [change_line(change) for change in of_status[:at_most]]
    if rest := len(of_status) - len(lines):
        lines.append(ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest})
    return lines


def tell_changes(request, changes):
    """Say after a save which statuses changed; nothing where none did."""
    lines = change_lines(changes, TOLD)
    for line in lines:
        messages.info(request, _("Status changed: %(line)s") % {"line": line})
    return bool(lines)


class JudgingAdmin:
    """Mixed into the admin of a record that statuses rest on: saving, deleting and acting on many judge anew."""

    has_preview = True

    def is_preview(self, request):
        return request.method == "POST" and "_preview" in request.POST

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Previewed as tried:
            changes = difference(judge(tried.scope, dry_run=True), tried.after)
            request.desk_previewed = True
            shown = {"previewed": True, "effects": [*tried.lines, *change_lines(changes)]}
            return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    def render_change_form(self, request, context, *args, **kwargs):
        context.setdefault("has_preview", self.has_preview)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if not getattr(request, "desk_previewed", False):
            return form

        class Shown(form):
            """Checked and shown again as it was typed, but never saved."""

            def is_valid(self):
                super().is_valid()
                return False

        return Shown

    def lines_of(self, request, record):
        """What a save would do besides changing computed statuses, in sentences; asked before it is saved."""
        return []

    def save_model(self, request, obj, form, change):
        before = self.model._base_manager.filter(pk=obj.pk).first() if change else None
        request.desk_touched = touched(*filter(None, (before, obj)))
        request.desk_lines = self.lines_of(request, obj) if self.is_preview(request) else []
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        scope = joined(request.desk_touched, touched(form.instance))
        if self.is_preview(request):
            raise Previewed(scope, judge(scope, dry_run=True), request.desk_lines)
        tell_changes(request, judge(scope))

    def delete_model(self, request, obj):
        self.delete_all(request, [obj], lambda: super(JudgingAdmin, self).delete_model(request, obj))

    def delete_queryset(self, request, queryset):
        records = list(queryset)
        self.delete_all(
            request, records, lambda: super(JudgingAdmin, self).delete_queryset(request, queryset)
        )

    def delete_all(self, request, records, delete):
        with transaction.atomic():
            scope = touched(*records)
            delete()
            changes = judge(scope)
        tell_changes(request, changes)

    def log_change(self, request, obj, message):
        # Every action on many records logs each that it saved.
        request.desk_changed = [*getattr(request, "desk_changed", ()), obj]
        return super().log_change(request, obj, message)

    def after_action(self, request, records):
        """What follows, in the same transaction, when an action has saved these records."""

    def response_action(self, request, queryset):
        request.desk_changed = []
        with transaction.atomic():
            response = super().response_action(request, queryset)
            self.after_action(request, request.desk_changed)
            changes = judge(touched(*request.desk_changed))
        tell_changes(request, changes)
        return response


def chosen(request):
    """The keys of the records that were ticked in a list."""
    return request.POST.getlist(ACTION_CHECKBOX_NAME)
