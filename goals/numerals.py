"""How a figure is written: decimals, thousands, a real minus sign, and its unit in the reader's language."""

from dataclasses import dataclass

from publishing.languages import reading_language, text_of

MINUS = "−"
PERCENT = ("percent", "per cent", "%", "百分比")
LONGEST_PLAIN = 1e15


def number(value, decimals=1):
    """A number as read: 1,234.5 or −0.3. From 10^15 on with a power of ten, which nobody reads as a count."""
    if abs(value) >= LONGEST_PLAIN:
        text = f"{value:.3g}"
    else:
        text = f"{value:,.{decimals}f}"
        if not any(digit in text for digit in "123456789"):
            text = text.lstrip("-")  # what rounds to zero has no sign
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


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
        is_percent = any((unit or "").strip().lower() in PERCENT for unit in units)
        return cls(name, indicator.decimals, is_percent)

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
