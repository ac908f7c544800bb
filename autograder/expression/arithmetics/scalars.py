"""Numbers: exact rationals as long as they are short, and what an arithmetic puts in their place.

Every arithmetic computes with ``fmpq`` while a value is rational and short, so that limits,
indices, exponents and conditions are decided exactly wherever they can be. `Field` goes on with
residues modulo a prime, `Balls` with intervals of real numbers. An operation ends in one of four
ways: with a value, or

- `Undefined`: there certainly is none,
- `Undecided`: more precision may tell,
- `Unsupported`: another arithmetic may tell.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq

__all__ = [
    "OpenStep",
    "OutsideDomain",
    "Scalar",
    "Undecided",
    "Undefined",
    "Unsupported",
    "exact_integer",
    "rational",
]

#: An ``fmpq``, or what the arithmetic has instead.
Scalar = Any

_HUGE = 2**512  # beyond it, integers are not written out


class Undefined(ArithmeticError):
    """There certainly is no value; the text says why, in a student's words."""


class OutsideDomain(Undefined):
    """The argument of a function lies outside of its domain, and so does what is close to it."""


class Undecided(ArithmeticError):
    """It takes more precision to tell the value, or whether there is one."""


class OpenStep(Undecided):
    """A value lies so close to a step, as of a floor, that it takes more than precision to tell."""


class Unsupported(ArithmeticError):
    """This arithmetic has no such operation; the text names it."""


def rational(value: Fraction | int) -> fmpq:
    """Return a fraction as flint has it."""
    return fmpq(value.numerator, value.denominator)


def exact_integer(value: Scalar) -> int | None:
    """Return the integer that a value is known to be, if it is."""
    if type(value) is fmpq:
        return int(value.p) if value.q == 1 else None
    if type(value) is arb and value.is_integer() and abs(value) < _HUGE:
        whole = value.unique_fmpz()
        return None if whole is None else int(whole)
    return None
