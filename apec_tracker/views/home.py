from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apec_tracker.timeline import in_order, of_host_year, strip_of
from goals.models import Framework, Goal
from meetings.models import HostYear, Meeting, Outcome, OutcomeStep
from meetings.pages import promised, with_promises, with_trails
from publishing.links import linked
from publishing.views import PER_PAGE


@require_safe
def home(request):
    """What is next, what came of it, and where each way in begins."""
    user, today = request.user, timezone.localdate()
    meetings = Meeting.objects.visible_to(user)
    upcoming = list(meetings.announced_after(today).for_cards().in_order()[:3])
    framework = Framework.objects.visible_to(user).with_goals().for_cards()
    framework = framework.select_related("meeting__parent").order_by("-year", "code").first()
    host_year = HostYear.objects.visible_to(user).with_entries(user).select_related("economy").first()
    return render(
        request,
        "site/home.html",
        {
            "upcoming": upcoming,
            "last_meeting": None
            if upcoming
            else meetings.already_held(today).for_cards().newest_first().first(),
            "outcomes": latest_outcomes(user),
            "framework": framework,
            "begun_at": begun_at(framework),
            "goals": list(Goal.objects.visible_to(user).filter(framework=framework).for_cards())
            if framework
            else [],
            "host_year": host_year,
            "strip": strip(user, host_year) if host_year else [],
        },
    )


def begun_at(framework):
    """The weeks of meetings in which a framework was agreed, or the meeting itself where it stands alone."""
    meeting = framework.meeting if framework else None
    weeks = meeting.parent if meeting else None
    return weeks if weeks is not None and weeks.is_public else meeting


def latest_outcomes(user):
    """Three outcomes that were settled, each with what followed: those that have a trail or goals, then the last."""
    settled = OutcomeStep.objects.filter(outcome=OuterRef("outcome")).settled()
    followed = OutcomeStep.objects.filter(
        outcome=OuterRef("pk"), position__gt=Subquery(settled.order_by("position").values("position")[:1])
    )
    goals = Goal.objects.visible_to(user)
    frameworks = Framework.objects.visible_to(user).filter(goals__in=goals, outcome=OuterRef("pk"))
    found = Outcome.objects.visible_to(user).for_cards().settled().newest_first()
    found = found.annotate(went_on=Exists(followed) | Exists(frameworks))
    outcomes = list(found.order_by("-went_on", *found.query.order_by)[:3])
    steps = OutcomeStep.objects.filter(outcome__in=outcomes).in_trails()
    return with_promises(with_trails(outcomes, steps), linked(**promised(user, [one.pk for one in outcomes])))


def strip(user, host_year):
    entries = in_order(of_host_year(user, host_year.year))
    return strip_of(host_year.year, entries, host_year.get_absolute_url(), PER_PAGE)
