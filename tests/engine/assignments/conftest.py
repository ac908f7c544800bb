"""What the assignments' tests share: each reference runs once, for all that is graded by it."""

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from types import ModuleType
from zlib import crc32

import pytest

from autograder.grading.reference import RunningReference
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.limits import Layers
from autograder.sandbox.zygote import Zygote
from autograder.verdict import Verdict
from rubric_lines import PROJECT, answered_anew, check_of, line_of, reference_of


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
            return stack.enter_context(
                RunningReference(zygote, reference, layers=layers, remember=True)
            )

        yield running


@pytest.fixture
def grade(
    zygote: Zygote, layers: Layers, running: Callable[[str], RunningReference]
) -> Callable[..., Verdict]:
    """Return the verdict on one line of a submission.

    Unless a seed is given, it follows from the line: what answers one line asks the reference the
    same then, which has to say it once. A student's follows from the submission as well, so that
    nobody knows it beforehand; what these tests grade tries to know nothing. Whether another seed
    would give another verdict is asked by `benchmarks/verdicts_over_seeds.py`.
    """

    def grade(
        assignment: str,
        number: str,
        sources: Mapping[str, bytes],
        dtype: str = "float64",
        seed: int | None = None,
    ) -> Verdict:
        line, check = line_of(assignment, number), check_of(assignment, number)
        submission = Submission(sources)
        reference = running(assignment)
        if seed is None:
            seed = crc32(f"{assignment}/{number}".encode())
        with Session(zygote, reference, submission, layers=layers, seed=seed) as session:
            for earlier in answered_anew(assignment, number, sources):
                session.grade(earlier, *check_of(assignment, earlier.number))
            return session.grade(line, *check, dtype=dtype)

    return grade


@pytest.fixture(scope="session")
def student_folder() -> Callable[[str], AbstractContextManager[Callable[[str], ModuleType]]]:
    """Import what is in a student's folder by name: its tests, `notation` and `checks`."""

    @contextmanager
    def student_folder(assignment: str) -> Iterator[Callable[[str], ModuleType]]:
        folder = PROJECT / "student_template" / assignment
        ours = {path.stem for path in folder.glob("*.py")} | {"checks"}
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
                patch.delitem(sys.modules, name)
            patch.syspath_prepend(folder)
            yield importlib.import_module
            for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
                del sys.modules[name]

    return student_folder
