from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.admin.actions import LINE_ACTIONS, RECORD_ACTIONS
from publishing.admin.filters import MissingLanguage, OfImport, Publication
from publishing.admin.imports.locks import WithLocks
from publishing.admin.imports.touched import WithImports
from publishing.admin.layout import (
    LANGUAGES,
    DeskModelAdmin,
    both_columns,
    label_in,
    rows,
    translated_fields,
)
from publishing.admin.sheets import WithSheets
from publishing.forms import RecordForm
from publishing.languages import RUN_TAGS, column
from publishing.resources import resource_of

TRIES = 3


class DeskAdmin(WithSheets, WithLocks, WithImports, DeskModelAdmin):
    """The habits of every list and form at the desk."""

    # The translated field a record is called by; shown in both languages. None where there is no such field.
    called_by = "name"
    # Columns before the names and after them.
    list_before: tuple = ()
    list_also: tuple = ()
    # Paths to what __str__ reads of other records, so that a list of names stays one query.
    named_with: tuple[str, ...] = ()
    # Further look-ups for the search box; a path to a translated field stands for both its columns.
    search_also: tuple[str, ...] = ()
    # ((heading, (field, (field, field), …)), …)
    layout: tuple = ()
    list_per_page = 50
    save_on_top = False
    # Counting every choice of every filter costs more than it tells.
    show_facets = admin.ShowFacets.NEVER

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.name_columns = (
            tuple(self.name_column(language) for language in LANGUAGES) if self.called_by else ()
        )

    def name_column(self, language):
        name = column(self.called_by, language)

        @admin.display(
            description=label_in(self.model._meta.get_field(self.called_by).verbose_name, language),
            ordering=name,
        )
        def shown(record):
            text = getattr(record, name)
            if not text:
                return format_html(
                    '<span aria-hidden="true">—</span><span class="visually-hidden">{}</span>',
                    gettext("missing"),
                )
            return format_html('<span lang="{}">{}</span>', RUN_TAGS[language], text)

        shown.__name__ = name
        return shown

    def get_list_display(self, request):
        return (*self.list_before, *self.name_columns, *self.list_also)

    def get_list_display_links(self, request, list_display):
        return (*self.list_before[:1], *self.name_columns) or list_display[:1]

    def get_queryset(self, request):
        # Django would leave list_select_related aside once the queryset follows relations of its own.
        paths = {*self.named_with, *(self.list_select_related or ())}
        rows = super().get_queryset(request)
        return rows.select_related(*paths) if paths else rows

    def get_list_filter(self, request):
        of_import = [OfImport] if resource_of(self.model) else []
        return [*super().get_list_filter(request), *of_import]

    def get_search_fields(self, request):
        """Both columns of every short translated text, with code and address."""
        mine = []
        for name in translated_fields(self.model):
            field = self.model._meta.get_field(name)
            if name == self.called_by or (isinstance(field, models.CharField) and name != "when_words"):
                mine += both_columns(name)
        mine += [f.name for f in self.model._meta.fields if f.name in ("code", "slug")]
        return (*mine, *self.search_also)

    def parts_of_form(self, request, obj=None):
        return [
            (heading, {"fields": rows(self.model, names), "classes": ["desk-set"]})
            for heading, names in self.layout
        ]

    def view_on_site(self, obj):
        """The page of the record, which staff may see before it is published."""
        address = getattr(obj, "get_absolute_url", None)
        try:
            return address() if address else None
        except NoReverseMatch:
            return None

    def changelist_view(self, request, extra_context=None):
        given = {"title": capfirst(self.opts.verbose_name_plural), "import_kind": self.import_kind(request)}
        return super().changelist_view(request, given | (extra_context or {}))

    def import_kind(self, request):
        """The name of the sheet whose rows these records are; "" for whoever may not import them."""
        resource = resource_of(self.model)
        may = self.has_add_permission(request) or self.has_change_permission(request)
        return resource.name if resource and may else ""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save that the database refuses is tried again, then answered with the form and a sentence.

        Two editors who add a record at the same moment are given the same code; the later one gets the next.
        """
        for _attempt in range(TRIES):
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except (IntegrityError, ValidationError) as error:
                for file in request.FILES.values():
                    file.seek(0)
                refused = error
        request.desk_refused = getattr(refused, "messages", None) or [
            gettext("The database refused this; somebody may have saved the same thing meanwhile.")
        ]
        return super().changeform_view(request, object_id, form_url, extra_context)


class LineAdmin(DeskAdmin):
    """A line with a state but without an address or a code of its own."""

    form = RecordForm
    actions = LINE_ACTIONS
    publication: tuple = ("state", ("published_from", "published_until"))

    def get_list_display(self, request):
        return (*super().get_list_display(request), "badge", "changed_at")

    def get_list_filter(self, request):
        filters = [("state", Publication), *super().get_list_filter(request)]
        return [*filters, MissingLanguage] if self.called_by else filters

    def parts_of_form(self, request, obj=None):
        return [
            *super().parts_of_form(request, obj),
            (
                _("Publication"),
                {"fields": rows(self.model, self.publication), "classes": ["desk-set"]},
            ),
        ]

    @admin.display(description=_("publication"), ordering="state")
    def badge(self, record):
        return format_html(
            '<span class="desk-state is-{}">{}</span>', record.state, record.get_state_display()
        )


class RecordAdmin(LineAdmin):
    """A record of its own: with a stable code, an address where it has a page, and a way to be withdrawn."""

    actions = RECORD_ACTIONS
    publication = (
        "state",
        ("published_from", "published_until"),
        ("withdrawn_as", "replaced_by"),
        "withdrawn_note",
    )

    def get_list_display(self, request):
        *before, badge, changed = super().get_list_display(request)
        return (*before, badge, "code", changed)

    def get_readonly_fields(self, request, obj=None):
        given = super().get_readonly_fields(request, obj)
        return (*given, "code") if obj else given

    def parts_of_form(self, request, obj=None):
        names = [f.name for f in self.model._meta.fields]
        address = ("code", "slug") if "slug" in names else "code"
        return [
            *super().parts_of_form(request, obj),
            (_("Address and code"), {"fields": [address], "classes": ["desk-set"]}),
        ]
