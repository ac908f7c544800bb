"""Grades single answers in the tests of a course: what a checker says to this one, and why.

    def test_the_transpose_is_half(grade_answer):
        verdict = grade_answer("hw2026", "3.2", "def gradient(W, x): return W.T*x")
        assert verdict.share == Fraction(1, 2)
        assert "transpose" in verdict.notes

`grade_answer` is a fixture that is there wherever the package is installed. Outside of pytest an
`AnswerGrader` is a context manager.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from .checkers.line import Checker
from .checkers.target import Target
from .course import Assignment, Course
from .grading.reference import Reference, RunningReference
from .grading.rubric import Rubric, RubricLine, read_rubric
from .grading.rubric_modules import RubricPackage
from .grading.session import Session
from .grading.submission import Submission
from .sandbox.isolation import find_isolation
from .sandbox.limits import Layers, Limits
from .sandbox.zygote import Zygote
from .verdict import Verdict

__all__ = ["AnswerGrader"]


@dataclass(frozen=True, slots=True)
class _Started:
    """An assignment whose reference runs."""

    assignment: Assignment
    rubric: Rubric
    package: RubricPackage
    reference: Reference
    running: RunningReference

    def line(self, number: str) -> RubricLine:
        lines = {line.number: line for line in self.rubric.lines}
        if number in lines:
            return lines[number]
        close = get_close_matches(number, lines, n=1)
        meant = f" (did you mean {close[0]}?)" if close else ""
        raise ValueError(
            f"{self.assignment.rubric}: there is no line {number}{meant}; there is "
            f"{', '.join(lines)}"
        )

    def followed(self, line: RubricLine) -> list[RubricLine]:
        """Return the lines that one goes on from, the earliest first."""
        found: list[RubricLine] = []
        for number in line.follows:
            earlier = self.line(number)
            found += [*self.followed(earlier), earlier]
        return list({other.number: other for other in found}.values())


@dataclass
class AnswerGrader:
    """Grades answers to single lines of a course. Use it as a context manager.

    What takes time is done once: a process with torch and sympy, and a worker for the reference of
    each assignment that is asked for.

    Args:
        course: Where its assignments lie.
    """

    course: Course
    _open: ExitStack = field(default_factory=ExitStack, init=False, repr=False)
    _assignments: dict[str, _Started] = field(default_factory=dict, init=False, repr=False)
    _zygote: Zygote | None = field(default=None, init=False, repr=False)
    _layers: Layers | None = field(default=None, init=False, repr=False)

    def __enter__(self) -> AnswerGrader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes that were started."""
        self._open.close()
        self._assignments.clear()
        self._zygote = self._layers = None

    def __call__(
        self,
        assignment: str,
        number: str,
        answer: str | Path = "",
        *,
        seed: int | None = None,
        dtype: str = "float64",
    ) -> Verdict:
        """Return the verdict on one line of a submission that is the reference but for an answer.

        Args:
            assignment: Its name in the course.
            number: The line's, such as ``"3.2"``.
            answer: Source text that defines what the line grades, and what else it likes, such as
                the answer to a line that this one follows; or the path of a file with such text,
                such as a variant. Without it the reference itself is graded.
            seed: What is drawn comes from this; without it from the answer, as for a student.
            dtype: The precision in which the answer runs; ``"float32"`` and ``"bfloat16"`` are as
                on a GPU, where no points hang on them.

        Raises:
            CourseError: The course has no such assignment.
            RubricError: The rubric cannot be read, or one of its modules raises.
            ValueError: There is no such line, or the answer has nothing to do with it.
            OSError: The file cannot be read.
        """
        started = self._start(assignment)
        line = started.line(number)
        check = self._check(started, line)
        source = answer.read_bytes() if isinstance(answer, Path) else answer.encode()
        earlier = [
            (other, self._check(started, other))
            for other in started.followed(line)
            if _defines(source, self._check(started, other)[0].name)
        ]
        question = started.reference.sources.get(line.question_file, b"")
        if source and not earlier and not _replaces(source, question):
            raise ValueError(
                f"the answer defines nothing that {line.question_file} does, such as "
                f"`{check[0].name}`: what it earns would be the reference's"
            )
        sources = dict(started.reference.sources)
        sources[line.question_file] = question + b"\n\n" + source
        submission = Submission(sources)
        zygote, layers = self._sandbox(started.assignment)
        with Session(zygote, started.running, submission, layers=layers, seed=seed) as session:
            for other, its_check in earlier:
                session.grade(other, *its_check)
            return session.grade(line, *check, dtype=dtype)

    def _check(self, started: _Started, line: RubricLine) -> tuple[Target, Checker]:
        check = started.package.check(line)
        if check is None:
            raise ValueError(
                f"{line.module}: {line.test} does without `grade`, so there is nothing to ask"
            )
        return check

    def _start(self, name: str) -> _Started:
        """Return an assignment whose reference runs; it is started when it is asked for first."""
        if name not in self._assignments:
            assignment = self.course.assignment(name)
            rubric, reference = read_rubric(assignment.rubric), Reference.read(assignment.reference)
            zygote, layers = self._sandbox(assignment)
            running = self._open.enter_context(RunningReference(zygote, reference, layers=layers))
            package = RubricPackage(assignment.rubric)
            self._assignments[name] = _Started(assignment, rubric, package, reference, running)
        return self._assignments[name]

    def _sandbox(self, assignment: Assignment) -> tuple[Zygote, Layers]:
        """Return where workers come from, and what confines them."""
        if self._zygote is None or self._layers is None:
            self._zygote = self._open.enter_context(Zygote())
            self._layers = find_isolation(self._zygote, assignment.secrets, Limits()).layers
        return self._zygote, self._layers


def _defines(source: bytes, name: str) -> bool:
    """Return whether a text gives a name a value at its top; of what is no Python it may be."""
    bound = _bound(source)
    return bound is None or name in bound


def _replaces(source: bytes, question: bytes) -> bool:
    """Return whether a text gives something of a question file another value, or may."""
    bound, before = _bound(source), _bound(question, imports=False)
    return bound is None or before is None or not bound.isdisjoint(before)


def _bound(source: bytes, *, imports: bool = True) -> frozenset[str] | None:
    """Return the names that a text binds at its top, by imports or not; None if it is no Python."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None  # what is wrong with it is for the grader to say
    return frozenset(name for statement in statements for name in _bound_by(statement, imports))


def _bound_by(statement: ast.stmt, imports: bool) -> Iterator[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        yield statement.name
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):  # below `if` or `try`
            yield node.name
        elif imports and isinstance(node, ast.alias):
            yield node.asname or node.name
