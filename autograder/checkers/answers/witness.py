"""An example as an answer: a program of the course's verifies that it is one, or says why not.

    grade(ref.growing_step, Witness(verify=verify_growing_step))

So any example is right that is one, and no list of them is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.checkers.common.line import Line
from autograder.checkers.common.promises import Broken
from autograder.verdict import Verdict, earned

__all__ = ["NoWitness", "Witness"]


class NoWitness(Broken):
    """An answer that shows nothing.

    Args:
        text: Why, for the student: what it fails, with the place where it does.
        note: What is left with the verdict.
    """

    def __init__(self, text: str, note: str = "no witness") -> None:
        super().__init__(text, note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An example that a program verifies.

    Args:
        verify: Called with what the student's function returns, which may be any value, and whose
            numbers may have any size. It raises `NoWitness`, or `Unanswered` with `pending` where a
            person has to decide.
    """

    verify: Callable[[Any], None]

    def check(self, line: Line) -> Verdict:
        """Ask for the example, and verify it.

        Raises:
            Unanswered: There is none; `NoWitness` is one of these.
        """
        self.verify(line.submitted.call())
        return earned()
