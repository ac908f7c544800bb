"""Takes a question out of an assignment: all its parts, and what serves nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.form_tests import functions_named

from .draft import Draft
from .needed import refuse_needed
from .parts import (
    QuestionParts,
    declared_number,
    definitions,
    find_question,
    public_tests,
    ranking_sections,
)
from .source import lines_of, parsed, span_of, without, without_unused_imports
from .submissions import EXPECTED, expected_text, read_expected, write_empty
from .usage import Module, names_in, taken_from

__all__ = ["remove_question"]


def remove_question(
    assignment: Assignment,
    number: str,
    *,
    agreed: Callable[[list[Path], list[Path]], bool] = lambda _written, _removed: True,
) -> bool:
    """Take a question out.

    Args:
        assignment: Where it lies.
        number: Its number.
        agreed: Called with the files that would be written and removed; says whether they are.

    Returns:
        Whether they were.

    Raises:
        AuthoringError: There is no such question, or something else needs it; nothing was changed.
    """
    refuse_needed(find_question(assignment, number))
    with Draft(Course(assignment.course), [assignment.name]) as draft:
        places = Assignment(draft.course.root, assignment.name)
        question = find_question(places, number)
        slips = _take_line(draft, question)
        _take_answer(draft, question, slips)
        _take_public_tests(draft, question)
        for path in question.variants:
            path.unlink()
        _take_submitted(draft, question)
        ranking = places.rankings / question.file
        if sections := ranking_sections(ranking, number):
            draft.write(ranking, without(draft.read(ranking), sections))
        draft.make_template(assignment.name)
        write_empty(draft, assignment.name)
        if not agreed(*draft.changed):
            return False
        draft.publish()
    return True


def _take_line(draft: Draft, question: QuestionParts) -> set[str]:
    """Take the line out of the rubric, with what serves it alone.

    Returns:
        The functions of the reference that it named.
    """
    line = question.line
    if line is None:
        return set()
    path = line.module
    tree = parsed(draft.read(path), draft.told(path))
    module = Module.of(tree)
    gone = module.defining(module.serving([line.test]))
    beside = _beside(tree)
    _take(draft, path, gone)
    if not any(other.module == path for other in question.rubric.lines if other != line):
        path.unlink()
    left = {
        name
        for other in path.parent.glob("*.py")
        for name in _beside(parsed(draft.read(other), draft.told(other)))
    }
    for name in beside - left:
        (path.parent / f"{name}.py").unlink(missing_ok=True)
    return taken_from("ref", gone)


def _beside(tree: ast.Module) -> set[str]:
    """Return the modules beside the rubric that a module of it imports."""
    return {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module
    }


def _take_answer(draft: Draft, question: QuestionParts, slips: Collection[str]) -> None:
    """Take the question out of the reference, with what serves it and its line alone."""
    path = question.path
    module = Module.of(parsed(draft.read(path), draft.told(path)))
    rubric = question.assignment.rubric / f"test_{question.file}"
    named = taken_from("ref", [parsed(draft.read(rubric), draft.told(rubric))])
    others = [n.name for n in _questions(module) if n.name != question.name]
    mine = {question.name, *slips} - set(others)
    _take(draft, path, module.defining(module.serving(mine, [*named, *others])))
    if not others:
        path.unlink()


def _questions(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    tree = ast.Module(list(module.statements), [])
    return [node for node in definitions(tree) if declared_number(node)]


def _take_public_tests(draft: Draft, question: QuestionParts) -> None:
    """Take away the tests of the question alone, and its entry in lists of what others test too."""
    path = question.public
    text = draft.read(path)
    if not text:
        return
    tests = public_tests(question)
    module = Module.of(parsed(text, draft.told(path)))
    others = {n.name for n in _questions(Module.of(parsed(draft.read(question.path), "")))}
    others.discard(question.name)
    alone = [test for test in tests if not others & functions_named(test)]
    _take(draft, path, module.defining(module.serving([test.name for test in alone])))
    text = draft.read(path)
    for test in public_tests(question):
        text = _without_entries(text, test.name, question.name, draft.told(path))
    draft.write(path, text)
    left = definitions(parsed(text, draft.told(path)))
    if not any(node.name.startswith("test") for node in left):
        path.unlink()


def _without_entries(text: str, test: str, name: str, path: str) -> str:
    """Return a module in which the lists of functions in a test's decorators lack one."""
    tree = parsed(text, path)
    node = next(n for n in definitions(tree) if n.name == test)
    spans = []
    for decorator in node.decorator_list:
        for given in decorator.args if isinstance(decorator, ast.Call) else ():
            entries = given.elts if isinstance(given, (ast.List, ast.Tuple, ast.Set)) else []
            spans += [_entry(entries, at) for at, e in enumerate(entries) if _is_entry(e, name)]
    lines = lines_of(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    data = text.encode()
    for first, last in reversed(spans):
        begin, end = (starts[row - 1] + column for row, column in (first, last))
        data = data[:begin] + data[end:]
    return data.decode()


def _is_entry(entry: ast.expr, name: str) -> bool:
    """Return whether an entry of a list is a function, or a tuple that begins with it."""
    if isinstance(entry, ast.Tuple) and entry.elts:
        entry = entry.elts[0]
    return (isinstance(entry, ast.Constant) and entry.value == name) or (
        isinstance(entry, ast.Attribute) and entry.attr == name
    )


def _entry(entries: Sequence[ast.expr], at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where an entry begins and ends, with the comma that goes with it."""
    if at + 1 < len(entries):
        return _begin(entries[at]), _begin(entries[at + 1])
    return (_end(entries[at - 1]) if at else _begin(entries[at])), _end(entries[at])


def _begin(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> tuple[int, int]:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.end_lineno, node.end_col_offset


def _take_submitted(draft: Draft, question: QuestionParts) -> None:
    """Take the answer out of whole submissions, and what is expected of it."""
    submissions = question.assignment.submissions
    for expected in sorted(submissions.glob(f"*/{EXPECTED}")):
        shares = read_expected(draft.read(expected))
        shares.pop(question.number, None)
        draft.write(expected, expected_text(shares, list(shares)))
        path = expected.parent / question.file
        if not path.is_file():
            continue
        if not question.path.exists():
            path.unlink()
            continue
        tree = parsed(draft.read(path), draft.told(path))
        _take(draft, path, [node for node in definitions(tree) if node.name == question.name])


def _take(draft: Draft, path: Path, nodes: Collection[ast.stmt]) -> None:
    """Take statements out of a module, and the imports that they alone needed."""
    if not nodes:
        return
    text = draft.read(path)
    left = without(text, [span_of(node, text) for node in nodes])
    left = without_unused_imports(left, names_in(nodes), draft.told(path))
    end = "\r\n" if "\r\n" in text else "\n"
    draft.write(path, f"{left.rstrip()}{end}")
