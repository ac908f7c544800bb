"""Adds a question of a kind to an assignment: all its parts, each of which already works."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.rubric import RubricLine
from autograder.grading.template import NOTATION

from .draft import Draft
from .kind import Kind, read_kind
from .naming import first_part, require_file_name, require_function_name, require_number
from .refusal import AuthoringError
from .source import added, alias_of, bound_names, parsed, without
from .submissions import answer_anew, write_empty

__all__ = ["add_question", "write_question"]

_DOMAIN = "Domain"


def add_question(
    assignment: Assignment, number: str, kind: str, *, file: str = "", name: str = ""
) -> list[Path]:
    """Add a question, and make the student's folder anew.

    Args:
        assignment: Where it is added.
        number: Its number, such as ``"3.2"`` or ``"3.2.gradient"``.
        kind: A kind that `known_kinds` has.
        file: The question file; by default the one of the number's first part.
        name: The function that answers it; by default the example's.

    Returns:
        The files that were written.

    Raises:
        AuthoringError: Something is not as it has to be; nothing was changed.
    """
    require_number(number)
    example = read_kind(kind)
    with Draft(Course(assignment.course), [assignment.name]) as draft:
        write_question(draft, assignment.name, number, example, file=file, name=name)
        written, _ = draft.publish()
    return written


def write_question(
    draft: Draft, assignment: str, number: str, example: Kind, *, file: str = "", name: str = ""
) -> None:
    """Write all parts of a question into a draft.

    Raises:
        AuthoringError: Something is not as it has to be.
    """
    places = Assignment(draft.course.root, assignment)
    lines = draft.rubric(assignment).lines if any(places.rubric.glob("test_*.py")) else ()
    _refuse_number(draft, places, number, lines)
    file = _file_of(places, number, file, name or example.name)
    reference = places.reference / file
    public = places.public / f"test_{file}"
    rubric = places.rubric / f"test_{file}"
    taken = _taken(draft, (reference, rubric), example)
    if not name:
        name = _free_name(example.name, number, taken)
    require_function_name(name, taken)
    module = file.removesuffix(".py")
    alias = _alias(draft, public, module)
    checker = f"{example.name.lower()}_{_plain(number)}"
    question = example.filled(number=number, name=name, module=alias, checker=checker)
    part = first_part(number)
    _append(draft, reference, question.reference, f"Question {part} (points: {{points}}).")
    _append(draft, rubric, question.rubric, f"Q{part} of {assignment}.")
    for beside, text in question.beside.items():
        _create(draft, places.rubric / beside, text)
    if question.public:
        imported = f"import {module}\n" if alias == module else f"import {module} as {alias}\n"
        about = f"Q{part}: can the answers be read, and do they hold where it is said what comes?"
        _append(draft, public, f"{imported}\n{question.public}", about)
    has_latex = any(places.variants.glob("*/*.tex"))
    variants = {**question.variants, **(question.latex if has_latex else {})}
    for variant, text in variants.items():
        draft.write(places.variants / number / variant, text)
    right = next(text for name, text in question.variants.items() if name.startswith("right_"))
    answer_anew(draft, assignment, number, file, _without_docstring(right))
    draft.make_template(assignment)
    write_empty(draft, assignment)


def _refuse_number(
    draft: Draft, places: Assignment, number: str, lines: Collection[RubricLine]
) -> None:
    """Make sure that no question has a number yet.

    Raises:
        AuthoringError: One has.
    """
    for line in lines:
        if line.number.lower() == number.lower():
            raise AuthoringError(
                draft.told(
                    f"{line.module}: there is a line {line.number} already, {line.test}: take "
                    "another number"
                )
            )
    for path in sorted(places.reference.glob("*.py")):
        for node in ast.walk(parsed(draft.read(path), draft.told(path))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("question"):
                for argument in node.args[:1]:
                    if isinstance(argument, ast.Constant) and argument.value == number:
                        raise AuthoringError(
                            draft.told(
                                f"{path}:{node.lineno}: there is a question {number} already, "
                                "without a line in the rubric: take another number"
                            )
                        )
    for folder in places.variants.glob("*/"):
        if folder.name.lower() == number.lower():
            raise AuthoringError(
                draft.told(
                    f"{folder}: there are variants of {number} already: move them away first"
                )
            )


def _file_of(places: Assignment, number: str, file: str, name: str) -> str:
    """Return the question file that a question comes into.

    Raises:
        AuthoringError: It cannot be called so, or there are several.
    """
    part = first_part(number)
    if file:
        file = file if file.endswith(".py") else f"{file}.py"
        require_file_name(file, number)
        return file
    names = {path.name for path in places.reference.glob("q*.py")}
    names |= {path.name.removeprefix("test_") for path in places.rubric.glob("test_q*.py")}
    found = sorted(name for name in names if re.fullmatch(rf"q{part}(_\w+)?\.py", name))
    if len(found) > 1:
        raise AuthoringError(
            f"{number} can come into {' or '.join(found)}: say which, such as --file {found[0]}"
        )
    if found:
        return found[0]
    file = f"q{part}_{name}.py"
    require_file_name(file, number)
    return file


def _taken(draft: Draft, paths: Collection[Path], example: Kind) -> set[str]:
    """Return the names that a new function cannot have: what is there, and what it needs itself."""
    taken: set[str] = set()
    for path in paths:
        names = bound_names(parsed(draft.read(path), draft.told(path)))
        taken |= names | {name.removeprefix("test_") for name in names}
    # Students import all of it, and would have this in its place.
    taken |= _names_of_notation()
    imported = ast.parse(example.filled(number="", name="_", module="_", checker="_").reference)
    return taken | {
        alias.name
        for node in imported.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def _names_of_notation() -> set[str]:
    """Return what answers are written with: domains are for questions alone."""
    names: set[str] = set()
    domains: set[str] = set()
    for node in ast.parse(NOTATION.read_bytes()).body:
        if isinstance(node, ast.FunctionDef):
            if node.returns and ast.unparse(node.returns) == _DOMAIN:
                domains.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name == "__all__":
                names = set(ast.literal_eval(node.value))
            elif isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == _DOMAIN:
                domains.add(name)
    return names - domains


def _free_name(name: str, number: str, taken: Collection[str]) -> str:
    return name if name not in taken else f"{name}_{_plain(number)}"


def _plain(number: str) -> str:
    return re.sub(r"\W", "_", number)


def _alias(draft: Draft, public: Path, module: str) -> str:
    """Return what the public tests call a question's module."""
    tree = parsed(draft.read(public), draft.told(public))
    short = module.partition("_")[0]
    return alias_of(tree, module) or (module if short in bound_names(tree) else short)


def _append(draft: Draft, path: Path, addition: str, title: str) -> None:
    """Add to a module, or begin one."""
    text = draft.read(path) or f'"""{title}"""\n'
    draft.write(path, added(text, addition, draft.told(path)))


def _create(draft: Draft, path: Path, text: str) -> None:
    if path.exists():
        raise AuthoringError(
            draft.told(f"{path}: is there already, and would be overwritten: move it away")
        )
    draft.write(path, text)


def _without_docstring(text: str) -> str:
    first = ast.parse(text).body[0]
    return without(text, [(first.lineno, first.end_lineno or first.lineno)]).lstrip("\n")
