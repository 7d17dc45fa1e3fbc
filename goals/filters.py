"""What the lists of this room can be narrowed by."""

from functools import cached_property

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from goals.gaps import UNJUDGED
from goals.models import (
    Direction,
    EvidenceKind,
    FrameworkKind,
    Goal,
    Indicator,
    Reading,
)
from goals.models.readings import Disability, Location, Sex
from goals.reasons import label
from publishing.filters import (
    NOT_LISTED,
    Choice,
    KindFilter,
    OneOf,
    RecordFilter,
    TextFilter,
    TickFilter,
    WordFilter,
    YearFilter,
    any_of,
    by_date,
    in_both_languages,
    period,
)
from publishing.languages import first_of, text_of
from reference import filters as nouns
from reference.filters import EconomyFilter
from reference.models import Economy


class Choices(nouns.Choices):
    """The nouns that every room names, and the goals."""

    @cached_property
    def goals(self):
        """Every goal this reader may see, as addresses name it: arequipa-3."""
        goals = Goal.objects.visible_to(self.user).select_related("framework")
        return {
            f"{goal.framework.slug}-{goal.number}": goal
            for goal in goals.order_by("framework__slug", "position")
        }

    @cached_property
    def goal(self):
        named = []
        for key, goal in self.goals.items():
            of = first_of(goal.framework, "short_name", "name")
            named.append((key, text_of(goal, "title").after(f"{of} {goal.number} – ")))
        return named


class GoalFilter(OneOf):
    """One goal as addresses name it: goal=arequipa-3."""

    def __init__(self):
        super().__init__(label=_("Goal"), empty_label=_("All goals"))

    def filter(self, queryset, value):
        if not value:
            return queryset
        return any_of(queryset, self.parent.paths["goal"], self.parent.choices.goals[value])


class FrameworkFilter(RecordFilter):
    text_columns = in_both_languages("name", "short_name", "summary")
    orders = {
        "newest": (_("Newest first"), ["-year", "code"]),
        "oldest": (_("Oldest first"), ["year", "code"]),
    }

    q = TextFilter()
    kind = KindFilter(choices=FrameworkKind)
    year = YearFilter()


class IndicatorFilter(RecordFilter):
    text_columns = (*in_both_languages("name", "short_name", "definition"), "sdg_code", "slug")
    paths = {"goal": ("goals",)}

    q = TextFilter()
    goal = GoalFilter()
    direction = WordFilter(label=_("Direction"), choices=Direction, empty_label=_("All directions"))
    disability = TickFilter(field_name="is_about_disability", label=_("About persons with disabilities"))
    figures = TickFilter(method="with_figures", label=_("With figures only"))

    def with_figures(self, indicators, _name, ticked):
        if not ticked:
            return indicators
        readings = Reading.objects.visible_to(self.choices.user).current().filter(indicator=OuterRef("pk"))
        return indicators.filter(Exists(readings))


class ReadingFilter(RecordFilter):
    """The readings of one indicator; a release that another replaced shows only when asked for."""

    paths = {"economy": ("economy__apec_code",)}

    economy = EconomyFilter()
    year = YearFilter()
    sex = WordFilter(label=_("Sex"), choices=Sex, none=_("not split"), empty_label=_("All"))
    disability = WordFilter(
        label=_("Disability"), choices=Disability, none=_("not split"), empty_label=_("All")
    )
    location = WordFilter(label=_("Place"), choices=Location, none=_("not split"), empty_label=_("All"))
    release = django_filters.CharFilter(label=_("Release"), max_length=40)
    replaced = TickFilter(method="with_replaced", label=_("Also figures that a later release replaced"))

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("replaced"):
            queryset = queryset.current()
        return super().filter_queryset(queryset)

    def with_replaced(self, readings, _name, _ticked):
        # Taken care of above: this box widens, every other one narrows.
        return readings


class EvidenceFilter(RecordFilter):
    text_columns = in_both_languages("title", "shows")
    paths = {"economy": ("economy__apec_code",), "goal": ("goals",)}
    orders = by_date()

    q = TextFilter()
    economy = EconomyFilter()
    goal = GoalFilter()
    kind = KindFilter(choices=EvidenceKind)
    independent = TickFilter(field_name="is_independent", label=_("Independent only"))
    vars().update(period())


class GapFilter(RecordFilter):
    """What cannot be judged, narrowed to one goal, one economy or some of the words for it."""

    paths = {"economy": ("economy__apec_code",), "goal": ("goal",)}
    orders = {"goal": (_("By goal"), ["goal__framework__slug", "goal__position", "economy__position"])}

    economy = EconomyFilter()
    goal = GoalFilter()
    kind = KindFilter(field_name="verdict", label=_("What can be said"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["kind"].choices = [(word, label(word)) for word in UNJUDGED]
        del self.form.fields["sort"]

    @property
    def chosen(self):
        """(economy, goal) asked for, each None where not."""
        said = {}
        if self.is_bound:
            self.form.is_valid()
            said = self.form.cleaned_data
        return self.choices.economies.get(said.get("economy")), self.choices.goals.get(said.get("goal"))


class SeriesForm(forms.Form):
    """All readings of one indicator in one economy."""

    indicator = forms.ChoiceField(
        label=_("Indicator"), error_messages=NOT_LISTED, widget=Choice({"class": "input"})
    )
    economy = forms.ChoiceField(
        label=_("Economy"), error_messages=NOT_LISTED, widget=Choice({"class": "input"})
    )

    @classmethod
    def of(cls, query, indicators, economies):
        """The form over these indicators and economies; bound once either is asked for."""
        asked = {name: query[name] for name in ("indicator", "economy") if query.get(name)}
        form = cls(asked or None)
        form.indicators = {indicator.slug: indicator for indicator in indicators}
        form.economies = {economy.apec_code: economy for economy in economies}
        form.fields["indicator"].choices = [
            # A number tells something apart; a slug in words only repeats the name and hides it on a phone.
            (slug, first_of(one, "short_name", "name").after(f"{slug} " if slug[:1].isdigit() else ""))
            for slug, one in form.indicators.items()
        ]
        form.fields["economy"].choices = [
            (code, text_of(one, "name")) for code, one in form.economies.items()
        ]
        return form

    @property
    def chosen_indicator(self) -> Indicator:
        return self.indicators[self.cleaned_data["indicator"]]

    @property
    def chosen_economy(self) -> Economy:
        return self.economies[self.cleaned_data["economy"]]

    def pick(self, readings):
        """Those of `readings` that are of the indicator and economy asked for; of a valid form."""
        wanted = (self.chosen_indicator.pk, self.chosen_economy.pk)
        return [reading for reading in readings if (reading.indicator_id, reading.economy_id) == wanted]
