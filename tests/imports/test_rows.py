"""Rows of sheets into the record: which record is meant, what is filled in, what is refused, what stays."""

from datetime import time

import pytest
from openpyxl import Workbook

from apec_tracker import importing
from meetings.models import HostYear, Meeting, Stop
from publishing.imports import Parcel, fetch
from publishing.models import ImportedRow, ImportStatus, KnownHeading, LockedField
from publishing.resources import planning
from publishing.resources.reading import sheet
from publishing.resources.staging import Staged
from publishing.sheets import fold
from reference.models import Citation, Note, Topic
from tests import make
from tests.imports.sheets import bring, codes, csv_of, notices, plan_of, totals

pytestmark = pytest.mark.django_db
HEAD = ("code", "name_en", "name_zh_hant", "when", "kind", "forum", "host_year")


@pytest.fixture(autouse=True)
def record():
    make.make_host_year(year=2024, code="HY-2024")
    make.make_forum(acronym="HRDWG", code="FOR-HRDWG", name_en="Human Resources Development Working Group")


def row(code="", name="Plenary", **other):
    values = {"code": code, "name_en": name, "name_zh_hant": "", "when": "2024-05", "kind": "working-group"}
    values |= {"forum": "HRDWG", "host_year": "2024"} | other
    return [values[heading] for heading in HEAD]


def test_what_is_new_is_a_draft_with_all_that_follows_from_its_cells():
    run, report = bring(csv_of(HEAD, row("MTG-2024-901", when="May 13-14, 2024")))
    meeting = Meeting.objects.get(code="MTG-2024-901")
    assert (meeting.state, meeting.slug, meeting.when) == ("draft", "plenary", "2024-05-13/2024-05-14")
    assert str(meeting.first_day) == "2024-05-13"
    assert meeting.forum.acronym == "HRDWG"
    assert meeting.created_at == meeting.changed_at == run.written_at
    assert (run.status, totals(report)) == (ImportStatus.WRITTEN, (1, 0, 0))


def test_a_trial_writes_nothing_and_counts_the_same():
    before = ImportedRow.objects.count()
    assert totals(plan_of(csv_of(HEAD, row(), row(name="Other")))) == (2, 0, 0)
    assert (Meeting.objects.count(), ImportedRow.objects.count()) == (0, before)


def test_the_same_file_again_writes_nothing():
    parcel = csv_of(
        HEAD, row("MTG-2024-901"), row(name="Without a code"), row(name="", name_zh_hant="沒有代碼")
    )
    bring(parcel)
    saved = set(Meeting.objects.values_list("code", "slug", "changed_at"))
    run, report = bring(parcel)
    assert totals(report) == (0, 0, 3)
    assert (run.status, run.rows.count()) == (ImportStatus.UNCHANGED, 0)
    assert set(Meeting.objects.values_list("code", "slug", "changed_at")) == saved


def test_columns_and_rows_may_stand_in_any_order():
    rows = [row("MTG-2024-901"), row("MTG-2024-902", name="Other")]
    bring(csv_of(HEAD, *rows))
    turned = [line[::-1] for line in (HEAD, *rows[::-1])]
    assert totals(plan_of(csv_of(*turned))) == (0, 0, 2)


def test_a_blank_cell_leaves_what_is_there_and_a_word_empties_it():
    meeting = make.make_meeting(code="MTG-2024-901", theme_en="Theme", when="2024-05")
    bring(csv_of(("code", "theme_en", "when"), ("MTG-2024-901", "", "")))
    meeting.refresh_from_db()
    assert (meeting.theme_en, meeting.when) == ("Theme", "2024-05")
    bring(csv_of(("code", "theme_en", "when"), ("MTG-2024-901", "（空）", "(empty)")))
    meeting.refresh_from_db()
    assert (meeting.theme_en, meeting.when, meeting.first_day) == ("", "", None)


def test_a_change_of_a_published_record_is_written_and_said_beforehand():
    make.make_meeting(code="MTG-2024-901", name_en="Old", slug="plenary")
    report = plan_of(csv_of(("code", "name_en"), ("MTG-2024-901", "New")))
    assert notices(report) == ["published_changes"]
    (change,) = report.changes
    assert (change.record, change.field, change.was, change.now) == ("MTG-2024-901", "name_en", "Old", "New")
    bring(csv_of(("code", "name_en"), ("MTG-2024-901", "New")))
    meeting = Meeting.objects.get(code="MTG-2024-901")
    assert (meeting.name_en, meeting.state, meeting.slug) == ("New", "published", "plenary")


def test_a_sheet_cannot_publish():
    head, line = (*HEAD, "state"), [*row("MTG-2024-901"), "published"]
    _run, report = bring(csv_of(head, line))
    assert notices(report) == ["state_left_out"]
    assert Meeting.objects.get().state == "draft"


def test_unless_a_whole_record_moves_house():
    bring(csv_of((*HEAD, "state"), [*row("MTG-2024-901"), "published"]), with_state=True)
    assert Meeting.objects.get().state == "published"


def test_one_bad_row_refuses_all_with_its_place():
    report = bring(csv_of(HEAD, row("MTG-2024-901"), row("MTG-2024-902", kind="party", when="32 May")))[1]
    assert not Meeting.objects.exists()
    told = {(problem.row, problem.column, problem.code) for problem in report.problems}
    assert (3, "kind", "choice_unknown") in told
    assert {column for _row, column, _code in told} == {"kind", "when"}
    assert all(problem.file == "meetings.csv" for problem in report.problems)
    assert all(problem.sentence("zh-hant") and problem.suggestion("zh-hant") for problem in report.problems)


@pytest.mark.parametrize(
    ("given", "code", "column"),
    [
        ({"name": "", "name_zh_hant": ""}, "rule_broken", "name_zh_hant"),
        ({"name": "x" * 251}, "too_long", "name_en"),
        ({"forum": "NOSUCH"}, "forum_unknown", "forum"),
        ({"host_year": "1066"}, "reference_unknown", "host_year"),
        ({"host_year": ""}, "required", "host_year"),
        ({"kind": ""}, "required", "kind"),
        ({"code": "no code"}, "value_refused", "code"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(given, code, column):
    problems = plan_of(csv_of(HEAD, row(**given))).problems
    assert [(problem.code, problem.row, problem.column) for problem in problems] == [(code, 2, column)]


def test_a_column_that_new_records_need_is_missed_once():
    head = ("code", "name_en", "when")
    sheet = csv_of(head, ("MTG-2024-901", "One", ""), ("MTG-2024-902", "Two", ""))
    report = plan_of(sheet)
    told = [(problem.code, problem.value, problem.row) for problem in report.problems]
    assert told == [("column_missing", "kind", 2), ("column_missing", "host_year", 2)]
    assert "“MTG-2024-901”" in report.problems[0].sentence("en")
    assert "“Kind”" in report.problems[0].sentence("en")
    assert "「類型」" in report.problems[0].sentence("zh-hant")
    assert report.totals.refused == 2
    for code in ("MTG-2024-901", "MTG-2024-902"):
        make.make_meeting(code=code)
    assert totals(plan_of(sheet)) == (0, 2, 0)


def test_a_record_is_found_by_its_address_or_its_name_where_no_code_is_given():
    by_slug = make.make_meeting(slug="som2", name_en="One")
    by_name = make.make_meeting(name_en="Two", name_zh_hant="二", host_year=by_slug.host_year)
    bring(csv_of(("slug", "theme_en"), ("som2", "A")))
    bring(csv_of(("name_zh_hant", "theme_en"), ("二", "B")))
    by_slug.refresh_from_db(), by_name.refresh_from_db()
    assert (by_slug.theme_en, by_name.theme_en, Meeting.objects.count()) == ("A", "B", 2)


def test_two_of_one_name_are_told_apart_by_their_dates_or_asked_about():
    make.make_meeting(name_en="Twin", when="2024-03", code="MTG-2024-901")
    make.make_meeting(name_en="Twin", when="2024-08", code="MTG-2024-902")
    head = ("name_en", "when", "theme_en")
    bring(csv_of(head, ("Twin", "2024-08", "second")))
    assert Meeting.objects.get(theme_en="second").code == "MTG-2024-902"
    (problem,) = plan_of(csv_of(head, ("Twin", "", "which?"))).problems
    assert problem.code == "match_of_several"
    assert "MTG-2024-901, MTG-2024-902" in problem.sentence_en


def test_two_sittings_of_one_name_in_one_sheet_stay_two_however_often_it_comes():
    parcel = csv_of(HEAD, row(when="2024-03"), row(when="2024-08"))
    assert totals(bring(parcel)[1]) == (2, 0, 0)
    assert totals(bring(parcel)[1]) == (0, 0, 2)
    assert set(Meeting.objects.values_list("slug", flat=True)) == {"plenary", "plenary-2"}


@pytest.mark.parametrize("turn", [1, -1])
def test_a_second_sitting_beside_one_that_is_stored_is_new_whichever_stands_first(turn):
    bring(csv_of(HEAD, row(when="2024-03")))
    rows = [row(when="2024-03"), row(when="2024-08", name="PLENARY")][::turn]
    assert totals(bring(csv_of(HEAD, *rows))[1]) == (1, 0, 1)
    assert set(Meeting.objects.values_list("when", flat=True)) == {"2024-03", "2024-08"}
    # Alone, another day is what became of the first.
    Meeting.objects.filter(when="2024-08").delete()
    assert totals(plan_of(csv_of(HEAD, row(when="2024-09")))) == (0, 1, 0)


def test_the_same_record_twice_in_one_import_is_refused():
    make.make_meeting(code="MTG-2024-901")
    head = ("code", "theme_en")
    assert codes(plan_of(csv_of(head, ("MTG-2024-901", "A"), ("MTG-2024-901", "B")))) == ["row_twice"]
    twice = plan_of(csv_of(HEAD, row("MTG-2024-905"), row("MTG-2024-905", name="Other")))
    assert [(p.code, p.row, p.column) for p in twice.problems] == [("value_taken", 3, "code")]


def test_codes_and_addresses_are_made_so_that_all_are_free():
    make.make_meeting(code="MTG-2024-007", slug="plenary")
    bring(csv_of(HEAD, row(when="2024-01"), row(when="2024-02"), row("MTG-2024-008", when="2024-03")))
    assert set(Meeting.objects.values_list("code", flat=True)) == {f"MTG-2024-{n:03d}" for n in (7, 8, 9, 10)}
    assert Meeting.objects.values("slug").distinct().count() == 4


@pytest.mark.parametrize("count", [4, 40])
def test_many_of_one_name_do_not_ask_for_every_address_before_theirs(monkeypatch, count):
    asked = []
    holds = Staged.holds
    monkeypatch.setattr(Staged, "holds", lambda self, *given: asked.append(given) or holds(self, *given))
    bring(
        csv_of(
            HEAD, *(row(f"MTG-2024-{n}", when=f"2024-05-{n % 28 + 1:02d}") for n in range(100, 100 + count))
        )
    )
    assert Meeting.objects.values("slug").distinct().count() == count
    assert len(asked) <= 2 * count


def test_with_very_many_problems_nobody_reads_on(monkeypatch):
    monkeypatch.setattr(planning, "PROBLEMS_MOST", 5)
    monkeypatch.setattr(planning, "PROBLEMS_TOLD", 3)
    monkeypatch.setattr(sheet, "AT_ONCE", 2)
    read = []
    monkeypatch.setattr(planning.SheetsPlan, "tick", lambda self, rows: read.append(rows))
    run, report = bring(csv_of(HEAD, *(row(kind="no such kind") for _n in range(50))))
    assert codes(report) == ["choice_unknown"] * 3 + ["too_many_problems"]
    assert sum(read) <= 6
    assert (run.status, run.rows.count()) == (ImportStatus.REFUSED, 0)


def test_a_file_without_any_row_is_refused():
    for data in (b"\n\n\n", b"\xef\xbb\xbf", b",,\r\n,,\r\n"):
        run, report = bring(Parcel("meetings.csv", data))
        assert (codes(report), run.status) == (["nothing_in_it"], ImportStatus.REFUSED)


def test_of_a_folder_only_what_an_import_would_open_is_noted(tmp_path):
    (tmp_path / "meetings.csv").write_bytes(csv_of(HEAD, row("MTG-2024-901")).data)
    before = importing.known_as(Parcel("x", tmp_path))
    (tmp_path / "film.mp4").write_bytes(b"x" * 100)
    (tmp_path / "elsewhere.csv").symlink_to("/etc/passwd")
    assert importing.known_as(Parcel("x", tmp_path)) == before
    (tmp_path / "stops.csv").write_text("meeting")
    assert importing.known_as(Parcel("x", tmp_path)) != before
    gone = importing.known_as(Parcel("x", tmp_path / "gone.csv"))
    assert gone == {"name": "x", "size": 0, "sha256": ""}


def test_a_date_may_stand_in_two_columns_in_either_order():
    head = ("end date", "name_en", "kind", "host_year", "Start_Date")
    rows = [
        ("2024-05-14", "Both", "other", "2024", "2024/5/13"),
        ("2024-06-01", "One day", "other", "2024", "2024-06-01"),
        ("", "Open", "other", "2024", "2024-07"),
        ("2024-08-02", "Only the end", "other", "2024", ""),
    ]
    parcel = csv_of(head, *rows)
    _run, report = bring(parcel)
    assert not report.problems
    assert dict(Meeting.objects.values_list("name_en", "when")) == {
        "Both": "2024-05-13/2024-05-14",
        "One day": "2024-06-01",
        "Open": "2024-07",
        "Only the end": "/2024-08-02",
    }
    again, report = bring(parcel)
    assert (again.status, totals(report)) == (ImportStatus.UNCHANGED, (0, 0, 4))
    backwards = plan_of(csv_of(head, ("2024-05-01", "Back", "other", "2024", "2024-05-13")))
    assert [(p.code, p.column) for p in backwards.problems] == [("ends_before_start", "end date")]
    # Beside a date of its own, another first day is asked about.
    both = plan_of(csv_of((*HEAD, "start date"), (*row("MTG-2024-901"), "2024-05-01")))
    assert codes(both) == ["heading_unknown"]


def test_what_others_call_a_kind_of_meeting_is_known():
    words = ("SOM", "working_group", "Working Group", "workshop", "政策對話", "senior_officials", "委員會")
    _run, _report = bring(
        csv_of(HEAD, *(row(f"MTG-2024-{n}", kind=word) for n, word in enumerate(words, 901)))
    )
    kinds = Meeting.objects.order_by("code").values_list("kind", flat=True)
    assert (
        " ".join(kinds) == "senior-officials working-group working-group other other senior-officials other"
    )


def test_a_row_may_name_one_that_comes_later():
    head = (*HEAD, "parent")
    bring(csv_of(head, [*row("MTG-2024-901"), "MTG-2024-902"], [*row("MTG-2024-902", name="Cluster"), ""]))
    assert Meeting.objects.get(code="MTG-2024-901").parent.code == "MTG-2024-902"
    assert codes(plan_of(csv_of(head, [*row("MTG-2024-903"), "MTG-2024-999"]))) == ["reference_unknown"]


def test_no_row_becomes_a_part_of_itself():
    outer = make.make_meeting(code="MTG-2024-901")
    make.make_meeting(code="MTG-2024-902", parent=outer)
    head = ("code", "parent")
    assert codes(plan_of(csv_of(head, ("MTG-2024-901", "MTG-2024-902")))) == ["rule_broken"]
    head = (*HEAD, "parent")
    ring = csv_of(head, [*row("MTG-2024-903"), "MTG-2024-904"], [*row("MTG-2024-904", "B"), "MTG-2024-903"])
    assert codes(plan_of(ring)) == ["reference_ring", "reference_ring"]


def test_sheets_of_several_rooms_come_in_the_order_of_the_house():
    stops = csv_of(("meeting", "position", "place"), ("MTG-2024-901", 1, "Lima"), name="stops.csv")
    places = csv_of(("code", "name_en", "name_zh_hant"), ("PLA-LIMA", "Lima", "利馬"), name="places.csv")
    report = bring(stops, csv_of(HEAD, row("MTG-2024-901")), places)[1]
    assert totals(report) == (3, 0, 0)
    assert str(Stop.objects.get().place.code) == "PLA-LIMA"
    again = csv_of(("meeting", "position", "place"), ("MTG-2024-901", 1, "PLA-LIMA"), name="stops.csv")
    assert totals(plan_of(again)) == (0, 0, 1)


def test_a_line_must_say_which_it_is():
    make.make_meeting(code="MTG-2024-901")
    make.make_place(code="PLA-LIMA")
    (problem,) = plan_of(
        csv_of(("meeting", "place"), ("MTG-2024-901", "PLA-LIMA"), name="stops.csv"),
    ).problems
    assert (problem.code, problem.value) == ("key_missing", "position")
    assert "“Order” is blank" in problem.sentence_en
    assert "meeting, Order" in problem.suggestion_en
    assert "「順序」空白" in problem.sentence_zh


def test_a_code_that_was_typed_wrong_comes_with_those_like_it():
    make.make_meeting(code="MTG-2024-AELM31")
    make.make_meeting(code="MTG-2024-SOM1")
    rows = csv_of(("code", "ordinal"), ("MTG-2024-SOM1", 7), ("MTG-2024-AELM13", 7))
    problems = plan_of(rows).problems
    assert {(problem.code, problem.row) for problem in problems} == {("column_missing", 3)}
    assert "“MTG-2024-AELM13”" in problems[0].sentence_en
    assert problems[0].candidates == ("MTG-2024-AELM31",)
    wrong_year = plan_of(csv_of(("code", "ordinal"), ("MTG-2042-AELM31", 7))).problems
    assert wrong_year[0].candidates == ("MTG-2024-AELM31",)
    assert "是否為「MTG-2024-AELM31」" in problems[0].suggestion_zh


def test_a_column_that_a_sheet_lacks_is_named_as_an_editor_reads_it():
    for head, label in ((("會議名稱", "日期"), "主辦年"), (("Meeting", "Date"), "Host year")):
        (problem,) = plan_of(csv_of(head, ("Talks", "1999-05-01"))).problems
        assert problem.column == label


def test_relations_to_several_are_replaced_as_a_whole():
    for code in ("TOP-ONE", "TOP-TWO", "TOP-THREE"):
        make.make_topic(code=code)
    head = ("code", "topics")
    make.make_meeting(code="MTG-2024-901").topics.set(Topic.objects.filter(code="TOP-ONE"))
    report = bring(csv_of(head, ("MTG-2024-901", "TOP-TWO；TOP-THREE")))[1]
    meeting = Meeting.objects.get()
    assert {topic.code for topic in meeting.topics.all()} == {"TOP-TWO", "TOP-THREE"}
    assert report.changes[0].was == "TOP-ONE"
    assert totals(plan_of(csv_of(head, ("MTG-2024-901", "TOP-THREE; TOP-TWO")))) == (0, 0, 1)
    bring(csv_of(head, ("MTG-2024-901", "(empty)")))
    assert not meeting.topics.exists()


def test_a_locked_field_stays_and_the_editor_is_told():
    meeting = make.make_meeting(code="MTG-2024-901", name_en="Ours", theme_en="Old")
    LockedField.objects.create(label="meetings.meeting", object_id=meeting.pk, field="name_en")
    report = bring(csv_of(("code", "name_en", "theme_en"), ("MTG-2024-901", "Theirs", "New")))[1]
    meeting.refresh_from_db()
    assert (meeting.name_en, meeting.theme_en) == ("Ours", "New")
    assert "locked_kept" in notices(report)
    assert totals(plan_of(csv_of(("code", "name_en"), ("MTG-2024-901", "Theirs")))) == (0, 0, 1)


def test_a_heading_is_asked_about_once():
    parcel = csv_of((*HEAD, "Remarks", "Owner"), [*row("MTG-2024-901"), "A remark", "Ann"])
    report = plan_of(parcel)
    assert codes(report) == ["heading_unknown", "heading_unknown"]
    assert report.unknown == [("meetings", "Remarks"), ("meetings", "Owner")]
    assert codes(plan_of(parcel, headings={"Remarks": "summary_en", "Owner": ""})) == []
    for heading, column in (("remarks", "summary_en"), ("owner", "")):
        KnownHeading.objects.create(resource="meetings", heading=heading, folded=fold(heading), column=column)
    bring(parcel)
    assert Meeting.objects.get().summary_en == "A remark"
    assert codes(plan_of(parcel, headings={"Remarks": "no_such"})) == ["map_unknown"]


def test_the_rows_of_a_nameless_sheet_are_known_by_their_headings():
    make.make_meeting(code="MTG-2024-901")
    source = make.make_source(code="SRC-ONE")
    rows = csv_of(
        ("about", "source", "supports_en"), ("MTG-2024-901", "SRC-ONE", "the dates"), name="Sheet1.csv"
    )
    bring(rows)
    assert Citation.objects.get().source == source
    assert codes(plan_of(csv_of(("a", "b"), (1, 2), name="Sheet1.csv"))) == ["sheet_unknown"]


def test_the_rules_of_the_database_are_told_with_the_row():
    head = (*HEAD, "part_number", "part_count", "starts_at")
    report = plan_of(
        csv_of(head, [*row("MTG-2024-901"), 3, 2, ""], [*row("MTG-2024-902", name="B"), "", "", "9:00"])
    )
    assert [(problem.code, problem.row) for problem in report.problems] == [
        ("rule_broken", 2),
        ("rule_broken", 3),
    ]
    assert "Part 3 of 2 cannot be" in report.problems[0].sentence_en
    assert "時區" in report.problems[1].sentence_zh


@pytest.mark.parametrize("count", [1, 3])
def test_more_rows_cost_no_more_questions(count, django_assert_max_num_queries):
    parcel = csv_of(HEAD, *(row(f"MTG-2024-90{n}", name=f"Meeting {n}") for n in range(count)))
    with django_assert_max_num_queries(70):
        bring(parcel)
    with django_assert_max_num_queries(30):
        plan_of(parcel)


def test_a_date_without_a_year_takes_that_of_its_host_year_and_says_so():
    report = bring(
        csv_of(HEAD, row("MTG-2024-901", when="3 Mar – 3 Aug"), row("MTG-2024-902", when="13 May"))
    )[1]
    assert set(Meeting.objects.values_list("when", flat=True)) == {"2024-03-03/2024-08-03", "2024-05-13"}
    # The first may be a slip of the pen, and is asked about as one.
    assert notices(report) == ["long_range", "year_taken"]
    assert codes(plan_of(csv_of(("code", "when"), ("MTG-2024-901", "13 May")))) == ["no_year"]


def test_what_may_be_written_is_named_in_the_language_of_the_editor():
    (problem,) = plan_of(csv_of(HEAD, row(kind="party"))).problems
    assert "Working group" in problem.suggestion("en")
    assert "工作小組" in problem.suggestion("zh-hant")
    assert totals(plan_of(csv_of(HEAD, row(kind="工作小組")))) == (1, 0, 0)


def test_a_line_that_has_no_code_may_be_named_as_well():
    area = make.make_area(name_en="Education", name_zh_hant="教育")
    head = ("code", "area", "framework", "number", "title_en")
    goal = ["GOL-T-1", "Education", area.framework.code, "1", "First"]
    assert totals(plan_of(csv_of(head, goal, name="goals.csv"))) == (1, 0, 0)
    make.make_area(framework=area.framework, key="second", name_en="Education")
    report = plan_of(csv_of(head, goal, name="goals.csv"))
    assert codes(report) == ["reference_of_several"]
    assert f"{area.framework.code}/second" in report.problems[0].sentence_en
    report = plan_of(csv_of(head, [*goal[:1], "Nowhere", *goal[2:]], name="goals.csv"))
    assert codes(report) == ["reference_unknown"]


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("kind", "Ministers", "ministerial"),
        ("kind", "其他", "other"),
        ("status", "canceled", "cancelled"),
        ("status", "已辦理", "held"),
        ("mode", "On-line", "online"),
        ("mode", "實體/線上", "hybrid"),
    ],
)
def test_choices_are_known_by_the_words_in_use(column, written, value):
    head = ("name_en", "when", "host_year", *dict.fromkeys(("kind", column)))
    given = {"kind": "other"} | {column: written}
    bring(csv_of(head, ["Talks", "2024-05", "2024", *(given[name] for name in head[3:])]))
    assert getattr(Meeting.objects.get(), column) == value


def test_a_date_with_a_time_and_its_zone_keeps_both():
    head = ("code", "name_en", "when", "kind", "host_year", "time_zone")
    rows = [
        ("MTG-2024-901", "A", "9 August 2024, 23:00 New Zealand time", "other", "2024", ""),
        ("MTG-2024-902", "B", "2024-08-09 9:00–17:30", "other", "2024", "利馬時間"),
        ("MTG-2024-903", "C", "2024-08-09 9:00", "other", "2024", ""),
    ]
    _run, report = bring(csv_of(head, *rows))
    # Without a zone nobody knows when that is: the words alone are kept.
    assert notices(report) == ["time_dropped"]
    names = ("when", "when_words_en", "starts_at", "ends_at", "time_zone")
    assert list(Meeting.objects.order_by("code").values_list(*names)) == [
        ("2024-08-09", "", time(23), None, "Pacific/Auckland"),
        ("2024-08-09", "", time(9), time(17, 30), "America/Lima"),
        ("2024-08-09", "2024-08-09 9:00", None, None, ""),
    ]
    assert totals(plan_of(csv_of(head, *rows))) == (0, 0, 3)


def test_hours_that_run_backwards_are_asked_about_and_kept():
    head = (*HEAD, "starts_at", "ends_at", "time_zone")
    report = plan_of(csv_of(head, [*row(), "23:00", "1:00", "Asia/Taipei"]))
    assert (codes(report), notices(report)) == ([], ["ends_before_it_begins"])


def workbook_of(tmp_path, *sheets):
    """A Parcel of a workbook: (name, rows, state) of each sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows, state in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for line in rows:
            sheet.append(line)
    path = tmp_path / "list.xlsx"
    book.save(path)
    return fetch(path)


def test_what_nobody_sees_and_what_is_no_table_is_left_out_and_told(tmp_path):
    table = [["2024 年會議一覽"], [], list(HEAD), row(name="Seen")]
    parcel = workbook_of(
        tmp_path,
        ("工作表1", table, "visible"),
        ("舊資料", [list(HEAD), row(name="Unseen")], "hidden"),
        ("說明", [["本表由各單位填寫"], ["日期請填西元"]], "visible"),
    )
    report = plan_of(parcel, kind="meetings")
    assert (totals(report), codes(report)) == ((1, 0, 0), [])
    assert [(problem.code, problem.sheet) for problem in report.notices] == [
        ("sheet_hidden", "舊資料"),
        ("no_table", "說明"),
    ]
    # A table that nobody knows the headings of is no note.
    parcel = workbook_of(tmp_path, ("meetings", table, "visible"), ("X", [["a", "b"], [1, 2]], "visible"))
    assert codes(plan_of(parcel)) == ["sheet_unknown"]


def test_files_of_a_folder_that_are_no_sheets_are_told(tmp_path):
    (tmp_path / "meetings.csv").write_bytes(csv_of(HEAD, row()).data)
    (tmp_path / "old.xls").write_bytes(b"x")
    report = plan_of(fetch(tmp_path))
    assert totals(report) == (1, 0, 0)
    (notice,) = report.notices
    assert (notice.code, notice.value) == ("files_left_out", "old.xls")


def test_the_calendar_of_others_needs_neither_kind_nor_host_year():
    make.make_host_year(year=2025, code="HY-2025", when="2024-12/2025-11")
    head = ("會議名稱", "日期")
    rows = [("資深官員會議", "2024/5/13"), ("非正式會議", "2024-12-09"), ("年底會議", "2025年12月1日")]
    parcel = csv_of(head, *rows)
    _run, report = bring(parcel)
    assert notices(report) == ["taken_for_new", "host_year_followed"]
    found = Meeting.objects.order_by("first_day").values_list("name_zh_hant", "host_year__year", "kind")
    # Where two host years hold a day, it is of the one that began last; where none does, of its calendar year.
    assert list(found) == [
        ("資深官員會議", 2024, "other"),
        ("非正式會議", 2025, "other"),
        ("年底會議", 2025, "other"),
    ]
    assert totals(plan_of(parcel)) == (0, 0, 3)
    # Next year's meeting of the same name is another one, and the host year that an editor gave stays.
    assert totals(plan_of(csv_of(head, ("資深官員會議", "2025-05")))) == (1, 0, 0)
    Meeting.objects.filter(host_year__year=2024).update(host_year=HostYear.objects.get(year=2025))
    assert totals(plan_of(parcel)) == (0, 0, 3)
    report = plan_of(csv_of(head, ("甲", "待定"), ("乙", "1999-05-01")))
    assert [(problem.code, problem.row) for problem in report.problems] == [
        ("no_host_year", 2),
        ("reference_unknown", 3),
    ]


MIXED = (
    ("Senior Officials’ Meeting", "2024-05-13"),
    ("資深官員會議", "2024-05-14"),
    ("APEC 包容性貿易對話", "2024-05-15"),
    ("Dialogue on 包容 Growth", "2024-05-16"),
    ("SOM1", "2024-05-17"),
    ("Ministerial Meeting", "2024-05-18"),
)


@pytest.mark.parametrize("heading", ["Meeting", "會議名稱"])
def test_under_a_heading_without_a_language_each_text_goes_to_its_own(heading):
    parcel = csv_of((heading, "Date"), *MIXED)
    _run, report = bring(parcel)
    (notice,) = [n for n in report.notices if n.code == "language_parted"]
    assert (notice.row, notice.column) == (3, heading)
    found = Meeting.objects.order_by("first_day").values_list("name_en", "name_zh_hant")
    assert [(english or "", chinese or "") for english, chinese in found] == [
        ("Senior Officials’ Meeting", ""),
        ("", "資深官員會議"),
        ("", "APEC 包容性貿易對話"),
        ("Dialogue on 包容 Growth", ""),
        ("SOM1", ""),
        ("Ministerial Meeting", ""),
    ]
    assert totals(plan_of(parcel)) == (0, 0, len(MIXED))
    chinese = [*MIXED[1:3], ("數位經濟會議", "2024-06-01"), MIXED[4], MIXED[5]]
    report = plan_of(csv_of((heading, "Date"), *chinese))
    assert [(n.code, n.row) for n in report.notices if n.code == "language_parted"] == [
        ("language_parted", 6)
    ]


def test_acronyms_make_no_english_of_a_chinese_title():
    titles = ("APEC CEO峰會", "APEC ABAC會議")
    bring(csv_of(("會議名稱", "日期"), *((title, "2024-05-13") for title in titles)))
    found = Meeting.objects.values_list("name_zh_hant", "name_en")
    assert {(chinese, english or "") for chinese, english in found} == {(title, "") for title in titles}


def test_where_each_language_has_a_column_texts_stay_where_they_stand():
    _run, report = bring(
        csv_of(
            ("Meeting", "Name (Chinese)", "Date"),
            ("資深官員會議", "", "2024-05-13"),
            *[(f"Meeting {n}", "會議", "2024-05-14") for n in range(2)],
        )
    )
    assert "language_parted" not in notices(report)
    assert Meeting.objects.get(first_day="2024-05-13").name_en == "資深官員會議"


def test_what_names_a_refused_row_is_not_told_to_be_unknown():
    places = csv_of(("code", "name_en", "latitude"), ("PLA-LIMA", "Lima", "north"), name="places.csv")
    stops = csv_of(
        ("meeting", "position", "place"),
        ("MTG-2024-901", 1, "PLA-LIMA"),
        ("MTG-2024-902", 1, "Lima"),
        name="stops.csv",
    )
    meetings = csv_of(HEAD, row("MTG-2024-901", kind=""), row("MTG-2024-902", name="Two"))
    report = plan_of(places, meetings, stops)
    told = [(problem.code, problem.sheet, problem.value) for problem in report.problems]
    assert told == [
        ("number_unreadable", "places", "north"),
        ("required", "meetings", ""),
        ("reference_refused", "stops", "MTG-2024-901"),
        ("reference_refused", "stops", "PLA-LIMA"),
        ("reference_refused", "stops", "Lima"),
    ]


def test_an_unknown_name_comes_with_the_nearest():
    make.make_topic(
        code="TOP-DIGITAL", name_en="Digital economy and innovation", name_zh_hant="數位經濟與創新"
    )
    head = (*HEAD, "topics")
    for written, near in (
        ("Digital economy", "Digital economy and innovation"),
        ("數位經濟創新", "數位經濟與創新"),
    ):
        (problem,) = plan_of(csv_of(head, [*row(), written])).problems
        assert (problem.code, problem.candidates) == ("reference_unknown", (near,))


def test_a_sheet_that_can_be_several_things_is_known_by_a_word_in_its_name():
    rows = (("Title EN", "Date", "Kind", "Host year"), ("Talks", "2024-05", "other", "2024"))
    (problem,) = plan_of(csv_of(*rows, name="Sheet1.csv")).problems
    assert (problem.code, problem.details["kinds"]) == ("sheet_of_several", ("meetings", "dialogues"))
    assert "Meetings, Dialogues" in problem.sentence_en
    assert "會議、對話" in problem.sentence_zh
    for name in ("APEC Meetings 2024_final.csv", "2024 會議一覽表.csv"):
        assert totals(plan_of(csv_of(*rows, name=name))) == (1, 0, 0)


def test_a_record_within_a_cell_is_refused():
    parcel = Parcel(
        "meetings.json", b'[{"name_en": {"en": "Talks"}, "when": "2024", "kind": "other", "host_year": 2024}]'
    )
    assert codes(plan_of(parcel)) == ["nested"]


def test_a_new_row_with_a_code_of_its_own_gets_its_host_year_from_its_dates_too():
    head = ("code", "name_en", "kind", "when")
    known = make.make_meeting(code="MTG-2024-900", name_en="Known", host_year=HostYear.objects.get(year=2024))
    _run, report = bring(
        csv_of(head, ("MTG-2024-951", "New", "other", "2024-05"), (known.code, "", "", "2023"))
    )
    assert (notices(report), totals(report)) == (["host_year_followed", "published_changes"], (1, 1, 0))
    assert set(Meeting.objects.values_list("code", "host_year__year")) == {
        ("MTG-2024-900", 2024),
        ("MTG-2024-951", 2024),
    }


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("31st APEC Economic Leaders’ Meeting", "31st APEC Economic Leaders' Meeting"),
        ("Trade Talks", "trade  TALKS "),
        ("臺北 論壇", "台北論壇"),
    ],
)
def test_a_name_that_is_only_typed_otherwise_is_the_name_of_the_same_record(stored, written):
    name = "name_zh_hant" if "北" in stored else "name_en"
    known = make.make_meeting(
        code="MTG-2024-901",
        when="2024-11-16",
        host_year=HostYear.objects.get(),
        **{"name_en": "", name: stored},
    )
    head = (name, "when", "kind", "host_year")
    assert totals(plan_of(csv_of(head, (written, "2024-11-16", known.kind, "2024")))) == (0, 0, 1)
    # What else the row says is a change; the typing of the name is none.
    _run, report = bring(csv_of((*head, "theme_en"), (written, "2024-11-16", known.kind, "2024", "New")))
    assert ([change.field for change in report.changes], totals(report)) == (["theme_en"], (0, 1, 0))
    known.refresh_from_db()
    assert (getattr(known, name), known.theme_en) == (stored, "New")
    # Who names it by its code puts the spelling right.
    assert totals(plan_of(csv_of(("code", name), (known.code, written)))) == (0, 1, 0)


def test_a_record_may_be_named_in_any_case_also_one_of_the_same_import():
    make.make_meeting(code="MTG-2024-901", name_en="Leaders’ Meeting")
    lima = make.make_place(name_en="Lima", name_zh_hant="利馬")
    head = ("meeting", "position", "place")
    stop = csv_of(head, ("LEADERS' meeting", 1, "LIMA"), name="stops.csv")
    assert totals(bring(stop)[1]) == (1, 0, 0)
    places = csv_of(("name_en", "economy"), ("lima", lima.economy.apec_code), name="places.csv")
    assert totals(plan_of(places)) == (0, 0, 1)
    new = csv_of(("code", "name_en"), ("PLA-CUSCO", "Cusco"), name="places.csv")
    stops = csv_of(head, ("MTG-2024-901", 2, "CUSCO"), name="stops.csv")
    assert totals(plan_of(new, stops)) == (2, 0, 0)
    make.make_place(name_en="LImA")
    assert codes(plan_of(csv_of(head, ("MTG-2024-901", 2, "lima"), name="stops.csv"))) == [
        "reference_of_several"
    ]


def test_a_new_row_twice_is_refused_for_no_later_import_could_tell_the_two_apart():
    report = plan_of(csv_of(HEAD, row(), row(name="Other"), row(name="PLENARY"), row(when="2024-06")))
    assert [(p.code, p.row, p.value) for p in report.problems] == [("row_twice", 4, "PLENARY")]
    found = report.counts["meetings.meeting"]
    assert (found.new, found.refused) == (3, 1)
    assert len([change for change in report.changes if not change.field]) == 3
    # Each with a code of its own they are two.
    twice = [row("MTG-2024-901"), row("MTG-2024-902")]
    assert totals(plan_of(csv_of(HEAD, *twice))) == (2, 0, 0)
    # And so are names in several sheets.
    topics = [csv_of(("name_en",), ("Tides",), name=f"topics{n}.csv") for n in (1, 2)]
    assert codes(plan_of(*topics, kind="topics")) == ["row_twice"]


def test_two_meetings_of_one_name_and_day_are_told_apart_by_their_forum():
    for acronym in ("HRDWG", "SMEWG", "TELWG"):
        if not make.Forum.objects.filter(acronym=acronym).exists():
            make.make_forum(acronym=acronym)
    head = ("name_en", "when", "kind", "forum", "host_year")
    groups = [("Working group meeting", "2024-05-04", "other", forum, "2024") for forum in ("HRDWG", "SMEWG")]
    _run, report = bring(csv_of(head, *groups))
    assert (codes(report), totals(report)) == ([], (2, 0, 0))
    assert totals(plan_of(csv_of(head, *reversed(groups)))) == (0, 0, 2)
    # One alone can still be given another forum, unless there is one of that forum already.
    third = ("Working group meeting", "2024-05-04", "other", "TELWG", "2024")
    assert codes(plan_of(csv_of(head, third))) == ["match_of_several"]
    assert totals(plan_of(csv_of(head, *groups, third))) == (1, 0, 2)
    _run, report = bring(csv_of(head, ("Only one", "2024-05-06", "other", "HRDWG", "2024")))
    assert totals(plan_of(csv_of(head, ("Only one", "2024-05-06", "other", "SMEWG", "2024")))) == (0, 1, 0)


def test_a_record_without_a_date_that_stands_twice_is_refused():
    make.make_topic(name_en="Tides")
    lines = [("Tides",), *((f"Topic {n}",) for n in range(sheet.AT_ONCE)), ("Tides",)]
    assert codes(plan_of(csv_of(("name_en",), *lines, name="topics.csv"))) == ["row_twice"]


def test_what_the_database_would_refuse_is_not_counted_and_shown_as_new():
    head = (*HEAD, "part_number", "part_count")
    report = plan_of(csv_of(head, [*row("MTG-2024-901"), 3, 2]))
    found = report.counts["meetings.meeting"]
    assert (found.new, found.refused, report.changes) == (0, 1, [])


ABOUT = ("about", "source", "supports_en")


def test_a_citation_is_about_a_record_by_its_code_address_or_name():
    make.make_source(code="SRC-ONE")
    make.make_meeting(code="MTG-2024-901", name_en="Plenary", slug="som-plenary")
    make.make_place(code="PLA-LIMA", name_en="Lima")
    cells = ("mtg-2024-901", "lima", "NOT-002")
    note = csv_of(("code", "about", "text_en"), ("NOT-002", "SOM-plenary", "A note."), name="notes.csv")
    rows = csv_of(ABOUT, *((cell, "SRC-ONE", "") for cell in cells), name="citations.csv")
    assert totals(bring(rows, note)[1]) == (4, 0, 0)
    assert set(Citation.objects.values_list("about", flat=True)) == {"MTG-2024-901", "PLA-LIMA", "NOT-002"}
    assert Note.objects.get().about == "MTG-2024-901"
    assert totals(plan_of(note, rows)) == (0, 0, 4)


def test_it_may_be_about_what_comes_later_in_the_same_import_whatever_code_that_gets():
    make.make_source(code="SRC-ONE")
    make.make_meeting(code="MTG-2024-001", name_en="Older")
    rows = csv_of(ABOUT, ("Plenary", "SRC-ONE", ""), ("MTG-2024-905", "SRC-ONE", ""), name="citations.csv")
    report = bring(rows, csv_of(HEAD, row(), row("MTG-2024-905", name="Other")))[1]
    assert totals(report) == (4, 0, 0)
    assert set(Citation.objects.values_list("about", flat=True)) == {
        "MTG-2024-905",
        Meeting.objects.get(name_en="Plenary").code,
    }


def test_about_nothing_and_about_several_is_refused():
    make.make_source(code="SRC-ONE")
    make.make_meeting(code="MTG-2024-AELM31", name_en="Lima", slug="aelm31")
    make.make_place(code="PLA-LIMA", name_en="Lima")
    cells = ("MTG-2024-AELM13", "1066", "LIMA", "")
    report = plan_of(csv_of(ABOUT, *((cell, "SRC-ONE", "x") for cell in cells), name="citations.csv"))
    assert [(p.code, p.row, p.column) for p in report.problems] == [
        ("reference_unknown", 2, "about"),
        ("reference_unknown", 3, "about"),
        ("reference_of_several", 4, "about"),
        ("key_missing", 5, ""),
    ]
    assert "MTG-2024-AELM31" in report.problems[0].suggestion("zh-hant")
    assert "MTG-2024-AELM31, PLA-LIMA" in report.problems[2].sentence_en
    refused = plan_of(
        csv_of(HEAD, row("MTG-2024-905", kind="party")),
        csv_of(ABOUT, ("MTG-2024-905", "SRC-ONE", ""), name="citations.csv"),
    )
    assert codes(refused) == ["choice_unknown", "reference_refused"]


def test_what_is_stored_comes_in_again_though_what_it_was_about_has_gone():
    source = make.make_source(code="SRC-ONE")
    Citation.objects.create(about="MTG-2024-999", source=source)
    rows = csv_of(ABOUT, ("MTG-2024-999", "SRC-ONE", ""), name="citations.csv")
    assert totals(plan_of(rows)) == (0, 0, 1)


@pytest.mark.parametrize("count", [1, 30])
def test_many_citations_cost_no_more_questions(count, django_assert_max_num_queries):
    make.make_source(code="SRC-ONE")
    for number in range(count):
        make.make_meeting(code=f"MTG-2024-{number + 100}")
    lines = [(f"mtg-2024-{number + 100}", "SRC-ONE", "") for number in range(count)]
    with django_assert_max_num_queries(30):
        assert totals(plan_of(csv_of(ABOUT, *lines, name="citations.csv"))) == (count, 0, 0)


def test_a_heading_that_stands_twice_is_told_though_nobody_knows_what_the_sheet_is():
    rows = (("Meeting", "Date", "Date", "Host year"), ("Talks", "2024-05", "2024-06", "2024"))
    (problem,) = plan_of(csv_of(*rows, name="Sheet1.csv")).problems
    assert (problem.code, problem.value, problem.row) == ("heading_twice", "Date", 1)


def test_what_a_sheet_may_be_is_said_in_the_language_of_the_editor_the_likeliest_first():
    (problem,) = plan_of(csv_of(("Venue name", "b", "c"), ("x", 1, 2), name="Sheet1.csv")).problems
    assert problem.code == "sheet_unknown"
    kinds = problem.details["kinds"]
    assert set(kinds) == {"meetings", "dialogues"}
    assert "Meetings, Dialogues" in problem.suggestion_en
    assert "會議、對話" in problem.suggestion_zh
    (problem,) = plan_of(csv_of(("a", "b"), (1, 2), name="Sheet1.csv")).problems
    assert len(problem.details["kinds"]) == 8
    assert "--as" not in problem.suggestion_en + problem.suggestion_zh
