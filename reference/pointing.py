"""The records of higher rooms that point at one of ours, read back by their related_name and never imported."""

from django.db.models import Count


def pointing_at(model, related_name):
    """The manager of the records that point at `model`: pointing_at(Economy, "cases") is that of Case."""
    return model._meta.get_field(related_name).related_model.objects


def count_by(records, path, of="pk") -> dict:
    """How many of `records`, or of what `of` names in them, each value of `path` has: {economy id: cases}."""
    rows = records.order_by().values_list(path).annotate(n=Count(of, distinct=True))
    return {key: n for key, n in rows if key is not None}
