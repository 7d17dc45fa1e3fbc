"""The desk of the reference room, and what every room above it shares: citations and notes by a record's code."""

from django import forms
from django.contrib import admin
from django.core import checks
from django.forms import BaseModelFormSet
from django.forms.models import modelformset_factory
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.admin import DeskAdmin, DeskInline, RecordAdmin
from publishing.admin.layout import both_columns
from publishing.forms import DeskFormSetMixin
from reference.images import check_image
from reference.models import (
    Appointment,
    Citation,
    Document,
    DocumentFile,
    Economy,
    Forum,
    ForumAlias,
    Note,
    Organisation,
    Person,
    Photo,
    PhotoPerson,
    Place,
    Source,
    Term,
    Topic,
)

# Citations and notes: they name their record by its code, which never changes, so any record can have them.


class AboutFormSet(DeskFormSetMixin, BaseModelFormSet):
    """The rows whose `about` is the code of the record above them."""

    def __init__(self, data=None, files=None, instance=None, prefix=None, queryset=None, **kwargs):
        kwargs.pop("save_as_new", None)
        self.instance = instance
        rows = self.model._default_manager.all() if queryset is None else queryset
        about = instance.code if instance is not None and instance.pk else None
        rows = rows.filter(about=about) if about else rows.none()
        super().__init__(data=data, files=files, prefix=prefix, queryset=rows, **kwargs)

    @classmethod
    def get_default_prefix(cls):
        return f"{cls.model._meta.model_name}_about"

    def below(self):
        return ("about",)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.instance is not None and self.instance.pk:
            form.instance.about = self.instance.code
        return form

    def save_new(self, form, commit=True):
        form.instance.about = self.instance.code
        return super().save_new(form, commit)


class AboutChecks(admin.checks.InlineModelAdminChecks):
    """Django looks for a foreign key to the record above; here it is the code that leads there."""

    def _check_relation(self, obj, parent_model):
        if any(field.name == "about" for field in obj.model._meta.fields):
            return []
        return [checks.Error("An inline by code needs a column “about”.", obj=obj.__class__, id="desk.E001")]

    def _check_exclude_of_parent_model(self, obj, parent_model):
        return []


class AboutInline(DeskInline):
    checks_class = AboutChecks
    formset = AboutFormSet

    def get_formset(self, request, obj=None, **kwargs):
        return modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset,
            fields=self.get_columns(request, obj),
            labels=self.labels(),
            extra=self.get_extra(request, obj),
            can_delete=self.can_delete and self.has_delete_permission(request, obj),
            formfield_callback=lambda field, **given: self.formfield_for_dbfield(field, request, **given),
        )

    def get_columns(self, request, obj):
        return admin.utils.flatten_fieldsets(self.get_fieldsets(request, obj))


class CitationInline(AboutInline):
    model = Citation
    layout = ("source", "supports", ("locator", "claim", "position"), "disagrees")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class NoteInline(AboutInline):
    model = Note
    layout = ("text", ("kind", "state", "position"))
    show_change_link = True


def rows_about(codes):
    """All that hangs on these codes: their notes, the notes on those, and the citations of any of them."""
    codes, notes = set(codes), []
    found = list(Note.objects.filter(about__in=codes))
    while found:
        notes += found
        fresh = {note.code for note in found} - codes
        codes |= fresh
        found = list(Note.objects.filter(about__in=fresh))
    return list(Citation.objects.filter(about__in=codes).select_related("source")), notes


def delete_about(codes):
    citations, notes = rows_about(codes)
    Citation.objects.filter(pk__in=[row.pk for row in citations]).delete()
    Note.objects.filter(pk__in=[row.pk for row in notes]).delete()


class CitedAdmin(RecordAdmin):
    """The admin of every record: its sources and notes are on its page, and go when it goes."""

    def get_inlines(self, request, obj):
        return [*super().get_inlines(request, obj), CitationInline, NoteInline]

    def get_deleted_objects(self, objs, request):
        gone, counts, lacking, protected = super().get_deleted_objects(objs, request)
        for rows in rows_about([record.code for record in objs]):
            if not rows:
                continue
            meta = rows[0]._meta
            gone.append([f"{capfirst(meta.verbose_name)}: {row}" for row in rows])
            counts = {**counts, meta.verbose_name_plural: counts.get(meta.verbose_name_plural, 0) + len(rows)}
            if not request.user.has_perm(f"reference.delete_{meta.model_name}"):
                lacking = {*lacking, meta.verbose_name}
        return gone, counts, lacking, protected

    def delete_model(self, request, obj):
        code = obj.code
        super().delete_model(request, obj)
        delete_about([code])

    def delete_queryset(self, request, queryset):
        codes = list(queryset.values_list("code", flat=True))
        super().delete_queryset(request, queryset)
        delete_about(codes)


def linked_count(relation, name, lookup):
    """A link from a record to the list of the rows that name it."""

    @admin.display(description=name)
    def link(record):
        if not record.pk:
            return "—"
        model = getattr(record, relation).model
        meta = model._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        count = getattr(record, relation).count()
        return format_html('<a href="{}?{}={}">{}: {}</a>', url, lookup, record.pk, name, count)

    link.__name__ = f"{relation}_link"
    return link


WHAT = pgettext_lazy("desk", "What it is")
WHEN = _("When and where")
TEXTS = _("Texts")
CONNECTIONS = _("Connections")


@admin.register(Economy)
class EconomyAdmin(CitedAdmin):
    list_before = ("apec_code",)
    list_also = ("position",)
    search_also = ("apec_code", "iso2", "iso3", "other_names")
    layout = (
        (WHAT, ("name", "long_name", ("apec_code", "iso2", "iso3"), ("joined", "position"), "other_names")),
    )


@admin.register(Place)
class PlaceAdmin(CitedAdmin):
    list_also = ("economy",)
    list_select_related = ("economy",)
    list_filter = ("economy",)
    search_also = both_columns("economy__name")
    layout = ((WHAT, ("name", "region")), (WHEN, ("economy", ("latitude", "longitude"))))


class AliasInline(DeskInline):
    model = ForumAlias
    layout = ("name",)


@admin.register(Forum)
class ForumAdmin(CitedAdmin):
    list_before = ("acronym",)
    list_also = ("kind",)
    list_filter = ("kind",)
    search_also = ("acronym", "aliases__name")
    inlines = (AliasInline,)
    layout = (
        (WHAT, ("name", ("acronym", "kind"))),
        (WHEN, (("established", "ended"),)),
        (TEXTS, ("summary",)),
        (CONNECTIONS, (("parent", "prepared_by", "successor"),)),
    )


@admin.register(Organisation)
class OrganisationAdmin(CitedAdmin):
    list_also = ("economy",)
    list_select_related = ("economy",)
    list_filter = ("economy",)
    layout = ((WHAT, ("name", "url")), (CONNECTIONS, ("economy",)))


class AppointmentInline(DeskInline):
    model = Appointment
    fk_name = "person"
    layout = ("post", ("organisation", "economy"), ("since", "until", "state"))
    show_change_link = True


@admin.register(Person)
class PersonAdmin(CitedAdmin):
    list_also = ("is_romanised_by_us",)
    list_filter = ("is_romanised_by_us",)
    search_also = ("other_names",)
    inlines = (AppointmentInline,)
    layout = ((WHAT, ("name", "other_names", "is_romanised_by_us")),)


@admin.register(Appointment)
class AppointmentAdmin(CitedAdmin):
    called_by = "post"
    list_before = ("person",)
    list_also = ("economy",)
    list_select_related = ("person", "economy")
    named_with = ("person",)
    list_filter = ("economy",)
    search_also = (*both_columns("person__name"), *both_columns("organisation__name"))
    layout = (
        (WHAT, ("person", "post")),
        (WHEN, (("since", "until"),)),
        (CONNECTIONS, (("organisation", "economy"),)),
    )


@admin.register(Topic)
class TopicAdmin(CitedAdmin):
    list_also = ("position",)
    layout = ((WHAT, ("name", "position")), (TEXTS, ("summary",)))


@admin.register(Term)
class TermAdmin(CitedAdmin):
    list_before = ("abbreviation",)
    search_also = ("abbreviation",)
    layout = ((WHAT, ("abbreviation", "name")), (TEXTS, ("definition", "note")))

    def get_list_display_links(self, request, list_display):
        # A term need not have an abbreviation, and an empty link leads nowhere.
        return self.name_columns


@admin.register(Source)
class SourceAdmin(CitedAdmin):
    called_by = "title"
    list_also = ("language", "published_on")
    list_filter = ("checked", "language")
    search_also = ("url",)
    readonly_fields = (cited := linked_count("citations", _("citations"), "source__id__exact"),)
    layout = (
        (WHAT, ("title", "publisher", "url", ("language", "checked"))),
        (WHEN, (("published_on", "seen_on"),)),
        (TEXTS, ("note",)),
        (CONNECTIONS, (cited,)),
    )


@admin.register(Citation)
class CitationAdmin(DeskAdmin):
    called_by = "supports"
    list_before = ("about",)
    list_also = ("source", "locator", "disagrees")
    list_select_related = ("source",)
    list_filter = ("disagrees",)
    search_also = ("about", "locator", *both_columns("source__title"))
    layout = ((WHAT, ("about", "source", "supports", ("locator", "claim", "position"), "disagrees")),)

    def lookup_allowed(self, lookup, value, request):
        return lookup == "source__id__exact" or super().lookup_allowed(lookup, value, request)


@admin.register(Note)
class NoteAdmin(CitedAdmin):
    called_by = "text"
    list_before = ("about",)
    list_also = ("kind",)
    list_filter = ("kind",)
    search_also = ("about",)
    layout = ((WHAT, (("about", "kind", "position"), "text")),)


class FileInline(DeskInline):
    model = DocumentFile
    layout = (("language", "media_type", "size"), "url", "file", "note")


@admin.register(Document)
class DocumentAdmin(CitedAdmin):
    called_by = "title"
    list_also = ("kind", "issued", "access")
    list_filter = ("kind", "access")
    search_also = ("symbol",)
    inlines = (FileInline,)
    layout = (
        (WHAT, ("title", "working_title", ("kind", "symbol", "access"))),
        (WHEN, ("issued",)),
        (TEXTS, ("summary",)),
        (CONNECTIONS, ("revises",)),
    )


class PhotoPersonInline(DeskInline):
    model = PhotoPerson
    layout = ("appointment", "where")


@admin.register(Photo)
class PhotoAdmin(CitedAdmin):
    called_by = "caption"
    list_also = ("taken", "may_be_shown")
    list_filter = ("may_be_shown",)
    inlines = (PhotoPersonInline,)
    layout = (
        (WHAT, ("image", "alt", "decorative_because", "caption", "credit", ("licence", "may_be_shown"))),
        (WHEN, ("taken",)),
        (_("Which part must stay visible"), (("focus_x", "focus_y"),)),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "image":
            # Not Django's own image field: it opens a file before its size is looked at.
            kwargs |= {"form_class": forms.FileField, "validators": [check_image]}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "image":
            field.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
        return field
