"""The operations of the tree: what each takes, what shape and value it has, what is known of it.

One more operation on matrices is one more row. Besides, ``notation.py`` has to offer it, and
``sympy_nodes.py`` to know sympy's class where there is one. (A function of numbers is a row of
`arithmetics.functions`.) What an operation means is its module's: `shape_rules` has the rules for
shapes, `evaluation.operations` and `evaluation.program` what the grammar is made of, from ``add``
to ``piecewise``.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.expression.arithmetics.functions import Smoothness, fold
from autograder.expression.arithmetics.linear_algebra import LinearAlgebra
from autograder.expression.arithmetics.matrices import Matrix

__all__ = ["CALLED", "FILLED", "MAX_NODES", "OPERATIONS", "Operation", "Shaping"]

MAX_NODES = 50_000


class Shaping(Enum):
    """How the shape of a value follows from those of the operands."""

    NUMBER = auto()  # a number, whatever the operands are
    NUMBER_OF_SQUARE = auto()
    NUMBER_OF_VECTOR = auto()
    SAME = auto()  # that of the operand, and what is a number stays one
    MATRIX = auto()  # that of the operand, which is meant to be a matrix
    SQUARE = auto()  # that of the operand, which has to be square
    TRANSPOSED = auto()
    DIAGONAL = auto()  # a square with the vector on its diagonal
    HADAMARD = auto()  # that of both operands
    ENTRIES = auto()  # as it is written in the name
    FILLED = auto()  # as the operands say
    SPREAD = auto()  # scalars are spread over the entries of what is none
    PRODUCT = auto()
    QUOTIENT = auto()
    POWER = auto()
    SUM_OVER_INDEX = auto()
    PRODUCT_OVER_INDEX = auto()

    @property
    def gives_number(self) -> bool:
        """Whether the value is a number for certain."""
        return self in (Shaping.NUMBER, Shaping.NUMBER_OF_SQUARE, Shaping.NUMBER_OF_VECTOR)

    @property
    def gives_matrix(self) -> bool:
        """Whether the value is meant to be a vector or a matrix."""
        return self in (
            Shaping.MATRIX, Shaping.SQUARE, Shaping.TRANSPOSED, Shaping.DIAGONAL, Shaping.HADAMARD,
            Shaping.ENTRIES, Shaping.FILLED,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation of the tree.

    Attributes:
        operands: The least and the largest number of them.
        has_name: Whether the node has a name.
        shaping: The shape of its value; none where that hangs on the question.
        is_called: Whether it is written as text by its name, with operands in parentheses.
        latex: A name to be written before its operands in parentheses, or what stands before,
            between and after them; nothing for its name as it is.
        of_matrix: Its value, of linear algebra in an arithmetic and of a matrix.
        of_floats: Its values at many points, of arrays of numbers.
        of_fractions: In the conditions that a question states.
        smoothness: How smooth the value is as a function of the operands' entries.
        is_linear: Whether it is linear in its operands together.
    """

    operands: tuple[int, int]
    has_name: bool = False
    shaping: Shaping | None = None
    is_called: bool = False
    latex: str | tuple[str, ...] = ""
    of_matrix: Callable[[LinearAlgebra, Matrix], Any] | None = None
    of_floats: Callable[..., Any] | None = None
    of_fractions: Callable[..., Any] | None = None
    smoothness: Smoothness = Smoothness.PIECEWISE
    is_linear: bool = False


def _first_case(*cases: Any) -> Any:
    value: Any = np.float64(np.nan)
    for case, condition in zip(cases[-2::-2], cases[::-2], strict=True):
        value = np.where(condition, case, value)
    return value


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if exponent.denominator > 1 or size * abs(exponent) > _MOST_BITS:
        return None
    return base ** int(exponent)


def _comparison(of_floats: Callable[..., Any], of_fractions: Callable[..., bool]) -> Operation:
    return Operation(operands=(2, 2), of_floats=of_floats, of_fractions=of_fractions)


_MOST_BITS = 4096
_MANY = (1, MAX_NODES)
_ANY = (0, MAX_NODES)
_LEAF, _ONE, _TWO, _THREE = (0, 0), (1, 1), (2, 2), (3, 3)
_QUOTIENT, _WHOLE = Smoothness.QUOTIENT, Smoothness.WHOLE

#: By the name in the tree. The comment says what the node's name is, where it has one, and what the
#: operands are.
OPERATIONS: Mapping[str, Operation] = {
    # Atoms.
    "rational": Operation(operands=_LEAF, has_name=True, shaping=Shaping.NUMBER),
    # name: "3", "-3" or "-3/7", exact
    "decimal": Operation(operands=_LEAF, has_name=True, shaping=Shaping.NUMBER),
    # name: "0.25", "1e-3": what a student's float or Float printed as
    "symbol": Operation(operands=_LEAF, has_name=True),  # name: as declared by the question
    "constant": Operation(operands=_LEAF, has_name=True, shaping=Shaping.NUMBER),
    # name: "pi", "oo", "I" or "nan"
    "function": Operation(operands=_LEAF, has_name=True),
    # name: an arbitrary function declared by the question, such as sigma
    #
    # Arithmetic. The order of factors is kept; a product of matrices is the matrix product.
    "add": Operation(
        operands=_MANY, shaping=Shaping.SPREAD, of_floats=fold(operator.add),
        of_fractions=lambda *terms: sum(terms, Fraction(0)), is_linear=True,
    ),
    "neg": Operation(
        operands=_ONE, shaping=Shaping.SAME, of_floats=np.negative, of_fractions=operator.neg,
        smoothness=_WHOLE, is_linear=True,
    ),
    "mul": Operation(
        operands=_MANY, shaping=Shaping.PRODUCT, of_floats=fold(operator.mul),
        of_fractions=lambda *factors: math.prod(factors, start=Fraction(1)),
    ),
    "div": Operation(
        operands=_TWO, shaping=Shaping.QUOTIENT, of_floats=np.divide, of_fractions=operator.truediv
    ),
    "pow": Operation(  # elementwise on vectors and non-square matrices, refused on square ones
        operands=_TWO, shaping=Shaping.POWER, of_floats=np.power, of_fractions=_power
    ),
    # Functions.
    "call": Operation(operands=(1, 1000), has_name=True, shaping=Shaping.SPREAD),
    # name: one of `arithmetics.functions`; arguments
    "apply": Operation(operands=_TWO),  # function node (or D of one), argument; elementwise
    "D": Operation(operands=_ONE),  # derivative of a function node (or of D of one)
    # Binders. Name: the bound symbol.
    "sum": Operation(  # body, first, last
        operands=_THREE, has_name=True, shaping=Shaping.SUM_OVER_INDEX, smoothness=_QUOTIENT
    ),
    "product": Operation(  # body, first, last; factors in the order in which the symbol runs
        operands=_THREE, has_name=True, shaping=Shaping.PRODUCT_OVER_INDEX, smoothness=_QUOTIENT
    ),
    "E": Operation(operands=_ONE, has_name=True),
    # body; the expectation over the Gaussian symbol that is named
    "integral": Operation(operands=_ONE, has_name=True),
    # body; over all values of the symbol that is named
    #
    # Sequences, vectors, matrices. Entries count from 1.
    "item": Operation(operands=(2, 3), smoothness=_QUOTIENT, is_linear=True),
    # a sequence or vector and one index, a matrix and two
    "matrix": Operation(  # name: "rows,columns"; the entries row by row
        operands=_ANY, has_name=True, shaping=Shaping.ENTRIES, smoothness=_QUOTIENT, is_linear=True
    ),
    "T": Operation(
        operands=_ONE, shaping=Shaping.TRANSPOSED, latex=("", r"^{\top}"),
        of_matrix=lambda _, matrix: matrix.transposed, smoothness=_QUOTIENT, is_linear=True,
    ),
    "inv": Operation(
        operands=_ONE, shaping=Shaping.SQUARE, is_called=True, latex=("", "^{-1}"),
        of_matrix=LinearAlgebra.inverse, smoothness=_QUOTIENT,
    ),
    "trace": Operation(
        operands=_ONE, shaping=Shaping.NUMBER_OF_SQUARE, is_called=True,
        latex=r"\operatorname{tr}", of_matrix=LinearAlgebra.trace, smoothness=_QUOTIENT,
        is_linear=True,
    ),
    "det": Operation(
        operands=_ONE, shaping=Shaping.NUMBER_OF_SQUARE, is_called=True, latex=r"\det",
        of_matrix=LinearAlgebra.determinant, smoothness=_QUOTIENT,
    ),
    "diag": Operation(  # of a vector: the diagonal matrix
        operands=_ONE, shaping=Shaping.DIAGONAL, is_called=True,
        of_matrix=LinearAlgebra.diagonal, smoothness=_QUOTIENT, is_linear=True,
    ),
    "hadamard": Operation(
        operands=_TWO, shaping=Shaping.HADAMARD, is_called=True, of_floats=np.multiply,
        smoothness=_QUOTIENT,
    ),
    "eye": Operation(
        operands=_ONE, shaping=Shaping.FILLED, is_called=True, smoothness=_QUOTIENT
    ),
    "ones": Operation(  # one size: a column
        operands=(1, 2), shaping=Shaping.FILLED, is_called=True, smoothness=_QUOTIENT
    ),
    "zeros": Operation(
        operands=(1, 2), shaping=Shaping.FILLED, is_called=True, smoothness=_QUOTIENT
    ),
    "norm": Operation(  # Euclidean, of a vector
        operands=_ONE, shaping=Shaping.NUMBER_OF_VECTOR, is_called=True,
        latex=(r"\left\lVert ", r"\right\rVert"), of_matrix=LinearAlgebra.norm,
    ),
    "norm2": Operation(  # operator norm, of a matrix
        operands=_ONE, shaping=Shaping.NUMBER, is_called=True,
        latex=(r"\left\lVert ", r"\right\rVert_{2}"), of_matrix=LinearAlgebra.operator_norm,
    ),
    "lambda_max": Operation(  # largest eigenvalue of a symmetric matrix
        operands=_ONE, shaping=Shaping.NUMBER_OF_SQUARE, is_called=True,
        latex=r"\lambda_{\max}", of_matrix=LinearAlgebra.largest_eigenvalue,
    ),
    "maxabs": Operation(  # largest absolute value of an entry
        operands=_ONE, shaping=Shaping.NUMBER, is_called=True,
        latex=(r"\max\left|", r"\right|"), of_matrix=LinearAlgebra.largest_absolute,
    ),
    "softmax_row": Operation(
        operands=_ONE, shaping=Shaping.MATRIX, is_called=True,
        latex=r"\operatorname{softmax}_{\mathrm{row}}", of_matrix=LinearAlgebra.softmax_of_rows,
        smoothness=_WHOLE,
    ),
    "softmax_col": Operation(
        operands=_ONE, shaping=Shaping.MATRIX, is_called=True,
        latex=r"\operatorname{softmax}_{\mathrm{col}}", of_matrix=LinearAlgebra.softmax_of_columns,
        smoothness=_WHOLE,
    ),
    # Cases. Values and conditions in turn: value, condition, value, condition, ...
    "piecewise": Operation(operands=(2, 1000), of_floats=_first_case),
    "lt": _comparison(np.less, operator.lt),
    "le": _comparison(np.less_equal, operator.le),
    "gt": _comparison(np.greater, operator.gt),
    "ge": _comparison(np.greater_equal, operator.ge),
    "eq": _comparison(np.equal, operator.eq),
    "ne": _comparison(np.not_equal, operator.ne),
    "and": Operation(
        operands=_ANY, of_floats=fold(np.logical_and), of_fractions=lambda *parts: all(parts)
    ),
    "or": Operation(
        operands=_ANY, of_floats=fold(np.logical_or), of_fractions=lambda *parts: any(parts)
    ),
    "not": Operation(operands=_ONE, of_floats=np.logical_not, of_fractions=operator.not_),
    "true": Operation(
        operands=_LEAF, of_floats=lambda: np.bool_(True), of_fractions=lambda: True
    ),
    "false": Operation(
        operands=_LEAF, of_floats=lambda: np.bool_(False), of_fractions=lambda: False
    ),
}  # fmt: skip

#: What is written as a call of the same name.
CALLED = frozenset(name for name, row in OPERATIONS.items() if row.is_called)
#: Matrices whose entries are known from the size alone.
FILLED = frozenset(name for name, row in OPERATIONS.items() if row.shaping is Shaping.FILLED)
