"""What the course's tests share: each reference runs once, for all that is graded by it."""

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from types import ModuleType

import pytest

import autograder.notation
from autograder.checkers.following.earlier import FOLLOWED
from autograder.checking.variants import Variant, read_variant
from autograder.checking.workbench import Workbench
from autograder.course import Assignment, Course
from autograder.grading.reference import RunningReference
from autograder.grading.rubric import grading_order
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.sandbox.limits import Layers
from autograder.sandbox.zygote import Zygote
from autograder.verdict import Verdict
from rubric_lines import PROJECT, check_of, line_of, reference_of, rubric_of


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


@pytest.fixture(scope="session")
def bench(zygote: Zygote) -> Iterator[Callable[[Assignment], Workbench]]:
    """Return where an assignment is checked."""
    with ExitStack() as stack:
        yield cache(lambda assignment: stack.enter_context(Workbench(assignment, zygote)))


@pytest.fixture
def graded_with(
    bench: Callable[[Assignment], Workbench],
) -> Callable[[str, str, int], tuple[Verdict, Variant]]:
    """Return the verdict on a variant with a seed, and the variant."""

    def graded_with(assignment: str, name: str, seed: int) -> tuple[Verdict, Variant]:
        here = Course(PROJECT).assignment(assignment)
        path = here.variants / (name if name.endswith(".tex") else f"{name}.py")
        variant = read_variant(path)
        line, options = bench(here).line(path.parent.name), {"defines": variant.defines}
        [verdict] = bench(here).grade(line, variant.answer, seed=seed, **options)
        return verdict, variant

    return graded_with


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


@pytest.fixture
def grade_lines(zygote, layers, running):
    """Return the verdicts on lines of a submission: the reference, with other functions in it."""

    def grade_lines(assignment, source, *numbers, seed=None):
        known = rubric_of(assignment).lines
        lines = [line for n in numbers for line in known if line.number.startswith(n)]
        chosen = {n for line in lines for n in (line.number, *line.follows)}
        sources = dict(reference_of(assignment).sources)
        sources[lines[0].question_file] += f"\n\nfrom notation import *\n{source}\n".encode()
        found = {}
        submission = Submission(sources)
        opened = Session(zygote, running(assignment), submission, layers=layers, seed=seed)
        with opened as session:
            for line in grading_order(rubric_of(assignment).lines):
                if line.number in chosen:
                    check = check_of(assignment, line.number)
                    found[line.number] = session.grade(line, *check)
        return found

    return grade_lines


@pytest.fixture
def costs_once(grade_lines):
    """See that answers with a slip lose at one line, and at none that goes on from there."""

    def costs_once(assignment, source, lost, prefixes):
        verdicts = grade_lines(assignment, source, *prefixes.split())
        assert lost in verdicts
        for number, verdict in verdicts.items():
            assert (number, verdict.share == 1) == (number, number != lost), verdict.message
        assert any(FOLLOWED in verdict.notes for verdict in verdicts.values())

    return costs_once


@pytest.fixture
def told(zygote, layers, running):
    """Return the verdict on an expression as the answer to a line."""

    def told(assignment, number, expression):
        line, check = line_of(assignment, number), check_of(assignment, number)
        sources = dict(reference_of(assignment).sources)
        named = re.compile(rf'question\(\s*"{re.escape(number)}"')
        declared = named.split(sources[line.question_file].decode(), maxsplit=1)[1]
        head = re.search(r"^def \w+\(.*\):$", declared, re.MULTILINE)[0]
        answer = f"from notation import *\ni = Symbol('i')\n{head}\n    return {expression}\n"
        sources[line.question_file] += f"\n\n{answer}".encode()
        with Session(zygote, running(assignment), Submission(sources), layers=layers) as session:
            return session.grade(line, *check)

    return told


@pytest.fixture(scope="module")
def load():
    """Give the function that imports a file such as ``hw2022/q1_rnn.py`` of the reference."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "notation", autograder.notation)

        def load(path):
            path = PROJECT / "reference" / path
            spec = importlib.util.spec_from_file_location(path.stem, path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module

        yield load
