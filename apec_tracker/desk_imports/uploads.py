"""The largest thing anybody may hand in here, refused before it is read."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from apec_tracker.desk_imports.forms import FILES, LARGEST_IN_ALL, too_large

BESIDES = 1024 * 1024  # the fields of the form and the seams between its parts
PIECE = 1024 * 1024


def refusal_of(request) -> str:
    """Why what was sent is not taken; "" where it is. Afterwards the request is safe to be asked for its fields."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > LARGEST_IN_ALL + BESIDES:
        drain(request, length)
        return too_large()
    try:
        request.POST  # noqa: B018 - this reads it
    except TooManyFilesSent:
        return _("At most %(limit)d files at a time; pack more into a ZIP.") % {"limit": FILES}
    except (TooManyFieldsSent, RequestDataTooBig, MultiPartParserError, UnreadablePostError):
        return _("The files did not arrive whole. Send them once more.")
    return ""


def drain(request, length):
    """Take in what is not wanted, within reason: a browser listens only when it has said all."""
    left = min(length, 3 * LARGEST_IN_ALL)
    while left > 0 and (piece := request.read(min(PIECE, left))):
        left -= len(piece)
