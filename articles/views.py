from functools import partial

from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.markdown import headings, rendered
from articles.models import Article, Figure
from meetings.pages import by_date
from publishing.languages import TAGS, reading_language, text_of
from publishing.links import linked
from publishing.views import find, page_of
from reference.citations import Apparatus
from reference.crumbs import crumbs
from reference.entries import entry_of, in_public_frameworks
from reference.models import Photo, PhotoPerson

# Begins the ids of the parts of an article.
PART = "part"


@require_safe
def article_list(request):
    """Articles, newest first."""
    records = Article.objects.visible_to(request.user).for_cards().newest_first()
    context = {"page": page_of(request, records), "crumbs": crumbs((_("Articles"), ""))}
    return render(request, "articles/list.html", context)


def body_of(request, record, **options):
    """A Markdown field in the reader's language or marked as in the other, and what makes its HTML.

    It is made where it stands on the page, since what stands above may have explained an abbreviation already.
    """
    body = text_of(record, "body")
    page_lang = TAGS[reading_language()] if body.fell_back else ""
    explain = partial(request.abbreviations.said, language=body.language)
    return {
        "text": body,
        "html": partial(rendered, body.value, page_lang=page_lang, explain=explain, **options),
    }


def parts_of(text):
    """The article’s own headings as sections of the page; without any, the text as a whole."""
    found = headings(text.value, PART)
    if not found:
        return [{"id": "text-h", "name": _("The text")}]
    lang = text.lang if text.fell_back else ""
    return [
        {"id": id_, "name": format_html('<span lang="{}">{}</span>', lang, words) if lang else words}
        for id_, words in found
    ]


@require_safe
def article(request, slug):
    """One article with its boxes, its figures and the records it speaks of."""
    user = request.user
    record = find(request, Article.objects.for_cards(), slug=slug)
    figures = list(
        Figure.objects.filter(article=record, photo__in=Photo.objects.visible_to(user))
        .order_by("position")
        .select_related("photo", "archive_of")
        .prefetch_related(
            Prefetch("photo__people", PhotoPerson.objects.select_related("appointment__person"))
        )
    )
    # The first picture stands above the text, if it may be shown; an empty frame would not.
    lead = figures.pop(0) if figures and figures[0].photo.is_shown else None
    found = linked(meetings=record.meetings.visible_to(user), dialogues=record.dialogues.visible_to(user))
    spoken_of = [
        *by_date(found["meetings"]),
        *record.outcomes.visible_to(user).with_state(),
        *record.frameworks.visible_to(user),
        *in_public_frameworks(record.goals.visible_to(user)),
        *by_date(found["dialogues"]),
    ]
    context = {
        "article": record,
        "body": body_of(request, record, anchors=PART),
        "boxes": [
            {"aside": aside, **body_of(request, aside, prefix=f"box{aside.position}-note", top=4)}
            for aside in record.asides.order_by("position")
        ],
        "lead_figure": lead,
        "figures": figures,
        "entries": [entry_of(other) for other in spoken_of],
        "apparatus": Apparatus(user, record.code),
        "sections": [
            *parts_of(text_of(record, "body")),
            {"id": "records-h", "name": _("The records it speaks of")},
        ],
        "crumbs": crumbs((_("Articles"), reverse("articles:article_list")), (text_of(record, "title"), "")),
    }
    return render(request, "articles/article.html", context)
