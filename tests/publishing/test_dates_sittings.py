"""A time of day is told in the zone of the place, which is named."""

from datetime import date, time
from zoneinfo import available_timezones

import pytest

from publishing.dates import DateError, check_zone, say_sitting
from publishing.dates.sittings import ZONES

DAY = date(2021, 8, 9)


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "english", "chinese"),
    [
        (
            time(23, 0),
            None,
            "Pacific/Auckland",
            "9 August 2021, 23:00 (New Zealand time)",
            "2021年8月9日 23:00（紐西蘭時間）",
        ),
        (
            time(9, 30),
            time(17, 5),
            "America/Lima",
            "9 August 2021, 09:30–17:05 (Peru time)",
            "2021年8月9日 09:30至17:05（秘魯時間）",
        ),
        (
            time(23, 0),
            time(1, 30),
            "Pacific/Auckland",
            "9 August 2021, 23:00–01:30 the next day (New Zealand time)",
            "2021年8月9日 23:00至翌日01:30（紐西蘭時間）",
        ),
        (
            None,
            time(17, 0),
            "Asia/Taipei",
            "9 August 2021, until 17:00 (Taipei time)",
            "2021年8月9日 至17:00（臺北時間）",
        ),
        (
            time(0, 0),
            time(0, 0),
            "Asia/Hong_Kong",
            "9 August 2021, 00:00 (Hong Kong, China time)",
            "2021年8月9日 00:00（中國香港時間）",
        ),
        (
            time(9, 0),
            None,
            "Europe/Paris",
            "9 August 2021, 09:00 (Europe/Paris)",
            "2021年8月9日 09:00（Europe/Paris）",
        ),
        (time(9, 0), None, "", "9 August 2021, 09:00", "2021年8月9日 09:00"),
        (None, None, "Pacific/Auckland", "9 August 2021", "2021年8月9日"),
    ],
)
def test_a_sitting_names_its_zone_in_both_languages(starts, ends, zone, english, chinese):
    assert say_sitting(DAY, starts, ends, zone, "en") == english
    assert say_sitting(DAY, starts, ends, zone, "zh-hant") == chinese


def test_every_zone_with_a_name_exists():
    assert set(ZONES) <= available_timezones()
    for zone in ZONES:
        assert check_zone(zone) == zone


def test_each_economy_has_a_zone_with_a_name():
    seats = [
        "Australia/Sydney",
        "Asia/Brunei",
        "America/Toronto",
        "America/Santiago",
        "Asia/Shanghai",
        "Asia/Hong_Kong",
        "Asia/Jakarta",
        "Asia/Tokyo",
        "Asia/Seoul",
        "Asia/Kuala_Lumpur",
        "America/Mexico_City",
        "Pacific/Auckland",
        "Pacific/Port_Moresby",
        "America/Lima",
        "Asia/Manila",
        "Europe/Moscow",
        "Asia/Singapore",
        "Asia/Taipei",
        "Asia/Bangkok",
        "America/New_York",
        "Asia/Ho_Chi_Minh",
    ]
    assert len(seats) == 21
    assert set(seats) <= set(ZONES)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Taipei",
        "asia/taipei",
        "EST",
        "GMT+8",
        "+08:00",
        "Asia",
        "Asia/",
        "/etc/passwd",
        "../../etc/passwd",
        "Asia/Taipei\x00",
        "localtime",
        "posixrules",
        "x" * 5000,
        "\ud800",
    ],
)
def test_what_is_not_a_zone_of_area_and_city_is_refused(name):
    with pytest.raises(DateError) as refusal:
        check_zone(name)
    assert refusal.value.code == "zone"
    assert "Asia/Taipei" in refusal.value.sentence_en
    assert "Asia/Taipei" in refusal.value.sentence_zh


def test_blanks_around_a_zone_are_tolerated():
    assert check_zone(" Asia/Taipei\n") == "Asia/Taipei"
