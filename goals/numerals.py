"""How a figure is written with its unit, in the reader's language."""

from dataclasses import dataclass

from goals.figures import is_percent, number
from publishing.languages import reading_language, text_of


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit and decimals of an indicator. name: in the reader's language."""

    name: str = ""
    decimals: int = 1
    is_percent: bool = False

    @classmethod
    def of(cls, indicator):
        name = text_of(indicator, "unit").value
        units = (getattr(indicator, "unit_en", ""), getattr(indicator, "unit_zh_hant", ""))
        return cls(name, indicator.decimals, any(is_percent(unit or "") for unit in units))

    def bare(self, value):
        """The figure without its unit."""
        return number(value, self.decimals)

    def say(self, value):
        """The figure with its unit: 5.0%, 1,200 persons, 1,200人."""
        text = self.short(value)
        if self.is_percent or not self.name:
            return text
        return (
            f"{text}{self.name}"
            if reading_language() == "zh-hant" and not self.name.isascii()
            else f"{text} {self.name}"
        )

    def short(self, value):
        """The figure with a percent sign where it is one, otherwise bare."""
        return f"{self.bare(value)}%" if self.is_percent else self.bare(value)

    def step(self, value):
        """A difference: two percentages differ by points."""
        return self.bare(value)


def share(value, decimals=0):
    """A share as a percentage: 0.785 → 79%."""
    return f"{number(value * 100, decimals)}%"
