"""A small world in which nothing is translated: every kind of record once, written in one language only.

    from tests.one_language import make_world
    make_world("en")

Its records are at addresses that end in only-en or only-zh-hant. Each of their texts says in which language it is
(ENGLISH, CHINESE), so that a page in the other one can be asked whether it marks them.
"""

from contextlib import contextmanager
from unittest import mock

from publishing.languages import column, other_language
from tests import make

ENGLISH = "said in English only"
CHINESE = "只有中文"
# A unit stands within sentences that are put together, where nothing can be marked: editors give it in both languages.
KEPT = ("unit", "withdrawn_note")


def make_world(language):
    """Every kind of record in "en" or "zh-hant", each leading to the others."""
    # An economy has both names from the beginning.
    economy = make.Economy.objects.order_by("pk").first() or make.make_economy()
    with only_in(language):
        fill(f"only-{language}", language, economy)


@contextmanager
def only_in(language):
    """Within the block, the builders say every text a record can have, in one language, and none in the other."""
    whole = make.build

    def build(model, given, **defaults):
        for name in make.translated_fields(model):
            if name not in KEPT:
                said = model._meta.get_field(name).verbose_name
                defaults.pop(name, None)
                given[column(name, language)] = (
                    f"{CHINESE}：{name}" if language == "zh-hant" else f"{said} {ENGLISH}"
                )
                given[column(name, other_language(language))] = ""
        return whole(model, given, **defaults)

    with mock.patch.object(make, "build", build):
        yield


def fill(address, language, economy):
    topic = make.make_topic(slug=address)
    forum = make.make_forum(slug=address)
    place = make.make_place(economy=economy)
    organisation = make.make_organisation(economy=economy)
    person = make.make_person(slug=address)
    appointment = make.make_appointment(person=person, organisation=organisation, economy=economy)
    source = make.make_source(slug=address, language=language)
    make.make_term(abbreviation=address.upper())
    if not make.HostYear.objects.filter(year=2024):
        make.make_host_year(year=2024, economy=economy)
    photo = make.make_photo()
    make.make_photo_person(photo=photo, appointment=appointment)

    cluster = make.make_meeting(slug=f"cluster-{address}", forum=forum, when="2024-09")
    meeting = make.make_meeting(
        slug=address, forum=forum, parent=cluster, when="2024-09-12", topics=[topic], photos=[photo]
    )
    make.make_meeting(slug=f"next-{address}", forum=forum, when="2024-10-12")
    make.make_stop(meeting, place=place)
    make.make_change(meeting)
    make.make_chairing(meeting, appointment=appointment)
    make.make_quotation(meeting, appointment=appointment)
    make.make_visit(meeting, place=place)
    make.make_citation(meeting, source=source)
    make.make_note(meeting)
    document = make.make_document()
    make.make_document_file(document=document)
    outcome = make.make_outcome(slug=address, meeting=meeting, topics=[topic], document=document)
    make.make_step(outcome, when="2024-09-12", meeting=meeting)
    make.make_outcome(slug=f"annex-{address}", meeting=meeting, annex_to=outcome)

    framework = make.make_framework(slug=address, outcome=outcome, meeting=meeting, forum=forum)
    make.make_relation(framework=framework, other=make.make_framework(slug=f"other-{address}"))
    make.make_milestone(framework=framework)
    goal = make.make_goal(framework=framework, number="1", area=make.make_area(framework=framework))
    make.make_clause(goal)
    indicator = make.make_indicator(slug=address, goals=[goal], custodians=[organisation])
    for year, value in (("2019", 30.0), ("2020", 35.0), ("2021", 40.0)):
        make.make_reading(indicator=indicator, economy=economy, period=year, value=value, source=source)
    make.make_target(indicator=indicator, economy=economy, goal=goal, source=source)
    evidence = make.make_evidence(
        code=f"EVI-XX-{address.upper()}", economy=economy, goals=[goal], publisher=organisation
    )
    make.make_assessment(goal=goal, economy=economy, kind="judged", evidence=[evidence])

    case = make.make_case(
        slug=address, economy=economy, organisation=organisation, goals=[goal], topics=[topic]
    )
    make.make_claim(case, source=source)
    make.make_followup(case, source=source)
    dialogue = make.make_dialogue(
        slug=address, meeting=meeting, forum=forum, topics=[topic], organisers=[organisation]
    )
    make.make_dialogue_stop(dialogue, place=place)
    session = make.make_session(dialogue=dialogue)
    presentation = make.make_presentation(session=session, economy=economy, case=case)
    make.make_presenter(presentation=presentation, appointment=appointment)

    article = make.make_article(
        slug=address,
        authors=[appointment],
        meetings=[meeting],
        outcomes=[outcome],
        frameworks=[framework],
        goals=[goal],
        dialogues=[dialogue],
    )
    make.make_aside(article)
    make.make_figure(article, photo=photo)
