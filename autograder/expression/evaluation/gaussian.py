"""Expectations under a Gaussian, and integrals over the whole space, in closed form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from flint import acb, arb, fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.gaussian_forms import (
    FormArithmetic,
    GaussianForm,
    exponential_of,
    variable,
)
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.polynomials import (
    Monomial,
    Polynomial,
    add,
    multiply,
    scale,
    total,
)
from autograder.expression.arithmetics.scalars import OutsideDomain, Scalar, Undefined, Unsupported
from autograder.expression.budget import Meter
from autograder.expression.domain import Domain
from autograder.expression.evaluation.point import World
from autograder.expression.evaluation.program import Run

__all__ = ["ClosedFormRules"]

_MAX_DEGREE = 24


class ClosedFormRules:
    """Expectations and integrals that have a closed form.

    Args:
        meter: Counts steps.
    """

    is_exact = True
    is_random = False

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._names = count()

    def arithmetic(self, outer: Arithmetic) -> Arithmetic:
        """Return the arithmetic of forms."""
        return outer if isinstance(outer, FormArithmetic) else FormArithmetic(outer, self._meter)

    def take(self, operation: str, domain: Domain, run: Run, world: World) -> Value:
        """Return the expectation under N(0, I), or the integral over the whole space."""
        size = world.point.size(domain.dimensions[0]) if domain.dimensions else 1
        variables = [next(self._names) for _ in range(size)]
        entries = tuple(map(variable, variables))
        self._meter.spend(50 * size**2)
        average = _Average(operation == "E", variables, world.arithmetic)
        value = run(Matrix(size, 1, entries) if domain.dimensions else entries[0])
        return value.map(average.of) if isinstance(value, Matrix) else average.of(value)


class _Average:
    """An expectation or an integral over some variables."""

    def __init__(self, is_expectation: bool, variables: list[int], base: Arithmetic) -> None:
        self._is_expectation = is_expectation
        self._variables = variables
        self._base = base

    def of(self, value: Scalar) -> Scalar:
        if not isinstance(value, GaussianForm):
            if self._is_expectation:
                return value
            raise Undefined("an integral that does not exist")
        result: Scalar = fmpq(0)
        for polynomial, exponent in value.terms:
            result = result + self._of_term(polynomial, exponent)
        return _simplified(result)

    def _of_term(self, polynomial: Polynomial, exponent: Polynomial) -> GaussianForm:
        """Integrate P(x, y) exp(−xᵀAx/2 + xᵀb(y) + c(y)) over x, by completing the square."""
        size = len(self._variables)
        position = {name: i for i, name in enumerate(self._variables)}
        precision = [
            [fmpq(self._is_expectation and i == j) for j in range(size)] for i in range(size)
        ]
        linear: list[Polynomial] = [{} for _ in range(size)]
        rest: Polynomial = {}
        for monomial, coefficient in exponent.items():
            inside = [position[name] for name in monomial if name in position]
            outside = tuple(name for name in monomial if name not in position)
            if not inside:
                rest[monomial] = coefficient
            elif len(inside) == 1:
                linear[inside[0]][outside] = coefficient
            else:
                i, j = inside
                precision[i][j] = precision[i][j] - coefficient
                precision[j][i] = precision[j][i] - coefficient
        covariance, normaliser = self._covariance(precision)
        mean = [
            total(scale(linear[j], covariance[i * size + j]) for j in range(size))
            for i in range(size)
        ]
        square = total(multiply(linear[i], mean[i]) for i in range(size))
        rest = add(rest, scale(square, fmpq(1, 2)))
        constant = rest.pop((), fmpq(0))
        moments = _Moments(mean, covariance)
        moment = total(
            multiply(moments.of(*_split(monomial, position)), {(): coefficient})
            for monomial, coefficient in polynomial.items()
        )
        return GaussianForm(((scale(moment, normaliser * exponential_of(constant)), rest),))

    def _covariance(self, precision: list[list[Scalar]]) -> tuple[Sequence[Scalar], Scalar]:
        """Return the inverse of the precision, and the integral of the exponential."""
        size = len(precision)
        entries = tuple(_real(entry) for row in precision for entry in row)
        matrix = Matrix(size, size, entries)
        for k in range(1, size + 1):
            block = Matrix(k, k, tuple(entries[i * size + j] for i in range(k) for j in range(k)))
            if not self._base.less(fmpq(0), self._base.determinant(block)):
                raise OutsideDomain("an expectation or integral that does not exist")
        root = self._base.function("sqrt")
        normaliser = self._base.divide(fmpq(1), root(self._base.determinant(matrix)))
        if not self._is_expectation:
            normaliser = normaliser * (2 * arb.pi()).sqrt() ** size
        return self._base.inverse(matrix).entries, normaliser


class _Moments:
    """Moments of a Gaussian, by Stein's recursion; its mean depends on other variables."""

    def __init__(self, mean: list[Polynomial], covariance: Sequence[Scalar]) -> None:
        self._mean = mean
        self._covariance = covariance
        self._known: dict[tuple[int, ...], Polynomial] = {(): {(): fmpq(1)}}

    def of(self, inside: tuple[int, ...], outside: Monomial) -> Polynomial:
        """Return E[x**inside] y**outside, as a polynomial in y."""
        return multiply(self._moment(inside), {outside: fmpq(1)})

    def _moment(self, powers: tuple[int, ...]) -> Polynomial:
        if len(powers) > _MAX_DEGREE:
            raise Unsupported("a polynomial of large degree under an expectation")
        if powers not in self._known:
            first, others = powers[0], powers[1:]
            moment = multiply(self._mean[first], self._moment(others))
            for k, other in enumerate(others):
                factor = self._covariance[first * len(self._mean) + other]
                lower = self._moment(others[:k] + others[k + 1 :])
                moment = add(moment, scale(lower, factor))
            self._known[powers] = moment
        return self._known[powers]


def _simplified(value: GaussianForm | Scalar) -> Scalar:
    """Return a form that depends on nothing any more as a real number."""
    if not isinstance(value, GaussianForm):
        return value
    constant: Scalar = fmpq(0)
    for polynomial, exponent in value.terms:
        if exponent or any(polynomial):
            return value
        constant = constant + polynomial.get((), fmpq(0))
    return _real(constant)


def _real(value: Scalar) -> Scalar:
    """Return the real part: what is imaginary cancels, since waves come in conjugate pairs."""
    return value.real if type(value) is acb else value


def _split(monomial: Monomial, position: Mapping[int, int]) -> tuple[tuple[int, ...], Monomial]:
    inside = tuple(position[name] for name in monomial if name in position)
    return inside, tuple(name for name in monomial if name not in position)
