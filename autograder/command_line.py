"""What the commands share: how they are found, and how each is told where the course is."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from .course import VARIABLE, Assignment, Course, CourseError, find_course

__all__ = [
    "LazyGroup",
    "assignment_option",
    "course_option",
    "require_assignment",
    "require_assignments",
    "require_course",
    "seed_option",
    "unsafe_option",
]

#: The option that names the course; the command's function gets it as ``folder``.
course_option = click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=f"The course. Default: {VARIABLE}, or the nearest one from the working folder upwards.",
)
#: What is graded: the option of a command that can also recognise it.
assignment_option = click.option(
    "--assignment",
    envvar="AUTOGRADER_ASSIGNMENT",
    metavar="NAME",
    help="Its name in the course. Default: recognised from the names of the files.",
)
seed_option = click.option(
    "--seed", type=int, help="Draw the inputs of code questions from this seed, not from the files."
)
unsafe_option = click.option(
    "--unsafe",
    is_flag=True,
    help="Go on where a submission's code cannot be kept from harm; every result says so.",
)


class LazyGroup(click.Group):
    """Commands of which some are imported only when they are called, or all are listed.

    Args:
        lazy: The places of these by their names, as in ``"autograder.checking.command:check"``.
    """

    def __init__(self, *arguments: Any, lazy: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *self._lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported if it has to be, or None if there is none of that name."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._lazy[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run what was asked for; all of it has its workers from one zygote."""
        from .sandbox.sharing import shared_zygote  # where there is nothing but help, it is not

        with shared_zygote():
            return super().invoke(ctx)


def require_assignments(course: Course) -> None:
    """End where there is nothing to be done for all assignments.

    Raises:
        click.UsageError: The course has none.
    """
    if not course.names:
        raise click.UsageError(
            f"{course.root}: the course has no assignment yet: `autograder new NAME` makes one"
        )


def require_course(folder: Path | None, submission: Path | None = None) -> Course:
    """Find the course; without one nothing is done.

    Args:
        folder: What ``--course`` says.
        submission: What is graded; a course in it is none.

    Raises:
        click.UsageError: There is none, or it is not to be trusted.
    """
    try:
        return find_course(folder, submission=submission)
    except CourseError as error:
        raise click.UsageError(str(error)) from None


def require_assignment(folder: Path | None, name: str) -> Assignment:
    """Find an assignment of the course.

    Raises:
        click.UsageError: There is no course, or none of that name in it.
    """
    try:
        return require_course(folder).assignment(name)
    except CourseError as error:
        raise click.UsageError(str(error)) from None
