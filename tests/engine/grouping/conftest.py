"""Classes of answers to one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from answered import kept, rubric_line, submission

from autograder.grading.rubric import RubricLine
from autograder.grouping.classes import group_lines
from autograder.grouping.groups import LineGroups
from autograder.records.kept import KeptLine


@pytest.fixture
def grouped() -> Callable[..., LineGroups]:
    """Group answers to one line: by names of people, fingerprints or whole lines."""

    def grouped(line: RubricLine | None = None, **answers: Any) -> LineGroups:
        submissions = [
            submission(name, a=answer if isinstance(answer, KeptLine) else kept(answer))
            for name, answer in answers.items()
        ]
        (found,) = group_lines([line or rubric_line()], submissions)
        return found

    return grouped
