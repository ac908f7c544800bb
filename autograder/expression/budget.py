"""What a comparison may cost, counted in steps and digits rather than by a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Budget", "DearMeter", "Meter", "OverBudget"]


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one comparison may cost.

    Attributes:
        nodes: Operations of each expression, those that are shared counted once.
        steps: Scalar operations, of all evaluations together.
        bits: The highest precision of a ball.
        points: How many points are tried where one evaluation is cheap.
        near_miss_steps: Scalar operations spent on saying in what way an answer is different.
    """

    nodes: int = 8_000
    steps: int = 400_000
    bits: int = 2048
    points: int = 320
    near_miss_steps: int = 60_000


class OverBudget(Exception):
    """The work that was granted is done; its text says what was too much."""


class Meter:
    """Counts down the steps that are left."""

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take steps off.

        Raises:
            OverBudget: Fewer are left.
        """
        self.left -= steps
        if self.left < 0:
            raise OverBudget("it takes too many steps to evaluate")

    @contextmanager
    def share(self, steps: int) -> Iterator[None]:
        """Leave no more steps than that, until what is done with them is done."""
        held = max(0, self.left - steps)
        self.left -= held
        try:
            yield
        finally:
            self.left = held + max(0, self.left)


class DearMeter(Meter):
    """Counts steps that cost as much as several of another meter's.

    Args:
        meter: The other.
        price: How many.
    """

    __slots__ = ("_meter", "_price")

    def __init__(self, meter: Meter, price: int) -> None:
        super().__init__(0)
        self._meter = meter
        self._price = price

    def spend(self, steps: int) -> None:
        """Take steps off the other meter.

        Raises:
            OverBudget: Fewer are left.
        """
        self._meter.spend(self._price * steps)
