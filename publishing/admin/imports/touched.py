"""A record's history at the desk with the imports that touched it, in order of time."""

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from publishing.admin.imports.cells import cells_of
from publishing.models import ImportedRow, ImportStatus

AT_ONCE = 100


class WithImports:
    """A desk whose histories tell of imports too."""

    def history_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        if not key.isdigit():
            return super().history_view(request, object_id, extra_context)
        paginator = Paginator(moments(self.model, int(key)), AT_ONCE)
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        page.object_list = told(self.model, page.object_list)
        given = {
            "action_list": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.count > AT_ONCE,
        }
        return super().history_view(request, object_id, given | (extra_context or {}))


class Line:
    """What an import did to a record, in the shape of an entry of Django's log."""

    def __init__(self, when, user, by, message):
        self.action_time, self.user, self.message = when, user or By(by), message

    def get_change_message(self):
        return self.message


class By(str):
    """A name without an account, such as that of somebody at a terminal."""

    def get_username(self):
        return str(self)

    def get_full_name(self):
        return ""


def moments(model, key):
    """(when, kind, key) of every entry and import of a record, the earliest first."""
    entries = LogEntry.objects.filter(content_type=get_content_type_for_model(model), object_id=str(key))
    found = [(when, "entry", pk) for pk, when in entries.values_list("pk", "action_time")]
    rows = ImportedRow.objects.filter(
        label=model._meta.label_lower,
        object_id=key,
        run__status__in=(ImportStatus.WRITTEN, ImportStatus.UNDOING, ImportStatus.UNDONE),
    )
    for pk, written, undone, reversed_at in rows.values_list(
        "pk", "run__written_at", "run__undone_at", "reversed_at"
    ):
        found.append((written, "row", pk))
        if undone:
            found.append((reversed_at or undone, "back", pk))
    return sorted(found)


def told(model, listed):
    """What stands in the list of a history for these moments; the same few questions however many there are."""
    entries = LogEntry.objects.select_related("user").in_bulk(
        [pk for _w, kind, pk in listed if kind == "entry"]
    )
    rows = ImportedRow.objects.select_related("run__user").defer("run__report")
    rows = rows.in_bulk({pk for _w, kind, pk in listed if kind != "entry"})
    cells = cells_of(rows.values())
    lines = []
    for when, kind, pk in listed:
        if kind == "entry":
            lines.append(entries[pk])
            continue
        run = rows[pk].run
        if kind == "row":
            lines.append(Line(when, run.user, run.by, of_import(rows[pk], cells[pk])))
        else:
            lines.append(Line(when, None, run.undone_by, of_undoing(rows[pk])))
    return lines


def link(run):
    address = reverse("admin:publishing_importrun_change", args=[run.pk])
    return format_html('<a href="{}">{}</a>', address, _("Import %(number)d") % {"number": run.pk})


def of_import(row, cells):
    if row.was is None:
        return format_html("{} {}", link(row.run), _("added this record."))
    lines = format_html_join(
        "",
        "<li>{}{}{} → {}</li>",
        ((c.name, _(": "), in_lang(c.was, c.lang), in_lang(c.now, c.lang)) for c in cells),
    )
    return format_html('{} {}<ul class="desk-changed">{}</ul>', link(row.run), _("changed:"), lines)


def of_undoing(row):
    fate = row.get_fate_display()
    if row.reason:
        fate = _("%(what)s: %(why)s") % {"what": fate, "why": row.reason}
    return format_html("{} {} {}", link(row.run), _("was taken back. This record:"), fate)


def in_lang(text, lang):
    if not text:
        return _("empty")
    return format_html('<span lang="{}">{}</span>', lang, text) if lang else text
