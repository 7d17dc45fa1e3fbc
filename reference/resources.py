"""The sheets of this room, in the order in which one names the other."""

from publishing.resources import RecordResource, register, sheet
from publishing.sheets import NameIndex, match_economy, match_forum
from reference import models


class Named:
    """Records that sheets call by many names; all of them are read once."""

    find = None

    def entries(self):
        raise NotImplementedError

    def match(self, text, reading):
        index = reading.once(self.model, lambda: NameIndex(self.entries()))
        match = type(self).find(text, index)
        if match.warning:
            reading.warn(match.warning)
        return reading.by_code(self.model, match.code)


@register
class Economies(Named, RecordResource):
    model = models.Economy
    name = "economies"
    find = staticmethod(match_economy)
    is_offered = True

    def entries(self):
        for economy in self.model._base_manager.all():
            names = [economy.apec_code, economy.iso2, economy.iso3, economy.slug]
            names += [economy.name_en, economy.name_zh_hant, economy.long_name_en, economy.long_name_zh_hant]
            yield (
                economy.code,
                filter(None, names),
                filter(None, map(str.strip, economy.other_names.split(";"))),
            )


@register
class Forums(Named, RecordResource):
    model = models.Forum
    name = "forums"
    known_as = ("fora",)
    also_said = {
        "kind": {
            "leaders": ("AELM", "Economic Leaders’ Meeting", "領袖會議"),
            "ministers": ("Ministerial", "Ministerial meeting", "部長級", "部長級會議"),
            "officials": ("SOM", "Senior Officials’ Meeting", "Senior Officials Meeting", "資深官員會議"),
            "working-group": ("WG", "工作組"),
        }
    }
    find = staticmethod(match_forum)
    ring = "parent"

    def entries(self):
        for forum in self.model._base_manager.prefetch_related("aliases"):
            names = filter(None, [forum.acronym, forum.slug, forum.name_en, forum.name_zh_hant])
            yield forum.code, names, [alias.name for alias in forum.aliases.all()]


sheet(models.ForumAlias, "forum-aliases")
sheet(models.Place, "places", matched_by=("economy",))
sheet(models.Topic, "topics")
sheet(
    models.Term,
    "terms",
    known_as=("glossary",),
    aliases={"name": ("名稱", "名詞")},
    matched_by=("abbreviation",),
)
sheet(models.Organisation, "organisations", matched_by=("economy",))
sheet(models.Person, "people")
sheet(models.Appointment, "appointments", matched_by=("person", "organisation", "since"))
sheet(models.Source, "sources", aliases={"url": ("link", "website", "連結", "網站")}, matched_by=("url",))
sheet(models.Document, "documents", ring="revises", matched_by=("symbol",))
sheet(models.DocumentFile, "document-files", also=("checksum",))
sheet(models.Photo, "photos", also=("width", "height"))
sheet(models.PhotoPerson, "photo-people")
sheet(models.Citation, "citations")
sheet(models.Note, "notes", matched_by=("about",))
