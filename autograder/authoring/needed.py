"""Finds what else of an assignment needs a question, so that it cannot be taken away."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.grading.form_tests import functions_named
from autograder.grading.rubric import RubricLine

from .parts import QuestionParts, declared_number, definitions, public_tests
from .refusal import AuthoringError
from .source import parsed, text_of
from .usage import Module, names_in, taken_from

__all__ = ["refuse_needed"]


def refuse_needed(question: QuestionParts) -> None:
    """Make sure that nothing else needs a question.

    Raises:
        AuthoringError: Something does; the text says what, where, and how to go on.
    """
    number, line = question.number, question.line
    for other in question.followers:
        how = "goes on from" if number in other.follows else "counts with"
        raise AuthoringError(
            f"{_place(other)}: {other.number} {how} {number}: change that first, or remove "
            f"{other.number} before it"
        )
    if line is not None and len(question.rubric.lines) == 1:
        raise AuthoringError(
            f"{number} is the only line of {question.assignment.name}: add another one first"
        )
    for place, text in (*_in_rubric(question), *_in_reference(question), *_in_public(question)):
        raise AuthoringError(f"{place}: {text}: change that first")


def _place(line: RubricLine) -> str:
    tree = parsed(text_of(line.module), line.module)
    node = next(node for node in definitions(tree) if node.name == line.test)
    return f"{line.module}:{node.lineno}"


def _in_rubric(question: QuestionParts) -> Iterator[tuple[str, str]]:
    """Yield where other lines say what follows a slip, or take the function for something."""
    for path in sorted(question.assignment.rubric.glob("*.py")):
        tree = parsed(text_of(path), path)
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "then":
                keys = node.value.keys if isinstance(node.value, ast.Dict) else []
                for key in keys:
                    if isinstance(key, ast.Constant) and key.value == question.number:
                        yield f"{path}:{key.lineno}", f"`then=` speaks of {question.number}"
        if path.name != f"test_{question.file}":
            continue
        module = Module.of(tree)
        gone = module.serving([question.line.test]) if question.line else set()
        for statement in module.others(gone):
            if question.name in taken_from("ref", [statement]):
                yield f"{path}:{statement.lineno}", f"ref.{question.name} is used here too"


def _in_reference(question: QuestionParts) -> Iterator[tuple[str, str]]:
    """Yield what of the reference uses the function, and would stay."""
    tree = parsed(text_of(question.path), question.path)
    module = Module.of(tree)
    path = question.assignment.rubric / f"test_{question.file}"
    rubric = Module.of(parsed(text_of(path), path))
    going = rubric.serving([question.line.test]) if question.line else set()
    slips = taken_from("ref", rubric.defining(going))
    named = taken_from("ref", rubric.others(going))
    others = [n.name for n in definitions(tree) if declared_number(n) and n.name != question.name]
    gone = module.serving({question.name, *slips} - set(others), [*named, *others])
    for node in module.others({*gone, question.name}):
        if question.name in names_in([node]):
            name = getattr(node, "name", "this")
            yield f"{question.path}:{node.lineno}", f"{name} uses {question.name}"
    for other in sorted(question.assignment.reference.glob("*.py")):
        for node in parsed(text_of(other), other).body:
            if not isinstance(node, ast.ImportFrom) or node.module != question.path.stem:
                continue
            if question.name in {alias.name for alias in node.names} or not others:
                yield f"{other}:{node.lineno}", f"{question.path.name} is imported here"


def _in_public(question: QuestionParts) -> Iterator[tuple[str, str]]:
    """Yield where a public test speaks of the function beside those of other questions."""
    path = question.public
    tree = parsed(text_of(path), path)
    tests = public_tests(question)
    looked_at = {test.lineno for test in tests}
    of_reference = definitions(parsed(text_of(question.path), question.path))
    others = {n.name for n in of_reference if declared_number(n)} - {question.name}
    for test in tests:
        in_body = set().union(*map(functions_named, test.body))
        if others & functions_named(test) and question.name in in_body:
            text = f"{test.name} speaks of {question.name} and of others"
            yield f"{path}:{test.lineno}", text
    for node in tree.body:
        if node.lineno not in looked_at and question.name in functions_named(node):
            yield f"{path}:{node.lineno}", f"{question.name} is used here"
