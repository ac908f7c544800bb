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
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from .checking.workbench import Workbench
from .course import Course
from .grading.points import filled
from .grading.rubric import RubricLine
from .sandbox.sharing import open_zygote
from .sandbox.zygote import Zygote
from .verdict import Verdict

__all__ = ["AnswerGrader"]


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
    _benches: dict[str, Workbench] = field(default_factory=dict, init=False, repr=False)
    _zygote: Zygote | None = field(default=None, init=False, repr=False)

    def __enter__(self) -> AnswerGrader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes that were started."""
        self._open.close()
        self._benches.clear()
        self._zygote = None

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

        Its message is what a student reads.

        Args:
            assignment: Its name in the course.
            number: The line's, such as ``"3.2"``.
            answer: Source text that defines what the line grades, and what else it likes, such as
                the answer to a line that this one follows; or the path of a file with such text,
                such as a variant. Without it the reference itself is graded.
            seed: What is drawn follows from it; without it from the line, in every run the same.
            dtype: The precision in which the answer runs; ``"float32"`` and ``"bfloat16"`` are as
                on a GPU, where no points hang on them.

        Raises:
            CourseError: The course has no such assignment.
            RubricError: The rubric cannot be read, or one of its modules raises.
            SubmissionError: There is no reference.
            ValueError: There is no such line, or the answer has nothing to do with it.
            OSError: The file cannot be read.
        """
        bench = self._bench(assignment)
        line = _line(bench, number)
        source = answer.read_bytes() if isinstance(answer, Path) else answer.encode()
        _require_an_answer(bench, line, source)
        defined = _bound(source) or frozenset()
        (verdict,) = bench.grade(line, source, defines=defined, dtypes=(dtype,), seed=seed)
        read = filled(verdict.message, line.weight, line.clauses, strict=False)
        return replace(verdict, message=read)

    def _bench(self, name: str) -> Workbench:
        """Return where the answers to an assignment are graded; it is made when first asked for."""
        if name not in self._benches:
            assignment = self.course.assignment(name)
            if self._zygote is None:
                self._zygote = self._open.enter_context(open_zygote())
            self._benches[name] = self._open.enter_context(Workbench(assignment, self._zygote))
        return self._benches[name]


def _line(bench: Workbench, number: str) -> RubricLine:
    """Return a line.

    Raises:
        ValueError: There is none of that number.
    """
    lines = {line.number: line for line in bench.rubric.lines}
    if number in lines:
        return lines[number]
    close = get_close_matches(number, lines, n=1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    there = ", ".join(lines)
    raise ValueError(f"{bench.assignment.rubric}: no line {number}{meant}; there is {there}")


def _require_an_answer(bench: Workbench, line: RubricLine, source: bytes) -> None:
    """Refuse what would earn as much as the reference, since it is nothing else.

    Raises:
        ValueError: The line does without a checker, or the text defines nothing of its file.
    """
    check = bench.check(line)
    if check is None:
        raise ValueError(f"{line.module}: {line.test} does without `grade`: there is none to ask")
    question = bench.reference.sources.get(line.question_file, b"")
    if source and not _replaces(source, question):
        raise ValueError(
            f"the answer defines nothing that {line.question_file} does, such as "
            f"`{check[0].name}`: what it earns would be the reference's"
        )


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
