"""Polynomials, against sympy."""

import pytest
import sympy
from flint import fmpq

from autograder.expression.arithmetics.polynomials import add, multiply, scale, total
from autograder.expression.arithmetics.scalars import Unsupported

_VARIABLES = sympy.symbols("x0:3")


def _random(rng):
    return {
        tuple(sorted(rng.choices(range(3), k=rng.randint(0, 3)))): fmpq(rng.randint(1, 5), 2)
        for _ in range(4)
    }


def _sympy(polynomial):
    return sum(
        sympy.Rational(int(c.p), int(c.q)) * sympy.prod(_VARIABLES[i] for i in monomial)
        for monomial, c in polynomial.items()
    )


def test_sums_products_and_multiples_are_those_of_sympy(rng):
    for _ in range(20):
        left, right = _random(rng), _random(rng)
        assert sympy.expand(_sympy(add(left, right)) - _sympy(left) - _sympy(right)) == 0
        assert sympy.expand(_sympy(multiply(left, right)) - _sympy(left) * _sympy(right)) == 0
        assert sympy.expand(_sympy(scale(left, fmpq(-3))) + 3 * _sympy(left)) == 0
        assert total([left, right, left]) == add(add(left, right), left)


def test_what_cancels_is_gone():
    assert add({(0,): fmpq(2)}, {(0,): fmpq(-2)}) == {}


def test_a_product_of_too_many_terms_is_refused():
    wide = {(i,): fmpq(1) for i in range(100)}
    with pytest.raises(Unsupported):
        multiply(wide, wide)
