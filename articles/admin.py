from django.contrib import admin

from articles.models import Article, Aside, Figure
from publishing.admin import DeskInline
from reference.admin import CONNECTIONS, TEXTS, WHAT, WHEN, CitedAdmin


class AsideInline(DeskInline):
    model = Aside
    layout = ("position", "title", "body")


class FigureInline(DeskInline):
    model = Figure
    layout = (("position", "photo", "archive_of"),)


@admin.register(Article)
class ArticleAdmin(CitedAdmin):
    called_by = "title"
    list_also = ("when",)
    inlines = (AsideInline, FigureInline)
    layout = (
        (WHAT, ("title", "authors")),
        (WHEN, (("when", "is_tentative"), "when_words")),
        (TEXTS, ("lead", "easy_read", "body")),
        (CONNECTIONS, (("meetings", "outcomes"), ("frameworks", "goals"), "dialogues")),
    )
