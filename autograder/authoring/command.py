"""The commands that make, show and change the parts of assignments."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from autograder.command_line import course_option, require_assignments, require_course
from autograder.course import VARIABLE, Assignment, Course, CourseError, find_course

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
    where = _assignment_hint(assignment)
    click.echo(f"""
What to do next: put your question in the place of the example's.
    autograder show {number}{where}
    autograder expected --accept{where}""")


def _assignment_hint(assignment: Assignment) -> str:
    """Return the option that is needed where a course has several assignments."""
    return f" --assignment {assignment.name}" if len(Course(assignment.course).names) > 1 else ""


@click.command("show")
@click.argument("number")
@_assignment_option
@course_option
def show_command(number: str, name: str | None, folder: Path | None) -> None:
    """Show all parts of a question together, each with its place.

    They are the question and its answer, the rubric's line, public tests, variants with what each
    earns, what whole submissions are expected to earn, and which lines go on from it.
    """
    from .show import shown_question

    click.echo(_refused(shown_question, _assignment(folder, name), number), nl=False)


@click.command("rename")
@click.argument("old")
@click.argument("new")
@_assignment_option
@course_option
def rename_command(old: str, new: str, name: str | None, folder: Path | None) -> None:
    """Give a question another number, or an assignment another name, in all their parts.

    OLD and NEW are such as 3.2 and 3.3, or hw2026 and hw2027.
    """
    from .rename import rename_assignment, rename_question

    course = _refused(find_course, folder)
    if old in course.names or not old[:1].isdigit():
        renamed = _refused(rename_assignment, course, old, new)
    else:
        renamed = _refused(rename_question, _assignment(folder, name), old, new)
    _list(renamed.written, course.root)
    if renamed.mentions:
        click.echo(f"\n{old} is also said here, and may mean something else: look at it yourself")
        for path, line in renamed.mentions[:_MOST_LISTED]:
            click.echo(f"    {_shown(path, course.root)}:{line}")


@click.command("remove")
@click.argument("number")
@_assignment_option
@click.option("--dry-run", is_flag=True, help="Change nothing; list what would be.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@course_option
def remove_command(
    number: str, name: str | None, dry_run: bool, yes: bool, folder: Path | None
) -> None:
    """Take a question out: all its parts, and what serves nothing else.

    Nothing is taken while another line goes on from it, or uses its function.
    """
    from .remove import remove_question

    assignment = _assignment(folder, name)

    def agreed(written: list[Path], removed: list[Path]) -> bool:
        _list(removed, assignment.course, "would be removed" if dry_run else "is removed")
        _list(written, assignment.course, "would be changed" if dry_run else "is changed")
        if dry_run or yes:
            return yes and not dry_run
        if not sys.stdin.isatty():
            raise click.UsageError(f"nobody can be asked here: say --yes to remove {number}")
        return click.confirm(f"Remove {number}?")

    if not _refused(remove_question, assignment, number, agreed=agreed) and not dry_run:
        raise click.Abort


@click.command("expected")
@click.argument("submissions", nargs=-1, metavar="[SUBMISSION]...")
@click.option("--accept", "accepted", is_flag=True, help="Expect from now on what they earn.")
@_assignment_option
@course_option
def expected_command(
    submissions: tuple[str, ...], accepted: bool, name: str | None, folder: Path | None
) -> None:
    """Grade whole submissions of the course, and compare with what they are expected to earn.

    By default all of them. What differs is listed, and the exit code is 1; read it before you
    say --accept.
    """
    from .expected import accept, differences
    from .graded import submission_folder

    assignment = _assignment(folder, name)
    folders = [_refused(submission_folder, assignment, given) for given in submissions]
    if not submissions:
        folders = sorted(path.resolve() for path in assignment.submissions.glob("*/"))
    earned, differ = {}, False
    for submission in folders:
        found, earned[submission] = _refused(differences, assignment, submission)
        click.echo(f"{submission.name}: {'' if found else 'as expected'}")
        for difference in found:
            click.echo(f"    {difference}")
        differ = differ or bool(found)
    if differ and accepted:
        _list(_refused(accept, assignment, earned), assignment.course)
    elif differ:
        click.echo("To expect this from now on, say --accept.")
        sys.exit(1)


@click.command("example")
@click.argument("submission")
@_assignment_option
@course_option
def example_command(submission: str, name: str | None, folder: Path | None) -> None:
    """Print what a student reads about a submission, as a page of Markdown."""
    from .example import page
    from .graded import graded, submission_folder

    assignment = _assignment(folder, name)
    where = _refused(submission_folder, assignment, submission)
    results = _refused(graded, assignment, where)
    click.echo(page(assignment.name, where.name, results), nl=False)


def _assignment(folder: Path | None, name: str | None) -> Assignment:
    """Return the assignment that is meant: the one that is named, or the only one."""
    course = require_course(folder)
    names = course.names
    if name is None:
        require_assignments(course)
    if name is None and len(names) > 1:
        choice = " or ".join(f"--assignment {name}" for name in names)
        raise click.UsageError(f"{course.root} has several assignments: give {choice}")
    return _refused(course.assignment, name or names[0])


def _list(written: Sequence[Path], root: Path, what: str = "") -> None:
    """Say which files were written, or what else became of them."""
    click.echo(f"{root}{', ' if what else ''}{what}:")
    shown = [_shown(path, root) for path in written]
    copies = Counter(folder for name in shown if (folder := _copies(name)))
    names = [name for name in shown if not _copies(name)]
    names += [f"{folder} ({count} files)" for folder, count in copies.items()]
    for name in sorted(names)[:_MOST_LISTED]:
        click.echo(f"    {name}")
    if len(names) > _MOST_LISTED:
        click.echo(f"    … and {len(names) - _MOST_LISTED} more")


def _copies(name: str) -> str:
    """Return the folder of copies of ours that a file of the students' folder lies in."""
    before, found, _ = name.partition("/checks/")
    return f"{before}/checks/" if found and before.startswith("student_template/") else ""


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _typed(root: Path) -> str:
    """Return what comes before a path of the course's, where it is typed."""
    here = Path.cwd()
    return "" if root == here else f"{root}/"
