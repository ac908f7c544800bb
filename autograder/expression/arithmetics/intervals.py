"""Questions that are asked of balls."""

from __future__ import annotations

from flint import acb, arb, fmpq

from autograder.expression.arithmetics.scalars import OpenStep, Scalar, Undecided

__all__ = ["contains_zero", "is_infinite", "require_finite", "to_arb", "undecided_step"]

_NARROW = 64  # bits


def to_arb(value: Scalar) -> arb:
    """Return a real value as a ball."""
    if type(value) is arb:
        return value
    if type(value) is acb:
        if value.imag.is_zero():
            return value.real
        raise Undecided
    return arb(value)


def contains_zero(value: Scalar) -> bool:
    """Return whether a value may be zero."""
    if type(value) is fmpq:
        return not value
    if type(value) is acb:
        return contains_zero(value.real) and contains_zero(value.imag)
    return not (value > 0 or value < 0)


def is_infinite(value: Scalar) -> bool:
    """Return whether a value is plus or minus infinity, and not merely unknown."""
    return type(value) is arb and not value.is_finite() and bool(value > 0 or value < 0)


def require_finite(value: Scalar) -> Scalar:
    """Return a value, unless its ball is so wide that it says nothing."""
    if not value.is_finite():
        raise Undecided
    return value


def undecided_step(distance: Scalar) -> Undecided:
    """Return what is raised where the distance from a step may be 0.

    Where it is known to be tiny that is no lack of precision.
    """
    is_narrow = contains_zero(distance) and abs(distance) * 2**_NARROW < 1
    return OpenStep() if is_narrow else Undecided()
