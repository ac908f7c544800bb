"""Decorators of a rubric's tests: what a line is, beside number and points.

`autograder.grading.rubric` reads them from the source; at run time they change nothing.
"""

from __future__ import annotations

from typing import Any

__all__ = ["cancels", "code", "counts_with", "follows"]


def code(test: Any) -> Any:
    """Mark a line that runs code of the student's own: it gets more time, and comes last."""
    test.__code_line__ = True
    return test


def counts_with(number: str) -> Any:
    """Mark a line that counts only where the line ``number`` earns something."""
    return _mark("__counts_with__", number)


def follows(*numbers: str) -> Any:
    """Mark a line that may go on from the student's own answers to earlier lines of its file."""
    return _mark("__follows__", numbers)


def cancels(group: str) -> Any:
    """Mark a choice: one that is not right takes half of what a right one of its group earns."""
    return _mark("__cancels__", group)


def _mark(attribute: str, value: object) -> Any:
    def decorate(test: Any) -> Any:
        setattr(test, attribute, value)
        return test

    return decorate
