"""The package that students get: the folder that they fill in, after a search for answers in it."""

from __future__ import annotations

from pathlib import Path

from autograder.course import Assignment
from autograder.grading.rubric import RubricError, read_rubric
from autograder.grading.template import TemplateError, check

from .archive import read_folder, write_archive
from .versions import PackageError

__all__ = ["student_package"]

_MOST_NAMED = 20


def student_package(
    assignment: Assignment, target: Path, *, replace: bool = False
) -> list[tuple[str, int]]:
    """Write the zip that students get: one folder, named for the assignment.

    Args:
        assignment: Whose folder it is.
        target: The file.
        replace: Whether a file that is there may be replaced by another.

    Returns:
        The path and the size of each file in it.

    Raises:
        PackageError: The folder is not what the reference makes, or gives answers away.
        FileExistsError: Another file is there.
        OSError: A file cannot be read or written.
    """
    _require_up_to_date(assignment)
    if answers := _answers_in(assignment):
        more = f"\n  and {len(answers) - _MOST_NAMED} more" * (len(answers) > _MOST_NAMED)
        told = "".join(f"\n  {answer}" for answer in answers[:_MOST_NAMED])
        raise PackageError(f"students would get answers, so there is no package:{told}{more}")
    files = read_folder(assignment.template, assignment.name)
    write_archive(target, files, replace=replace)
    return [(path, len(files[path].content)) for path in sorted(files)]


def _require_up_to_date(assignment: Assignment) -> None:
    """Make sure that the folder is what would be made of the reference now.

    Raises:
        PackageError: It is not, or none can be made.
    """
    try:
        differing = check(assignment, read_rubric(assignment.rubric))
    except (RubricError, TemplateError) as error:
        raise PackageError(str(error)) from None
    if differing:
        raise PackageError(
            f"{assignment.template}: out of date: {', '.join(differing)}; "
            f"`autograder template {assignment.name}` makes it anew"
        )


def _answers_in(assignment: Assignment) -> list[str]:
    """Return where the folder gives answers away, each with what to do about it."""
    from autograder.checking.giveaways import (
        hands_out,  # a worker for the reference, for this alone
    )

    return [
        f"{found.place}: {found.what}. {found.remedy}".rstrip()
        for found in hands_out(assignment.template, assignment)
    ]
