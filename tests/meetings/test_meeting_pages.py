"""The page of a meeting says when and where it was, what it adopted and what became of that."""

import re
from datetime import time

import pytest
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db


def page_of(client, record, language="en"):
    answer = client.get(record.get_absolute_url().replace("/en/", f"/{language}/", 1))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_month_is_said_as_a_month(client):
    page = page_of(client, make.make_meeting(when="2024-05"))
    assert '<time datetime="2024-05">May 2024 (day not given)</time>' in page


def test_a_date_that_moved_keeps_the_earlier_one_with_its_reason(client):
    meeting = make.make_meeting(when="2024-08-16", when_words="mid-August", is_tentative=True)
    make.make_change(meeting, former_when="2024-07", reason="The venue was not ready.", noted_on="2024-05-20")
    page = page_of(client, meeting)
    assert "As announced: “mid-August”" in page
    assert "Tentative: the date may still change." in page
    assert "Before: July 2024 (day not given). The venue was not ready. Announced 20 May 2024." in page


def test_a_time_of_day_stands_in_its_own_zone(client):
    meeting = make.make_meeting(when="2021-08-09", starts_at=time(23), time_zone="Pacific/Auckland")
    assert "9 August 2021, 23:00 (New Zealand time)" in page_of(client, meeting)


def test_stops_stand_in_their_order_with_their_own_dates(client):
    meeting = make.make_meeting(when="2024-09-10/2024-09-11")
    peru = make.make_economy(name="Peru", slug="peru")
    make.make_stop(meeting, place=make.make_place(name="Arequipa", economy=peru), when="2024-09-10")
    make.make_stop(meeting, place=make.make_place(name="Lima", economy=peru), venue="The fair")
    page = page_of(client, meeting)
    assert page.index('Arequipa, <a href="/en/economies/peru/">Peru</a>') < page.index(
        "10 September 2024</time>"
    )
    assert page.index("10 September 2024</time>") < page.index("Lima, <a") < page.index("The fair")


def test_the_economy_stands_before_the_city_in_chinese(client):
    meeting = make.make_meeting()
    make.make_stop(meeting, place=make.make_place(name="利馬", economy=make.make_economy(name="秘魯")))
    listed = client.get("/zh-hant/meetings/").content.decode()
    assert "秘魯利馬" in listed or "利馬, 秘魯" in listed  # the second until the catalogue is merged


def test_an_outcome_shows_its_trail_and_that_nothing_followed(client):
    meeting = make.make_meeting()
    outcome = make.make_outcome(meeting=meeting, title="The goals")
    make.make_step(outcome, state="expected", when="2024-03")
    make.make_step(outcome, state="endorsed", when="2024-05", note="By the working group.")
    page = page_of(client, meeting)
    assert '<span class="tag done">Endorsed</span>' in page
    assert page.index("<strong>Expected</strong>") < page.index("<strong>Endorsed</strong>")
    assert "By the working group." in page
    assert "Nothing recorded since." in page


def test_what_followed_an_adoption_takes_the_place_of_nothing_recorded(client):
    outcome = make.make_outcome()
    make.make_step(outcome, state="adopted", when="2024-05")
    make.make_step(outcome, state="noted", when="2024-11", note="Leaders took note.")
    page = page_of(client, outcome.meeting)
    assert "Leaders took note." in page
    assert "Nothing recorded since." not in page


def test_an_expected_outcome_stands_apart_from_what_was_adopted(client):
    meeting = make.make_meeting()
    adopted = make.make_outcome(meeting=meeting, title="Adopted text")
    make.make_step(adopted)
    awaited = make.make_outcome(meeting=meeting, title="Awaited text")
    make.make_step(awaited, state="negotiated")
    page = page_of(client, meeting)
    results = page.index('id="expected-h"')
    assert page.index(">Adopted text</a>") < results < page.index(">Awaited text</a>")


def test_a_cluster_shows_what_came_of_its_parts_and_leads_to_their_dialogues(client):
    cluster = make.make_meeting(kind="cluster")
    plenary = make.make_meeting(parent=cluster, name="Plenary")
    make.make_outcome(meeting=plenary, title="Text of the plenary")
    inner = make.make_meeting(parent=plenary, name="Meeting within the plenary")
    make.make_dialogue(meeting=plenary, name="Dialogue beside the plenary")
    page = page_of(client, cluster)
    for name in (
        "Plenary",
        "Text of the plenary",
        "Meeting within the plenary",
        "Dialogue beside the plenary",
    ):
        assert f">{name}</a>" in page
    assert f'href="{inner.get_absolute_url()}"' in page


def test_a_meeting_without_outcomes_says_so_by_its_status(client):
    assert "No outcome recorded yet." in page_of(client, make.make_meeting(status="held"))
    assert "Nothing yet: we have no word that it was held." in page_of(
        client, make.make_meeting(status="planned")
    )
    assert "It was cancelled; no outcome is recorded." in page_of(
        client, make.make_meeting(status="cancelled")
    )


def test_from_a_meeting_to_the_goals_that_began_there_is_one_click(client):
    meeting = make.make_meeting()
    goal = make.make_goal(
        framework=make.make_framework(meeting=meeting), title="Vocational training", number="3"
    )
    page = page_of(client, meeting)
    assert f'href="{goal.get_absolute_url()}"' in page
    assert "Vocational training" in page


def test_words_that_are_our_rendering_are_marked(client):
    meeting = make.make_meeting()
    make.make_quotation(meeting, words="Roughly this.", is_rendering=True)
    assert "Our rendering: these are not the speaker’s own words." in page_of(client, meeting)


def test_a_picture_we_may_not_show_leaves_a_frame_with_caption_credit_and_people(client):
    meeting = make.make_meeting()
    photo = make.make_photo(caption="At the press conference", credit="Photo: APEC website")
    person = make.make_person(name="Carlos Vasquez")
    make.make_photo_person(
        photo=photo, appointment=make.make_appointment(person=person), where="first from left"
    )
    meeting.photos.add(photo)
    page = page_of(client, meeting)
    assert "We have no licence to show this picture." in page
    assert "<img" not in page
    for words in ("At the press conference", "Photo: APEC website", "Carlos Vasquez", "first from left"):
        assert words in page


def test_sources_that_disagree_are_told_beside_the_fact(client):
    meeting = make.make_meeting()
    source = make.make_source(title="The other paper")
    make.make_citation(meeting, source=source, supports="It gives 9 May.", disagrees=True)
    page = page_of(client, meeting)
    assert page.index("Sources disagree.") < page.index('id="outcomes-h"')
    assert page.index("It gives 9 May.") < page.index('id="outcomes-h"')
    assert "The other paper" in page


def test_neighbours_are_those_of_the_same_series(client):
    forum = make.make_forum()
    make.make_meeting(forum=forum, when="2022", name="Two before")
    make.make_meeting(forum=forum, when="2023-05", name="The one before")
    meeting = make.make_meeting(forum=forum, when="2024-05", name="This one")
    make.make_meeting(forum=forum, when="2025-05", name="The one after")
    make.make_meeting(when="2024-06", name="Of another forum")
    make.make_meeting(forum=forum, when="2024-06", kind="press-conference", name="Of another kind")
    page = page_of(client, meeting)
    assert '<a rel="prev"' in page
    assert "The one before" in page
    assert "The one after" in page
    for name in ("Two before", "Of another forum", "Of another kind"):
        assert name not in page


def test_a_meeting_of_which_only_the_last_day_is_known_has_its_place_in_the_series(client):
    forum = make.make_forum()
    first = make.make_meeting(forum=forum, when="2024-05", name="The first")
    open_at_start = make.make_meeting(forum=forum, when="/2024-08-25", name="Ended in August")
    make.make_meeting(forum=forum, when="2025-03", name="The last")
    assert "Ended in August" in page_of(client, first)
    assert "The last" not in page_of(client, first)
    page = page_of(client, open_at_start)
    assert "The first" in page
    assert "The last" in page


def test_the_page_says_how_to_cite_it(client, settings):
    meeting = make.make_meeting(slug="som2", name_en="Officials", name_zh_hant="官員會議")
    day = timezone.localdate(meeting.changed_at)
    english = page_of(client, meeting)
    said = (
        f"APEC Tracker. “Officials.” Version of {day.day} {day:%B %Y}. {settings.SITE_URL}/en/meetings/som2/"
    )
    assert f"<blockquote>{said}</blockquote>" in english
    chinese = " ".join(client.get("/zh-hant/meetings/som2/").content.decode().split())
    day = f"{day.year}年{day.month}月{day.day}日"
    assert f"APEC 追蹤，〈官員會議〉，{day}版本，{settings.SITE_URL}/zh-hant/meetings/som2/" in chinese


def test_several_places_are_told_in_order_without_a_gap_before_the_comma(client):
    meeting = make.make_meeting(host_year=make.make_host_year(year=2024))
    peru = make.make_economy(name_en="Peru")
    for position, city in enumerate(("Arequipa", "Lima"), 1):
        make.make_stop(meeting, position=position, place=make.make_place(name_en=city, economy=peru))
    page = " ".join(client.get("/en/meetings/").content.decode().split())
    assert "Arequipa, Peru, then Lima, Peru" in page


def test_a_text_without_translation_is_marked_with_its_language(client):
    meeting = make.make_meeting(summary_zh_hant="只有中文。", summary_en="", name_en="A name")
    page = page_of(client, meeting)
    assert '<span lang="zh-Hant">只有中文。</span>' in page
    assert "Not translated yet." in page


def test_breadcrumbs_lead_up_through_the_year_and_the_larger_meeting(client):
    cluster = make.make_meeting(kind="cluster", short_name="SOM2")
    page = page_of(client, make.make_meeting(parent=cluster, short_name="HRDWG"))
    crumbs = page[page.index('aria-label="Breadcrumb"') :]
    assert (
        crumbs.index("/en/timeline/2024/")
        < crumbs.index(">SOM2</a>")
        < crumbs.index('aria-current="page">HRDWG')
    )


def test_an_earlier_address_leads_to_the_present_one(client):
    meeting = make.make_meeting(slug="som-2")
    meeting.slug = "2024-som2"
    meeting.save()
    answer = client.get("/en/meetings/som-2/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/meetings/2024-som2/")


def test_a_part_is_named_once_however_many_had_it(client):
    meeting = make.make_meeting(slug="m")
    for role in ("co-chair", "co-chair", "chair"):
        make.make_chairing(meeting, role=role)
    facts = client.get("/en/meetings/m/").content.decode().split('<dl class="facts">')[1].split("</dl>")[0]
    names = re.findall(r"<dt>(.*?)</dt>", facts)
    assert len(names) == len(set(names))
    assert facts.count("Minister") == 3


def test_a_city_that_is_an_economy_is_said_once(client):
    singapore = make.make_economy(name_en="Singapore", name_zh_hant="新加坡")
    meeting = make.make_meeting(when="2009-11")
    make.make_stop(
        meeting, place=make.make_place(name_en="Singapore", name_zh_hant="新加坡", economy=singapore)
    )
    for address in ("/en/timeline/2009/", "/en/meetings/", meeting.get_absolute_url()):
        page = " ".join(client.get(address).content.decode().split())
        assert "Singapore" in page
        assert not re.search(r"Singapore(</a>)?(, | )(<a [^>]*>)?Singapore", page), address
    assert "新加坡新加坡" not in client.get("/zh-hant/timeline/2009/").content.decode()


def test_the_economy_of_a_post_is_said_once(client):
    peru = make.make_economy(name_en="Peru", name_zh_hant="秘魯")
    meeting = make.make_meeting()
    for post, economy in (("Minister of Health of Peru", peru), ("Minister of Health", peru)):
        appointment = make.make_appointment(post=post, economy=economy, organisation=None)
        make.make_chairing(meeting, appointment=appointment)
    page = " ".join(client.get(meeting.get_absolute_url()).content.decode().split())
    assert "<small>Minister of Health of Peru</small>" in page
    assert "<small>Minister of Health, Peru</small>" in page


def test_a_note_that_says_itself_that_sources_disagree_is_not_told_so_twice(client):
    meeting = make.make_meeting()
    make.make_note(meeting, kind="conflict", text="Sources disagree on the day.")
    other = make.make_meeting()
    make.make_note(other, kind="conflict", text="The article gives May only.")
    assert client.get(meeting.get_absolute_url()).content.decode().count("Sources disagree") == 1
    assert "<strong>Sources disagree.</strong>" in client.get(other.get_absolute_url()).content.decode()
