"""The words of dates, both languages side by side: the table an editor can check by eye."""

import pytest

from publishing.dates import read, say

# EDTF, English, Chinese
WORDS = [
    ("2024-08-16", "16 August 2024", "2024年8月16日"),
    ("2024-06-08/2024-06-09", "8–9 June 2024", "2024年6月8日至9日"),
    ("2024-05-04/2024-05-16", "4–16 May 2024", "2024年5月4日至16日"),
    ("2024-02-24/2024-03-08", "24 February – 8 March 2024", "2024年2月24日至3月8日"),
    ("2023-12-29/2024-01-02", "29 December 2023 – 2 January 2024", "2023年12月29日至2024年1月2日"),
    ("2024-05-04/2025-05-06", "4 May 2024 – 6 May 2025", "2024年5月4日至2025年5月6日"),
    ("2024-05", "May 2024 (day not given)", "2024年5月（日期未載明）"),
    ("2024-05/2024-06", "May–June 2024 (days not given)", "2024年5月至6月（日期未載明）"),
    (
        "2024-12/2025-02",
        "December 2024 – February 2025 (days not given)",
        "2024年12月至2025年2月（日期未載明）",
    ),
    ("2024-05/2024-06-03", "May – 3 June 2024 (first day not given)", "2024年5月至6月3日（起始日未載明）"),
    ("2024-06-08/2024-07", "8 June – July 2024 (last day not given)", "2024年6月8日至7月（結束日未載明）"),
    ("2024-33", "first quarter of 2024", "2024年第一季"),
    ("2024-34", "second quarter of 2024", "2024年第二季"),
    ("2024-35", "third quarter of 2024", "2024年第三季"),
    ("2024-36", "fourth quarter of 2024", "2024年第四季"),
    ("2024-40", "first half of 2024", "2024年上半年"),
    ("2024-41", "second half of 2024", "2024年下半年"),
    ("2024-41~", "around the second half of 2024", "約2024年下半年"),
    ("2024", "2024 (month not given)", "2024年（月份未載明）"),
    ("2024/2026", "2024–2026 (months not given)", "2024年至2026年（月份未載明）"),
    (
        "2024/2025-03",
        "2024 – March 2025 (first month and last day not given)",
        "2024年至2025年3月（起始月與結束日未載明）",
    ),
    ("2024-05~", "around May 2024 (day not given)", "約2024年5月（日期未載明）"),
    ("2024-05-13~", "around 13 May 2024", "約2024年5月13日"),
    ("2024-06-08~/2024-06-09~", "around 8–9 June 2024", "約2024年6月8日至9日"),
    ("2024-06-08~/2024-06-09", "from around 8 June to 9 June 2024", "約自2024年6月8日至6月9日"),
    ("2024-06-08/2024-06-09~", "from 8 June to around 9 June 2024", "2024年6月8日至約6月9日"),
    (
        "2023-12-30~/2024-01-02",
        "from around 30 December 2023 to 2 January 2024",
        "約自2023年12月30日至2024年1月2日",
    ),
    ("2024-05-13?", "13 May 2024 (uncertain)", "2024年5月13日（未確定）"),
    ("2024-05?", "May 2024 (day not given; uncertain)", "2024年5月（日期未載明；未確定）"),
    ("2024-05%", "around May 2024 (day not given; uncertain)", "約2024年5月（日期未載明；未確定）"),
    ("2024-06-08?/2024-06-09?", "8–9 June 2024 (uncertain)", "2024年6月8日至9日（未確定）"),
    ("2024-06-08/2024-06-09?", "8–9 June 2024 (last day uncertain)", "2024年6月8日至9日（結束日未確定）"),
    ("/2024-08-25", "until 25 August 2024 (first day not given)", "至2024年8月25日（起始日未載明）"),
    (
        "/2024-08-25~",
        "until around 25 August 2024 (first day not given)",
        "至約2024年8月25日（起始日未載明）",
    ),
    ("2024-05-13/", "from 13 May 2024 (last day not given)", "2024年5月13日起（結束日未載明）"),
    ("2024-05-13~/", "from around 13 May 2024 (last day not given)", "約2024年5月13日起（結束日未載明）"),
    (
        "2024-05-13?/",
        "from 13 May 2024 (last day not given; first day uncertain)",
        "2024年5月13日起（結束日未載明；起始日未確定）",
    ),
    ("2024-05/", "from May 2024 (first and last day not given)", "2024年5月起（起始日與結束日未載明）"),
    ("", "to be advised", "日期未定"),
]


@pytest.mark.parametrize(("text", "english", "chinese"), WORDS)
def test_a_date_is_said_in_both_languages(text, english, chinese):
    assert say(read(text), "en") == english
    assert say(read(text), "zh-hant") == chinese


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2024-05", "May 2024", "2024年5月"),
        ("2024", "2024", "2024年"),
        ("2024-05~", "around May 2024", "約2024年5月"),
        ("/2024-08-25", "until 25 August 2024", "至2024年8月25日"),
        ("2024-05-13/", "from 13 May 2024", "2024年5月13日起"),
        ("2024-06-08/2024-06-09", "8–9 June 2024", "2024年6月8日至9日"),
        ("", "to be advised", "日期未定"),
    ],
)
def test_the_short_form_leaves_out_the_brackets(text, english, chinese):
    assert say(read(text), "en", short=True) == english
    assert say(read(text), "zh-hant", short=True) == chinese


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2024-05-13?", "possibly 13 May 2024", "可能2024年5月13日"),
        ("2024-05%", "possibly around May 2024", "可能約2024年5月"),
        ("2024-41?", "possibly the second half of 2024", "可能2024年下半年"),
        ("2024-05-13?/", "possibly from 13 May 2024", "可能2024年5月13日起"),
    ],
)
def test_the_short_form_does_not_hide_that_a_date_is_uncertain(text, english, chinese):
    assert say(read(text), "en", short=True) == english
    assert say(read(text), "zh-hant", short=True) == chinese


def test_a_language_the_site_does_not_write_is_an_error_of_the_programmer():
    with pytest.raises(ValueError, match="zh-hant"):
        say(read("2024"), "zh-hans")
