"""Decimals, read as what was meant: a student's float printed with up to 17 digits.

0.3333333333333333 is one third and 0.1 is one tenth; 3.141592653589793 is no short fraction, so it
stands for every number that is as close to it as rounding errors of a few operations allow.
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["ROUNDING_BITS", "as_fraction", "simplest_between"]

#: A decimal that is no short fraction is known to this many bits, relatively.
ROUNDING_BITS = 44
_FRACTION_BITS = 46
_MAX_DENOMINATOR = 10**6


def as_fraction(text: str) -> tuple[Fraction, bool]:
    """Return the value of a decimal, and whether that is what was meant exactly.

    Args:
        text: Such as "0.25" or "1e-3".
    """
    printed = Fraction(text)
    slack = abs(printed) / 2**_FRACTION_BITS
    simplest = simplest_between(printed - slack, printed + slack)
    if simplest.denominator <= _MAX_DENOMINATOR:
        return simplest, True
    return printed, False


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction of the smallest denominator in a closed interval."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    quotients = []
    while True:
        whole = low.numerator // low.denominator
        if low == whole:
            quotients.append(whole)
            break
        if whole + 1 <= high:
            quotients.append(whole + 1)
            break
        quotients.append(whole)
        low, high = 1 / (high - whole), 1 / (low - whole)
    value = Fraction(quotients.pop())
    while quotients:
        value = quotients.pop() + 1 / value
    return value
