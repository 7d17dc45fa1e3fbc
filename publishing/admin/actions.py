"""What can be done with many records at once. Each record is saved by itself and each refusal is told by name."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.forms import WithdrawForm
from publishing.models import State

TOLD = 20  # refusals told one by one


def sentences(error: ValidationError, model) -> str:
    """What is wrong, with the names of the fields as an editor knows them."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    told = []
    for name, errors in error.message_dict.items():
        said = " ".join(errors)
        told.append(
            said if name == "__all__" else f"{capfirst(model._meta.get_field(name).verbose_name)}: {said}"
        )
    return " ".join(told)


def change_each(modeladmin, request, queryset, change, log):
    """Apply `change(record)` to each record and save it; tell how many were saved and which were refused, why."""
    done, same, refused = 0, 0, []
    for record in queryset:
        if change(record) is False:
            same += 1
            continue
        try:
            with transaction.atomic():
                record.save()
                modeladmin.log_change(request, record, log)
        except ValidationError as error:
            refused.append((record, sentences(error, modeladmin.model)))
        except IntegrityError:
            refused.append((record, _("The database refused it; somebody may have changed it meanwhile.")))
        else:
            done += 1
    if done:
        text = ngettext(
            "%(count)d record was saved: %(what)s.", "%(count)d records were saved: %(what)s.", done
        )
        modeladmin.message_user(request, text % {"count": done, "what": log}, messages.SUCCESS)
    if same:
        text = ngettext(
            "%(count)d record was left as it is: it already stood so.",
            "%(count)d records were left as they are: they already stood so.",
            same,
        )
        modeladmin.message_user(request, text % {"count": same}, messages.INFO)
    for record, said in refused[:TOLD]:
        name = getattr(record, "code", "") or record.pk
        modeladmin.message_user(
            request,
            _("Not changed: %(name)s (%(code)s). %(why)s") % {"name": record, "code": name, "why": said},
            messages.ERROR,
        )
    if len(refused) > TOLD:
        text = ngettext(
            "%(count)d more record was not changed.",
            "%(count)d more records were not changed.",
            len(refused) - TOLD,
        )
        modeladmin.message_user(request, text % {"count": len(refused) - TOLD}, messages.ERROR)


def to_state(state):
    def change(record):
        if record.state == state:
            return False
        record.state = state
        if hasattr(record, "withdrawn_as"):
            # The record stands again; the note stays in its field for whoever wants to know.
            record.withdrawn_as, record.replaced_by = "", None
        return True

    return change


@admin.action(description=gettext_lazy("Publish"), permissions=["change"])
def publish(modeladmin, request, queryset):
    change_each(modeladmin, request, queryset, to_state(State.PUBLISHED), _("published"))


@admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
def send_to_review(modeladmin, request, queryset):
    change_each(modeladmin, request, queryset, to_state(State.REVIEW), _("in review"))


@admin.action(description=gettext_lazy("Back to draft"), permissions=["change"])
def back_to_draft(modeladmin, request, queryset):
    change_each(modeladmin, request, queryset, to_state(State.DRAFT), _("draft"))


@admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
def withdraw_line(modeladmin, request, queryset):
    """A line without a page of its own simply disappears from the public; there is nothing to ask."""
    change_each(modeladmin, request, queryset, to_state(State.WITHDRAWN), _("withdrawn"))


@admin.action(description=gettext_lazy("Withdraw…"), permissions=["change"])
def withdraw(modeladmin, request, queryset):
    asked = "confirm" in request.POST
    form = WithdrawForm(request.POST if asked else None, model=modeladmin.model)
    if asked and form.is_valid():

        def change(record):
            record.state = State.WITHDRAWN
            for name, value in form.cleaned_data.items():
                if value or not name.startswith("withdrawn_note"):
                    setattr(record, name, value)
            if record.replaced_by_id == record.pk and record.pk:
                record.replaced_by = None

        change_each(modeladmin, request, queryset, change, _("withdrawn"))
        return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Withdraw"),
        "opts": modeladmin.opts,
        "form": form,
        "records": queryset,
        "checkbox": ACTION_CHECKBOX_NAME,
        "media": modeladmin.media,
    }
    return TemplateResponse(request, "admin/withdraw.html", context)


LINE_ACTIONS = [publish, send_to_review, back_to_draft, withdraw_line]
RECORD_ACTIONS = [publish, send_to_review, back_to_draft, withdraw]
