"""Two texts side by side, with the words marked that one has and the other has not."""

import re
from difflib import SequenceMatcher

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

HAN = "\u3400-\u9fff\uf900-\ufaff"
# Every Chinese character by itself, others by the word.
PIECES = re.compile(rf"[{HAN}]|[^\W{HAN}]+|\s+|[^\w\s]")
# Longer texts are marked as a whole: comparing them would cost more than it tells.
COMPARED = 800
ALIKE = 0.25


def marked(was: str, now: str) -> tuple[SafeString, SafeString]:
    """The old text with what goes in <del>, and the new one with what comes in <ins>."""
    old, new = PIECES.findall(was), PIECES.findall(now)
    if not old or not new or len(old) > COMPARED or len(new) > COMPARED:
        return whole(was, now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole(was, now)
    left, right = [], []
    for tag, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            left.append(conditional_escape(gone))
            right.append(conditional_escape(come))
        else:
            left.append(deleted(gone))
            right.append(inserted(come))
    return mark_safe("".join(left)), mark_safe("".join(right))


def whole(was, now):
    return deleted(was), inserted(now)


def deleted(text):
    if not text:
        return ""
    return format_html('<del><span class="visually-hidden">{} </span>{}</del>', _("goes:"), text)


def inserted(text):
    if not text:
        return ""
    return format_html('<ins><span class="visually-hidden">{} </span>{}</ins>', _("comes:"), text)
