"""Either language may be missing; what falls back is marked and never stored as the other."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from meetings.models import Meeting
from publishing.languages import text_of
from tests.make import make_host_year, make_meeting

pytestmark = pytest.mark.django_db


def render(source, **context):
    return Template("{% load words %}" + source).render(Context(context))


def test_one_language_is_enough():
    only_chinese = make_meeting(name_en="", name_zh_hant="資深官員會議")
    assert text_of(only_chinese, "name", "en").value == "資深官員會議"


def test_a_record_without_any_language_is_refused():
    with pytest.raises(ValidationError, match="one of the two is enough"):
        Meeting.objects.create(kind="other", host_year=make_host_year(year=2024))


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_saving_in_one_language_never_fills_the_other(language):
    meeting = make_meeting(
        name_en="", name_zh_hant="資深官員會議", summary_en="Two weeks.", summary_zh_hant=""
    )
    with translation.override(language):
        meeting = Meeting.objects.get(pk=meeting.pk)
        meeting.full_clean()
        meeting.save()
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert not meeting.name_en
    assert meeting.name_zh_hant == "資深官員會議"
    assert meeting.summary_en == "Two weeks."
    assert not meeting.summary_zh_hant


def test_a_text_in_the_readers_language_is_left_plain():
    with translation.override("zh-hant"):
        assert render('{% text m "name" %}', m=make_meeting(name="會議")) == "會議"


def test_a_text_that_fell_back_says_its_language():
    meeting = make_meeting(name_en="", name_zh_hant="會議")
    with translation.override("en"):
        assert render('{% text m "name" %}', m=meeting) == '<span lang="zh-Hant">會議</span>'
        assert render('{{ m|fell_back:"name" }}', m=meeting) == "zh-Hant"


def test_a_text_is_escaped_in_either_case():
    meeting = make_meeting(name_en="", name_zh_hant="<b>會議</b>")
    for language in ("en", "zh-hant"):
        with translation.override(language):
            assert "<b>" not in render(
                '{% text m "name" %}{% paragraphs m "name" %}{% link_to m "name" %}', m=meeting
            )


def test_paragraphs_are_split_at_empty_lines():
    meeting = make_meeting(summary_en="One.\r\n\r\nTwo\nlines.\n\n\n", summary_zh_hant="")
    with translation.override("en"):
        assert render('{% paragraphs m "summary" %}', m=meeting) == "<p>One.</p>\n<p>Two\nlines.</p>"


def test_the_name_of_a_draft_is_not_printed_by_a_link():
    with translation.override("en"):
        assert render("{% link_to m %}{% name_of m %}", m=make_meeting(name="Secret", state="draft")) == ""


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.5", "/zh-hant/"),
        ("zh-HK", "/zh-hant/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("fr,de;q=0.5", "/en/"),
        ("x" * 3000, "/en/"),
        ("", "/en/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(client, accept, leads_to):
    answer = client.get("/", headers={"accept-language": accept})
    assert (answer.status_code, answer["Location"]) == (302, leads_to)
    assert "Accept-Language" in answer["Vary"]


def test_the_choice_that_was_saved_comes_before_what_the_browser_asks(client):
    client.cookies["django_language"] = "zh-hant"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/zh-hant/"


def test_the_switch_keeps_page_and_filters(client):
    page = client.get("/en/meetings/?kind=ministerial&kind=leaders&q=%E7%A7%98").content.decode()
    assert "/zh-hant/meetings/?kind=ministerial&amp;kind=leaders&amp;q=%E7%A7%98" in page


def test_each_page_names_its_twin_and_itself_for_search_engines(client):
    for language in ("en", "zh-hant"):
        page = client.get(f"/{language}/meetings/").content.decode()
        for tag, code in (("en", "en"), ("zh-Hant-TW", "zh-hant"), ("x-default", "en")):
            assert f'hreflang="{tag}" href="http://127.0.0.1:8000/{code}/meetings/"' in page
        assert f'<link rel="canonical" href="http://127.0.0.1:8000/{language}/meetings/">' in page
