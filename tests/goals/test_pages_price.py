"""A page of goals asks the database the same number of questions however many records it shows, and at most twelve."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.goals.whole import PAGES, Whole

pytestmark = pytest.mark.django_db
MOST = 12


def price(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", [*PAGES, "evidence/?goal=pacts-1&kind=report", "indicators/?figures=1"])
def test_one_and_three_of_everything_cost_the_same_and_at_most_twelve(client, page):
    whole = Whole().surround("One")
    client.get("/en/frameworks/")
    once = price(client, f"/en/{page}")
    whole.surround("Two").surround("Three")
    assert price(client, f"/en/{page}") == once
    assert once <= MOST
