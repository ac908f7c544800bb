"""The parts of a question, and where each of them stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.form_tests import functions_named
from autograder.grading.rubric import Rubric, RubricError, RubricLine, read_rubric

from .refusal import AuthoringError
from .source import parsed, text_of
from .submissions import EXPECTED

__all__ = [
    "Definition",
    "QuestionParts",
    "declared_number",
    "definitions",
    "expectations",
    "find_question",
    "public_tests",
    "ranking_sections",
]

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_SECTION = re.compile(r"^# =+ (\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """A question of an assignment.

    Attributes:
        assignment: Where it lies.
        number: Its number.
        path: The reference's file that declares it.
        node: What declares it there.
        line: The rubric's line; none where it has none.
        rubric: The whole rubric.
    """

    assignment: Assignment
    number: str
    path: Path
    node: Definition
    line: RubricLine | None
    rubric: Rubric

    @property
    def file(self) -> str:
        """The question file."""
        return self.path.name

    @property
    def name(self) -> str:
        """The function or class that answers it."""
        return self.node.name

    @property
    def public(self) -> Path:
        """The tests by hand that students get; the file need not be there."""
        return self.assignment.public / f"test_{self.file}"

    @property
    def variants(self) -> list[Path]:
        """Its right and wrong answers."""
        return sorted((self.assignment.variants / self.number).glob("*.py"))

    @property
    def followers(self) -> list[RubricLine]:
        """The lines that go on from it, or count with it."""
        return [
            line for line in self.rubric.lines if self.number in (*line.follows, line.counts_with)
        ]


def find_question(assignment: Assignment, number: str) -> QuestionParts:
    """Return a question by its number.

    Raises:
        AuthoringError: There is none, or the rubric or the reference cannot be read.
    """
    try:
        rubric = read_rubric(assignment.rubric)
    except RubricError as error:
        raise AuthoringError(str(error)) from None
    lines = {line.number: line for line in rubric.lines}
    known = []
    for path in sorted(assignment.reference.glob("*.py")):
        for node in definitions(parsed(text_of(path), path)):
            declared = declared_number(node)
            if declared == number:
                return QuestionParts(assignment, number, path, node, lines.get(number), rubric)
            known.append(declared)
    numbers = list(dict.fromkeys([*filter(None, known), *lines]))
    if number in lines:
        line = lines[number]
        raise AuthoringError(
            f"{line.module}: the line {number} has no question in {assignment.reference}: declare "
            f'one with @question("{number}", …)'
        )
    close = get_close_matches(number, numbers, n=1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    raise AuthoringError(
        f"{assignment.name} has no question {number}{meant}; it has {', '.join(numbers)}"
    )


def definitions(tree: ast.Module) -> list[Definition]:
    """Return the functions and classes at the top of a module."""
    return [node for node in tree.body if isinstance(node, Definition)]


def declared_number(node: Definition) -> str:
    """Return the number of the question that a definition answers; empty if it answers none."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and decorator.args:
            number = decorator.args[0]
            is_question = ast.unparse(decorator.func).rpartition(".")[2] == "question"
            if is_question and isinstance(number, ast.Constant):
                return str(number.value)
    return ""


def public_tests(question: QuestionParts) -> list[Definition]:
    """Return the tests by hand that speak of a question's function."""
    tree = parsed(text_of(question.public), question.public)
    return [
        node
        for node in definitions(tree)
        if node.name.startswith("test") and question.name in functions_named(node)
    ]


def expectations(assignment: Assignment, number: str) -> Iterator[tuple[Path, int, str]]:
    """Yield where a submission's file says what a line earns: file, line, share."""
    for path in sorted(assignment.submissions.glob(f"*/{EXPECTED}")):
        for place, text in enumerate(text_of(path).splitlines(), 1):
            said = text.split(maxsplit=1)
            if said and said[0] == number:
                yield path, place, said[1].strip() if len(said) > 1 else ""


def ranking_sections(path: Path, number: str) -> list[tuple[int, int]]:
    """Return the sections on a line in a file of rankings: the first and last line of each."""
    text = text_of(path)
    heads = list(_SECTION.finditer(text))
    ends = [*(head.start() for head in heads), len(text)][1:]
    return [
        (text.count("\n", 0, head.start()) + 1, text.count("\n", 0, end))
        for head, end in zip(heads, ends, strict=True)
        if head[1] == number
    ]
