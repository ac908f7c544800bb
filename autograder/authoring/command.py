"""The commands that make and change assignments: `new`, `add`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from ..command_line import course_option
from ..course import VARIABLE, Assignment, CourseError, find_course
from .kind import known_kinds
from .refusal import AuthoringError

__all__: list[str] = []

_MOST_LISTED = 40

_assignment_option = click.option(
    "--assignment",
    "name",
    envvar="AUTOGRADER_ASSIGNMENT",
    metavar="NAME",
    help="Its name in the course. Default: the only one that there is.",
)

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _refused(function: Callable[_P, _R], *arguments: _P.args, **options: _P.kwargs) -> _R:
    """Call a function; what it refuses is wrong usage."""
    try:
        return function(*arguments, **options)
    except (AuthoringError, CourseError) as error:
        raise click.UsageError(str(error)) from None


@click.command("new")
@click.argument("name", metavar="ASSIGNMENT")
@course_option
def new_command(name: str, folder: Path | None) -> None:
    """Make an assignment with one small question that can be graded at once.

    Outside of a course this makes the course too: in the working folder, or in --course DIR, which
    may be an empty folder or none yet. Nothing that is there is overwritten.
    """
    from .new import new_assignment

    root = _refused(_new_root, folder)
    written = _refused(new_assignment, root, name)
    _list(written, root)
    click.echo(f"""
reference/{name}/secret is what random inputs follow from. It is not for students, and left out of
git: keep a copy elsewhere, since with the same secret the same submission gets the same inputs.

What to do next:
    autograder grade {_typed(root)}tests/submissions/{name}/excellent --assignment {name}
    autograder add 1.2 --kind choice --assignment {name}
    autograder show 1.1 --assignment {name}""")


def _new_root(folder: Path | None) -> Path:
    """Return the folder of the course that an assignment comes into.

    Raises:
        CourseError: There is one, and it is not to be trusted.
    """
    named = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        if named.exists() and not named.is_dir():
            raise AuthoringError(f"{named}: is a file: --course takes a folder")
        try:
            return find_course(named).root
        except CourseError:
            if _is_course(named):
                raise
            return named.resolve()
    try:
        return find_course().root
    except CourseError:
        for above in (Path.cwd(), *Path.cwd().parents):
            if _is_course(above):
                raise
        return Path.cwd()


def _is_course(folder: Path) -> bool:
    return (folder / "reference").is_dir() and (folder / "tests" / "grading").is_dir()


@click.command("add")
@click.argument("number")
@click.option("--kind", metavar="KIND", help="What kind of question it is.")
@_assignment_option
@click.option("--file", metavar="FILE", default="", help="Its file, such as q3_attention.py.")
@click.option("--name", "function", metavar="NAME", default="", help="The function's name.")
@course_option
def add_command(
    number: str, kind: str | None, name: str | None, file: str, function: str, folder: Path | None
) -> None:
    """Add a question: reference, rubric, public tests, variants, whole submissions, template.

    NUMBER is such as 3.2 or 3.2.gradient. The question is an example of its kind, and works: change
    what it asks and what is right. Without --kind the kinds are listed.
    """
    from .add import add_question

    if kind is None:
        listed = "\n".join(f"    {kind:<12}{title}" for kind, title in known_kinds().items())
        raise click.UsageError(f"--kind says what is added. There is\n{listed}")
    assignment = _assignment(folder, name)
    written = _refused(add_question, assignment, number, kind, file=file, name=function)
    _list(written, assignment.course)
    click.echo(f"""
What to do next: put your question in the place of the example's, in
    {_shown(assignment.reference, assignment.course)}, and where `autograder show {number}` says.""")


def _assignment(folder: Path | None, name: str | None) -> Assignment:
    """Return the assignment that is meant: the one that is named, or the only one."""
    course = _refused(find_course, folder)
    names = course.names
    if name is None and len(names) > 1:
        choice = " or ".join(f"--assignment {name}" for name in names)
        raise click.UsageError(f"{course.root} has several assignments: give {choice}")
    if name is None and not names:
        text = f"{course.root}: the course has no assignment yet: `autograder new NAME` makes one"
        raise click.UsageError(text)
    return _refused(course.assignment, name or names[0])


def _list(written: Sequence[Path], root: Path) -> None:
    """Say which files were written."""
    click.echo(f"{root}:")
    for path in written[:_MOST_LISTED]:
        click.echo(f"    {_shown(path, root)}")
    if len(written) > _MOST_LISTED:
        click.echo(f"    … and {len(written) - _MOST_LISTED} more")


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _typed(root: Path) -> str:
    """Return what comes before a path of the course's, where it is typed."""
    here = Path.cwd()
    return "" if root == here else f"{root}/"
