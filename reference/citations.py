"""The sources of one page, numbered in the order of their first use, and the notes that rest on them."""

from collections import defaultdict
from dataclasses import dataclass, field

from publishing import dates
from publishing.languages import reading_language, text_of
from reference.models import Citation, Note, Source


@dataclass(slots=True)
class CitedSource:
    """A source as it stands in the list at the end of a page."""

    number: int
    source: Source
    # What it was cited for, each with where in it and whether it disagrees.
    citations: list[Citation] = field(default_factory=list)

    @property
    def title(self):
        return text_of(self.source, "title")

    @property
    def publisher(self):
        return text_of(self.source, "publisher")

    @property
    def published(self) -> str:
        when = dates.read(self.source.published_on)
        return dates.say(when, reading_language(), short=True) if when.edtf else ""

    @property
    def seen(self) -> str:
        when = dates.read(self.source.seen_on)
        return dates.say(when, reading_language(), short=True) if when.edtf else ""

    @property
    def reasons(self) -> list[Citation]:
        """What it was cited for, each once: many lines of a page may rest on a source for the same."""
        once = {}
        for citation in self.citations:
            once.setdefault((text_of(citation, "supports"), citation.locator, citation.disagrees), citation)
        return list(once.values())

    @property
    def disagrees(self) -> bool:
        return any(citation.disagrees for citation in self.citations)


class Apparatus:
    """All notes and sources of a page: two queries, however many records stand on it."""

    def __init__(self, user, *codes, sources=()):
        self._notes = defaultdict(list)
        for note in Note.objects.visible_to(user).filter(about__in=codes):
            self._notes[note.about].append(note)
        note_codes = [note.code for notes in self._notes.values() for note in notes]
        citations = Citation.objects.about(*codes, *note_codes).filter(
            source__in=Source.objects.visible_to(user)
        )
        by_record = defaultdict(list)
        for citation in citations:
            by_record[citation.about].append(citation)

        self.sources: list[CitedSource] = []
        self._by_source: dict[int, CitedSource] = {}
        self._numbers = defaultdict(list)
        for code in (*codes, *note_codes):
            for citation in by_record.get(code, ()):
                cited = self._cited(citation.source)
                cited.citations.append(citation)
                if cited.number not in self._numbers[code]:
                    self._numbers[code].append(cited.number)
        for source in sources:
            if source is not None and source.is_public:
                self._cited(source)

    def _cited(self, source) -> CitedSource:
        if source.pk not in self._by_source:
            cited = CitedSource(len(self.sources) + 1, source)
            self._by_source[source.pk] = cited
            self.sources.append(cited)
        return self._by_source[source.pk]

    def notes_about(self, record) -> list[Note]:
        return self._notes.get(record.code, [])

    def numbers_of(self, record) -> list[int]:
        """The numbers to set behind a record’s sentence."""
        return self._numbers.get(record.code, [])

    def number_of_source(self, source) -> int | None:
        cited = self._by_source.get(source.pk) if source is not None else None
        return cited.number if cited else None

    @property
    def disagreeing(self) -> list[CitedSource]:
        return [cited for cited in self.sources if cited.disagrees]
