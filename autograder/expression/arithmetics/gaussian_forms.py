"""Functions of Gaussian variables: sums of polynomials times exponentials of quadratic ones.

They are closed under addition, multiplication and integration against a Gaussian. Waves are complex
exponentials. What leaves this class, such as a hyperbolic tangent, is unsupported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.polynomials import (
    MAX_MONOMIALS,
    Polynomial,
    add,
    multiply,
)
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Unsupported
from autograder.expression.budget import Meter

__all__ = ["FormArithmetic", "GaussianForm", "exponential_of", "form", "variable"]

_MAX_POWER = 24


@dataclass(frozen=True, slots=True, eq=False)
class GaussianForm:
    """A function of Gaussian variables: a sum of polynomials times exponentials.

    Attributes:
        terms: Pairs of a polynomial and the polynomial in the exponent, of degree at most 2 and
            without a constant.
    """

    terms: tuple[tuple[Polynomial, Polynomial], ...]

    def __add__(self, other: GaussianForm | Scalar) -> GaussianForm:
        terms = list(self.terms)
        for polynomial, exponent in form(other).terms:
            for position, (known, same) in enumerate(terms):
                if same == exponent:
                    terms[position] = add(known, polynomial), exponent
                    break
            else:
                terms.append((polynomial, exponent))
        return _bounded(terms)

    def __mul__(self, other: GaussianForm | Scalar) -> GaussianForm:
        factor = form(other)
        total = GaussianForm(())
        for polynomial, exponent in self.terms:
            for other_polynomial, other_exponent in factor.terms:
                product = multiply(polynomial, other_polynomial)
                total += GaussianForm(((product, add(exponent, other_exponent)),))
        return total

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> GaussianForm:
        return self * fmpq(-1)

    @property
    def polynomial(self) -> Polynomial:
        """The form as a polynomial.

        Raises:
            Unsupported: It has exponentials.
        """
        if any(exponent for _, exponent in self.terms):
            raise Unsupported("a function of an exponential under an expectation")
        return self.terms[0][0] if self.terms else {}

    @property
    def exponential(self) -> tuple[Scalar, Polynomial]:
        """The form as a constant times an exponential.

        Raises:
            Unsupported: It is none.
        """
        if len(self.terms) == 1:
            polynomial, exponent = self.terms[0]
            if set(polynomial) == {()}:
                return polynomial[()], exponent
        raise Unsupported("a function of a polynomial under an expectation")


class FormArithmetic(Arithmetic):
    """Computes with forms, and with what they are made of.

    Args:
        base: Computes with what depends on no variable.
        meter: Counts steps.
    """

    def __init__(self, base: Arithmetic, meter: Meter) -> None:
        self._base = base
        self._meter = meter

    def shorten(self, value: Scalar) -> Scalar:
        """Return a value, after its monomials have been counted."""
        if isinstance(value, GaussianForm):
            self._meter.spend(sum(8 * len(polynomial) for polynomial, _ in value.terms))
            return value
        return self._base.shorten(value)

    def shortened(self, values: Iterable[Scalar]) -> tuple[Scalar, ...]:
        """Return values, after their monomials have been counted."""
        return tuple(map(self.shorten, values))

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a sum."""
        return self.shorten(left + right)

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a product."""
        return self.shorten(left * right)

    def divide(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        if isinstance(left, GaussianForm) and type(right) is fmpq and right:
            return left * (1 / right)
        return super().divide(left, right)

    def inexact(self, value: fmpq) -> Scalar:
        """Return the base's form of a rational."""
        return self._base.inexact(value)

    def constant(self, name: str) -> Scalar:
        """Return the base's value of a constant."""
        return self._base.constant(name)

    def rounded(self, value: Fraction) -> Scalar:
        """Return the base's reading of a rounded decimal."""
        return self._base.rounded(value)

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient; forms are divided by exponentials and by what is constant."""
        if isinstance(right, GaussianForm):
            return left * self.power(right, fmpq(-1))
        if isinstance(left, GaussianForm):
            return left * self._base.divide(fmpq(1), right)
        return self._base.divide(left, right)

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power of a form."""
        if not isinstance(base, GaussianForm):
            return self._base.power_of_inexact(base, exponent)
        if exponent < 0:
            return self.power_inexact(base, fmpq(exponent))
        if exponent > _MAX_POWER:
            raise Unsupported("a large power under an expectation")
        power = form(fmpq(1))
        for _ in range(exponent):
            power *= base
        return power

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power of an exponential, or an exponential of a form."""
        if isinstance(exponent, GaussianForm):
            if isinstance(base, GaussianForm):
                raise Unsupported("such a power under an expectation")
            return self.exponential(exponent * self._base.function("log")(base))
        if not isinstance(base, GaussianForm):
            return self._base.power_inexact(base, exponent)
        constant, inside = base.exponential
        factor = self._base.power(constant, exponent)
        return GaussianForm((({(): factor}, {m: exponent * c for m, c in inside.items()}),))

    def function(self, name: str) -> Callable[..., Scalar]:
        """Return a function of forms, or of what depends on no variable."""
        base, of_form = self._base.function(name), FUNCTIONS[name].of_gaussian

        def function(*arguments: Scalar) -> Scalar:
            if not any(isinstance(argument, GaussianForm) for argument in arguments):
                return base(*arguments)
            if of_form is None:
                raise Unsupported(f"{name} under an expectation")
            return of_form(self, *arguments)

        return function

    def root(self, x: GaussianForm) -> GaussianForm:
        """Return the square root of an exponential."""
        return form(self.power_inexact(x, fmpq(1, 2)))

    def exponential(self, x: GaussianForm) -> GaussianForm:
        """Return the exponential of a quadratic polynomial."""
        exponent = dict(x.polynomial)
        if any(len(monomial) > 2 for monomial in exponent):
            raise Unsupported("an exponential of a cubic under an expectation")
        factor: Scalar = exponential_of(exponent.pop((), fmpq(0)))
        return GaussianForm((({(): factor}, exponent),))

    def wave(self, x: GaussianForm, forward: Scalar, backward: Scalar) -> GaussianForm:
        """Return a multiple of exp(ix) plus one of exp(-ix), for a linear polynomial x."""
        if any(len(monomial) > 1 for monomial in x.polynomial):
            raise Unsupported("a wave of a square under an expectation")
        turned = x * acb(0, 1)
        wave: GaussianForm = (
            self.exponential(turned) * forward + self.exponential(-turned) * backward
        )
        return wave

    def equal(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values that depend on no variable are equal."""
        return self._base.equal(*_constants(left, right))

    def less(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value that depends on no variable is less than another."""
        return self._base.less(*_constants(left, right))

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the root of a sum of squares that depends on no variable."""
        return self._base.root_of_squares(*_constants(value))

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a matrix that depends on no variable."""
        return self._base.inverse(matrix.map(lambda entry: _constants(entry)[0]))

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a matrix that depends on no variable."""
        return self._base.determinant(matrix.map(lambda entry: _constants(entry)[0]))

    def largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        """Return the largest eigenvalue of a matrix that depends on no variable."""
        return self._base.largest_eigenvalue(matrix.map(lambda entry: _constants(entry)[0]))


def variable(name: int) -> GaussianForm:
    """Return the form that is one variable."""
    return GaussianForm((({(name,): fmpq(1)}, {}),))


def form(value: GaussianForm | Scalar) -> GaussianForm:
    """Return a value as a form."""
    return value if isinstance(value, GaussianForm) else GaussianForm((({(): value}, {}),))


def exponential_of(value: Scalar) -> Scalar:
    """Return the exponential of a number that may be complex."""
    if type(value) is fmpq:
        return arb(value).exp() if value else fmpq(1)
    result = value.exp()
    if not result.is_finite():
        raise Undecided
    return result


def _bounded(terms: Sequence[tuple[Polynomial, Polynomial]]) -> GaussianForm:
    if sum(len(polynomial) for polynomial, _ in terms) > MAX_MONOMIALS:
        raise Unsupported("a polynomial of too many terms under an expectation")
    return GaussianForm(tuple(terms))


def _constants(*values: Scalar) -> Sequence[Scalar]:
    if any(isinstance(value, GaussianForm) for value in values):
        raise Unsupported("such an operation under an expectation")
    return values
