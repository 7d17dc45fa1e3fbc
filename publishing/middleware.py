"""Where a record asked for lives elsewhere, or is gone with a note, a view says so and goes on no further."""

from django.shortcuts import redirect, render

from publishing.languages import text_of


class Moved(Exception):
    """The record answers at another address now."""

    def __init__(self, url):
        super().__init__(url)
        self.url = url


class Gone(Exception):
    """The record was entered in error; a note says why."""

    def __init__(self, record):
        super().__init__(str(record))
        self.record = record


class ElsewhereMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, Moved):
            query = request.META.get("QUERY_STRING", "")
            return redirect(f"{exception.url}?{query}" if query else exception.url, permanent=True)
        if isinstance(exception, Gone):
            note = text_of(exception.record, "withdrawn_note")
            return render(request, "410.html", {"note": note}, status=410)
        return None
