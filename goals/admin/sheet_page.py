"""The page of a sheet: choose an economy and a release, fill in figures, look at what would change, save."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Min
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.admin.effects import change_lines, difference, judge, tell_changes, touched
from goals.admin.sheet import Sheet, SheetForm
from goals.models import Reading, Target
from goals.numerals import Unit
from publishing.admin.layout import is_key
from publishing.models import State
from reference.models import Economy


class ChooseForm(forms.Form):
    """Whose readings, of which release, and for which years where not all fit."""

    economy = forms.ModelChoiceField(
        Economy.objects.order_by("position"), to_field_name="apec_code", label=gettext_lazy("Economy")
    )
    release = forms.CharField(
        label=gettext_lazy("Release"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("One that is there, or the name of a new one: for example unsd-2023."),
    )
    first = forms.IntegerField(
        label=gettext_lazy("From year"), min_value=1900, max_value=2199, required=False
    )
    last = forms.IntegerField(label=gettext_lazy("To year"), min_value=1900, max_value=2199, required=False)


class SheetPage:
    """Mixed into the admin of indicators."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.readings_view)
        return [path("<str:key>/readings/", view, name="goals_indicator_readings"), *super().get_urls()]

    def sheets(self, indicator):
        """The economies and releases that have readings, with how many."""
        rows = (
            indicator.readings.exclude(state=State.WITHDRAWN)
            .order_by("economy__position", "release")
            .values("economy__apec_code", "economy__name_en", "economy__name_zh_hant", "release")
            .annotate(count=Count("pk"), first=Min("year"), last=Max("year"))
        )
        names = {economy.apec_code: economy for economy in Economy.objects.all()}
        return [
            row
            | {
                "economy": names[row["economy__apec_code"]],
                "query": urlencode({"economy": row["economy__apec_code"], "release": row["release"]}),
            }
            for row in rows
        ]

    @csrf_protect_m
    def readings_view(self, request, key):
        desk = self.admin_site.get_model_admin(Reading)
        if not (self.has_view_permission(request) and desk.has_change_permission(request)):
            raise PermissionDenied
        indicator = self.model.objects.filter(pk=key).first() if is_key(key) else None
        if indicator is None:
            raise Http404
        choose = ChooseForm(request.GET if "economy" in request.GET else None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Readings"),
            "subtitle": str(indicator),
            "opts": self.opts,
            "indicator": indicator,
            "unit": Unit.of(indicator).name,
            "choose": choose,
            "media": self.media,
        }
        if not choose.is_valid():
            context["sheets"] = self.sheets(indicator)
            return TemplateResponse(request, "admin/goals/readings.html", context)
        chosen = choose.cleaned_data
        sheet = Sheet(
            indicator,
            chosen["economy"],
            chosen["release"],
            first=chosen["first"],
            last=chosen["last"],
            today_year=timezone.localdate().year,
        )
        if request.method == "POST":
            if not sheet.read(request.POST):
                messages.error(
                    request,
                    _("The sheet did not come back whole, so nothing was saved. Here it is as it is stored."),
                )
                return redirect(request.get_full_path())
            common = SheetForm(request.POST)
            if self.try_sheet(request, desk, sheet, common, context):
                return redirect(request.get_full_path())
        else:
            sheet.load()
            common = SheetForm(initial=sheet.initial)
        targets = Target.objects.for_economy(sheet.economy).filter(indicator=indicator)
        given = {"indicator": indicator.pk, "economy": sheet.economy.pk}
        context |= {
            "sheet": sheet,
            "common": common,
            "targets": targets.select_related("economy", "goal__framework"),
            "add_target": f"{reverse('admin:goals_target_add')}?{urlencode(given)}",
            "may_add_target": self.admin_site.get_model_admin(Target).has_add_permission(request),
            "media": self.media + common.media,
        }
        return TemplateResponse(request, "admin/goals/sheet.html", context)

    def try_sheet(self, request, desk, sheet, common, context):
        """Write the whole sheet or nothing. True when it is saved; otherwise the page is shown again."""
        is_preview = "_preview" in request.POST
        scope = touched(sheet.indicator)
        after, edits = [], []
        try:
            with transaction.atomic():
                if common.is_valid():
                    edits = self.write(request, desk, sheet, common.cleaned_data)
                else:
                    sheet.errors = []
                is_good = common.is_valid() and not sheet.has_errors
                if is_good and edits:
                    after = judge(scope, dry_run=is_preview)
                if is_preview or not is_good:
                    transaction.set_rollback(True)
        except IntegrityError:
            sheet.errors.append(
                _("The database refused this; somebody may have saved the same thing meanwhile.")
            )
            return False
        if not is_good:
            return False
        if is_preview:
            context["previewed"] = True
            context["edits"] = [sheet.told(edit) for edit in edits]
            changes = difference(judge(scope, dry_run=True), after) if edits else []
            context["effects"] = change_lines(changes)
            return False
        self.tell_saved(request, edits, after)
        return True

    def write(self, request, desk, sheet, common):
        """Save every edit; a refusal is put at its cell, and the caller takes all of it back."""
        edits = sheet.edits(common)
        for edit in edits:
            is_added = edit.reading.pk is None
            if is_added and not desk.has_add_permission(request):
                edit.cell.errors.append(_("You may change figures here, but not add any."))
                continue
            try:
                edit.reading.save()
            except ValidationError as error:
                sheet.refuse(edit, error)
                continue
            log = desk.log_addition if is_added else desk.log_change
            log(request, edit.reading, sheet.told(edit))
        return edits

    def tell_saved(self, request, edits, changes):
        if not edits:
            messages.info(request, _("Nothing was changed on the sheet, and nothing was saved."))
            return
        text = ngettext("%(count)d figure was saved.", "%(count)d figures were saved.", len(edits))
        messages.success(request, text % {"count": len(edits)})
        if not tell_changes(request, changes):
            messages.info(request, _("No status changed."))
