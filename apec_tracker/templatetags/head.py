"""What stands in <head> more than once."""

from html import unescape

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()
# Signs of a title that are shown: of a longer one, a list of results cuts off what it likes.
SHOWN = 70


@register.filter
def at_site(title, site):
    """The title of a page with the name of the site, as far as both are shown: a long name stands alone, and the end of
    a very long one, which the page itself says in full, is left out."""
    title = unescape(title)
    whole = f"{title} – {site}"
    if len(whole) <= SHOWN:
        return escape(whole)
    if len(title) <= SHOWN:
        return escape(title)
    shown = title[: SHOWN - 1]
    # Between two words, where the language has spaces there.
    words = shown.rpartition(" ")[0]
    return escape((words if len(words) > SHOWN / 2 else shown).rstrip(" ,;:–，、；：") + "…")


@register.tag
def hold(parser, token):
    """{% hold as title %}{% block title %}{% endblock %}{% endhold %}: a block to be written more than once, also as the
    value of an attribute. What is in it is escaped where it is made."""
    _name, _as, name = token.split_contents()
    inside = parser.parse(("endhold",))
    parser.delete_first_token()
    return Held(inside, name)


class Held(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        text = " ".join(self.nodelist.render(context).split())
        context[self.name] = mark_safe(text.replace('"', "&quot;"))
        return ""
