"""Each fact of the source article can be read on a public page, in both languages; inventory.yaml lists them."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.test import Client

from meetings.models import Outcome
from reference.models import Citation
from tests.content.pages import Page

pytestmark = pytest.mark.content

LANGUAGES = ("zh-hant", "en")
FACTS = yaml.safe_load((Path(__file__).parent / "inventory.yaml").read_text(encoding="utf-8"))
# The lines of the article by its sections, and the features its form asks for.
LINES = [
    f"{section}{n}"
    for section, last in zip("ABCDEFGHIJKL", (8, 13, 7, 4, 9, 6, 5, 3, 9, 2, 3, 3), strict=True)
    for n in range(1, last + 1)
] + ["F-areas"]


READER = Client()


@cache
def html_of(address):
    answer = READER.get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    return answer.content.decode()


@cache
def page(language, at):
    return Page(html_of(f"/{language}/{at}"))


@pytest.fixture(scope="module", autouse=True)
def _forget_pages():
    yield
    html_of.cache_clear()
    page.cache_clear()


def position(page, *words):
    """Where each of these begins in the text of a page; fails if one is not there."""
    found = [page.text.find(w) for w in words]
    assert -1 not in found, f"not on the page: {[w for w, at in zip(words, found, strict=True) if at < 0]}"
    return found


def links_of(page):
    return {href.split("#")[0].split("?")[0] for href in page.links}


def test_every_line_of_the_article_is_in_the_inventory():
    assert set(LINES) - {fact["id"] for fact in FACTS} == set()


def test_every_fact_names_its_words_in_both_languages():
    for fact in FACTS:
        for language in LANGUAGES:
            words = fact[language]
            assert words, fact
            assert all(isinstance(w, str) and w.strip() for w in words), fact


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "fact", FACTS, ids=lambda fact: f"{fact['id']}: {fact['fact']}".encode("ascii", "ignore").decode()
)
def test_a_fact_can_be_read(fact, language):
    text = page(language, fact["at"]).text
    missing = [words for words in fact[language] if words not in text]
    assert missing == [], f"{fact['id']}, {fact['fact']}: not on /{language}/{fact['at']}: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", sorted({fact["at"] for fact in FACTS}))
def test_a_page_that_tells_a_fact_lists_a_source(at, language):
    read = page(language, at)
    assert "source-1" in read.ids
    assert any(href == "#source-1" for href in read.links), "No sentence leads to the first source."


# What the form of the article asks for


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cluster_leads_to_what_was_adopted_within_it(language):
    leads_to = links_of(page(language, "meetings/2024-som2/"))
    for outcome in ("arequipa-goals", "wef-statement-2024"):
        assert f"/{language}/outcomes/{outcome}/" in leads_to
    for goal in range(1, 7):
        assert f"/{language}/goals/arequipa/{goal}/" in leads_to


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cluster_holds_meetings_and_a_meeting_holds_dialogues(language):
    cluster = links_of(page(language, "meetings/2024-som2/"))
    assert {
        f"/{language}/meetings/2024-hrdwg-49/",
        f"/{language}/meetings/2024-som2-plenary/",
        f"/{language}/meetings/2024-som2-press-conference/",
        f"/{language}/meetings/2024-wef/",
        f"/{language}/dialogues/2024-hrdwg-experts-disability/",
        f"/{language}/dialogues/2024-cti-msme-formalization/",
        f"/{language}/dialogues/2024-cti-ftaap-2/",
        f"/{language}/dialogues/2024-ppd-informal-economy/",
    } <= cluster
    back = links_of(page(language, "meetings/2024-hrdwg-49/"))
    assert f"/{language}/meetings/2024-som2/" in back
    assert f"/{language}/dialogues/2024-hrdwg-experts-disability/" in back


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_in_two_cities_names_them_in_order(language):
    words = {"zh-hant": ("阿雷基帕", "2024年9月10日", "利馬", "2024年9月11日")}
    words["en"] = ("Arequipa, Peru", "10 September 2024", "Lima, Peru", "11 September 2024")
    text = page(language, "meetings/2024-hldm/").text
    # The days of the whole dialogue stand before its cities.
    stops = re.search(".*?".join(map(re.escape, words[language])), text)
    assert stops


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_meetings_of_one_day_stand_together_on_the_timeline(language):
    names = {
        "zh-hant": ("第9屆APEC糧食安全部長會議", "第14屆APEC衛生與經濟高階會議", "第三次資深官員會議（SOM3）")
    }
    names["en"] = (
        "9th APEC Food Security Ministerial Meeting",
        "14th APEC High-Level Meeting on Health and the Economy",
        "Third Senior Officials’ Meeting (SOM3)",
    )
    food, health, later = position(page(language, "timeline/2024/"), *names[language])
    assert max(food, health) < later


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_known_to_come_before_another_stands_before_it(language):
    names = {"zh-hant": ("第49屆人力資源發展工作小組（HRDWG）大會", "第二次資深官員會議大會")}
    names["en"] = (
        "49th Plenary Meeting of the Human Resources Development Working Group",
        "Second Senior Officials’ Meeting, plenary",
    )
    before, after = position(page(language, "timeline/2024/"), *names[language])
    assert before < after


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["2024-cti-msme-formalization", "2024-cti-ftaap-2"])
def test_a_dialogue_without_a_day_is_not_given_one(slug, language):
    text = page(language, f"dialogues/{slug}/").text
    assert {"zh-hant": "2024年5月（日期未載明）", "en": "May 2024 (day not given)"}[language] in text
    assert not re.search(
        r"2024年5月\d|\d May 2024", text.split({"zh-hant": "資料來源", "en": "Sources"}[language])[0]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_expected_stands_before_what_was_adopted(language):
    expected, adopted = {"zh-hant": ("預期", "通過: "), "en": ("Expected", "Adopted: ")}[language]
    text = page(language, "outcomes/lima-roadmap/").text
    became = text[text.index({"zh-hant": "2024年5月至8月", "en": "May–August 2024"}[language]) :]
    assert 0 <= became.find(expected) < became.find(adopted.strip(": "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "slug",
    ["lima-roadmap", "ichma-statement", "hydrogen-guidance", "trujillo-statement", "trujillo-principles"],
)
def test_an_outcome_keeps_its_working_title(slug, language):
    outcome = Outcome.objects.get(slug=slug)
    column = language.replace("-", "_")
    working, adopted = getattr(outcome, f"working_title_{column}"), getattr(outcome, f"title_{column}")
    assert working
    assert working != adopted
    position(page(language, f"outcomes/{slug}/"), working, adopted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_goal_without_a_year_shows_none(language):
    undated = page(language, "goals/arequipa/4/").text
    dated = page(language, "goals/arequipa/3/").text
    commitment = {"zh-hant": "未訂期限", "en": "no date"}[language]
    assert commitment in undated
    assert commitment not in dated


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footnote_leads_to_its_text_and_back(language):
    read = page(language, "articles/2024-som2-arequipa-goals/")
    hrefs = list(read.links)
    notes = [href for href in hrefs if re.fullmatch(r"#(fn|note)[-:]?\S*1", href)]
    back = [href for href in hrefs if re.fullmatch(r"#(fnref|noteref|note-?ref|ref)[-:]?\S*1", href)]
    assert notes
    assert back
    assert {href[1:] for href in notes + back} <= set(read.ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spelling_that_is_ours_is_marked_wherever_the_person_has_a_page(language):
    said = {"zh-hant": "羅馬拼音為本站所擬", "en": "Romanised by us"}[language]
    for slug in ("wang-chi-hsuan", "chen-hao-ming"):
        assert said in page(language, f"people/{slug}/").text
    assert said not in page(language, "people/carlos-vasquez/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_are_told_of_and_not_shown(language):
    for at in (
        "articles/2024-som2-arequipa-goals/",
        "meetings/2024-som2/",
        "dialogues/2024-ppd-informal-economy/",
    ):
        assert not re.search(r"<img[^>]+/media/", html_of(f"/{language}/{at}"))


@pytest.mark.parametrize("at", sorted({fact["at"] for fact in FACTS}))
def test_english_pages_call_chinese_taipei_by_its_name(at):
    text = page("en", at).text
    assert not re.search(
        r"\bTaiwan\b|\bour country\b|Republic of China\b(?<!People’s Republic of China)", text
    )


def test_the_article_is_a_source_of_every_fact_it_tells():
    """Whoever follows the source sees what rests on it."""
    about = set(Citation.objects.filter(source__code="SRC-ARTICLE").values_list("about", flat=True))
    assert {
        "ART-2024-SOM2",
        "MTG-2024-SOM1",
        "MTG-2024-SOM2",
        "MTG-2024-SOM3",
        "MTG-2024-HRDWG49",
        "MTG-2024-WEF",
        "MTG-2024-TMM12",
        "MTG-2024-EMM14",
        "MTG-2024-FSMM9",
        "MTG-2024-HLMHE14",
        "MTG-2024-HLDM",
        "MTG-2018-AELM26",
        "DLG-2024-HRDWG-EXPERTS",
        "DLG-2024-CTI-MSME",
        "DLG-2024-CTI-FTAAP2",
        "DLG-2024-PPD-INFORMAL",
        "CAS-CT-YOUTH-EMPLOYMENT",
        "CAS-US-WORKERS-LAB",
        "CAS-RUS-MY-TAX",
        "FWK-AREQUIPA",
        "FWK-DETROIT",
        *(f"GOL-AREQUIPA-{n}" for n in range(1, 7)),
    } <= about
