"""Whether a text that students are given contains the answer to a line.

The texts are those of the students' folder: docstrings of questions, the notation with its
examples, the public tests, how symbols are written in LaTeX, the page that says how to begin. What
is looked for is each answer as the reference writes it and as it prints, with either name that its
docstring has for a symbol; and what the course lists itself, in `autograder.checking.sayings`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.checkers.common.line import Unanswered
from autograder.checkers.symbolic.reading import as_node
from autograder.checkers.symbolic.submitted_proof import read_chain
from autograder.course import Assignment
from autograder.expression import render
from autograder.expression.tree import TreeError
from autograder.sandbox.sharing import open_zygote
from autograder.sandbox.values import WireDerivation as Steps

from .questions import DeclaredQuestion, declared_in
from .report import Problem
from .sayings import Saying, read_sayings, sayings_of
from .spelling import spelled
from .workbench import Workbench

__all__ = ["giveaways_in", "hands_out"]

#: An answer that is no longer than this in the one spelling stands in any text.
_SHORT = 5
_SUFFIXES = (".py", ".md", ".ini", ".tex")
#: Besides what lies at the top; the rest of the folder is the same for every assignment.
_MADE = ("checks/latex_table.py",)
_REMEDY = "Say it in other words there, or ask for something else."
# The lines of a text that an answer may be spread over.
_MOST_LINES = 6


def hands_out(folder: Path, assignment: Assignment) -> list[Problem]:
    """Return where a folder for students gives answers away.

    Args:
        folder: What students get.
        assignment: Whose.

    Raises:
        RubricError: The rubric cannot be read.
        SubmissionError: There is no reference.
        ZygoteError: No worker can be started, in which the reference runs.
    """
    with open_zygote() as zygote, Workbench(assignment, zygote) as bench:
        return list(giveaways_in(folder, bench))


def giveaways_in(folder: Path, bench: Workbench) -> Iterator[Problem]:
    """Yield where a folder for students gives answers away."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES]
    files += [path for name in _MADE if (path := folder / name).is_file()]
    texts = {path: spelled(path.read_text("utf-8")) for path in files}
    for pattern, what in _looked_for(bench):
        for path, text in texts.items():
            if found := pattern.search(text):
                said = f"{what}: `{found[0]}` in the one spelling"
                yield Problem(_place(path, pattern), said, _REMEDY)


def _looked_for(bench: Workbench) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what must not be found, and what it would be."""
    numbers = {line.number for line in bench.rubric.lines}
    for question in declared_in(bench.assignment):
        if question.number in numbers:  # else it is graded with another one, and no secret
            for form in sorted(_spellings(bench, question)):
                yield re.compile(re.escape(form)), f"it has the answer to {question.number}"
    for saying in read_sayings(sayings_of(bench.assignment)):
        if isinstance(saying, Saying) and saying.kind == "find":
            what = f"it says the answer to {saying.number}, by {saying.place}"
            yield re.compile(saying.text), what


def _spellings(bench: Workbench, question: DeclaredQuestion) -> set[str]:
    """Return the forms of an answer in the one spelling, with either name of each symbol."""
    node = _source(question)
    names = dict(re.findall(r"\b(\w+) \(([^\s()]+)\)", ast.get_docstring(node) or ""))
    found = set()
    for form in _forms(bench, question, node):
        found.add(spelled(form))
        for name, alias in names.items():
            # A name's sign may hold what a pattern's replacement would take for a reference.
            form = re.sub(rf"\b{name}\b", alias.replace("\\", r"\\"), form)
        found.add(spelled(form))
    return {form for form in found if len(form) > _SHORT}


def _forms(bench: Workbench, question: DeclaredQuestion, node: ast.AST) -> list[str]:
    """Return the forms of an answer: as its source has it, and as it prints."""
    if not isinstance(node, ast.FunctionDef):
        return []
    written = [ast.unparse(p.value) for p in node.body if isinstance(p, ast.Return) and p.value]
    value = _value(bench, question)
    if isinstance(value, Steps):
        # Its ends are in the question, or another line's answer.
        return [render.plain(link.root) for link in read_chain(value).links[:-1]]
    try:
        return [*written, render.plain(as_node(value))]
    except (TreeError, TypeError):
        return written


def _value(bench: Workbench, question: DeclaredQuestion) -> object:
    """Return what the reference answers with its symbols; None where it has none, or no value."""
    line = bench.line(question.number)
    try:
        known = bench.running.questions(line)[question.number]
        if not known.symbols:
            return None
        answer: object = bench.running.calls(line, known, seed=0).answer()
        return answer
    except (KeyError, Unanswered):
        return None


def _source(question: DeclaredQuestion) -> ast.FunctionDef | ast.ClassDef:
    for node in ast.parse(question.path.read_bytes()).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.lineno == question.lineno:
            return node
    raise AssertionError(question)


def _place(path: Path, pattern: re.Pattern[str]) -> str:
    """Return where in a file something stands that is found in its text as a whole."""
    lines = path.read_text("utf-8").splitlines()
    for size in range(1, _MOST_LINES + 1):
        for first in range(len(lines)):
            if pattern.search(spelled("\n".join(lines[first : first + size]))):
                return f"{path}:{first + 1}"
    return str(path)
