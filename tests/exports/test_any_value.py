"""Whatever stands in a field comes back from CSV, XLSX and JSON, not just what our own record happens to hold."""

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from goals.models import Reading
from meetings.models import Meeting
from publishing.sheets import read_text
from reference.models import Place, Topic
from tests import make
from tests.exports.whole import KINDS, bring, content_of, export
from tests.publishing.test_dates_properties import dates

pytestmark = pytest.mark.django_db

# A few long journeys rather than many short ones, and none to find a shorter one: each takes files and an import.
FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
LOOKS_LIKE_ELSE = st.sampled_from(
    [
        "=1",
        "'",
        "''-",
        "（空）",
        "(EMPTY)",
        "#N/A",
        "001",
        " a ",
        "a\n",
        "1,5",
        "是",
        "１２",
        "\u200b",
        "｛",
        "＝",
    ]
)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufffe\uffff"), min_size=1, max_size=80)
many = st.lists(
    st.one_of(texts, LOOKS_LIKE_ELSE, st.builds("{}{}".format, LOOKS_LIKE_ELSE, texts)), min_size=20
)


def there_and_back(folder, kind, model, *sheets):
    """The export before and after all records of a model were lost and read back in."""
    first = export(folder / f"first.{kind}", *sheets)
    model._base_manager.all().delete()
    bring(first)
    second = export(folder / f"second.{kind}", *sheets)
    assert content_of(first) == content_of(second)


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(written=many)
@example(written=["=1+1", "'=1+1", "x\r\ny", "　全形　", "😀" * 80])
def test_any_text_comes_back(tmp_path, kind, written):
    Topic.objects.all().delete()
    names = [read_text(text) for text in written]
    topics = [make.make_topic(name_en=f"Topic {n}", summary_en=text) for n, text in enumerate(written)]
    there_and_back(tmp_path, kind, Topic, "topics")
    found = dict(Topic.objects.values_list("code", "summary_en"))
    # Blanks around a text and the signs between its lines are no difference that a sheet can tell.
    assert [found[topic.code] or "" for topic in topics] == names


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(found=st.lists(dates, min_size=20, max_size=30))
@example(found=[])
def test_a_date_of_any_precision_comes_back(tmp_path, kind, found):
    Meeting.objects.all().delete()
    year = make.make_host_year(year=2030) if not Meeting.host_year.get_queryset().exists() else None
    year = year or Meeting.host_year.get_queryset().get()
    for when in found:
        make.make_meeting(when=when.edtf, host_year=year)
    before = dict(Meeting.objects.values_list("code", "when"))
    there_and_back(tmp_path, kind, Meeting, "meetings")
    assert dict(Meeting.objects.values_list("code", "when")) == before


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=10, max_size=40))
@example(values=[0.1 + 0.2, 1e-7, -0.0, 1e15, 123456789012345678.0, 5e-324, 1.7976931348623157e308])
def test_any_number_comes_back_to_the_last_digit(tmp_path, kind, values):
    Reading.objects.all().delete()
    first = make.make_reading(
        value=1, period="1900", indicator=make.make_indicator(lowest=None, highest=None)
    )
    for number, value in enumerate(values):
        year = 1901 + number
        make.make_reading(indicator=first.indicator, economy=first.economy, value=value, period=str(year))
    before = dict(Reading.objects.values_list("period", "value"))
    there_and_back(tmp_path, kind, Reading, "readings")
    assert dict(Reading.objects.values_list("period", "value")) == before


def test_places_keep_their_decimals(tmp_path):
    make.make_place(latitude="-16.39889", longitude="-71.53500")
    make.make_place(latitude="0.00001", longitude=None)
    there_and_back(tmp_path, "zip", Place, "places")
    assert {str(place.latitude) for place in Place.objects.all()} == {"-16.39889", "0.00001"}
