"""What a room says of its records as rows of a sheet, and the list of all of them in the order of the house."""

from collections.abc import Callable
from functools import cache, cached_property

from django.apps import apps
from django.utils.encoding import force_str
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext, override

from publishing.imports import LANGUAGES
from publishing.models import Publishable, PublishableLine
from publishing.resources.columns import AboutColumn, Column, DateColumn, column_for
from publishing.sheets import fold

# A sheet says what a record is, not who may see it: these travel only when a whole record moves house.
PUBLICATION = (
    "state",
    "published_from",
    "published_until",
    "withdrawn_as",
    "withdrawn_note_zh_hant",
    "withdrawn_note_en",
    "replaced_by",
)
# Headings of sheets that give a date in two columns.
DAYS = {
    "first_day": (
        *(
            "first day",
            "first_day",
            "start date",
            "start_date",
            "start day",
            "begin date",
            "starts on",
            "begins on",
        ),
        *("date from", "from date", "start", "開始日期", "起始日期", "開始日", "起日", "第一天"),
    ),
    "last_day": (
        *(
            "last day",
            "last_day",
            "end date",
            "end_date",
            "end day",
            "ends on",
            "date to",
            "to date",
            "until",
            "end",
        ),
        *("結束日期", "結束日", "迄日", "訖日", "最後一天"),
    ),
}
NEVER = frozenset(("id", "created_at", "changed_at", "former_addresses"))


class RecordResource:
    """The rows of one sheet and the records of one model.

    model      the record
    name       of the sheet, as files and `--as` name it
    also       fields that editors cannot change and that a sheet carries all the same
    without    fields that no sheet carries
    aliases    other headings by column: {"when": ("date", "日期")}
    also_said  other words for the choices of a column: {"status": {"held": ("done", "已辦理")}}
    elsewhere  words in a column that say something of another field:
               {"status": {"tentative": ("is_tentative", True)}}
    usual      how the texts of a column are usually written, where they can be in several ways: a function by column
    known_as   other names of the sheet
    needs      relations that tidy() or clean() of the record follows
    ring       a relation to the same model that may not lead back to where it began
    event_columns
               what an event of a calendar fills in, where events become such records
    new_from_event
               what no calendar says and a new record needs, whether it is a file of events or a sheet of others
    is_offered whether empty sheets list its records to choose from
    parted_by  what tells several of one name and day apart; of one alone it may be put right
    beside     what a row may also say of records of another sheet, by the name of their column, with its headings:
               {"place": ("city", "地點")}
    beside_in  the model of that sheet
    matched_by what tells a record without code and address from others of its name
    """

    model = None
    name = ""
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = {}
    also_said: dict[str, dict[str, tuple[str, ...]]] = {}
    elsewhere: dict[str, dict[str, tuple]] = {}
    usual: dict[str, Callable[[str], str]] = {}
    known_as: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ring = ""
    is_offered = False
    event_columns: tuple[str, ...] = ()
    new_from_event: dict[str, str] = {}
    matched_by: tuple[str, ...] = ()
    parted_by: tuple[str, ...] = ()
    beside: dict[str, tuple[str, ...]] = {}
    beside_in = None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @cached_property
    def is_coded(self) -> bool:
        """Whether its records have a stable code; others are known by their natural key."""
        return issubclass(self.model, Publishable)

    @cached_property
    def is_about_any(self) -> bool:
        """Whether its records are about records of any kind, and come in when all of those are there."""
        return any(isinstance(column, AboutColumn) for column in self.columns.values())

    @cached_property
    def key_fields(self) -> tuple[str, ...]:
        """The fields of a row that together name one record."""
        if self.is_coded:
            return ("code",)
        return tuple(dict.fromkeys(path.split("__")[0] for path in self.model.NATURAL_KEY))

    @cached_property
    def must_name(self) -> frozenset[str]:
        """The fields of the key that no row may leave blank."""
        fields = map(self.model._meta.get_field, self.key_fields)
        return frozenset(
            f.name for f in fields if not f.blank and (not f.has_default() or f.name == "position")
        )

    @cached_property
    def publication(self) -> tuple[str, ...]:
        if self.is_coded:
            return PUBLICATION
        return PUBLICATION[:3] if issubclass(self.model, PublishableLine) else ()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns by their heading: the key, the rest in the model's order, publication last."""
        meta = self.model._meta
        beside = {f.translated_field.name for f in meta.concrete_fields if hasattr(f, "translated_field")}
        taken = []
        for field in [*meta.concrete_fields, *meta.many_to_many]:
            if field.name in NEVER or field.name in beside or field.name in self.without:
                continue
            if not field.editable and field.name not in self.also:
                continue
            if field.many_to_many and not field.remote_field.through._meta.auto_created:
                continue
            taken.append(field)
        rank = {name: number for number, name in enumerate(self.key_fields)}
        last = {name: 1000 + number for number, name in enumerate(self.publication)}
        first = {"slug": 90}
        taken.sort(key=lambda f: last.get(f.name, rank.get(f.name, first.get(f.name, 100))))
        columns = {
            field.name: column_for(field, self.words_for(field), self.also_said.get(field.name))
            for field in taken
        }
        for name, words in self.elsewhere.items():
            columns[name].elsewhere = words
        for name, usual in self.usual.items():
            columns[name].usual = usual
        return columns

    def shows(self, field) -> bool:
        """Whether an editor is shown that a field changed; the days that follow from a date are no news beside it."""
        return field.editable or field.name in self.columns

    def words_for(self, field):
        return self.aliases.get(getattr(field, "translated_field", field).name, ())

    @cached_property
    def by_heading(self) -> dict[str, str]:
        """The column of every heading we know, folded. The machine's own names win over words."""
        known = {fold(name): name for name in self.columns}
        for column in self.columns.values():
            for heading in column.headings:
                known.setdefault(fold(heading), column.name)
        return known

    @cached_property
    def days(self) -> dict[str, str]:
        """Headings of the first and the last day, folded; none where records have no date."""
        if not isinstance(self.columns.get("when"), DateColumn):
            return {}
        return {fold(word): name for name, words in DAYS.items() for word in words}

    def labels_of_days(self, language: str):
        """(name, what an editor reads over it) of the two halves of a date, where a sheet may part it."""
        if self.days:
            with override(language):
                yield from (("first_day", gettext("First day")), ("last_day", gettext("Last day")))

    def column_of(self, text: str) -> str | None:
        """The column, or what stands beside, that a word for it means; None where there is no such."""
        folded = fold(text)
        return self.by_heading.get(folded) or self.days.get(folded) or self.besides.get(folded)

    @cached_property
    def bare(self) -> dict[str, tuple[str, str]]:
        """Headings of a text that name no language, folded: the columns in Chinese and in English."""
        found = {}
        for column in self.columns.values():
            if column.original and column.language == "en":
                pair = (f"{column.original.name}_zh_hant", column.name)
                for label in column.labels:
                    if fold(label) not in self.by_heading:
                        found.setdefault(fold(label), pair)
        return found

    @cached_property
    def besides(self) -> dict[str, str]:
        """The headings of what stands beside, folded."""
        return {fold(word): name for name, words in self.beside.items() for word in (name, *words)}

    def labels_beside(self, language: str):
        """(name, what an editor reads over it) of what stands beside."""
        if self.beside:
            other = resource_of(self.beside_in)
            for name in self.beside:
                column = other.columns.get(name) or other.columns[f"{name}_en"]
                with override(language):
                    label = force_str((column.original or column.field).verbose_name)
                yield name, label[:1].upper() + label[1:]

    @property
    def all_headings(self):
        """Every heading that means something here, folded."""
        return {*self.by_heading, *self.bare, *self.days, *self.besides}

    @cached_property
    def names(self) -> frozenset[str]:
        """What the sheet may be called, folded."""
        names = {self.name, self.name.replace("-", "_"), self.name.replace("-", " "), *self.known_as}
        for language in LANGUAGES:
            with override(language):
                names |= {
                    force_str(self.model._meta.verbose_name_plural),
                    force_str(self.model._meta.verbose_name),
                }
        return frozenset(map(fold, names))

    def title(self, language: str) -> str:
        with override(language):
            return force_str(self.model._meta.verbose_name_plural)

    def records(self):
        """What an export holds."""
        return self.model._base_manager.all()

    def of_event(self, event: dict) -> dict:
        """The cells of an event, as publishing.sheets.calendars names them, under `event_columns`."""
        raise NotImplementedError

    def match(self, text: str, reading):
        """The key of the record that a text names in some way of its own, or None. May raise SheetError."""
        return

    @property
    def has_followings(self) -> bool:
        return type(self).follows is not RecordResource.follows

    def follows(self, values: dict, reading) -> dict:
        """What the values of a row say of columns that the sheet does not have, by attname; or the SheetError why not.

        It tells records of one name apart and completes new ones; no record that is there is changed by it.
        """
        return {}

    def take_beside(self, row, reading):
        """Turn what a row says beside into values of its own record, where it is one: “online” is no place."""

    def rows_beside(self, said, reading):
        """The rows of the sheet `beside_in`, the names of its columns first.

        said  (row, key of the record, {name: text}) of each row that says something beside
        """
        raise NotImplementedError

    @property
    def settles(self) -> bool:
        """Whether anything follows from its records being written."""
        return type(self).settle is not RecordResource.settle

    def settle(self, keys):
        """Called after records of this kind were written or taken back, with their keys."""


_resources: dict[type, RecordResource] = {}


def register(resource: type[RecordResource]) -> type[RecordResource]:
    """Make a resource known; as a decorator in the `resources` module of a room."""
    _resources[resource.model] = resource()
    return resource


def sheet(model, name: str, **said) -> type[RecordResource]:
    """Register a resource of which there is no more to say than its model, its name and a few words."""
    return register(type(model.__name__, (RecordResource,), {"model": model, "name": name, **said}))


@cache
def _discover():
    autodiscover_modules("resources")


def resources() -> list[RecordResource]:
    """All resources in the order of the house, so that what is named comes before what names it."""
    _discover()
    order = {config.label: number for number, config in enumerate(apps.get_app_configs())}
    return sorted(_resources.values(), key=lambda resource: order[resource.model._meta.app_label])


def resource_of(model) -> RecordResource | None:
    _discover()
    return _resources.get(model)


def resource_of_events() -> RecordResource:
    """What the events of a calendar become."""
    (resource,) = (resource for resource in resources() if resource.event_columns)
    return resource
