import mimetypes
import re

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

from reference.files import is_for, is_for_all, owners_of

# Not every machine knows it.
mimetypes.add_type("image/avif", ".avif")
# A name with the fingerprint of what is in the file, as reference/renditions.py gives it.
FINGERPRINT = re.compile(r"-[0-9a-f]{12}-c?[0-9]+\.(avif|webp|jpg|png)\Z")


@require_safe
def media(request, path):
    """A file that editors handed in, for those who may see what it belongs to; nobody else learns that it is there."""
    owners = owners_of(path)
    is_public = any(map(is_for_all, owners))
    # Who asks is looked up only where it matters: the answer to all others is the same for everybody.
    if not is_public and not any(is_for(request.user, owner) for owner in owners):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # Whatever is inside the file, a browser shows it as a file and runs nothing of it.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not is_public:
        response["Cache-Control"] = "private, no-store"
    elif FINGERPRINT.search(path):
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        # Asked for anew each time: what was withdrawn, or replaced under the same name, is not shown from a store.
        response["Cache-Control"] = "public, no-cache"
    return response
