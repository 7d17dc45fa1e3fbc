"""Every builder makes a row that holds to the rules, twice in a row."""

import inspect

import pytest

from tests import make

PARENTS = {
    "about": make.make_meeting,
    "meeting": make.make_meeting,
    "outcome": make.make_outcome,
    "goal": make.make_goal,
    "case": make.make_case,
    "dialogue": make.make_dialogue,
    "article": make.make_article,
}
BUILDERS = [made for name, made in inspect.getmembers(make, inspect.isfunction) if name.startswith("make_")]


@pytest.mark.django_db
@pytest.mark.parametrize("builder", BUILDERS, ids=lambda made: made.__name__)
def test_a_builder_can_be_called_again_and_again(builder):
    needed = [
        PARENTS[parameter.name]()
        for parameter in inspect.signature(builder).parameters.values()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    first, second = builder(*needed), builder(*needed)
    first.refresh_from_db()
    assert first.pk
    if hasattr(first, "is_public"):
        assert first.is_public
        assert second.is_public


@pytest.mark.django_db
def test_a_bare_name_fills_both_languages_and_a_suffix_one():
    meeting = make.make_meeting(name="SOM2", summary_zh_hant="")
    assert (meeting.name_en, meeting.name_zh_hant) == ("SOM2", "SOM2")
    assert meeting.summary_zh_hant == ""
    assert meeting.summary_en


@pytest.mark.django_db
def test_the_host_year_follows_from_the_date():
    assert make.make_meeting(when="2019-03").host_year.year == 2019
    assert make.make_meeting(when="/2018-08-25").host_year.year == 2018
