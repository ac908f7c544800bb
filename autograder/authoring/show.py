"""Prints all parts of a question together, each with its place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.points import points_text

from .parts import QuestionParts, expectations, find_question, public_tests, ranking_sections
from .source import lines_of, parsed, span_of, text_of

__all__ = ["shown_question"]

_INDENT = "    "


def shown_question(assignment: Assignment, number: str) -> str:
    """Return a question with all its parts, as it is printed.

    Raises:
        AuthoringError: There is none of that number, or a file cannot be read.
    """
    return "\n".join(_lines(find_question(assignment, number))) + "\n"


def _lines(question: QuestionParts) -> Iterator[str]:
    yield f"{question.number}  {question.line.name if question.line else '(no line)'}"
    yield from _reference(question)
    yield from _rubric(question)
    yield from _public(question)
    yield from _variants(question)
    yield from _elsewhere(question)


def _heading(what: str, place: str = "") -> Iterator[str]:
    yield ""
    yield f"{what}{'  ' if place else ''}{place}"


def _at(question: QuestionParts, path: Path, line: int = 0) -> str:
    shown = path.relative_to(question.assignment.course).as_posix()
    return f"{shown}:{line}" if line else shown


def _source(path: Path, node: ast.stmt) -> Iterator[str]:
    text = text_of(path)
    first, last = span_of(node, text)
    for line in lines_of(text)[first - 1 : last]:
        if line.strip():
            yield f"{_INDENT}{line.rstrip()}"
        else:
            yield ""


def _trimmed(lines: Iterator[str]) -> list[str]:
    found = list(lines)
    while found and not found[-1]:
        found.pop()
    return found


def _reference(question: QuestionParts) -> Iterator[str]:
    yield from _heading("question and answer", _at(question, question.path, question.node.lineno))
    yield from _trimmed(_source(question.path, question.node))


def _rubric(question: QuestionParts) -> Iterator[str]:
    line = question.line
    if line is None:
        yield from _heading("rubric", f"none: {_at(question, question.assignment.rubric)} has none")
        return
    tree = parsed(text_of(line.module), line.module)
    node = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == line.test)
    yield from _heading("rubric", _at(question, line.module, node.lineno))
    about = [f"{points_text(line.weight)} of {points_text(question.rubric.total)}"]
    if line.clauses:
        clauses = line.clauses.items()
        about += [f"{name} {points_text(line.weight * share)}" for name, share in clauses]
    if line.visibility != "visible":
        about.append(f"shown {line.visibility.replace('_', ' ')}")
    yield f"{_INDENT}points: {', '.join(about)}"
    yield from _trimmed(_source(line.module, node))


def _public(question: QuestionParts) -> Iterator[str]:
    tests = public_tests(question)
    for test in tests:
        yield from _heading("public test", _at(question, question.public, test.lineno))
        yield from _trimmed(_source(question.public, test))
    form = question.assignment.template / f"test_{Path(question.file).stem}_form.py"
    made = parsed(text_of(form), form)
    for node in made.body:
        if isinstance(node, ast.FunctionDef) and node.name == f"test_the_form_of_{question.name}":
            yield from _heading("public test, made", _at(question, form, node.lineno))
            tests.append(node)
    if not tests:
        yield from _heading("public tests", "none")


def _variants(question: QuestionParts) -> Iterator[str]:
    paths = question.variants
    yield from _heading("variants", "" if paths else "none")
    for path in paths:
        docstring = ast.get_docstring(parsed(text_of(path), path)) or "says nothing"
        yield f"{_INDENT}{_at(question, path)}  {docstring.splitlines()[0]}"


def _elsewhere(question: QuestionParts) -> Iterator[str]:
    assignment, number, line = question.assignment, question.number, question.line
    said = list(expectations(assignment, number))
    if said:
        yield from _heading("whole submissions")
    for path, place, share in said:
        yield f"{_INDENT}{_at(question, path, place)}  {share}"
    rankings = assignment.rankings / question.file
    for first, _ in ranking_sections(rankings, number):
        yield from _heading("ranking", _at(question, rankings, first))
    if line is not None and line.follows:
        yield from _heading("follows", ", ".join(line.follows))
    if line is not None and line.counts_with:
        yield from _heading("counts with", line.counts_with)
    if line is not None and line.cancels:
        group = [other.number for other in question.rubric.lines if other.cancels == line.cancels]
        yield from _heading("cancels with", ", ".join(n for n in group if n != number))
    if question.followers:
        yield from _heading("followed by", ", ".join(o.number for o in question.followers))
