"""Whether two answers are certainly the same, by what is kept of them.

Expressions are compared in the question's own premises, orders of growth within its regime. What is
not shown to be the same is not the same: a person can still put it together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from autograder.expression.decide import QUICK_BUDGET, Equality, compare
from autograder.expression.growth import GrowthError, growth
from autograder.expression.premises import Premises
from autograder.expression.premises_data import premises_from_data
from autograder.expression.tree import Node, TreeError, from_wire
from autograder.grading.cpu_limit import TookTooLong, limited

__all__ = ["SECONDS", "are_certainly_equal"]

#: CPU seconds for one comparison; a budget of steps ends nearly all of them before.
SECONDS = 2.0

_SAME = "theta"
# Where two have the same values at some points already.
_BUDGET = replace(QUICK_BUDGET, points=64, steps=150_000)
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class _Content:
    """An expression with all that its meaning depends on."""

    root: Node
    premises: Premises
    regime: Sequence[str] | None
    stated: Any


def are_certainly_equal(one: str, other: str) -> bool | None:
    """Return whether two answers are the same, by their fingerprints' contents.

    Args:
        one: What is kept of an expression or an order; there may be nothing.
        other: The same of another answer to the same line.

    Returns:
        None where finding out takes too long, as it will for the same answers again.
    """
    if not one or not other:
        return False
    if one == other:
        return True
    left, right = _read(one), _read(other)
    if left is None or right is None or left.stated != right.stated:
        return False
    try:
        with limited(SECONDS):
            return _are_equal(left, right)
    except (TookTooLong, RecursionError):
        return None
    except GrowthError:
        return False


def _are_equal(left: _Content, right: _Content) -> bool:
    if left.regime is None:
        outcome = compare(left.root, right.root, left.premises, budget=_BUDGET)
        return isinstance(outcome, Equality)
    found = growth(left.root, right.root, left.premises, regime=left.regime)
    return found.verdict == _SAME


@lru_cache(_REMEMBERED)
def _read(content: str) -> _Content | None:
    """Return what is kept of an answer; None where it cannot be read."""
    try:
        data = json.loads(content)
        rows = data.pop("tree")
        return _Content(from_wire(rows), premises_from_data(data), data.get("regime"), data)
    except (AttributeError, KeyError, RecursionError, TreeError, TypeError, ValueError):
        return None
