"""What the lists of this room can be narrowed by."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goals.gaps import UNJUDGED
from goals.models import (
    Direction,
    EvidenceKind,
    FrameworkKind,
    Goal,
    Indicator,
    Reading,
)
from goals.models.indicators import Disability, Location, Sex
from goals.reasons import label
from publishing.filters import RecordFilter, in_both_languages
from publishing.languages import text_of
from reference.filters import EconomyFilter, FromFilter, QuestionFilter, TickedOne, ToFilter, YearFilter
from reference.models import Economy

NOT_LISTED = {"invalid_choice": _("This is not one of the choices.")}


class Checkbox(TickedOne):
    """The same box under a name by which the form parts know it for one."""


class TickFilter(django_filters.Filter):
    """A box: ticked it narrows, left empty it does nothing."""

    field_class = forms.BooleanField

    def __init__(self, **kwargs):
        super().__init__(widget=Checkbox, **kwargs)

    def filter(self, queryset, value):
        return super().filter(queryset, value) if value else queryset


class WordFilter(django_filters.ChoiceFilter):
    """One word of a closed list; "none", under the label given for it, asks for rows that name no word."""

    def __init__(self, *, choices, none="", **kwargs):
        self.listed = [*([("none", none)] if none else []), *getattr(choices, "choices", choices)]
        super().__init__(choices=self.listed, error_messages=NOT_LISTED, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(**{self.field_name: "" if value == "none" else value})


class GoalFilter(django_filters.ChoiceFilter):
    """One goal as addresses name it: goal=arequipa-3. Its choices are set by the list that has it."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Goal"), empty_label=_("All goals"), choices=[], error_messages=NOT_LISTED, **kwargs
        )

    def filter(self, queryset, value):
        if not value:
            return queryset
        framework, _hyphen, number = value.rpartition("-")
        user = getattr(self.parent.request, "user", None)
        goals = Goal.objects.visible_to(user).filter(framework__slug=framework, number=number)
        return queryset.filter(goals__in=goals).distinct()


def goal_choices(request):
    """Every goal this reader may see, as goal=arequipa-3 and its name."""
    goals = Goal.objects.visible_to(getattr(request, "user", None)).select_related("framework")
    return choices_of(goals.order_by("framework__slug", "position"))


def choices_of(goals):
    choices = []
    for goal in goals:
        of = text_of(goal.framework, "short_name") or text_of(goal.framework, "name")
        choices.append(
            (f"{goal.framework.slug}-{goal.number}", f"{of} {goal.number} – {text_of(goal, 'title')}")
        )
    return choices


class FrameworkFilter(RecordFilter):
    text_columns = in_both_languages("name", "short_name", "summary")
    orders = {
        "newest": (_("Newest first"), ["-year", "code"]),
        "oldest": (_("Oldest first"), ["year", "code"]),
    }

    q = QuestionFilter()
    kind = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("of a record", "Kind"),
        choices=FrameworkKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_LISTED,
    )
    year = YearFilter(label=_("Year"))


class IndicatorFilter(RecordFilter):
    text_columns = (*in_both_languages("name", "short_name", "definition"), "sdg_code", "slug")

    q = QuestionFilter()
    goal = GoalFilter()
    direction = WordFilter(label=_("Direction"), choices=Direction, empty_label=_("All directions"))
    disability = TickFilter(field_name="is_about_disability", label=_("About persons with disabilities"))
    figures = TickFilter(method="with_figures", label=_("With figures only"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["goal"].choices = goal_choices(self.request)

    def with_figures(self, indicators, _name, ticked):
        if not ticked:
            return indicators
        user = getattr(self.request, "user", None)
        readings = Reading.objects.visible_to(user).current().filter(indicator=OuterRef("pk"))
        return indicators.filter(Exists(readings))


class ReadingFilter(RecordFilter):
    """The readings of one indicator; a release that another replaced shows only when asked for."""

    economy = EconomyFilter()
    year = YearFilter(label=_("Year"))
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
    orders = {
        "newest": (_("Newest first"), [F("first_day").desc(nulls_last=True), "code"]),
        "oldest": (_("Oldest first"), [F("first_day").asc(nulls_last=True), "code"]),
    }

    q = QuestionFilter()
    economy = EconomyFilter()
    goal = GoalFilter()
    kind = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("of a record", "Kind"),
        choices=EvidenceKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_LISTED,
    )
    independent = TickFilter(field_name="is_independent", label=_("Independent only"))
    # "from" is a word of Python itself, so these two are put in by name.
    vars().update({"from": FromFilter(), "to": ToFilter()})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["goal"].choices = goal_choices(self.request)


class GapFilter(RecordFilter):
    """What cannot be judged, narrowed to one goal, one economy or some of the words for it."""

    orders = {"goal": (_("By goal"), ["goal__framework__slug", "goal__position", "economy__position"])}

    economy = EconomyFilter()
    goal = GoalFilter(method="of_goal")
    kind = django_filters.MultipleChoiceFilter(
        field_name="verdict",
        label=_("What can be said"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_LISTED,
    )

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = {f"{goal.framework.slug}-{goal.number}": goal for goal in goals}
        self.form.fields["goal"].choices = choices_of(goals)
        self.form.fields["kind"].choices = [(word, label(word)) for word in UNJUDGED]
        del self.form.fields["sort"]

    def of_goal(self, assessments, _name, value):
        return assessments.filter(goal=self.goals[value]) if value else assessments

    @property
    def chosen(self):
        """(economy, goal) asked for, each None where not."""
        said = {}
        if self.is_bound:
            self.form.is_valid()
            said = self.form.cleaned_data
        return said.get("economy"), self.goals.get(said.get("goal"))


class SeriesForm(forms.Form):
    """All readings of one indicator in one economy."""

    indicator = forms.ChoiceField(
        label=_("Indicator"), error_messages=NOT_LISTED, widget=forms.Select({"class": "input"})
    )
    economy = forms.ChoiceField(
        label=_("Economy"), error_messages=NOT_LISTED, widget=forms.Select({"class": "input"})
    )

    @classmethod
    def of(cls, query, indicators, economies):
        """The form over these indicators and economies; bound once either is asked for."""
        asked = {name: query[name] for name in ("indicator", "economy") if query.get(name)}
        form = cls(asked or None)
        form.indicators = {indicator.slug: indicator for indicator in indicators}
        form.economies = {economy.apec_code: economy for economy in economies}
        form.fields["indicator"].choices = [
            (slug, f"{slug} {text_of(one, 'short_name') or text_of(one, 'name')}")
            for slug, one in form.indicators.items()
        ]
        form.fields["economy"].choices = [
            (code, str(text_of(one, "name"))) for code, one in form.economies.items()
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
