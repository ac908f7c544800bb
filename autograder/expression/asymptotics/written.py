"""What may be kept as it is written, since it is equal to itself, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.expression.asymptotics.monomials import ONE, Polynomial
from autograder.expression.asymptotics.orders import Quantity, Range, UndecidedGrowth

__all__ = ["KEPT", "is_never_negative", "key"]

#: What may be kept as it is written where it lies between two orders.
KEPT = frozenset({"Abs", "Max", "binomial", "factorial", "floor", "gamma", "pow"})


def is_never_negative(name: str, children: Sequence[Quantity]) -> bool:
    """Return whether something that is not decided may be kept as it is written."""
    if name not in ("log", "pow", "floor"):
        return name in ("Abs", "binomial", "factorial")
    child = children[0]
    if not isinstance(child, Polynomial) or child.is_zero or min(child.terms.values()) < 0:
        return False
    return name != "log" or child.terms.get(ONE, 0) >= 1


def key(name: str, children: Sequence[Quantity]) -> str:
    """Return a text that is the same for what has the same value.

    Raises:
        UndecidedGrowth: Its arguments are not exact.
    """
    if any(isinstance(child, Range) for child in children):
        raise UndecidedGrowth("a quantity that is only known to lie between two orders of growth")
    parts = []
    for child in children:
        if not isinstance(child, Polynomial):
            raise UndecidedGrowth("a quantity that is not exact")
        if name == "Abs" and child.terms and min(child.terms.items(), key=str)[1] < 0:
            child = -child
        parts.append(" + ".join(sorted(f"{value}*{term}" for term, value in child.terms.items())))
    return f"{name}({'; '.join(sorted(parts) if name == 'Max' else parts)})"
