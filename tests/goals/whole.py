"""A framework with all that can stand around it, and the states in which nothing of a record may show."""

from datetime import timedelta

from django.utils import timezone

from tests import make

LANGUAGES = ["en", "zh-hant"]

PAGES = [
    "goals/",
    "goals/pacts/",
    "goals/pacts/1/",
    "goals/pacts/1/?indicator=seen&economy=SEEN",
    "goals/pacts/1/atlantis/",
    "indicators/",
    "indicators/seen/",
    "evidence/",
    "evidence/evi-seen/",
    "frameworks/",
    "frameworks/pacts/",
    "economies/",
    "economies/atlantis/",
]


def hidden_states():
    now = timezone.now()
    return {
        "draft": {"state": "draft"},
        "in review": {"state": "review"},
        "tomorrow": {"published_from": now + timedelta(days=1)},
        "until yesterday": {"published_until": now - timedelta(days=1)},
        "withdrawn in error": {"state": "withdrawn", "withdrawn_as": "error"},
    }


class Whole:
    """The public records that the PAGES are about, and around them records named with `word` in `state`."""

    def __init__(self):
        self.economy = make.make_economy(slug="atlantis", apec_code="SEEN", name="Atlantis")
        self.framework = make.make_framework(slug="pacts", name="Pacts", short_name="Pacts")
        self.area = make.make_area(framework=self.framework)
        self.goal = make.make_goal(framework=self.framework, area=self.area, number="1", title="First goal")
        self.indicator = make.make_indicator(slug="seen", name="Seen indicator", goals=[self.goal])
        self.reading = make.make_reading(indicator=self.indicator, economy=self.economy, period="2019")
        self.evidence = make.make_evidence(code="EVI-SEEN", economy=self.economy, goals=[self.goal])

    def surround(self, word, **state):
        """One more of everything that these pages show, each named after itself and `word`."""
        goal, economy, framework = self.goal, self.economy, self.framework
        line = {name: value for name, value in state.items() if name != "withdrawn_as"}

        def named(noun):
            return f"{word} {noun}"

        source = make.make_source(title=named("source"), **state)
        other_economy = make.make_economy(name=named("economy"), **state)
        make.make_reading(
            indicator=self.indicator,
            economy=economy,
            period="2021",
            value=77.7,
            release=word,
            source=source,
            **line,
        )
        make.make_reading(indicator=self.indicator, economy=other_economy, period="2021")
        indicator = make.make_indicator(name=named("indicator"), goals=[goal], **state)
        make.make_reading(indicator=indicator, economy=economy, period="2021", value=66.6)
        make.make_target(
            indicator=self.indicator,
            economy=economy,
            goal=goal,
            target_year=2030 + make.Target.objects.count(),
            set_by=named("setter"),
            **state,
        )
        make.make_goal(framework=framework, area=self.area, title=named("goal"), position=2, **state)
        other = make.make_framework(name=named("framework"), **state)
        make.make_relation(framework=framework, other=other)
        make.make_relation(framework=other, other=framework, kind="follows")
        make.make_goal(framework=other, title=named("goal of another"))
        make.make_milestone(framework=framework, name=named("review"), when="2098", **state)
        organisation = make.make_organisation(name=named("organisation"), **state)
        self.indicator.custodians.add(organisation)
        make.make_evidence(title=named("evidence"), economy=economy, goals=[goal], **state)
        make.make_evidence(economy=other_economy, goals=[goal], publisher=organisation)
        meeting = make.make_meeting(
            name=named("meeting"),
            host_year=make.make_host_year(
                year=1989 + make.HostYear.objects.count(), economy=economy, theme=named("theme"), **state
            ),
            **state,
        )
        make.make_stop(meeting, place=make.make_place(name=named("place"), economy=economy, **state))
        dialogue = make.make_dialogue(name=named("dialogue"), goals=[goal], co_sponsors=[economy], **state)
        make.make_dialogue(meeting=meeting, goals=[goal], host_year=dialogue.host_year, name="Plain dialogue")
        make.make_case(name=named("case"), economy=economy, goals=[goal], organisation=organisation, **state)
        make.make_case(economy=other_economy, goals=[goal])
        make.make_appointment(
            person=make.make_person(name=named("person"), **state),
            organisation=organisation,
            economy=economy,
            post=named("post"),
            **state,
        )
        make.make_assessment(economy=other_economy, goal=goal)
        make.make_assessment(
            economy=economy, goal=goal, is_current=False, statement=named("statement"), **state
        )
        for record in (framework, goal, self.indicator, self.evidence, economy):
            make.make_note(record, text=named("note"), **state)
            make.make_citation(record, source=source, supports=named("support"))
        framework.articles.add(make.make_article(title=named("article"), **state))
        framework.topics.add(make.make_topic(name=named("topic"), **state))
        return self
