"""A page asks the database the same number of questions, however many records it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
