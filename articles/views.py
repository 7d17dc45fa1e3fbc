from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from publishing.views import find, page_of


@require_safe
def article_list(request):
    records = Article.objects.visible_to(request.user)
    return render(request, "articles/list.html", {"page": page_of(request, records)})


@require_safe
def article(request, slug):
    record = find(request, Article.objects.all(), slug=slug)
    return render(request, "articles/article.html", {"article": record})
