"""Expectations and integrals when nothing but their linearity is known.

What is equal for every linear functional is equal for the real one. The converse does not hold:
these averages establish that two answers are equal, never that they differ.
"""

from __future__ import annotations

from random import Random

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.budget import Meter
from autograder.expression.domain import Domain
from autograder.expression.evaluation.operations import Operations
from autograder.expression.evaluation.point import World
from autograder.expression.evaluation.program import Run

__all__ = ["AnyFunctional"]

_NODES = 3


class AnyFunctional:
    """A random linear functional: a weighted sum of values at random points.

    Args:
        random: Where the weights come from.
    """

    is_exact = True
    is_random = True

    def __init__(self, random: Random) -> None:
        self._random = random
        self._weights: dict[str, list[fmpq]] = {}

    def arithmetic(self, outer: Arithmetic) -> Arithmetic:
        """Return the arithmetic around the expectation: bodies are ordinary values."""
        return outer

    def take(self, operation: str, domain: Domain, run: Run, world: World) -> Value:
        """Return the functional's value; that of the constant 1 under an expectation is 1."""
        operations = Operations(world.arithmetic, Meter(10**9))
        total: Value = None
        for k, weight in enumerate(self._of(operation)):
            value = operations.multiply(weight, run(world.point.node(operation, domain, k)))
            total = value if total is None else operations.add(total, value)
        return total

    def _of(self, operation: str) -> list[fmpq]:
        if operation not in self._weights:
            weights = [fmpq(self._random.randint(1, 50), 25) for _ in range(_NODES)]
            if operation == "E":
                weights = [weight / sum(weights) for weight in weights]
            self._weights[operation] = weights
        return self._weights[operation]
