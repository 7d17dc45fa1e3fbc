"""What editors wrote holds to the words of the house, in both languages, and rests on sources."""

import re
from functools import cache

import pytest
from django.apps import apps
from django.core.management import call_command
from modeltranslation.translator import NotRegistered, translator

from publishing.models import Publishable
from reference.models import Citation, Note
from tests.conftest import FIXTURES

pytestmark = pytest.mark.content

ROOMS = ("reference", "meetings", "goals", "dialogues", "articles")
HAN = r"\u3400-\u9fff\uf900-\ufaff"

# Words of others, kept as they are: names of bodies and papers, captions, quotations, titles of sources.
QUOTED = {
    ("Source", "title"),
    ("Source", "publisher"),
    ("Organisation", "name"),
    ("Photo", "caption"),
    ("Photo", "credit"),
    ("Quotation", "words"),
    ("Goal", "official_wording"),
    ("Outcome", "working_title"),
    ("Document", "working_title"),
}
# Fields that a record has in one language only, and why that is no gap.
ONE_LANGUAGE = {
    ("Person", "name"): "no source gives a Chinese name of some",
    ("Goal", "official_wording"): "the official text of goals 5 and 6 could not be read",
}
# What states no fact of its own.
WITHOUT_SOURCE = {"Source": "is one itself", "Topic": "a heading of ours"}
UNCHECKED = re.compile(r"not checked|unchecked|general knowledge|no source|not been checked|not found", re.I)


def models():
    for room in ROOMS:
        yield from apps.get_app_config(room).get_models()


def translated_fields(model):
    try:
        return [
            field for field in translator.get_options_for_model(model).fields if field != "withdrawn_note"
        ]
    except NotRegistered:
        return []


@cache
def texts():
    """(model, record, field, Chinese, English) of every translated field that says anything."""
    found = []
    for model in models():
        for record in model._base_manager.all() if translated_fields(model) else ():
            for field in translated_fields(model):
                zh, en = getattr(record, f"{field}_zh_hant") or "", getattr(record, f"{field}_en") or ""
                if zh or en:
                    found.append((model.__name__, label(record), field, zh, en))
    return found


@pytest.fixture(scope="module", autouse=True)
def _forget_texts():
    yield
    texts.cache_clear()


def label(record):
    return getattr(record, "code", None) or " ".join(map(str, record.natural_key()))


def own_words():
    return [text for text in texts() if (text[0], text[2]) not in QUOTED]


def found_in(language, pattern, among=None):
    """Each text of ours in which `pattern` stands, with where it is."""
    column = {"zh-hant": 3, "en": 4}[language]
    hits = []
    for text in among or own_words():
        if hit := re.search(pattern, without_quotes(text[column])):
            around = text[column][max(0, hit.start() - 20) : hit.end() + 20]
            hits.append(f"{text[1]} {text[2]}: … {around} …")
    return hits


def without_quotes(text):
    """A text with what it quotes blotted out, letter for letter."""
    return re.sub(r"「[^」]*」|“[^”]*”|《[^》]*》", lambda quote: "□" * len(quote[0]), text)


def test_there_are_texts_to_look_at():
    assert len(texts()) > 1000


def test_an_economy_is_not_called_a_country_or_a_nation():
    hits = found_in("en", r"(?i)\b(countr(y|ies)|nations?|national(ly)?|member states?)\b(?<!United Nations)")
    assert hits == []


def test_chinese_speaks_of_economies_too():
    assert found_in("zh-hant", r"國家|各國|會員國|成員國|我國") == []


def test_chinese_taipei_has_its_name():
    assert (
        found_in("en", r"\bTaiwan\b|\bTaiwanese\b|\bRepublic of China\b(?<!People’s Republic of China)") == []
    )
    assert found_in("zh-hant", r"台灣|台北|臺灣|中華民國") == []


def test_names_of_economies_are_those_of_apec():
    assert (
        found_in(
            "en",
            r"\bVietnam\b|(?<!, not )\bHong Kong\b(?!, China| joined| and has)|\bBrunei\b(?! Darussalam)",
        )
        == []
    )


def test_chinese_is_written_with_full_width_marks():
    assert found_in("zh-hant", rf"[{HAN}」》）][,;:!?]|[,;:!?][{HAN}「《（]|[{HAN}]\(|\)[{HAN}]") == []
    assert found_in("zh-hant", rf"[{HAN}]\.(\s|$)") == []


def test_chinese_is_traditional():
    """A few of the commonest letters that are simplified, and words of another usage."""
    assert found_in("zh-hant", "[会议关于经济体实现们说这发务两区东书长门问见]", among=texts()) == []
    assert found_in("zh-hant", "殘疾|殘障|信息|視頻|軟件|網絡") == []


def test_english_has_curly_quotes_and_single_blanks():
    assert found_in("en", r"\w'\w|\"|[^\n] {2,}\S") == []
    assert found_in("zh-hant", r"[^\n] {2,}\S", among=texts()) == []


def test_every_text_is_there_in_both_languages():
    gaps = [
        f"{where} {field}: nothing in {'Chinese' if not zh else 'English'}"
        for model, where, field, zh, en in texts()
        if not (zh and en) and (model, field) not in ONE_LANGUAGE
    ]
    assert gaps == []


def test_the_two_languages_are_not_the_same_text():
    """A text of more than a name that is the same in both was never translated."""
    same = [
        f"{where} {field}: {zh}" for _, where, field, zh, en in own_words() if zh == en and zh.count(" ") > 3
    ]
    assert same == []


def test_every_published_record_rests_on_a_source_or_says_that_nobody_checked_it():
    cited = set(Citation.objects.values_list("about", flat=True))
    doubted = {note.about for note in Note.objects.public() if UNCHECKED.search(note.text_en or "")}
    bare = [
        record.code
        for model in models()
        if issubclass(model, Publishable) and model.__name__ not in {*WITHOUT_SOURCE, "Note"}
        for record in model.objects.public()
        if record.code not in cited | doubted
    ]
    assert bare == []


def test_a_note_on_what_sources_say_names_them():
    """A note on wording, and a comment of the editors, may be ours alone."""
    cited = set(Citation.objects.values_list("about", flat=True))
    telling = Note.objects.public().exclude(kind__in=("usage", "comment"))
    bare = [note.code for note in telling if note.code not in cited and not UNCHECKED.search(note.text_en)]
    assert bare == []


def test_a_source_that_disagrees_says_what_it_says():
    silent = [
        str(citation.about)
        for citation in Citation.objects.filter(disagrees=True)
        if not (citation.supports_zh_hant and citation.supports_en)
    ]
    assert silent == []


# What readers land on, and what is told of it in plain words as well.
EASY = {
    "Article": ("2024-som2-arequipa-goals",),
    "Case": ("stable-employment-first-time-youth", "workers-lab", "my-tax"),
    "Dialogue": (
        "2024-hrdwg-experts-disability",
        "2024-cti-msme-formalization",
        "2024-cti-ftaap-2",
        "2024-ppd-informal-economy",
    ),
    "Framework": ("arequipa",),
    "Meeting": ("2024-som2", "2024-hrdwg-49", "2024-wef"),
    "Outcome": ("arequipa-goals", "wef-statement-2024", "lima-roadmap", "ichma-statement"),
}


def told_in_plain_words():
    return [text for text in texts() if text[2] == "easy_read"]


def test_what_readers_land_on_is_told_in_plain_words_too():
    silent = [
        f"{model} {slug}"
        for model, slugs in EASY.items()
        for slug in slugs
        if not next(m for m in models() if m.__name__ == model).objects.get(slug=slug).easy_read_en
    ]
    assert silent == []
    assert len([where for model, where, *_ in told_in_plain_words() if model == "Goal"]) == 6


def test_plain_words_are_short_sentences_each_on_its_own_line():
    long = [
        f"{where}: {line}"
        for _, where, _, zh, en in told_in_plain_words()
        for line in [*en.splitlines(), *zh.splitlines()]
        if len(line.split()) > 25
        or len(re.findall(f"[{HAN}]", line)) > 45
        or not re.search(r"[.?。？]$", line)
    ]
    assert long == []


def test_plain_words_hold_no_abbreviation_but_the_name_of_apec_and_no_brackets():
    hard = re.compile(r"\b(?!APEC\b)[A-Z]{2,}\w*|[()（）;；]")
    found = [
        f"{where}: {hard.search(text)[0]}"
        for _, where, _, zh, en in told_in_plain_words()
        for text in (zh, en)
        if hard.search(text)
    ]
    assert found == []


def flesch_kincaid(text):
    """The school year that a text asks for, after Flesch and Kincaid; syllables counted by groups of vowels."""
    sentences = [part for part in re.split(r"[.?!]\s", f"{text} ") if part.strip()]
    words = re.findall(r"[A-Za-z’]+", text)
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word.lower())))) for word in words
    )
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_plain_words_can_be_read_after_eight_years_of_school():
    assert flesch_kincaid("The cat sat on the mat. It was fat.") < 2
    hard = [
        f"{where}: {flesch_kincaid(en):.1f}"
        for _, where, _, _, en in told_in_plain_words()
        if flesch_kincaid(en) > 8
    ]
    assert hard == []


def snapshot():
    return {
        model._meta.label: sorted(model._base_manager.values_list(*columns_of(model)), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ROOMS and not model._meta.proxy
    }


def columns_of(model):
    return [field.attname for field in model._meta.local_concrete_fields]


@pytest.mark.slow
def test_loading_the_record_again_changes_nothing():
    before = snapshot()
    call_command("loaddata", *FIXTURES, verbosity=0)
    after = snapshot()
    assert [label for label in before if before[label] != after[label]] == []
