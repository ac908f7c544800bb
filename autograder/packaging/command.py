"""The commands `package` and `rehearse`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.command_line import course_option, require_assignment
from autograder.course import Assignment

from .archive import zipped
from .container import find_container
from .gradescope import (
    gradescope_files,
    gradescope_package,
    package_python,
    uncommitted_files,
    versions_of,
)
from .interpreters import find_interpreter
from .rehearsal import PLATFORM_SECONDS, rehearse
from .rehearsal_text import rehearsal_text
from .scripts import torch_version
from .sizes import table_of_parts
from .student import student_package
from .versions import VERSIONS, PackageError

__all__ = ["package", "rehearsals"]

_MOST_NAMED = 5
_CANCELLED = 130

_out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The zip to write. Default: in the working folder, named for the assignment.",
)
_force_option = click.option("--force", is_flag=True, help="Replace another file that is there.")


@click.group("package")
def package() -> None:
    """Make the zip of an assignment that Gradescope gets, or the one that students get."""


@package.command("gradescope")
@click.argument("name", metavar="ASSIGNMENT")
@course_option
@_out_option
@_force_option
@click.option(
    "--resolve",
    is_flag=True,
    help=f"Find the newest versions anew, and keep them in reference/ASSIGNMENT/{VERSIONS}.",
)
@click.option(
    "--deadline",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="Begin no line after this time; it has to lie below the platform's limit, by a minute. "
    "Default: 540, where that is 600.",
)
@click.option(
    "--rulings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="What persons have decided, after `autograder apply`: a regrade there keeps it.",
)
def gradescope_command(
    name: str,
    folder: Path | None,
    out: Path | None,
    force: bool,
    resolve: bool,
    deadline: float | None,
    rulings: Path | None,
) -> None:
    """Make the zip to upload as Gradescope's autograder: the engine, and one assignment.

    It is made of the files as they lie there. The versions of what is installed are found once, for
    the assignment's Python on the platform, and kept beside its reference: the same content makes
    the same zip.
    """
    assignment = require_assignment(folder, name)
    target = _target(out, f"{name}-gradescope.zip")
    try:
        _find_versions(assignment, anew=resolve)
        sizes = gradescope_package(
            assignment, target, replace=force, deadline=deadline, rulings=rulings
        )
        python = "{}.{}".format(*package_python(assignment))
    except (OSError, PackageError) as error:
        raise click.ClickException(_said(error)) from None
    _warn_of_uncommitted(assignment)
    click.echo(f"{target}: {name}, graded with Python {python}")
    click.echo(table_of_parts(sizes, target.stat().st_size))


@package.command("student")
@click.argument("name", metavar="ASSIGNMENT")
@course_option
@_out_option
@_force_option
def student_command(name: str, folder: Path | None, out: Path | None, force: bool) -> None:
    """Make the zip to hand out: the folder that students fill in.

    None is made of a folder that is out of date, or in which a text gives an answer away.
    """
    assignment = require_assignment(folder, name)
    target = _target(out, f"{name}.zip")
    try:
        sizes = student_package(assignment, target, replace=force)
    except (OSError, PackageError) as error:
        raise click.ClickException(_said(error)) from None
    click.echo(f"{target}: {name}, for students")
    click.echo(table_of_parts(sizes, target.stat().st_size))


@click.group("rehearse")
def rehearsals() -> None:
    """Do with a package what will be done with it, before anybody relies on it."""


@rehearsals.command("gradescope")
@click.argument("name", metavar="ASSIGNMENT")
@click.argument(
    "submissions",
    nargs=-1,
    metavar="[SUBMISSION]...",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@course_option
@click.option(
    "--package",
    "archive",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The zip to rehearse. Default: as `package gradescope` would make it now.",
)
@click.option(
    "--python",
    metavar="PYTHON",
    default="",
    help="The interpreter. Default: the assignment's if it is here, else the one that runs this.",
)
@click.option(
    "--torch",
    type=click.Choice(["cpu", "cuda", "present"]),
    help="What setup.sh is told. Default: the torch that the interpreter has, if it will do.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=PLATFORM_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="The platform's: when it fires the score is zero.",
)
def rehearse_gradescope_command(
    name: str,
    submissions: tuple[Path, ...],
    folder: Path | None,
    archive: Path | None,
    python: str,
    torch: str | None,
    time_limit: float,
) -> None:
    """Unpack the package and do what Gradescope does: set it up, and grade submissions.

    Each gets half a CPU and 768 MB, where control groups can be had, and two are graded at once.
    Whatever the engine at hand grades in another way is named, and ends this with status 1.

    By default the submissions are those in the course's tests/submissions/ASSIGNMENT.
    """
    assignment = require_assignment(folder, name)
    graded = submissions or tuple(sorted(assignment.submissions.glob("*/")))
    if not graded:
        raise click.UsageError(f"{assignment.submissions}: no submission there; name one")
    try:
        promised = package_python(assignment)
        if archive is None:
            _find_versions(assignment, anew=False)
        content = archive.read_bytes() if archive else zipped(gradescope_files(assignment))
        interpreter = find_interpreter(promised, python)
        if torch is None:
            torch = "present" if interpreter.will_do(torch_version()) else "cpu"
        container = find_container()
        rehearsal = rehearse(
            assignment,
            content,
            graded,
            interpreter=interpreter,
            torch=torch,
            container=container,
            seconds=time_limit,
            say=lambda text: click.echo(f"{name}: {text}", err=True),
        )
    except (OSError, PackageError) as error:
        raise click.ClickException(_said(error)) from None
    except KeyboardInterrupt:
        click.echo("Cancelled.", err=True)
        sys.exit(_CANCELLED)
    click.echo(f"{name}: rehearsed with {interpreter.describe()}; torch: {torch}")
    click.echo(rehearsal_text(rehearsal, container))
    sys.exit(0 if rehearsal.succeeded else 1)


def _find_versions(assignment: Assignment, *, anew: bool) -> None:
    """Have the versions of an assignment, and say so where they had to be looked up."""

    def say() -> None:
        python = "{}.{}".format(*package_python(assignment))
        text = f"looking up the versions for Python {python}: a minute, this once"
        click.echo(f"{assignment.name}: {text}", err=True)

    if versions_of(assignment, anew=anew, looking_up=say):
        click.echo(
            f"{assignment.reference / VERSIONS}: keeps them, as a part of the course", err=True
        )


def _warn_of_uncommitted(assignment: Assignment) -> None:
    if missing := uncommitted_files(assignment):
        named = "".join(f"  {path}\n" for path in missing[:_MOST_NAMED])
        more = f"  and {len(missing) - _MOST_NAMED} more\n" * (len(missing) > _MOST_NAMED)
        click.echo(
            f"Warning: in the package, and not committed:\n{named}{more}", nl=False, err=True
        )


def _target(out: Path | None, name: str) -> Path:
    target = out or Path(name)
    if not target.parent.is_dir():
        raise click.UsageError(f"--out {target}: there is no folder {target.parent}")
    return target


def _said(error: Exception) -> str:
    if isinstance(error, FileExistsError) and not error.errno:
        return f"{error}; --force replaces it"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)
