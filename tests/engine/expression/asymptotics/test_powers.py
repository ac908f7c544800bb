"""Powers, exponential powers and logarithms."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import Monomial, Polynomial
from autograder.expression.asymptotics.orders import CONSTANT, Order, UndecidedGrowth
from autograder.expression.asymptotics.powers import (
    exponential,
    exponential_function,
    logarithm,
    power,
    product,
)
from autograder.expression.asymptotics.regime import Regime

FREE = Regime()
one = Polynomial.of(1)
N_, T_, n_ = (Monomial.of("symbol", name) for name in "NTn")
N, T, n = (Polynomial.of(monomial) for monomial in (N_, T_, n_))
half = Fraction(1, 2)


def number(name):
    return Monomial.of("number", name)


def number_power(prime):
    return Monomial.exp(number(f"log({prime})") * T_)


def test_a_power_stays_exact_for_as_long_as_it_is_a_sum_of_monomials():
    assert power(n + one, Fraction(2), FREE) == n * n + Polynomial.of(2) * n + one
    assert power(n, half, FREE) == Polynomial.of(n_**half)
    assert power(Polynomial.of(4) * n, half, FREE) == Polynomial({n_**half: Fraction(2)})
    assert power(Polynomial.of(8) * n, half, FREE) == Polynomial(
        {number("2") ** half * n_**half: Fraction(2)}
    )
    assert set(power(n + one, half, FREE).numerator) == {n_**half, Monomial()}
    assert power(n + one, Fraction(-1), FREE) == Order((Monomial(),), (n_, Monomial()))


def test_a_power_that_is_too_large_to_expand_is_kept_up_to_constants():
    assert set(power(n + T, Fraction(1000), FREE).numerator) == {
        n_ ** Fraction(1000), T_ ** Fraction(1000),
    }  # fmt: skip
    assert power(Polynomial.of(9), Fraction(10**9), FREE) == CONSTANT


def test_powers_of_negative_quantities_alternate():
    negative = -Polynomial.of(2) * n
    assert power(-Order((n_,)), Fraction(2), FREE) == Order((n_ * n_,))
    assert power(-Order((n_,)), Fraction(3), FREE).negative
    assert power(negative, Fraction(3), FREE) == Polynomial.of(-8) * n**3
    with pytest.raises(UndecidedGrowth, match="a root of a negative quantity"):
        power(negative, half, FREE)


def test_zero_has_powers_but_no_inverse():
    zero = Polynomial({})
    assert power(zero, Fraction(2), FREE) == zero
    assert power(zero, Fraction(0), FREE) == one
    assert product(zero, Order((n_,)), FREE) == zero
    with pytest.raises(UndecidedGrowth, match="a division by zero"):
        power(zero, Fraction(-1), FREE)


def test_an_exponent_with_several_terms_is_a_product_of_powers():
    log_n = Monomial.of("log", "N")
    n_to_the_t = Polynomial.of(Monomial.exp(T_ * log_n))
    assert exponential(N, T + one, FREE) == n_to_the_t * N
    assert exponential(N, T - one, FREE) == n_to_the_t * N**-1
    assert exponential(N, T + T, FREE) == n_to_the_t**2
    assert exponential(n_to_the_t, T, FREE) == Polynomial.of(Monomial.exp(T_ * T_ * log_n))


@pytest.mark.parametrize(
    ("base", "same"),
    [
        (2, number_power("2")),
        (8, number_power("2") ** Fraction(3)),
        (36, number_power("2") ** Fraction(2) * number_power("3") ** Fraction(2)),
        (Fraction(1, 9), number_power("3") ** Fraction(-2)),
        (Fraction(3, 2), number_power("3") / number_power("2")),
        (1, Monomial()),
    ],
)
def test_powers_of_numbers_meet_at_their_primes(base, same):
    assert exponential(Polynomial.of(base), T, FREE) == Polynomial.of(same)


def test_the_exponential_function_is_a_power():
    growing = Polynomial.of(Monomial.exp(T_))
    assert exponential_function(T, FREE) == growing
    assert exponential_function(T + one, FREE) == Order(tuple(growing.terms))
    assert exponential_function(T * Polynomial.of(number("log(2)")), FREE) == Polynomial.of(
        number_power("2")
    )


def test_a_power_of_a_sum_lies_near_that_of_its_largest_term():
    """log(1 + 1/n) is below 1/n and, for large n, above 999/1000 of it."""
    near = exponential(n + one, T, FREE)
    n_to_the_t = Monomial.exp(T_ * Monomial.of("log", "n"))
    correction = Monomial.exp(T_ / n_)
    assert near.upper.numerator == (n_to_the_t * correction,)
    assert near.lower.numerator == (n_to_the_t * correction ** Fraction(999, 1000),)


def test_a_power_of_a_sum_lies_between_those_of_its_terms_and_as_often_as_there_are_terms():
    near = exponential(n + N, T, FREE)
    n_t, capital_t = (Monomial.exp(T_ * Monomial.of("log", name)) for name in "nN")
    assert set(near.lower.numerator) == {n_t, capital_t}
    assert set(near.upper.numerator) == {n_t * number_power("2"), capital_t * number_power("2")}


@pytest.mark.parametrize(
    ("base", "exponent"),
    [(n - N, T), (Polynomial.of(-2), T), (Order((n_,)), T), (Polynomial({}), T)],
)
def test_other_powers_are_not_decided(base, exponent):
    with pytest.raises(UndecidedGrowth):
        exponential(base, exponent, FREE)


def test_logarithms_of_products_are_exact():
    log_n, log_capital = (Polynomial.of(Monomial.of("log", name)) for name in "nN")
    assert logarithm(n * n * N, FREE) == log_n + log_n + log_capital
    assert logarithm(exponential(N, T, FREE), FREE) == T * log_capital
    assert logarithm(one, FREE) == Polynomial({})


def test_logarithms_of_sums_grow_as_those_of_their_symbols():
    log_n, log_t = Monomial.of("log", "n"), Monomial.of("log", "T")
    assert set(logarithm(n * T + one, FREE).numerator) == {log_n, log_t}
    assert logarithm(Polynomial.of(2) * n, FREE) == Polynomial.of(log_n) + Polynomial.of(
        number("log(2)")
    )
    assert logarithm(Polynomial.of(3), FREE) == Polynomial.of(number("log(3)"))
    assert logarithm(Polynomial.of(Monomial.of("log", "n")), FREE) == Polynomial.of(
        Monomial.of("log", "n", 2)
    )
    assert logarithm(Polynomial.of(number("pi")), FREE) == CONSTANT
    assert logarithm(n + N**-1, FREE).numerator == (log_n,)


@pytest.mark.parametrize(
    "argument",
    [
        Polynomial({}),
        Polynomial.of(-1),
        -n,
        CONSTANT,
        Order((n_,), (n_, T_)),
    ],
)
def test_the_logarithm_of_what_may_be_small_is_not_decided(argument):
    with pytest.raises(UndecidedGrowth):
        logarithm(argument, FREE)
