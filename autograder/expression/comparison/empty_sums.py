"""Sums without terms: where the limits stand the wrong way round."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from autograder.expression.budget import OverBudget
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.shape_errors import written
from autograder.expression.statement import exact_value
from autograder.expression.tree import Node, postorder

__all__ = ["empty_sum"]


def empty_sum(root: Node, setting: ComparisonSetting) -> str:
    """Say of a sum of an expression that it is empty, if its first limit is nowhere below its last.

    Where both are equal it has one term, so that it need not be zero everywhere: from T to 1, say.
    A sum that is empty only where its range is, as from 1 to t − 1 where t is 1, is none of these.
    """
    sums = [node for node in postorder(root) if node.operation == "sum"]
    if not sums:
        return ""
    names = IntegerNames.of([root], setting.symbols, conditions=setting.conditions)
    try:
        rows = names.plan(Random(setting.seed), large=False)
    except OverBudget:
        return ""
    return next((_said(node) for node in sums if _is_empty(node, rows)), "")


def _said(total: Node) -> str:
    _, first, last = map(written, total.children)
    return (
        f"The sum over {total.name} from {first} to {last} is empty wherever {first} > {last}: "
        "sums run upwards. Its limits stand the wrong way round."
    )


def _is_empty(node: Node, rows: list[dict[str, int]]) -> bool:
    """Return whether a sum has one term at most at all values of its limits, and often none."""
    lengths = [length for row in rows if (length := _length(node, row)) is not None]
    return bool(lengths) and max(lengths) <= 1 and min(lengths) < 0


def _length(node: Node, values: Mapping[str, int]) -> Fraction | None:
    """Return the number of terms, below 0 where the limits are exchanged; None if not known."""
    first, last = (exact_value(limit, values) for limit in node.children[1:])
    if not isinstance(first, Fraction) or not isinstance(last, Fraction):
        return None
    return last - first + 1
