"""An Open SDG site becomes drafts of the record, and what comes out again is what went in."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from goals import progress
from goals.models import Indicator, OpenSDGFile, Reading, Target
from goals.opensdg import export
from goals.opensdg.groups import figures_of, from_words, in_words
from goals.opensdg.settings import options_of, plain
from publishing.sheets import opensdg
from reference.models import Source
from tests import make

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("SAMPLES_DIR") or ROOT.parent / "shared" / "samples")
SITES = ("canada_cif", "uk_ons")
pytestmark = pytest.mark.django_db

META = """---
indicator_number: 8.5.2
indicator_name: Unemployment rate
computation_units: Percent
national_geographical_coverage: Testland
national_indicator_description: "Those who <b>look</b> for work.<br>Ages 15 to 64."
auto_progress_calculation: true
progress_calculation_options:
- {direction: negative, target: 4, target_year: 2030, base_year: 2016}
---
Body.
"""
CHINESE = "indicator_name: 失業率\ncomputation_units: 百分比\n"
DATA = """Year,Sex,Disability status,Region,Observation status,Units,Value
2016,,,,Normal value,Percent,6.0
2017,,,,Estimated value,Percent,5.50
2018,,,,Time series break,Percent,5
2018,Female,Disabled (core),,,Percent,9.1
2018,男,,North,,Percent,4.2
"""


@pytest.fixture
def testland():
    return make.make_economy(apec_code="TST", name_en="Testland", name_zh_hant="測試地")


def folder(path, data=DATA, meta=META, chinese=CHINESE, number="8-5-2"):
    (path / "data").mkdir(parents=True, exist_ok=True)
    (path / "meta" / "zh-hant").mkdir(parents=True, exist_ok=True)
    (path / "data" / f"indicator_{number}.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    (path / "meta" / f"{number}.md").write_text(meta)
    (path / "meta" / "zh-hant" / f"{number}.yml").write_text(chinese)
    return path


def bring_in(path, **options):
    told = io.StringIO()
    call_command("import_content", str(path), stdout=told, **({"format": "json"} | options))
    return json.loads(told.getvalue())


def rows(content):
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return list(csv.reader(io.StringIO(text, newline="")))


def current():
    return Reading.objects.filter(replaced_by=None)


def value_of(period, **group):
    everyone = dict.fromkeys(("sex", "disability", "location", "age", "level", "breakdown"), "")
    return current().get(period=period, **(everyone | group)).value


def test_an_indicator_arrives_as_a_draft_in_the_languages_it_is_given_in(testland, tmp_path):
    bring_in(folder(tmp_path))
    one = Indicator.objects.get(slug="8.5.2")
    assert (one.state, one.code, one.sdg_code, one.direction) == ("draft", "IND-8-5-2", "8.5.2", "down")
    assert (one.name_en, one.name_zh_hant, one.unit_en, one.unit_zh_hant) == (
        "Unemployment rate",
        "失業率",
        "Percent",
        "百分比",
    )
    assert one.definition_en == "Those who look for work.\nAges 15 to 64."
    assert one.decimals == 2
    target = Target.objects.get()
    assert (target.value, target.target_year, target.base_year, target.economy) == (4, 2030, 2016, testland)
    assert {record.state for record in (target, Source.objects.get(), *Reading.objects.all())} == {"draft"}


def test_numbers_that_make_no_code_of_their_own_get_one_that_no_other_has(testland, tmp_path):
    for number in ("0001", "A-b", "a.b", "x" * 50):
        folder(tmp_path, number=number, meta=META.replace("8.5.2", number))
    assert bring_in(tmp_path)["counts"]["goals.indicator"]["new"] == 4
    codes = dict(Indicator.objects.values_list("slug", "code"))
    assert codes["0001"] == "IND-0001"
    assert len(set(codes.values())) == 4
    assert bring_in(tmp_path)["counts"]["goals.indicator"]["same"] == 4


def test_rows_become_readings_of_known_groups_and_the_rest_is_said_in_one_text(testland, tmp_path):
    bring_in(folder(tmp_path))
    assert value_of("2016") == 6
    assert value_of("2018", sex="female", disability="with") == 9.1
    assert value_of("2018", sex="male", breakdown="Region=North") == 4.2
    assert Reading.objects.get(period="2017").note_en == "Estimated value"
    assert [one.period for one in Reading.objects.filter(has_break_before=True)] == ["2018"]
    assert set(Reading.objects.values_list("release", "year", "source__code")) == {
        ("opensdg-tst", year, "SRC-OPENSDG-TST") for year in (2016, 2017, 2018)
    }


def test_a_second_run_changes_nothing(testland, tmp_path):
    first = bring_in(folder(tmp_path))
    before = [list(model.objects.values()) for model in (Indicator, Target, Source, Reading, OpenSDGFile)]
    second = bring_in(tmp_path)
    assert (first["new"], first["changed"], first["same"]) == (9, 0, 0)
    assert (second["new"], second["changed"], second["same"]) == (0, 0, 9)
    assert before == [
        list(model.objects.values()) for model in (Indicator, Target, Source, Reading, OpenSDGFile)
    ]


def test_a_revised_figure_leaves_the_old_one_in_the_record(testland, tmp_path):
    bring_in(folder(tmp_path))
    told = bring_in(folder(tmp_path, DATA.replace("6.0", "6.3")))
    assert told["counts"]["goals.reading"] == {"new": 0, "changed": 1, "same": 4, "refused": 0}
    assert [(one["was"], one["now"]) for one in told["changes"]] == [(6.0, 6.3)]
    old = Reading.objects.exclude(replaced_by=None).get()
    assert (old.value, old.release, old.replaced_by.value, old.replaced_by.release) == (
        6.0,
        "opensdg-tst (1)",
        6.3,
        "opensdg-tst",
    )
    bring_in(folder(tmp_path, DATA.replace("6.0", "6.4")))
    assert sorted(Reading.objects.filter(period="2016").values_list("value", "release")) == [
        (6.0, "opensdg-tst (1)"),
        (6.3, "opensdg-tst (2)"),
        (6.4, "opensdg-tst"),
    ]
    assert bring_in(tmp_path)["same"] == 9


def test_a_published_figure_stays_until_the_whole_new_release_is_published(testland, tmp_path):
    bring_in(folder(tmp_path))
    Reading.objects.update(state="published")
    told = bring_in(folder(tmp_path, DATA.replace("6.0", "6.3")))
    assert "new_release" in {notice["code"] for notice in told["notices"]}
    published = Reading.objects.filter(state="published")
    assert set(published.values_list("release", "replaced_by")) == {("opensdg-tst", None)}
    drafts = Reading.objects.filter(state="draft")
    assert set(drafts.values_list("release", flat=True)) == {"opensdg-tst~02"}
    assert drafts.count() == published.count() == 5
    assert bring_in(tmp_path)["same"] == 9


def test_what_an_editor_has_put_right_stays(testland, tmp_path):
    bring_in(folder(tmp_path))
    Reading.objects.filter(period="2016").update(value=6.1)
    Indicator.objects.update(name_en="Jobless rate")
    told = bring_in(
        folder(tmp_path, DATA.replace("5.50", "5.60"), META.replace("Unemployment", "Unemployed"))
    )
    assert value_of("2016") == 6.1
    assert value_of("2017") == 5.6
    assert Indicator.objects.get().name_en == "Jobless rate"
    assert {notice["code"] for notice in told["notices"]} >= {"readings_edited", "stays_edited"}


def test_a_published_indicator_is_never_changed(testland, tmp_path):
    make.make_indicator(slug="8.5.2", name="Ours", direction="up")
    told = bring_in(folder(tmp_path))
    one = Indicator.objects.get()
    assert (one.name_en, one.direction, one.state) == ("Ours", "up", "published")
    assert {notice["code"] for notice in told["notices"]} == {"named_otherwise", "stays_published"}
    assert Reading.objects.count() == 5


def test_a_text_that_changed_at_the_site_changes_a_draft(testland, tmp_path):
    bring_in(folder(tmp_path))
    told = bring_in(folder(tmp_path, meta=META.replace("rate", "ratio").replace("target: 4", "target: 3")))
    assert Indicator.objects.get().name_en == "Unemployment ratio"
    assert Target.objects.get().value == 3
    assert told["counts"]["goals.indicator"]["changed"] == told["counts"]["goals.target"]["changed"] == 1


def test_a_column_can_be_named_by_hand_and_is_remembered(testland, tmp_path):
    data = "Year,Wer,Value\n2019,Female,3\n"
    bring_in(folder(tmp_path, data), headings=["Wer=sex"])
    assert value_of("2019", sex="female") == 3
    assert bring_in(tmp_path)["same"] == 5
    assert rows(export()["data/indicator_8-5-2.csv"]) == rows(data.encode())


def test_what_goes_in_comes_out_with_its_own_numbers_columns_and_blanks(testland, tmp_path):
    data = '\ufeffValue,Sex,Year,"Note"\r\n19.00,,2015/16,\r\n,,,\r\n"7",Female,2016 Q4,"a, b"\r\n,,No data yet,\r\n'
    bring_in(folder(tmp_path, data))
    assert value_of("2015/16") == 19
    files = export()
    assert rows(files["data/indicator_8-5-2.csv"]) == rows(data.encode())
    again = opensdg.read(opensdg.pack(files)).indicators["8-5-2"]
    assert again.metadata == opensdg.read(tmp_path).indicators["8-5-2"].metadata


def test_an_export_says_what_the_record_says_now(testland, tmp_path):
    bring_in(folder(tmp_path))
    Reading.objects.filter(period="2016").update(value=7.25)
    Reading.objects.filter(period="2017").delete()
    Indicator.objects.update(name_zh_hant="失業比率")
    make.make_reading(
        indicator=Indicator.objects.get(), economy=testland, period="2019", value=4.5, age="15-24",
        release="opensdg-tst", breakdown="", note="",
    )  # fmt: skip
    files = export()
    assert rows(files["data/indicator_8-5-2.csv"]) == [
        ["Year", "Sex", "Disability status", "Region", "Observation status", "Units", "Age", "Value"],
        ["2016", "", "", "", "Normal value", "Percent", "", "7.25"],
        ["2018", "", "", "", "Time series break", "Percent", "", "5"],
        ["2018", "Female", "Disabled (core)", "", "", "Percent", "", "9.1"],
        ["2018", "男", "", "North", "", "Percent", "", "4.2"],
        ["2019", "", "", "", "", "", "15-24", "4.5"],
    ]
    assert "失業比率" in files["meta/zh-hant/8-5-2.yml"].decode()


def test_an_indicator_of_our_own_can_be_written_and_read_back(testland, tmp_path):
    indicator = make.make_indicator(slug="uis-a.1", name="Own", direction="up", unit="Percent", highest=100.0)
    for period, sex, breakdown in (("2019", "", ""), ("2019", "female", "Grade=3"), ("2020", "", "")):
        make.make_reading(
            indicator=indicator,
            economy=testland,
            period=period,
            sex=sex,
            breakdown=breakdown,
            value=40.5,
            note="",
        )
    keys = ("period", "sex", "breakdown", "value")
    before = sorted(Reading.objects.values_list(*keys))
    for path, content in export().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    Reading.objects.all().delete()
    Indicator.objects.all().delete()
    bring_in(tmp_path)
    assert sorted(Reading.objects.values_list(*keys)) == before
    one = Indicator.objects.get()
    assert (one.slug, one.name_en, one.direction, one.highest) == ("uis-a.1", "Own", "up", 100)


def test_drafts_stay_out_of_a_public_export(testland, tmp_path):
    bring_in(folder(tmp_path))
    assert export(public_only=True) == {}
    Indicator.objects.update(state="published")
    Reading.objects.filter(period="2016").update(state="published")
    assert len(rows(export(public_only=True)["data/indicator_8-5-2.csv"])) == 2


def test_the_same_breakdown_reads_the_same_in_any_order():
    assert in_words({"B": "2; 3", "A": "x=y"}) == in_words({"A": "x=y", "B": "2; 3"}) == "A=x＝y; B=2； 3"
    assert from_words("A=1; B=2") == {"A": "1", "B": "2"}


def test_units_stand_in_the_breakdown_only_where_they_differ():
    def groups(units):
        lines = [opensdg.Line(n, (f"{2010 + n}", unit, "1")) for n, unit in enumerate(units)]
        read = opensdg.Indicator("1-1-1", "x.csv", ("Year", "Units", "Value"), lines)
        return [figure.key.breakdown for figure in figures_of(read)[0]]

    assert groups(["kg", "kg"]) == ["", ""]
    assert groups(["kg", "t"]) == ["Units=kg", "Units=t"]


@pytest.mark.parametrize(
    "odd",
    [
        {"target": "many"},
        {"target_year": 12},
        {"limit": True},
        {"base_year": float("nan")},
        "x",
        {"direction": []},
    ],
)
def test_odd_progress_settings_are_told_and_left_out(odd):
    options, problems = options_of({"auto_progress_calculation": True, "progress_calculation_options": [odd]})
    assert all(option.target is None and option.limit is None for option in options)
    assert [problem.code for problem in problems] in ([], ["settings_odd"])
    assert problems or odd == {"direction": []}


def test_html_becomes_lines():
    assert plain("<p>One &amp; two</p>Three [four](http://x.y)<br>five") == "One & two\nThree four\nfive"


# The published samples


@pytest.fixture
def samples():
    if not (SAMPLES / "opensdg").is_dir():
        pytest.skip("no published Open SDG data here; set SAMPLES_DIR to the folder that has opensdg/")
    return SAMPLES / "opensdg"


@pytest.mark.parametrize("site", SITES)
def test_published_sites_survive_the_round_trip(site, samples, testland, tmp_path):
    first = bring_in(samples / site, economy="TST")
    assert first["written"]
    assert first["counts"]["goals.reading"]["new"] == {"canada_cif": 1513, "uk_ons": 3066}[site]
    files = export()
    sources = sorted((samples / site / "data").glob("*.csv"))
    assert len(sources) == {"canada_cif": 9, "uk_ons": 10}[site]
    for source in sources:
        assert rows(files[f"data/{source.name}"]) == rows(source.read_bytes()), source.name
    again = opensdg.read(opensdg.pack(files))
    was = opensdg.read(samples / site)
    assert {n: one.metadata for n, one in again.indicators.items()} == {
        n: one.metadata for n, one in was.indicators.items()
    }
    second = bring_in(samples / site, economy="TST")
    assert (second["new"], second["changed"]) == (0, 0)


def published():
    series = json.loads((SAMPLES / "progress" / "published_series.json").read_text())
    return {one["name"]: one["expected"] for one in series if one["source"] == "published-by-statcan-cif"}


def test_statistics_canadas_statuses_come_out_of_the_imported_record(samples):
    canada = make.make_economy(apec_code="CDA", name_en="Canada", name_zh_hant="加拿大")
    bring_in(samples / "canada_cif")
    expected, found = published(), {}
    for target_or_none, indicator in [
        (Target.objects.filter(indicator=one, economy=canada).first(), one)
        for one in Indicator.objects.exclude(direction="none")
    ]:
        headline = current().filter(indicator=indicator, sex="", age="", disability="", location="", level="")
        points = list(headline.filter(breakdown="").values_list("period", "value"))
        if not points:
            continue  # judged by its series, below
        aim = target_or_none
        settings = {"target": aim.value, "target_year": aim.target_year} if aim else {}
        base_year = (aim and aim.base_year) or indicator.base_year or 2015
        limit = {"up": indicator.highest, "down": indicator.lowest}[indicator.direction]
        result = progress.assess(
            points, direction=indicator.direction, base_year=base_year, limit=limit, **settings
        )
        found[f"statcan-cif {indicator.slug.replace('.', '-')}"] = (str(result.status), result.score)
    assert found.keys() == {
        f"statcan-cif {n}" for n in ("10-2-1", "12-1-1", "14-1-1", "15-5-1", "16-1-1", "6-5-1")
    }
    for name, (status, score) in found.items():
        assert status == expected[name]["status"], name
        assert score == pytest.approx(expected[name]["score"], abs=1e-9), name


def test_series_with_settings_of_their_own_come_out_as_published(samples):
    make.make_economy(apec_code="CDA", name_en="Canada", name_zh_hant="加拿大")
    bring_in(samples / "canada_cif")
    expected = published()
    for number, count in (("3-9-1", 14), ("5-3-1", 6)):
        indicator = Indicator.objects.get(slug=number.replace("-", "."))
        options, _odd = options_of(
            opensdg.read(samples / "canada_cif").indicators[number].metadata[""].fields
        )
        assert len(options) == count
        results = []
        for option in options:
            group = in_words(dict(option.group))
            points = [
                (period, value)
                for period, value, breakdown in current()
                .filter(indicator=indicator)
                .values_list("period", "value", "breakdown")
                if in_words({k: v for k, v in from_words(breakdown).items() if k != "GeoCode"}) == group
            ]
            result = progress.assess(
                points,
                direction=option.direction,
                base_year=option.base_year or 2015,
                target=option.target,
                target_year=option.target_year,
                limit=option.limit,
            )
            results.append((str(result.status), result.score))
        names = [name for name in expected if name.startswith(f"statcan-cif {number} /")]
        assert sorted((status, round(score, 9)) for status, score in results) == sorted(
            (expected[name]["status"], round(expected[name]["score"], 9)) for name in names
        )
        status, score = progress.aggregate(results)
        aggregate = expected[f"statcan-cif {number} indicator aggregate"]
        assert (str(status), score) == (aggregate["status"], pytest.approx(aggregate["score"], abs=1e-9))
