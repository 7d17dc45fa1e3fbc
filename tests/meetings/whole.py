"""A meeting and an outcome with everything around them that a page can show, once or several times."""

from datetime import timedelta

from django.utils import timezone

from tests import make

LANGUAGES = ("en", "zh-hant")


def hidden_states():
    """Every way in which a record is not for the public, as values for a builder."""
    day = timedelta(days=1)
    return {
        "draft": {"state": "draft"},
        "in review": {"state": "review"},
        "from tomorrow": {"published_from": timezone.now() + day},
        "until yesterday": {"published_until": timezone.now() - day},
        "withdrawn in error": {"state": "withdrawn", "withdrawn_as": "error"},
    }


class Whole:
    """A public meeting with one outcome; all around them carries `word` in its name and the given state."""

    def __init__(self, word="Shown", times=1, **state):
        self.word, self.state = word, state
        self.meeting = make.make_meeting(
            name="The meeting",
            slug="the-meeting",
            when="2024-05-04/2024-05-16",
            forum=self.named(make.make_forum, acronym="Lead"),
            parent=self.named(make.make_meeting, short_name="", when="2024-05"),
        )
        self.outcome = make.make_outcome(
            meeting=self.meeting,
            title="The outcome",
            slug="the-outcome",
            forum=self.named(make.make_forum, acronym="Adopting"),
            document=self.titled(make.make_document),
            annex_to=self.titled(make.make_outcome, host_year=self.meeting.host_year),
        )
        make.make_step(self.outcome, state="expected", when="2024-03")
        for n in range(times):
            self.surround(n)

    def named(self, builder, **given):
        return self._made(builder, "name", given)

    def titled(self, builder, **given):
        return self._made(builder, "title", given)

    def _made(self, builder, field, given):
        what = builder.__name__.removeprefix("make_")
        if "acronym" in given:
            given["acronym"] = f"{self.word} {given['acronym']}"
        return builder(**{field: f"{self.word} {what}"}, **given, **self.state)

    def appointment(self, role):
        """A hidden post of a hidden person; both have to be public to be named."""
        person = make.make_person(name=f"{self.word} {role}", **self.state)
        return make.make_appointment(person=person, post=f"{self.word} post of {role}", **self.state)

    def source(self):
        return self.titled(make.make_source)

    def surround(self, n):
        meeting, outcome = self.meeting, self.outcome
        economy = make.make_economy(name=f"{self.word} economy", **self.state)
        make.make_stop(meeting, place=self.named(make.make_place, economy=economy))
        make.make_stop(meeting, place=make.make_place(name="Open city", economy=economy))
        make.make_change(meeting)
        make.make_visit(meeting, place=self.named(make.make_place, economy=economy))
        meeting.joint_forums.add(self.named(make.make_forum, acronym=f"Joint {n}"))
        make.make_chairing(meeting, appointment=self.appointment("chair"))
        make.make_quotation(
            meeting,
            appointment=self.appointment("speaker"),
            words=f"{self.word} words",
            source=self.source(),
        )
        photo = make.make_photo(caption=f"{self.word} caption", **self.state)
        make.make_photo_person(photo=photo, appointment=self.appointment("person in the picture"))
        open_photo = make.make_photo()
        make.make_photo_person(photo=open_photo, appointment=self.appointment("second person in a picture"))
        meeting.photos.add(photo, open_photo)
        topic = self.named(make.make_topic)
        meeting.topics.add(topic)
        outcome.topics.add(topic)
        part = self.named(make.make_meeting, parent=meeting, when="2024-05-05")
        self.titled(make.make_outcome, meeting=meeting)
        make.make_step(outcome, meeting=part, source=self.source(), when="2024-05-16")
        dialogue = self.named(make.make_dialogue, meeting=meeting, when="2024-05-06")
        dialogue.feeds.add(outcome, self.titled(make.make_outcome, host_year=meeting.host_year))
        framework = self.named(make.make_framework, meeting=meeting, outcome=outcome)
        self.titled(make.make_goal, framework=framework)
        self.named(make.make_milestone, framework=framework, when="2024-10")
        open_framework = make.make_framework(meeting=meeting, outcome=outcome)
        self.titled(make.make_goal, framework=open_framework)
        article = self.titled(make.make_article)
        article.meetings.add(meeting)
        article.outcomes.add(outcome)
        self.titled(make.make_outcome, annex_to=outcome, host_year=meeting.host_year)
        for record in (meeting, outcome, meeting.host_year):
            make.make_note(record, text=f"{self.word} note", **self.state)
            make.make_citation(record, source=self.source(), supports=f"{self.word} support")
        # Neighbours in the series of a forum that anybody may see.
        series = {"forum": meeting.forum, "kind": meeting.kind}
        self.named(make.make_meeting, when="2024-02", **series)
        self.named(make.make_meeting, when="2024-08", **series)
