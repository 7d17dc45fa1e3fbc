"""Names in the order a reader looks them up: by letter in English, by strokes in Chinese.

As is usual in Chinese Taipei, characters stand by the number of their strokes. Python’s own codec knows Big5, the
public standard whose characters were laid out in that order, so no table of anybody’s has to be shipped; where each
number of strokes begins in it was read off the standard and is checked by hand in the tests.
"""

import unicodedata

from publishing.languages import text_of

# Where each number of strokes begins among the 5,401 common characters of Big5, which stand in that order
# (Institute for Information Industry, Big5, 1984, level 1). From 29 strokes on they share one heap.
STROKES_BEGIN = (
    *(0xA440, 0xA442, 0xA454, 0xA4A1, 0xA4FE, 0xA5E0, 0xA6EA, 0xA8C3, 0xAB45, 0xADBC),
    *(0xB0AE, 0xB3C3, 0xB6C4, 0xB9AC, 0xBBF5, 0xBEA7, 0xC075, 0xC24F, 0xC35F, 0xC455),
    *(0xC4D7, 0xC56B, 0xC5C8, 0xC5F1, 0xC655, 0xC665, 0xC66C, 0xC676, 0xC67B),
)
LAST_COMMON = 0xC67E


def strokes_of(character: str) -> int | None:
    """How many strokes a common traditional character has, from its place in Big5; None for any other."""
    try:
        place = int.from_bytes(character.encode("big5"), "big")
    except UnicodeEncodeError:
        return None
    if not STROKES_BEGIN[0] <= place <= LAST_COMMON:
        return None
    return sum(1 for begin in STROKES_BEGIN if begin <= place)


def place_of(words: str) -> tuple:
    """Where a word stands in a list: letters first, whatever marks they bear, then characters by strokes, then all else."""
    first = words[:1]
    letter = unicodedata.normalize("NFKD", first)[:1]
    if letter.isascii() and letter.isalpha():
        return 0, letter.upper(), words.casefold()
    strokes = strokes_of(first) if first else None
    if strokes:
        return 1, strokes, words.encode("big5", "replace")
    return 2, 0, words.casefold()


def in_name_order(records, field="name"):
    """Records in the order of what they are called in the reader’s language; two of one name stay as they were."""
    return sorted(records, key=lambda record: place_of(text_of(record, field).value))
