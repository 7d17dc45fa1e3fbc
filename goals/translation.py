from modeltranslation.translator import TranslationOptions, register

from goals import models


@register(models.Framework)
class FrameworkTranslation(TranslationOptions):
    fields = ("name", "short_name", "adopted_words", "summary", "easy_read", "key_clause", "withdrawn_note")


@register(models.FrameworkRelation)
class FrameworkRelationTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("name", "note", "when_words", "withdrawn_note")


@register(models.ActionArea)
class ActionAreaTranslation(TranslationOptions):
    fields = ("name", "other_names")


@register(models.Goal)
class GoalTranslation(TranslationOptions):
    fields = ("title", "summary", "easy_read", "official_wording", "wording_note", "verb", "withdrawn_note")


@register(models.GoalClause)
class GoalClauseTranslation(TranslationOptions):
    fields = ("text",)


@register(models.Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "short_name", "unit", "definition", "easy_read", "limits", "withdrawn_note")


@register(models.GoalIndicator)
class GoalIndicatorTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Reading)
class ReadingTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Target)
class TargetTranslation(TranslationOptions):
    fields = ("set_by", "note", "withdrawn_note")


@register(models.Evidence)
class EvidenceTranslation(TranslationOptions):
    fields = ("title", "shows", "when_words", "withdrawn_note")


@register(models.Assessment)
class AssessmentTranslation(TranslationOptions):
    fields = ("statement", "withdrawn_note")
