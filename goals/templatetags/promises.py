"""What the pages of other rooms show of the goals."""

from django import template

from goals.standing import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def standings(context, economy):
    """{% standings economy as standings %}: by framework, how the economy stands on each goal."""
    return standing_of(economy, context["request"].user)
