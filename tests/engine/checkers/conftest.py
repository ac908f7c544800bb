"""Lines whose two sides have given values, without any worker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from autograder.checkers.common.line import Line, Question, Unanswered
from autograder.verdict import lost


@dataclass(frozen=True, slots=True)
class Given:
    """A side that returns a value, and others for the other functions of its file."""

    value: Any
    others: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, function: str = "") -> Any:
        """Return the value."""
        return self.call(function=function)

    def call(self, *_: Any, function: str = "", **__: Any) -> Any:
        """Return the value; an exception is raised."""
        value = self.others[function] if function else self.value
        if isinstance(value, Unanswered):
            raise value
        return value


@pytest.fixture
def line() -> Callable[..., Line]:
    """Make a line: what was submitted, what is right, and other functions of the reference."""

    def line(submitted: Any, right: Any, **others: Any) -> Line:
        question = Question("1.a", "f", {})
        return Line(question, Given(submitted), Given(right, others), seed=7)

    return line


@pytest.fixture
def unanswered() -> Unanswered:
    """What a side raises that has no value."""
    return Unanswered(lost("`f` is not answered yet.", notes=("unanswered",)))
