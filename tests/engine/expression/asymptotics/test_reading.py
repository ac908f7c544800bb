"""Expressions read as quantities that grow."""

from fractions import Fraction

import pytest

from autograder.expression.asymptotics.facts import Constraint
from autograder.expression.asymptotics.monomials import ONE, Monomial, Polynomial
from autograder.expression.asymptotics.orders import CONSTANT, Order, UndecidedGrowth
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.text import parse
from autograder.expression.tree import Node

n, d = (Monomial.of("symbol", name) for name in "nd")


def quantity(text):
    return read(parse(text), Regime())


def numerator(text):
    return set(quantity(text).numerator)


def test_arithmetic_of_sizes_is_exact():
    assert quantity("(n + d)*(n - d) - n**2 + 0.5") == Polynomial(
        {d * d: Fraction(-1), ONE: Fraction(1, 2)}
    )
    assert quantity("-(2*n)/(4*d)") == Polynomial({n / d: Fraction(-1, 2)})


def test_what_is_not_exact_is_kept_up_to_constants():
    assert quantity("exp(2)") == CONSTANT
    assert quantity("n/(n + d)") == Order((n,), (n, d))
    assert numerator("sqrt(n + d)") == {n ** Fraction(1, 2), d ** Fraction(1, 2)}
    assert quantity("Max(-n, 0)").is_zero
    assert numerator("Max(n, d, 0)") == {n, d}
    assert numerator("ceiling(n/d)") == {n / d, ONE}
    assert quantity("abs(d - n*d)") == quantity("n*d - d")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("exp(log(n))", "n"),
        ("exp(n*log(d))", "d**n"),
        ("exp(log(d)*(n + 1)) - d", "d**n*d - d"),
        ("exp(log(n)/2)", "n**(1/2)"),
        ("exp(-log(n**2*d))", "1/(n**2*d)"),
        ("exp(log(d**n))", "d**n"),
        ("exp(n*log(d) + n)", "d**n*exp(n)"),
        ("exp(log(3))", "3"),
        ("exp(log(9)/2)*sqrt(2)*sqrt(8)", "12"),
        ("2**(log(n)/log(2))", "n"),
        ("sqrt(2)**n", "2**(n/2)"),
        ("pi*n - n*pi", "0"),
        ("exp(log(n)**2)", "n**log(n)"),
        ("exp(n*log(2*d))", "2**n*d**n"),
        ("exp(n*log(log(d)))", "log(d)**n"),
        ("Product(d, (i, 1, n))", "d**n"),
        ("Product(2*d, (i, 0, n - 1))", "2**n*d**n"),
        ("Product(d*i/i, (i, 3, n))", "d**n/d**2"),
        ("Product(d**n, (i, 1, n))", "d**(n**2)"),
    ],
)
def test_exponentials_of_logarithms_and_constant_products_are_powers(text, same):
    assert quantity(text) == quantity(same)
    assert isinstance(quantity(text), Polynomial)


def test_numbers_are_rounded_exactly():
    assert quantity("floor(7/2) + ceiling(7/2) - abs(-1)").number == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("oo", "`oo`"),
        ("g[1]", "`item`"),
        ("sin(n)", "`sin`"),
        ("ceiling(1 - n)", "a negative quantity"),
        ("Min(n, -d)", "a minimum"),
        ("Max(-n, -d)", "a maximum"),
        ("n**sqrt(n + 1)", "only known up to a constant factor"),
        ("exp(sqrt(2*n + 1))", "only known up to a constant factor"),
        ("Sum(i, (i, d, n))", "first index"),
        ("Sum(i, (i, 1, 5))", "does not grow"),
        ("Sum(1/i, (i, 0, n))", "undefined"),
        ("Sum(1/log(i), (i, 1, n))", "undefined"),
        ("Sum(sqrt(i - 1), (i, 1, n))", "large values only"),
        ("Sum(i**i, (i, 1, n))", "a sum over i"),
        ("Sum(2**i, (i, 1, sqrt(n + d)))", "last index is not exact"),
        ("Product(d**i, (i, 1, n))", "factors that differ"),
        ("Product(n - d, (i, 1, n))", "neither side is certain"),
        ("Product(sqrt(n + d), (i, 1, n))", "not exact"),
        ("Product(d, (i, 1, sqrt(n + d)))", "not exact"),
        ("Product(d, (i, 1, n/2))", "no integer"),
        ("Product(d, (i, d, n))", "a product whose first index is not a number"),
        ("Product(d, (i, 1, 5))", "a product whose last index does not grow"),
        ("exp(n*log(n + d))", "only known up to a constant factor"),
        ("factorial(sqrt(n + 1))", "only known up to a constant factor"),
        ("factorial(1/2)", "no count"),
        ("factorial(n/d)", "not certain to grow"),
        ("log(floor(n/d))", "may be zero"),
    ],
)
def test_what_is_no_size_or_not_certain_is_named(text, said):
    with pytest.raises(UndecidedGrowth) as raised:
        quantity(text)
    assert said in str(raised.value)


def test_a_sum_over_a_symbol_of_the_regime_is_not_read():
    regime = Regime((Constraint(n / d, False),))
    with pytest.raises(UndecidedGrowth):
        read(parse("Sum(n, (n, 1, T))"), regime)


def test_a_deep_tree_is_read_or_given_up_without_recursion():
    tree = Node("symbol", "n")
    for _ in range(50_000):
        tree = Node("neg", "", (tree,))
    with pytest.raises(UndecidedGrowth, match="too large"):
        read(tree, Regime())
