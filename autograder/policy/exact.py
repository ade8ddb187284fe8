"""Exact numbers: decimal text in, fractions in between, one rounding at the end. No float is ever made."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,12})?", re.ASCII)


def exact(text: str) -> Fraction:
    """The number that decimal text like `81.25` writes. Raises ValueError for anything else (`1,5`, `1e3`, `nan`)."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a number like 12 or 81.25")
    return Fraction(text)


def half_up(value: Fraction, decimals: int) -> Decimal:
    """The value rounded to so many decimals; a half goes up (59.5 to 60, -0.5 to 0)."""
    shifted = value * 10**decimals + Fraction(1, 2)
    return Decimal(shifted.numerator // shifted.denominator).scaleb(-decimals)


def shown(value: Fraction) -> str:
    """The value as a person writes it: whole when at most six decimals hold it, else rounded to four and marked."""
    if (value * 10**6).denominator == 1:
        text = format(half_up(value, 6), "f")
        return text.rstrip("0").rstrip(".")
    return f"about {half_up(value, 4):f}"
