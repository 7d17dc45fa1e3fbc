"""Every record has its pages at the desk, in both languages, at a price that does not grow with the list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.records import DESKS, MAKERS, address, both_languages, every_desk, made
from tests.make import make_user

LIST_PRICE, FORM_PRICE = 16, 24


def priced(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
    return response, len(queries)


def test_every_record_that_the_tests_know_is_at_the_desk():
    assert {desk.opts.label for desk in DESKS} | {"auth.User"} == set(MAKERS)


@pytest.mark.django_db
@every_desk
def test_nobody_gets_in_without_logging_in(client, desk):
    for page in ("changelist", "add"):
        response = client.get(address(desk.model, page))
        assert response.status_code == 302
        assert reverse("admin:login") in response["Location"]


@pytest.mark.django_db
def test_a_reader_with_an_account_is_turned_away(client):
    client.force_login(make_user())
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.django_db
@every_desk
def test_a_colleague_without_the_permission_is_refused(client, desk):
    client.force_login(make_user(is_staff=True))
    assert client.get(address(desk.model, "changelist")).status_code == 403


@both_languages
@every_desk
def test_a_list_costs_the_same_for_one_row_and_for_three(editor, speak, desk, language):
    speak(language)
    url = address(desk.model, "changelist")
    made(desk)
    editor.get(url)
    response, one = priced(editor, url)
    assert response.status_code == 200
    made(desk)
    made(desk)
    response, three = priced(editor, url)
    assert response.status_code == 200
    assert len(response.context["cl"].result_list) >= 3
    assert three == one <= LIST_PRICE


@both_languages
@every_desk
def test_the_empty_form_opens(editor, speak, desk, language):
    speak(language)
    response, price = priced(editor, address(desk.model, "add"))
    assert response.status_code == 200
    assert price <= FORM_PRICE


@both_languages
@every_desk
def test_a_record_opens(editor, speak, desk, language):
    speak(language)
    record = made(desk)
    editor.get(address(desk.model, "change", record.pk))
    response, price = priced(editor, address(desk.model, "change", record.pk))
    assert response.status_code == 200
    assert price <= FORM_PRICE


@every_desk
def test_a_form_asks_for_every_column_that_an_editor_can_fill_in(editor, desk):
    form = editor.get(address(desk.model, "add")).context["adminform"].form
    beside = {f.translated_field.name for f in desk.model._meta.fields if hasattr(f, "translated_field")}
    asked = {
        f.name
        for f in (*desk.model._meta.fields, *desk.model._meta.many_to_many)
        if f.editable
        and not f.primary_key
        and f.name not in beside
        and getattr(getattr(f, "remote_field", None), "through", None) is None
    } | {f.name for f in desk.model._meta.many_to_many if f.remote_field.through._meta.auto_created}
    told = {name for name in desk.readonly_fields if isinstance(name, str)}
    assert asked - told - set(form.fields) == set()


@both_languages
@pytest.mark.django_db
def test_the_log_in_page_has_a_heading_and_says_its_language(client, speak, language):
    speak(language)
    page = client.get(reverse("admin:login")).content.decode()
    assert "<h1>" in page
    assert f'<html lang="{"zh-Hant-TW" if language == "zh-hant" else "en"}"' in page


@both_languages
def test_the_front_page_is_cheap_however_many_records_wait(editor, speak, language):
    speak(language)
    editor.get(reverse("admin:index"))
    for desk in DESKS:
        record = made(desk)
        if hasattr(record, "state"):
            record.state = "review"
            record.save()
    response, price = priced(editor, reverse("admin:index"))
    assert response.status_code == 200
    assert price <= 12
    assert {link["count"] for link in response.context["attention"]["review"]} >= {1}


def test_the_front_page_leads_to_records_in_one_language(editor):
    from tests.make import make_place

    place = make_place(name_en="")
    make_place()
    links = editor.get(reverse("admin:index")).context["attention"]["missing"]
    (link,) = links
    rows = editor.get(link["url"]).context["cl"].result_list
    assert [row.pk for row in rows] == [place.pk]


def test_rooms_stand_in_the_order_of_the_house(editor):
    apps = [app["app_label"] for app in editor.get(reverse("admin:index")).context["app_list"]]
    assert apps == ["reference", "meetings", "goals", "dialogues", "articles", "publishing", "auth"]


def test_the_language_switch_comes_back_to_the_same_page(editor):
    url = reverse("admin:meetings_meeting_changelist") + "?q=Lima"
    editor.post(reverse("set_language"), {"language": "zh-hant", "next": url})
    assert editor.get(url).wsgi_request.LANGUAGE_CODE == "zh-hant"


@both_languages
@pytest.mark.parametrize(
    "query", ["p=x", "o=99", "state__exact=zz", "q=%00", "nonsense=1", "missing=zz", "q=" + "x" * 3000]
)
def test_a_senseless_address_is_no_error(editor, speak, language, query):
    speak(language)
    response = editor.get(reverse("admin:meetings_meeting_changelist") + "?" + query, follow=True)
    assert response.status_code == 200


def test_no_page_has_script_or_style_in_it(editor):
    for desk in DESKS:
        record = made(desk)
        for url in (
            address(desk.model, "changelist"),
            address(desk.model, "add"),
            address(desk.model, "change", record.pk),
            address(desk.model, "delete", record.pk),
        ):
            page = editor.get(url).content.decode()
            assert "<style" not in page, url
            assert " style=" not in page, url
            assert "<script>" not in page, url
            assert " onclick=" not in page, url
