"""import_content and export_content at the terminal: what they print, when they refuse, and that a refusal is whole."""

import io
import json
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apec_tracker.management.commands.import_content import spoken
from goals.models import Indicator, OpenSDGFile, Reading, Target
from publishing.sheets.opensdg import pack
from reference.models import Source
from tests import make

pytestmark = pytest.mark.django_db
GOOD = b"Year,Value\n2019,1\n2020,2.5\n"


@pytest.fixture(autouse=True)
def testland():
    return make.make_economy(apec_code="TST", name_en="Testland", name_zh_hant="測試地")


def run(*paths, **options):
    out, err = io.StringIO(), io.StringIO()
    options = {"economy": "TST", "language": "en"} | options
    try:
        call_command("import_content", *map(str, paths), stdout=out, stderr=err, **options)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
    return 0, out.getvalue(), err.getvalue()


def is_untouched():
    return not any(model.objects.exists() for model in (Indicator, Reading, Target, Source, OpenSDGFile))


def site(path, **files):
    """A folder of data files: site(path, n1_1_1=b"…")."""
    (path / "data").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / "data" / f"indicator_{name.removeprefix('n').replace('_', '-')}.csv").write_bytes(content)
    return path


def test_what_was_read_is_counted_as_new_changed_and_the_same(tmp_path):
    code, out, _err = run(site(tmp_path, n1_1_1=GOOD))
    assert code == 0
    assert "readings: 2 new, 0 changed, 0 the same" in out
    assert "Written; what is new is a draft." in out
    code, out, _err = run(site(tmp_path, n1_1_1=GOOD.replace(b"2.5", b"3")))
    assert "readings: 0 new, 1 changed, 1 the same" in out
    code, out, _err = run(tmp_path)
    assert "Nothing to write: all of it is in the record." in out


def test_a_zip_is_read_like_its_folder(tmp_path):
    file = tmp_path / "site.zip"
    file.write_bytes(pack({"sub/data/indicator_1-1-1.csv": GOOD}))
    assert run(file)[0] == 0
    assert Reading.objects.count() == 2


def test_a_trial_writes_nothing_and_finds_the_same(tmp_path):
    code, out, _err = run(site(tmp_path, n1_1_1=GOOD), dry_run=True)
    assert (code, is_untouched()) == (0, True)
    assert "readings: 2 new" in out
    assert "A trial: nothing was written." in out


WORST = b"""\xef\xbb\xbfYear,Sex,Value\r
2019,,"1,000"\r
Source: the survey of 2016,,5\r
,,7\r
2020,,..\r
2021,,3,4\r
2022,,1\r
2022,,2\r
1850,,1\r
2015 and what came before it in the old series,,1\r
2023,Female,9\r
"""


def test_everything_wrong_is_told_with_its_place_and_nothing_is_written(tmp_path):
    code, out, err = run(site(tmp_path, n1_1_1=GOOD, n2_2_2=WORST), format="json")
    report = json.loads(out)
    assert (code, is_untouched(), report["written"]) == (1, True, False)
    told = [(one["file"], one["row"], one["column"], one["code"]) for one in report["problems"]]
    file = "data/indicator_2-2-2.csv"
    assert set(told) == {
        (file, 2, "Value", "value_unreadable"),
        (file, 3, "Year", "year_lost"),
        (file, 4, "Year", "value_without_year"),
        (file, 5, "Value", "value_unreadable"),
        (file, 6, "", "cells_beyond"),
        (file, 8, "Value", "two_values"),
        (file, 9, "Year", "period_odd"),
        (file, 10, "Year", "period_too_long"),
    }
    assert report["refused"] == len(told)
    for one in report["problems"]:
        assert all(
            one[what][language] for what in ("message", "suggestion") for language in ("en", "zh-hant")
        )
    assert "Refused: nothing was written." in err


def test_problems_are_told_in_the_language_of_the_reader(tmp_path, monkeypatch):
    site(tmp_path, n1_1_1=WORST)
    code, _out, err = run(tmp_path, language="zh-hant")
    assert code == 1
    assert "數值「1,000」不是數字。" in err
    assert "data/indicator_1-1-1.csv" in err
    code, _out, err = run(tmp_path)
    assert "data/indicator_1-1-1.csv, row 2, column Value: The value “1,000” is not a number." in err
    monkeypatch.setenv("LANGUAGE", "zh_TW.UTF-8")
    assert spoken() == "zh-hant"
    monkeypatch.setenv("LANGUAGE", "de")
    assert spoken() == "en"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_indicators"),
        (b"Year\n2019\n", "no_value_column"),
        (b"A,B\n1,2\n", "no_year_column"),
        (b'Year,Value\n2019,"1\n', "quote_open"),
        (b"Year,Value\n2019,\x00\xff\xfe\x00\n", None),
        (b"Year,Value\n2019," + b"9" * 400 + b"\n", "value_unreadable"),
        (b"Year,Value,X\n2019,1," + b"x" * 400 + b"\n", "breakdown_too_long"),
        (b"Year,Value\n2019,1\n" * 3, None),
        (b"Year" + b",a" * 600 + b",Value\n", "too_many_columns"),
    ],
)
def test_dirt_is_refused_with_a_sentence_and_never_a_traceback(data, code, tmp_path):
    result, out, _err = run(site(tmp_path, n1_1_1=data), format="json")
    problems = json.loads(out)["problems"]
    assert (result, is_untouched()) == (1, True)
    assert problems
    assert code is None or code in {one["code"] for one in problems}


def test_what_is_no_site_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("hello")
    (tmp_path / "odd.zip").write_bytes(b"PK\x03\x04 but no more")
    for path in ("empty", "text.txt", "odd.zip", "not-there", "a\0b"):
        code, _out, err = run(tmp_path / path)
        assert (code, is_untouched()) == (1, True), path
        assert "Refused" in err


def test_names_that_lead_elsewhere_and_links_are_not_followed(tmp_path):
    import zipfile

    outside = site(tmp_path / "outside", n1_1_1=GOOD) / "data" / "indicator_1-1-1.csv"
    (tmp_path / "in" / "data").mkdir(parents=True)
    (tmp_path / "in" / "data" / "indicator_9-9-9.csv").symlink_to(outside)
    assert run(tmp_path / "in")[0] == 1
    with zipfile.ZipFile(tmp_path / "up.zip", "w") as archive:
        archive.writestr("../data/indicator_1-1-1.csv", GOOD)
    assert run(tmp_path / "up.zip")[0] == 1
    assert is_untouched()


def test_of_two_paths_one_bad_refuses_both(tmp_path):
    good, bad = site(tmp_path / "good", n1_1_1=GOOD), site(tmp_path / "bad", n2_2_2=WORST)
    assert run(good, bad)[0] == 1
    assert is_untouched()
    assert run(good, site(tmp_path / "other", n2_2_2=GOOD))[0] == 0
    assert Reading.objects.count() == 4


def test_whose_figures_they_are_must_be_known(tmp_path):
    site(tmp_path, n1_1_1=GOOD)
    code, _out, err = run(tmp_path, economy="")
    assert (code, is_untouched()) == (1, True)
    assert "Name the economy: --economy CDA." in err
    assert run(tmp_path, economy="Nowhere")[0] == 1
    assert run(tmp_path, economy="測試地")[0] == 0


def test_a_source_and_a_release_can_be_named(tmp_path):
    site(tmp_path, n1_1_1=GOOD)
    assert run(tmp_path, source="SRC-NO-SUCH")[0] == 1
    assert run(tmp_path, release="no (good)")[0] == 1
    assert run(tmp_path, headings=["Year=nonsense"])[0] == 1
    assert run(tmp_path, headings=["nonsense"])[0] == 1
    assert run(tmp_path, kind="meetings")[0] == 1
    assert is_untouched()
    source = make.make_source(code="SRC-OURS")
    assert run(tmp_path, source="src-ours", release="survey-2020", kind="opensdg")[0] == 0
    assert set(Reading.objects.values_list("source", "release")) == {(source.pk, "survey-2020")}
    assert run(tmp_path, source="SRC-OURS")[1].count("0 new, 0 changed") == 5


def test_a_figure_that_the_indicator_cannot_have_is_refused(tmp_path):
    make.make_indicator(slug="1.1.1", lowest=0.0, highest=2.0)
    code, out, _err = run(site(tmp_path, n1_1_1=GOOD), format="json")
    (problem,) = json.loads(out)["problems"]
    assert (code, problem["code"], problem["row"]) == (1, "above_highest", 3)
    assert not Reading.objects.exists()


def test_what_the_record_refuses_is_told_and_takes_everything_back(tmp_path):
    site(tmp_path, n1_1_1=GOOD, n2_2_2=GOOD)
    make.make_target(code="TGT-OPENSDG-TST-9-9-9")
    before = Indicator.objects.count()
    (tmp_path / "meta").mkdir()
    options = "[{direction: positive, target: 5, limit: 3}]"
    (tmp_path / "meta" / "2-2-2.yml").write_text(
        f"auto_progress_calculation: true\nprogress_calculation_options: {options}\n"
    )
    looked_at = run(tmp_path, format="json", dry_run=True)
    code, out, _err = run(tmp_path, format="json")
    (problem,) = json.loads(out)["problems"]
    assert json.loads(looked_at[1])["problems"] == [problem]
    assert (code, problem["code"], problem["file"]) == (1, "record_refused", "data/indicator_2-2-2.csv")
    assert "outside what this indicator can be" in problem["message"]["en"]
    assert problem["message"]["en"] != problem["message"]["zh-hant"]
    assert Indicator.objects.count() == before
    assert not Reading.objects.exists()


def test_readings_are_written_and_compared_by_the_thousand(tmp_path, django_assert_max_num_queries):
    def counted(name, regions):
        lines = [
            f"{year},{'Female' if n % 2 else 'Male'},{name} {n},{year + n / 7:.3f}"
            for year in range(2000, 2025)
            for n in range(regions)
        ]
        path = site(tmp_path / name, n1_1_1="\n".join(["Year,Sex,Region,Value", *lines]).encode())
        with CaptureQueriesContext(connection) as queries:
            assert run(path)[0] == 0
        return len(queries), path

    few, _path = counted("Province", 8)
    began = time.process_time()
    many, path = counted("Region", 400)
    spent = time.process_time() - began
    assert many <= few + 20
    assert Reading.objects.count() == 10_200
    assert spent < 10  # seconds of processor time; it takes about one
    with django_assert_max_num_queries(20):
        assert "readings: 0 new, 0 changed, 10000 the same" in run(path)[1]


def test_an_export_goes_to_a_folder_of_its_own_or_an_archive(tmp_path):
    run(site(tmp_path / "in", n1_1_1=GOOD))
    told = io.StringIO()
    call_command("export_content", str(tmp_path / "out"), format="opensdg", stdout=told)
    assert (tmp_path / "out" / "data" / "indicator_1-1-1.csv").read_bytes() == GOOD
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export_content", str(tmp_path / "out"), format="opensdg", stdout=told)
    call_command("export_content", str(tmp_path / "out.zip"), format="opensdg", economy="tst", stdout=told)
    assert run(tmp_path / "out.zip")[1].count("0 new, 0 changed") == 5
    with pytest.raises(CommandError, match="no economy"):
        call_command("export_content", str(tmp_path / "x"), format="opensdg", economy="QQQ", stdout=told)
    call_command("export_content", str(tmp_path / "none"), format="opensdg", public=True, stdout=told)
    assert "nothing to export" in told.getvalue()


def test_several_economies_are_written_each_into_its_own_folder(tmp_path):
    make.make_economy(apec_code="OTH")
    run(site(tmp_path / "in", n1_1_1=GOOD))
    run(tmp_path / "in", economy="OTH")
    call_command("export_content", str(tmp_path / "out"), format="opensdg", stdout=io.StringIO())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["oth", "tst"]


def test_files_may_stand_after_what_their_headings_mean(tmp_path):
    make.make_host_year(year=2024)
    file = tmp_path / "list.csv"
    file.write_text("Name,Date,Office\nTalks,2024-05,Room 1\n", encoding="utf-8")
    _code, _out, err = run(file, kind="meetings", economy="")
    assert "--map HEADING=field" in err
    options = ["--as", "會議", "--language", "en", "--map", "Office=", str(file)]
    out = io.StringIO()
    call_command("import_content", *options, stdout=out)
    assert "meetings: 1 new, 0 changed, 0 the same" in out.getvalue()
    code, _out, err = run(language="zh-hant")
    assert (code, err) == (2, "請指明檔案：import_content PATH…")


def test_a_kind_that_is_none_is_refused_with_those_there_are(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Name\nTalks\n", encoding="utf-8")
    code, _out, err = run(file, kind="nonsense", language="zh-hant")
    assert code == 1
    assert err.startswith("沒有「nonsense」這種讀法。有：")
    assert "meetings" in err


def test_at_the_terminal_a_sheet_that_nobody_knows_is_named_with_as(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    code, _out, err = run(file, economy="")
    assert code == 1
    assert "said with --as and the name of a sheet: economies, forums" in err
