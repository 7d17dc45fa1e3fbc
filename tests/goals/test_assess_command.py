"""assess_progress: judges anew, and says what changed and why."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from goals.models import Assessment, Reading
from tests.make import (
    make_economy,
    make_framework,
    make_goal,
    make_indicator,
    make_reading,
    make_source,
    make_target,
)

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year


def run(*arguments):
    out = StringIO()
    call_command("assess_progress", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def goal():
    return make_goal(framework=make_framework(slug="arequipa"), number="3")


@pytest.fixture
def economy():
    return make_economy(apec_code="PE")


@pytest.fixture
def indicator(goal, economy):
    indicator, source = make_indicator(slug="8.5.2", goals=[goal]), make_source()
    for year, value in ((2015, 40), (THIS_YEAR, 68)):
        make_reading(indicator=indicator, economy=economy, period=str(year), value=value, source=source)
    make_target(indicator=indicator, economy=economy, value=80, target_year=2090)
    return indicator


def test_the_first_run_counts_what_it_judged(indicator):
    assert "2 assessed for the first time" in run()
    assert Assessment.objects.count() == 2


def test_the_second_run_says_that_nothing_changed(indicator):
    run()
    assert run() == "Nothing changed.\n"


def test_a_change_is_told_with_its_cause(indicator):
    run()
    reading = Reading.objects.get(period=str(THIS_YEAR))
    reading.value = 40.1
    reading.save()
    told = run()
    assert "PE · arequipa 3 · 8.5.2: on_track → little_change (flat) [revised-reading]" in told
    assert "PE · arequipa 3 · (the goal): on_track → little_change (flat) [revised-reading]" in told
    assert "2 changed" in told


def test_a_dry_run_writes_nothing(indicator):
    assert "Would be written: 0 changed, 2 assessed for the first time" in run("--dry-run")
    assert not Assessment.objects.exists()


def test_one_framework_can_be_judged_by_itself(indicator):
    other = make_goal()
    run("--framework", "arequipa")
    assert not Assessment.objects.filter(goal=other).exists()


def test_a_framework_that_is_not_there_is_named_beside_those_that_are(goal):
    with pytest.raises(CommandError, match="arequipa"):
        run("--framework", "bogor")
