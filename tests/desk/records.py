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


def form_of(response):
    """All that a browser would send back from the form on a page."""
    data = {}

    def add(form):
        for bound in form:
            value = bound.value()
            if value is None or value is False or value == "":
                continue
            data[bound.html_name] = (
                [str(getattr(v, "pk", v)) for v in value] if isinstance(value, list) else value
            )

    add(response.context["adminform"].form)
    for formset in response.context["inline_admin_formsets"]:
        add(formset.formset.management_form)
        for form in formset.formset.forms:
            add(form)
    return data


def errors_of(response):
    """Every error on a page, as one text."""
    return " ".join(re.findall(r'<ul class="errorlist.*?</ul>', response.content.decode(), re.DOTALL))
