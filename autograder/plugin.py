"""What pytest loads of ours in every run: one option, and a fixture that is inert until used.

``--submission`` belongs to `autograder grade`, the one door to grading: it starts pytest with our
own configuration, so that nothing of a submission is read as one. What grades is in
`autograder.grading_plugin`, which is imported there alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import AnswerGrader

__all__ = ["grade_answer"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option of our own."""
    parser.getgroup("autograder").addoption(
        "--submission",
        metavar="DIR",
        help="grade the submission in DIR (use `autograder grade DIR`, which calls this safely)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to grade where a submission's own files configure pytest."""
    folder = config.getoption("submission")
    if folder is None:
        return
    from .grading_plugin import GradingPlugin

    submission = Path(folder).resolve()
    inside = [
        path
        for path in (config.rootpath, config.inipath)
        if path is not None and Path(path).resolve().is_relative_to(submission)
    ]
    ready = any(isinstance(p, GradingPlugin) for p in config.pluginmanager.get_plugins())
    if inside or not ready:
        reason = f"{inside[0]} configures pytest" if inside else "pytest was started without it"
        raise pytest.UsageError(
            f"--submission is for `autograder grade {folder}`, which keeps the submission's files "
            f"from configuring pytest ({reason})"
        )


@pytest.fixture(scope="session")
def grade_answer() -> Iterator[AnswerGrader]:
    """Grade an answer to one line: ``grade_answer("hw2026", "3.2", "def f(x): …").share``.

    The course is the one around the working folder, or the one that AUTOGRADER_COURSE names.
    """
    from .course import find_course
    from .testing import AnswerGrader

    with AnswerGrader(find_course()) as grader:
        yield grader
