"""What assignments, questions, functions and files of a course may be called."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection

from .refusal import AuthoringError

__all__ = [
    "first_part",
    "require_assignment_name",
    "require_file_name",
    "require_function_name",
    "require_number",
]

_ASSIGNMENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")
# Folders and modules of a course that a second meaning would be confused with.
_TAKEN = frozenset(
    {
        "autograder", "checks", "conftest", "grading", "notation", "public", "rankings",
        "reference", "student_template", "submissions", "test", "tests", "variants",
    }
)  # fmt: skip
# Folders cannot be called so on Windows, where students and teachers work too.
_DEVICES = frozenset({"aux", "con", "nul", "prn"})
_NUMBER = re.compile(r"[0-9]{1,3}[A-Za-z]?(?:\.[A-Za-z0-9_]{1,60}){1,4}")
_FILE = re.compile(r"q[0-9]{1,3}[A-Za-z]?(?:_[A-Za-z0-9_]{1,60})?\.py")
_FUNCTION = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")


def require_assignment_name(name: str) -> None:
    """Make sure that an assignment can be called so: its name is that of seven folders.

    Raises:
        AuthoringError: It cannot.
    """
    if not _ASSIGNMENT.fullmatch(name):
        raise AuthoringError(
            f"{name!r} is no name for an assignment: it names folders, so take letters, digits, "
            "_ and -, a letter first, as in hw2026"
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise AuthoringError(
            f"{name!r} is no name for an assignment: it is a word of Python's. Take another, as in "
            "hw2026"
        )
    if name.lower() in _TAKEN or name.lower() in _DEVICES:
        raise AuthoringError(
            f"{name!r} is no name for an assignment: something else is called so. Take another, "
            "as in hw2026"
        )


def require_number(number: str) -> None:
    """Make sure that a line can have a number.

    Raises:
        AuthoringError: It cannot.
    """
    parts = number.split(".")
    if not _NUMBER.fullmatch(number) or any(part.lower() in _DEVICES for part in parts):
        raise AuthoringError(
            f"{number!r} is no number of a question: it is such as 3.2, 3.2a or 3.2.gradient, made "
            "of letters, digits and _ between dots, and its first part says which file it is in"
        )


def first_part(number: str) -> str:
    """Return what the file of a question is found by: ``"3"`` of ``"3.2.gradient"``."""
    return number.partition(".")[0]


def require_file_name(name: str, number: str) -> None:
    """Make sure that a question file can be called so.

    Raises:
        AuthoringError: It cannot.
    """
    if not _FILE.fullmatch(name):
        raise AuthoringError(
            f"{name!r} is no name of a question file: it is such as "
            f"q{first_part(number)}_attention.py, and lies in the reference's folder"
        )


def require_function_name(name: str, taken: Collection[str]) -> None:
    """Make sure that the function that answers a question can be called so.

    Args:
        name: Its name.
        taken: What there is already beside it.

    Raises:
        AuthoringError: It cannot.
    """
    if not _FUNCTION.fullmatch(name):
        raise AuthoringError(
            f"{name!r} is no name of a function: take letters, digits and _, a letter first"
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in dir(builtins):
        raise AuthoringError(f"{name!r} is a name of Python's own: take another")
    if name.startswith("test"):
        raise AuthoringError(f"{name!r} would be taken for a test: take another name")
    if name in taken:
        raise AuthoringError(f"there is a {name} already: give another with --name")
