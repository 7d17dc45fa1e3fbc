"""What the tests of imports hand in at the desk."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from publishing.models import ImportRun


def sheet(name, *lines, encoding="utf-8-sig"):
    return name, "\r\n".join(lines).encode(encoding)


def workbook(name, **pages):
    book = Workbook(write_only=True)
    for title, rows in pages.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return name, file.getvalue()


def hand_in(client, *files, **options):
    """Hand files in; the import that came of it, and the page one is led to."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    shown = client.post(reverse("admin:publishing_importrun_add"), {"files": sent, **options}, follow=True)
    return ImportRun.objects.first(), shown
