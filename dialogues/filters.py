"""What the lists of dialogues and cases can be narrowed by."""

from django.utils.translation import gettext_lazy as _

from dialogues.models import DialogueKind
from publishing.filters import (
    ExactFilter,
    KindFilter,
    RecordFilter,
    TextFilter,
    YearFilter,
    by_date,
    in_both_languages,
    period,
)
from reference.filters import EconomyFilter, ForumFilter, TopicFilter


class DialogueFilter(RecordFilter):
    text_columns = (*in_both_languages("name", "short_name", "question", "summary"), "project_number")
    paths = {
        "forum": ("forum__slug", "joint_forums__slug"),
        "topic": ("topics__slug",),
        "host": ("host_year__economy__apec_code",),
    }
    orders = by_date()
    at_hand = ("q", "year", "kind")
    only_used = ("kind", "forum", "topic", "host")

    q = TextFilter()
    year = YearFilter(label=_("Host year"), field_name="host_year__year")
    kind = KindFilter(choices=DialogueKind)
    forum = ForumFilter()
    topic = TopicFilter()
    economy = EconomyFilter(label=_("Economy that took part"), method="of_economy")
    host = EconomyFilter(label=_("Host economy"))
    vars().update(period())
    exact = ExactFilter()

    def of_economy(self, dialogues, _name, code):
        return dialogues.of_economy(self.choices.economies[code])


class CaseFilter(RecordFilter):
    text_columns = (*in_both_languages("name", "problem", "measure"), "original_name")
    paths = {"economy": ("economy__apec_code",), "topic": ("topics__slug",)}
    orders = {
        "economy": (_("By economy"), ["economy__position", "code"]),
        "newest": (_("Newest first"), ["-created_at", "code"]),
    }
    at_hand = ("q", "economy")
    only_used = ("economy", "topic")

    q = TextFilter()
    economy = EconomyFilter()
    topic = TopicFilter()
