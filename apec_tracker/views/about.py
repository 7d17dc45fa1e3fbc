from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def about(request, page):
    return render(request, f"site/about/{page}.html")
