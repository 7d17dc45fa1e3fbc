from django.db.models import Prefetch, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.collation import in_name_order
from publishing.languages import reading_language, text_of
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.entries import entry_of, in_public_frameworks, newest_first
from reference.filters import Choices, PersonFilter, SourceFilter
from reference.glossary import anchors_of, in_groups, with_pages
from reference.models import Appointment, Forum, Person, Source, Term, Topic
from reference.usage import entries_citing

# How many of a kind a forum's page shows before it leads to the list.
LATEST = 10


def tree_of(forums):
    """Forums as a tree of (forum, children), each under the one it reports to; roots by kind."""
    below, shown = {}, {forum.pk for forum in forums}
    for forum in forums:
        below.setdefault(forum.parent_id if forum.parent_id in shown else None, []).append(forum)

    def branches(parent):
        return [(forum, branches(forum.pk)) for forum in below.pop(parent, [])]

    roots = branches(None)
    # Two forums that report to each other hang from no root: they are listed all the same.
    while below:
        roots += branches(next(iter(below)))
    return roots


@require_safe
def forum_list(request):
    """All forums as a tree: who reports to whom."""
    forums = list(Forum.objects.visible_to(request.user).in_kind_order())
    context = {"count": len(forums), "tree": tree_of(forums), "crumbs": crumbs((_("Forums"), ""))}
    return render(request, "reference/forum_list.html", context)


def latest(records, list_url):
    """The newest of a kind as entries, and the address of the list if there are more."""
    some = list(records[: LATEST + 1])
    return {
        "entries": [entry_of(record) for record in some[:LATEST]],
        "more": list_url if len(some) > LATEST else "",
    }


@require_safe
def forum(request, slug):
    """One forum: what it is, whom it reports to, and the latest of what it did."""
    user = request.user
    record = find(request, Forum.objects.select_related("parent", "prepared_by", "successor"), slug=slug)
    led_by_it = Q(forum=record) | Q(joint_forums=record)
    meetings = record.meetings.model.objects.visible_to(user).filter(led_by_it).distinct().newest_first()
    dialogues = record.dialogues.model.objects.visible_to(user).filter(led_by_it).distinct().newest_first()
    outcomes = record.outcomes.visible_to(user).with_state().newest_first()
    asked = f"?forum={record.slug}"
    context = {
        "forum": record,
        "aliases": record.aliases.all(),
        "children": record.children.visible_to(user),
        "prepares": record.prepares.visible_to(user),
        "predecessors": record.predecessors.visible_to(user),
        "meetings": latest(meetings, reverse("meetings:meeting_list") + asked),
        "outcomes": latest(outcomes, reverse("meetings:outcome_list") + asked),
        "dialogues": latest(dialogues, reverse("dialogues:dialogue_list") + asked),
        "frameworks": latest(record.frameworks.visible_to(user), reverse("goals:framework_list")),
        "apparatus": Apparatus(user, record.code),
        "crumbs": crumbs((_("Forums"), reverse("reference:forum_list")), (record.acronym, "")),
    }
    return render(request, "reference/forum.html", context)


@require_safe
def topic_list(request):
    context = {
        "topics": Topic.objects.visible_to(request.user),
        "crumbs": crumbs((_("Topics"), "")),
    }
    return render(request, "reference/topic_list.html", context)


@require_safe
def topic(request, slug):
    """One theme and all that belongs to it, newest first."""
    user = request.user
    record = find(request, Topic.objects.all(), slug=slug)
    entries = newest_first(
        [
            *record.meetings.visible_to(user),
            *record.outcomes.visible_to(user).with_state(),
            *record.dialogues.visible_to(user),
            *record.cases.visible_to(user),
            *in_public_frameworks(record.goals.visible_to(user)),
            *record.frameworks.visible_to(user),
        ]
    )
    context = {
        "topic": record,
        "page": page_of(request, entries),
        "apparatus": Apparatus(user, record.code),
        "crumbs": crumbs((_("Topics"), reverse("reference:topic_list")), (text_of(record, "name"), "")),
    }
    return render(request, "reference/topic.html", context)


@require_safe
def person_list(request):
    """People by name in the reader's language, with the posts they held."""
    user = request.user
    posts = Appointment.objects.visible_to(user).for_names().order_by("-since", "code")
    people = Person.objects.visible_to(user).prefetch_related(Prefetch("appointments", posts))
    narrowed = PersonFilter(request.GET, people, Choices(user))
    context = {
        "filter": narrowed,
        "page": page_of(request, in_name_order(narrowed.qs)),
        "crumbs": crumbs((_("People"), "")),
    }
    return render(request, "reference/person_list.html", context)


def read_from(accessor, *paths):
    """The rows that point at an appointment, each with the records along these paths."""
    return Prefetch(accessor, getattr(Appointment, accessor).rel.related_model.objects.select_related(*paths))


@require_safe
def person(request, slug):
    """One person: the posts held, and what they chaired, said, presented and wrote in each."""
    user = request.user
    record = find(request, Person.objects.all(), slug=slug)
    articles = Prefetch(
        "articles", Appointment.articles.rel.related_model.objects.visible_to(user), to_attr="public_articles"
    )
    posts = list(
        record.appointments.visible_to(user)
        .select_related("organisation", "economy")
        .order_by("-since", "code")
        .prefetch_related(
            read_from("chairings", "meeting"),
            read_from("quotations", "meeting", "source"),
            read_from("presented", "presentation__session__dialogue", "presentation__case"),
            articles,
        )
    )
    context = {
        "person": record,
        "posts": posts,
        "chaired": [row for post in posts for row in post.chairings.all() if row.meeting.is_public],
        "said": [row for post in posts for row in post.quotations.all() if row.meeting.is_public],
        "presented": [
            row
            for post in posts
            for row in post.presented.all()
            if row.presentation.session.dialogue.is_public
        ],
        "wrote": [article for post in posts for article in post.public_articles],
        "apparatus": Apparatus(
            user,
            record.code,
            *(post.code for post in posts),
            sources=[row.source for post in posts for row in post.quotations.all() if row.meeting.is_public],
        ),
        "crumbs": crumbs((_("People"), reverse("reference:person_list")), (text_of(record, "name"), "")),
    }
    return render(request, "reference/person.html", context)


@require_safe
def glossary(request):
    """All terms on one page, since other pages point at a term by its anchor."""
    terms = with_pages(list(Term.objects.visible_to(request.user)), request.user)
    anchors = anchors_of(terms)
    for term in terms:
        term.anchor = anchors.get(term.code, "")
    context = {
        "groups": in_groups(terms, reading_language()),
        "count": len(terms),
        "apparatus": Apparatus(request.user, *(term.code for term in terms)),
        "crumbs": crumbs((_("Glossary"), "")),
    }
    return render(request, "reference/glossary.html", context)


@require_safe
def source_list(request):
    narrowed = SourceFilter(request.GET, Source.objects.visible_to(request.user), Choices(request.user))
    context = {
        "filter": narrowed,
        "page": page_of(request, narrowed.qs),
        "crumbs": crumbs((_("Sources"), "")),
    }
    return render(request, "reference/source_list.html", context)


@require_safe
def source(request, slug):
    """One source, and every record that rests on it."""
    record = find(request, Source.objects.all(), slug=slug)
    context = {
        "source": record,
        "page": page_of(request, entries_citing(request.user, record)),
        "crumbs": crumbs((_("Sources"), reverse("reference:source_list")), (text_of(record, "title"), "")),
    }
    return render(request, "reference/source.html", context)
