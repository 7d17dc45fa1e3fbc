"""A page asks the database the same number of questions, however many records it shows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from tests import make
from tests.meetings.whole import Whole

pytestmark = pytest.mark.django_db
MOST = 12


def price(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked)


ADDRESSES = [
    "/en/",
    "/en/timeline/",
    "/en/timeline/2024/",
    "/en/meetings/",
    "/en/meetings/?q=meeting&topic=topic-1&exact=1",
    "/en/outcomes/",
    "/en/meetings/the-meeting/",
    "/en/outcomes/the-outcome/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_and_three_of_everything_cost_the_same_and_at_most_twelve(client, address):
    whole = Whole(times=1)
    once = price(client, address)
    whole.surround(1)
    whole.surround(2)
    assert price(client, address) == once
    assert once <= MOST


def test_a_long_list_is_cut_into_pages_of_fifty(client):
    year = make.make_host_year()
    forum = make.make_forum()
    for day in range(60):
        make.make_meeting(host_year=year, forum=forum, when=f"2024-0{day // 28 + 1}-{day % 28 + 1:02}")
    first = client.get("/en/meetings/")
    assert first.content.decode().count('<li><p class="meta">') == 50
    assert "60 meetings" in first.content.decode()
    second = client.get("/en/meetings/?page=2").content.decode()
    assert second.count('<li><p class="meta">') == 10
    assert client.get("/en/meetings/?page=3").status_code == 404
    assert price(client, "/en/meetings/") <= MOST
    assert price(client, "/en/timeline/") <= MOST


def test_what_the_public_asks_by_date_is_found_by_an_index_without_drafts():
    if connection.vendor != "sqlite":
        pytest.skip("How PostgreSQL goes about it depends on how much there is.")
    coming = Meeting.objects.public().upcoming(date(2024, 5, 1)).order_by()
    assert "meeting_public_last_day" in coming.explain()
    assert (
        "meeting_public_first_day" in Meeting.objects.public().filter(first_day__gte="2024-05-01").explain()
    )
