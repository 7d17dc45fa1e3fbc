"""What becomes of each file of a site, worked out before anything of it is written."""

from dataclasses import dataclass, field

from goals.models import Indicator, OpenSDGFile, Reading, Target
from publishing.sheets import SheetError
from reference.models import Organisation, Source

from .. import kept
from ..groups import figures_of

INDICATOR, READING, TARGET, SOURCE, FILE = (
    model._meta.label_lower for model in (Indicator, Reading, Target, Source, OpenSDGFile)
)


class Old:
    """A reading of the record as far as it is compared."""

    __slots__ = ("has_break", "note", "pk", "release", "state", "value")

    def __init__(self, pk, value, note, has_break, release, state):
        self.pk, self.value, self.note, self.has_break = pk, value, note or "", has_break
        self.release, self.state = release, state


@dataclass
class Work:
    """What becomes of one file. Lists hold rows to be written; `path` is where the file lay."""

    number: str
    path: str
    indicator: Indicator
    release: str
    is_new: bool
    is_changed: bool = False
    custodians: list[Organisation] = field(default_factory=list)
    create: list = field(default_factory=list)  # Figures
    replace: list = field(default_factory=list)  # (Old, Figure)
    replacing: list = field(
        default_factory=list
    )  # the keys of the new readings that replace, in the same order
    amend: list = field(default_factory=list)  # (Old, Figure): another note, the same value
    target: Target | None = None
    file: OpenSDGFile | None = None


class Past:
    """What the last import read, worked out only when it is asked for."""

    def __init__(self, file):
        self.file, self._read, self._figures = file, None, None

    @property
    def read(self):
        if self._read is None and self.file is not None:
            try:
                self._read = kept.indicator_from(self.file.number, self.file.data, self.file.metadata)
            except (SheetError, KeyError, TypeError, AttributeError):
                self.file = None  # somebody has put there what no import did
        return self._read

    @property
    def metadata(self):
        return self.read.metadata if self.read else {}

    def figure(self, key):
        if self._figures is None:
            found = figures_of(self.read, self.file.headings)[0] if self.read else ()
            self._figures = {one.key: one for one in found}
        return self._figures.get(key)
