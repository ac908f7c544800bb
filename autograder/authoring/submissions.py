"""Whole submissions of a course, and what each line of theirs is expected to earn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.rubric import Rubric

from .draft import Draft
from .source import added, bound_names, parsed

__all__ = [
    "EMPTY",
    "EXPECTED",
    "answer_anew",
    "expected_text",
    "read_expected",
    "refresh_empty",
    "write_empty",
]

#: The file of a submission that says what its lines earn.
EXPECTED = "expected"
#: The submission that is a copy of the untouched template.
EMPTY = "empty"


def read_expected(text: str) -> dict[str, str]:
    """Return the share that each line earns, in the words that stand there."""
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {pair[0]: pair[1].strip() if len(pair) > 1 else "" for pair in pairs}


def expected_text(shares: Mapping[str, str], numbers: list[str]) -> str:
    """Return the content of the file, in the order of the rubric's lines.

    What stands there of lines that the rubric has not comes last.
    """
    order = [*(n for n in numbers if n in shares), *(n for n in shares if n not in numbers)]
    return "".join(f"{number} {shares[number]}\n" for number in order)


def answer_anew(draft: Draft, assignment: str, number: str, file: str, answer: str) -> None:
    """Answer a line that is new in every whole submission, rightly, and expect that it earns all.

    A submission that has the file in another form, such as a notebook, leaves the line out.
    """
    numbers = [line.number for line in draft.rubric(assignment).lines]
    for folder in _submissions(draft, assignment):
        if folder.name == EMPTY:
            continue
        shares = read_expected(draft.read(folder / EXPECTED))
        path, stem = folder / file, file.removesuffix(".py")
        others = [found for found in folder.rglob(f"*{stem}*") if found != path]
        if path.is_file() or not others:
            text = draft.read(path)
            if not bound_names(parsed(answer, file)) & _defined(draft, path):
                text = added(text, answer, draft.told(path))
            draft.write(path, text)
            shares[number] = "all"
        else:
            shares[number] = "nothing"
        draft.write(folder / EXPECTED, expected_text(shares, numbers))


def write_empty(draft: Draft, assignment: str) -> None:
    """Make the submission ``empty`` of a draft anew from its template, where there is one."""
    refresh_empty(Assignment(draft.course.root, assignment), draft.rubric(assignment))


def refresh_empty(assignment: Assignment, rubric: Rubric) -> list[Path]:
    """Make the submission ``empty`` anew from the template, where there is one.

    Returns:
        The files that were written or removed.
    """
    folder = assignment.submissions / EMPTY
    if not (folder / EXPECTED).is_file():
        return []
    numbers = [line.number for line in rubric.lines]
    wanted = {EXPECTED: expected_text(dict.fromkeys(numbers, "nothing"), numbers).encode()}
    for file in (*rubric.question_files, f"{assignment.name}.tex"):
        if (assignment.template / file).is_file():
            wanted[file] = (assignment.template / file).read_bytes()
    there = {path.name: path for ending in ("py", "tex") for path in folder.glob(f"*.{ending}")}
    changed = [there[name] for name in there.keys() - wanted.keys()]
    for path in changed:
        path.unlink()
    for name, content in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            changed.append(path)
    return changed


def _submissions(draft: Draft, assignment: str) -> list[Path]:
    root = Assignment(draft.course.root, assignment).submissions
    return sorted(path.parent for path in root.glob(f"*/{EXPECTED}"))


def _defined(draft: Draft, path: Path) -> set[str]:
    tree = parsed(draft.read(path), draft.told(path))
    return {getattr(node, "name", "") for node in tree.body} - {""}
