"""Readings are entered on a sheet, targets and judgements on forms; what would change is shown before it is saved."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from goals.judging import reassess
from goals.models import Assessment, Goal, Indicator, Reading, Target
from tests import make
from tests.desk.records import address, both_languages, errors_of, form_of, with_rows

THIS_YEAR = timezone.localdate().year
pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return make.make_goal(number="6")


@pytest.fixture
def indicator(goal):
    return make.make_indicator(goals=[goal])


@pytest.fixture
def economy():
    return make.make_economy(name_en="Peru", name_zh_hant="秘魯")


@pytest.fixture
def source():
    return make.make_source()


@pytest.fixture
def figures(indicator, economy, source):
    """40 in 2015 and 65 in the year before last: fast enough for 80 in 2030."""
    return [
        make.make_reading(
            indicator=indicator,
            economy=economy,
            period=str(year),
            value=value,
            source=source,
            release="r-2024",
        )
        for year, value in ((2015, 40), (THIS_YEAR - 2, 65))
    ]


def sheet_url(indicator, economy, release="r-2024", **more):
    query = urlencode({"economy": economy.apec_code, "release": release, **more})
    return reverse("admin:goals_indicator_readings", args=[indicator.pk]) + "?" + query


def sheet_of(response):
    return response.context["sheet"]


def typed(response, source=None, **common):
    """All that a browser would send back from a sheet."""
    sheet, form = sheet_of(response), response.context["common"]
    data = {"shown": sheet.signed}
    for name in ("state", "nature", "source"):
        data[name] = str(form[name].value() or "")
    if source:
        data["source"] = str(source.pk)
    for row in sheet.rows:
        for cell in row.cells:
            data[f"value-{row.number}-{cell.column}"] = cell.text
        for name, text in row.notes.items():
            data[f"{name}-{row.number}"] = text
        if row.is_fresh:
            data[f"period-{row.number}"] = row.period
        if row.has_break:
            data[f"break-{row.number}"] = "on"
    return data | common


def row_of(response, period):
    (row,) = [row for row in sheet_of(response).rows if row.period == str(period)]
    return row


def place(response, period, column=0):
    """The name of a cell."""
    return f"value-{row_of(response, period).number}-{column}"


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def stored():
    return list(Reading.objects.order_by("pk").values())


def verdict(economy, goal):
    return Assessment.objects.get(
        economy=economy, goal=goal, indicator=None, kind="computed", is_current=True
    ).verdict


# The sheet


def test_an_indicator_leads_to_its_sheets(editor, indicator, economy, figures):
    page = editor.get(address(indicator, "change", indicator.pk))
    url = reverse("admin:goals_indicator_readings", args=[indicator.pk])
    assert f'href="{url}"' in page.content.decode()
    (one,) = editor.get(url).context["sheets"]
    assert (one["economy"], one["release"], one["count"]) == (economy, "r-2024", 2)


@both_languages
def test_figures_go_in_and_come_back(editor, speak, indicator, economy, source, language):
    speak(language)
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    data = typed(page, source, nature="C", state="published") | {
        place(page, 2019): "12.5",
        place(page, 2020): "１３",
    }
    number = row_of(page, 2020).number
    data |= {f"break-{number}": "on", f"note_en-{number}": "A new survey."}
    assert editor.post(url, data).status_code == 302
    rows = Reading.objects.order_by("period").values_list(
        "period", "value", "nature", "release", "state", "has_break_before", "note_en"
    )
    assert list(rows) == [
        ("2019", 12.5, "C", "r-2024", "published", False, ""),
        ("2020", 13.0, "C", "r-2024", "published", True, "A new survey."),
    ]
    again = editor.get(url)
    row = row_of(again, 2020)
    assert (row.cells[0].text, row.has_break, row.notes["note_en"]) == ("13", True, "A new survey.")


def test_new_figures_are_drafts_unless_said_otherwise(editor, indicator, economy, source):
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    editor.post(url, typed(page, source) | {place(page, 2019): "12"})
    assert Reading.objects.get().state == "draft"


def test_a_sheet_saved_untouched_writes_nothing(editor, indicator, economy, figures):
    url = sheet_url(indicator, economy)
    before = stored()
    response = editor.post(url, typed(editor.get(url)))
    assert stored() == before
    assert "nothing was saved" in told(response)[0]


def test_only_what_changed_is_written_and_the_log_keeps_the_value_before(editor, indicator, economy, figures):
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    editor.post(url, typed(page) | {place(page, 2015): "41.25"})
    first, second = (Reading.objects.get(pk=one.pk) for one in figures)
    assert (first.value, first.source, first.state) == (41.25, figures[0].source, "published")
    assert second.changed_at == figures[1].changed_at
    (entry,) = LogEntry.objects.filter(object_id=str(first.pk))
    assert "40 → 41.25" in entry.change_message


def test_an_emptied_cell_withdraws_its_figure_and_it_can_come_back(editor, indicator, economy, figures):
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    editor.post(url, typed(page) | {place(page, 2015): ""})
    gone = Reading.objects.get(pk=figures[0].pk)
    assert (gone.state, gone.value) == ("withdrawn", 40)
    page = editor.get(url)
    assert row_of(page, 2015).cells[0].text == ""
    editor.post(url, typed(page, state="published") | {place(page, 2015): "42"})
    back = Reading.objects.get(pk=figures[0].pk)
    assert (back.state, back.value) == ("published", 42)


def test_a_new_release_leaves_the_figures_of_the_old_one(editor, indicator, economy, source, figures):
    before = stored()
    url = sheet_url(indicator, economy, "r-2026")
    page = editor.get(url)
    assert row_of(page, 2015).cells[0].beside == ["r-2024: 40"]
    editor.post(url, typed(page, source) | {place(page, 2015): "44"})
    assert stored()[:2] == before
    assert Reading.objects.get(release="r-2026").value == 44


def test_groups_that_exist_have_columns(editor, indicator, economy, source, figures):
    make.make_reading(indicator=indicator, economy=economy, period="2015", sex="female", source=source)
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    assert [column["name"] for column in sheet_of(page).columns] == ["Everyone", "Female"]
    editor.post(url, typed(page) | {place(page, 2015, 1): "38"})
    new = Reading.objects.get(sex="female", release="r-2024")
    assert (new.period, new.value) == ("2015", 38)


def test_another_period_can_be_typed(editor, indicator, economy, source):
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    fresh = sheet_of(page).rows[-1].number
    data = typed(page, source) | {f"period-{fresh}": "2015/16", f"value-{fresh}-0": "7"}
    editor.post(url, data)
    assert Reading.objects.get().period == "2015/16"
    assert row_of(editor.get(url), "2015/16").cells[0].text == "7"


@both_languages
@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        ("100.1", "cannot be above 100", "100"),
        ("about five", "Give a number", "數字"),
        ("1e400", "Give a number", "數字"),
    ],
)
def test_an_impossible_figure_is_refused_at_its_cell_and_nothing_is_half_done(
    editor, speak, indicator, economy, source, figures, language, figure, english, chinese
):
    speak(language)
    url = sheet_url(indicator, economy)
    before = stored()
    page = editor.get(url)
    data = typed(page, source, state="published") | {place(page, 2019): "12", place(page, 2020): figure}
    response = editor.post(url, data)
    assert response.status_code == 200
    assert stored() == before
    assert LogEntry.objects.count() == 0
    (said,) = row_of(response, 2020).cells[0].errors
    assert (english if language == "en" else chinese) in said
    assert row_of(response, 2020).cells[0].text == figure
    assert row_of(response, 2019).cells[0].text == "12"
    assert not row_of(response, 2019).cells[0].errors


def test_a_period_that_is_none_a_missing_source_and_a_lonely_note_are_refused(
    editor, indicator, economy, source
):
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    fresh = sheet_of(page).rows[-1].number
    response = editor.post(url, typed(page, source) | {f"period-{fresh}": "spring", f"value-{fresh}-0": "7"})
    assert "Begin with the year" in sheet_of(response).rows[-1].period_errors[0]
    response = editor.post(url, typed(page) | {place(page, 2019): "7"})
    assert sheet_of(response).errors == ["Name the source of the new figures."]
    response = editor.post(url, typed(page) | {f"note_en-{row_of(page, 2019).number}": "Alone."})
    assert "needs a figure" in row_of(response, 2019).errors[0]
    assert stored() == []


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(editor, indicator, economy, figures):
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    figures[0].value = 43
    figures[0].save()
    response = editor.post(url, typed(page) | {place(page, 2015): "41"})
    assert "Stored now: 43" in row_of(response, 2015).cells[0].errors[0]
    assert Reading.objects.get(pk=figures[0].pk).value == 43
    # What this editor did not touch is no conflict.
    editor.post(url, typed(page) | {place(page, THIS_YEAR - 2): "66"})
    assert Reading.objects.get(pk=figures[0].pk).value == 43
    assert Reading.objects.get(pk=figures[1].pk).value == 66


def test_what_the_database_refuses_is_told_and_nothing_is_saved(
    editor, indicator, economy, source, monkeypatch
):
    url = sheet_url(indicator, economy)
    page = editor.get(url)

    def refuse(self, *args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed: goals_reading")

    monkeypatch.setattr(Reading, "save", refuse)
    response = editor.post(url, typed(page, source) | {place(page, 2019): "12"})
    assert response.status_code == 200
    assert "The database refused this" in sheet_of(response).errors[0]
    assert "UNIQUE" not in response.content.decode()


# What would change


@both_languages
def test_a_preview_of_a_sheet_tells_what_would_change_and_writes_nothing(
    editor, speak, indicator, goal, economy, source, figures, language
):
    speak(language)
    make.make_target(indicator=indicator, economy=economy, value=80)
    reassess()
    assert verdict(economy, goal) == "on_track"
    before, assessments = stored(), list(Assessment.objects.order_by("pk").values())
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    data = typed(page, state="published") | {place(page, THIS_YEAR - 2): "45"}
    response = editor.post(url, data | {"_preview": "1"})
    assert response.status_code == 200
    assert stored() == before
    assert list(Assessment.objects.order_by("pk").values()) == assessments
    assert LogEntry.objects.count() == 0
    first = response.context["effects"][0]
    assert ("Peru, goal 6" in first and "on track → behind pace" in first) or "秘魯" in first
    assert response.context["edits"] == [line for line in response.context["edits"] if "65 → 45" in line]
    # What was typed is still there, and saving it does what was told.
    response = editor.post(url, typed(response) | {"_save": "1"})
    assert response.status_code == 302
    assert verdict(economy, goal) == "behind"
    assert any("→" in line for line in told(response))


def test_a_draft_changes_no_status(editor, indicator, goal, economy, source, figures):
    make.make_target(indicator=indicator, economy=economy, value=80)
    reassess()
    url = sheet_url(indicator, economy)
    page = editor.get(url)
    data = typed(page) | {place(page, THIS_YEAR - 1): "41"}
    response = editor.post(url, data | {"_preview": "1"})
    assert response.context["effects"] == []
    assert "No status would change" in response.content.decode()


def test_a_target_is_previewed_and_then_saved(editor, indicator, goal, economy, source, figures):
    reassess()
    url = (
        reverse("admin:goals_target_add")
        + "?"
        + urlencode({"indicator": indicator.pk, "economy": economy.pk})
    )
    data = form_of(editor.get(url)) | {"value": "80", "source": source.pk, "state": "published"}
    response = editor.post(url, data | {"_preview": "1"})
    assert response.status_code == 200
    assert Target.objects.count() == 0
    page = response.content.decode()
    assert "Peru, goal 6" in page
    assert "no target set → on track" in page
    assert "errornote" not in page
    assert response.context["adminform"].form["value"].value() == "80"
    response = editor.post(url, data)
    assert response.status_code == 302
    assert verdict(economy, goal) == "on_track"
    assert any("no target set → on track" in line for line in told(response))


@both_languages
def test_a_target_on_the_wrong_side_is_refused_with_the_sentence(
    editor, speak, indicator, economy, source, figures, language
):
    speak(language)
    url = reverse("admin:goals_target_add")
    data = form_of(editor.get(url)) | {
        "indicator": indicator.pk,
        "economy": economy.pk,
        "value": "30",
        "source": source.pk,
        "state": "published",
    }
    for button in ("_preview", "_save"):
        response = editor.post(url, data | {button: "1"})
        (said,) = response.context["adminform"].form.errors["value"]
        assert "40.0%" in said
        assert ("wrong side" if language == "en" else "標") in said
    assert Target.objects.count() == 0


def test_the_settings_of_an_indicator_are_previewed(editor, indicator, goal, economy, source, figures):
    make.make_target(indicator=indicator, economy=economy, value=80)
    reassess()
    url = address(indicator, "change", indicator.pk)
    data = form_of(editor.get(url))
    data |= {"goal_indicators-0-DELETE": "on"}
    response = editor.post(url, data | {"_preview": "1"})
    assert any("on track → no reading yet" in line for line in response.context["effects"])
    assert indicator.goal_indicators.count() == 1
    editor.post(url, data)
    assert indicator.goal_indicators.count() == 0
    assert verdict(economy, goal) == "no_reading"


def test_a_preview_of_something_refused_tells_the_refusal(editor, indicator, figures):
    url = address(figures[0], "change", figures[0].pk)
    response = editor.post(url, form_of(editor.get(url)) | {"value": "200", "_preview": "1"})
    assert "cannot be above 100" in errors_of(response)
    assert not response.context.get("previewed")


# Every other way to save at the desk


def run(editor, action, *records):
    url = address(records[0], "changelist")
    return editor.post(url, {"action": action, "_selected_action": [record.pk for record in records]})


def test_publishing_and_withdrawing_many_judges_anew(editor, indicator, goal, economy, figures):
    target = make.make_target(indicator=indicator, economy=economy, value=80, state="draft")
    reassess()
    assert verdict(economy, goal) == "no_target"
    response = run(editor, "publish", target)
    assert verdict(economy, goal) == "on_track"
    assert any("no target set → on track" in line for line in told(response))
    run(editor, "withdraw_line", *figures)
    assert verdict(economy, goal) == "no_reading"


def test_a_goal_that_is_taken_back_is_no_longer_judged(editor, goal, indicator, economy, figures):
    reassess()
    run(editor, "back_to_draft", goal)
    assert not Assessment.objects.filter(goal=goal, is_current=True).exists()
    run(editor, "publish", goal)
    assert verdict(economy, goal) == "no_target"


def test_a_reading_that_is_deleted_counts_no_more(editor, goal, indicator, economy, figures):
    reassess()
    for one in figures:
        editor.post(address(one, "delete", one.pk), {"post": "yes"})
    assert verdict(economy, goal) == "no_reading"


def test_a_link_added_at_the_goal_is_judged(editor, goal, economy, source):
    other = make.make_indicator()
    make.make_reading(indicator=other, economy=economy, source=source)
    reassess()
    assert verdict(economy, goal) == "no_reading"
    url = address(goal, "change", goal.pk)
    data = with_rows(editor.get(url), "goal_indicators", {"indicator": other.pk, "position": "1"})
    response = editor.post(url, data)
    assert response.status_code == 302, errors_of(response)
    assert verdict(economy, goal) == "no_target"


# Judgements


ADD_JUDGEMENT = "admin:goals_assessment_add"


def judgement(editor, whose, goal, **given):
    data = form_of(editor.get(reverse(ADD_JUDGEMENT)))
    return data | {
        "economy": whose.pk,
        "goal": goal.pk,
        "stage": "under-way",
        "statement_en": "Because of this.",
        "statement_zh_hant": "原因如此。",
        "signature": "An editor",
        "state": "published",
        **given,
    }


def judgements():
    rows = Assessment.objects.filter(kind="judged").order_by("pk")
    return [(row.stage, row.is_current) for row in rows]


def test_a_judgement_takes_the_place_of_the_one_before(editor, economy, goal):
    reassess()
    computed = Assessment.objects.filter(kind="computed", is_current=True).count()
    evidence = make.make_evidence()
    response = editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal, evidence=[evidence.pk]))
    assert response.status_code == 302, errors_of(response)
    one = Assessment.objects.get(kind="judged")
    assert (one.signed_by, one.signature, one.cause) == (editor.user, "An editor", "editor")
    assert list(one.evidence.all()) == [evidence]
    response = editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal, stage="advanced"))
    assert judgements() == [("under-way", False), ("advanced", True)]
    assert any("under way → advanced" in line for line in told(response))
    # Beside the computed one, never in its place.
    assert Assessment.objects.filter(kind="computed", is_current=True).count() == computed


def test_a_judgement_is_previewed(editor, economy, goal):
    editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal))
    data = judgement(editor, economy, goal, stage="stalled", _preview="1")
    response = editor.post(reverse(ADD_JUDGEMENT), data)
    assert "Peru, goal 6, judged by editors: under way → stalled" in response.content.decode()
    assert judgements() == [("under-way", True)]


def test_a_draft_judgement_waits_until_it_is_published(editor, economy, goal):
    editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal))
    editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal, stage="met", state="draft"))
    assert judgements() == [("under-way", True), ("met", False)]
    run(editor, "publish", Assessment.objects.get(stage="met"))
    assert judgements() == [("under-way", False), ("met", True)]


def test_an_older_judgement_does_not_displace_a_later_one(editor, economy, goal):
    editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal))
    old = timezone.localdate() - timedelta(days=400)
    editor.post(
        reverse(ADD_JUDGEMENT), judgement(editor, economy, goal, stage="not-started", on_day=str(old))
    )
    assert judgements() == [("under-way", True), ("not-started", False)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"stage": ""}, "stage"),
        ({"statement_en": "", "statement_zh_hant": ""}, "statement_en"),
        ({"on_day": "2199-01-01"}, "on_day"),
        ({"economy": ""}, "economy"),
    ],
)
def test_a_judgement_that_lacks_something_is_refused_and_the_one_before_holds(
    editor, economy, goal, given, field
):
    editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal))
    response = editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal, **given))
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert judgements() == [("under-way", True)]


def test_the_stage_of_a_published_judgement_is_not_rewritten(editor, economy, goal):
    editor.post(reverse(ADD_JUDGEMENT), judgement(editor, economy, goal))
    one = Assessment.objects.get(kind="judged")
    url = address(one, "change", one.pk)
    data = form_of(editor.get(url)) | {"stage": "met", "statement_en": "Said better."}
    assert editor.post(url, data).status_code == 302
    one.refresh_from_db()
    assert (one.stage, one.statement_en, one.is_current) == ("under-way", "Said better.", True)


def test_what_the_method_said_cannot_be_changed_by_hand(editor, economy, goal):
    reassess()
    one = Assessment.objects.get(economy=economy, goal=goal, kind="computed")
    before = Assessment.objects.filter(pk=one.pk).values().get()
    url = address(one, "change", one.pk)
    page = editor.get(url)
    assert set(page.context["adminform"].form.fields) <= {"seen"}
    editor.post(url, form_of(page) | {"verdict": "met", "state": "draft", "statement_en": "No."})
    run(editor, "back_to_draft", one)
    assert editor.post(address(one, "delete", one.pk), {"post": "yes"}).status_code == 403
    assert Assessment.objects.filter(pk=one.pk).values().get() == before


# Who may, and what was never meant


def test_who_may_not_change_readings_does_not_see_the_sheet(client, indicator, economy):
    url = sheet_url(indicator, economy)
    assert client.get(url).status_code == 302
    client.force_login(make.make_user("goals.view_indicator", "goals.view_reading", is_staff=True))
    assert client.get(url).status_code == 403
    assert client.post(url, {}).status_code == 403


def test_who_may_change_but_not_add_is_told_so(client, indicator, economy, source, figures):
    who = make.make_user("goals.view_indicator", "goals.change_reading", is_staff=True)
    client.force_login(who)
    url = sheet_url(indicator, economy)
    page = client.get(url)
    response = client.post(url, typed(page, source) | {place(page, 2019): "12"})
    assert "not add any" in row_of(response, 2019).cells[0].errors[0]
    assert Reading.objects.count() == 2
    client.post(url, typed(page) | {place(page, 2015): "41"})
    assert Reading.objects.get(pk=figures[0].pk).value == 41


NONSENSE = ["<script>alert(1)</script>", "9" * 400, "-1", "NaN", "臺" * 5000, "\x00", "' OR 1=1 --", ""]


@both_languages
@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_answered_and_never_saved(
    editor, speak, indicator, economy, source, figures, nonsense, language
):
    speak(language)
    url = sheet_url(indicator, economy)
    before = stored()
    page = editor.get(url)
    whole = typed(page, source)
    hostile = [
        dict.fromkeys(whole, nonsense),
        {},
        {"shown": nonsense},
        {"shown": whole["shown"]},
        {"shown": whole["shown"][:-3], "value-0-0": "1"},
        {name: nonsense for name in whole if name != "shown"},
        whole | {"state": nonsense or "withdrawn"},
        whole | {place(page, 2019): nonsense, f"break-{row_of(page, 2019).number}": nonsense},
        whole | {"value-99-99": "5", "period-0": nonsense},
    ]
    for data in hostile:
        for button in ("_preview", "_save"):
            assert editor.post(url, data | {button: "1"}).status_code in (200, 302)
    assert stored() == before


@pytest.mark.parametrize("nonsense", [*NONSENSE, "ZZZ"])
def test_a_senseless_address_of_a_sheet_is_no_error(editor, indicator, economy, nonsense):
    base = reverse("admin:goals_indicator_readings", args=[indicator.pk])
    for name in ("economy", "release", "first", "last"):
        query = {"economy": economy.apec_code, name: nonsense}
        assert editor.get(base + "?" + urlencode(query)).status_code == 200
    assert editor.get(reverse("admin:goals_indicator_readings", args=["9" * 40])).status_code == 404
    assert editor.get(sheet_url(indicator, economy, first="2020", last="2010")).status_code == 200


def test_a_sheet_shown_for_one_economy_is_not_taken_for_another(editor, indicator, economy, figures):
    other = make.make_economy()
    data = typed(editor.get(sheet_url(indicator, economy)))
    before = stored()
    response = editor.post(sheet_url(indicator, other), data | {"value-0-0": "1"})
    assert "did not come back whole" in told(response)[0]
    assert stored() == before


@both_languages
def test_the_pages_of_a_sheet_have_no_script_or_style_in_them(
    editor, speak, indicator, economy, figures, language
):
    speak(language)
    for url in (
        sheet_url(indicator, economy),
        reverse("admin:goals_indicator_readings", args=[indicator.pk]),
    ):
        page = editor.get(url).content.decode()
        for inline in ("<style", " style=", "<script>", " onclick="):
            assert inline not in page
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        for labelled in re.findall(r'<label for="([^"]+)"', page):
            assert labelled in ids


def test_a_goal_saved_untouched_keeps_its_statuses(editor, goal, indicator, economy, figures):
    reassess()
    rows = Assessment.objects.count()
    for record in (goal, indicator):
        url = address(record, "change", record.pk)
        assert editor.post(url, form_of(editor.get(url))).status_code == 302
    assert Assessment.objects.count() == rows
    assert Goal.objects.count() == Indicator.objects.count() == 1
