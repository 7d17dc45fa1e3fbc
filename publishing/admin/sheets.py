"""From a list at the desk: an empty sheet to fill in, and the records of the list as a sheet."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import path, reverse

from publishing.languages import reading_language
from publishing.resources import resource_of, tables
from publishing.sheets import SheetError, write

KINDS = ("xlsx", "csv")


class WithSheets:
    """For the admin of a record that has a sheet."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(
                "empty/<str:kind>/", self.admin_site.admin_view(self.empty_sheet), name=f"{name}_empty_sheet"
            ),
            path("export/<str:kind>/", self.admin_site.admin_view(self.export_sheet), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        given = {"sheet": self.sheet_of(request)}
        return super().changelist_view(request, given | (extra_context or {}))

    def sheet_of(self, request):
        """The addresses by which these records leave as sheets; None for whoever may not, or where they have none."""
        if resource_of(self.model) is None or not self.has_view_permission(request):
            return None
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        asked = request.GET.urlencode()
        return {
            what: {
                kind: reverse(f"admin:{name}_{what}", args=[kind])
                + (f"?{asked}" if asked and what == "export" else "")
                for kind in KINDS
            }
            for what in ("empty_sheet", "export")
        }

    def resource_for(self, request, kind):
        resource = resource_of(self.model)
        if resource is None or kind not in KINDS:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        return resource

    def empty_sheet(self, request, kind):
        # What writes workbooks takes long to load, and most processes never do.
        from publishing.resources.blank import blank_book, blank_table

        resource = self.resource_for(request, kind)
        language = reading_language()

        def make(file):
            if kind == "xlsx":
                blank_book(resource, language).save(file)
            else:
                write(file, "csv", [blank_table(resource, language)])

        return download(f"{resource.name}.{kind}", make)

    def export_sheet(self, request, kind):
        """The records that the list shows with its search and filters, on all its pages."""
        resource = self.resource_for(request, kind)
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        asked = request.GET.copy()
        asked.pop("p", None)
        request.GET = asked
        try:
            records = self.get_changelist_instance(request).get_queryset(request)
            return download(
                f"{resource.name}.{kind}",
                lambda file: write(file, kind, tables([resource], records=records)),
            )
        except IncorrectLookupParameters:
            return HttpResponseRedirect(changelist)
        except SheetError as error:
            language = reading_language()
            said = f"{error.sentence(language)} {error.suggestion(language)}"
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(f"{changelist}?{asked.urlencode()}")


def download(name, make):
    """A file made on disk and sent piece by piece; it is gone when it was sent."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        make(file)
        response = FileResponse(file.open("rb"), as_attachment=True, filename=name)
    response["Cache-Control"] = "no-store"
    return response
