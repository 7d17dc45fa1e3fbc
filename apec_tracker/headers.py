"""Headers that every answer carries and Django has no setting for."""

from django.utils.cache import patch_vary_headers

# What a browser could lend to a page and no page here asks for.
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)


class HeadersMiddleware:
    """Pages and files ask for no device, and are not loaded into the pages of another site."""

    headers = {
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class VaryMiddleware:
    """A page is painted as its reader chose, so whoever keeps copies of pages keeps one for each choice.

    Inside of what answers 304, which repeats this header.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response
