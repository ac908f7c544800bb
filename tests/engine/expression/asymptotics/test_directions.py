"""Directions in which one quantity outgrows another."""

from fractions import Fraction

from autograder.expression.asymptotics.directions import Path, SizeDirection, find_direction
from autograder.expression.asymptotics.facts import Constraint
from autograder.expression.asymptotics.monomials import ONE, Generator, Monomial
from autograder.expression.asymptotics.regime import Ray, Regime

n, d, N, T = (Monomial.of("symbol", name) for name in "ndNT")
log_n = Monomial.of("log", "n")
power = Monomial.exp(T * Monomial.of("log", "N"))
FREE = Regime()


def path(power):
    return Path(Fraction(power))


def alike(monomial):
    return Path(alike=monomial)


def test_a_direction_respects_a_constraint_or_a_gap():
    equal, apart = (
        SizeDirection({"n": path(1), "d": path(1)}),
        SizeDirection({"n": path(1), "d": path(0)}),
    )
    below, far_below = (Regime((Constraint(n / d, grows),)) for grows in (False, True))
    assert equal.proves([n * d], [n], below)
    assert not equal.proves([n * d], [n], far_below)
    assert apart.proves([n * d], [d], far_below)
    assert not SizeDirection({"n": path(0), "d": path(1)}).proves([n * d], [n], below)


def test_a_direction_is_described_by_its_slowest_symbol():
    paths = {"d": path(2), "h": path(0), "m": path(0), "n": path(3), "r": path(2)}
    direction = SizeDirection(paths | {"t": alike(ONE)})
    said = "d = r -> oo, n = d**(3/2), t = 2**d, h = m = 1"
    assert direction.describe(still=" = 1") == said
    assert direction.describe(still=" fixed").endswith("t = 2**d, h, m fixed")


def test_the_simplest_direction_is_found_first():
    assert find_direction([n * d], [n], FREE).paths == {"d": path(1), "n": path(0)}
    assert find_direction([n], [n * d, d], FREE) is None


def test_symbols_are_named_in_the_order_that_is_asked_for():
    found = find_direction([n * d * N], [n, d * d, N], FREE, order=["n", "N"])
    assert list(found.paths) == ["n", "N", "d"]


def test_a_ray_helps_where_simple_directions_fail():
    ray = Ray(((Generator("symbol", "d"), Fraction(1)), (Generator("symbol", "n"), Fraction(2))))
    monomials, terms = [n * d], [d ** Fraction(4), n ** Fraction(5, 4), ONE]
    # In d = 1 the second term is larger, in n = d the first.
    assert find_direction(monomials, terms, FREE) is None
    found = find_direction(monomials, [d ** Fraction(5, 2), n ** Fraction(5, 4)], FREE, rays=[ray])
    assert found.paths == {"d": path(1), "n": path(2)}


def test_ties_are_broken_by_exponents_and_logarithms():
    found = find_direction([T * power], [power], FREE)
    assert found.paths == {"N": path(0), "T": path(1)}
    found = find_direction([n * log_n], [n], FREE)
    assert found.paths == {"n": path(1)}


def test_a_symbol_can_keep_pace_with_an_exponential_power():
    """T·B·X against B² + X², with X = N**T: only near B = X is the first larger."""
    B = Monomial.of("symbol", "B")
    found = find_direction([T * B * power], [B * B, power * power], FREE)
    assert found.paths == {"B": alike(power), "N": path(0), "T": path(1)}
    assert found.describe(still=" fixed") == "T -> oo, B = N**T, N fixed"


def test_two_powers_that_both_grow_compare_by_their_bases():
    other = Monomial.exp(Monomial.of("number", "log(2)") * T)
    found = find_direction([power], [other], FREE, order=["T", "N"])
    assert found.paths == {"T": path(1), "N": path(0)}
    # 2**T is larger nowhere: N is large wherever it stays put.
    assert find_direction([other], [power], FREE) is None


def test_a_power_whose_exponent_stays_put_is_between_powers_and_exponentials():
    """T**N, as T grows and N does not, is more than T**9 and less than N**T."""
    turned = Monomial.exp(N * Monomial.of("log", "T"))
    found = find_direction([power], [turned, T ** Fraction(9)], FREE)
    assert found.paths == {"N": path(0), "T": path(1)}
    assert found.proves([turned], [T ** Fraction(9)], FREE)
    assert not found.proves([turned], [power], FREE)


def test_what_is_kept_as_it_is_written_grows_in_no_direction():
    assert find_direction([n * Monomial.of("written", "Abs(n - d)")], [n], FREE) is None
