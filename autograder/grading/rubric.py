"""The rubric as its source says it: every line with its points, before anything is imported.

A rubric is a folder of pytest modules, ``tests/grading/<assignment>/test_*.py``; a line is a test
with a number. Reading the source keeps the maximum right whatever happens later: a rubric module
that cannot be imported loses no line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from .points import UnknownClause, filled, literal_points

__all__ = [
    "CODE_SECONDS",
    "SYMBOLIC_SECONDS",
    "Rubric",
    "RubricError",
    "RubricLine",
    "grading_order",
    "read_rubric",
]

# When students see a line, from at once to never.
_SHOWN = {"visible": 0, "after_due_date": 1, "after_published": 2, "hidden": 3}

#: CPU seconds for one line.
SYMBOLIC_SECONDS = 3
CODE_SECONDS = 10


class RubricError(ValueError):
    """A rubric that cannot be read, with file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLine:
    """One line of a rubric.

    Args:
        number: The line's number, such as ``"2.4.greedy"``.
        name: What the student sees: the test's docstring, with the points that it speaks of.
        weight: The points.
        module: The file it stands in.
        test: The test function's name.
        visibility: As Gradescope names it.
        tags: As given.
        code: Whether student code of its own is run (it comes after everything symbolic).
        counts_with: The line that has to earn something for this one to count, or empty.
        cancels: The group within which choices that are not right take away half of what right
            ones earn, or empty.
        follows: The lines from whose answers this one goes on, the student's own as well.
        clauses: What each clause of the line is worth, as a share.
        lineno: The line of its file at which the test begins.
    """

    number: str
    name: str
    weight: Fraction
    module: Path
    test: str
    visibility: str = "visible"
    tags: tuple[str, ...] = ()
    code: bool = False
    counts_with: str = ""
    cancels: str = ""
    follows: tuple[str, ...] = ()
    clauses: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    lineno: int = field(default=0, compare=False)

    @property
    def place(self) -> str:
        """Where its test stands."""
        return f"{self.module}:{self.lineno}" if self.lineno else str(self.module)

    @property
    def question_file(self) -> str:
        """The student's file it grades: ``test_q2_decoding.py`` grades ``q2_decoding.py``."""
        return self.module.name.removeprefix("test_")

    @property
    def seconds(self) -> int:
        """CPU seconds that the line may use."""
        return CODE_SECONDS if self.code else SYMBOLIC_SECONDS


@dataclass(frozen=True, slots=True)
class Rubric:
    """All lines of an assignment, in the order of their numbers' appearance."""

    assignment: str
    lines: tuple[RubricLine, ...]

    @property
    def total(self) -> Fraction:
        """The maximum."""
        return sum((line.weight for line in self.lines), Fraction(0))

    @property
    def question_files(self) -> tuple[str, ...]:
        """The student's files, in order."""
        return tuple(dict.fromkeys(line.question_file for line in self.lines))

    def select(self, prefix: str) -> Rubric:
        """Return the lines whose number is the prefix or lies below it, with what they need."""
        chosen = {
            line.number
            for line in self.lines
            if line.number == prefix or line.number.startswith(f"{prefix.rstrip('.')}.")
        }
        while True:
            lines = [line for line in self.lines if line.number in chosen]
            groups = {line.cancels for line in lines} - {""}
            needed = {line.counts_with for line in lines} - {""}
            needed |= {line.number for line in self.lines if line.cancels in groups}
            needed |= {number for line in lines for number in line.follows}
            if needed <= chosen:
                return Rubric(self.assignment, tuple(lines))
            chosen |= needed


def read_rubric(folder: Path) -> Rubric:
    """Read every line of the rubric in ``folder``; the folder's name is the assignment's.

    Raises:
        RubricError: A file that does not parse, a line without a docstring, two lines of one
            number, a decorator whose arguments are not literals, points that are no number, or
            that a text writes out, a line that would tell how one ended that is shown later, or
            that follows what it cannot.
    """
    modules = sorted(folder.glob("test_*.py"))
    if not modules:
        raise RubricError(f"{folder}: no rubric here (no test_*.py)")
    lines = [line for module in modules for line in _read_module(module)]
    numbers = [line.number for line in lines]
    for line in lines:
        first = lines[numbers.index(line.number)]
        if first is not line:
            raise RubricError(
                f"{line.place}: more than one line has the number {line.number}, the first of them "
                f"at {first.place}: give each a number of its own"
            )
        if line.counts_with and line.counts_with not in numbers:
            raise RubricError(f"{line.place}: {line.number} counts with an unknown line")
    _refuse_early_lines(lines)
    _refuse_what_cannot_follow(lines)
    return Rubric(folder.name, tuple(lines))


def _refuse_early_lines(lines: Sequence[RubricLine]) -> None:
    """Refuse a line that depends on one which students see later: its end would tell the other's.

    Raises:
        RubricError: There is such a line.
    """
    for line in lines:
        for other in lines:
            depends = (
                line.counts_with == other.number
                or other.number in line.follows
                or (line.cancels and line.cancels == other.cancels)
            )
            if depends and _SHOWN.get(line.visibility, 0) < _SHOWN.get(other.visibility, 0):
                raise RubricError(
                    f"{line.place}: {line.number} depends on {other.number}, which is shown "
                    f"later: give it @visibility({other.visibility!r}) too"
                )


def _refuse_what_cannot_follow(lines: Sequence[RubricLine]) -> None:
    """Refuse lines that follow unknown ones, others' files, code, or each other in a circle.

    Raises:
        RubricError: There is such a line.
    """
    by_number = {line.number: line for line in lines}
    for line in lines:
        for number in line.follows:
            other = by_number.get(number)
            if other is None:
                raise RubricError(f"{line.place}: {line.number} follows {number}, an unknown line")
            if other.module != line.module:
                raise RubricError(
                    f"{line.place}: {line.number} follows {number}, which is in another file"
                )
            if other.code and not line.code:
                raise RubricError(
                    f"{line.place}: {line.number} follows {number}, which is code: that is graded "
                    "later"
                )
    grading_order(lines)


def grading_order(lines: Sequence[RubricLine]) -> tuple[RubricLine, ...]:
    """Return lines in the order in which they are graded.

    Symbolic ones come before code, and each after those that it follows; else they stay in order.

    Raises:
        RubricError: Lines follow each other in a circle.
    """
    by_number = {line.number: line for line in lines}
    placed: dict[str, RubricLine] = {}

    def place(line: RubricLine, before: tuple[str, ...]) -> None:
        if line.number in before:
            circle = " → ".join((*before[before.index(line.number) :], line.number))
            raise RubricError(f"{line.place}: lines follow each other in a circle: {circle}")
        if line.number not in placed:
            for number in line.follows:
                if number in by_number:
                    place(by_number[number], (*before, line.number))
            placed[line.number] = line

    for line in sorted(lines, key=lambda line: line.code):
        place(line, ())
    return tuple(placed.values())


def _read_module(module: Path) -> Iterator[RubricLine]:
    try:
        tree = ast.parse(module.read_bytes(), str(module))
    except SyntaxError as error:
        raise RubricError(f"{module}:{error.lineno}: {error.msg}") from None
    _refuse_literal_points(module, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield from _read_test(module, node)


def _refuse_literal_points(module: Path, tree: ast.Module) -> None:
    """Refuse texts that say how many points something is worth: `@weight` alone does.

    Raises:
        RubricError: There is such a text.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for written in literal_points(node.value):
                raise RubricError(
                    f"{module}:{node.lineno}: a text says {written!r}: write {{points}}, or "
                    "{points:a clause} or {points:2/3}, and the number is put in"
                )


def _read_test(module: Path, node: ast.FunctionDef) -> Iterator[RubricLine]:
    marks = dict(_decorators(module, node.decorator_list))
    if "number" not in marks:
        return
    name = ast.get_docstring(node)
    if not name:
        raise RubricError(f"{module}:{node.lineno}: {node.name} has no docstring")
    where = f"{module}:{node.lineno}: {node.name}"
    points = _points(marks.get("partial_credit", marks.get("weight", (0,)))[0], where)
    clauses = _clauses(node)
    try:
        name = filled(" ".join(name.split("\n\n")[0].split()), points, clauses)
    except UnknownClause as error:
        raise RubricError(f"{where}: {error}") from None
    yield RubricLine(
        number=str(marks["number"][0]),
        name=name,
        weight=points,
        module=module,
        test=node.name,
        visibility=str(marks.get("visibility", ("visible",))[0]),
        tags=tuple(str(tag) for tag in marks.get("tags", ())),
        code="code" in marks,
        counts_with=str(marks.get("counts_with", ("",))[0]),
        cancels=str(marks.get("cancels", ("",))[0]),
        follows=_follows(node, marks.get("follows", ()), where),
        clauses=clauses,
        lineno=node.lineno,
    )


def _follows(node: ast.FunctionDef, numbers: Sequence[Any], where: str) -> tuple[str, ...]:
    """Return the lines that a test follows: those, and no others, its texts may quote.

    Raises:
        RubricError: A text quotes the answer to another line.
    """
    for constant in ast.walk(node):
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
            for number in _QUOTED.findall(constant.value):
                if number not in numbers:
                    raise RubricError(
                        f"{where}: a text quotes the answer to {number}: say @follows({number!r})"
                    )
    return tuple(map(str, numbers))


def _clauses(node: ast.FunctionDef) -> dict[str, Fraction]:
    """Return what the clauses of a test are worth, if it writes out ``Clauses({…})``."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] == "Clauses":
            try:
                weights = ast.literal_eval(call.args[0])
                total = sum(weights.values())
                return {str(name): Fraction(weight, total) for name, weight in weights.items()}
            except (IndexError, AttributeError, TypeError, ValueError, ZeroDivisionError):
                continue  # `Clauses` refuses it when the module is imported
    return {}


def _points(weight: Any, where: str) -> Fraction:
    try:
        points = Fraction(str(weight))
    except ValueError:
        raise RubricError(f"{where}: a weight of {weight!r} is no number") from None
    if points < 0:
        raise RubricError(f"{where}: a weight of {weight!r} is below zero")
    return points


def _decorators(
    module: Path, decorators: Sequence[ast.expr]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for decorator in decorators:
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        arguments = decorator.args if isinstance(decorator, ast.Call) else []
        name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
        if name not in _READ:
            continue
        where = f"{module}:{decorator.lineno}"
        if isinstance(decorator, ast.Call) and decorator.keywords:
            raise RubricError(f"{where}: @{name} takes its arguments by position")
        if not arguments and name not in ("code", "tags"):
            raise RubricError(f"{where}: @{name} without its argument")
        try:
            yield name, tuple(ast.literal_eval(argument) for argument in arguments)
        except ValueError:
            raise RubricError(f"{where}: the arguments of @{name} are not literals") from None


_READ = frozenset(
    {
        "number", "weight", "partial_credit", "visibility", "tags", "code", "counts_with",
        "cancels", "follows",
    }
)  # fmt: skip
# The answer to another line in the text of an expression, as in "v*mu/({2.3.expectation})".
_QUOTED = re.compile(r"\{(\d+\w*\.[\w.]+)[^{}]*\}")
