"""Whether there are public tests, and each question is named by one.

Each promise of a docstring has a public example; what a machine can see of that is that some test
of the question's file speaks of the function that answers it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Assignment

from .questions import declared_in
from .report import Problem

__all__ = ["problems_of_public_tests"]


def problems_of_public_tests(assignment: Assignment) -> Iterator[Problem]:
    """Yield each question file without public tests, and each question that none names."""
    named: dict[Path, set[str]] = {}
    for question in declared_in(assignment):
        tests = assignment.public / f"test_{question.path.name}"
        if tests not in named:
            named[tests] = set()
            # Of the form of answers they are made, in the students' folder.
            made = assignment.template / f"test_{question.path.stem}_form.py"
            there = [path for path in (tests, made) if path.exists()]
            if not there:
                what = f"there are no public tests for {question.path}"
                yield Problem(str(tests), what, "Write them: students run them in their folder.")
            for path in there:
                try:
                    named[tests] |= _names(ast.parse(path.read_bytes()))
                except SyntaxError as error:
                    yield Problem(f"{path}:{error.lineno}", error.msg)
        if named[tests] and question.function not in named[tests]:
            what = f"no test of {tests} speaks of {question.function}, for {question.number}"
            remedy = "Add one for what its docstring promises, such as a value it gives away."
            yield Problem(question.place, what, remedy)


def _names(tree: ast.Module) -> set[str]:
    """Return the names, and the texts, that the tests of a module speak of."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found
