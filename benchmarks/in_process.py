"""The rubric of an assignment under gradescope-utils' own runner, in one process.

    python benchmarks/in_process.py SUBMISSION COURSE ASSIGNMENT

What `one_submission.py` compares with: the same checkers on the same values, but the student's
code is imported into the process that judges it. Nothing here is safe; it is a yardstick only.
"""

from __future__ import annotations

import importlib.util
import io
import sys
import unittest
from pathlib import Path
from types import ModuleType
from typing import Any

from gradescope_utils.autograder_utils.decorators import number, partial_credit
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

PROJECT = Path(__file__).resolve().parent.parent


def load(name: str, path: Path, *, package: bool = False) -> ModuleType:
    """Import a file under a name of our choice."""
    search = [str(path.parent)] if package else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=search)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


load("notation", PROJECT / "autograder" / "notation.py")
load("guest", PROJECT / "autograder" / "guest" / "__init__.py", package=True)

from guest import symbols, wire  # noqa: E402
from guest.worker import question_data  # noqa: E402

from autograder.checkers.common.line import Line, Unanswered  # noqa: E402
from autograder.course import Assignment, Course  # noqa: E402
from autograder.grading.reference import read_question  # noqa: E402
from autograder.grading.rubric import read_rubric  # noqa: E402
from autograder.grading.rubric_modules import RubricPackage  # noqa: E402
from autograder.sandbox import values  # noqa: E402
from autograder.sandbox.decoding import decode  # noqa: E402
from autograder.verdict import lost  # noqa: E402


class LocalSide:
    """A side of a line whose code is a module of this process."""

    def __init__(self, module: ModuleType | None, question: Any) -> None:
        self._module = module
        self._question = question

    def answer(self, function: str = "") -> Any:
        """Call the function with the question's symbols."""
        made = [symbols.make(name, str(d)) for name, d in self._question.symbols.items()]
        return self._call(function, made)

    def call(
        self, *arguments: Any, function: str = "", oracles: Any = None, dtype: str = ""
    ) -> Any:
        """Call the function with values."""
        blobs: list[bytes] = []
        encoded = [values.encode(argument, blobs) for argument in arguments]
        decoder = wire.Decoder(blobs, {}, self._oracle(oracles or {}), "cpu")
        return self._call(function, [decoder.value(item) for item in encoded])

    def _oracle(self, oracles: Any) -> Any:
        def oracle(name: str) -> Any:
            def ask(*arguments: Any) -> Any:
                encoder = wire.Encoder(lambda _: 0)
                data = {"list": [encoder.value(argument) for argument in arguments]}
                blobs: list[bytes] = []
                answer = values.encode(oracles[name](*decode(data, encoder.blobs)), blobs)
                return wire.Decoder(blobs, {}, oracle, "cpu").value(answer)

            return ask

        return oracle

    def _call(self, function: str, arguments: list[Any]) -> Any:
        try:
            if self._module is None:
                raise AttributeError("the file is missing or cannot be imported")
            result = getattr(self._module, function or self._question.function)(*arguments)
        except Exception as error:
            raise Unanswered(lost(str(error))) from None
        encoder = wire.Encoder(lambda _: 0)
        data = encoder.value(result)
        return decode(data, encoder.blobs)


def make_tests(submission: Path, assignment: Assignment) -> unittest.TestSuite:
    """Return a test of gradescope-utils for each line of the rubric."""
    rubric = read_rubric(assignment.rubric)
    package = RubricPackage(assignment.rubric)
    suite = unittest.TestSuite()
    for file in rubric.question_files:
        reference = load(f"reference_{file[:-3]}", assignment.reference / file)
        questions = {}
        for name, item in vars(reference).items():
            declared = getattr(item, "__question__", None)
            if declared is not None:
                encoder = wire.Encoder(lambda _: 0)
                raw = encoder.value(question_data(name, declared))
                question = read_question(decode(raw, encoder.blobs))
                questions[question.id] = question
        sys.path.insert(0, str(submission))
        try:
            student: ModuleType | None = load(file[:-3], submission / file)
        except Exception:
            student = None
        for line in rubric.lines:
            if line.question_file == file:
                check = package.check(line)
                assert check is not None
                question = questions[line.number]
                sides = LocalSide(student, question), LocalSide(reference, question)
                suite.addTest(make_test(line, check[1], question, *sides))
    return suite


def make_test(line: Any, checker: Any, question: Any, student: Any, reference: Any) -> Any:
    """Return one line as a test case."""

    class Case(unittest.TestCase):
        @number(line.number)
        @partial_credit(float(line.weight))
        def runTest(self, set_score: Any = None) -> None:  # noqa: N802
            try:
                verdict = checker.check(Line(question, student, reference, 0))
            except Unanswered as reason:
                verdict = reason.verdict
            set_score(float(line.weight * verdict.share))
            assert verdict.share == 1, verdict.message

    return Case()


def main() -> None:
    """Grade the submission."""
    submission, course, name = sys.argv[1:]
    suite = make_tests(Path(submission), Course(Path(course).resolve()).assignment(name))
    stream = io.StringIO()
    JSONTestRunner(stream=stream, visibility="visible").run(suite)
    print(stream.getvalue())


if __name__ == "__main__":
    main()
