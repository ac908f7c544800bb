"""Polynomials through counts are exact; the oracle is sympy."""

from fractions import Fraction

import sympy

from autograder.checkers.code.interpolation import evaluate, exponents, grid, interpolate


def test_each_size_is_at_most_squared_and_there_are_at_most_three_factors():
    assert exponents(1) == [(0,), (1,), (2,)]
    assert len(exponents(3)) == 17
    assert (2, 1, 0) in exponents(3)
    assert (2, 2, 0) not in exponents(3)


def test_a_grid_has_a_point_for_each_monomial():
    assert grid([(2, 3, 5), (7, 11, 13)])[:2] == [(2, 7), (2, 11)]
    assert len(set(grid([(2, 3, 5), (7, 11, 13), (1, 2, 3)]))) == 17


def test_a_polynomial_is_found_from_its_values(rng):
    """Coefficients are drawn; sympy evaluates."""
    names = sympy.symbols("n m d")
    wanted = {powers: Fraction(rng.randrange(-9, 10), 2) for powers in exponents(3)}
    expression = sum(
        sympy.Rational(c.numerator, c.denominator) * sympy.prod(map(sympy.Pow, names, powers))
        for powers, c in wanted.items()
    )
    counts = {
        point: 2 * expression.subs(dict(zip(names, point, strict=True)))
        for point in grid([(24, 32, 40), (4, 6, 8), (3, 5, 7)])
    }
    found = interpolate({point: int(value) for point, value in counts.items()})
    assert found == {powers: 2 * c for powers, c in wanted.items() if c}


def test_a_value_follows_from_the_coefficients():
    polynomial = {(2, 1): Fraction(3), (0, 0): Fraction(1, 2)}
    assert evaluate(polynomial, (5, 7)) == 3 * 25 * 7 + Fraction(1, 2)
    assert evaluate({}, (5, 7)) == 0
