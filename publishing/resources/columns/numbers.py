"""Columns of numbers, and of yes and no."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models

from publishing.resources.columns.column import Column
from publishing.resources.sentences import refusal
from publishing.sheets import read_bool, read_number


class BoolColumn(Column):
    def value(self, cell, reading):
        return read_bool(cell)

    def emptied(self):
        if self.field.null:
            return
        raise refusal("required")


class NumberColumn(Column):
    def value(self, cell, reading):
        number = read_number(cell)
        if number is None:
            return None
        if isinstance(self.field, models.IntegerField):
            if isinstance(number, float) and number.is_integer():
                number = int(number)  # 12.0, as programs write whole numbers
            if not isinstance(number, int):
                raise refusal("not_whole", cell)
            return number
        if isinstance(self.field, models.DecimalField):
            try:
                return self.field.to_python(Decimal(str(number)))
            except (InvalidOperation, ValidationError) as error:
                raise refusal("not_whole", cell) from error
        return float(number)

    def emptied(self):
        if self.field.null:
            return
        raise refusal("required")

    def written(self, value, writing):
        if value is None:
            return ""
        if isinstance(value, Decimal):
            value = float(value)  # exact enough: no column has more than fifteen digits
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return int(value)
        return value
