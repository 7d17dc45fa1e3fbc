"""What stands in <head> more than once."""

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


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
