"""The numbers that expressions without symbols stand for, such as √2/2 and cos(π/3)."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from random import Random

from flint import ctx, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.intervals import require_finite, to_arb
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undecided, Undefined, Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.shape import ShapeError
from autograder.expression.tree import Node, free_symbols, postorder

__all__ = ["NoConstant", "rounded_constants"]

# Digits that cancel, as in 1 − tanh(30), are tried to be made up for.
_GUARDS = (64, 256, 1024)
_STEPS = 2_000
_MAX_NODES = 200
# As a fraction a number of a huge exponent would not fit into memory.
_MAX_EXPONENT = 10_000


class NoConstant(ValueError):
    """An expression that stands for no numbers, or for numbers that cannot be computed."""


def rounded_constants(root: Node, *, bits: int) -> tuple[Fraction, ...]:
    """Return the value of an expression, entry by entry, with a relative error below 2^-bits.

    Raises:
        NoConstant: It has none, or it is too hard to compute.
    """
    if any(islice(postorder(root), _MAX_NODES, None)) or free_symbols(root):
        raise NoConstant
    meter = Meter(_STEPS)
    model = Model(ComparisonSetting({}, (), 0, Budget()), Balls(), ClosedFormRules(meter), meter)
    for guard in _GUARDS:
        model.enter(Point({}, {}, RealSource(Random(0), ())))
        try:
            with ctx.workprec(bits + guard):
                value = model.program(root).run()
                entries = value.entries if isinstance(value, Matrix) else (value,)
                return tuple(_rounded(entry, bits) for entry in entries)
        except Undecided:
            continue
        except (Undefined, Unsupported, OverBudget, ShapeError):
            break
    raise NoConstant


def _rounded(value: object, bits: int) -> Fraction:
    if isinstance(value, fmpq):
        return Fraction(int(value.p), int(value.q))
    ball = to_arb(value)
    if not (ball.is_exact() or ball.rel_accuracy_bits() > bits):
        raise Undecided
    mantissa, exponent = (int(part) for part in require_finite(ball).mid().man_exp())
    if abs(exponent) > _MAX_EXPONENT:
        raise NoConstant
    return mantissa * Fraction(2) ** exponent
