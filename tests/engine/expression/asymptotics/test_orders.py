"""Quantities up to constant factors."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import (
    MAX_TERMS,
    ONE,
    Monomial,
    Polynomial,
    TooLarge,
)
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Order,
    UndecidedGrowth,
    order_of,
    total,
)
from autograder.expression.asymptotics.regime import Constraint, Regime

n, d = (Monomial.of("symbol", name) for name in "nd")
FREE = Regime()


def polynomial(terms):
    return Polynomial({monomial: Fraction(value) for monomial, value in terms.items()})


def test_a_divisor_of_one_term_is_divided_into_the_dividend():
    assert Order.quotient([n, d], [d]) == Order((n / d, ONE))
    assert Order.quotient([n, n, d]).numerator == (n, d)


def test_sums_products_and_powers_of_quotients():
    left, right = Order.quotient([n], [n, d]), Order.quotient([d], [n, d])
    product = left * right
    assert set(product.numerator) == {n * d}
    assert set(product.denominator) == {n * n, n * d, d * d}
    assert set((left + right).numerator) == {n * n, n * d, d * d}
    assert left ** Fraction(-2) == Order.quotient([n * n, d * d], [n * n])


def test_the_smaller_of_two_quantities_is_their_harmonic_sum():
    smaller = Order((n,)).minimum(Order((d,)))
    assert smaller.numerator == (ONE,)
    assert set(smaller.denominator) == {ONE / n, ONE / d}


def test_signs_multiply():
    assert (-CONSTANT * -CONSTANT).negative is False
    assert (-CONSTANT * CONSTANT).negative is True


def test_a_sum_with_positive_terms_holds_everywhere():
    assert order_of(polynomial({n: 3, ONE: 2}), FREE) == Order((n, ONE))


def test_a_difference_is_of_the_order_of_the_side_that_outgrows_the_other():
    assert order_of(polynomial({n: 1, ONE: -5}), FREE) == Order((n,), everywhere=False)
    negative = order_of(polynomial({n: -1, ONE: 5}), FREE)
    assert negative == Order((n,), negative=True, everywhere=False)
    with pytest.raises(UndecidedGrowth):
        order_of(polynomial({n: 1, d: -1}), FREE)
    far = Regime((Constraint(n / d, True),))
    assert order_of(polynomial({n: 1, d: -1}), far).numerator == (n,)


def test_exact_and_inexact_parts_are_added_with_their_signs():
    root = Order((n ** Fraction(1, 2),))
    assert total(polynomial({n: 1}), [-root], FREE).numerator == (n,)
    assert total(polynomial({ONE: -1}), [root], FREE).numerator == root.numerator
    with pytest.raises(UndecidedGrowth):
        total(polynomial({n: -1}), [Order((n,))], FREE)
    with pytest.raises(UndecidedGrowth, match="zero"):
        total(polynomial({}), [], FREE)


def test_too_many_terms_are_refused():
    terms = [n ** Fraction(k) for k in range(MAX_TERMS + 1)]
    with pytest.raises(TooLarge):
        Order.quotient(terms)
