"""Results to be reported."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.ledger import LineResult, Results
from autograder.grading.rubric import RubricLine
from autograder.verdict import Verdict


@pytest.fixture
def result() -> Callable[..., LineResult]:
    """Make a line with its verdict."""

    def result(
        number: str, verdict: Verdict, weight: str = "1", seconds: float = 0.0, **rest: Any
    ) -> LineResult:
        line = RubricLine(
            number=number, name=rest.pop("name", f"Line {number}"), weight=Fraction(weight),
            module=Path("test_q1.py"), test="test_it", **rest,
        )  # fmt: skip
        return LineResult(line, verdict, seconds)

    return result


@pytest.fixture
def results() -> Callable[..., Results]:
    """Make the results of a run."""

    def results(*lines: LineResult, **rest: Any) -> Results:
        return Results("hw1", lines, **rest)

    return results
