"""What a piece of an address may look like; anything else is simply not found."""

from django.urls import register_converter


class KeyConverter:
    """A number or key with points in it, such as 8.5.2 or 1.3.1-disability."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class YearConverter:
    regex = r"[12][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


register_converter(KeyConverter, "key")
register_converter(YearConverter, "year")
