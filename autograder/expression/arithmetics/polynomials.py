"""Polynomials in numbered variables, with the scalars of any arithmetic as coefficients."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.expression.arithmetics.scalars import Scalar, Unsupported

__all__ = ["MAX_MONOMIALS", "Monomial", "Polynomial", "add", "multiply", "scale", "total"]

#: What is larger than this is not computed with.
MAX_MONOMIALS = 2000

#: The variables of a monomial, in order, repeated for powers.
Monomial = tuple[int, ...]
Polynomial = dict[Monomial, Scalar]


def add(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return a sum."""
    result = dict(left)
    for monomial, coefficient in right.items():
        result[monomial] = result[monomial] + coefficient if monomial in result else coefficient
    return {monomial: c for monomial, c in result.items() if not _is_zero(c)}


def total(polynomials: Iterable[Polynomial]) -> Polynomial:
    """Return the sum of many."""
    result: Polynomial = {}
    for polynomial in polynomials:
        result = add(result, polynomial)
    return result


def scale(polynomial: Polynomial, factor: Scalar) -> Polynomial:
    """Return a multiple."""
    return {monomial: coefficient * factor for monomial, coefficient in polynomial.items()}


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return a product.

    Raises:
        Unsupported: It has too many monomials.
    """
    if len(left) * len(right) > MAX_MONOMIALS:
        raise Unsupported("a polynomial of too many terms under an expectation")
    result: Polynomial = {}
    for one, a in left.items():
        for other, b in right.items():
            monomial = tuple(sorted(one + other))
            product = a * b
            result[monomial] = result[monomial] + product if monomial in result else product
    return {monomial: c for monomial, c in result.items() if not _is_zero(c)}


def _is_zero(coefficient: Scalar) -> bool:
    return bool(coefficient == 0)
