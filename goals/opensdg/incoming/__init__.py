"""An Open SDG site into the record: indicators, targets and readings as drafts, and its files as they were written.

What decides between the file and the record, wherever both have a value and they differ: the file as the last
import kept it. Where the record still says what that file said, the site has changed its mind and the record
follows; where it does not, an editor has, and the record stays. What is published never changes here.
"""

from .planning import plan

__all__ = ["plan"]
