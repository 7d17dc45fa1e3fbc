"""An article is read with its notes, boxes and pictures, and leads to the records it speaks of."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.make import (
    make_appointment,
    make_article,
    make_aside,
    make_citation,
    make_dialogue,
    make_economy,
    make_figure,
    make_framework,
    make_goal,
    make_host_year,
    make_meeting,
    make_organisation,
    make_outcome,
    make_person,
    make_photo,
    make_photo_person,
)

pytestmark = pytest.mark.django_db


def page(client, record, language="en"):
    with override(language):
        answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_byline_names_the_author_in_the_post_held_then_and_the_day(client):
    author = make_appointment(
        person=make_person(name_en="Wang Chi-Hsuan"),
        post_en="Researcher",
        organisation=make_organisation(name_en="Study Center"),
    )
    html = page(client, make_article(authors=[author], when="2024-06"))
    for words in ("Wang Chi-Hsuan", "Researcher, Study Center", "As of", "June 2024"):
        assert words in html


def test_the_body_has_its_notes_and_its_boxes(client):
    article = make_article(body_en="## First\n\nSaid.[^1]\n\n[^1]: A note.")
    make_aside(article, title_en="What is SOM?", body_en="A meeting.[^1]\n\n[^1]: Of officials.")
    html = page(client, article)
    for words in ('<h2 id="part1">First</h2>', 'id="note1"', "What is SOM?", 'id="box1-note1"'):
        assert words in html


def test_a_picture_from_the_archive_is_tied_to_its_host_year(client):
    article = make_article()
    photo = make_photo(caption_en="Leaders meet", credit_en="Photo: APEC website")
    make_photo_person(photo=photo, where_en="back row, right")
    year = make_host_year(year=2018, economy=make_economy())
    make_figure(article, photo=photo, archive_of=year)
    html = page(client, article)
    for words in (
        "Leaders meet",
        "Photo: APEC website",
        "back row, right",
        year.get_absolute_url(),
        "From the archive",
    ):
        assert words in html


def test_the_records_it_speaks_of_are_one_click_away(client):
    records = {
        "meetings": make_meeting(),
        "outcomes": make_outcome(),
        "frameworks": make_framework(),
        "goals": make_goal(),
        "dialogues": make_dialogue(),
    }
    article = make_article(**{name: [record] for name, record in records.items()})
    make_citation(article)
    html = page(client, article)
    assert all(f'href="{record.get_absolute_url()}"' in html for record in records.values())
    assert 'id="source-1"' in html


def test_a_body_in_the_other_language_is_marked_with_a_note(client):
    article = make_article(body_en="", body_zh_hant="內文。")
    html = page(client, article)
    assert 'article-body" lang="zh-Hant"' in html
    assert "Not translated yet." in html


def test_articles_are_listed_newest_first_without_a_query_for_each(client):
    older = make_article(when="2023-01", authors=[make_appointment()])
    client.get("/en/articles/")
    with CaptureQueriesContext(connection) as at_one:
        client.get("/en/articles/")
    newer = make_article(when="2024-06", authors=[make_appointment(), make_appointment()])
    make_article(when="", authors=[make_appointment()])
    with CaptureQueriesContext(connection) as at_three:
        found = list(client.get("/en/articles/").context["page"])
    assert found[:2] == [newer, older]
    assert len(at_one) == len(at_three) <= 12


@pytest.mark.parametrize("body", ["[" * 30_000, "<script>alert(1)</script>", "\x00", ">" * 30_000])
def test_no_body_makes_the_page_fail(client, body):
    if "\x00" in body and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL keeps no NUL in a text, so none can come out of it.")
    article = make_article()
    type(article).objects.filter(pk=article.pk).update(body_en=body)
    html = page(client, article)
    assert "<script>alert" not in html


def toc(page):
    part = page.partition('class="toc panel"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="#([^"]*)">(.*?)</a>', part)


@pytest.mark.django_db
def test_the_headings_of_an_article_are_what_is_on_its_page(client):
    body = "# Where **it** met\n\nText[^1].\n\n## A part\n\nMore.\n\n# What <i> came\n\nEnd.\n\n[^1]: Note."
    article = make_article(body_en=body, body_zh_hant="")
    page = client.get(article.get_absolute_url()).content.decode()
    assert toc(page) == [
        ("part1", "Where it met"),
        ("part2", "What &lt;i&gt; came"),
        ("records-h", "The records it speaks of"),
    ]
    assert '<h2 id="part1">Where <strong>it</strong> met</h2>' in page
    assert "<h3>A part</h3>" in page
    # In the other language they say which language they are in.
    chinese = client.get(article.get_absolute_url().replace("/en/", "/zh-hant/")).content.decode()
    assert toc(chinese)[0] == ("part1", '<span lang="en">Where it met</span>')


@pytest.mark.django_db
def test_an_article_without_headings_has_its_text_on_the_page(client):
    page = client.get(make_article(body="Only a paragraph.").get_absolute_url()).content.decode()
    assert toc(page)[0] == ("text-h", "The text")
