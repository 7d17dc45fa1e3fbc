from modeltranslation.translator import TranslationOptions, register

from dialogues import models


@register(models.Case)
class CaseTranslation(TranslationOptions):
    fields = ("name", "name_note", "problem", "measure", "easy_read", "withdrawn_note")


@register(models.CaseClaim)
class CaseClaimTranslation(TranslationOptions):
    fields = ("text",)


@register(models.FollowUp)
class FollowUpTranslation(TranslationOptions):
    fields = ("text", "when_words")


@register(models.Dialogue)
class DialogueTranslation(TranslationOptions):
    fields = ("name", "short_name", "question", "summary", "easy_read", "when_words", "withdrawn_note")


@register(models.DialogueStop)
class DialogueStopTranslation(TranslationOptions):
    fields = ("venue", "note", "when_words")


@register(models.Session)
class SessionTranslation(TranslationOptions):
    fields = ("name", "note", "when_words")


@register(models.Presentation)
class PresentationTranslation(TranslationOptions):
    fields = ("title", "note")
