"""The home page says what is next and what came of the last meetings, and nothing that is not on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db


def page_of(client, address="/en/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def meeting(**given):
    return make.make_meeting(host_year=make.make_host_year(year=2024), **given)


def test_an_empty_record_has_a_home_page_all_the_same(client):
    for language in ("en", "zh-hant"):
        assert client.get(f"/{language}/").status_code == 200
    page = page_of(client)
    assert "No meeting is recorded yet." in page
    assert "No outcome recorded yet." in page
    assert "Try:" not in page


def test_the_next_three_meetings_stand_first(client):
    for days in (40, 10, 30, 20):
        meeting(name=f"In {days} days", when=in_days(days), status="planned")
    meeting(name="Called off", when=in_days(5), status="cancelled")
    meeting(name="Long ago", when=in_days(-5), status="held")
    page = page_of(client)
    assert page.index("In 10 days") < page.index("In 20 days") < page.index("In 30 days")
    for name in ("In 40 days", "Called off", "Long ago"):
        assert name not in page


def test_with_nothing_announced_it_names_the_last_meeting(client):
    meeting(name="The one before", when=in_days(-50))
    meeting(name="The last one", when=in_days(-5))
    page = page_of(client)
    assert "Nothing is announced after today." in page
    assert "The last one</a>" in page
    assert "The one before" not in page


def test_outcomes_say_what_followed_or_that_nothing_is_recorded(client):
    held = meeting(when="2024-05")
    followed = make.make_outcome(meeting=held, title="Followed")
    make.make_step(followed, state="endorsed", when="2024-05")
    make.make_step(followed, state="noted", when="2024-11", note="Leaders took note.")
    still = make.make_outcome(meeting=held, title="Still")
    make.make_step(still, state="issued", when="2024-05")
    awaited = make.make_outcome(meeting=held, title="Awaited")
    make.make_step(awaited, state="expected", when="2024-12")
    page = page_of(client)
    assert "Since then: Leaders took note. (November 2024 (day not given))" in page
    assert "Since then: nothing recorded yet." in page
    assert "Awaited" not in page


def card_titles(page):
    return [
        title
        for title in ("Old, with goals", "Old, went on", "New", "Newer", "Newest")
        if f"{title}</a>" in page
    ]


@pytest.mark.parametrize("state", ["published", "draft"])
def test_outcomes_of_which_something_became_stand_before_newer_ones(client, state):
    held = meeting(when="2024-05")
    for title, when in (("New", "2024-09"), ("Newer", "2024-10"), ("Newest", "2024-11")):
        outcome = make.make_outcome(meeting=held, title=title)
        make.make_step(outcome, state="expected", when="2024-05")
        make.make_step(outcome, state="issued", when=when)
    with_goals = make.make_outcome(meeting=held, title="Old, with goals")
    make.make_step(with_goals, state="endorsed", when="2020-05")
    framework = make.make_framework(outcome=with_goals)
    goals = [make.make_goal(framework=framework, number=str(n), state=state) for n in (1, 2)]
    page = page_of(client)
    assert card_titles(page) == (
        ["Old, with goals", "Newer", "Newest"] if state == "published" else ["New", "Newer", "Newest"]
    )
    if state == "draft":
        return
    assert page.index("Old, with goals") < page.index("Newest</a>")
    assert "Since then: no economy has set a target of its own that we know of." in page
    make.make_target(goal=goals[0], economy=make.make_economy())
    assert "Since then: 1 economy has set a target of its own." in page_of(client)
    assert "其後：已有1個經濟體訂定自己的目標值。" in page_of(client, "/zh-hant/")
    went_on = make.make_outcome(meeting=held, title="Old, went on")
    make.make_step(went_on, state="endorsed", when="2019-05")
    make.make_step(went_on, state="noted", when="2021-11")
    assert card_titles(page_of(client)) == ["Old, with goals", "Old, went on", "Newest"]


def test_the_next_meetings_have_a_heading_that_is_seen(client):
    assert '<h2 id="next-h">Next meetings</h2>' in page_of(client)
    assert '<h2 id="next-h">接下來的會議</h2>' in page_of(client, "/zh-hant/")


def test_the_goals_of_the_latest_framework_stand_by_area(client):
    old = make.make_framework(year=2010, name="Old goals")
    make.make_goal(framework=old, title="Old goal")
    make.make_framework(year=2024, name="Vision without goals")
    new = make.make_framework(year=2024, name="New goals", meeting=meeting(short_name="SOM2"))
    area = make.make_area(framework=new, key="edu", name="Education")
    goal = make.make_goal(framework=new, area=area, number="1", title="Schools")
    page = page_of(client)
    for words in (
        "New goals",
        "Education",
        f'href="{goal.get_absolute_url()}"',
        "Goal 1: Schools",
        ">SOM2</a>",
    ):
        assert words in page
    assert "Old goal" not in page


@pytest.mark.parametrize("state", ["published", "draft"])
def test_the_first_thing_to_try_is_the_weeks_in_which_the_goals_were_agreed(client, state):
    year = make.make_host_year(year=2024)
    weeks = make.make_meeting(host_year=year, kind="cluster", short_name="SOM2 2024", state=state)
    plenary = make.make_meeting(host_year=year, parent=weeks, short_name="Plenary")
    make.make_goal(framework=make.make_framework(meeting=plenary))
    tried = page_of(client).partition('class="try"')[2].partition("</p>")[0]
    assert ("SOM2 2024" if state == "published" else "Plenary") in tried
    assert ("Plenary" if state == "published" else "SOM2 2024") not in tried


def test_no_keys_are_named_where_there_is_no_list_to_go_along(client):
    meeting(when="2024-05")
    page = page_of(client)
    assert 'class="months"' in page
    assert "<kbd>" not in page
    assert "<kbd>" in page_of(client, "/en/timeline/2024/")


def test_the_strip_is_that_of_the_latest_year_with_entries(client):
    make.make_host_year(year=2025, theme="Empty year")
    make.make_meeting(when="2024-05", host_year=make.make_host_year(year=2024, theme="Full year"))
    page = page_of(client)
    assert "Full year" in page
    assert "Empty year" not in page
    assert 'href="/en/timeline/2024/#m-2024-05"' in page
