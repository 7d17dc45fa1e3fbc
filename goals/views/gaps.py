from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals import gaps, reasons
from goals.filters import Choices, GapFilter
from goals.models import Goal
from goals.where import lacking
from publishing import dates
from publishing.languages import reading_language, text_of
from publishing.views import page_of
from reference.crumbs import crumbs
from reference.models import Economy

LONGEST_MAIL = 1800  # characters of an address that mail programmes are sure to take


@require_safe
def gap_list(request):
    user = request.user
    choices = Choices(user)
    goals = list(choices.goals.values())
    economies = list(Economy.objects.visible_to(user).in_apec_order())
    said = gaps.by_the_method(user, goals=Goal.objects.visible_to(user), economies=economies)
    records = said.filter(verdict__in=gaps.UNJUDGED).select_related("economy", "goal__framework")
    narrowed = GapFilter(request.GET, records, choices)
    # What is counted follows the economy and the goal that were chosen.
    economy, goal = narrowed.chosen
    if economy:
        said, economies = said.filter(economy=economy), [economy]
    if goal:
        said, goals = said.filter(goal=goal), [goal]
    counts = gaps.count_gaps(said, len(goals) * len(economies))
    page = page_of(request, narrowed.qs)
    gaps.put_missing(user, list(page))
    letter = letter_of(request, narrowed, page)
    return render(
        request,
        "goals/gap_list.html",
        {
            "filter": narrowed,
            "page": page,
            "counts": counts,
            "tally": lacking(
                {word: counts.by_verdict[word] for word in gaps.UNJUDGED if counts.by_verdict[word]}
            ),
            "by_goal": [(goal, row(counts.by_goal[goal.pk])) for goal in goals if goal.pk in counts.by_goal][
                :50
            ],
            "by_economy": [
                (economy, row(counts.by_economy[economy.pk]))
                for economy in economies
                if economy.pk in counts.by_economy
            ],
            "words": [(word, reasons.label(word)) for word in gaps.UNJUDGED],
            "letter": letter,
            "mail": letter if len(letter.encode()) < LONGEST_MAIL else "",
            "crumbs": crumbs((_("Goals"), reverse("goals:overview")), (_("What is missing"), "")),
        },
    )


def row(words):
    """The counts of one line of a table, in the order of its columns, and their sum."""
    return [*(words[word] for word in gaps.UNJUDGED), words.total()]


def letter_of(request, narrowed, page):
    """The text to send, once one economy or one goal has been chosen and something lacks of it."""
    economy, goal = narrowed.chosen
    if not page or not (economy or goal):
        return ""
    named = [text_of(economy, "name").value if economy else "", text_of(goal, "title").value if goal else ""]
    return gaps.letter(
        page,
        about=_(", ").join(name for name in named if name),
        address=f"{settings.SITE_URL}{reverse('goals:gaps')}?{narrowed.query}",
        day=dates.say(dates.read(timezone.localdate().isoformat()), reading_language()),
        goes_on=page.has_next() or page.has_previous(),
    )
