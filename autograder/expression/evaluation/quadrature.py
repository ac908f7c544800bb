"""Expectations of one Gaussian variable, and integrals over the line, by certified quadrature.

flint integrates piecewise analytic functions with rigorous bounds, which are relative to the size
of the integrand. The tails of an expectation are
bounded on pieces up to 4096, where the normal density is below 2**(−12 000 000); beyond, integrands
are taken to stay below the root of its inverse, and what they add is part of the ball.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq

from autograder.expression.arithmetics.analytic_balls import AnalyticBalls
from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.complex_functions import NOWHERE
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Undefined, Unsupported
from autograder.expression.budget import OverBudget
from autograder.expression.domain import Domain
from autograder.expression.evaluation.point import World
from autograder.expression.evaluation.program import Run

__all__ = ["Quadrature"]

_EDGE = 32  # the density is 2**-738 there
_SHELLS = 7  # up to 4096
_FINEST = fmpq(1, 8)
_TOLERANCE = fmpq(1, 2**60)
_ROUGH = fmpq(1, 2**40)  # what many steps leave
_EVALUATIONS = 5000


class Quadrature:
    """Averages over one variable."""

    is_exact = False
    is_random = False

    def __init__(self) -> None:
        self._arithmetic = AnalyticBalls()

    def arithmetic(self, outer: Arithmetic) -> Arithmetic:
        """Return the arithmetic of the integrand."""
        if type(outer) is not Balls:
            raise Unsupported("an expectation inside an expectation")
        return self._arithmetic

    def take(self, operation: str, domain: Domain, run: Run, world: World) -> Value:
        """Return a ball that contains the expectation under N(0, 1)."""
        if operation != "E":
            raise Unsupported("such an integral")
        if domain.dimensions and world.point.size(domain.dimensions[0]) != 1:
            raise Unsupported("an expectation over a vector that is not one over a single variable")

        def at(x: Scalar) -> Value:
            return run(Matrix(1, 1, (x,)) if domain.dimensions else x)

        value = at(acb(1))
        if not isinstance(value, Matrix):
            return self._expectation(at)
        entries = tuple(
            self._expectation(lambda x, k=k: at(x).entries[k])  # type: ignore[misc]
            for k in range(len(value.entries))
        )
        return Matrix(value.rows, value.columns, entries)

    def _expectation(self, body: Callable[[acb], Scalar]) -> arb:
        faults: list[Exception] = []

        def value(x: acb, analytic: bool) -> acb:
            if faults:
                return NOWHERE
            self._arithmetic.analytic = analytic
            try:
                return acb(body(x))
            except (Undefined, Undecided):
                return NOWHERE
            except (Unsupported, OverBudget) as fault:
                # An exception cannot pass through flint: it waits here.
                faults.append(fault)
                return NOWHERE

        scale = _scale(lambda x: value(x, False))

        def weighted(x: acb, analytic: bool) -> acb:
            return value(x, analytic) / scale * (-x * x / 2).exp()

        total = _integral(weighted, -_EDGE, _EDGE)
        if total.is_finite() and total.real.rad() > _ROUGH and not faults:
            # Where there are many steps, each piece has its own evaluations.
            pieces = (_integral(weighted, start, start + 1) for start in range(-_EDGE, _EDGE))
            total = sum(pieces, acb(0))
        total += acb(arb(0, _tails(lambda x: value(x, False) / scale).upper()))
        if faults:
            raise faults[0]
        if not total.is_finite():
            raise Undecided
        return total.real * scale / (2 * arb.pi()).sqrt() + arb(0, _beyond())


def _integral(function: Callable[[acb, bool], acb], start: int, end: int) -> acb:
    return acb.integral(
        function,
        start,
        end,
        rel_tol=arb(_TOLERANCE),
        abs_tol=arb(_TOLERANCE),
        eval_limit=_EVALUATIONS,
    )


def _beyond() -> arb:
    """Return what may lie beyond the last piece: far less than anything that was looked at."""
    return (arb(-((_EDGE << _SHELLS) ** 2)) / 4).exp()


def _scale(value: Callable[[acb], acb]) -> arb:
    """Return roughly how large an integrand is, so that small ones are integrated as closely."""
    sizes = (abs(value(acb(x))) * (-(arb(x) ** 2) / 2).exp() for x in range(-_EDGE, _EDGE + 1))
    largest = max((size.mid() for size in sizes if size.is_finite()), default=arb(0))
    return largest if largest > 0 else arb(1)


def _tails(value: Callable[[acb], acb]) -> arb:
    """Return a bound on the integral beyond both edges."""
    bound = arb(0)
    for side in (-1, 1):
        pieces = [(fmpq(_EDGE << shell), fmpq(_EDGE << shell)) for shell in range(_SHELLS)]
        while pieces:
            start, width = pieces.pop()
            here = arb(start + width / 2, width / 2) * side
            contribution = abs(value(acb(here))) * (-(arb(start) ** 2) / 2).exp() * width
            if contribution < _TOLERANCE or (width <= _FINEST and contribution.is_finite()):
                bound += contribution
            elif width <= _FINEST:
                return arb.pos_inf()
            else:
                pieces += [(start, width / 2), (start + width / 2, width / 2)]
    return bound
