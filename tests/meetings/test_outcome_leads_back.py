"""From an outcome one click leads to its meeting, and one to the cluster that the meeting belongs to."""

import pytest

from tests.make import make_meeting, make_outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_an_outcome_names_the_cluster_of_its_meeting(client, language):
    cluster = make_meeting(slug="2024-som2", short_name="SOM2", kind="cluster")
    outcome = make_outcome(meeting=make_meeting(parent=cluster, slug="2024-hrdwg-49"), slug="arequipa-goals")
    page = client.get(f"/{language}/outcomes/{outcome.slug}/").content.decode()
    assert f'href="/{language}/meetings/2024-hrdwg-49/"' in page
    assert f'href="/{language}/meetings/2024-som2/"' in page


def test_a_cluster_that_is_a_draft_is_not_named(client):
    cluster = make_meeting(slug="unseen-cluster", short_name="Unseen cluster", kind="cluster", state="draft")
    outcome = make_outcome(meeting=make_meeting(parent=cluster))
    page = client.get(f"/en/outcomes/{outcome.slug}/").content.decode()
    assert "nseen" not in page
