"""Every public address of the record answers in both languages, well made and cheaply, and leads nowhere in vain.

One walk for all tests: from each record's own address and from every page found on the way, breadth first. Run with
`-s` it says which pages are the slowest and which ask the database most.
"""

import re
import sys
from collections import defaultdict, deque
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.client import ClientHandler, RequestFactory
from django.utils import translation
from modeltranslation.translator import NotRegistered, translator

from tests.content.pages import HAN, Page

pytestmark = [pytest.mark.content, pytest.mark.slow]

LANGUAGES = ("zh-hant", "en")
MOST_QUERIES = 12
ROOMS = ("reference", "meetings", "goals", "dialogues", "articles")
# Four Latin words in a row: a name may be that long, but then it is in the record.
LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,]+[A-Za-z][A-Za-z’'-]*){3,}")


@dataclass
class Visit:
    address: str
    status: int
    seconds: float
    queries: int
    # None for an answer that is no page to read on, such as a list that was filtered.
    page: Page | None

    @property
    def language(self):
        return self.address.split("/")[1]


class Walk:
    def __init__(self, starts):
        # Client would also keep every template's context of every page, which takes longer than the pages.
        self.handler, self.requests = ClientHandler(), RequestFactory()
        self.visits: dict[str, Visit] = {}
        self.linked_from = defaultdict(set)
        queue, seen = deque(starts), set(starts)
        while queue:
            visit = self.go(queue.popleft())
            for address in self.ours(visit) if visit.page else ():
                if address not in seen:
                    seen.add(address)
                    queue.append(address)

    def answer_to(self, address):
        return self.handler(self.requests.get(address).environ)

    def go(self, address):
        asked = []
        with connection.execute_wrapper(lambda run, *words: (asked.append(words[0]), run(*words))[1]):
            since = perf_counter()
            answer = self.answer_to(address)
            took = perf_counter() - since
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        is_page = is_page and is_followed(address)
        page = Page(answer.content.decode()) if is_page else None
        self.visits[address] = Visit(address, answer.status_code, took, len(asked), page)
        return self.visits[address]

    def ours(self, visit):
        for href in visit.page.links:
            if address := address_of(href, visit.address):
                self.linked_from[address].add(visit.address)
                yield address

    def pages(self):
        return [v for v in self.visits.values() if v.page]


def is_followed(address):
    """The next page of a list is. One that was filtered or sorted answers, and further filters on it are not tried."""
    return re.fullmatch(r"[^?]*(\?page=\d+)?", address)


def address_of(href, base):
    """The address on this site that a link means, without the fragment; empty when it leads away."""
    parts = urlsplit(urljoin(f"{settings.SITE_URL}{base}", href))
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def public_addresses():
    """The address of each record that the public may see."""
    found = set()
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if hasattr(model, "get_absolute_url") and hasattr(model.objects, "visible_to"):
                found |= {
                    record.get_absolute_url().split("#")[0]
                    for record in model.objects.visible_to(AnonymousUser())
                }
    return found


@pytest.fixture(scope="module")
def walk(fixtures_loaded, django_db_blocker):
    with django_db_blocker.unblock():
        starts = []
        for language in LANGUAGES:
            with translation.override(language):
                starts += [f"/{language}/", *sorted(public_addresses())]
        walk = Walk(starts)
    pages = walk.pages()
    say(
        f"\n{len(walk.visits)} addresses, {len(pages)} pages, {sum(v.seconds for v in walk.visits.values()):.0f} s\n"
    )
    say("slowest:", sorted(pages, key=lambda v: -v.seconds)[:8])
    say("most queries:", sorted(pages, key=lambda v: -v.queries)[:8])
    return walk


def say(title, visits=()):
    sys.stdout.write(f"{title}\n")
    for v in visits:
        sys.stdout.write(f"  {v.seconds * 1000:5.0f} ms {v.queries:3} queries  {v.address}\n")


def told(found, most=40):
    """Failures as lines, the first few of them."""
    lines = sorted(found)
    return "\n".join(lines[:most] + ([f"… and {len(lines) - most} more"] if len(lines) > most else []))


def test_every_address_answers(walk):
    wrong = [
        f"{v.status} {v.address}, linked from {sorted(walk.linked_from[v.address])[:2]}"
        for v in walk.visits.values()
        if v.status not in (200, 302)
    ]
    assert not wrong, told(wrong)


def test_every_public_record_is_within_reach_of_the_home_page(walk):
    lost = []
    for language in LANGUAGES:
        reached, queue = {f"/{language}/"}, deque([f"/{language}/"])
        while queue:
            visit = walk.visits[queue.popleft()]
            for address in walk.ours(visit) if visit.page else ():
                if address not in reached:
                    reached.add(address)
                    queue.append(address)
        lost += [v.address for v in walk.pages() if v.language == language and v.address not in reached]
    assert not lost, told(lost)


def test_a_link_within_the_site_finds_its_place_on_the_page(walk):
    wrong = set()
    for v in walk.pages():
        for href in v.page.links:
            place = unquote(urlsplit(href).fragment)
            target = walk.visits.get(address_of(href, v.address)) if place else None
            if target and target.page and place not in target.page.ids:
                wrong.add(f"{v.address}: {href}")
    assert not wrong, told(wrong)


def test_style_sheets_scripts_and_pictures_are_there(walk):
    wanted = {urlsplit(href).path for v in walk.pages() for href in v.page.rest}
    missing = [
        path
        for path in wanted
        if path.startswith(settings.STATIC_URL) and not finders.find(path.removeprefix(settings.STATIC_URL))
    ]
    assert not missing, told(missing)


def test_a_page_asks_the_database_at_most_twelve_times(walk):
    costly = [f"{v.queries} {v.address}" for v in walk.visits.values() if v.queries > MOST_QUERIES]
    assert not costly, told(costly)


def test_a_page_has_one_main_heading_and_skips_no_level(walk):
    wrong = []
    for v in walk.pages():
        levels = [int(tag[1]) for tag in v.page.headings]
        if levels.count(1) != 1:
            wrong.append(f"{v.address}: {levels.count(1)} h1")
        if any(below > above + 1 for above, below in pairwise(levels)):
            wrong.append(f"{v.address}: {v.page.headings}")
    assert not wrong, told(wrong)


def test_no_id_stands_twice_on_a_page(walk):
    wrong = []
    for v in walk.pages():
        if len(v.page.ids) != len(set(v.page.ids)):
            wrong.append(f"{v.address}: {sorted({i for i in v.page.ids if v.page.ids.count(i) > 1})}")
    assert not wrong, told(wrong)


def test_a_page_names_its_language(walk):
    tags = {"zh-hant": "zh-Hant-TW", "en": "en"}
    assert {(v.language, v.page.lang) for v in walk.pages()} == set(tags.items())


def test_chinese_on_an_english_page_is_marked_as_chinese(walk):
    wrong = set()
    for v in walk.pages():
        if v.language == "en":
            for words, language in v.page.runs:
                if HAN.search(words) and not (language or "").startswith(("zh", "ja")):
                    wrong.add(f"{words[:100]}  ({v.address})")
    assert not wrong, told(first_of_each(wrong))


def first_of_each(found):
    """One place for each stretch of words."""
    return {words: line for line in sorted(found, reverse=True) for words in [line.rsplit("  (")[0]]}.values()


def words_of_the_record():
    """All that editors wrote for readers of Chinese, and names that stay as they are."""
    said = []
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            try:
                translated = translator.get_options_for_model(model).fields
            except NotRegistered:
                translated = {}
            columns = [
                field.attname
                for field in model._meta.local_concrete_fields
                if field.get_internal_type() in ("CharField", "TextField")
                and field.name not in translated
                and not field.name.endswith("_en")
            ]
            for row in model._base_manager.values_list(*columns) if columns else ():
                said += [value for value in row if value]
    return " ".join(" ".join(said).split())


def test_chinese_pages_speak_chinese(walk):
    """A run of four Latin words without a language of its own is a name in the record, or was never translated."""
    names = words_of_the_record()
    wrong = set()
    for v in walk.pages():
        if v.language == "zh-hant":
            for words, language in v.page.runs:
                if (language or "").startswith("zh"):
                    wrong |= {f"{run}  ({v.address})" for run in LATIN_RUN.findall(words) if run not in names}
    assert not wrong, told(first_of_each(wrong))


def test_a_page_of_a_cited_record_lists_its_sources(walk):
    from reference.models import Citation

    cited = set(Citation.objects.values_list("about", flat=True))
    bare = []
    for language in LANGUAGES:
        with translation.override(language):
            for room in ROOMS:
                for model in apps.get_app_config(room).get_models():
                    if not (hasattr(model, "get_absolute_url") and hasattr(model.objects, "visible_to")):
                        continue
                    for record in model.objects.visible_to(AnonymousUser()):
                        address = record.get_absolute_url()
                        if getattr(record, "code", None) in cited and "#" not in address:
                            page = walk.visits[address].page
                            if page and "source-1" not in page.ids:
                                bare.append(address)
    assert not bare, told(bare)
