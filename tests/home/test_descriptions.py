"""A meta description is in the language of its page, even where the text of the record is not."""

import re

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def description(client, address):
    html = client.get(address).content.decode()
    return re.search(r'<meta name="description" content="([^"]*)">', html)[1]


RECORDS = {
    "meetings/x/": (make.make_meeting, ["summary"]),
    "outcomes/x/": (make.make_outcome, ["summary"]),
    "topics/x/": (make.make_topic, ["summary"]),
    "forums/x/": (make.make_forum, ["summary"]),
    "dialogues/x/": (make.make_dialogue, ["question", "summary"]),
    "cases/x/": (make.make_case, ["measure", "problem"]),
    "frameworks/x/": (make.make_framework, ["summary"]),
    "indicators/x/": (make.make_indicator, ["definition"]),
    "articles/x/": (make.make_article, ["lead"]),
}


def filled(fields, en, zh_hant):
    return {f"{field}_en": en for field in fields} | {f"{field}_zh_hant": zh_hant for field in fields}


@pytest.mark.parametrize("address", RECORDS)
def test_a_text_in_the_other_language_gives_way_to_a_sentence_in_this_one(client, address):
    build, fields = RECORDS[address]
    build(slug="x", **filled(fields, "", "只有中文的內容在這裡說明。"))
    assert "只有中文" in description(client, f"/zh-hant/{address}")
    english = description(client, f"/en/{address}")
    assert "只有中文" not in english
    assert len(english) > 40


@pytest.mark.parametrize("address", RECORDS)
def test_a_record_without_a_text_still_has_a_sentence(client, address):
    build, fields = RECORDS[address]
    build(
        slug="x", **filled(fields[1:], "", ""), **filled(fields[:1], "An <b>“end”</b> & more.\n\nNext.", "")
    )
    assert description(client, f"/en/{address}") == "An &lt;b&gt;“end”&lt;/b&gt; &amp; more. Next."
    assert len(description(client, f"/zh-hant/{address}")) > 12


def test_a_long_text_is_cut(client):
    make.make_topic(slug="x", summary="Work and rest. " * 80)
    assert len(description(client, "/en/topics/x/")) == 200
    assert description(client, "/en/topics/x/").endswith("…")


@pytest.mark.parametrize("quote", ['A "quoted" name', "A <b>name</b>"])
def test_no_name_breaks_out_of_its_attribute(client, quote):
    make.make_topic(slug="x", name=quote)
    html = client.get("/en/topics/x/").content.decode()
    escaped = quote.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'<meta property="og:title" content="{escaped}">' in html
