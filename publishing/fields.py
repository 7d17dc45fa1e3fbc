"""The honest date as a model field: the text is the truth, everything else is derived from it."""

from django.core.exceptions import ValidationError
from django.db import models

from publishing import dates
from publishing.languages import both


class EDTFField(models.CharField):
    """A date as precise as its source: EDTF text such as `2024-05` or `2024-06-08/2024-06-09`, "" if unknown."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        try:
            return dates.read(super().to_python(value) or "").edtf
        except dates.DateError as error:
            raise ValidationError(both(error.sentence_zh, error.sentence_en), code=error.code) from error
