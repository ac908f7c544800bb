"""Powers, exponential powers and logarithms."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import Monomial, Polynomial
from autograder.expression.asymptotics.orders import CONSTANT, Order, Undecided
from autograder.expression.asymptotics.powers import EULER, exponential, logarithm, power, product
from autograder.expression.asymptotics.regime import Regime

FREE = Regime()
one = Polynomial.of(1)
N_, T_, n_ = (Monomial.of("symbol", name) for name in "NTn")
N, T, n = (Polynomial.of(monomial) for monomial in (N_, T_, n_))
half = Fraction(1, 2)


def number_power(base, *exponent):
    return Monomial.of("power", base, exponent or (("T", 1),))


def test_a_power_stays_exact_for_as_long_as_it_is_a_sum_of_monomials():
    assert power(n + one, Fraction(2), FREE) == n * n + Polynomial.of(2) * n + one
    assert power(n, half, FREE) == Polynomial.of(n_**half)
    assert power(Polynomial.of(4) * n, half, FREE) == Order((n_**half,))
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
    with pytest.raises(Undecided, match="a root of a negative quantity"):
        power(negative, half, FREE)


def test_zero_has_powers_but_no_inverse():
    zero = Polynomial({})
    assert power(zero, Fraction(2), FREE) == zero
    assert power(zero, Fraction(0), FREE) == one
    assert product(zero, Order((n_,)), FREE) == zero
    with pytest.raises(Undecided, match="a division by zero"):
        power(zero, Fraction(-1), FREE)


def test_an_exponent_with_several_terms_is_a_product_of_powers():
    n_to_the_t = Polynomial.of(Monomial.of("power", "N", (("T", 1),)))
    assert exponential(N, T + one, FREE) == n_to_the_t * N
    assert exponential(N, T - one, FREE) == n_to_the_t * N**-1
    assert exponential(N, T + T, FREE) == n_to_the_t**2
    assert exponential(n_to_the_t, T, FREE) == Polynomial.of(number_power("N", ("T", 2)))


@pytest.mark.parametrize(
    ("base", "same"),
    [
        (2, number_power("2")),
        (8, number_power("2") ** Fraction(3)),
        (36, number_power("6") ** Fraction(2)),
        (Fraction(1, 9), number_power("3") ** Fraction(-2)),
        (Fraction(3, 2), number_power("3/2")),
        (1, Monomial()),
    ],
)
def test_powers_of_numbers_meet_at_their_smallest_base(base, same):
    assert exponential(Polynomial.of(base), T, FREE) == Polynomial.of(same)


def test_the_exponential_function_is_a_power_of_a_number():
    growing = Polynomial.of(number_power(EULER))
    assert exponential(EULER, T, FREE) == growing
    assert exponential(EULER, T + one, FREE) == Order(tuple(growing.terms))


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (n + one, T),
        (Polynomial.of(-2), T),
        (Polynomial.of(Monomial.of("log", "n")), T),
        (N, Polynomial.of(Monomial.of("log", "n"))),
        (N, Polynomial.of(T_**half)),
        (N, T**-1),
    ],
)
def test_other_powers_are_not_decided(base, exponent):
    with pytest.raises(Undecided):
        exponential(base, exponent, FREE)


def test_logarithms_of_products_are_exact():
    log_n, log_capital = (Polynomial.of(Monomial.of("log", name)) for name in "nN")
    assert logarithm(n * n * N, FREE) == log_n + log_n + log_capital
    assert logarithm(exponential(N, T, FREE), FREE) == T * log_capital
    assert logarithm(one, FREE) == Polynomial({})


def test_logarithms_of_sums_grow_as_those_of_their_symbols():
    log_n, log_t = Monomial.of("log", "n"), Monomial.of("log", "T")
    assert set(logarithm(n * T + one, FREE).numerator) == {log_n, log_t}
    assert logarithm(Polynomial.of(2) * n, FREE).numerator == (log_n,)
    assert logarithm(Polynomial.of(3) * exponential(EULER, T, FREE), FREE).numerator == (T_,)
    assert logarithm(Polynomial.of(3), FREE) == CONSTANT
    assert logarithm(Polynomial.of(half), FREE) == -CONSTANT


@pytest.mark.parametrize(
    "argument",
    [
        Polynomial({}),
        Polynomial.of(-1),
        -n,
        CONSTANT,
        n + N**-1,
        Order((n_,), (n_, T_)),
        Polynomial.of(Monomial.of("log", "n")),
    ],
)
def test_the_logarithm_of_what_may_be_small_is_not_decided(argument):
    with pytest.raises(Undecided):
        logarithm(argument, FREE)
