"""Numbers, yes and no, lists and names mean what an editor meant, or are refused with the nearest guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.sheets import (
    Fault,
    NameIndex,
    SheetError,
    fold,
    match_economy,
    match_forum,
    read_bool,
    read_list,
    read_number,
    read_text,
)

ECONOMIES = [
    ("CT", ["Chinese Taipei", "中華臺北", "TW", "TWN"], ["Taiwan"]),
    ("HKC", ["Hong Kong, China", "中國香港", "HK", "HKG"], ["香港"]),
    ("VN", ["Viet Nam", "越南", "VNM"], []),
    ("CHL", ["Chile", "智利", "CL"], []),
    ("PRC", ["China", "中國", "CN", "CHN"], []),
    ("PHL", ["The Philippines", "菲律賓"], []),
    ("ROK", ["Korea", "Republic of Korea", "韓國"], []),
]
FORUMS = [
    ("SOM", ["Senior Officials' Meeting", "資深官員會議"], ["SOM plenary"]),
    ("HRDWG", ["Human Resources Development Working Group"], ["HRD"]),
    ("EC", ["Economic Committee"], ["HRD"]),
    ("PPWE", ["婦女與經濟政策夥伴關係"], []),
    ("ACTWG", ["反貪污及透明化專家工作小組"], []),
]


def check_words(error):
    """A refusal can be shown in both languages, with what to do about it."""
    for text in (error.sentence_en, error.sentence_zh, error.suggestion_en, error.suggestion_zh):
        assert text
        assert "{" not in text.replace(error.value, "")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1234", 1234),
        ("1,234", 1234),
        ("1,234,567.5", 1234567.5),
        ("1 234 567", 1234567),
        ("１２３．５", 123.5),
        ("12.5%", 12.5),
        ("12.5％", 12.5),
        ("−5", -5),
        ("-1,234.50", -1234.5),
        ("+3", 3),
        (".5", 0.5),
        ("1.5e3", 1500.0),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567),
        (5.0, 5),
        (5.25, 5.25),
        (7, 7),
        ("", None),
        (None, None),
        ("n/a", None),
        ("–", None),
        ("…", None),
        ("無資料", None),
    ],
)
def test_a_number_is_read_however_it_is_dressed(written, number):
    found = read_number(written)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "written", ["abc", "nan", "inf", "1e999", "(5)", "<5", "1,23,456", "12 people", "٣", True, []]
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(SheetError) as refusal:
        read_number(written)
    assert refusal.value.code == "number_unreadable"


def test_a_decimal_comma_that_could_be_a_slip_is_refused_with_both_readings():
    with pytest.raises(SheetError) as refusal:
        read_number("12,5")
    assert refusal.value.sentence_en == "“12,5” can be read as 12.5 or as 125."
    assert refusal.value.candidates == ("12.5", "125")


@pytest.mark.parametrize("written", ["是", "yes", "YES", "true", "1", 1, 1.0, "1.0", True, "✓", "Ｖ", "○"])
def test_yes_is_yes(written):
    assert read_bool(written) is True


@pytest.mark.parametrize("written", ["否", "no", "False", "0", 0, "0.0", False, "✗", "沒有"])
def test_no_is_no(written):
    assert read_bool(written) is False


def test_neither_yes_nor_no_is_refused_and_blank_is_neither():
    assert read_bool("") is None
    assert read_bool(None) is None
    for written in ("maybe", "x", 2):
        with pytest.raises(SheetError):
            read_bool(written)


def test_a_list_is_split_where_no_name_is():
    assert read_list("Hong Kong, China; Chile；智利、秘魯\nPeru;;") == [
        "Hong Kong, China",
        "Chile",
        "智利",
        "秘魯",
        "Peru",
    ]
    assert read_list("") == read_list(None) == []
    assert read_list(["a", " b ", ""]) == ["a", "b"]


def test_a_text_keeps_its_lines_and_a_whole_number_its_digits():
    assert read_text(" a\r\nb ") == "a\nb"
    assert read_text(12.0) == "12"


@pytest.mark.parametrize(
    "reader", [read_text, read_number, read_bool, lambda value: match_economy(value, ECONOMIES)]
)
def test_an_error_of_the_spreadsheet_is_never_a_value(reader):
    for fault, code in ((Fault("#REF!"), "error_value"), (Fault("=", "not_calculated"), "not_calculated")):
        with pytest.raises(SheetError) as refusal:
            reader(fault)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺北", "台北"),
        ("ＣＨＩＬＥ", "chile"),
        ("Senior Officials’ Meeting", "senior officials' meeting"),
        ("Asia–Pacific", "asia-pacific"),
        ("中華 臺北", "中華臺北"),
        (" Viet\u00a0Nam\u200b ", "viet nam"),
        ("STRASSE", "straße"),
    ],
)
def test_the_same_name_folds_to_the_same(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "code"),
    {
        "CT": "CT",
        "tw": "CT",
        "TWN": "CT",
        "Chinese Taipei": "CT",
        "中華台北": "CT",
        "hong kong, china": "HKC",
        "HK": "HKC",
        "VIET NAM": "VN",
        "智利": "CHL",
        " ＣＨＬ ": "CHL",
        "Philippines": "PHL",
        "the Republic of Korea": "ROK",
        "Korea (ROK)": "ROK",
        "Hong Kong China": "HKC",
        "Hong Kong (China)": "HKC",
        "Viêt-Nam": "VN",
        "智利 Chile": "CHL",
        "V.N.M.": "VN",
        "韩国": "ROK",
        "菲律宾": "PHL",
        "中华台北": "CT",
    }.items(),
)
def test_an_economy_is_known_by_code_and_by_either_name(written, code):
    found = match_economy(written, ECONOMIES)
    assert (found.code, found.warning) == (code, None)


@pytest.mark.parametrize(
    ("written", "code", "usual", "usual_zh"),
    [
        ("Taiwan", "CT", "Chinese Taipei", "中華臺北"),
        ("台灣", "CT", "Chinese Taipei", "中華臺北"),
        ("Taiwan, Province of China", "CT", "Chinese Taipei", "中華臺北"),
        ("Hong Kong", "HKC", "Hong Kong, China", "中國香港"),
        ("香港", "HKC", "Hong Kong, China", "中國香港"),
        ("Vietnam", "VN", "Viet Nam", "越南"),
        ("South Korea", "ROK", "Korea", "韓國"),
        ("中国台北", "CT", "Chinese Taipei", "中華臺北"),
    ],
)
def test_a_name_that_apec_does_not_use_is_read_with_the_one_it_does(written, code, usual, usual_zh):
    found = match_economy(written, ECONOMIES)
    assert found.code == code
    assert usual in found.warning.sentence_en
    assert usual_zh in found.warning.sentence_zh


def test_an_unknown_economy_is_refused_with_the_nearest():
    with pytest.raises(SheetError) as refusal:
        match_economy("Chille", ECONOMIES)
    assert refusal.value.candidates[0] == "Chile"
    assert "是否為「Chile」？" in refusal.value.suggestion_zh
    for written in ("North Korea", "D.P.R. Korea", "Mongolia", "智利 China", "x" * 5000):
        with pytest.raises(SheetError):
            match_economy(written, ECONOMIES)


def test_a_blank_name_is_said_to_be_blank():
    with pytest.raises(SheetError) as refusal:
        match_economy(" ", ECONOMIES)
    assert refusal.value.code == "blank"


@pytest.mark.parametrize(
    ("written", "code"),
    {
        "som": "SOM",
        "Senior Officials’ Meeting": "SOM",
        "APEC Senior Officials' Meeting (SOM)": "SOM",
        "資深官員會議（SOM）": "SOM",
        "SOM Plenary": "SOM",
        "HRD WG": "HRDWG",
        "hrd-wg": "HRDWG",
        "Human Resources Development WG": "HRDWG",
        "资深官员会议": "SOM",
        "妇女与经济政策伙伴关系": "PPWE",
        "反贪污及透明化专家工作小组": "ACTWG",
    }.items(),
)
def test_a_forum_is_known_by_acronym_alias_and_name(written, code):
    assert match_forum(written, FORUMS).code == code


def test_only_names_are_offered_for_an_unknown_one():
    """Neither codes nor addresses nor spellings that nobody is to learn."""
    forums = [("FOR-EC", ["EC", "ec", "Economic Committee"], ["Economical Comitee"])]
    for written in ("FOR-E", "ed", "Economical Comite", "Economic Comittee"):
        with pytest.raises(SheetError) as refusal:
            match_forum(written, forums)
        assert set(refusal.value.candidates) <= {"Economic Committee"}
    assert refusal.value.candidates == ("Economic Committee",)


def test_a_name_of_two_fora_is_refused_with_both():
    with pytest.raises(SheetError) as refusal:
        match_forum("HRD", FORUMS)
    assert refusal.value.code == "name_of_several"
    assert refusal.value.candidates == ("HRDWG", "EC")


def test_an_index_gives_the_same_answers_as_the_list_it_is_made_of():
    index = NameIndex(ECONOMIES)
    assert match_economy("Taiwan", index) == match_economy("Taiwan", ECONOMIES)
    assert match_economy("Taiwan", index) is match_economy("Taiwan", index)


@given(st.text(max_size=80))
def test_any_text_at_all_gives_a_value_or_a_refusal(text):
    for reader in (
        read_number,
        read_bool,
        read_text,
        read_list,
        lambda value: match_economy(value, ECONOMIES),
    ):
        try:
            reader(text)
        except SheetError as error:
            check_words(error)
