"""What the lists of dialogues and cases can be narrowed by."""

import django_filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dialogues.models import DialogueKind
from publishing.filters import RecordFilter, in_both_languages
from reference.filters import (
    EconomyFilter,
    ExactFilter,
    ForumFilter,
    FromFilter,
    QuestionFilter,
    ToFilter,
    TopicFilter,
    YearFilter,
)


class DialogueFilter(RecordFilter):
    text_columns = (*in_both_languages("name", "short_name", "question", "summary"), "project_number")
    orders = {
        "newest": (
            _("Newest first"),
            [F("first_day").desc(nulls_last=True), F("last_day").desc(nulls_last=True), "code"],
        ),
        "oldest": (
            _("Oldest first"),
            [F("first_day").asc(nulls_last=True), F("last_day").asc(nulls_last=True), "code"],
        ),
    }

    q = QuestionFilter()
    year = YearFilter(field_name="host_year__year")
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=DialogueKind, widget=forms.CheckboxSelectMultiple
    )
    forum = ForumFilter(method="of_forum")
    topic = TopicFilter(field_name="topics")
    economy = EconomyFilter(label=_("Economy that took part"), method="of_economy")
    host = EconomyFilter(label=_("Host economy"), field_name="host_year__economy")
    # "from" is a word of Python itself, so these two are put in by name.
    vars().update({"from": FromFilter(), "to": ToFilter()})
    exact = ExactFilter()

    def of_forum(self, dialogues, _name, forum):
        if forum is None:
            return dialogues
        return dialogues.filter(forum=forum) | dialogues.filter(joint_forums=forum)

    def of_economy(self, dialogues, _name, economy):
        return dialogues if economy is None else dialogues.of_economy(economy)


class CaseFilter(RecordFilter):
    text_columns = (*in_both_languages("name", "problem", "measure"), "original_name")
    orders = {
        "economy": (_("By economy"), ["economy__position", "code"]),
        "newest": (_("Newest first"), ["-created_at", "code"]),
    }

    q = QuestionFilter()
    economy = EconomyFilter(field_name="economy")
    topic = TopicFilter(field_name="topics")
