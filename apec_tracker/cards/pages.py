"""What stands on the card of each page, by the name of its view: as a stranger may see it, and no more."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apec_tracker.cards.drawing import Card
from articles.models import Article
from dialogues.models import Case, Dialogue
from goals.models import Evidence, Framework, Indicator
from goals.views.frameworks import framework_at
from goals.views.promises import find_economy, goal_at
from meetings.models import HostYear, Meeting, Outcome
from meetings.pages import named
from publishing import dates
from publishing.languages import RUN_TAGS, reading_language
from publishing.models import State
from publishing.views import find
from reference.models import Economy, Forum, Person, Source, Topic


def card(title, kind="", when="", record=None):
    """A card in the reader's language; `when` is EDTF. A record kept under a notice says so instead of its kind."""
    if record is not None and record.state == State.WITHDRAWN:
        kind = _("Withdrawn")
    return Card(
        title=title,
        kind=kind,
        when=dates.say(dates.read(when), reading_language()) if when else "",
        site=_("APEC Tracker"),
        motto=_("Independent record"),
        lang=RUN_TAGS[reading_language()],
    )


def of_record(model, field="name", kind="", when="when"):
    """The card of a page with one record: its name, what it is, and its date where it has one."""

    def made(request, **lookup):
        record = find(request, model.objects.all(), **lookup)
        what = str(kind) or capfirst(record.get_kind_display())
        return card(named(record, field), what, getattr(record, when, ""), record)

    return made


def of_list(title, kind=""):
    return lambda request, **kwargs: card(str(title), str(kind))


def host_year(request, year):
    record = find(request, HostYear.objects.for_cards(), year=year)
    host = named(record.economy, "name") if record.economy.is_public else ""
    title = named(record, "theme") or host or str(year)
    kind = " · ".join(part for part in (_("Host year"), str(year), host) if part and part != title)
    return card(title, kind, record=record)


def goal_kind(goal):
    return " · ".join((_("Goal %s") % goal.number, named(goal.framework, "short_name", "name")))


def goal(request, framework, number):
    record = goal_at(request, framework, number, "goals:goal")
    return card(named(record, "title"), goal_kind(record), record=record)


def goal_economy(request, framework, number, economy):
    record = goal_at(request, framework, number, "goals:goal_economy", economy)
    place = find_economy(request, economy, record)
    return card(
        named(place, "name") + pgettext("before a name", ": ") + named(record, "title"),
        goal_kind(record),
        record=record,
    )


def goal_list(request, framework):
    record = framework_at(request, framework, "goals:goal_list")
    return card(named(record, "short_name", "name"), _("Goals"), record.adopted or str(record.year), record)


def outcome(request, slug):
    record = find(request, Outcome.objects.with_state(), slug=slug)
    state = capfirst(str(record.get_status_display()))
    kind = " · ".join((_("Outcome"), state)) if state else _("Outcome")
    return card(named(record, "title"), kind, record.status_when, record)


def indicator(request, slug):
    record = find(request, Indicator.objects.all(), slug=slug)
    return card(named(record, "name"), f"{_('Indicator')} · {record.slug}", record=record)


def evidence(request, code):
    record = find(request, Evidence.objects.all(), code=code.upper())
    return card(named(record, "title"), _("Evidence"), record=record)


ABOUT = gettext_lazy("About this record")

CARDS = {
    "home": of_list(gettext_lazy("What APEC agreed, and what happened next")),
    "timeline": of_list(gettext_lazy("Timeline")),
    "timeline_year": host_year,
    "meetings:meeting_list": of_list(gettext_lazy("Meetings")),
    "meetings:meeting": of_record(Meeting),
    "meetings:outcome_list": of_list(gettext_lazy("Outcomes")),
    "meetings:outcome": outcome,
    "goals:overview": of_list(gettext_lazy("Goals")),
    "goals:goal_list": goal_list,
    "goals:goal": goal,
    "goals:goal_economy": goal_economy,
    "goals:indicator_list": of_list(gettext_lazy("Indicators")),
    "goals:indicator": indicator,
    "goals:gaps": of_list(gettext_lazy("What is missing")),
    "goals:evidence_list": of_list(gettext_lazy("Evidence")),
    "goals:evidence": evidence,
    "goals:framework_list": of_list(gettext_lazy("Frameworks")),
    "goals:framework": of_record(Framework, when="adopted"),
    "dialogues:dialogue_list": of_list(gettext_lazy("Dialogues")),
    "dialogues:dialogue": of_record(Dialogue),
    "dialogues:case_list": of_list(gettext_lazy("Cases")),
    "dialogues:case": of_record(Case, kind=gettext_lazy("Case")),
    "reference:economy_list": of_list(gettext_lazy("Economies")),
    "reference:economy": of_record(Economy, kind=gettext_lazy("Economy")),
    "reference:forum_list": of_list(gettext_lazy("Forums")),
    "reference:forum": of_record(Forum),
    "reference:topic_list": of_list(gettext_lazy("Topics")),
    "reference:topic": of_record(Topic, kind=gettext_lazy("Topic")),
    "reference:person_list": of_list(gettext_lazy("People")),
    "reference:person": of_record(Person, kind=gettext_lazy("Person")),
    "reference:glossary": of_list(gettext_lazy("Glossary")),
    "reference:source_list": of_list(gettext_lazy("Sources")),
    "reference:source": of_record(Source, "title", gettext_lazy("Source"), when="published_on"),
    "articles:article_list": of_list(gettext_lazy("Articles")),
    "articles:article": of_record(Article, "title", gettext_lazy("Article")),
    "about": of_list(ABOUT),
    "about_method": of_list(gettext_lazy("Method"), ABOUT),
    "about_accessibility": of_list(gettext_lazy("Accessibility"), ABOUT),
    "about_privacy": of_list(gettext_lazy("Privacy"), ABOUT),
    "about_licence": of_list(gettext_lazy("Licence"), ABOUT),
    "about_cite": of_list(gettext_lazy("How to cite"), ABOUT),
    "about_corrections": of_list(gettext_lazy("Corrections"), ABOUT),
    "display_settings": of_list(gettext_lazy("Display settings")),
}
