"""Recurrences followed with certainty, against closed forms and simulations of another make."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import fmpq, fmpq_mat

from hw2022.recurrence import (
    HORIZON,
    Growth,
    Squashed,
    Switched,
    TooManyDigits,
    gradient_over_time,
    has_singular_value_above,
    identity_slopes,
    relu_slopes,
    spectral_radius_is_below,
)

ZERO, HALF, ONE = fmpq(0), fmpq(1, 2), fmpq(1)
#: σ and the numbers of its form as a tanh.
SQUASHING = {
    "tanh": (mpmath.tanh, (ZERO, ONE, ONE)),
    "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), (HALF, HALF, HALF)),
    "scaled": (
        lambda x: mpmath.mpf("1.7159") * mpmath.tanh(2 * x / 3),
        (ZERO, fmpq(17159, 10000), fmpq(2, 3)),
    ),
}
COS, SIN = math.cos(1), math.sin(1)
ROTATION = [[COS, -SIN], [SIN, COS]]


def exact(value):
    fraction = Fraction(value)
    return fmpq(fraction.numerator, fraction.denominator)


def matrix(rows):
    return fmpq_mat([[exact(entry) for entry in row] for row in rows])


def linear(rows):
    weights = matrix(rows)
    return gradient_over_time(weights, identity_slopes(weights))


def simulate(rows, function, start, steps, digits=80):
    """Return ‖J_t‖ for t = 1, 2, …, with derivatives by differences, in many digits."""
    with mpmath.workdps(digits):
        weights = mpmath.matrix([[mpmath.mpf(x) for x in row] for row in rows])
        state = mpmath.matrix([mpmath.mpf(x) for x in start])
        total, norms = mpmath.eye(len(rows)), []
        for _ in range(steps):
            slopes = mpmath.diag([mpmath.diff(function, entry) for entry in state])
            total = weights * slopes * total
            state = weights * mpmath.matrix([function(entry) for entry in state])
            norms.append(max(mpmath.svd_r(total, compute_uv=False)))
        return norms


# ------------------------------------------------------------------ singular values, eigenvalues


def test_the_largest_singular_value_is_that_of_numpy(rng):
    """From just below to just above it."""
    for size in (1, 2, 3, 4):
        rows = [[rng.gauss(0, 1) for _ in range(size)] for _ in range(size)]
        square = np.linalg.norm(np.array(rows), 2) ** 2
        assert has_singular_value_above(matrix(rows), exact(square * (1 - 1e-9)))
        assert not has_singular_value_above(matrix(rows), exact(square * (1 + 1e-9)))


def test_the_largest_singular_value_is_compared_exactly():
    """A difference that no float could hold counts, and equality is no excess."""
    tiny = Fraction(1, 10**200)
    for rows in ([[0, 3], [-3, 0]], [[3, 0], [0, 1]], [[3]]):
        assert not has_singular_value_above(matrix(rows), fmpq(9))
        assert has_singular_value_above(matrix(rows), exact(9 - tiny))
    assert has_singular_value_above(matrix([[0, tiny], [0, 0]]), ZERO)
    assert not has_singular_value_above(matrix([[0, 0], [0, 0]]), ZERO)


def test_the_spectral_radius_is_that_of_numpy(rng):
    """Random matrices, scaled to just inside and just outside the unit circle."""
    for size in (1, 2, 3, 4):
        rows = np.array([[rng.gauss(0, 1) for _ in range(size)] for _ in range(size)])
        radius = abs(np.linalg.eigvals(rows)).max()
        for bound in (1, 0.125):
            scaled = rows / radius * bound
            inside, outside = ((scaled * (1 + s * 1e-6)).tolist() for s in (-1, 1))
            assert spectral_radius_is_below(matrix(inside), exact(bound))
            assert not spectral_radius_is_below(matrix(outside), exact(bound))


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        ([[1]], False),
        ([[-1]], False),
        ([[1 - Fraction(1, 10**100)]], True),
        ([[0, 10**9], [0, 0]], True),
        ([[0, -1], [1, 0]], False),
        ([[0, 1, 0], [0, 0, 1], [1, 0, 0]], False),
        ([[0.5, 0], [0, 2]], False),
        ([[0, 0], [0, 0]], True),
        ([[0.9, 100], [0, -0.9]], True),
    ],
)
def test_the_unit_circle_is_exact(rows, below):
    assert spectral_radius_is_below(matrix(rows), ONE) is below


# --------------------------------------------------------------------------------- linear ones


@pytest.mark.parametrize(
    ("rows", "growth", "early", "late"),
    [
        ([[1]], Growth.BOUNDED, 1, 1),
        ([[-1, 0], [0, 1]], Growth.BOUNDED, 1, 1),
        (ROTATION, Growth.BOUNDED, 1, 1),
        ([[0, 100], [0, 0]], Growth.BOUNDED, 100, 0),
        ([[0, 0], [0, 0]], Growth.BOUNDED, 0, 0),
        ([[Fraction(1, 2)]], Growth.BOUNDED, 0.5, 2.0**-1001),
        ([[1, 1], [0, 1]], Growth.EXPLODING, None, None),
        ([[1.01]], Growth.EXPLODING, 1.01**1000, 1.01**2000),
    ],
)
def test_linear_networks_have_powers(rows, growth, early, late):
    gradient = linear(rows)
    assert gradient.growth is growth
    if early is not None:
        assert float(gradient.early) == pytest.approx(early, rel=1e-7, abs=0)
        assert float(gradient.late) == pytest.approx(late, rel=1e-7, abs=0)


def test_a_shear_grows_with_every_step():
    """‖[[1, t], [0, 1]]‖ = t/2 + √(1 + t²/4)."""
    gradient = linear([[1, 1], [0, 1]])
    for t, found in ((HORIZON // 2, gradient.early), (HORIZON, gradient.late)):
        assert float(found) == pytest.approx(t / 2 + math.sqrt(1 + t**2 / 4), rel=1e-6)


def test_the_largest_matrix_need_not_have_the_largest_entries():
    """W² = −1.1 I: even powers have more in all, odd ones have more in one direction."""
    gradient = linear([[0, Fraction(-6, 5)], [Fraction(11, 12), 0]])
    assert float(gradient.early) == pytest.approx(1.1**499 * 1.2)


@pytest.mark.parametrize(
    ("rate", "growth"),
    [
        (0.9e-9, Growth.BOUNDED),
        (1.1e-9, Growth.SLIGHT),
        (1.8e-4, Growth.SLIGHT),
        (1.9e-4, Growth.EXPLODING),
    ],
)
def test_a_millionth_is_allowed_and_a_fifth_is_clear(rate, growth):
    """A factor of 1 + x at each step is one of e^(1000 x) between the halves."""
    assert linear([[1 + rate]]).growth is growth
    assert linear([[(1 + rate) * x for x in row] for row in ROTATION]).growth is growth


def test_four_dimensions_are_bounded_closely_enough():
    """Two rotations, and the bound of the norm of a 4×4 matrix by powers of traces."""
    rows = np.kron(np.eye(2), np.array(ROTATION))
    gradient = linear(rows.tolist())
    assert gradient.growth is Growth.BOUNDED
    assert float(gradient.early) >= 1 - 1e-12
    assert float(gradient.early) < 1 + 1e-7


# ------------------------------------------------------------------------------------ tanh etc.


@pytest.mark.parametrize("name", SQUASHING)
def test_trajectories_are_those_of_a_simulation(rng, name):
    """Where the gradient is largest: within the first steps, which mpmath can follow."""
    function, form = SQUASHING[name]
    rows = [[rng.gauss(0, 3) for _ in range(3)] for _ in range(3)]
    start = [rng.gauss(0, 1) for _ in range(3)]
    weights = matrix(rows)
    expected = simulate(rows, function, start, 8)
    slopes = Squashed(weights, [exact(x) for x in start], *form)
    total = np.eye(3)
    for norm, slope in zip(expected, slopes(), strict=False):
        total = np.array(rows) * np.array([float(s) for s in slope]) @ total
        assert np.linalg.norm(total, 2) == pytest.approx(float(norm), rel=1e-9)


def test_a_unit_that_settles_forgets():
    """From 1 to 1.915, where 2 tanh′ is 0.17: the gradient is a product of such slopes."""
    weights = matrix([[2]])
    slopes = Squashed(weights, [ONE], *SQUASHING["tanh"][1])
    gradient = gradient_over_time(weights, slopes)
    assert gradient.growth is Growth.BOUNDED
    assert float(gradient.early) == pytest.approx(float(max(simulate([[2]], mpmath.tanh, [1], 3))))


def test_a_unit_at_the_steepest_point_explodes():
    """At 0 tanh stays, with slope 1, so J_t = 1.5^t."""
    weights = matrix([[1.5]])
    gradient = gradient_over_time(weights, Squashed(weights, [ZERO], *SQUASHING["tanh"][1]))
    assert gradient.growth is Growth.EXPLODING
    assert float(gradient.early.log()) == pytest.approx(1000 * math.log(1.5))


def test_a_start_close_to_an_unstable_point_does_not_deceive():
    """From 10⁻⁷⁰ it takes 400 steps to leave 0; what follows is forgotten."""
    weights = matrix([[1.5]])
    start = [exact(Fraction(1, 10**70))]
    gradient = gradient_over_time(weights, Squashed(weights, start, *SQUASHING["tanh"][1]))
    assert gradient.growth is Growth.BOUNDED
    assert float(gradient.early) > 1e60


def test_a_network_whose_errors_grow_is_followed_with_more_digits():
    """The intervals grow by bits at every step, while the gradient itself vanishes."""
    rows = [[2.8, 3.2, 0.1], [-1.7, -2.4, 0.1], [-2.2, -3.2, 0.4]]
    weights, start = matrix(rows), [fmpq(3, 10), fmpq(-1, 5), fmpq(1, 10)]
    gradient = gradient_over_time(weights, Squashed(weights, start, *SQUASHING["tanh"][1]))
    assert gradient.growth is Growth.BOUNDED


def test_a_network_that_goes_round_for_ever_is_nearly_bounded():
    """Its gradient comes close to its largest value again and again, and closer at times."""
    rows = [[-0.3, 2.5, 1.7], [1.0, 0.3, 0.1], [-0.2, 1.1, -1.4]]
    weights, start = matrix(rows), [fmpq(3, 10), fmpq(-1, 5), fmpq(1, 10)]
    gradient = gradient_over_time(weights, Squashed(weights, start, *SQUASHING["tanh"][1]))
    assert gradient.growth is Growth.SLIGHT


def test_what_no_precision_settles_is_unknown():
    """Differences of numbers beyond 10^70 that are the same to thousands of digits."""
    huge = 10**75
    weights = matrix([[-huge, huge], [huge, huge]])
    slopes = Squashed(weights, [fmpq(huge), fmpq(-(10**70))], *SQUASHING["sigmoid"][1])
    assert gradient_over_time(weights, slopes).growth is Growth.UNKNOWN


# ------------------------------------------------------------------------------------------ relu


def relu(rows, start):
    weights = matrix(rows)
    sides = relu_slopes(weights, [exact(x) for x in start])
    return [gradient_over_time(weights, slopes).growth for slopes in sides]


def test_relu_follows_signs(rng):
    """Beside a simulation in fractions."""
    rows = [[Fraction(rng.randrange(-9, 10), 7) for _ in range(3)] for _ in range(3)]
    state = [Fraction(rng.randrange(-9, 10), 5) for _ in range(3)]
    patterns = relu_slopes(matrix(rows), [exact(x) for x in state])
    for t in range(10):
        for side, slopes in enumerate(patterns):
            assert list(slopes.pattern[t]) == [(x > 0) + (x == 0) * side for x in state]
        active = [max(x, 0) for x in state]
        state = [sum(w * x for w, x in zip(row, active, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("rows", "start", "growths"),
    [
        ([[2]], [1], [Growth.EXPLODING]),
        ([[2]], [-1], [Growth.BOUNDED] * 2),  # the first slope is 0, whatever comes
        ([[2]], [0], [Growth.BOUNDED, Growth.EXPLODING]),
        ([[1, 0], [0, 1]], [0, 0], [Growth.BOUNDED] * 2),
        ([[0, 1], [1, 0]], [1, 2], [Growth.BOUNDED]),
    ],
)
def test_relu_at_zero_has_two_slopes(rows, start, growths):
    assert relu(rows, start) == growths


def test_thirds_cancel_exactly():
    """1/3 + 1/3 − 2/3 is zero, and no rounding makes it one side or the other."""
    third = Fraction(1, 3)
    rows = [[third, third, -2 * third], [0, 1, 0], [0, 0, 1]]
    assert len(relu_slopes(matrix(rows), [ONE, ONE, ONE])) == 2


def test_numbers_of_too_many_digits_are_refused():
    """A common denominator costs nothing, numerators do."""
    tiny = Fraction(1, 3**300)
    assert len(relu_slopes(matrix([[tiny]]), [ONE])) == 1
    with pytest.raises(TooManyDigits):
        relu_slopes(matrix([[1 + tiny]]), [ONE])


def test_a_pattern_of_slopes_is_given_back():
    steps = list(Switched([[0, 1], [1, 1]])())
    assert [[float(slope) for slope in step] for step in steps] == [[0, 1], [1, 1]]
