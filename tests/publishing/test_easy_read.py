"""A record that is told in plain words is told so at the top of its page, in the reader's language where it can be."""

import re

import pytest

from publishing.models import EasyRead
from tests.make import (
    make_article,
    make_case,
    make_dialogue,
    make_framework,
    make_goal,
    make_indicator,
    make_meeting,
    make_outcome,
)

pytestmark = pytest.mark.django_db

BUILDERS = {
    "article": make_article,
    "case": make_case,
    "dialogue": make_dialogue,
    "framework": make_framework,
    "goal": make_goal,
    "indicator": make_indicator,
    "meeting": make_meeting,
    "outcome": make_outcome,
}
TOLD = {
    "easy_read_en": "Officials met.\nThey set six goals.",
    "easy_read_zh_hant": "官員開會。\n他們訂了六項目標。",
}


def page_of(client, record, language="en"):
    address = re.sub("^/(en|zh-hant)/", f"/{language}/", record.get_absolute_url())
    return client.get(address).content.decode()


def box_in(html):
    found = re.search(r'<section class="panel easy".*?</section>', html, re.S)
    return found[0] if found else ""


@pytest.mark.parametrize("kind", BUILDERS)
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_each_sentence_is_a_paragraph_in_the_reader_s_language(client, kind, language):
    box = box_in(page_of(client, BUILDERS[kind](**TOLD), language))
    told = TOLD["easy_read_en" if language == "en" else "easy_read_zh_hant"]
    assert [f"<p>{sentence}</p>" in box for sentence in told.splitlines()] == [True, True]
    assert ("In plain words" if language == "en" else "易讀版") in box
    assert "<p lang" not in box


@pytest.mark.parametrize("kind", BUILDERS)
def test_there_is_no_box_where_nothing_is_told(client, kind):
    assert 'id="easy-h"' not in page_of(client, BUILDERS[kind](easy_read=""))


def test_every_record_with_a_summary_in_plain_words_has_it_on_its_page():
    assert {model.__name__.lower() for model in EasyRead.__subclasses__()} == set(BUILDERS)


@pytest.mark.parametrize("kind", BUILDERS)
def test_it_stands_before_all_else_that_has_a_heading(client, kind):
    main = page_of(client, BUILDERS[kind](**TOLD)).split("<main", 1)[1]
    assert re.search(r"<h2[^>]*>(.*?)</h2>", main, re.S)[1] == "In plain words"


def test_what_is_told_in_the_other_language_alone_says_so_and_is_marked(client):
    case = make_case(easy_read_en="", easy_read_zh_hant="官員開會。")
    box = box_in(page_of(client, case))
    assert '<p><span lang="zh-Hant">官員開會。</span></p>' in box
    assert "Shown in Chinese, its original language." in box


def test_a_page_that_fell_back_as_a_whole_says_so_once(client):
    texts = {"name": "會議", "summary": "開會。", "easy_read": "官員開會。"}
    meeting = make_meeting(
        **{f"{field}_en": "" for field in texts},
        **{f"{field}_zh_hant": text for field, text in texts.items()},
    )
    html = page_of(client, meeting)
    assert "官員開會。" in box_in(html)
    assert html.count("Not translated yet.") == 1


def test_what_stands_there_is_text_and_no_markup(client):
    box = box_in(page_of(client, make_outcome(easy_read="<b>bold</b> & more")))
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in box
