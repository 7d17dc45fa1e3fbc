"""What the glossary knows is explained on pages where it is first used, and the explanation leads to the glossary."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from publishing.abbreviations import Known, Meaning
from publishing.templatetags.words import spoken
from reference import abbreviations
from reference.abbreviations import PageAbbreviations
from tests.make import (
    make_article,
    make_aside,
    make_case,
    make_claim,
    make_forum,
    make_meeting,
    make_note,
    make_outcome,
    make_quotation,
    make_term,
)

EXPANSION = re.compile(r'<a class="term" href="[^"]*">([^<]*)</a><span class="expansion">[^<]*</span>')


def term(**given):
    names = {
        "abbreviation": "HRDWG",
        "name_en": "Human Resources Development Working Group",
        "name_zh_hant": "人力資源發展工作小組",
    }
    return make_term(**names | given)


def html_of(client, record, language="en"):
    return client.get(re.sub("^/(en|zh-hant)/", f"/{language}/", record.get_absolute_url())).content.decode()


@pytest.mark.django_db
def test_the_first_use_on_a_page_is_spelt_out_and_leads_to_the_glossary(client):
    known = term()
    meeting = make_meeting(summary_en="The HRDWG met.", summary_zh_hant="HRDWG開會。")
    make_note(meeting, text_en="The HRDWG met twice.", text_zh_hant="HRDWG開了兩次會。")
    english, chinese = html_of(client, meeting), html_of(client, meeting, "zh-hant")
    code = known.code.lower()
    assert (
        f'The <a class="term" href="/en/glossary/#{code}">HRDWG</a><span class="expansion"> (Human Resources '
        "Development Working Group)</span> met." in english
    )
    assert "The HRDWG met twice." in english
    assert (
        f'<a class="term" href="/zh-hant/glossary/#{code}">HRDWG</a><span class="expansion">'
        "（人力資源發展工作小組）</span>開會。" in chinese
    )
    assert english.count("expansion") == chinese.count("expansion") == 1
    assert f'id="{code}"' in client.get("/en/glossary/").content.decode()


@pytest.mark.django_db
def test_names_headings_and_words_of_others_stay_as_they_are(client):
    term()
    meeting = make_meeting(name_en="Plenary of the HRDWG here", summary_en="")
    make_quotation(meeting, words_en="The HRDWG did well.")
    html = html_of(client, meeting)
    assert "Plenary of the HRDWG here" in html
    assert "The HRDWG did well." in html
    assert "expansion" not in html


@pytest.mark.django_db
def test_a_text_in_the_other_language_is_explained_in_its_own(client):
    term()
    case = make_case(measure_en="", measure_zh_hant="由HRDWG推動。")
    html = html_of(client, case)
    assert '<p lang="zh-Hant">由<a class="term" href="/en/glossary/#' in html
    assert '<span class="expansion">（人力資源發展工作小組）</span>推動。</p>' in html


@pytest.mark.django_db
def test_an_article_explains_in_the_order_it_is_read_but_not_in_headings_links_and_code(client):
    term()
    term(abbreviation="CTI", name_en="Committee on Trade and Investment", name_zh_hant="貿易暨投資委員會")
    article = make_article(
        lead_en="The HRDWG met.",
        body_en="## The CTI and more\n\n[the CTI here](https://example.org/) `the CTI too` and the HRDWG, then the CTI.",
    )
    make_aside(article, body_en="The CTI again.")
    html = html_of(client, article)
    assert html.count('class="expansion"') == 2
    assert html.index('class="expansion"> (Human') < html.index('class="expansion"> (Committee')
    assert "then the <a" in html
    assert ">The CTI and more</h2>" in html


@pytest.mark.django_db
def test_a_forum_explains_what_the_glossary_does_not_know(client):
    forum = make_forum(acronym="PPWE", name_en="Policy Partnership on Women", name_zh_hant="婦女政策夥伴")
    make_forum(acronym="EC", name_en="Economic Committee")
    outcome = make_outcome(summary_en="The PPWE and the EC agreed.")
    html = html_of(client, outcome)
    assert f'<a class="term" href="{forum.get_absolute_url()}">PPWE</a>' in html
    assert "the EC agreed" in html


@pytest.mark.django_db
def test_drafts_and_doubtful_entries_explain_nothing(client):
    term(abbreviation="CTI", state="draft")
    make_forum(acronym="PPFS", state="draft")
    term(abbreviation="FTA", name_en="Free trade area")
    term(abbreviation="FTA", name_en="Fair trade area")
    outcome = make_outcome(summary_en="The CTI, the PPFS and an FTA here.")
    assert "expansion" not in html_of(client, outcome)


@pytest.mark.django_db
def test_the_page_of_a_forum_does_not_lead_to_itself(client):
    forum = make_forum(acronym="PPWE", summary_en="The PPWE meets.")
    assert "<p>The PPWE meets.</p>" in html_of(client, forum)


@pytest.mark.django_db
def test_all_pages_read_the_glossary_with_one_query(client):
    term()
    make_forum(acronym="PPWE")
    case = make_case(measure_en="The HRDWG and the PPWE did it.")
    make_claim(case, text_en="The HRDWG said so.")
    html_of(client, make_outcome(summary_en="The HRDWG met."))
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as cold:
        html_of(client, case)
    with CaptureQueriesContext(connection) as warm:
        html_of(client, case)
    assert len(cold) == len(warm) + 1


KNOWN = Known(
    [
        Meaning("A&B<c>", (("en", "<script>alert(1)</script>"), ("zh-hant", "<b>")), "term:TRM-1"),
        Meaning("SOM", (("en", "Senior & “officials”"), ("zh-hant", "資深官員會議")), "forum:som"),
    ]
)
TEXTS = st.lists(
    st.sampled_from(["A&B<c>", "SOM", " ", "<i>", "&amp;", "會議", "“", "」", "'", '"'])
    | st.text(max_size=3),
    max_size=20,
).map("".join)


@pytest.fixture(scope="module")
def _known_to_be_hostile():
    patch = pytest.MonkeyPatch()
    patch.setattr(abbreviations, "known", lambda: KNOWN)
    yield
    patch.undo()


@pytest.mark.usefixtures("_known_to_be_hostile")
@given(TEXTS, st.sampled_from(["en", "zh-hant"]))
def test_without_the_explanations_a_text_is_as_it_was_and_no_markup_gets_in(text, language):
    with translation.override(language):
        html = PageAbbreviations("/").said(text, language)
    taken_out = EXPANSION.sub(r"\1", html)
    assert re.sub('</?span( lang="zh-Hant")?>', "", taken_out) == re.sub(
        '</?span( lang="zh-Hant")?>', "", spoken(text, language)
    )
    assert set(re.findall(r"<[^>]*>", html)) <= {
        *re.findall(r'<a class="term" href="[^"]*">', html),
        "</a>",
        '<span class="expansion">',
        '<span lang="zh-Hant">',
        "</span>",
    }
    assert str(conditional_escape(html)) == str(html)
