"""What every page does: find its record, or cut its list into pages."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404

from publishing.middleware import Gone, Moved
from publishing.models import State, Withdrawal

PER_PAGE = 50


def find(request, queryset, **lookup):
    """The one record of `queryset` that this reader may open.

    A withdrawn one leads to its successor (Moved), says that it is gone (Gone), or is shown for the page to put
    a notice above it. A record that once answered at this slug leads to where it answers now.
    """
    record = queryset.reachable_by(request.user).filter(**lookup).first()
    if record is None:
        moved = None
        if "slug" in lookup and hasattr(queryset.model, "at_former_address"):
            moved = queryset.model.at_former_address(queryset.model.objects.public(), lookup["slug"])
        if moved is None:
            raise Http404
        raise Moved(moved.get_absolute_url())
    if record.state == State.WITHDRAWN:
        if record.withdrawn_as == Withdrawal.REPLACED and record.replaced_by.is_public:
            raise Moved(record.replaced_by.get_absolute_url())
        if record.withdrawn_as != Withdrawal.KEPT:
            raise Gone(record)
    return record


def page_of(request, records, per_page=PER_PAGE):
    """The page of a list that `?page=` asks for; the first if it is no number, 404 if there is no such page."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
    try:
        return Paginator(records, per_page).page(number)
    except EmptyPage as error:
        raise Http404 from error
