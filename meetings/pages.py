"""What stands on the page of a meeting and of an outcome, gathered in a number of queries that does not grow."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Model, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Meeting, Outcome, OutcomeStep
from meetings.models.outcomes import OPEN_STATES, SETTLED_STATES
from publishing import dates
from publishing.collation import in_name_order
from publishing.languages import first_of, reading_language, text_of
from publishing.links import linked
from reference.citations import Apparatus
from reference.models import Appointment, Economy, Forum, Person, Photo, PhotoPerson, Topic
from reference.models.papers import DocumentAccess, NoteKind


def by_date(records):
    return sorted(records, key=lambda record: (dates.sort_key(dates.read(record.when)), record.code))


def named(record, *fields):
    """The first of these texts that a record has, in the reader's language or else in the other."""
    return str(first_of(record, *fields))


def year_and_host(year):
    """A host year as it stands in breadcrumbs and menus: 2024 Peru."""
    return text_of(year.economy, "name").after(f"{year.year} ") if year.economy.is_public else str(year.year)


def with_goals(frameworks, goals):
    """Frameworks with the `goals` that belong to them, each knowing its framework."""
    there = {framework.pk: framework for framework in frameworks}
    held = defaultdict(list)
    for goal in sorted(goals, key=lambda goal: goal.position):
        if goal.of in there:
            goal.framework = there[goal.of]
            held[goal.of].append(goal)
    for framework in there.values():
        framework.its_goals = held[framework.pk]
    return sorted(there.values(), key=lambda framework: framework.code)


def with_trails(outcomes, steps):
    """Outcomes with the `trail` of their steps, what `followed` the first one that settled it, and their state."""
    trails = defaultdict(list)
    for step in steps:
        trails[step.outcome_id].append(step)
    for outcome in outcomes:
        outcome.trail = trails[outcome.pk]
        outcome.status = outcome.trail[-1].state if outcome.trail else ""
        outcome.status_when = outcome.trail[-1].when if outcome.trail else ""
        settled = [n for n, step in enumerate(outcome.trail) if step.state in SETTLED_STATES]
        outcome.followed = outcome.trail[settled[0] + 1 :] if settled else []
        outcome.is_open = outcome.status in OPEN_STATES
        outcome.is_settled = bool(settled)
    return outcomes


def with_notes(records, apparatus):
    """Records with their notes; those on `conflicts` between sources stand apart, to be shown near the fact.

    What a source says against a record stands in `disagreements`, unless a note already tells it.
    """
    for record in records:
        notes = apparatus.notes_about(record)
        record.conflicts = [note for note in notes if note.kind == NoteKind.CONFLICT]
        record.notes = [note for note in notes if note.kind != NoteKind.CONFLICT]
        record.disagreements = [
            (citation, cited)
            for cited in apparatus.disagreeing
            for citation in cited.citations
            if citation.disagrees and citation.about == record.code and not record.conflicts
        ]
    return records


@dataclass(slots=True)
class Promise:
    """The goals that an outcome brought: how many economies took them up, and when they are looked at next."""

    framework: Model
    setters: int
    to_come: list
    today: str


def promised(user, outcomes):
    """What became of the goals that outcomes brought, as lists for `linked`."""
    framework = Outcome.frameworks.rel.related_model
    brought = framework.objects.visible_to(user).with_goals().filter(outcome__in=outcomes)
    reviews = framework.milestones.rel.related_model.objects.visible_to(user)
    targets = Economy.targets.rel.related_model.objects.visible_to(user)
    set_for = Coalesce("targets__goal__framework", "targets__indicator__goals__framework")
    setters = Economy.objects.visible_to(user).filter(targets__in=targets).annotate(set_for=set_for)
    return {
        "brought": (brought, "outcome_id"),
        "to_come": (reviews.filter(framework__in=brought, done=""), "framework_id"),
        "setters": (setters.filter(set_for__in=brought.values("pk")), "set_for"),
    }


def with_promises(outcomes, found):
    """Outcomes with the `promise` that came of each, or None where no goals did, out of what `promised` found."""
    setters, reviews = defaultdict(set), defaultdict(list)
    for economy in found["setters"]:
        setters[economy.of].add(economy.pk)
    for milestone in by_date(found["to_come"]):
        reviews[milestone.of].append(milestone)
    today = timezone.localdate().isoformat()
    promises = {
        framework.of: Promise(framework, len(setters[framework.pk]), reviews[framework.pk][:3], today)
        for framework in sorted(found["brought"], key=lambda framework: framework.code)
    }
    for outcome in outcomes:
        outcome.promise = promises.get(outcome.pk)
    return outcomes


def by_part(chairings):
    """Those who chaired or spoke for an economy, by the part they had: pairs (first of them, all of them)."""
    parts = defaultdict(list)
    for chairing in chairings:
        parts[chairing.role, chairing.economy_id].append(chairing)
    return [(those[0], those) for those in parts.values()]


def public_appointments(user):
    """Posts whose holder the public may see as well."""
    return Appointment.objects.visible_to(user).filter(person__in=Person.objects.visible_to(user))


class MeetingPage:
    """A meeting and all that is one click away from it."""

    def __init__(self, meeting, user):
        self.meeting = meeting
        # What came of the parts of a cluster came of the cluster.
        within = Q(meeting=meeting) | Q(meeting__parent=meeting) | Q(meeting__parent__parent=meeting)
        outcomes = Outcome.objects.visible_to(user)
        here = Outcome.objects.filter(within | Q(steps__meeting=meeting))
        at_this = outcomes.filter(pk__in=here.values("pk"))
        dialogues = meeting.dialogues.model.objects.visible_to(user).filter(
            Q(meeting=meeting) | Q(meeting__in=Meeting.objects.visible_to(user).filter(parent=meeting))
        )
        frameworks = meeting.frameworks.model.objects.visible_to(user).filter(
            within | Q(outcome__in=outcomes.filter(within))
        )
        goals = frameworks.model.goals.rel.related_model.objects.visible_to(user)
        parts = Meeting.objects.visible_to(user)
        before, after = parts.neighbours_of(meeting)
        found = linked(
            forums=Forum.objects.visible_to(user).filter(joint_meetings=meeting),
            topics=Topic.objects.visible_to(user).filter(meetings=meeting),
            parts=(parts.filter(Q(parent=meeting) | Q(parent__in=parts.filter(parent=meeting))), "parent_id"),
            dialogues=(dialogues, "meeting_id"),
            outcomes=(at_this, "meeting_id"),
            fed=outcomes.filter(fed_by__in=dialogues).with_state().distinct(),
            frameworks=frameworks,
            goals=(goals.filter(framework__in=frameworks), "framework_id"),
            articles=meeting.articles.visible_to(user),
            before=before,
            after=after,
            **promised(user, at_this),
        )
        self.joint_forums = sorted(found["forums"], key=lambda forum: forum.acronym)
        self.topics = sorted(found["topics"], key=lambda topic: topic.position)
        self.parts = by_date([*found["parts"], *found["dialogues"]])
        for part in self.parts:
            part.is_meeting = isinstance(part, Meeting)
        steps = OutcomeStep.objects.filter(outcome__in=at_this).in_trails()
        everything = with_trails(sorted(found["outcomes"], key=lambda outcome: outcome.code), steps)
        with_promises(everything, found)
        self.outcomes = [outcome for outcome in everything if not outcome.is_open]
        self.expected = [outcome for outcome in everything if outcome.is_open]
        listed = {outcome.pk for outcome in everything}
        self.fed = [outcome for outcome in found["fed"] if outcome.pk not in listed]
        self.frameworks = with_goals(found["frameworks"], found["goals"])
        self.articles = found["articles"]
        self.previous = self._neighbour(found["before"])
        self.next = self._neighbour(found["after"])

        people = public_appointments(user)
        self.time_of_day = ""
        if meeting.sitting:
            self.time_of_day = dates.say_sitting(
                meeting.first_day, meeting.starts_at, meeting.ends_at, meeting.time_zone, reading_language()
            )
        self.changes = list(meeting.changes.all())
        self.visits = list(meeting.visits.select_related("place__economy"))
        self.chairings = by_part(
            meeting.chairings.filter(appointment__in=people).select_related(
                "appointment__person", "appointment__organisation", "appointment__economy", "economy"
            )
        )
        self.quotations = list(
            meeting.quotations.filter(appointment__in=people).select_related(
                "appointment__person", "appointment__organisation", "appointment__economy", "source"
            )
        )
        stood = PhotoPerson.objects.filter(appointment__in=people).select_related("appointment__person")
        self.photos = list(
            Photo.objects.visible_to(user)
            .filter(meetings=meeting)
            .prefetch_related(Prefetch("people", stood, to_attr="stood"))
        )
        places = {stop.place for stop in meeting.stops.all() if stop.place.is_public}
        places = in_name_order(places)
        self.apparatus = Apparatus(
            user,
            meeting.code,
            *(outcome.code for outcome in everything),
            *(place.code for place in places),
            *(photo.code for photo in self.photos),
            sources=[
                *(step.source for outcome in everything for step in outcome.trail),
                *(quotation.source for quotation in self.quotations),
            ],
        )
        with_notes([meeting, *everything, *places], self.apparatus)
        self.places = [place for place in places if place.notes or place.conflicts]

    @staticmethod
    def _neighbour(records):
        for meeting in records:
            said = dates.say(meeting.date, reading_language(), short=True)
            return {"name": first_of(meeting, "name"), "url": meeting.get_absolute_url(), "note": said}
        return None

    @property
    def crumbs(self):
        meeting, above = self.meeting, []
        year = meeting.host_year
        if year.is_public:
            above.append((year_and_host(year), year.get_absolute_url()))
        if meeting.parent is not None and meeting.parent.is_public:
            above.append((first_of(meeting.parent, "short_name", "name"), meeting.parent.get_absolute_url()))
        return [(_("Home"), reverse("home")), *above, (first_of(meeting, "short_name", "name"), "")]

    @property
    def sections(self):
        """What stands on the page, for the list at its side."""
        there = [
            ("outcomes-h", _("What it adopted, and what became of it"), True),
            ("within-h", _("Meetings and dialogues within"), self.parts),
            ("expected-h", _("Results still expected"), self.expected),
            ("fed-h", _("What its dialogues were to feed"), self.fed),
            ("frameworks-h", _("Frameworks and goals that began here"), self.frameworks),
            ("said-h", _("What was said"), self.quotations),
            ("visits-h", _("Site visits and side events"), self.visits),
            ("photos-h", _("Pictures"), self.photos),
            ("articles-h", _("Articles that mention it"), self.articles),
            ("notes-h", _("Notes"), self.meeting.notes or self.places),
            ("sources-h", _("Sources"), self.apparatus.sources),
        ]
        return [{"id": id_, "name": name} for id_, name, shown in there if shown]


class OutcomePage:
    """An outcome and all that is one click away from it."""

    def __init__(self, outcome, user):
        self.outcome = outcome
        outcomes = Outcome.objects.visible_to(user)
        frameworks = outcome.frameworks.visible_to(user)
        goals = frameworks.model.goals.rel.related_model.objects.visible_to(user)
        siblings = outcomes.exclude(pk=outcome.pk).filter(meeting=outcome.meeting_id, meeting__isnull=False)
        found = linked(
            annexes=outcome.annexes.visible_to(user),
            siblings=siblings.exclude(annex_to=outcome).with_state(),
            frameworks=frameworks,
            goals=(goals.filter(framework__in=frameworks), "framework_id"),
            dialogues=outcome.fed_by.visible_to(user),
            articles=outcome.articles.visible_to(user),
            topics=Topic.objects.visible_to(user).filter(outcomes=outcome),
            **promised(user, [outcome.pk]),
        )
        self.annexes = sorted(found["annexes"], key=lambda annex: annex.code)
        self.siblings = sorted(found["siblings"], key=lambda other: other.code)
        self.frameworks = with_goals(found["frameworks"], found["goals"])
        self.dialogues = by_date(found["dialogues"])
        self.articles = found["articles"]
        self.topics = sorted(found["topics"], key=lambda topic: topic.position)
        with_trails([outcome], outcome.steps.in_trails())
        with_promises([outcome], found)
        document = outcome.document
        self.document = document if document is not None and document.is_public else None
        self.files = list(self.document.files.all()) if self.document else []
        if self.document and self.document.access == DocumentAccess.TITLE_ONLY:
            # Such a file has no address for the public; what others publish has.
            self.files = [file for file in self.files if file.url]
        codes = [outcome.code, *([self.document.code] if self.document else [])]
        self.apparatus = Apparatus(user, *codes, sources=[step.source for step in outcome.trail])
        with_notes([outcome], self.apparatus)
        if self.document:
            with_notes([self.document], self.apparatus)

    @property
    def crumbs(self):
        meeting, above = self.outcome.meeting, []
        if meeting is not None and meeting.is_public:
            above.append((first_of(meeting, "short_name", "name"), meeting.get_absolute_url()))
        up = [(_("Home"), reverse("home")), (_("Outcomes"), reverse("meetings:outcome_list"))]
        return [*up, *above, (first_of(self.outcome, "title"), "")]
