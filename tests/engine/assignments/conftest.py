"""What the assignments' tests share: each reference runs once, for all that is graded by it."""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

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
