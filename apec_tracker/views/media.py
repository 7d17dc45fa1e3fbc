from django.conf import settings
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def media(request, path):
    """A file that editors uploaded; in front of a larger site a web server does this better."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # Whatever is inside the file, a browser shows it as a file and runs nothing of it.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
