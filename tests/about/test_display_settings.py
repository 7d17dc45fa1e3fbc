"""A reader chooses how pages look; the choice is one small cookie that is only there once it was saved."""

import pytest
from django.test import Client

from apec_tracker.display import KEPT_FOR, QUESTIONS, read, written

pytestmark = pytest.mark.django_db
HERE = "/en/settings/display/"
FROM_HERE = {"Origin": "http://testserver"}


def save(client, headers=FROM_HERE, **chosen):
    return client.post(HERE, chosen, headers=headers)


def root_of(answer):
    html = answer.content.decode()
    return html[html.index("<html") : html.index(">", html.index("<html"))]


def test_looking_and_trying_leave_nothing_behind(client):
    for address in (HERE, f"{HERE}?theme=dark", "/en/", "/en/about/"):
        assert not client.get(address).cookies
        assert not client.cookies


def test_without_a_choice_the_page_says_nothing_of_it(client):
    assert root_of(client.get("/en/about/")) == '<html lang="en"'


def test_a_saved_choice_is_on_every_page_in_both_languages(client):
    assert save(client, theme="dark", text="largest", contrast="system").status_code == 302
    for address in ("/en/about/", "/zh-hant/", "/en/nothing-here/"):
        root = root_of(client.get(address))
        assert ' data-theme="dark" data-text="largest"' in root, address
        assert "data-contrast" not in root, address


def test_the_cookie_holds_only_what_differs_for_a_year_and_no_script_reads_it(client):
    cookie = save(client, theme="dark", links="standard").cookies["display"]
    assert cookie.value == "theme-dark"
    assert cookie["max-age"] == KEPT_FOR == 365 * 24 * 60 * 60
    assert cookie["path"] == "/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert set(client.cookies) == {"display"}


def test_choosing_what_is_usual_keeps_no_cookie(client):
    assert not save(client, theme="system", text="standard", language="").cookies
    save(client, theme="dark", language="en")
    cookies = save(client, theme="system", text="larger", language="").cookies
    assert {(name, cookie["max-age"]) for name, cookie in cookies.items()} == {
        ("display", KEPT_FOR),
        ("django_language", 0),
    }


def test_back_to_the_defaults_deletes_what_was_kept(client):
    save(client, theme="dark", language="zh-hant")
    answer = save(client, defaults="1", theme="dark")
    assert {(name, cookie["max-age"]) for name, cookie in answer.cookies.items()} == {
        ("display", 0),
        ("django_language", 0),
    }
    assert (
        "What was kept in this browser has been deleted." in client.get(answer["Location"]).content.decode()
    )
    assert root_of(client.get("/en/about/")) == '<html lang="en"'


def test_a_preview_shows_on_this_page_alone(client):
    answer = client.get(f"{HERE}?theme=light&contrast=higher")
    assert 'data-theme="light" data-contrast="higher"' in root_of(answer)
    assert "This is a preview." in answer.content.decode()
    assert "data-" not in root_of(client.get("/en/about/"))


@pytest.mark.parametrize("value", ["pink", "dark\r\nSet-Cookie: a=b", "<script>", "\x00", "dark" * 9000])
@pytest.mark.parametrize("name", [*QUESTIONS, "language"])
def test_what_is_no_choice_is_told_and_not_stored(client, name, value):
    answer = save(client, **{name: value})
    assert answer.status_code == 400
    assert not answer.cookies
    html = answer.content.decode()
    assert "This is not one of the choices. Pick one below." in html
    assert value not in html.replace("<script defer", "")
    assert "data-" not in root_of(answer)


def test_a_preview_of_no_choice_is_told_too(client):
    answer = client.get(f"{HERE}?theme=pink&text=largest")
    assert answer.status_code == 200
    assert "This is not one of the choices. Pick one below." in answer.content.decode()
    assert "data-" not in root_of(answer)


@pytest.mark.parametrize(
    "cookie",
    ["theme-pink", "nonsense", "theme", "-", ".", "theme-dark-x", "onload-alert", "x" * 5000, "主題-dark"],
)
def test_a_cookie_that_somebody_wrote_by_hand_changes_nothing(cookie):
    assert read(cookie) == {}


def test_what_is_written_is_read_again():
    everything = {name: answers[-1][0] for name, (_label, answers) in QUESTIONS.items()}
    assert read(written(everything)) == everything


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.example"}, False),
        ({"Origin": "null", "Referer": "http://testserver/en/"}, False),
        ({"Referer": "http://testserver/en/settings/display/"}, True),
        ({"Referer": "http://elsewhere.example/?http://testserver/"}, False),
        ({}, False),
    ],
)
def test_only_this_site_may_change_the_choice(headers, accepted):
    client = Client(enforce_csrf_checks=True)
    answer = save(client, headers=headers, theme="dark")
    assert answer.status_code == (302 if accepted else 403)
    assert bool(answer.cookies) is accepted
    if not accepted:
        assert "Please press Save once more." in answer.content.decode()


def test_a_browser_that_refuses_cookies_is_told_so(client):
    answer = save(client, theme="dark")
    client.cookies.clear()
    assert "your browser refuses cookies" in client.get(answer["Location"]).content.decode()


def test_a_page_is_kept_apart_for_each_choice_and_a_file_is_not(client):
    for address in ("/en/about/", HERE, "/en/nothing-here/"):
        assert "Cookie" in client.get(address)["Vary"], address
    first = client.get("/en/about/")
    again = client.get("/en/about/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "Cookie" in again["Vary"]
    save(client, theme="dark")
    assert client.get("/en/about/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_saved_language_is_the_one_of_the_bare_address(client):
    assert client.get("/", headers={"Accept-Language": "en"})["Location"] == "/en/"
    save(client, language="zh-hant")
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert answer["Location"] == "/zh-hant/"
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in answer["Vary"].split(",")}
    assert root_of(client.get("/en/about/")) == '<html lang="en"', "an address with a language keeps it"


def test_the_page_is_found_from_the_foot_the_statement_and_the_privacy_page(client):
    for language in ("en", "zh-hant"):
        for page in ("accessibility", "privacy"):
            html = client.get(f"/{language}/about/{page}/").content.decode()
            assert html.count(f'href="/{language}/settings/display/"') == 2


def test_the_colour_of_the_browser_follows_the_choice(client):
    assert client.get("/en/about/").content.decode().count('name="theme-color"') == 2
    save(client, theme="dark")
    html = client.get("/en/about/").content.decode()
    assert '<meta name="theme-color" content="#14232a">' in html
    assert html.count('name="theme-color"') == 1
    assert '<meta name="color-scheme" content="dark">' in html
