"""Open SDG data go in with all their dirt and come out the same."""

import csv
import io
import os
from pathlib import Path

import pytest
import yaml

from publishing.sheets import SheetError, open_book, opensdg
from publishing.sheets.opensdg import load_yaml, read_period

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "tests" / "samples" / "sheets" / "opensdg"
PUBLISHED = Path(os.environ.get("SAMPLES_DIR") or ROOT.parent / "shared" / "samples") / "opensdg"


def observations(found, number):
    return list(found.indicators[number].observations())


def test_an_indicator_is_read_with_its_breakdown_and_its_own_columns():
    found = opensdg.read(OURS)
    third = observations(found, "8-5-2")[2]
    assert (third.number, third.value, third.units, third.geocode) == (4, 48.25, "Percent", "X1")
    assert third.breakdown == {"Disability": "With disabilities", "Note": "estimated"}
    assert observations(found, "8-5-2")[-1].breakdown == {"Disability": 'a, "b"'}


def test_odd_rows_are_told_with_their_place_and_nothing_is_lost():
    found = opensdg.read(OURS)
    assert [(problem.code, problem.row, problem.column, problem.value) for problem in found.problems] == [
        ("sentence_for_year", 8, "Year", "Source: survey of 2016"),
        ("value_unreadable", 9, "Value", "1,000"),
        ("value_without_year", 13, "Year", "5"),
    ]
    assert {problem.file for problem in found.problems} == {"data/indicator_8-5-2.csv"}
    assert [line.cells for line in found.indicators["8-5-2"].lines][6][0] == "Source: survey of 2016"


def test_metadata_is_read_in_each_language():
    found = opensdg.read(OURS)
    assert found.languages == ("", "zh-hant")
    english, chinese = (found.indicators["8-5-2"].metadata[language] for language in ("", "zh-hant"))
    assert english.fields["progress_calculation_options"] == [{"direction": "positive", "target": 80}]
    assert english.body == "Text with a\r\n--- in it\r\n"
    assert chinese.fields == {"indicator_name": "就業率", "note": "保留", "again": "保留"}


@pytest.mark.parametrize(
    ("text", "year", "edtf", "note"),
    [
        ("2015", 2015, "2015", ""),
        (" 2015 ", 2015, "2015", ""),
        ("2015/16", 2015, "2015/2016", ""),
        ("2017-18", 2017, "2017/2018", ""),
        ("1999-00", 1999, "1999/2000", ""),
        ("2015-2017 (baseline)", 2015, "2015/2017", "baseline"),
        ("2015 Q4", 2015, "2015-36", ""),
        ("2015Q1", 2015, "2015-33", ""),
        ("1974b", 1974, "1974", "b"),
        ("2003-05", 2003, "", ""),
        ("1850", 1850, "", ""),
        ("2015 onwards", 2015, "", "onwards"),
        ("There is no data yet", None, "", "There is no data yet"),
        ("", None, "", ""),
    ],
)
def test_the_period_of_a_row_is_read_as_far_as_it_can_be(text, year, edtf, note):
    assert read_period(text)[1:] == (year, edtf, note)


def test_a_doubtful_period_takes_its_meaning_from_its_neighbours():
    data = b"Year,Value\n2003-05,1\n2017-19,2\n"
    found = opensdg.read(opensdg.pack({"data/indicator_1-1-1.csv": data}))
    assert [one.period.edtf for one in observations(found, "1-1-1")] == ["2003/2005", "2017/2019"]
    months = b"Year,Value\n2003-01,1\n2003-05,2\n"
    found = opensdg.read(opensdg.pack({"data/indicator_1-1-1.csv": months}))
    assert [one.period.edtf for one in observations(found, "1-1-1")] == ["", ""]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Jahr,Value\n2015,1\n", "no_year_column"),
        (b"Year,Wert\n2015,1\n", "no_value_column"),
        (b"Year,Value\n2015,1,2\n", "cells_beyond"),
    ],
)
def test_a_table_of_another_shape_is_told(data, code):
    found = opensdg.read(opensdg.pack({"data/indicator_1-1-1.csv": data}))
    assert [problem.code for problem in found.problems] == [code]


def test_a_folder_and_an_archive_of_it_are_known_and_say_the_same():
    files = {path.relative_to(OURS).as_posix(): path.read_bytes() for path in OURS.rglob("*.*")}
    packed = opensdg.pack(files)
    assert open_book(OURS).kind == open_book(packed, "x.zip").kind == "opensdg"
    assert opensdg.read(packed).indicators == opensdg.read(OURS).indicators
    assert opensdg.pack(files) == packed


def test_a_folder_without_indicators_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n")
    for data in (tmp_path, opensdg.pack({"a.csv": b"a"}), b"Year,Value\n"):
        with pytest.raises(SheetError) as refusal:
            opensdg.read(data)
        assert refusal.value.code == "no_indicators"


def test_metadata_without_data_is_told():
    files = {"data/indicator_1-1-1.csv": b"Year,Value\n", "meta/2-1-1.yml": b"a: 1\n"}
    (problem,) = opensdg.read(opensdg.pack(files)).problems
    assert (problem.code, problem.value) == ("metadata_alone", "2-1-1")


# YAML from strangers

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{here}: &{here} [{','.join(['*' + above] * 9)}]\n"
    for above, here in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "metadata_refused"),
        ("a: &a {b: *a}", "metadata_refused"),
        ("a: &a {x: 1}\nb: {<<: *a}", "metadata_refused"),
        ("[" * 900, "metadata_refused"),
        ("- " * 5000, "metadata_refused"),
        ("[" * 200_000, "metadata_refused"),
        ("a: 1\n" * 30_000, "metadata_refused"),
        ("!!python/object/apply:os.system ['true']", "metadata_broken"),
        ("a: !!int ''", "metadata_broken"),
        ("a: 2020-13-45", "metadata_broken"),
        ("a: [1", "metadata_broken"),
        ("? {a: 1}\n: 2", "metadata_broken"),
        ("a: " + "1" * 5000, "metadata_broken"),
    ],
)
def test_yaml_made_to_do_harm_is_refused(text, code):
    with pytest.raises(SheetError) as refusal:
        load_yaml(text)
    assert refusal.value.code == code
    assert refusal.value.sentence_zh


def test_broken_metadata_is_told_and_the_data_are_read():
    files = {
        "data/indicator_1-1-1.csv": b"Year,Value\n2015,1\n",
        "meta/1-1-1.yml": b"a: [1\n",
        "meta/fr/1-1-1.yml": b"a: 1\n",
    }
    found = opensdg.read(opensdg.pack(files))
    assert [(problem.code, problem.file) for problem in found.problems] == [
        ("metadata_broken", "meta/1-1-1.yml")
    ]
    assert len(observations(found, "1-1-1")) == 1
    assert found.indicators["1-1-1"].metadata["fr"].fields == {"a": 1}


# Out again


def cells_of(data):
    """The cells of a CSV file, whatever its line ends, its mark and its quotation marks."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def front_of(data):
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    return yaml.safe_load(text.split("\n---")[0].removeprefix("---") if text.startswith("---") else text)


def check_round_trip(folder):
    written = opensdg.write(opensdg.read(folder))
    compared = 0
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith("data/"):
            assert cells_of(written[name]) == cells_of(path.read_bytes()), name
        elif name.startswith("meta/"):
            assert front_of(written[name]) == front_of(path.read_bytes()), name
        else:
            assert name not in written
            continue
        compared += 1
    assert compared == len(written)
    assert opensdg.read(opensdg.pack(written)).indicators.keys() == opensdg.read(folder).indicators.keys()
    return compared


def test_our_own_sample_comes_out_as_it_went_in():
    assert check_round_trip(OURS) == 3


@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(
            name,
            marks=pytest.mark.skipif(
                not (PUBLISHED / name).is_dir(),
                reason=f"opensdg/{name} not found: SAMPLES_DIR names its folder",
            ),
        )
        for name in ("uk_ons", "canada_cif")
    ],
)
def test_what_statistics_offices_publish_comes_out_as_it_went_in(folder):
    assert check_round_trip(PUBLISHED / folder) >= 20
    found = opensdg.read(PUBLISHED / folder)
    readings = sum(len(observations(found, number)) for number in found.indicators)
    assert readings > 1500
    for problem in found.problems:
        assert problem.code == "sentence_for_year"


def test_a_number_that_is_no_file_name_is_not_written():
    with pytest.raises(SheetError):
        opensdg.write({"../x": opensdg.Indicator("../x", "x")})
