"""Scalar expressions at many points at once, in floating point.

A thousand points take as long as a few in balls, but nothing can be concluded from their values:
rounding, overflow and cancellation are not bounded. They tell where it is worth looking.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.tree import Node, postorder
from autograder.expression.vocabulary import OPERATIONS

__all__ = ["Evaluation", "Floats"]

#: A number for each point, or one for all of them.
Floats = npt.NDArray[np.float64]

_MOST_OPERATIONS = 1000  # each has an array of values


class Evaluation:
    """The values of expressions at the same points.

    Args:
        symbols: The values of the symbols.

    Attributes:
        overflowed: At which points some value was too large, so that nothing is known there.
    """

    def __init__(self, symbols: Mapping[str, Floats]) -> None:
        self._symbols = symbols
        self._values: dict[int, Floats] = {}
        self.overflowed: npt.NDArray[np.bool_] = np.zeros((), bool)

    @property
    def operations(self) -> int:
        """How many were computed, symbols and numbers counted too."""
        return len(self._values)

    def value(self, root: Node) -> Floats:
        """Return the values of an expression: nan where it has none.

        Raises:
            Unsupported: It has an operation that is not computed here, or too many.
        """
        with np.errstate(all="ignore"):
            for node in postorder(root):
                if id(node) not in self._values:
                    value = self._values[id(node)] = self._of(node)
                    if node.children and value.dtype != bool:
                        self.overflowed = self.overflowed | np.isinf(value)
        return self._values[id(root)]

    def _of(self, node: Node) -> Any:
        operation = node.operation
        if operation == "symbol" and node.name in self._symbols:
            return self._symbols[node.name]
        if operation in ("rational", "decimal"):
            return _number(node)
        if operation == "constant" and node.name == "pi":
            return np.float64(np.pi)
        function = OPERATIONS[operation].of_floats
        if operation == "call":
            function = FUNCTIONS[node.name].of_floats
        if function is None or len(self._values) > _MOST_OPERATIONS:
            raise Unsupported(node.name or operation)
        return function(*[self._values[id(child)] for child in node.children])


def _number(node: Node) -> np.float64:
    try:
        value: np.float64 = np.float64(float(node.fraction()))
    except OverflowError:
        raise Unsupported("a large number") from None
    return value
