"""The way back up that stands at the head of every page."""

from django.urls import reverse
from django.utils.translation import gettext as _


def crumbs(*steps):
    """Home, then these steps as pairs (name, address); the last one is the page itself."""
    return [(_("Home"), reverse("home")), *steps]
