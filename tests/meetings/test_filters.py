"""Lists are narrowed by their address; what cannot be read is told and narrows nothing."""

import re

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def names(client, query, where="meetings"):
    answer = client.get(f"/en/{where}/?{query}")
    assert answer.status_code == 200
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', answer.content.decode())


@pytest.fixture
def three():
    peru, korea = (
        make.make_economy(apec_code="PE", name="Peru"),
        make.make_economy(apec_code="ROK", name="Korea"),
    )
    y2024 = make.make_host_year(year=2024, economy=peru)
    y2025 = make.make_host_year(year=2025, economy=korea)
    forum = make.make_forum(acronym="HRDWG", slug="hrdwg")
    topic = make.make_topic(slug="disability")
    plain = {"forum": None}
    som2 = make.make_meeting(
        name="SOM2", when="2024-05", kind="cluster", host_year=y2024, topics=[topic], **plain
    )
    make.make_meeting(name="Plenary", when="2024-05-04/2024-05-08", host_year=y2024, forum=forum)
    abroad = make.make_meeting(
        name="Leaders", when="2025-10-31", kind="leaders", status="planned", host_year=y2025, **plain
    )
    make.make_meeting(name="Undated", when="", host_year=y2025, joint_forums=[forum], **plain)
    make.make_stop(abroad, place=make.make_place(economy=peru))
    return som2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Leaders", "Plenary", "SOM2", "Undated"]),
        ("sort=oldest", ["SOM2", "Plenary", "Leaders", "Undated"]),
        ("year=2024", ["Plenary", "SOM2"]),
        ("host=ROK", ["Leaders", "Undated"]),
        ("economy=PE", ["Leaders", "Plenary", "SOM2"]),
        ("forum=hrdwg", ["Plenary", "Undated"]),
        ("kind=cluster&kind=leaders", ["Leaders", "SOM2"]),
        ("topic=disability", ["SOM2"]),
        ("status=planned", ["Leaders"]),
        ("from=2024-05-09", ["Leaders", "SOM2"]),
        ("to=2024-05-02", ["SOM2"]),
        ("from=2024-05-01&to=2024-05-31", ["Plenary", "SOM2"]),
        ("exact=1", ["Leaders", "Plenary"]),
        ("exact=0", ["Leaders", "Plenary", "SOM2", "Undated"]),
        ("q=plen", ["Plenary"]),
        ("q=nothing+like+it", []),
        ("year=2024&kind=cluster", ["SOM2"]),
        ("unknown=1&page=x", ["Leaders", "Plenary", "SOM2", "Undated"]),
    ],
)
def test_a_parameter_narrows_the_list(client, three, query, found):
    assert names(client, query) == found


@pytest.mark.parametrize(
    "query", ["year=soon", "from=yesterday", "kind=party", "host=XX", "sort=random", "topic=none"]
)
def test_a_value_that_cannot_be_read_is_told_and_narrows_nothing(client, three, query):
    assert len(names(client, query)) == 4
    assert (
        "A filter could not be read and was left out."
        in client.get(f"/en/meetings/?{query}").content.decode()
    )


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "2 filters could not be read and were left out.",
                "Host year: “20x4” is not one of the choices.",
                "From: “2024-13-01” is not a date. Write it as 2024-05-08.",
            ],
        ),
        (
            "zh-hant",
            [
                "有2項篩選條件無法辨識，已略過。",
                "主辦年：「20x4」不在選項之中。",
                "起日：「2024-13-01」不是日期。請寫成2024-05-08的格式。",
            ],
        ),
    ],
)
def test_what_could_not_be_read_is_repeated_with_the_way_to_write_it(client, three, language, sentences):
    page = client.get(f"/{language}/meetings/?from=2024-13-01&year=20x4").content.decode()
    for sentence in sentences:
        assert sentence in page
    # What was typed stands in its field, to be mended.
    assert '<input type="text" name="from" value="2024-13-01"' in page


def test_a_year_out_of_range_is_told_by_its_number(client):
    for value in ("20x4", "1066"):
        page = client.get(f"/en/dialogues/?year={value}").content.decode()
        assert f"Host year: “{value}” is not a year from 1989 to 2100." in page


def test_what_is_repeated_is_short_and_is_no_markup(client, three):
    page = client.get(f"/en/meetings/?year=<b>%20%20{'x' * 500}&kind=<i>").content.decode()
    assert f"“&lt;b&gt; {'x' * 35}…” is not one of the choices." in page
    assert "“&lt;i&gt;” is not one of the choices." in page
    assert "x" * 40 not in page.partition('id="filters-wrong"')[2].partition("</div></div>")[0]


@pytest.mark.parametrize("where", ["meetings", "outcomes", "timeline", "timeline/2024"])
@pytest.mark.parametrize("value", ["%00", "x" * 10_000, "-1", "'%22<script>", "９", "2024-02-30", "%ff"])
def test_no_value_whatever_breaks_a_list(client, three, where, value):
    everywhere = "&".join(
        f"{name}={value}" for name in ("q", "year", "kind", "from", "exact", "sort", "forum")
    )
    for query in (everywhere, f"q={value}&page={value}"):
        answer = client.get(f"/en/{where}/?{query}")
        assert answer.status_code in (200, 404), query
        assert "<script>" not in answer.content.decode(errors="replace").replace("<script defer", "")


def test_filters_in_force_can_be_taken_away_one_by_one(client, three):
    page = client.get("/en/meetings/?year=2024&kind=cluster&q=SOM").content.decode()
    assert 'href="?kind=cluster&amp;q=SOM"' in page
    assert 'href="?year=2024&amp;q=SOM"' in page
    assert 'href="?year=2024&amp;kind=cluster"' in page


def test_an_empty_list_says_whether_the_filters_or_the_record_is_to_blame(client):
    assert "Nothing recorded yet." in client.get("/en/meetings/").content.decode()
    make.make_meeting()
    page = client.get("/en/meetings/?q=xyzzy").content.decode()
    assert "Nothing matches these filters." in page
    assert "Clear all filters" in page


def offered(client, address, name):
    """The values that a field offers, in order."""
    page = client.get(address).content.decode()
    select = page.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    return re.findall(rf'name="{name}" value="([^"]*)"', page) or re.findall(r'value="([^"]+)"', select)


class TestOnlyWhatThereIsIsOffered:
    def test_of_meetings(self, client, three):
        make.make_host_year(year=1999, economy=make.make_economy(apec_code="NZ"))
        make.make_topic(slug="unheard-of")
        make.make_forum(slug="idle")
        make.make_meeting(
            kind="press-conference", state="draft", status="cancelled", host_year=three.host_year
        )
        for name, values in {
            "kind": ["leaders", "cluster", "working-group"],
            "status": ["planned", "held"],
            "year": ["2025", "2024"],
            "topic": ["disability"],
            "forum": ["hrdwg"],
            "host": ["PE", "ROK"],
            "economy": ["PE", "ROK"],
        }.items():
            assert sorted(offered(client, "/en/meetings/", name)) == sorted(values), name

    def test_what_is_chosen_stays_and_what_is_no_choice_is_told(self, client, three):
        assert "press-conference" in offered(client, "/en/meetings/?kind=press-conference", "kind")
        assert (
            "Nothing matches these filters."
            in client.get("/en/meetings/?kind=press-conference").content.decode()
        )
        assert "party" not in offered(client, "/en/meetings/?kind=party", "kind")

    def test_of_outcomes_without_the_kind_of_a_document_that_is_hidden(self, client):
        seen, hidden = make.make_document(kind="roadmap"), make.make_document(kind="plan", state="draft")
        for document in (seen, hidden):
            make.make_step(make.make_outcome(document=document), state="adopted")
        assert offered(client, "/en/outcomes/", "kind") == ["roadmap"]
        assert offered(client, "/en/outcomes/", "status") == ["adopted"]

    def test_of_people_dialogues_and_sources(self, client):
        economy, other = make.make_economy(apec_code="PE"), make.make_economy(apec_code="CL")
        make.make_appointment(person=make.make_person(), economy=economy)
        make.make_appointment(person=make.make_person(state="draft"), economy=other)
        make.make_dialogue(kind="workshop")
        make.make_source(checked="part")
        assert offered(client, "/en/people/", "economy") == ["PE"]
        assert offered(client, "/en/dialogues/", "kind") == ["workshop"]
        assert offered(client, "/en/sources/", "checked") == ["part"]


def test_an_empty_list_names_the_filter_without_which_most_would_be_found(client, three):
    page = client.get("/en/meetings/?q=zzzz&year=2024").content.decode()
    assert "Without “zzzz” there would be 2." in page
    assert '<a class="btn" href="?year=2024">Take “zzzz” away</a>' in page
    page = client.get("/zh-hant/meetings/?kind=press-conference&kind=high-level&q=plenary").content.decode()
    assert "若不限「記者會、高階會議」，會有1筆。" in page
    assert 'href="?q=plenary">移除' in page


def test_where_no_filter_alone_is_to_blame_the_empty_list_names_none(client, three):
    page = client.get("/en/meetings/?q=zzzz&forum=hrdwg&status=planned").content.decode()
    assert "Without “" not in page
    assert "Take one of them away, or clear them all." in page


def test_outcomes_are_narrowed_by_where_they_stand_now(client):
    year = make.make_host_year(year=2024)
    adopted = make.make_outcome(title="Adopted", host_year=year, document=make.make_document(kind="roadmap"))
    make.make_step(adopted, state="expected", when="2024-03")
    make.make_step(adopted, state="adopted", when="2024-11-16")
    awaited = make.make_outcome(title="Awaited", host_year=year, document=make.make_document(kind="goals"))
    make.make_step(awaited, state="expected", when="2024-05")
    make.make_outcome(title="Unknown", host_year=year)
    assert names(client, "", "outcomes") == ["Adopted", "Awaited", "Unknown"]
    assert names(client, "status=expected", "outcomes") == ["Awaited"]
    assert names(client, "kind=roadmap", "outcomes") == ["Adopted"]
    assert names(client, "from=2024-11-01", "outcomes") == ["Adopted"]
    assert names(client, "exact=1", "outcomes") == ["Adopted"]
    assert names(client, "sort=oldest", "outcomes") == ["Awaited", "Adopted", "Unknown"]


def test_words_are_found_in_either_language(client):
    make.make_meeting(name_en="Tourism", name_zh_hant="觀光")
    assert names(client, "q=觀光") == ["Tourism"]
    assert "觀光" in client.get("/zh-hant/meetings/?q=tourism").content.decode()


def test_the_language_switch_keeps_the_filters(client, three):
    page = client.get("/en/meetings/?year=2024&kind=cluster").content.decode()
    assert 'href="/zh-hant/meetings/?year=2024&amp;kind=cluster"' in page


def folded(client, address):
    """The words of the folded part of a filter, and whether it stands open."""
    form = client.get(address).content.decode().partition("<form")[2].partition("</form>")[0]
    part = re.search(r'<details class="further"( open)?>(.*?)</details>', form, re.DOTALL)
    return part[2], bool(part[1])


@pytest.mark.parametrize("where", ["meetings", "outcomes", "dialogues", "timeline", "cases"])
def test_what_is_asked_for_less_often_is_folded(client, three, where):
    words, is_open = folded(client, f"/en/{where}/")
    assert "Topic" in words
    assert 'name="q"' not in words
    assert 'name="sort"' not in words
    assert not is_open


@pytest.mark.parametrize(
    "query", ["topic=disability", "from=2024-05-01", "exact=1", "from=yesterday", "status=x"]
)
def test_what_narrows_the_list_or_is_wrong_is_not_folded_away(client, three, query):
    assert folded(client, f"/en/meetings/?{query}")[1]


@pytest.mark.parametrize(
    "query", ["q=som", "kind=leaders", "year=2024", "sort=oldest", "page=1", "unknown=1"]
)
def test_what_stands_above_leaves_the_rest_folded(client, three, query):
    assert not folded(client, f"/en/meetings/?{query}")[1]
