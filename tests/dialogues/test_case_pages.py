"""A case page says what a programme is, what is claimed of it and by whom, and what became of it."""

import pytest
from django.utils.translation import override

from tests.make import (
    make_case,
    make_claim,
    make_dialogue,
    make_economy,
    make_followup,
    make_goal,
    make_organisation,
    make_presentation,
    make_session,
    make_source,
)

pytestmark = pytest.mark.django_db


def page(client, record, language="en"):
    with override(language):
        answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_programme_is_named_in_both_scripts_and_its_own(client):
    case = make_case(
        name_en="My Tax",
        name_zh_hant="我的稅務",
        name_note_en="our rendering, unconfirmed",
        original_name="Мой налог",
        original_language="ru",
        economy=make_economy(name_en="Russia"),
        organisation=make_organisation(name_en="Federal Tax Service"),
        began="2019-01",
    )
    html = page(client, case)
    for words in (
        "My Tax",
        '<span lang="zh-Hant">我的稅務</span>',
        '<span lang="ru">Мой налог</span>',
        "our rendering, unconfirmed",
        "Russia",
        "Federal Tax Service",
        "January 2019",
    ):
        assert words in html


def test_each_claim_has_the_number_of_its_source_and_says_when_nobody_else_tells_it(client):
    case = make_case()
    only = make_source(title_en="The article")
    make_claim(case, text_en="Register in two minutes", source=only, is_confirmed=False)
    make_claim(case, text_en="A lower rate", source=make_source(title_en="The tax office"), is_confirmed=True)
    html = page(client, case)
    assert html.count("Only this source tells it.") == 1
    assert html.index("#source-1") < html.index("Only this source tells it.") < html.index("#source-2")
    assert "The article" in html
    assert "The tax office" in html


def test_what_changed_since_is_dated_and_cited(client):
    case = make_case()
    make_followup(
        case, text_en="Renamed and widened", when="2025-09-01", source=make_source(title_en="A paper")
    )
    html = page(client, case)
    for words in ("Renamed and widened", '<time datetime="2025-09-01">', "#source-1", "A paper"):
        assert words in html


def test_a_case_that_serves_no_goal_and_has_no_follow_up_says_so(client):
    html = page(client, make_case())
    for words in (
        "None of the goals we follow.",
        "Nothing is recorded since it was shown.",
        "No claim about its effect is recorded.",
        "No dialogue is recorded.",
    ):
        assert words in html


def test_a_case_leads_to_its_goals_and_to_every_dialogue_it_was_shown_at(client):
    goal = make_goal(title_en="Formal work for all")
    case = make_case(goals=[goal])
    first = make_dialogue(name_en="First showing", when="2024-05")
    again = make_dialogue(name_en="Second showing", when="2025-05")
    for dialogue in (first, again):
        make_presentation(session=make_session(dialogue=dialogue), case=case)
        make_presentation(session=make_session(dialogue=dialogue), case=case)
    html = page(client, case)
    assert goal.get_absolute_url() in html
    assert html.count("First showing") == 1
    assert html.index("Second showing") < html.index("First showing")


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_name_of_its_own_that_is_shown_already_is_not_shown_again(client, language):
    case = make_case(
        name_en="Vocational centre",
        name_zh_hant="職業重建中心",
        original_name="職業重建中心",
        original_language="zh-Hant",
    )
    html = page(client, case, language)
    head = html.partition('class="page-head"')[2].partition("</header>")[0].replace("<wbr>", "")
    assert head.count("職業重建中心") == 1
    assert "In its own language" not in head
