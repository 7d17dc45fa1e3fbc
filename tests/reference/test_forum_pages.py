"""Forums stand in a tree; a forum's page says what it is and what it did last."""

import pytest
from django.utils.translation import override

from tests.make import make_alias, make_dialogue, make_forum, make_framework, make_meeting, make_outcome

pytestmark = pytest.mark.django_db


def page(client, record, language="en"):
    with override(language):
        answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_forums_stand_under_the_one_they_report_to(client):
    som = make_forum(acronym="SOM", kind="officials")
    sce = make_forum(acronym="SCE", kind="committee", parent=som)
    make_forum(acronym="HRDWG", parent=sce)
    make_forum(acronym="AELM", kind="leaders")
    tree = client.get("/en/forums/").context["tree"]
    assert [forum.acronym for forum, _below in tree] == ["AELM", "SOM"]
    assert [[forum.acronym for forum, _ in below] for _sce, below in tree[1][1]] == [["HRDWG"]]


def test_forums_that_report_in_a_ring_are_listed_once_each(client):
    one = make_forum(acronym="ONE")
    two = make_forum(acronym="TWO", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=two)
    html = client.get("/en/forums/").content.decode()
    assert html.count("<b>ONE</b>") == html.count("<b>TWO</b>") == 1


def test_a_forum_under_a_draft_is_listed_as_a_root(client):
    make_forum(acronym="CHILD", parent=make_forum(acronym="SECRET", state="draft"))
    html = client.get("/en/forums/").content.decode()
    assert "CHILD" in html
    assert "SECRET" not in html


def test_the_facts_of_a_forum(client):
    group = make_forum(acronym="TWG", name_en="Tourism Working Group", name_zh_hant="觀光工作小組")
    forum = make_forum(
        acronym="TMM",
        name_en="Tourism Ministers",
        name_zh_hant="觀光部長",
        parent=make_forum(acronym="SOM"),
        prepared_by=group,
        established="2000",
        ended="2020",
        successor=make_forum(acronym="NEW"),
    )
    make_alias(forum=forum, name="TM Meeting")
    make_forum(acronym="OLD", successor=forum)
    html = page(client, forum)
    for words in ("Tourism Ministers", "觀光部長", "SOM", "TWG", "2000", "2020", "NEW", "OLD", "TM Meeting"):
        assert words in html
    assert "TMM" in page(client, group).split("Prepares")[1]


def test_the_latest_ten_of_a_kind_lead_to_the_list_of_the_rest(client):
    forum = make_forum(slug="hrdwg")
    for month in range(1, 13):
        make_meeting(forum=forum, name_en=f"Meeting of month {month:02}", when=f"2024-{month:02}")
    html = page(client, forum)
    assert "Meeting of month 12" in html
    assert "Meeting of month 02" not in html
    assert 'href="/en/meetings/?forum=hrdwg"' in html


def test_what_it_did_jointly_counts_and_what_is_missing_is_said(client):
    forum = make_forum()
    make_meeting(joint_forums=[forum], name_en="Joint meeting")
    make_dialogue(joint_forums=[forum], name_en="Joint dialogue")
    html = page(client, forum)
    for words in ("Joint meeting", "Joint dialogue", "No outcome of this forum is recorded."):
        assert words in html
    outcome, framework = make_outcome(forum=forum), make_framework(forum=forum)
    html = page(client, forum)
    assert outcome.get_absolute_url() in html
    assert framework.get_absolute_url() in html
