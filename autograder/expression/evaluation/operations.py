"""What each operation of the tree does with values: scalars of an arithmetic, and matrices."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import partial, reduce

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.linear_algebra import (
    LinearAlgebra,
    Value,
    as_matrix,
    whole_number,
)
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import (
    OutsideDomain,
    Scalar,
    Undecided,
    Undefined,
    Unsupported,
)
from autograder.expression.budget import Meter
from autograder.expression.shape import Shape
from autograder.expression.tree import Node
from autograder.expression.vocabulary import FILLED, OPERATIONS

__all__ = ["TOLERANT", "Operations"]

Function = Callable[..., Value]

#: Operations that can have a value although some of their arguments have none.
TOLERANT = frozenset({"piecewise", "and", "or"})

_ZERO, _ONE = fmpq(0), fmpq(1)


class Operations(LinearAlgebra):
    """The operations of the tree in one arithmetic.

    Args:
        arithmetic: Computes with scalars.
        meter: Counts the scalar operations that matrices take.
    """

    def __init__(self, arithmetic: Arithmetic, meter: Meter) -> None:
        super().__init__(arithmetic, meter)
        add, multiply = arithmetic.add, arithmetic.multiply
        self._of_scalars: dict[str, Function] = {
            "neg": operator.neg,
            "add": lambda *terms: reduce(add, terms),
            "mul": lambda *factors: reduce(multiply, factors),
            "div": arithmetic.divide,
            "pow": arithmetic.power,
            "hadamard": multiply,
        }
        self._others: dict[str, Function] = {
            "and": _conjunction,
            "div": self.spread(arithmetic.divide),
            "eq": arithmetic.equal,
            "eye": self.identity,
            "false": lambda: False,
            "ge": lambda left, right: arithmetic.less_or_equal(right, left),
            "gt": lambda left, right: arithmetic.less(right, left),
            "hadamard": self.spread(multiply),
            "item": self._entry,
            "le": arithmetic.less_or_equal,
            "lt": arithmetic.less,
            "ne": lambda left, right: not arithmetic.equal(left, right),
            "neg": self.spread(operator.neg),
            "not": operator.not_,
            "ones": lambda *sizes: self.filled(_ONE, *sizes),
            "or": _disjunction,
            "piecewise": self._first_case,
            "pow": self.spread(arithmetic.power),
            "true": lambda: True,
            "zeros": lambda *sizes: self.filled(_ZERO, *sizes),
        }

    def of(self, node: Node, shapes: Sequence[Shape], shape: Shape) -> Function:
        """Return the function that computes a node's value from its children's.

        Args:
            node: No atom, no binder, and no item of a sequence.
            shapes: The shapes of its children.
            shape: Its own shape.
        """
        operation = node.operation
        scalars = all(child.is_scalar for child in shapes)
        if operation == "call":
            function = self._arithmetic.function(node.name)
            return function if scalars else self.spread(function)
        if scalars and operation in self._of_scalars:
            if operation in ("add", "mul") and len(shapes) == 2:
                return self._arithmetic.add if operation == "add" else self._arithmetic.multiply
            return self._of_scalars[operation]
        if operation == "pow" and shape.is_square and shapes[1].is_scalar:
            return self.power_of_diagonal
        of_matrix = OPERATIONS[operation].of_matrix
        if of_matrix is not None:
            return _on_matrix(partial(of_matrix, self), shape)
        if operation == "add":
            add = self.spread(self._arithmetic.add)
            return lambda *terms: reduce(add, terms)
        if operation == "mul":
            return self._product(shapes)
        if operation == "matrix":
            rows, columns = map(int, node.name.split(","))
            return lambda *entries: (
                entries[0] if shape.is_scalar else Matrix(rows, columns, entries)
            )
        if operation in FILLED and shape.is_scalar:
            return lambda *_sizes: _ONE if operation != "zeros" else _ZERO
        return self._others[operation]

    def _first_case(self, *cases: Value) -> Value:
        """Return the value of the first condition that holds; of several that may, their hull."""
        possible: list[Value] = []
        doubt: Undecided | None = None
        for value, condition in zip(cases[::2], cases[1::2], strict=True):
            if isinstance(condition, Undecided) and self._arithmetic.has_hulls:
                doubt = condition
            elif isinstance(condition, ArithmeticError):
                raise condition
            elif not condition:
                continue
            if isinstance(value, (Undefined, Undecided, Unsupported)):
                raise value
            possible.append(value)
            if not isinstance(condition, ArithmeticError):
                return reduce(self.spread(self._arithmetic.hull), possible)
        raise doubt or OutsideDomain("none of the cases applies")

    def _product(self, shapes: Sequence[Shape]) -> Function:
        """Return the product, from the left; what is symbolically 1×1 becomes a scalar."""
        collapses = []
        product = shapes[0]
        for shape in shapes[1:]:
            if product.is_scalar or shape.is_scalar:
                collapses.append(False)
                product = shape if product.is_scalar else product
            else:
                product = Shape(product.rows, shape.columns)
                collapses.append(product.is_scalar)

        def function(first: Value, *factors: Value) -> Value:
            total = first
            for factor, collapse in zip(factors, collapses, strict=True):
                total = self.multiply(total, factor)
                if collapse:
                    total = total.entries[0]
            return total

        return function

    def _entry(self, whole: Matrix, *indices: Value) -> Scalar:
        numbers = [whole_number(index, "an index") for index in indices]
        if len(numbers) == 1:
            numbers = [*numbers, 1] if whole.columns == 1 else [1, *numbers]
        row, column = numbers
        if not (0 < row <= whole.rows and 0 < column <= whole.columns):
            raise Undefined("an index beyond the last entry")
        return whole.entries[(row - 1) * whole.columns + column - 1]


def _on_matrix(function: Function, shape: Shape) -> Function:
    def on_matrix(value: Value) -> Value:
        result = function(as_matrix(value))
        return result.entries[0] if shape.is_scalar and isinstance(result, Matrix) else result

    return on_matrix


def _conjunction(*conditions: Value) -> bool:
    return _decisive(conditions, False)


def _disjunction(*conditions: Value) -> bool:
    return _decisive(conditions, True)


def _decisive(conditions: Sequence[Value], decisive: bool) -> bool:
    """Return the value that one condition alone gives the whole, or its opposite."""
    if any(condition is decisive for condition in conditions):
        return decisive
    for condition in conditions:
        if isinstance(condition, ArithmeticError):
            raise condition
    return not decisive
