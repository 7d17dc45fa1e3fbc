"""The pages of an import at the desk: from handing in files to taking it all back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from apec_tracker.desk_imports import showing, work
from apec_tracker.desk_imports.allowed import may_go_on, may_import, may_undo, refusals
from apec_tracker.desk_imports.files import forget, parcels_of
from apec_tracker.desk_imports.forms import AgainForm, StartForm
from apec_tracker.desk_imports.history import ImportHistory
from apec_tracker.desk_imports.uploads import refusal_of
from publishing.languages import reading_language
from publishing.models import AT_WORK, ImportRun, ImportStatus
from publishing.resources import NotToBeUndone
from publishing.sheets import SheetError

# An import that can still be read again or put aside.
STANDS_STILL = (ImportStatus.PREVIEWED, ImportStatus.REFUSED, ImportStatus.INTERRUPTED)


class ImportDesk(ImportHistory):
    def get_urls(self):
        steps = {
            "write": ("<int:pk>/write/", self.write_view),
            "again": ("<int:pk>/again/", self.again_view),
            "stop": ("<int:pk>/stop/", self.stop_view),
            "undo": ("<int:pk>/undo/", self.undo_view),
            "marked": ("<int:pk>/problems/<int:number>/", self.marked_view),
        }
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"publishing_importrun_{name}")
                for name, (route, view) in steps.items()
            ),
            *super().get_urls(),
        ]

    def page(self, request, template, title, **context):
        given = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        request.current_app = self.admin_site.name
        return render(request, f"admin/imports/{template}.html", given)

    def run_of(self, request, pk, *, to_go_on=False):
        """The import of an address, as far as this user may see it and, where asked, carry it on."""
        if not may_import(request.user):
            raise PermissionDenied
        ImportRun.objects.settle()
        run = ImportRun.objects.select_related("user").filter(pk=pk).first()
        if run is None:
            raise Http404
        if to_go_on and (request.method != "POST" or not may_go_on(request.user, run)):
            raise PermissionDenied
        return run

    def to(self, run):
        return redirect("admin:publishing_importrun_change", run.pk)

    # Handing in

    def add_view(self, request, form_url="", extra_context=None):
        if not may_import(request.user):
            raise PermissionDenied
        refused = refusal_of(request) if request.method == "POST" else ""
        if refused:
            # Nothing of it is used, so there is nothing to protect from a forged request.
            return self.start(request, refused)
        return csrf_protect(self.start)(request)

    # Files are weighed before anything reads them, Django's protection against forged requests included.
    add_view.csrf_exempt = True

    def start(self, request, refused=""):
        if request.method == "POST":
            form = StartForm(request.POST, request.FILES)
            if refused:
                form.add_error("files", refused)
            if form.is_valid():
                return self.to(work.begin(form.cleaned_data["files"], request.user, form.options))
        else:
            form = StartForm(initial={"kind": request.GET.get("kind", "")})
        return self.page(request, "start", _("Import"), form=form, media=self.media + form.media)

    # One import

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
            raise Http404
        run = self.run_of(request, int(object_id))
        if run.status in AT_WORK:
            mine = may_go_on(request.user, run)
            return self.page(request, "progress", title_of(run), subtitle=names_of(run), run=run, mine=mine)
        if request.headers.get("HX-Request"):
            # The page that waits shows what came of it.
            return HttpResponse(headers={"HX-Refresh": "true"})
        return self.show(request, run)

    def show(self, request, run, again=None):
        report, is_kept = run.report, bool(parcels_of(run))
        problems, notices = report.get("problems", []), report.get("notices", [])
        unknown = report.get("unknown_headings", [])
        mine = is_kept and run.status in STANDS_STILL and may_go_on(request.user, run)
        if again is None and mine:
            again = AgainForm(unknown=unknown, initial={"kind": run.options.get("kind", "")})
        is_written = run.status in (ImportStatus.WRITTEN, ImportStatus.UNDONE)
        return self.page(
            request,
            "run",
            title_of(run),
            subtitle=names_of(run),
            run=run,
            files=[{**file, "weight": filesizeformat(file["size"])} for file in run.files],
            counts=showing.counts(run, request.user),
            problems=showing.problems(problems, request, "problems"),
            notices=showing.problems(notices, request, "notices"),
            changes=None if is_written else showing.changes(run, request),
            rows=showing.rows(run, request) if is_written else None,
            marked=showing.marked(run),
            again=again,
            is_asked=bool(unknown)
            or any(p["code"] in ("sheet_unknown", "sheet_of_several", "no_heading") for p in problems),
            forbidden=refusals(request.user, run.counts) if run.status == ImportStatus.PREVIEWED else [],
            new=showing.total(run, "new"),
            changed=showing.total(run, "changed"),
            mine=mine,
            may_undo=may_undo(request.user, run),
            fates=showing.fates(run),
        )

    def write_view(self, request, pk):
        run = self.run_of(request, pk, to_go_on=True)
        forbidden = refusals(request.user, run.counts)
        for sentence in forbidden:
            messages.error(request, sentence)
        if not forbidden:
            self.set_going(request, run, work.WRITE, (ImportStatus.PREVIEWED,))
        return self.to(run)

    def again_view(self, request, pk):
        run = self.run_of(request, pk, to_go_on=True)
        form = AgainForm(request.POST, unknown=run.report.get("unknown_headings", []))
        if not form.is_valid():
            return self.show(request, run, again=form)
        form.remember()
        options = {name: value for name, value in run.options.items() if name != "kind"}
        if form.cleaned_data["kind"]:
            options["kind"] = form.cleaned_data["kind"]
        self.set_going(request, run, work.READ, STANDS_STILL, options=options)
        return self.to(run)

    def set_going(self, request, run, what, allowed, **changed):
        if not parcels_of(run):
            messages.error(request, _("Its files are no longer kept. Begin a new import."))
        elif run.status not in allowed or not work.go_on(run, what, **changed):
            messages.error(request, _("This import has gone on meanwhile; here is how it stands now."))

    def stop_view(self, request, pk):
        """Stop what is at work, or put aside what stands still."""
        run = self.run_of(request, pk, to_go_on=True)
        mine = ImportRun.objects.filter(pk=run.pk)
        if mine.filter(status=ImportStatus.PREPARING).update(is_cancelled=True):
            messages.info(request, _("It stops as soon as it can; nothing will be written."))
        elif mine.filter(status=ImportStatus.UNDOING).update(is_cancelled=True):
            messages.info(request, _("It stops as soon as it can; the import stays as it is."))
        elif mine.filter(status__in=STANDS_STILL).update(
            status=ImportStatus.CANCELLED, ended_at=timezone.now()
        ):
            forget(run)
            messages.success(request, _("Put aside; nothing was written."))
        return self.to(run)

    def marked_view(self, request, pk, number):
        """The same sheet with a column that says what is wrong."""
        # What writes workbooks takes long to load, and most processes never do.
        from apec_tracker.desk_imports.marking import XLSX, Marking

        run = self.run_of(request, pk)
        parcels = parcels_of(run)
        if not may_go_on(request.user, run):
            raise PermissionDenied
        if number >= len(parcels):
            raise Http404
        try:
            marking = Marking(parcels[number], run.report.get("problems", []))
            if marking.is_text:
                lines, kind = marking.as_csv(), "text/csv; charset=utf-8"
                response = StreamingHttpResponse(lines, content_type=kind)
                response.headers["Content-Disposition"] = content_disposition_header(True, marking.name)
                return response
            return FileResponse(
                marking.as_xlsx(), as_attachment=True, filename=marking.name, content_type=XLSX
            )
        except SheetError as error:
            messages.error(request, error.sentence(reading_language()))
            return self.to(run)

    # Taking it back

    def undo_view(self, request, pk):
        run = self.run_of(request, pk)
        if not may_undo(request.user, run):
            messages.error(request, _("This import cannot be taken back, or not by you."))
            return self.to(run)
        if request.method != "POST":
            title = _("Take import %(number)d back?") % {"number": run.pk}
            prospects = showing.prospects(run)
            return self.page(request, "undo", title, subtitle=names_of(run), run=run, prospects=prospects)
        try:
            if work.undo(run, request.user.get_username()):
                messages.success(request, _("Taken back. Below stands what became of each record."))
            else:
                messages.info(request, _("It is being taken back; this page tells when it is done."))
        except NotToBeUndone as error:
            messages.error(request, str(error))
        return self.to(run)


def title_of(run):
    return _("Import %(number)d") % {"number": run.pk}


def names_of(run):
    return ", ".join(file["name"] for file in run.files)
