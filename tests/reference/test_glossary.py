"""Words are looked up by letter in English and by strokes in Chinese, both languages side by side."""

import re

import pytest

from publishing.collation import strokes_of
from tests.make import make_forum, make_framework, make_term

# Counted by hand.
STROKES = dict(
    zip("一丁三中世共貿亞高區經數識議觀", (1, 2, 3, 4, 5, 6, 12, 8, 10, 11, 13, 15, 19, 20, 25), strict=True)
)


def test_the_strokes_of_common_characters():
    assert {character: strokes_of(character) for character in STROKES} == STROKES
    assert strokes_of("A") is None
    assert strokes_of("。") is None
    assert strokes_of("😀") is None


@pytest.mark.django_db
def test_terms_stand_by_abbreviation_in_english_and_by_strokes_in_chinese(client):
    make_term(abbreviation="SOM", name_en="Senior Officials’ Meeting", name_zh_hant="資深官員會議")
    make_term(abbreviation="", name_en="Economy", name_zh_hant="經濟體")
    make_term(abbreviation="FTAAP", name_en="Free Trade Area", name_zh_hant="亞太自由貿易區")
    english = client.get("/en/glossary/").context["groups"]
    assert [group.name for group in english] == ["E", "F", "S"]
    chinese = client.get("/zh-hant/glossary/").context["groups"]
    assert [group.anchor for group in chinese] == ["strokes-8", "strokes-13"]


@pytest.mark.django_db
def test_a_term_leads_to_the_forum_or_framework_that_it_names(client):
    forum = make_forum(acronym="HRDWG", slug="hrdwg", name="Human Resources Development Working Group")
    framework = make_framework(name="The APEC HRDWG Arequipa Goals", short_name="Arequipa Goals")
    make_forum(acronym="SOM", state="draft")
    make_term(abbreviation="HRDWG")
    make_term(abbreviation="", name="Arequipa goals")
    make_term(abbreviation="SOM")
    make_term(abbreviation="STEM")
    page = client.get("/en/glossary/").content.decode()
    terms = page.partition('class="rows terms"')[2]
    assert re.findall(r'class="more" href="([^"]*)">([^<]*)<', terms) == [
        (framework.get_absolute_url(), "Framework: The APEC HRDWG Arequipa Goals"),
        (forum.get_absolute_url(), "Forum: Human Resources Development Working Group"),
    ]
    chinese = client.get("/zh-hant/glossary/").content.decode()
    assert "論壇：" in chinese
    assert "框架：" in chinese


@pytest.mark.django_db
def test_each_term_has_both_languages_an_anchor_and_its_explanation(client):
    term = make_term(
        abbreviation="SOM",
        name_en="Senior Officials",
        name_zh_hant="資深官員",
        definition_en="They prepare.",
        note_en="Two.",
    )
    html = client.get("/en/glossary/").content.decode()
    for words in (
        f'id="{term.code.lower()}"',
        'id="abbr-som"',
        '<span lang="en">Senior Officials</span> <span lang="zh-Hant">資深官員</span>',
        "They prepare.",
        "Two.",
        'href="#letter-s"',
    ):
        assert words in html
    chinese = client.get("/zh-hant/glossary/").content.decode()
    assert '<span lang="zh-Hant">資深官員</span> <span lang="en">Senior Officials</span>' in chinese


@pytest.mark.django_db
def test_two_terms_with_one_abbreviation_make_no_double_anchor(client):
    make_term(abbreviation="EC")
    make_term(abbreviation="EC")
    ids = re.findall(r' id="([^"]+)"', client.get("/en/glossary/").content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_an_empty_glossary_says_so(client):
    assert "Nothing recorded yet." in client.get("/en/glossary/").content.decode()
