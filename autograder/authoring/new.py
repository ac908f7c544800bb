"""Makes an assignment with one small question, and the course around it where there is none."""

from __future__ import annotations

import re
import secrets
import stat
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.grading.reference import SECRET

from .add import write_question
from .draft import Draft, parts_of
from .kind import read_kind
from .naming import require_assignment_name
from .refusal import AuthoringError
from .submissions import EMPTY, EXPECTED

__all__ = ["ignore_secrets", "new_assignment"]

_IGNORED = "/reference/*/secret"
_WHY_IGNORED = "# Random inputs of an assignment follow from its secret: keep a copy elsewhere."
# Lines that leave the secrets out of git already.
_SAME = re.compile(r"/?(?:\*\*/|reference/(?:\*|\*\*)/)?secret", re.ASCII)
_FIRST, _KIND = "1.1", "equal"


def new_assignment(root: Path, name: str) -> list[Path]:
    """Make an assignment: a question with a line, a public test, variants, whole submissions.

    Args:
        root: The course's folder; it need not be there.
        name: What the assignment is called.

    Returns:
        The files that were written.

    Raises:
        AuthoringError: It cannot be called so, is there already, or cannot be written.
    """
    require_assignment_name(name)
    course = Course(root.resolve())
    _refuse_shared(course.root)
    _refuse_what_is_there(course, name)
    with Draft(course, [name]) as draft:
        places = Assignment(draft.course.root, name)
        secret = places.reference / SECRET
        draft.write(secret, f"{secrets.token_hex(32)}\n")
        secret.chmod(0o600)
        ignore_secrets(draft)
        for submission in ("excellent", EMPTY):
            draft.write(places.submissions / submission / EXPECTED, "")
        write_question(draft, name, _FIRST, read_kind(_KIND))
        written, _ = draft.publish()
    return written


def _refuse_shared(root: Path) -> None:
    """Make sure that a course is not begun where it could not be graded.

    Raises:
        AuthoringError: Everybody can write there.
    """
    if root.is_dir() and root.stat().st_mode & stat.S_IWOTH:
        raise AuthoringError(
            f"{root}: everybody may write there, and so say what the grader executes. Take another "
            f"folder, or take that away: chmod o-w {root}"
        )


def _refuse_what_is_there(course: Course, name: str) -> None:
    """Make sure that an assignment is a new one.

    Raises:
        AuthoringError: There is one of that name, or a part of one.
    """
    for other in course.names:
        if other.lower() == name.lower():
            raise AuthoringError(
                f"{course.assignment(other).reference}: there is an assignment {other} already: "
                "take another name, or add a question to it with `autograder add`"
            )
    for part in parts_of(Assignment(course.root, name)):
        for folder in part.relative_to(course.root).parents:
            above = course.root / folder
            if above.exists() and not above.is_dir():
                raise AuthoringError(f"{above}: is a file in the way of a folder: move it away")
        if part.exists() and not (part.is_dir() and not any(part.iterdir())):
            raise AuthoringError(
                f"{part}: is there already, though no assignment is called {name}: move it away, "
                "or take another name"
            )


def ignore_secrets(draft: Draft) -> None:
    """Leave secrets out of git: a line in the draft's ``.gitignore``, if there is none yet."""
    path = draft.course.root / ".gitignore"
    text = draft.read(path)
    if any(_SAME.fullmatch(line.strip()) for line in text.splitlines()):
        return
    begun = text if not text or text.endswith("\n") else f"{text}\n"
    draft.write(path, f"{begun}{_WHY_IGNORED}\n{_IGNORED}\n")
