"""A recurrent network without inputs, followed with certainty: does its gradient explode?

    h_t = W σ(h_{t−1})        J_t = ∂h_t/∂h_0 = W diag(σ′(h_{t−1})) J_{t−1}

Everything here is an exact rational, or a ball that certainly contains the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from flint import arb, arb_mat, ctx, fmpq, fmpq_mat, fmpq_poly

__all__ = [
    "HORIZON",
    "Gradient",
    "Growth",
    "Slopes",
    "Squashed",
    "Switched",
    "TooManyDigits",
    "gradient_over_time",
    "has_singular_value_above",
    "identity_slopes",
    "relu_slopes",
    "spectral_radius_is_below",
]

#: So many steps are followed: what a gradient does is seen in the second half of them.
HORIZON = 2000

# Of what the largest ‖J_t‖ is in the first half, it is no more than this in the second for a
# gradient that is bounded, and more than that for one that explodes.
_SAME, _LARGER = fmpq(1_000_001, 1_000_000), fmpq(6, 5)
_PRECISIONS = (128, 1024, 8192)
_NORM_PRECISION = 128
# λ₁(G)^k ≤ tr G^k ≤ d λ₁(G)^k with k = 2^26: for d = 4 that is λ₁ within 2·10⁻⁸ of itself.
_SQUARINGS = 26
# Integers of relu's trajectory get longer by so much at every step, at most.
_MAX_BITS = 400


class Slopes(Protocol):
    """σ′ along a trajectory."""

    def __call__(self) -> Iterator[Sequence[arb]]:
        """Yield σ′(h_0), σ′(h_1), … in the precision that is set, as far as the horizon."""


@dataclass(frozen=True, slots=True)
class Switched:
    """Slopes that are known: all 1 for the identity, 0 and 1 for relu.

    Args:
        pattern: The slope of every unit at one step after another.
    """

    pattern: Sequence[Sequence[int]]

    def __call__(self) -> Iterator[Sequence[arb]]:
        """Yield them."""
        for slopes in self.pattern:
            yield [arb(slope) for slope in slopes]


@dataclass(frozen=True, slots=True)
class Squashed:
    """The slopes of σ(x) = offset + scale · tanh(rate · x).

    Args:
        weights: W.
        start: h_0.
        offset: As in the formula, like the others.
        scale: How far it goes.
        rate: How fast.
    """

    weights: fmpq_mat
    start: Sequence[fmpq]
    offset: fmpq
    scale: fmpq
    rate: fmpq

    def __call__(self) -> Iterator[Sequence[arb]]:
        """Follow the trajectory."""
        matrix, state = arb_mat(self.weights), [arb(entry) for entry in self.start]
        offset, scale, rate = arb(self.offset), arb(self.scale), arb(self.rate)
        for _ in range(HORIZON):
            squashed = [(rate * entry).tanh() for entry in state]
            yield [scale * rate * (1 - entry**2) for entry in squashed]
            column = [[offset + scale * entry] for entry in squashed]
            state = (matrix * arb_mat(column)).entries()


def identity_slopes(weights: fmpq_mat) -> Switched:
    """Return the slopes of σ(x) = x."""
    return Switched([[1] * weights.nrows()] * HORIZON)


def relu_slopes(weights: fmpq_mat, start: Sequence[fmpq]) -> list[Switched]:
    """Return the slopes of relu: twice, if it is at exactly 0 somewhere, where it has two.

    Only signs matter, so integers do: W and h_0 times their denominators.

    Raises:
        TooManyDigits: The integers would grow too long.
    """
    numerators, _ = weights.numer_denom()
    state, _ = fmpq_mat([[entry] for entry in start]).numer_denom()
    if max(int(entry).bit_length() for entry in numerators.entries()) > _MAX_BITS:
        raise TooManyDigits
    signs = []
    for _ in range(HORIZON):
        signs.append([int(entry > 0) - int(entry < 0) for entry in state.entries()])
        for row, sign in enumerate(signs[-1]):
            if sign < 0:
                state[row, 0] = 0
        state = numerators * state
    sides = (0, 1) if any(0 in step for step in signs) else (0,)
    slope = {-1: 0, 1: 1}
    return [
        Switched([[slope.get(sign, side) for sign in step] for step in signs]) for side in sides
    ]


class TooManyDigits(ValueError):
    """A trajectory cannot be followed exactly: its numbers would grow too long."""


class Growth(Enum):
    """What becomes of a gradient over time."""

    BOUNDED = "bounded"
    SLIGHT = "slightly larger in the second half of the horizon"
    EXPLODING = "exploding"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Gradient:
    """The largest ‖J_t‖ in either half of the horizon, as far as it is known.

    Args:
        growth: What follows from them.
        early: An upper bound of those for t = 1 … 1000.
        late: A lower bound of those for t = 1001 … 2000.
    """

    growth: Growth
    early: arb
    late: arb


def has_singular_value_above(weights: fmpq_mat, bound: fmpq) -> bool:
    """Tell whether λ₁(WᵀW) > c, exactly.

    The eigenvalues of WᵀW − c are real, so by Descartes' rule of signs none of them is positive
    where no coefficient of their monic polynomial is negative.
    """
    polynomial = (weights.transpose() * weights).charpoly()
    shifted = polynomial(fmpq_poly([bound, 1]))
    return any(coefficient < 0 for coefficient in shifted.coeffs())


def spectral_radius_is_below(weights: fmpq_mat, bound: fmpq) -> bool:
    """Tell whether |λ| < r for all eigenvalues λ of W, where r > 0, exactly (Schur and Cohn).

    The roots of p = a_0 + … + a_n xⁿ lie inside the unit circle where |a_0| < |a_n| and where
    those of (a_n p − a_0 p*)/x do, in which p* has the coefficients in reverse.
    """
    coefficients = (weights / bound).charpoly().coeffs()
    while len(coefficients) > 1:
        first, last = coefficients[0], coefficients[-1]
        if abs(first) >= abs(last):
            return False
        pairs = zip(coefficients, coefficients[::-1], strict=True)
        coefficients = [last * here - first * there for here, there in pairs][1:]
    return True


def gradient_over_time(weights: fmpq_mat, slopes: Slopes) -> Gradient:
    """Compare the largest ‖J_t‖ of the two halves of the horizon.

    Args:
        weights: W.
        slopes: σ′ along the trajectory.
    """
    for precision in _PRECISIONS:
        with ctx.workprec(precision):
            jacobians = list(_jacobians(weights, slopes))
        gradient = _compare(jacobians[: HORIZON // 2], jacobians[HORIZON // 2 :])
        if gradient.growth is not Growth.UNKNOWN:
            break
    return gradient


def _jacobians(weights: fmpq_mat, slopes: Slopes) -> Iterator[arb_mat]:
    """Yield J_1, J_2, … as far as the horizon."""
    rows = arb_mat(weights).tolist()
    total = None
    for slope in slopes():
        step = arb_mat([[w * s for w, s in zip(row, slope, strict=True)] for row in rows])
        total = step if total is None else step * total
        yield total


def _compare(early: Sequence[arb_mat], late: Sequence[arb_mat]) -> Gradient:
    with ctx.workprec(_NORM_PRECISION):
        least_early, most_early = _largest_squared_norm(early)
        least_late, most_late = _largest_squared_norm(late)
        same, larger = arb(_SAME) ** 2, arb(_LARGER) ** 2
        if most_late <= same * least_early:
            growth = Growth.BOUNDED
        elif least_late > larger * most_early:
            growth = Growth.EXPLODING
        elif least_late > same * most_early and most_late <= larger * least_early:
            growth = Growth.SLIGHT
        else:
            growth = Growth.UNKNOWN
        return Gradient(growth, most_early.sqrt(), least_late.sqrt())


def _largest_squared_norm(jacobians: Sequence[arb_mat]) -> tuple[arb, arb]:
    """Return bounds of the largest ‖J‖² of several matrices."""
    frobenius = [_squared_frobenius_norm(jacobian) for jacobian in jacobians]
    # ‖J‖_F²/d ≤ ‖J‖² ≤ ‖J‖_F²: most matrices cannot be the largest.
    size = jacobians[0].nrows()
    least = _largest(norm.lower() / size for norm in frobenius)
    bounds = [
        _squared_norm(jacobian, norm)
        for jacobian, norm in zip(jacobians, frobenius, strict=True)
        if not norm.upper() < least
    ]
    return _largest(lower for lower, _ in bounds), _largest(upper for _, upper in bounds)


def _squared_frobenius_norm(jacobian: arb_mat) -> arb:
    return sum((entry**2 for entry in jacobian.entries()), arb(0))


def _squared_norm(jacobian: arb_mat, squared_frobenius: arb) -> tuple[arb, arb]:
    """Return bounds of the square of the largest singular value."""
    power = jacobian.transpose() * jacobian
    for _ in range(_SQUARINGS):
        power = power * power
    trace, k = power.trace(), 2**_SQUARINGS
    if not trace > 0 or not trace.is_finite():
        return arb(0), squared_frobenius.upper()
    root = (trace.log() / k).exp()
    return (root / (arb(jacobian.nrows()).log() / k).exp()).lower(), root.upper()


def _largest(values: Iterator[arb]) -> arb:
    """Return the largest of exact numbers; of none, or of what is not even known, 0 and more."""
    largest = arb(0)
    for value in values:
        largest = largest.max(value)
    return largest
