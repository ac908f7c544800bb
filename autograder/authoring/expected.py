"""What a whole submission earns now, beside what is expected of it; accepted once it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course
from autograder.grading.points import share_text

from .draft import Draft
from .graded import graded
from .refusal import AuthoringError
from .submissions import EXPECTED, expected_text, read_expected

__all__ = ["Difference", "accept", "differences", "earned_shares"]

# Scores have six digits behind the point.
_ROUNDING = Fraction(1, 10**6)
_LARGEST_DENOMINATOR = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that earns something else than is expected.

    Attributes:
        number: The line's.
        expected: The share that was; empty where nothing was said.
        earned: The share that is; empty where the rubric has no such line.
    """

    number: str
    expected: str
    earned: str

    def __str__(self) -> str:
        if not self.earned:
            return f"{self.number}: {self.expected} → no line of the rubric"
        return f"{self.number}: {self.expected or 'not said'} → {self.earned}"


def earned_shares(results: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """Return the share that each line of a graded submission earned, as ``expected`` says it.

    Raises:
        AuthoringError: A line waits for a person, so that nobody can say.
    """
    shares = {}
    for test in results["tests"]:
        number = test["number"]
        if "status" not in test:
            why = test.get("extra_data", {}).get("review", "").splitlines()
            raise AuthoringError(
                f"{folder}: {number} is left to a person, so that nothing can be expected of it: "
                f"{why[0] if why else test['output']}"
            )
        shares[number] = share_text(_share(test))
    return shares


def _share(test: Mapping[str, Any]) -> Fraction:
    if not test["max_score"]:
        return Fraction(test["status"] == "passed")
    exact = Fraction(test["score"]) / Fraction(test["max_score"])
    for largest in (12, 120, _LARGEST_DENOMINATOR):
        share = exact.limit_denominator(largest)
        if abs(share - exact) * Fraction(test["max_score"]) <= _ROUNDING:
            return share
    return exact.limit_denominator(10**6)


def differences(assignment: Assignment, folder: Path) -> tuple[list[Difference], dict[str, str]]:
    """Grade a submission.

    Returns:
        Where it earns something else than is expected, and what it earns, by the lines' numbers.

    Raises:
        AuthoringError: It could not be graded, or a line waits for a person.
    """
    earned = earned_shares(graded(assignment, folder), folder)
    path = folder / EXPECTED
    known = read_expected(path.read_text("utf-8")) if path.is_file() else {}
    numbers = [*earned, *(number for number in known if number not in earned)]
    found = [Difference(n, known.get(n, ""), earned.get(n, "")) for n in numbers]
    return [each for each in found if each.expected != each.earned], earned


def accept(assignment: Assignment, earned: Mapping[Path, Mapping[str, str]]) -> list[Path]:
    """Expect what submissions earn.

    Args:
        assignment: Whose submissions they are.
        earned: The share of each line, by the submissions' folders, as `differences` returns it.

    Returns:
        The files that were written.

    Raises:
        AuthoringError: One cannot be written; none was.
    """
    with Draft(Course(assignment.course), [assignment.name]) as draft:
        for folder, shares in earned.items():
            if not folder.is_relative_to(assignment.submissions.resolve()):
                raise AuthoringError(
                    f"{folder}: lies outside of {assignment.submissions}: nothing is expected of it"
                )
            path = folder.relative_to(assignment.course.resolve()) / EXPECTED
            text = expected_text(shares, list(shares))
            draft.write(draft.course.root / path, text)
        written, _ = draft.publish()
    return written
