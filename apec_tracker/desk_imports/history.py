"""The list of all imports, which nobody can edit: who brought which files, when, and what became of them."""

import json

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apec_tracker.desk_imports.allowed import may_import
from apec_tracker.desk_imports.showing import total
from publishing.models import ImportRun


class ImportHistory(admin.ModelAdmin):
    """Seen by whoever may write any record at all; changed by imports and by nobody else."""

    list_display = ("number", "names", "checksums", "who", "started_at", "badge", "summary")
    list_display_links = ("number", "names")
    list_filter = ("status", ("user", admin.RelatedOnlyFieldListFilter), "started_at")
    list_select_related = ("user",)
    list_per_page = 50
    search_fields = ("by",)
    search_help_text = gettext_lazy("Name or checksum of a file, or who brought it")
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def has_module_permission(self, request):
        return may_import(request.user)

    def has_view_permission(self, request, obj=None):
        return may_import(request.user)

    def has_add_permission(self, request):
        return may_import(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("report")

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        # SQLite keeps what is not ASCII as JSON writes it by default, PostgreSQL as it is.
        as_json = json.dumps(search_term)[1:-1]
        condition = Q(files__icontains=search_term) | Q(files__icontains=as_json)
        return queryset.filter(condition | Q(by__icontains=search_term)), False

    def changelist_view(self, request, extra_context=None):
        ImportRun.objects.settle()
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, run):
        return run.pk

    @admin.display(description=gettext_lazy("files"))
    def names(self, run):
        return ", ".join(file["name"] for file in run.files) or _("Import %(number)d") % {"number": run.pk}

    @admin.display(description=gettext_lazy("checksum"))
    def checksums(self, run):
        return ", ".join(file["sha256"][:8] for file in run.files)

    @admin.display(description=gettext_lazy("by"), ordering="by")
    def who(self, run):
        return run.by or run.user

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def badge(self, run):
        return format_html('<span class="desk-state is-{}">{}</span>', run.status, run.get_status_display())

    @admin.display(description=gettext_lazy("records"))
    def summary(self, run):
        told = {what: total(run, what) for what in ("new", "changed", "same", "refused")}
        return _("%(new)d new, %(changed)d changed, %(same)d the same, %(refused)d refused") % told
