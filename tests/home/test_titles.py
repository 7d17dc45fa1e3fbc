"""The title of a page is its name and that of the site, as far as both are shown in a list of results."""

import pytest

from apec_tracker.templatetags.head import SHOWN, at_site

LONG = "Trujillo Principles for Preventing and Reducing Food Loss and Waste in the Asia-Pacific Region"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Meetings", "Meetings – APEC Tracker"),
        ("A &amp; B", "A &amp; B – APEC Tracker"),
        ("Statement of the 14th APEC High-Level Meeting on Health and Economy", None),
        (LONG, "Trujillo Principles for Preventing and Reducing Food Loss and Waste…"),
        ("字" * 71, "字" * 69 + "…"),
    ],
)
def test_the_site_is_left_out_first_then_the_end(title, shown):
    assert at_site(title, "APEC Tracker") == (shown or title)


@pytest.mark.parametrize("length", range(60, 80))
def test_none_is_longer_than_what_is_shown(length):
    assert len(at_site(("word " * 20)[:length].strip(), "APEC Tracker")) <= SHOWN
