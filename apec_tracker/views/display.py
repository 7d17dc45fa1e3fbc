from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apec_tracker.display import COOKIE, KEPT_FOR, DisplayForm, chosen_by, language_of, written
from reference.crumbs import crumbs

KEPT = {
    "max_age": KEPT_FOR,
    "path": "/",
    "secure": settings.IS_HTTPS,
    "httponly": True,
    "samesite": "Lax",
}


def is_from_here(request) -> bool:
    """Whether a form was sent by a page of this site, by what the browser says of it.

    This stands in for Django's token, which would have to lie in a cookie of every reader of this page.
    """
    if said := request.headers.get("Sec-Fetch-Site"):
        return said == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


# No token, so no cookie: see is_from_here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def display_settings(request):
    """Asked, it shows a choice on this page alone; sent, it keeps the choice on the reader's device."""
    if request.method == "POST":
        return keep(request)
    form = DisplayForm(initial=chosen_by(request) | {"language": language_of(request)})
    if not any(name in request.GET for name in form.fields):
        return page(request, form, done=request.GET.get("done"))
    form = DisplayForm(request.GET)
    if form.is_valid():
        return page(request, form, display=form.display, is_preview=True)
    return page(request, form)


def keep(request):
    here = reverse("display_settings")
    form = DisplayForm(request.POST)
    if not is_from_here(request):
        return page(request, form, is_refused=True, status=403)
    if "defaults" in request.POST:
        answer = redirect(f"{here}?done=defaults")
        forget(request, answer, COOKIE)
        forget(request, answer, settings.LANGUAGE_COOKIE_NAME)
        return answer
    if not form.is_valid():
        return page(request, form, status=400)
    answer = redirect(f"{here}?done=saved")
    for name, value in (
        (COOKIE, written(form.display)),
        (settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"]),
    ):
        if value:
            answer.set_cookie(name, value, **KEPT)
        else:
            forget(request, answer, name)
    return answer


def forget(request, answer, name):
    if name in request.COOKIES:
        answer.delete_cookie(name, path=KEPT["path"], samesite=KEPT["samesite"])


def page(request, form, status=200, **more):
    context = {
        "form": form,
        "has_kept": bool(chosen_by(request) or language_of(request)),
        "crumbs": crumbs((_("Display settings"), "")),
        **more,
    }
    return render(request, "site/display.html", context, status=status)
