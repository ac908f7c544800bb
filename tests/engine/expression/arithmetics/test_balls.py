"""Arithmetic in balls: real semantics, and certainty about what has no value."""

from fractions import Fraction

import mpmath
import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undecided, Undefined, Unsupported

_BALLS = Balls()
_STRADDLING = arb(0, 0.5)


@pytest.mark.parametrize("base", [Fraction(1, 3), Fraction(7, 2)])
@pytest.mark.parametrize("exponent", [Fraction(1, 3), Fraction(-5, 7), Fraction(3, 2)])
def test_powers_contain_the_real_power(base, exponent):
    value = _BALLS.power(fmpq(base.numerator, base.denominator), fmpq(*exponent.as_integer_ratio()))
    with mpmath.workdps(40):
        exact = mpmath.power(mpmath.mpf(base.numerator) / base.denominator,
                             mpmath.mpf(exponent.numerator) / exponent.denominator)  # fmt: skip
        assert abs(arb(mpmath.nstr(exact, 35)) - value) < 1e-14


@pytest.mark.parametrize(
    ("base", "exponent", "value"),
    [
        (arb(-2), fmpq(3), -8),
        (arb(-2), fmpq(-1), -0.5),
        (fmpq(4, 9), fmpq(1, 2), fmpq(2, 3)),
        (fmpq(4, 9), fmpq(-3, 2), fmpq(27, 8)),
        (fmpq(0), fmpq(1, 3), 0),
        (fmpq(1, 2), arb("inf"), 0),
        (fmpq(1, 2), arb("-inf"), arb("inf")),
        (fmpq(2), arb("inf"), arb("inf")),
        (fmpq(2), arb("-inf"), 0),
        (fmpq(0), arb("inf"), 0),
    ],
)
def test_powers_with_a_plain_value_have_it(base, exponent, value):
    assert _BALLS.power(base, exponent) == value


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (fmpq(-8), fmpq(1, 3)),
        (fmpq(-1), arb.pi()),
        (fmpq(0), fmpq(-1, 2)),
        (arb(0), fmpq(-2)),
        (fmpq(-1), arb("inf")),
        (fmpq(1), arb("inf")),
    ],
)
def test_powers_that_are_not_real_have_no_value(base, exponent):
    with pytest.raises(Undefined):
        _BALLS.power(base, exponent)


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (_STRADDLING, fmpq(1, 2)),
        (_STRADDLING, fmpq(-1)),
        (fmpq(-2), arb(3, 0.5)),
        (fmpq(2), arb(2) ** 100 + arb.pi()),
        (arb(1, 0.1), arb("inf")),
    ],
)
def test_powers_that_precision_would_decide_are_undecided(base, exponent):
    with pytest.raises(Undecided):
        _BALLS.power(base, exponent)


def test_a_division_is_by_zero_only_if_that_is_certain():
    with pytest.raises(Undefined):
        _BALLS.divide(fmpq(1), arb(0))
    with pytest.raises(Undecided):
        _BALLS.divide(fmpq(1), _STRADDLING)


def test_comparisons_are_certain_or_undecided():
    assert _BALLS.less(fmpq(3), arb.pi())
    assert not _BALLS.less(arb.pi(), fmpq(3))
    assert not _BALLS.equal(arb.pi(), fmpq(22, 7))
    assert _BALLS.equal(arb(2), fmpq(2))
    for attempt in (_BALLS.less, _BALLS.equal):
        with pytest.raises(Undecided):
            attempt(_STRADDLING, fmpq(0))


def test_a_rounded_decimal_is_as_wide_as_rounding_errors():
    value = _BALLS.rounded(Fraction("3.141592653589793"))
    assert value.contains(arb.pi())
    assert not value.contains(arb.pi() * (1 + arb(2) ** -40))


def test_functions_made_of_others_agree_with_mpmath():
    for n, k in ((2.5, 1.25), (-1.5, 0.75), (6.25, 3)):
        value = _BALLS.function("binomial")(arb(n), arb(k) if k != 3 else fmpq(3))
        assert float(value) == pytest.approx(float(mpmath.binomial(n, k)), rel=1e-12)
    assert float(_BALLS.function("factorial")(arb(2.5))) == pytest.approx(float(mpmath.gamma(3.5)))
    assert float(_BALLS.function("Mod")(arb(-7.25), fmpq(3))) == 1.75


def test_a_sum_of_squares_has_a_root_however_close_to_zero():
    root = _BALLS.root_of_squares(arb(0, 1e-20))
    assert root >= 0
    assert root.contains(arb(0))
    assert _BALLS.root_of_squares(fmpq(9)) == 3


def test_constants():
    assert _BALLS.constant("pi").contains(arb.pi())
    assert _BALLS.constant("oo") > fmpq(10**9)
    with pytest.raises(Undefined):
        _BALLS.constant("nan")
    with pytest.raises(Unsupported):
        _BALLS.constant("I")


def test_inverse_and_determinant_of_exact_matrices_are_exact():
    matrix = Matrix(2, 2, (fmpq(1), fmpq(2), fmpq(3), fmpq(4)))
    assert _BALLS.inverse(matrix).entries == (fmpq(-2), fmpq(1), fmpq(3, 2), fmpq(-1, 2))
    assert _BALLS.determinant(matrix) == -2
    with pytest.raises(Undefined, match="singular"):
        _BALLS.inverse(Matrix(2, 2, (fmpq(1),) * 4))


def test_a_matrix_of_balls_that_may_be_singular_is_undecided():
    with pytest.raises(Undecided):
        _BALLS.inverse(Matrix(2, 2, (arb.pi(),) * 4))


def test_only_symmetric_matrices_have_a_largest_eigenvalue():
    symmetric = Matrix(2, 2, (fmpq(2), fmpq(1), fmpq(1), fmpq(2)))
    assert _BALLS.largest_eigenvalue(symmetric).contains(arb(3))
    with pytest.raises(Undefined, match="symmetric"):
        _BALLS.largest_eigenvalue(Matrix(2, 2, (fmpq(0), fmpq(1), fmpq(-1), fmpq(0))))


def test_complex_numbers_are_not_compared_by_size():
    with pytest.raises(Undecided):
        _BALLS.less(acb(0, 1), fmpq(0))


@pytest.mark.parametrize(("exponent", "reach"), [(1, 0.5), (2, 0.25), (3, 0.125), (7, 2**-7)])
def test_a_ball_around_zero_has_powers(exponent, reach):
    """The difference of two equal values is one, and squares of differences make variances."""
    power = Balls().power(arb(0, 0.5), fmpq(exponent))
    assert power.contains(arb(reach))
    assert power.contains(arb(0))
    assert float(power.abs_upper()) < 1.01 * reach
