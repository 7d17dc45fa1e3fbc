"""The timeline shows what was and what is to come, month by month, with today in between."""

import re
from datetime import date

import pytest
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def headings(page):
    """Months, entries and the line of today, in the order they stand."""
    pattern = (
        r'<h2 class="month-h" id="m-([^"]*)"|<h3 id="h-[a-z]+-\d+"><a [^>]*>([^<]*)</a>|(class="tl-now")'
    )
    return ["".join(found).replace('class="tl-now"', "TODAY") for found in re.findall(pattern, page)]


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2024, 6, 20))


def test_a_host_year_opens_in_the_december_before(client):
    year = make.make_host_year(year=2024, when="2023-12/2024-11")
    make.make_meeting(name="Opening", when="2023-12-05", host_year=year)
    make.make_meeting(name="Other month", when="2024-05", host_year=year)
    page = page_of(client, "/en/timeline/2024/")
    assert headings(page) == ["2023-12", "Opening", "2024-05", "Other month"]
    assert 'href="/en/timeline/2024/#m-2023-12"' in page
    assert "Dec 2023" in page


def test_days_come_before_what_has_only_a_month_under_its_own_heading(client):
    make.make_meeting(name="Only a month", when="2024-05")
    make.make_meeting(name="A day", when="2024-05-30")
    page = page_of(client, "/en/timeline/2024/")
    assert headings(page) == ["2024-05", "A day", "Only a month"]
    assert (
        page.index("A day")
        < page.index('<p class="month-sub">Day not recorded</p>')
        < page.index("Only a month")
    )


def test_undated_entries_stand_at_the_end(client):
    make.make_meeting(name="Undated", when="")
    make.make_meeting(name="Of the year", when="2024")
    make.make_meeting(name="December", when="2024-12-31")
    page = page_of(client, "/en/timeline/2024/")
    assert headings(page) == ["2024-12", "December", "2024", "Of the year", "undated", "Undated"]
    assert "To be advised" in page


def test_what_is_planned_is_dashed_and_what_was_held_is_not(client):
    make.make_meeting(name="Held", when="2024-05-01")
    planned = make.make_meeting(name="Planned", when="2024-05-02", status="planned")
    page = page_of(client, "/en/timeline/2024/")
    assert page.count('class="tl-item plan"') == 1
    assert f'class="tl-item plan" id="e-meeting-{planned.pk}"' in page
    assert '<span class="tag plan">Planned</span>' in page


def test_expected_outcomes_stand_under_their_meeting(client):
    meeting = make.make_meeting()
    make.make_step(make.make_outcome(meeting=meeting, title="The statement"), state="expected")
    page = page_of(client, "/en/timeline/2024/")
    assert '<span class="tag plan">Expected</span>' in page
    assert "The statement" in page
    assert "1 entry" in page


def entry_of(page, record, kind):
    return page.partition(f'id="e-{kind}-{record.pk}"')[2].partition("</article>")[0]


def test_what_a_dialogue_fed_is_not_told_as_its_own_result(client):
    leaders = make.make_meeting(when="2024-11-16", name="Leaders")
    roadmap = make.make_outcome(title="Roadmap", meeting=leaders)
    make.make_step(roadmap, state="adopted", when="2024-11-16", meeting=leaders)
    dialogue = make.make_dialogue(name="Dialogue", when="2024-05-13")
    dialogue.feeds.add(roadmap)
    english = entry_of(page_of(client, "/en/timeline/2024/"), dialogue, "dialogue")
    assert (
        english.index("Meant to feed:") < english.index("Adopted 16 November 2024") < english.index("Roadmap")
    )
    chinese = entry_of(page_of(client, "/zh-hant/timeline/2024/"), dialogue, "dialogue")
    assert chinese.index("原定提供參考：") < chinese.index("2024年11月16日通過")


class TestOutcomesOfAMeeting:
    """Told once: in entries of their own, or under their meeting where those are not on the page."""

    @pytest.fixture
    def meeting(self):
        meeting = make.make_meeting(name="Leaders", when="2024-11-15/2024-11-16")
        for n in (1, 2):
            outcome = make.make_outcome(title=f"Declaration {n}", meeting=meeting)
            make.make_step(outcome, state="adopted", when="2024-11-16", meeting=meeting)
        make.make_step(make.make_outcome(title="Awaited", meeting=meeting), state="expected", when="2025")
        return meeting

    def test_those_with_entries_on_the_page_are_counted_and_led_to(self, client, meeting):
        page = page_of(client, "/en/timeline/2024/")
        entry = entry_of(page, meeting, "meeting")
        assert "Declaration" not in entry
        assert "Awaited</a>" in entry
        target = re.search(r'href="#([^"]*)">2 outcomes on this page<', entry)[1]
        assert f'<h3 id="{target}"><a href="/en/outcomes/' in page
        assert page.count("Declaration 1</a>") == 1
        assert "本頁另列2項成果" in page_of(client, "/zh-hant/timeline/2024/")

    @pytest.mark.parametrize("address", ["2024/?kind=other", "?kind=other&year=2024"])
    def test_they_stand_under_it_where_their_entries_are_left_out(self, client, meeting, address):
        type(meeting).objects.update(kind="other")
        page = page_of(client, f"/en/timeline/{address}")
        assert page.count("Declaration 1</a>") == page.count("Declaration 2</a>") == 1
        assert "on this page" not in entry_of(page, meeting, "meeting")


def test_a_year_that_is_an_aim_lacks_no_month(client):
    framework = make.make_framework()
    make.make_milestone(framework=framework, when="2040")
    make.make_meeting(name="Of the year", when="2024")
    page = page_of(client, "/en/timeline/")
    assert 'id="m-2040" tabindex="-1">2040 <span>' in page
    assert 'id="m-2024" tabindex="-1">2024 (month not given) <span>' in page


class TestToday:
    def year(self):
        return make.make_host_year(year=2024, when="2023-12/2024-11")

    def meeting(self, when):
        return make.make_meeting(name=f"On {when or 'no day'}", when=when, host_year=self.year_)

    def page(self, client, *dates, query=""):
        self.year_ = self.year()
        for when in dates:
            self.meeting(when)
        return page_of(client, f"/en/timeline/2024/{query}")

    def test_it_stands_between_two_months(self, client, today):
        page = self.page(client, "2024-05-01", "2024-08-16")
        assert headings(page) == ["2024-05", "On 2024-05-01", "TODAY", "2024-08", "On 2024-08-16"]
        assert "Today, 20 June 2024" in page
        assert "Below: still to come" in page

    def test_it_stands_within_a_month_before_what_has_no_day(self, client, today):
        page = self.page(client, "2024-06-09", "2024-06", "2024-06-25")
        assert headings(page) == ["2024-06", "On 2024-06-09", "TODAY", "On 2024-06-25", "On 2024-06"]

    def test_what_is_on_this_very_day_stands_above_it(self, client, today):
        assert headings(self.page(client, "2024-06-20", "2024-06-21"))[1:3] == ["On 2024-06-20", "TODAY"]

    def test_it_closes_a_year_whose_entries_are_all_over(self, client, today):
        assert headings(self.page(client, "2024-05-01"))[-1] == "TODAY"

    def test_it_stands_before_what_has_no_date(self, client, today):
        assert headings(self.page(client, "2024-05-01", ""))[-3:] == ["TODAY", "undated", "On no day"]

    def test_it_has_no_place_in_another_year(self, client, today):
        make.make_meeting(when="2023-05", host_year=make.make_host_year(year=2023, when="2023"))
        assert "tl-now" not in page_of(client, "/en/timeline/2023/")

    def test_it_stands_below_what_is_to_come_when_the_newest_is_first(self, client, today):
        self.year_ = self.year()
        self.meeting("2024-05-01")
        self.meeting("2024-08-16")
        page = page_of(client, "/en/timeline/")
        assert headings(page) == ["2024-08", "On 2024-08-16", "TODAY", "2024-05", "On 2024-05-01"]
        assert "Above: still to come" in page

    @pytest.mark.parametrize("language", ["en", "zh-hant"])
    def test_a_link_beside_the_count_leads_to_it(self, client, today, language):
        self.year_ = self.year()
        self.meeting("2024-05-01")
        assert "#today" not in page_of(client, f"/{language}/timeline/")
        self.meeting("2024-08-16")
        page = page_of(client, f"/{language}/timeline/")
        words = {"en": "Jump to today", "zh-hant": "跳至今天"}[language]
        assert f'href="#today">{words}</a>' in page
        assert page.count('id="today"') == 1

    def test_the_link_knows_the_page_it_stands_on_and_keeps_the_filters(self, client, today):
        self.year_, forum = self.year(), make.make_forum()
        for n in range(60):
            make.make_meeting(when=f"2024-07-{n % 28 + 1:02}", host_year=self.year_, forum=forum)
        self.meeting("2024-05-01")
        page = page_of(client, "/en/timeline/?year=2024")
        assert 'href="?year=2024&amp;page=2#today"' in page
        assert "tl-now" not in page
        assert 'id="today"' in page_of(client, "/en/timeline/?year=2024&page=2")
        assert 'href="#today"' in page_of(client, "/en/timeline/?year=2024&page=2")

    def test_it_stands_on_one_page_of_several_only(self, client, today):
        self.year_ = self.year()
        forum = make.make_forum()
        for n in range(60):
            when = f"2024-0{n // 28 + 5}-{n % 28 + 1:02}"
            make.make_meeting(name=f"On {when}", when=when, host_year=self.year_, forum=forum)
        first, second = (headings(page_of(client, f"/en/timeline/2024/?page={n}")) for n in (1, 2))
        assert first.count("TODAY") == 1
        assert first[first.index("TODAY") - 1] == "On 2024-06-20"
        assert "TODAY" not in second


def test_a_month_link_leads_to_the_page_it_stands_on(client):
    year, forum = make.make_host_year(), make.make_forum()
    for n in range(60):
        when = f"2024-0{n // 28 + 5}-{n % 28 + 1:02}"
        make.make_meeting(when=when, host_year=year, forum=forum)
    page = page_of(client, "/en/timeline/2024/")
    assert 'href="/en/timeline/2024/#m-2024-06"' in page
    assert 'href="/en/timeline/2024/?page=2#m-2024-07"' in page
    assert 'id="m-2024-07"' in page_of(client, "/en/timeline/2024/?page=2")


def test_the_bricks_of_a_month_are_dashed_for_what_is_to_come(client):
    for when, status in (("2024-05-01", "held"), ("2024-05-02", "planned"), ("2024-05-03", "planned")):
        make.make_meeting(when=when, status=status)
    page = page_of(client, "/en/timeline/2024/")
    strip = page[page.index('class="months"') : page.index("</nav>", page.index('class="months"'))]
    assert strip.count("<rect") == 3
    assert strip.count('class="plan"') == 2
    assert "2 still to come" in strip


def test_a_year_without_a_leaders_meeting_says_so(client):
    make.make_host_year(year=2019, level="cancelled")
    make.make_host_year(year=1990, level="ministers")
    assert "The leaders’ meeting of 2019 was cancelled." in page_of(client, "/en/timeline/2019/")
    assert "Only ministers met in this host year" in page_of(client, "/en/timeline/1990/")


def test_a_year_without_entries_is_called_a_gap_in_our_record(client):
    make.make_host_year(year=2007)
    page = page_of(client, "/en/timeline/2007/")
    assert "No entry for 2007 yet. It is a gap in our record, not in history." in page


def test_a_year_that_is_not_on_record_is_not_found(client):
    assert client.get("/en/timeline/1899/").status_code == 404


def test_a_year_leads_to_its_neighbours_and_the_timeline_to_all(client):
    for year in (2023, 2024, 2025):
        make.make_host_year(year=year)
    page = page_of(client, "/en/timeline/2024/")
    assert re.search(r'rel="prev" href="/en/timeline/2023/"', page)
    assert re.search(r'rel="next" href="/en/timeline/2025/"', page)
    everything = page_of(client, "/en/timeline/")
    for year in (2023, 2024, 2025):
        assert f'href="/en/timeline/{year}/"' in everything


def test_sources_and_notes_of_a_host_year_stand_on_its_page(client):
    year = make.make_host_year(year=2024, summary="Peru hosted.", priorities="One\nTwo")
    make.make_note(year, text="A remark on the year.")
    make.make_citation(year, source=make.make_source(title="The host’s site"))
    page = page_of(client, "/en/timeline/2024/")
    for words in ("Peru hosted.", "<li>One</li>", "<li>Two</li>", "A remark on the year.", "The host’s site"):
        assert words in page


@pytest.fixture
def one_of_each_kind():
    peru = make.make_economy(apec_code="PE")
    year = make.make_host_year(year=2024, economy=peru)
    forum, topic = make.make_forum(slug="hrdwg"), make.make_topic(slug="work")
    meeting = make.make_meeting(name="Meeting", when="2024-05", kind="cluster", host_year=year)
    dialogue = make.make_dialogue(name="Dialogue", when="2024-05-13/", host_year=year, topics=[topic])
    outcome = make.make_outcome(title="Outcome", meeting=meeting, forum=forum)
    make.make_step(outcome, state="adopted", when="2024-05-16", meeting=meeting)
    framework = make.make_framework(forum=forum)
    make.make_milestone(name="Milestone", framework=framework, when="2030")
    session = make.make_session(dialogue=dialogue)
    make.make_presentation(session=session, economy=make.make_economy(apec_code="CT"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Milestone", "Outcome", "Dialogue", "Meeting"]),
        ("sort=oldest", ["Dialogue", "Outcome", "Meeting", "Milestone"]),
        ("kind=dialogue&kind=milestone", ["Milestone", "Dialogue"]),
        ("kind=cluster", ["Meeting"]),
        ("year=2024", ["Outcome", "Dialogue", "Meeting"]),
        ("year=2030", ["Milestone", "Outcome", "Dialogue", "Meeting"]),
        ("host=PE", ["Outcome", "Dialogue", "Meeting"]),
        ("forum=hrdwg", ["Milestone", "Outcome"]),
        ("topic=work", ["Dialogue"]),
        ("economy=CT", ["Dialogue"]),
        ("economy=PE", ["Outcome", "Dialogue", "Meeting"]),
        ("status=adopted", ["Outcome"]),
        ("status=held", ["Dialogue", "Meeting"]),
        ("status=planned", ["Milestone"]),
        ("exact=1", ["Outcome"]),
        ("from=2025-01-01", ["Milestone", "Dialogue"]),
        ("to=2024-05-10", ["Meeting"]),
        ("q=out", ["Outcome"]),
    ],
)
def test_one_query_string_narrows_all_four_kinds(client, one_of_each_kind, query, found):
    names = [one for one in headings(page_of(client, f"/en/timeline/?{query}")) if one.istitle()]
    assert names == found


def test_a_host_year_that_is_not_offered_is_told(client, one_of_each_kind):
    page = page_of(client, "/en/timeline/?year=2030")
    assert "A filter could not be read and was left out." in page


def test_the_latest_host_years_stand_open_and_the_earlier_ones_are_folded(client):
    for year in range(2015, 2025):
        make.make_host_year(year=year)
    nav = (
        client.get("/en/timeline/").content.decode().partition('class="years-nav"')[2].partition("</nav>")[0]
    )
    latest, _, earlier = nav.partition("<details")
    assert [year for year in range(2015, 2025) if f"<b>{year}</b>" in latest] == list(range(2019, 2025))
    assert [year for year in range(2015, 2025) if f"<b>{year}</b>" in earlier] == list(range(2015, 2019))
    assert "Earlier host years: 2015 to 2018" in earlier


def test_keys_are_told_only_where_there_are_months_to_go_along(client):
    make.make_meeting(when="2019")
    page = page_of(client, "/en/timeline/2019/")
    assert 'class="months"' in page
    assert "<kbd>" not in page
