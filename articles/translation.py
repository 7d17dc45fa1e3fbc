from modeltranslation.translator import TranslationOptions, register

from articles import models


@register(models.Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "lead", "easy_read", "body", "when_words", "withdrawn_note")


@register(models.Aside)
class AsideTranslation(TranslationOptions):
    fields = ("title", "body")
