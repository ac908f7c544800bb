"""What the assignments' tests share: each reference runs once, for all that is graded by it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from autograder.grading.reference import Reference, RunningReference
from autograder.sandbox.limits import Layers
from autograder.sandbox.zygote import Zygote

PROJECT = Path(__file__).resolve().parents[3]


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
            reference = Reference.read(PROJECT / "reference" / assignment)
            return stack.enter_context(RunningReference(zygote, reference, layers=layers))

        yield running
