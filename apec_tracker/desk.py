"""The editors' desk as a whole: the order of its rooms, its front page, and how records are found by name."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Count, F, Value
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apec_tracker.desk_imports.allowed import may_import
from publishing.admin import LineAdmin
from publishing.admin.filters import without_one
from publishing.admin.sheets import WithSheets
from publishing.languages import reading_language
from publishing.models import State
from publishing.resources import resources

ROOMS = ("reference", "meetings", "goals", "dialogues", "articles", "publishing", "auth")


class DeskAutocomplete(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        """The name with the code after it: two meetings may have one name, never one code."""
        result = super().serialize_result(obj, to_field_name)
        if code := getattr(obj, "code", ""):
            result["text"] = f"{result['text']} · {code}"
        return result


class DeskSite(AdminSite):
    site_title = _("APEC Tracker – desk")
    site_header = _("APEC Tracker – desk")
    index_title = _("The editors’ desk")
    empty_value_display = "—"
    # The menu above each page takes its place; a list in two languages needs the width.
    enable_nav_sidebar = False

    def get_urls(self):
        return [path("sheets/", self.admin_view(self.sheets), name="sheets"), *super().get_urls()]

    def sheets(self, request):
        """An empty sheet for each kind of record that this person may see."""
        desks = [(resource, self._registry.get(resource.model)) for resource in resources()]
        found = [
            {
                "name": resource.title(reading_language()),
                "list": reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist"),
                "sheet": desk.sheet_of(request),
            }
            for resource, desk in desks
            if isinstance(desk, WithSheets) and desk.sheet_of(request)
        ]
        given = {**self.each_context(request), "title": _("Empty sheets"), "sheets": found}
        return TemplateResponse(request, "admin/sheets.html", given)

    def autocomplete_view(self, request):
        return DeskAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """Rooms in the order of the house, records in the order the rooms register them."""
        apps = self._build_app_dict(request, app_label).values()
        return sorted(
            apps, key=lambda app: ROOMS.index(app["app_label"]) if app["app_label"] in ROOMS else 99
        )

    def index(self, request, extra_context=None):
        given = {"attention": self.attention(request), "may_import": may_import(request.user)}
        return super().index(request, given | (extra_context or {}))

    def attention(self, request):
        """What waits for an editor: records in review, and records that lack a language. Two queries in all."""
        desks = [
            desk
            for desk in self._registry.values()
            if isinstance(desk, LineAdmin) and desk.has_view_permission(request)
        ]
        waiting = counted((desk, desk.model._base_manager.filter(state=State.REVIEW)) for desk in desks)
        missing = counted(
            (desk, desk.model._base_manager.filter(without_one(desk.called_by)))
            for desk in desks
            if desk.called_by
        )
        return {
            "review": links(desks, waiting, f"state__exact={State.REVIEW}"),
            "missing": links(desks, missing, "missing=any"),
        }


def counted(asked):
    """How many rows each query finds, by the label of its model, all in one go."""
    queries = [
        rows.order_by()
        .annotate(of=Value(desk.opts.label))
        .values("of")
        .annotate(count=Count("pk"))
        .values_list(F("of"), F("count"))
        for desk, rows in asked
    ]
    if not queries:
        return {}
    first, *others = queries
    return dict(first.union(*others, all=True))


def links(desks, counts, query):
    return [
        {
            "name": capfirst(desk.opts.verbose_name_plural),
            "count": counts[desk.opts.label],
            "url": reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist") + f"?{query}",
        }
        for desk in desks
        if counts.get(desk.opts.label)
    ]
