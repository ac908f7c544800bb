"""What pytest loads of ours in every run: one option, and a fixture that is inert until used.

``--submission`` belongs to `autograder grade`, the one door to grading: it starts pytest with our
own configuration, so that nothing of a submission is read as one. What grades is in
`autograder.grading_plugin`, which is imported there alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .submission_option import pytest_addoption, pytest_configure

if TYPE_CHECKING:
    from .testing import AnswerGrader

__all__ = ["grade_answer", "pytest_addoption", "pytest_configure"]


@pytest.fixture(scope="session")
def grade_answer() -> Iterator[AnswerGrader]:
    """Grade an answer to one line: ``grade_answer("hw2026", "3.2", "def f(x): …").share``.

    The course is the one around the working folder, or the one that AUTOGRADER_COURSE names.
    """
    from .course import find_course
    from .testing import AnswerGrader

    with AnswerGrader(find_course()) as grader:
        yield grader
