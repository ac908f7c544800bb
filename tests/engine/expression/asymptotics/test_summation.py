"""Sums in closed form, against sums that are added up."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import Monomial, Polynomial
from autograder.expression.asymptotics.summation import exact_sum

i, n = (Polynomial.of(Monomial.of("symbol", name)) for name in "in")


@pytest.mark.parametrize("power", range(13))
@pytest.mark.parametrize("first", [-2, 0, 1, 4])
def test_a_sum_of_powers_has_the_value_of_its_terms(power, first):
    for last in (4, 9):
        closed_form = exact_sum(i**power, "i", first, Polynomial.of(last))
        assert closed_form.number == sum(k**power for k in range(first, last + 1))


def test_the_last_value_can_be_a_polynomial_and_the_terms_can_have_factors():
    total = exact_sum(n * (n - i), "i", 1, n - Polynomial.of(1))
    # n Σ (n − i) = n · n(n−1)/2
    assert total == n * n * (n - Polynomial.of(1)) * Polynomial.of(Fraction(1, 2))


def test_what_is_no_polynomial_in_the_index_has_no_closed_form_here():
    root = Polynomial.of(Monomial.of("symbol", "i") ** Fraction(1, 2))
    logarithm = Polynomial.of(Monomial.of("log", "i"))
    geometric = Polynomial.of(Monomial.exp(Monomial.of("symbol", "i") * Monomial.of("log", "n")))
    for body in (root, logarithm, geometric, i**-1, i**13):
        assert exact_sum(body, "i", 1, n) is None
