"""One sheet becomes staged rows, a few hundred at a time.

headings    which column of the sheet is which of the record
cells       the cells of a row become values
matching    which record the row is about
comparing   whether it says anything new
judging     the record holds itself to its rules
sheet       all of these in turn, and the rows handed on to be staged
"""

from publishing.resources.reading.headings import Headings
from publishing.resources.reading.sheet import SheetReading

__all__ = ["Headings", "SheetReading"]
