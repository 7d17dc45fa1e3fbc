"""Rows on their way from the sheet to where they are prepared."""

NOTHING = {}


class Row:
    """One row on its way.

    values   by attname
    links    the relations to several
    waiting  what is to come with later rows
    follows  what the values say of columns that the sheet does not have
    beside   what the row says of records of another sheet, by the name of their column
    folded   its names folded, by column, once they were asked for
    is_crowded
             whether another row beside it has the same name and day
    """

    __slots__ = ("beside", "folded", "follows", "is_crowded", "links", "number", "pk", "values", "waiting")

    def __init__(self, number):
        self.number, self.pk = number, None
        self.values, self.links, self.waiting = {}, {}, []
        self.follows = self.beside = self.folded = NOTHING
        self.is_crowded = False


class Claimed:
    """Which records have had their row: one bit each."""

    def __init__(self):
        self.bits = bytearray()

    def __contains__(self, pk):
        byte = pk >> 3
        return byte < len(self.bits) and bool(self.bits[byte] & 1 << (pk & 7))

    def add(self, pk):
        byte = pk >> 3
        if byte >= len(self.bits):
            self.bits.extend(bytes(byte + 1 - len(self.bits)))
        self.bits[byte] |= 1 << (pk & 7)
