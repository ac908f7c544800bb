"""Monomials and exact sums of them."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.monomials import (
    MAX_TERMS,
    ONE,
    Generator,
    Monomial,
    Polynomial,
    TooLarge,
)

n, d, log_n = Monomial.of("symbol", "n"), Monomial.of("symbol", "d"), Monomial.of("log", "n")
T, h = Monomial.of("symbol", "T"), Monomial.of("symbol", "h")
power = Monomial.exp(T * Monomial.of("log", "N"))
half = Fraction(1, 2)


def test_exponents_add_up_and_cancel():
    assert n * d * n == n ** Fraction(2) * d
    assert n * d / n == d
    assert n / n == ONE
    assert (n * d) ** half == n**half * d**half


def test_a_monomial_is_written_with_logarithms_last_and_other_powers_in_parentheses():
    assert str(n**half * d ** Fraction(-1) * log_n) == "d**(-1)*n**(1/2)*log(n)"
    assert str(n ** Fraction(3) * d) == "d*n**3"
    assert (n ** Fraction(3) * d).written(["n", "d"]) == "n**3*d"
    assert str(ONE) == "1"


def test_a_power_is_written_with_its_exponent():
    assert str(power) == "N**T"
    assert str(power ** Fraction(2)) == "(N**T)**2"
    assert str(Monomial.exp(Monomial.of("number", "log(3)") * T * T * h)) == "3**(T**2*h)"
    assert str(Monomial.exp(T * h)) == "exp(T*h)"
    assert Monomial.exp(T * h).written(["h", "T"]) == "exp(h*T)"


def test_the_exponential_function_of_a_logarithm_is_its_argument():
    assert Monomial.exp(log_n) == n
    assert Monomial.exp(Monomial.of("log", "n", 2)) == log_n


def test_a_generator_knows_the_symbols_it_is_made_of():
    assert power.symbols == {"N", "T"}
    assert Monomial.exp(Monomial.of("number", "log(2)") * T).symbols == {"T"}
    assert Generator("log", "n").symbols == {"n"}


def test_a_generator_knows_how_deep_it_is_nested():
    twice = Monomial.exp(power * Monomial.of("log", "n", 3))
    ((generator, _),) = twice.powers
    assert (generator.depth, generator.height) == (3, 2)


def test_roots_of_primes_are_written_in_one_way_only():
    root = Polynomial.of(Monomial.of("number", "2") ** half)
    assert root * root == Polynomial.of(2)
    assert root**-1 == root * Polynomial.of(half)


def test_sums_are_exact_and_terms_cancel():
    total = Polynomial.of(n) + Polynomial.of(d)
    square = total**2
    assert square.terms == {n * n: 1, n * d: 2, d * d: 1}
    assert (square - total * total).terms == {}
    assert (total - total).number == 0
    assert (-Polynomial.of(half)).number == -half
    assert total.number is None
    assert Polynomial.total([total, total, -total]) == total


def test_a_single_term_has_negative_powers():
    assert (Polynomial.of(n) * Polynomial.of(2)) ** -2 == Polynomial({n ** Fraction(-2): half**2})


@pytest.mark.parametrize(
    "grow",
    [
        lambda: n ** Fraction(10**5),
        lambda: n ** Fraction(1, 10**5),
        lambda: Polynomial.of(3) ** 10_000,
        lambda: Polynomial.total(Polynomial.of(n ** Fraction(k)) for k in range(MAX_TERMS + 1)),
        lambda: (Polynomial.of(n) + Polynomial.of(d) + Polynomial.of(1)) ** 30,
    ],
)
def test_what_would_be_too_large_is_refused(grow):
    with pytest.raises(TooLarge):
        grow()
