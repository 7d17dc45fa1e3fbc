from modeltranslation.translator import TranslationOptions, register

from reference import models


@register(models.Economy)
class EconomyTranslation(TranslationOptions):
    fields = ("name", "long_name", "withdrawn_note")


@register(models.Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name", "region", "withdrawn_note")


@register(models.Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name", "summary", "withdrawn_note")


@register(models.Term)
class TermTranslation(TranslationOptions):
    fields = ("name", "definition", "note", "withdrawn_note")


@register(models.Forum)
class ForumTranslation(TranslationOptions):
    fields = ("name", "summary", "withdrawn_note")


@register(models.Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "withdrawn_note")


@register(models.Person)
class PersonTranslation(TranslationOptions):
    fields = ("name", "withdrawn_note")


@register(models.Appointment)
class AppointmentTranslation(TranslationOptions):
    fields = ("post", "withdrawn_note")


@register(models.Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "publisher", "note", "withdrawn_note")


@register(models.Citation)
class CitationTranslation(TranslationOptions):
    fields = ("supports",)


@register(models.Note)
class NoteTranslation(TranslationOptions):
    fields = ("text", "withdrawn_note")


@register(models.Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "working_title", "summary", "withdrawn_note")


@register(models.Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("alt", "caption", "credit", "withdrawn_note")


@register(models.PhotoPerson)
class PhotoPersonTranslation(TranslationOptions):
    fields = ("where",)
