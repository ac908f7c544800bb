"""Reads numbers from whatever form a student gave them in, exactly.

Fractions, decimals, lists, numpy arrays, tensors and sympy matrices all become exact fractions in
row-major order, with a shape. Where a checker says so, irrational numbers are read too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from ..expression.evaluation.constants import NoConstant, rounded_constants
from ..expression.tree import Node, TreeError, from_wire, postorder
from ..sandbox.values import Expression, Tensor, type_name

__all__ = ["NotNumbers", "Numbers", "read_number", "read_numbers"]

_MAX_ENTRIES = 100_000
# So few that computing with what is shared many times over takes no time.
_MAX_BITS = 2_000


class NotNumbers(ValueError):
    """A value that holds something else; its text can be shown to the student."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """An array of exact numbers.

    Args:
        shape: Its sides; empty for a single number.
        entries: In row-major order.
    """

    shape: tuple[int, ...]
    entries: tuple[Fraction, ...]

    @property
    def squeezed(self) -> tuple[int, ...]:
        """The shape without sides of length 1."""
        return tuple(side for side in self.shape if side != 1)


def read_number(value: Any, *, rounded: int = 0) -> Fraction:
    """Read a single number, also where it comes as an array of one.

    Args:
        value: What was submitted.
        rounded: As for `read_numbers`.

    Raises:
        NotNumbers: It is none.
    """
    numbers = read_numbers(value, rounded=rounded)
    if len(numbers.entries) != 1:
        raise NotNumbers(f"expected one number, got {len(numbers.entries)}")
    return numbers.entries[0]


def read_numbers(value: Any, *, rounded: int = 0) -> Numbers:
    """Read a number or an array of numbers.

    Args:
        value: What was submitted.
        rounded: The bits to which numbers such as √2 are rounded; with 0 they are refused.

    Raises:
        NotNumbers: Something in it is no finite number, or its rows differ in length.
    """
    if isinstance(value, bool):
        raise NotNumbers("expected numbers, got `bool`")
    if isinstance(value, (int, Fraction)):
        return Numbers((), (Fraction(value),))
    if isinstance(value, float):
        return Numbers((), (_finite(value),))
    if isinstance(value, Tensor):
        return _read_tensor(value)
    if isinstance(value, Expression):
        return _read_expression(value, rounded)
    if isinstance(value, (list, tuple)):
        return _stack([read_numbers(item, rounded=rounded) for item in value])
    raise NotNumbers(f"expected numbers, got `{type_name(value)}`")


def _finite(value: float) -> Fraction:
    try:
        return Fraction(value)
    except (ValueError, OverflowError):
        raise NotNumbers(f"{value} is not a number that can be compared") from None


def _stack(parts: Sequence[Numbers]) -> Numbers:
    if len({part.shape for part in parts}) > 1:
        raise NotNumbers("the rows have different lengths")
    entries = tuple(entry for part in parts for entry in part.entries)
    if len(entries) > _MAX_ENTRIES:
        raise NotNumbers(f"more than {_MAX_ENTRIES} numbers")
    return Numbers((len(parts), *(parts[0].shape if parts else ())), entries)


def _read_tensor(tensor: Tensor) -> Numbers:
    array = tensor.array()
    if array.size > _MAX_ENTRIES:
        raise NotNumbers(f"more than {_MAX_ENTRIES} numbers")
    if array.dtype.kind in "bc":
        raise NotNumbers(f"expected numbers, got a {type_name(tensor)} of {tensor.dtype}")
    exact = array.astype(np.float64) if array.dtype.kind == "f" else array
    return Numbers(tensor.shape, tuple(_finite(item) for item in exact.ravel().tolist()))


def _read_expression(expression: Expression, rounded: int) -> Numbers:
    try:
        root = from_wire(expression.rows)
    except TreeError as error:
        raise NotNumbers(f"the answer contains {error}") from None
    shape: tuple[int, ...] = ()
    if root.operation == "matrix":
        rows, columns = map(int, root.name.split(","))
        shape = (rows, columns)
    try:
        return Numbers(shape, _exact_entries(root))
    except NotNumbers:
        if not rounded:
            raise
        try:
            return Numbers(shape, rounded_constants(root, bits=rounded))
        except NoConstant:
            pass
        raise


def _exact_entries(root: Node) -> tuple[Fraction, ...]:
    values: dict[int, Fraction] = {}
    nodes = list(postorder(root))
    for node in nodes[:-1] if root.operation == "matrix" else nodes:
        values[id(node)] = _value(node, [values[id(child)] for child in node.children])
    if root.operation != "matrix":
        return (values[id(root)],)
    return tuple(values[id(child)] for child in root.children)


def _value(node: Node, operands: list[Fraction]) -> Fraction:
    """Return the exact value of one arithmetic operation."""
    operation = node.operation
    if operation in ("rational", "decimal"):
        return Fraction(node.name)
    if operation == "neg":
        return -operands[0]
    if operation in ("add", "mul"):
        combine = Fraction.__add__ if operation == "add" else Fraction.__mul__
        return reduce(lambda total, operand: combine(_short(total), _short(operand)), operands)
    if operation == "div" and operands[1]:
        return _short(operands[0]) / _short(operands[1])
    if operation == "pow" and operands[1].denominator == 1:
        return _power(_short(operands[0]), int(_short(operands[1])))
    raise NotNumbers(f"`{node.name or operation}`, where a number is expected")


def _power(base: Fraction, exponent: int) -> Fraction:
    if abs(exponent) * _bits(base) > _MAX_BITS:
        raise NotNumbers("a number with too many digits")
    if base == 0 and exponent < 0:
        raise NotNumbers("a power of 0 that does not exist")
    return Fraction(base**exponent)


def _short(value: Fraction) -> Fraction:
    if _bits(value) > _MAX_BITS:
        raise NotNumbers("a number with too many digits")
    return value


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()
