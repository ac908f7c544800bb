"""What each operation of the tree does with values: scalars of an arithmetic, and matrices."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import (
    Arithmetic,
    OutsideDomain,
    Scalar,
    Undecided,
    Undefined,
    Unsupported,
    exact_integer,
)
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.shape import Shape
from autograder.expression.tree import Node

__all__ = ["TOLERANT", "Operations", "Value", "whole_number"]

#: A scalar, a `Matrix`, or the truth value of a condition.
Value = Any
Function = Callable[..., Value]

#: Operations that can have a value although some of their arguments have none.
TOLERANT = frozenset({"piecewise", "and", "or"})

_MAX_ENTRIES = 10_000
_ZERO, _ONE = fmpq(0), fmpq(1)


def whole_number(value: Value, role: str) -> int:
    """Return the integer that a limit, an index or a size is.

    Raises:
        Undefined: It is another number.
        Unsupported: It is not known exactly in this arithmetic.
    """
    number = exact_integer(value)
    if number is None:
        if type(value) is fmpq:
            raise Undefined(f"{role} that is no integer")
        raise Unsupported(f"{role} that is not known to be an integer")
    return number


class Operations:
    """The operations of the tree in one arithmetic.

    Args:
        arithmetic: Computes with scalars.
        meter: Counts the scalar operations that matrices take.
    """

    def __init__(self, arithmetic: Arithmetic, meter: Meter) -> None:
        self._arithmetic = arithmetic
        self._meter = meter
        add, multiply = arithmetic.add, arithmetic.multiply
        self._of_scalars: dict[str, Function] = {
            "neg": operator.neg,
            "add": lambda *terms: reduce(add, terms),
            "mul": lambda *factors: reduce(multiply, factors),
            "div": arithmetic.divide,
            "pow": arithmetic.power,
            "hadamard": multiply,
        }
        self._of_matrices: dict[str, Function] = {
            "T": lambda m: m.transposed,
            "det": self._determinant,
            "diag": self._diagonal,
            "inv": self._inverse,
            "lambda_max": self._largest_eigenvalue,
            "maxabs": self._largest_absolute,
            "norm": self._norm,
            "norm2": self._operator_norm,
            "softmax_col": lambda m: self._softmax_rows(m.transposed).transposed,
            "softmax_row": self._softmax_rows,
            "trace": lambda m: reduce(add, m.diagonal),
        }
        self._others: dict[str, Function] = {
            "and": _conjunction,
            "div": self.spread(arithmetic.divide),
            "eq": arithmetic.equal,
            "eye": self._identity,
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
            "ones": lambda *sizes: self._filled(_ONE, *sizes),
            "or": _disjunction,
            "piecewise": self._first_case,
            "pow": self.spread(arithmetic.power),
            "true": lambda: True,
            "zeros": lambda *sizes: self._filled(_ZERO, *sizes),
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
            return self._power_of_diagonal
        if operation in self._of_matrices:
            return _on_matrix(self._of_matrices[operation], shape)
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
        if operation in ("eye", "ones", "zeros") and shape.is_scalar:
            return lambda *_sizes: _ONE if operation != "zeros" else _ZERO
        return self._others[operation]

    def spread(self, function: Function) -> Function:
        """Return the elementwise form of a function; scalars are spread over the entries."""

        def elementwise(*arguments: Value) -> Value:
            whole = next((a for a in arguments if isinstance(a, Matrix)), None)
            if whole is None:
                return function(*arguments)
            count = len(whole.entries)
            self._meter.spend(count)
            columns = (a.entries if isinstance(a, Matrix) else (a,) * count for a in arguments)
            return Matrix(whole.rows, whole.columns, tuple(map(function, *columns)))

        return elementwise

    def add(self, left: Value, right: Value) -> Value:
        """Return a sum of scalars and matrices."""
        return self.spread(self._arithmetic.add)(left, right)

    def multiply(self, left: Value, right: Value) -> Value:
        """Return a product of scalars and matrices."""
        if isinstance(left, Matrix) and isinstance(right, Matrix):
            self._meter.spend(left.rows * left.columns * right.columns)
            entries = tuple(map(self._arithmetic.shorten, left.products(right)))
            return Matrix(left.rows, right.columns, entries)
        return self.spread(self._arithmetic.multiply)(left, right)

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

    def sum_of_squares(self, value: Value) -> Scalar:
        """Return the sum of the squares of the entries."""
        multiply, add = self._arithmetic.multiply, self._arithmetic.add
        return reduce(add, (multiply(entry, entry) for entry in _as_matrix(value).entries))

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

    def _filled(self, value: Scalar, *sizes: Value) -> Matrix:
        rows, columns = [*(whole_number(size, "a size") for size in sizes), 1][:2]
        if rows < 1 or columns < 1:
            raise Undefined("a matrix without entries")
        if rows * columns > _MAX_ENTRIES:
            raise OverBudget("a matrix has too many entries")
        self._meter.spend(rows * columns)
        return Matrix(rows, columns, (value,) * (rows * columns))

    def _identity(self, size: Value) -> Matrix:
        square = self._filled(_ZERO, size, size)
        return _with_diagonal((_ONE,) * square.rows)

    def _diagonal(self, vector: Matrix) -> Matrix:
        if len(vector.entries) ** 2 > _MAX_ENTRIES:
            raise OverBudget("a matrix has too many entries")
        return _with_diagonal(vector.entries)

    def _power_of_diagonal(self, matrix: Matrix, exponent: Scalar) -> Matrix:
        powers = (self._arithmetic.power(entry, exponent) for entry in matrix.diagonal)
        return _with_diagonal(tuple(powers))

    def _inverse(self, matrix: Matrix) -> Matrix:
        self._meter.spend(matrix.rows**3)
        return self._arithmetic.inverse(matrix)

    def _determinant(self, matrix: Matrix) -> Scalar:
        self._meter.spend(matrix.rows**3)
        return self._arithmetic.determinant(matrix)

    def _norm(self, vector: Matrix) -> Scalar:
        return self._arithmetic.root_of_squares(self.sum_of_squares(vector))

    def _operator_norm(self, matrix: Matrix) -> Scalar:
        if 1 in (matrix.rows, matrix.columns):
            return self._norm(matrix)
        small = matrix if matrix.columns <= matrix.rows else matrix.transposed
        gram = self.multiply(small.transposed, small)
        return self._arithmetic.root_of_squares(self._largest_eigenvalue(gram))

    def _largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        self._meter.spend(20 * matrix.rows**3)
        return self._arithmetic.largest_eigenvalue(matrix)

    def _largest_absolute(self, matrix: Matrix) -> Scalar:
        absolute = self._arithmetic.function("Abs")
        return self._arithmetic.function("Max")(*map(absolute, matrix.entries))

    def _softmax_rows(self, matrix: Matrix) -> Matrix:
        self._meter.spend(3 * len(matrix.entries))
        weights = matrix.map(self._arithmetic.function("exp"))
        entries: list[Scalar] = []
        for i in range(matrix.rows):
            row = weights.row(i)
            total = reduce(self._arithmetic.add, row)
            entries.extend(self._arithmetic.divide(entry, total) for entry in row)
        return Matrix(matrix.rows, matrix.columns, tuple(entries))


def _on_matrix(function: Function, shape: Shape) -> Function:
    def on_matrix(value: Value) -> Value:
        result = function(_as_matrix(value))
        return result.entries[0] if shape.is_scalar and isinstance(result, Matrix) else result

    return on_matrix


def _as_matrix(value: Value) -> Matrix:
    return value if isinstance(value, Matrix) else Matrix(1, 1, (value,))


def _with_diagonal(entries: tuple[Scalar, ...]) -> Matrix:
    size = len(entries)
    full = [_ZERO] * size**2
    full[:: size + 1] = entries
    return Matrix(size, size, tuple(full))


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
