"""The nouns that any list can be narrowed by (economy, forum, topic), and the filters of this room’s own lists."""

from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.collation import place_of
from publishing.filters import KindFilter, OneOf, RecordFilter, SomeOf, TextFilter, in_both_languages
from publishing.languages import text_of
from publishing.links import linked
from reference.languages import language_in_words
from reference.models import Appointment, Economy, Forum, Source, Topic
from reference.models.papers import Check


class Choices:
    """What this reader can choose from, as (value, label) pairs: one query for the nouns of all filters of a page."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def _found(self):
        return linked(
            forums=Forum.objects.visible_to(self.user),
            topics=Topic.objects.visible_to(self.user),
            economies=Economy.objects.visible_to(self.user),
        )

    @cached_property
    def economies(self):
        """The economies by their APEC codes, in APEC’s order; each has its name and no more."""
        found = sorted(self._found["economies"], key=lambda economy: economy.position)
        return {economy.apec_code: economy for economy in found}

    @cached_property
    def economy(self):
        return [(code, text_of(one, "name")) for code, one in self.economies.items()]

    @cached_property
    def forum(self):
        forums = sorted(self._found["forums"], key=lambda forum: forum.acronym)
        return [(one.slug, text_of(one, "name").after(f"{one.acronym} · ")) for one in forums]

    @cached_property
    def topic(self):
        topics = sorted(self._found["topics"], key=lambda topic: (topic.position, topic.code))
        return [(one.slug, text_of(one, "name")) for one in topics]

    @cached_property
    def source_language(self):
        """The languages that sources are in, each under its own name where we know it."""
        tags = Source.objects.visible_to(self.user).exclude(language="").order_by()
        found = [
            (tag, str(language_in_words(tag))) for tag in tags.values_list("language", flat=True).distinct()
        ]
        return sorted(found, key=lambda choice: place_of(choice[1]))


class EconomyFilter(OneOf):
    """One economy by its APEC code: economy=PE."""

    def __init__(self, **kwargs):
        super().__init__(
            **{"label": _("Economy"), "empty_label": _("All economies"), "offers": "economy", **kwargs}
        )


class ForumFilter(OneOf):
    """One forum by its address: forum=hrdwg."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Forum"), empty_label=_("All forums"), **kwargs)


class TopicFilter(SomeOf):
    """Topics by their addresses, any of them: topic=trade&topic=energy."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Topic"), **kwargs)


class PersonFilter(RecordFilter):
    text_columns = (*in_both_languages("name"), "other_names")
    only_used = ("economy",)

    q = TextFilter()
    economy = EconomyFilter(method="spoke_for")

    def used(self, name):
        posts = Appointment.objects.visible_to(self.choices.user)
        return [(posts.filter(person__in=self.queryset.values("pk")), "economy__apec_code")]

    def spoke_for(self, people, _name, code):
        posts = Appointment.objects.visible_to(self.choices.user).filter(economy__apec_code=code)
        return people.filter(appointments__in=posts).distinct()


class SourceFilter(RecordFilter):
    text_columns = in_both_languages("title", "publisher")
    paths = {"language": ("language",)}
    only_used = ("checked",)
    orders = {
        "newest": (_("Newest first"), [F("published_on").desc(nulls_last=True), "code"]),
        "code": (_("By code"), ["code"]),
    }

    q = TextFilter()
    language = OneOf(
        label=pgettext_lazy("of a source", "Language"),
        empty_label=_("All languages"),
        offers="source_language",
    )
    checked = KindFilter(label=_("Checked"), choices=Check)
