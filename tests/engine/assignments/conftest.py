"""What the assignments' tests share: each reference runs once, for all that is graded by it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache

import pytest

from autograder.grading.reference import RunningReference
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.limits import Layers
from autograder.sandbox.zygote import Zygote
from autograder.verdict import Verdict
from rubric_lines import answered_anew, check_of, line_of, reference_of


@pytest.fixture(scope="session")
def layers(layers: Layers) -> Layers:
    """Without users of their own for workers: what these tests run is ours, and there is much."""
    return replace(layers, private_user=False)


@pytest.fixture(scope="session")
def running(zygote: Zygote, layers: Layers) -> Iterator[Callable[[str], RunningReference]]:
    """Return the reference of an assignment, in a worker."""
    with ExitStack() as stack:

        @cache
        def running(assignment: str) -> RunningReference:
            reference = reference_of(assignment)
            return stack.enter_context(RunningReference(zygote, reference, layers=layers))

        yield running


@pytest.fixture
def grade(
    zygote: Zygote, layers: Layers, running: Callable[[str], RunningReference]
) -> Callable[..., Verdict]:
    """Return the verdict on one line of a submission."""

    def grade(
        assignment: str, number: str, sources: Mapping[str, bytes], dtype: str = "float64"
    ) -> Verdict:
        line, check = line_of(assignment, number), check_of(assignment, number)
        submission = Submission(sources)
        with Session(zygote, running(assignment), submission, layers=layers) as session:
            for earlier in answered_anew(assignment, number, sources):
                session.grade(earlier, *check_of(assignment, earlier.number))
            return session.grade(line, *check, dtype=dtype)

    return grade
