"""How often two different rational expressions could agree at a random point, bounded.

By Schwartz and Zippel, a polynomial of degree D that is not zero vanishes at a random point of a
field of p elements with probability at most D/p. The degree of a difference is bounded by running
its program in an arithmetic of degrees: a value is a numerator's degree over a product of
denominators, which are told apart so that sums over a common one stay small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Unsupported
from autograder.expression.domain import Domain
from autograder.expression.evaluation.point import Function

__all__ = ["Degree", "DegreeSource", "Degrees", "Denominator", "degree_of_difference"]

_MAX_DENOMINATORS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Denominator:
    """A polynomial that is divided by."""

    degree: int


@dataclass(frozen=True, slots=True, eq=False)
class Degree:
    """The degrees of a fraction.

    Attributes:
        numerator: The degree of the numerator.
        denominators: The factors of the denominator, with multiplicities.
    """

    numerator: int
    denominators: Mapping[Denominator, int]

    def __add__(self, other: Degree | fmpq) -> Degree:
        other = _degree(other)
        if not (self.denominators or other.denominators):
            return _of_polynomial(max(self.numerator, other.numerator))
        common = _common((self, other))
        return Degree(max(_over(self, common), _over(other, common)), _merged(common))

    def __mul__(self, other: Degree | fmpq) -> Degree:
        other = _degree(other)
        if not (self.denominators or other.denominators):
            return _of_polynomial(self.numerator + other.numerator)
        product = dict(self.denominators)
        for factor, multiplicity in other.denominators.items():
            product[factor] = product.get(factor, 0) + multiplicity
        return Degree(self.numerator + other.numerator, _merged(product))

    __radd__ = __sub__ = __rsub__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> Degree:
        return self

    def __truediv__(self, _other: fmpq) -> Degree:
        return self

    @property
    def inverse(self) -> Degree:
        """The degrees of the reciprocal."""
        return Degree(_total(self.denominators), {Denominator(self.numerator): 1})


@lru_cache(maxsize=1000)
def _of_polynomial(degree: int) -> Degree:
    """Return a degree without denominators: equal ones are one, so that products are few."""
    return Degree(degree, {})


class Degrees(Arithmetic):
    """Degrees of rational functions, for values whose degrees all are random residues."""

    def inexact(self, _value: fmpq) -> Scalar:
        """Return the degree of a constant."""
        return _of_polynomial(0)

    def constant(self, _name: str) -> Scalar:
        """Return the degree of π, which is an indeterminate."""
        return _of_polynomial(1)

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return the degree of a quotient."""
        return left * right.inverse

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return the degree of a power."""
        base = base if exponent >= 0 else base.inverse
        times = abs(exponent)
        denominators = {f: times * count for f, count in base.denominators.items()}
        return Degree(times * base.numerator, denominators)

    def power_inexact(self, _base: Scalar, _exponent: Scalar) -> Scalar:
        """Refuse: it is no rational function."""
        raise Unsupported("a power that is no integer")

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Refuse: they are no rational functions."""
        raise Unsupported(name)

    def equal_inexact(self, _left: Scalar, _right: Scalar) -> bool:
        """Return what holds for almost all values."""
        return False

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the degrees of the inverse's entries, by Cramer's rule."""
        common = _common(map(_degree, matrix.entries))
        largest = max(_over(_degree(entry), common) for entry in matrix.entries)
        size = matrix.rows
        entry = Degree((size - 1) * largest + _total(common), {Denominator(size * largest): 1})
        return Matrix(size, size, (entry,) * size**2)

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the degree of the determinant, by Leibniz's formula."""
        common = _common(map(_degree, matrix.entries))
        largest = max(_over(_degree(entry), common) for entry in matrix.entries)
        power = {factor: matrix.rows * count for factor, count in common.items()}
        return Degree(matrix.rows * largest, power)


class DegreeSource:
    """Every value that is drawn is an indeterminate."""

    def scalar(self, _domain: Domain, _name: str) -> Scalar:
        """Return the degree of an indeterminate."""
        return _of_polynomial(1)

    def matrix(self, _kind: str, rows: int, columns: int) -> Matrix:
        """Return a matrix of indeterminates."""
        return Matrix(rows, columns, (_of_polynomial(1),) * (rows * columns))

    def function(self, _positive: bool) -> Function:
        """Return a table of indeterminates; arguments that collide count as agreement."""

        def function(_order: int, x: Scalar, _arithmetic: Arithmetic) -> Scalar:
            degree = _degree(x)
            return _of_polynomial(1 + degree.numerator + _total(degree.denominators))

        return function


def degree_of_difference(expected: Value, submitted: Value) -> int:
    """Return the degree of the numerator of a difference, the largest of all entries."""
    if not isinstance(expected, Matrix):
        return (_degree(expected) + _degree(submitted)).numerator
    pairs = zip(expected.entries, submitted.entries, strict=True)
    return max((_degree(x) + _degree(y)).numerator for x, y in pairs)


def _degree(value: Scalar) -> Degree:
    return value if isinstance(value, Degree) else _of_polynomial(0)


def _merged(denominators: dict[Denominator, int]) -> Mapping[Denominator, int]:
    """Return a product of denominators, as one where they are too many to be told apart."""
    if len(denominators) <= _MAX_DENOMINATORS:
        return denominators
    return {Denominator(_total(denominators)): 1}


def _common(degrees: Iterable[Degree]) -> dict[Denominator, int]:
    """Return the least common multiple of the denominators."""
    common: dict[Denominator, int] = {}
    for degree in degrees:
        for factor, multiplicity in degree.denominators.items():
            common[factor] = max(common.get(factor, 0), multiplicity)
    return common


def _over(degree: Degree, common: Mapping[Denominator, int]) -> int:
    """Return the numerator's degree over a common denominator."""
    return degree.numerator + _total(common) - _total(degree.denominators)


def _total(denominators: Mapping[Denominator, int]) -> int:
    return sum(factor.degree * multiplicity for factor, multiplicity in denominators.items())
