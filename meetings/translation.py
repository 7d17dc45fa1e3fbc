from modeltranslation.translator import TranslationOptions, register

from meetings import models


@register(models.HostYear)
class HostYearTranslation(TranslationOptions):
    fields = ("theme", "priorities", "summary", "when_words", "withdrawn_note")


@register(models.Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("name", "short_name", "theme", "summary", "easy_read", "when_words", "withdrawn_note")


@register(models.Stop)
class StopTranslation(TranslationOptions):
    fields = ("venue", "note", "when_words")


@register(models.MeetingChange)
class MeetingChangeTranslation(TranslationOptions):
    fields = ("reason",)


@register(models.Quotation)
class QuotationTranslation(TranslationOptions):
    fields = ("words", "occasion")


@register(models.SiteVisit)
class SiteVisitTranslation(TranslationOptions):
    fields = ("name", "note", "when_words")


@register(models.Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = ("title", "working_title", "summary", "easy_read", "withdrawn_note")


@register(models.OutcomeStep)
class OutcomeStepTranslation(TranslationOptions):
    fields = ("note", "when_words")
