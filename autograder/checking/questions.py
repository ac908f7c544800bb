"""Whether every question of a reference has a line in the rubric, and every line a question."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.checkers.common.line import Unanswered
from autograder.course import Assignment
from autograder.grading.rubric import RubricLine
from autograder.sandbox.worker_replies import Raised, Stopped

from .report import Problem
from .workbench import Workbench

__all__ = [
    "DeclaredQuestion",
    "declared_in",
    "problem_of_file",
    "problem_of_line",
    "problems_of_files",
    "problems_of_questions",
]

_GRADED_WITH = re.compile(r"graded\s+with\s+([\w.]*\w)")


@dataclass(frozen=True, slots=True)
class DeclaredQuestion:
    """A question as the reference's source declares it.

    Args:
        number: Its number.
        function: What answers it.
        path: The file.
        lineno: The line of the function in it.
        graded_with: The number of another line that grades it, as its docstring says: "It is graded
            with 4.4a.quantize."; empty where it does not.
    """

    number: str
    function: str
    path: Path
    lineno: int
    graded_with: str = ""

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.path}:{self.lineno}"


def declared_in(assignment: Assignment) -> Iterator[DeclaredQuestion]:
    """Yield the questions of a reference, of each file that parses."""
    for path in sorted(assignment.reference.glob("*.py")):
        try:
            body = ast.parse(path.read_bytes()).body
        except SyntaxError:
            continue  # told where it is imported
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                for decorator in node.decorator_list:
                    if number := _number(decorator):
                        said = _GRADED_WITH.search(ast.get_docstring(node) or "")
                        other = said[1] if said else ""
                        yield DeclaredQuestion(number, node.name, path, node.lineno, other)


def problems_of_files(bench: Workbench) -> Iterator[Problem]:
    """Yield what is wrong with the reference's files: each is imported."""
    by_file = {line.question_file: line for line in bench.rubric.lines}
    for line in by_file.values():
        if problem := problem_of_file(bench, line):
            yield problem


def problem_of_file(bench: Workbench, line: RubricLine) -> Problem | None:
    """Return why the file of the reference that a line is about cannot be imported, if so."""
    path = bench.assignment.reference / line.question_file
    if not path.exists():
        remedy = f"Write {path}, or rename {line.module.name}."
        what = f"it grades {line.question_file}, which the reference lacks"
        return Problem(str(line.module), what, remedy)
    loaded = bench.running.workers.load(line.question_file.removesuffix(".py"))
    if isinstance(loaded, (Raised, Stopped)):
        return _unimportable(bench.assignment, path, loaded)
    return None


def problems_of_questions(bench: Workbench) -> Iterator[Problem]:
    """Yield each question without a line, and each that is declared twice."""
    lines = {line.number: line for line in bench.rubric.lines}
    files = set(bench.rubric.question_files)
    known: dict[str, DeclaredQuestion] = {}
    for question in declared_in(bench.assignment):
        rubric = bench.assignment.rubric / f"test_{question.path.name}"
        if first := known.get(question.number):
            what = f"a question {question.number} is declared already, at {first.place}"
            yield Problem(question.place, what, "Give it a number of its own.")
        known[question.number] = question
        line = lines.get(question.number)
        if line is None and question.graded_with not in lines:
            what = f"the question {question.number} has no line in the rubric: nobody grades it"
            yield Problem(question.place, what, _add(question, rubric))
        elif line is not None and line.question_file != question.path.name:
            what = f"its line grades {line.question_file}, and stands at {line.place}"
            remedy = f"Move it to {rubric}." if files else _add(question, rubric)
            yield Problem(question.place, f"{question.number}: {what}", remedy)


def problem_of_line(bench: Workbench, line: RubricLine, function: str) -> Problem | None:
    """Return what is wrong with the question that a line is for."""
    try:
        questions = bench.running.questions(line)
    except Unanswered:
        return None  # the file is told of already
    question = questions.get(line.number)
    place = line.place
    file = bench.assignment.reference / line.question_file
    if question is None:
        what = f"{line.number} has no question in {file}"
        remedy = f'Declare one: @question("{line.number}") before `def {function}`.'
        return Problem(place, what, remedy)
    if question.function != function:
        what = f"{line.number} is graded by ref.{function}, and {file} has ref.{question.function}"
        return Problem(place, what, f"Write ref.{question.function} in the line, or rename it.")
    return None


def _add(question: DeclaredQuestion, rubric: Path) -> str:
    return (
        f'Add a test with @number("{question.number}") and grade(ref.{question.function}, …) to '
        f"{rubric}. If another line grades it, its docstring says so: graded with NUMBER."
    )


def _unimportable(assignment: Assignment, path: Path, failure: Raised | Stopped) -> Problem:
    if isinstance(failure, Stopped):
        return Problem(str(path), f"it cannot be imported: {failure.message}")
    places = [
        f"{found}:{frame.line}"
        for frame in failure.frames
        if (found := assignment.reference / Path(frame.file).name).exists()
    ]
    text = f"{failure.type_name}: {failure.text}"
    return Problem(places[-1] if places else str(path), f"it cannot be imported: {text}")


def _number(decorator: ast.expr) -> str:
    """Return the number that a decorator declares a question by, or nothing."""
    if isinstance(decorator, ast.Call) and decorator.args:
        name = ast.unparse(decorator.func).rpartition(".")[2]
        number = decorator.args[0]
        if name == "question" and isinstance(number, ast.Constant):
            return str(number.value)
    return ""
