"""The date badge tells how much is known in words, size, node and ruler alike."""

import pytest

from publishing.dates import badge, read

# EDTF, (big, small, note) in English, the same in Chinese, (kind, x, width) of the ruler, node
BADGES = [
    (
        "2024-05-13",
        ("13", "May 2024", "Monday"),
        ("5月13日", "2024年", "星期一"),
        ("day", 43.35, 3.61),
        "n-day",
    ),
    (
        "2024-09-10/2024-09-11",
        ("10–11", "September 2024", "Tuesday to Wednesday"),
        ("9月10–11日", "2024年", "星期二至三"),
        ("day", 33.6, 7.47),
        "n-day",
    ),
    (
        "2024-06-08/2024-06-09",
        ("8–9", "June 2024", "Saturday to Sunday"),
        ("6月8–9日", "2024年", "星期六至日"),
        ("day", 26.13, 7.47),
        "n-day",
    ),
    (
        "2024-02-24/2024-03-08",
        ("24 Feb – 8 Mar", "2024", "Saturday to Friday"),
        ("2月24日–3月8日", "2024年", "星期六至五"),
        ("day", 88.83, 23.17),
        "n-day",
    ),
    (
        "2023-12-29/2024-01-02",
        ("29 Dec – 2 Jan", "2023–2024", "Friday to Tuesday"),
        ("12月29日–1月2日", "2023–2024年", "星期五至二"),
        ("day", 101.16, 10.84),
        "n-day",
    ),
    (
        "2024-05-04/2025-05-06",
        ("4 May – 6 May", "2024–2025", "Saturday to Tuesday"),
        ("5月4日–5月6日", "2024–2025年", "星期六至二"),
        ("day", 10.84, 101.16),
        "n-day",
    ),
    (
        "2024-05",
        ("May", "2024", "day not given"),
        ("5月", "2024年", "日期未載明"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-05~",
        ("May", "2024", "day not given; approximate"),
        ("5月", "2024年", "日期未載明；大約"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-05-13?",
        ("13", "May 2024", "uncertain"),
        ("5月13日", "2024年", "未確定"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-05/2024-06",
        ("May–June", "2024", "days not given"),
        ("5–6月", "2024年", "日期未載明"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-12/2025-02",
        ("Dec–Feb", "2024–2025", "days not given"),
        ("12月–2月", "2024–2025年", "日期未載明"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-05/2024-06-03",
        ("May – 3 June", "2024", "first day not given"),
        ("5月–6月3日", "2024年", "起始日未載明"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-05-13/",
        ("13", "May 2024", "first day; end not given"),
        ("5月13日", "2024年", "首日；結束日未載明"),
        ("day", 43.35, 3.61),
        "n-day",
    ),
    (
        "/2024-08-25",
        ("25", "August 2024", "last day; start not given"),
        ("8月25日", "2024年", "最後一日；起始日未載明"),
        ("day", 86.71, 3.61),
        "n-day",
    ),
    (
        "2024-05/",
        ("May", "2024", "first month; end not given"),
        ("5月", "2024年", "首月；結束日未載明"),
        ("month", None, None),
        "n-month",
    ),
    (
        "2024-35",
        ("3rd quarter", "2024", "month not given"),
        ("第三季", "2024年", "月份未載明"),
        ("year", None, None),
        "n-year",
    ),
    (
        "2024-41",
        ("2nd half", "2024", "month not given"),
        ("下半年", "2024年", "月份未載明"),
        ("year", None, None),
        "n-year",
    ),
    ("2018", ("2018", "", "month not given"), ("2018年", "", "月份未載明"), ("year", None, None), "n-year"),
    (
        "2024/2026",
        ("2024–2026", "", "months not given"),
        ("2024–2026年", "", "月份未載明"),
        ("year", None, None),
        "n-year",
    ),
    (
        "2024/2025-03-02",
        ("2024 – 2 Mar 2025", "", "first month not given"),
        ("2024年–2025年3月2日", "", "起始月未載明"),
        ("year", None, None),
        "n-year",
    ),
    ("", ("To be advised", "", ""), ("日期未定", "", ""), ("none", None, None), "n-year"),
]


@pytest.mark.parametrize(("text", "english", "chinese", "strip", "node"), BADGES)
def test_a_badge_tells_what_is_known_in_both_languages(text, english, chinese, strip, node):
    for language, words in (("en", english), ("zh-hant", chinese)):
        made = badge(read(text), language)
        assert (made.big, made.small, made.note) == words
        assert (made.strip.kind, made.strip.x, made.strip.width) == strip
        assert made.node == node


def test_every_weekday_has_its_name():
    week = [
        badge(read(f"2024-05-{day}"), language).note
        for language in ("en", "zh-hant")
        for day in range(13, 20)
    ]
    assert week == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["2024-02-01", "2024-02-29", "2023-02-28", "2024-12-31", "2024-01-01/2024-01-31"]
)
def test_the_bar_stays_on_the_ruler(text):
    strip = badge(read(text), "en").strip
    assert strip.x >= 0
    assert strip.width > 0
    assert strip.x + strip.width <= 112.01  # two roundings to a hundredth
