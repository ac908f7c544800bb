"""Scalar expressions at many points at once, in floating point.

A thousand points take as long as a few in balls, but nothing can be concluded from their values:
rounding, overflow and cancellation are not bounded. They tell where it is worth looking.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import reduce
from math import erf, erfc
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.expression.arithmetics.arithmetic import Unsupported
from autograder.expression.tree import Node, postorder

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
        function = _OPERATIONS.get(operation)
        if operation == "call":
            function = _FUNCTIONS.get(node.name)
        if function is None or len(self._values) > _MOST_OPERATIONS:
            raise Unsupported(node.name or operation)
        return function(*[self._values[id(child)] for child in node.children])


def _number(node: Node) -> np.float64:
    try:
        value: np.float64 = np.float64(float(node.fraction()))
    except OverflowError:
        raise Unsupported("a large number") from None
    return value


def _cases(*cases: Any) -> Any:
    value: Any = np.float64(np.nan)
    for case, condition in zip(cases[-2::-2], cases[::-2], strict=True):
        value = np.where(condition, case, value)
    return value


def _folded(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda *operands: reduce(function, operands)


def _for_each(function: Callable[[float], float]) -> Callable[[Any], Any]:
    return np.vectorize(function, otypes=[float])


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": _folded(operator.add),
    "and": _folded(np.logical_and),
    "div": np.divide,
    "eq": np.equal,
    "false": lambda: np.bool_(False),
    "ge": np.greater_equal,
    "gt": np.greater,
    "hadamard": np.multiply,
    "le": np.less_equal,
    "lt": np.less,
    "mul": _folded(operator.mul),
    "ne": np.not_equal,
    "neg": np.negative,
    "not": np.logical_not,
    "or": _folded(np.logical_or),
    "piecewise": _cases,
    "pow": np.power,
    "true": lambda: np.bool_(True),
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Abs": np.abs,
    "Max": _folded(np.maximum),
    "Min": _folded(np.minimum),
    "Mod": np.mod,
    "acos": np.arccos,
    "acosh": np.arccosh,
    "asin": np.arcsin,
    "asinh": np.arcsinh,
    "atan": np.arctan,
    "atan2": np.arctan2,
    "atanh": np.arctanh,
    "ceiling": np.ceil,
    "cos": np.cos,
    "cosh": np.cosh,
    "cot": lambda x: 1 / np.tan(x),
    "coth": lambda x: 1 / np.tanh(x),
    "csc": lambda x: 1 / np.sin(x),
    "erf": _for_each(erf),
    "erfc": _for_each(erfc),
    "exp": np.exp,
    "floor": np.floor,
    "log": np.log,
    "sec": lambda x: 1 / np.cos(x),
    "sech": lambda x: 1 / np.cosh(x),
    "sign": np.sign,
    "sin": np.sin,
    "sinh": np.sinh,
    "sqrt": np.sqrt,
    "tan": np.tan,
    "tanh": np.tanh,
}
