"""Directions in which one quantity outgrows another."""

from fractions import Fraction

from autograder.expression.asymptotics.directions import Direction, Scale, find_direction
from autograder.expression.asymptotics.monomials import ONE, Generator, Monomial
from autograder.expression.asymptotics.regime import Constraint, Ray, Regime

n, d, N, T = (Monomial.of("symbol", name) for name in "ndNT")
log_n = Monomial.of("log", "n")
power = Monomial.of("power", "N", (("T", 1),))
FREE = Regime()


def scale(power=0, s=0, log=0, held=0):
    return Scale(Fraction(power), Fraction(held), Fraction(s), Fraction(log))


def test_growths_compare_by_the_largest_scale_first():
    direction = Direction({"n": scale(s=1), "d": scale(log=1)})
    assert direction.growth(n * d) == scale(s=1, log=1)
    assert direction.outgrows(n, [d ** Fraction(100)])
    assert direction.outgrows(n * d, [n, ONE])
    assert not direction.outgrows(n * d, [n * log_n])


def test_a_logarithm_grows_with_its_symbol():
    direction = Direction({"n": scale(s=2), "d": scale(log=1), "m": scale()})
    assert direction.growth(log_n) == scale(log=1)
    assert direction.growth(Monomial.of("log", "d")) == scale()
    assert direction.growth(Monomial.of("log", "m")) == scale()


def test_the_logarithm_of_what_grows_as_a_power_does_is_the_exponent_times_that_of_the_base():
    paths = {"n": scale(power=1), "N": scale(s=1), "T": scale(s=1)}
    direction = Direction(paths, next(iter(power.generators)))
    assert direction.growth(log_n) == scale(s=1, log=1)


def test_a_direction_respects_a_constraint_or_a_gap():
    equal, apart = Direction({"n": scale(s=1), "d": scale(s=1)}), Direction({"n": scale(s=1)})
    below, far_below = (Regime((Constraint(n / d, grows),)) for grows in (False, True))
    assert equal.respects(below)
    assert not equal.respects(far_below)
    assert apart.respects(far_below)
    assert not Direction({"d": scale(s=1)}).respects(below)


def test_a_direction_is_described_by_its_slowest_symbol():
    paths = {"d": scale(s=2), "h": scale(), "m": scale(), "n": scale(s=3), "r": scale(s=2)}
    direction = Direction(paths | {"t": scale(log=1)})
    said = "d = r -> oo, n = d**(3/2), t = log(d), h = m = 1"
    assert direction.describe(still=" = 1") == said
    assert direction.describe(still=" fixed").endswith("t = log(d), h, m fixed")


def test_the_simplest_direction_is_found_first():
    assert find_direction([n * d], [n], FREE).paths == {"d": scale(s=1), "n": scale()}
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
    assert found.paths == {"d": scale(s=1), "n": scale(s=2)}


def test_ties_are_broken_by_exponents_and_logarithms():
    found = find_direction([T * power], [power], FREE)
    assert found.paths == {"N": scale(), "T": scale(s=1)}
    found = find_direction([n * log_n], [n], FREE)
    assert found.paths == {"n": scale(s=1)}


def test_a_symbol_can_keep_pace_with_an_exponential_power():
    """T·B·X against B² + X², with X = N**T: only near B = X is the first larger."""
    B = Monomial.of("symbol", "B")
    found = find_direction([T * B * power], [B * B, power * power], FREE)
    assert found.paths == {"B": scale(power=1), "N": scale(), "T": scale(s=1)}
    assert found.describe(still=" fixed") == "T -> oo, B = N**T, N fixed"


def test_two_powers_that_both_grow_are_not_compared():
    other = Monomial.of("power", "2", (("T", 1),))
    assert find_direction([power], [other], Regime((Constraint(ONE / N, False),))) is None


def test_a_power_whose_exponent_stays_put_is_between_powers_and_exponentials():
    """T**N, as T grows and N does not, is more than T**9 and less than N**T."""
    turned = Monomial.of("power", "T", (("N", 1),))
    found = find_direction([power], [turned, T ** Fraction(9)], FREE)
    assert found.paths == {"T": scale(s=1), "N": scale()}
    assert found.growth(turned) == scale(held=1)
    assert found.outgrows(turned, [T ** Fraction(9)])
    assert not found.outgrows(turned, [power])


def test_powers_with_two_exponents_that_stay_put_are_not_compared():
    """T**(2*N) and T**M, as T grows: which is larger depends on N and M."""
    one, other = (Monomial.of("power", "T", ((name, 1),)) for name in "NM")
    found = find_direction([one ** Fraction(2)], [other], FREE, order=["T", "N", "M"])
    assert found.paths == {"T": scale(), "N": scale(s=1), "M": scale()}
