"""Reads numbers from whatever form a student gave them in, exactly.

Fractions, decimals, lists, numpy arrays, tensors and sympy matrices all become exact fractions in
row-major order, with a shape; so do a number that is given as text and a complex one that is real,
of which the student can be told. What is no number is a gap in the array, or refuses
the whole of it. Where a checker says so, irrational numbers are read too, rounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from autograder.expression.evaluation.constants import NoConstant, rounded_constants
from autograder.expression.tree import Node, TreeError, from_wire, postorder
from autograder.sandbox.values import Tensor, WireExpression, type_name

__all__ = [
    "NotNumbers",
    "Numbers",
    "Readings",
    "read_entries",
    "read_number",
    "read_numbers",
]

_MAX_ENTRIES = 100_000
# So few that computing with what is shared many times over takes no time.
_MAX_BITS = 2_000
# As Python writes numbers, or a fraction of whole ones; so short that it is read at once.
_PLAIN_NUMBER = re.compile(
    r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,3})?|-?\d{1,40}/\d{1,40}", re.ASCII
)


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

    def nested(self) -> Any:
        """Return a single number as a fraction, an array as lists in lists."""
        parts: list[Any] = list(self.entries)
        sides = list(self.shape)
        while sides:
            side, count = sides.pop(), math.prod(sides)
            parts = [parts[side * index : side * (index + 1)] for index in range(count)]
        return parts[0]


@dataclass(frozen=True, slots=True)
class Readings:
    """An array in which some entries may be no numbers.

    Args:
        shape: Its sides; empty for a single entry.
        entries: In row-major order; what is no number is the reason why.
        told: What the student is told of a form that is no number's, and was read as one.
    """

    shape: tuple[int, ...]
    entries: tuple[Fraction | NotNumbers, ...]
    told: str = ""

    @property
    def squeezed(self) -> tuple[int, ...]:
        """The shape without sides of length 1."""
        return tuple(side for side in self.shape if side != 1)

    @property
    def squeezed_numbers(self) -> Any:
        """The numbers as lists in lists, without sides of length 1; None where there are gaps."""
        numbers = tuple(entry for entry in self.entries if isinstance(entry, Fraction))
        return None if self.gaps else Numbers(self.squeezed, numbers).nested()

    @property
    def gaps(self) -> tuple[NotNumbers, ...]:
        """What is said of the entries that are no numbers."""
        return tuple(entry for entry in self.entries if isinstance(entry, NotNumbers))


def read_number(value: Any, *, rounded: int = 0) -> Fraction:
    """Read a single number, also where it comes as an array of one.

    Args:
        value: What was submitted.
        rounded: As for `read_entries`.

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
        rounded: As for `read_entries`.

    Raises:
        NotNumbers: Something in it is no finite number, or its rows differ in length.
    """
    readings = read_entries(value, rounded=rounded)
    numbers = tuple(entry for entry in readings.entries if isinstance(entry, Fraction))
    for gap in readings.gaps:
        raise gap
    return Numbers(readings.shape, numbers)


def read_entries(value: Any, *, rounded: int = 0, text: bool = True) -> Readings:
    """Read an array entry by entry; one that is no finite number leaves a gap.

    A gap among rows stands for a row of gaps.

    Args:
        value: What was submitted.
        rounded: The bits to which numbers such as √2 are rounded; with 0 they are no numbers.
        text: Whether text that writes a number is one.

    Raises:
        NotNumbers: The rows differ in length, or there are too many.
    """
    return replace(_entries(value, rounded=rounded, text=text), told=_told_of(value, text=text))


def _entries(value: Any, *, rounded: int, text: bool) -> Readings:
    if isinstance(value, bool):
        return _gap("expected numbers, got `bool`")
    if isinstance(value, (int, Fraction)):
        return Readings((), (Fraction(value),))
    if isinstance(value, float):
        return Readings((), (_finite(value),))
    if isinstance(value, Tensor):
        return _read_tensor(value)
    if isinstance(value, WireExpression):
        return _read_expression(value, rounded)
    if isinstance(value, (list, tuple)):
        return _stack([_entries(item, rounded=rounded, text=text) for item in value])
    if text and isinstance(value, str) and (number := _of_text(value)) is not None:
        return Readings((), (number,))
    return _gap(f"expected numbers, got `{type_name(value)}`")


def _told_of(value: Any, *, text: bool) -> str:
    """Return what the student is told of what could be read and is in no number's form."""
    parts, found = [value], set()
    while parts:
        part = parts.pop()
        if isinstance(part, (list, tuple)):
            parts += part
        elif text and isinstance(part, str) and _of_text(part) is not None:
            found.add("text was read as the number that it writes")
        elif isinstance(part, Tensor) and _is_complex(part) and _real(part) is not None:
            found.add("complex numbers were read as real ones, since they have no imaginary part")
    return f"Note: {', and '.join(sorted(found))}." if found else ""


def _of_text(text: str) -> Fraction | None:
    """Return the number that a text writes; None where it writes none."""
    try:
        return Fraction(text.strip()) if _PLAIN_NUMBER.fullmatch(text.strip()) else None
    except ZeroDivisionError:
        return None


def _is_complex(tensor: Tensor) -> bool:
    return tensor.dtype.startswith("complex")


def _real(tensor: Tensor) -> np.ndarray[Any, np.dtype[Any]] | None:
    """Return complex numbers as real ones; None where one has an imaginary part."""
    array = tensor.array()
    return array.real if not array.imag.any() else None


def _gap(reason: str) -> Readings:
    return Readings((), (NotNumbers(reason),))


def _finite(value: float) -> Fraction | NotNumbers:
    try:
        return Fraction(value)
    except (ValueError, OverflowError):
        return NotNumbers(f"{value} is not a number that can be compared")


def _stack(parts: Sequence[Readings]) -> Readings:
    shapes = {part.shape for part in parts if part.shape or not part.gaps}
    if len(shapes) > 1:
        raise NotNumbers("the rows have different lengths")
    shape = next(iter(shapes), ())
    if len(parts) * math.prod(shape) > _MAX_ENTRIES:
        raise NotNumbers(f"more than {_MAX_ENTRIES} numbers")
    rows = (
        part.entries if part.shape == shape else part.entries * math.prod(shape) for part in parts
    )
    return Readings((len(parts), *shape), tuple(entry for row in rows for entry in row))


def _read_tensor(tensor: Tensor) -> Readings:
    array = tensor.array()
    if array.size > _MAX_ENTRIES:
        raise NotNumbers(f"more than {_MAX_ENTRIES} numbers")
    if array.dtype.kind == "c" and (real := _real(tensor)) is not None:
        array = real
    if array.dtype.kind in "bc":
        return _gap(f"expected numbers, got a {type_name(tensor)} of {tensor.dtype}")
    exact = array.astype(np.float64) if array.dtype.kind == "f" else array
    return Readings(tensor.shape, tuple(_finite(item) for item in exact.ravel().tolist()))


def _read_expression(expression: WireExpression, rounded: int) -> Readings:
    try:
        root = from_wire(expression.rows)
    except TreeError as error:
        return _gap(f"the answer contains {error}")
    values: dict[int, Fraction | NotNumbers] = {}
    nodes = list(postorder(root))
    for node in nodes[:-1] if root.operation == "matrix" else nodes:
        values[id(node)] = _reading(node, [values[id(child)] for child in node.children])
    roots: tuple[Node, ...] = (root,)
    shape: tuple[int, ...] = ()
    if root.operation == "matrix":
        rows, columns = map(int, root.name.split(","))
        roots, shape = root.children, (rows, columns)
    return Readings(shape, tuple(_rounded(part, values[id(part)], rounded) for part in roots))


def _rounded(root: Node, reading: Fraction | NotNumbers, bits: int) -> Fraction | NotNumbers:
    """Return a reading, or in the place of a gap the number of an expression without symbols."""
    if isinstance(reading, Fraction) or not bits:
        return reading
    try:
        (number,) = rounded_constants(root, bits=bits)
    except NoConstant:
        return reading
    return number


def _reading(node: Node, operands: list[Fraction | NotNumbers]) -> Fraction | NotNumbers:
    """Return the value of one operation, or why it has none."""
    numbers = [operand for operand in operands if isinstance(operand, Fraction)]
    if len(numbers) < len(operands):
        return next(operand for operand in operands if isinstance(operand, NotNumbers))
    try:
        return _value(node, numbers)
    except NotNumbers as reason:
        return reason


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
