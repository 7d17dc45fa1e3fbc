"""A reading stands until a published one has taken its place."""

import pytest

from goals.models import Reading
from tests.make import make_reading

pytestmark = pytest.mark.django_db


def test_a_reading_that_a_published_one_replaced_is_not_current():
    old = make_reading(period="2019", release="unsd-2020")
    new = make_reading(indicator=old.indicator, economy=old.economy, period="2019", release="unsd-2023")
    old.replaced_by = new
    old.save()
    assert list(Reading.objects.current()) == [new]


@pytest.mark.parametrize("state", ["draft", "review"])
def test_a_replacement_that_nobody_published_takes_no_reading_away(state):
    old = make_reading(period="2019", release="unsd-2020")
    new = make_reading(
        indicator=old.indicator, economy=old.economy, period="2019", release="unsd-2023", state=state
    )
    old.replaced_by = new
    old.save()
    assert list(Reading.objects.visible_to(None).current()) == [old]
