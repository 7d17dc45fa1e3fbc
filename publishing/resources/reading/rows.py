"""Rows on their way from the sheet to where they are prepared."""


class Row:
    """One row on its way: its number, its values by attname, the relations to several, what waits for later rows."""

    __slots__ = ("links", "number", "pk", "values", "waiting")

    def __init__(self, number):
        self.number, self.pk = number, None
        self.values, self.links, self.waiting = {}, {}, []


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
