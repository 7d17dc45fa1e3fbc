import hashlib

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from apec_tracker.cards import drawing
from apec_tracker.cards.pages import CARDS
from publishing.languages import reading_language
from publishing.middleware import Moved

KEPT_FOR = 30 * 24 * 60 * 60


@require_safe
def card(request, page=""):
    """The picture of a page, drawn when it is first asked for and kept by what stands on it."""
    # For everybody, editors too, a card shows what a stranger may see: it is passed on and kept by others.
    request.user = AnonymousUser()
    try:
        asked = resolve(f"/{reading_language()}/{page}")
    except Resolver404 as error:
        raise Http404 from error
    if asked.view_name not in CARDS:
        raise Http404
    try:
        shown = CARDS[asked.view_name](request, **asked.kwargs)
    except Moved as moved:
        raise Moved(f"{moved.url}card.png") from None
    drawn = drawing.svg(shown)
    name = hashlib.sha256(drawn.encode()).hexdigest()
    etag = f'"{name[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        key = f"card:{name}"
        picture = cache.get(key)
        if picture is None:
            picture = drawing.png(drawn, shown.lang)
            cache.set(key, picture, KEPT_FOR)
        answer = HttpResponse(picture, content_type="image/png", headers={"ETag": etag})
    answer["Cache-Control"] = "public, max-age=3600"
    # Made to be shown elsewhere.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
