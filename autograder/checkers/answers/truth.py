"""Truth values, from whatever form a student gave them in."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

from autograder.expression.tree import TreeError, from_wire
from autograder.sandbox.values import Tensor, WireExpression

__all__ = ["read_truth"]


def read_truth(value: Any) -> bool | None:
    """Read Python's, numpy's, torch's and sympy's truth values, and numbers that are 1 or 0.

    Nothing is read from texts, nor from arrays with sides.
    """
    if isinstance(value, Tensor) and value.shape == ():
        value = value.array().item()
    if isinstance(value, WireExpression):
        value = _constant(value)
    if isinstance(value, (int, float, Fraction)):
        return bool(value) if value in (0, 1) else None
    return None


def _constant(value: WireExpression) -> bool | float | None:
    """Return the truth value or the number that an expression is; none if it is another."""
    with suppress(TreeError):
        root = from_wire(value.rows)
        if root.operation in ("true", "false"):
            return root.operation == "true"
        if root.operation == "decimal" or root.name in ("0", "1"):
            return float(root.name)
    return None
