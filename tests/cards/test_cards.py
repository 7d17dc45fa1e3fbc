"""Every page has a card below its own address; it shows what the page shows to a stranger, and no more."""

import re

import pytest
from django.core.cache import cache

from apec_tracker.cards import drawing
from apec_tracker.cards.pages import CARDS
from publishing.models import State, Withdrawal
from tests import make
from tests.browser.pages import public_views
from tests.goals.whole import hidden_states

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """The drawings that were made into pictures, in their order."""
    drawings = []

    def png(drawing, lang):
        drawings.append(drawing)
        return b"a picture"

    monkeypatch.setattr(drawing, "png", png)
    monkeypatch.setattr(drawing, "has_glyphs", lambda sample: True)
    return drawings


def words(drawing):
    return re.findall(r"<text[^>]*>(.*?)</text>", drawing)


def test_every_kind_of_page_has_one():
    assert public_views() - set(CARDS) == set()
    assert set(CARDS) - public_views() == set()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["APEC Tracker", "Independent record", "Working group", "Autumn meeting", "4–6 May 2024"]),
        ("zh-hant", ["APEC 追蹤", "獨立紀錄", "工作小組", "秋季會議", "2024年5月4日至6日"]),
    ],
)
def test_a_card_says_what_the_page_is_about_in_its_language(client, drawn, language, expected):
    make.make_meeting(
        slug="autumn", name_en="Autumn meeting", name_zh_hant="秋季會議", when="2024-05-04/2024-05-06"
    )
    answer = client.get(f"/{language}/meetings/autumn/card.png")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert [one.casefold() for one in words(drawn[0])] == [one.casefold() for one in expected]


def test_the_card_of_an_outcome_says_where_it_stands(client, drawn):
    outcome = make.make_outcome(slug="text", title_en="A text")
    make.make_step(outcome, state="adopted", when="2024-11-16")
    assert client.get("/en/outcomes/text/card.png").status_code == 200
    assert "Outcome · Adopted" in words(drawn[0])


def test_a_title_without_translation_is_shown_as_it_is(client, drawn):
    make.make_topic(slug="only", name_en="", name_zh_hant="包容")
    client.get("/en/topics/only/card.png")
    assert words(drawn[0]) == ["APEC Tracker", "Independent record", "Topic", "包容"]
    assert 'font-family="PingFang TC, ' in drawn[0]


def records():
    framework = make.make_framework(slug="pacts")
    goal = make.make_goal(framework=framework, number="1")
    make.make_economy(slug="atlantis")
    make.make_host_year(year=2024)
    make.make_indicator(slug="ind.x")
    make.make_evidence(code="EVI-X")
    make.make_outcome(slug="text")
    for build, slug in (
        (make.make_dialogue, "talk"),
        (make.make_case, "case"),
        (make.make_forum, "forum"),
        (make.make_topic, "topic"),
        (make.make_person, "person"),
        (make.make_source, "source"),
        (make.make_article, "article"),
        (make.make_meeting, "meeting"),
    ):
        build(slug=slug)
    return goal


ADDRESSES = [
    "",
    "timeline/",
    "timeline/2024/",
    "meetings/",
    "meetings/meeting/",
    "outcomes/text/",
    "goals/",
    "goals/pacts/",
    "goals/pacts/1/",
    "goals/pacts/1/atlantis/",
    "indicators/ind.x/",
    "evidence/evi-x/",
    "frameworks/pacts/",
    "dialogues/talk/",
    "cases/case/",
    "economies/atlantis/",
    "forums/forum/",
    "topics/topic/",
    "people/person/",
    "sources/source/",
    "articles/article/",
    "about/method/",
    "settings/display/",
    "gaps/",
]


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_each_page_names_its_card_which_is_there_and_cheap(
    client, drawn, language, django_assert_max_num_queries
):
    records()
    for address in ADDRESSES:
        html = client.get(f"/{language}/{address}").content.decode()
        assert not drawn, "no page waits for a drawing"
        card = re.search(r'<meta property="og:image" content="http://127.0.0.1:8000(.*?)">', html)[1]
        assert card == f"/{language}/{address}card.png"
        with django_assert_max_num_queries(4):
            answer = client.get(card)
        assert answer.status_code == 200, card
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        drawn.clear()


@pytest.mark.parametrize("as_editor", [False, True])
@pytest.mark.parametrize("state", ["draft", "in review", "tomorrow", "until yesterday"])
def test_what_is_hidden_has_none_not_even_for_its_editor(client, drawn, state, as_editor):
    hidden = hidden_states()[state]
    if as_editor:
        client.force_login(make.make_editor())
    make.make_meeting(slug="hushed", **hidden)
    make.make_indicator(slug="hushed", **hidden)
    make.make_evidence(code="EVI-HUSHED", **hidden)
    make.make_article(slug="hushed", **hidden)
    make.make_goal(framework=make.make_framework(slug="hushed", **hidden), number="1")
    make.make_goal(framework=make.make_framework(slug="open"), number="1")
    make.make_economy(slug="hushed", **hidden)
    for address in (
        "meetings/hushed/",
        "indicators/hushed/",
        "evidence/evi-hushed/",
        "articles/hushed/",
        "goals/hushed/",
        "goals/hushed/1/",
        "frameworks/hushed/",
        "economies/hushed/",
        "goals/open/1/hushed/",
    ):
        assert client.get(f"/en/{address}card.png").status_code == 404, address
    assert drawn == []


def test_what_was_withdrawn_shows_as_much_as_its_page(client, drawn):
    new = make.make_meeting(slug="new")
    gone = {"state": State.WITHDRAWN, "withdrawn_note": "Never held."}
    make.make_meeting(slug="error", withdrawn_as=Withdrawal.ERROR, **gone)
    make.make_meeting(slug="old", withdrawn_as=Withdrawal.REPLACED, replaced_by=new, **gone)
    make.make_meeting(slug="kept", name="Kept", withdrawn_as=Withdrawal.KEPT, **gone)
    assert client.get("/en/meetings/error/card.png").status_code == 410
    moved = client.get("/en/meetings/old/card.png")
    assert (moved.status_code, moved["Location"]) == (301, "/en/meetings/new/card.png")
    assert drawn == []
    assert client.get("/en/meetings/kept/card.png").status_code == 200
    assert words(drawn[0])[2:4] == ["Withdrawn", "Kept"]


def test_a_former_address_leads_to_the_card_of_today(client, drawn):
    meeting = make.make_meeting(slug="before")
    meeting.slug = "after"
    meeting.save()
    answer = client.get("/zh-hant/meetings/before/card.png")
    assert (answer.status_code, answer["Location"]) == (301, "/zh-hant/meetings/after/card.png")


@pytest.mark.parametrize(
    "address",
    [
        "nothing/card.png",
        "meetings/nothing/card.png",
        "meetings/../../etc/passwd/card.png",
        "meetings/%00/card.png",
        "meetings/a%0Ab/card.png",
        "meetings/'%20OR%201=1--/card.png",
        "card.png/card.png",
        "goals/pacts/1/atlantis/chart.png/card.png",
        "timeline/2024card.png",
        "timeline/99999/card.png",
        "meetings/" + "a" * 5000 + "/card.png",
        "%F0%9F%8C%8B/card.png",
    ],
)
def test_no_address_made_up_by_hand_finds_one(client, drawn, address):
    assert client.get(f"/en/{address}").status_code == 404
    assert drawn == []


def test_a_card_is_drawn_once_and_asked_for_again_for_nothing(client, drawn):
    topic = make.make_topic(slug="work", name="Work")
    first = client.get("/en/topics/work/card.png")
    assert client.get("/en/topics/work/card.png").content == first.content == b"a picture"
    assert len(drawn) == 1
    assert "public" in first["Cache-Control"]
    cache.clear()
    again = client.get("/en/topics/work/card.png", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, len(drawn)) == (304, b"", 1)
    topic.name_en = "Labour"
    topic.save()
    renamed = client.get("/en/topics/work/card.png", headers={"If-None-Match": first["ETag"]})
    assert (renamed.status_code, len(drawn)) == (200, 2)
    assert renamed["ETag"] != first["ETag"]


def test_other_sites_may_show_a_card(client, drawn):
    assert client.get("/en/card.png")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.post("/en/card.png").status_code == 405


def test_a_card_as_it_is_really_drawn_is_a_picture_of_the_usual_size(client):
    picture = client.get("/zh-hant/card.png").content
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)
    assert len(picture) < 300_000
