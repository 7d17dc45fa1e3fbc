from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.markdown import rendered
from articles.models import Article, Figure
from publishing.languages import TAGS, reading_language, text_of
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.entries import entry_of, in_public_frameworks
from reference.models import Photo, PhotoPerson


@require_safe
def article_list(request):
    """Articles, newest first."""
    records = Article.objects.visible_to(request.user).for_cards().newest_first()
    context = {"page": page_of(request, records), "crumbs": crumbs((_("Articles"), ""))}
    return render(request, "articles/list.html", context)


def body_of(record, **options):
    """A Markdown field in the reader's language or marked as in the other, and its HTML."""
    body = text_of(record, "body")
    page_lang = TAGS[reading_language()] if body.fell_back else ""
    return {"text": body, "html": rendered(body.value, page_lang=page_lang, **options)}


@require_safe
def article(request, slug):
    """One article with its boxes, its figures and the records it speaks of."""
    user = request.user
    record = find(request, Article.objects.for_cards(), slug=slug)
    figures = Figure.objects.filter(article=record, photo__in=Photo.objects.visible_to(user))
    spoken_of = [
        *record.meetings.visible_to(user).in_order(),
        *record.outcomes.visible_to(user).with_state(),
        *record.frameworks.visible_to(user),
        *in_public_frameworks(record.goals.visible_to(user)),
        *record.dialogues.visible_to(user).in_order(),
    ]
    context = {
        "article": record,
        "body": body_of(record),
        "boxes": [
            {"aside": aside, **body_of(aside, prefix=f"box{aside.position}-note", top=4)}
            for aside in record.asides.order_by("position")
        ],
        "figures": figures.order_by("position")
        .select_related("photo", "archive_of")
        .prefetch_related(
            Prefetch("photo__people", PhotoPerson.objects.select_related("appointment__person"))
        ),
        "entries": [entry_of(other) for other in spoken_of],
        "apparatus": Apparatus(user, record.code),
        "sections": [
            {"id": "text-h", "name": _("The text")},
            {"id": "records-h", "name": _("The records it speaks of")},
        ],
        "crumbs": crumbs(
            (_("Articles"), reverse("articles:article_list")), (text_of(record, "title").value, "")
        ),
    }
    return render(request, "articles/article.html", context)
