"""What the tests of the desk share: who is at it, its registered records, and how its forms are filled in."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import make

LANGUAGES = ("zh-hant", "en")

MAKERS = {
    "reference.Economy": make.make_economy,
    "reference.Place": make.make_place,
    "reference.Forum": make.make_forum,
    "reference.Organisation": make.make_organisation,
    "reference.Person": make.make_person,
    "reference.Appointment": make.make_appointment,
    "reference.Topic": make.make_topic,
    "reference.Term": make.make_term,
    "reference.Source": make.make_source,
    "reference.Citation": lambda: make.make_citation(make.make_meeting()),
    "reference.Note": lambda: make.make_note(make.make_meeting()),
    "reference.Document": make.make_document,
    "reference.Photo": make.make_photo,
    "meetings.HostYear": lambda: make.make_host_year(year=1990 + next(make.numbers) % 100),
    "meetings.Meeting": make.make_meeting,
    "meetings.Outcome": make.make_outcome,
    "goals.Framework": make.make_framework,
    "goals.ActionArea": make.make_area,
    "goals.Goal": make.make_goal,
    "goals.Milestone": make.make_milestone,
    "goals.Indicator": make.make_indicator,
    "goals.Reading": make.make_reading,
    "goals.Target": make.make_target,
    "goals.Evidence": make.make_evidence,
    "goals.Assessment": make.make_assessment,
    "dialogues.Dialogue": make.make_dialogue,
    "dialogues.Session": make.make_session,
    "dialogues.Presentation": make.make_presentation,
    "dialogues.Case": make.make_case,
    "articles.Article": make.make_article,
    "auth.User": make.make_user,
}

OURS = ("reference", "meetings", "goals", "dialogues", "articles")
DESKS = [desk for desk in admin.site._registry.values() if desk.opts.app_label in OURS]

every_desk = pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.opts.label)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def made(desk):
    return MAKERS[desk.opts.label]()


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def sent(form):
    """What a browser sends for the fields of a form as they are shown."""
    shown = {bound.html_name: bound.value() for bound in form}
    return {
        name: [str(getattr(v, "pk", v)) for v in value] if isinstance(value, list) else value
        for name, value in shown.items()
        if value is not None and value is not False and value != ""
    }


def form_of(response):
    """All that a browser would send back from the form on a page."""
    data = sent(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        for form in (inline.formset.management_form, *inline.formset.forms):
            data |= sent(form)
    return data


def with_rows(response, prefix, *rows):
    """What is sent when these rows are added below the record, with `form_of` for all the rest."""
    (formset,) = [
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    ]
    there = formset.total_form_count()
    data = form_of(response) | {f"{prefix}-TOTAL_FORMS": there + len(rows)}
    for n, row in enumerate(rows, there):
        fresh = {
            name.replace("__prefix__", str(n)): value for name, value in sent(formset.empty_form).items()
        }
        data |= fresh | {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return data


def errors_of(response):
    """Every error on a page, as one text."""
    return " ".join(re.findall(r'<ul class="errorlist.*?</ul>', response.content.decode(), re.DOTALL))
