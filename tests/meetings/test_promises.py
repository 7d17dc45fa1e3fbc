"""Where goals came of an outcome, its trail goes on: who took them up so far, and when they are looked at next."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db
NOBODY = "No economy has set a target of its own that we know of."


@pytest.fixture
def outcome():
    held = make.make_meeting(slug="weeks", when="2024-05")
    outcome = make.make_outcome(slug="goals", meeting=held)
    make.make_step(outcome, state="endorsed", when="2024-05")
    return outcome


@pytest.fixture
def goal(outcome):
    framework = make.make_framework(slug="pacts", outcome=outcome)
    return make.make_goal(framework=framework)


def trail(client, address):
    text = " ".join(client.get(f"/en/{address}/").content.decode().split())
    return text[text.index('class="trail"') :].partition("</ol>")[0]


@pytest.mark.parametrize("address", ["outcomes/goals", "meetings/weeks"])
def test_a_trail_says_that_nobody_has_set_a_target_and_when_the_goals_are_reviewed(client, goal, address):
    make.make_milestone(framework=goal.framework, when="2030", name_en="The review")
    make.make_milestone(framework=goal.framework, when="2025", name_en="Done with", done="2025-11")
    said = trail(client, address)
    assert NOBODY in said
    assert 'href="/en/goals/pacts/"' in said
    assert "2030</span>The review" in said
    assert "Done with" not in said
    assert "Nothing recorded since." not in said


@pytest.mark.parametrize("address", ["outcomes/goals", "meetings/weeks"])
def test_economies_are_counted_once_however_they_set_their_targets(client, goal, address):
    indicator = make.make_indicator()
    make.make_goal_indicator(goal=goal, indicator=indicator)
    peru = make.make_economy()
    make.make_target(goal=goal, indicator=indicator, economy=peru)
    make.make_target(goal=None, indicator=indicator, economy=peru, target_year=2035)
    make.make_target(goal=None, indicator=indicator)
    # Of other goals, and of nobody alone.
    make.make_target()
    make.make_target(goal=goal, indicator=indicator, economy=None)
    assert "2 economies have set targets of their own." in trail(client, address)


@pytest.mark.parametrize("address", ["outcomes/goals", "meetings/weeks"])
def test_a_target_that_is_still_a_draft_is_not_counted(client, goal, address):
    make.make_target(goal=goal, state="draft")
    assert NOBODY in trail(client, address)


@pytest.mark.parametrize("address", ["outcomes/goals", "meetings/weeks"])
def test_goals_that_are_still_drafts_bring_nothing(client, outcome, address):
    make.make_goal(framework=make.make_framework(outcome=outcome, state="draft"))
    said = trail(client, address)
    assert NOBODY not in said
    assert "Nothing recorded since." in said


def test_an_outcome_that_brought_no_goals_asks_who_knows_more(client, outcome):
    said = trail(client, "outcomes/goals")
    assert 'Nothing recorded since. <a href="/en/about/corrections/">' in said
