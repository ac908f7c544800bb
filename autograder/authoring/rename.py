"""Gives a question another number, or an assignment another name, in all parts."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course

from .draft import Draft, parts_of
from .naming import require_assignment_name, require_number
from .parts import find_question
from .refusal import AuthoringError
from .renumbering import mentions, renumbered
from .source import parsed
from .submissions import EXPECTED, write_empty

__all__ = ["Renamed", "rename_assignment", "rename_question"]


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a change of a name has changed.

    Attributes:
        written: The files that were written.
        removed: The files that are gone, such as those of a folder that has another name now.
        mentions: Where something is left that looks like the old name: a file, and a line.
    """

    written: list[Path]
    removed: list[Path]
    mentions: list[tuple[Path, int]]


def rename_question(assignment: Assignment, old: str, new: str) -> Renamed:
    """Give a question another number: in the reference, the rubric, and wherever it is spoken of.

    Raises:
        AuthoringError: There is no such question, or another one of that number; nothing was
            changed.
    """
    require_number(new)
    question = find_question(assignment, old)
    _refuse_number(question.assignment, old, new)
    with Draft(Course(assignment.course), [assignment.name]) as draft:
        places = Assignment(draft.course.root, assignment.name)
        for folder in (*parts_of(places)[:4], places.tests):
            for path in sorted(folder.rglob("*.py")):
                text = draft.read(path)
                draft.write(path, renumbered(text, old, new, draft.told(path)))
        for path in sorted(places.submissions.glob(f"*/{EXPECTED}")):
            draft.write(path, re.sub(rf"(?m)^{re.escape(old)}(?=\s)", new, draft.read(path)))
        for path in sorted(places.rankings.rglob("*.py")):
            heading = re.compile(rf"(?m)^(# =+ ){re.escape(old)}(?=\s*$)")
            draft.write(path, heading.sub(rf"\g<1>{new}", draft.read(path)))
        for path in sorted(places.variants.rglob("*.tex")):
            answer = r"(\\begin\s*\{answer\}\s*\{\s*)" + re.escape(old) + r"(?=\s*\})"
            draft.write(path, re.sub(answer, rf"\g<1>{new}", draft.read(path)))
        if (places.variants / old).is_dir():
            (places.variants / old).rename(places.variants / new)
        draft.make_template(assignment.name)
        write_empty(draft, assignment.name)
        left = _left(draft, places, old)
        written, removed = draft.publish()
    return Renamed(written, removed, left)


def _refuse_number(assignment: Assignment, old: str, new: str) -> None:
    """Make sure that a number is free.

    Raises:
        AuthoringError: It is not.
    """
    if new == old:
        raise AuthoringError(f"{old} has that number already")
    try:
        other = find_question(assignment, new)
    except AuthoringError:
        pass
    else:
        raise AuthoringError(
            f"{other.path}:{other.node.lineno}: there is a question {new} already, {other.name}: "
            "take another number"
        )
    for folder in assignment.variants.glob("*/"):
        if folder.name.lower() == new.lower() and folder.name.lower() != old.lower():
            raise AuthoringError(f"{folder}: there are variants of {new} already: move them away")


def _left(draft: Draft, places: Assignment, old: str) -> list[tuple[Path, int]]:
    """Return where something still looks like a number, outside of what is made."""
    found = []
    for part in parts_of(places):
        for path in sorted(part.rglob("*")) if part != places.template else ():
            if path.is_file() and path.suffix in (".py", ".md", ".tex", ".txt"):
                there = Path(draft.told(path))
                found += [(there, line) for line in mentions(draft.read(path), old)]
    return found


def rename_assignment(course: Course, old: str, new: str) -> Renamed:
    """Give an assignment another name: to all its folders, and where its modules say it.

    Raises:
        AuthoringError: It cannot be called so, or something is; nothing was changed.
    """
    require_assignment_name(new)
    course.assignment(old)
    if new == old:
        raise AuthoringError(f"{old} is called so already")
    for part in parts_of(Assignment(course.root, new)):
        if part.exists() and any(part.iterdir()):
            raise AuthoringError(f"{part}: is there already: take another name, or move it away")
    name = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    with Draft(course, [old]) as draft:
        before, after = (Assignment(draft.course.root, each) for each in (old, new))
        for source, target in zip(parts_of(before), parts_of(after), strict=True):
            if source.is_dir():
                source.rename(target)
        left = []
        for part in parts_of(after)[:-1]:
            for path in sorted(part.rglob("*.py")):
                text = draft.read(path)
                changed = _retitled(text, name, new, draft.told(path))
                draft.write(path, changed)
                place = Path(draft.told(path))
                left += [
                    (place, number)
                    for number, line in enumerate(changed.splitlines(), 1)
                    if name.search(line)
                ]
        draft.make_template(new)
        write_empty(draft, new)
        written, removed = draft.publish()
    return Renamed(written, removed, left)


def _retitled(text: str, name: re.Pattern[str], new: str, path: str) -> str:
    """Return a module whose docstring says another name."""
    tree = parsed(text, path)
    if ast.get_docstring(tree) is None:
        return text
    lines = text.splitlines(keepends=True)
    last = tree.body[0].end_lineno or 1
    return name.sub(new, "".join(lines[:last])) + "".join(lines[last:])
