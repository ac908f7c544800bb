"""`autograder check`: whether the assignments of a course prove themselves.

Exit codes: 0 all is well, 1 something is to be mended, 2 wrong usage, 3 the grader's own fault,
130 cancelled.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from autograder.command_line import course_option, require_assignments, require_course
from autograder.course import CourseError
from autograder.sandbox.memory import Memory
from autograder.sandbox.zygote import ZygoteError

from .check import NoSuchLine, check_assignments
from .formats import as_data, as_junit
from .spread import ProcessError
from .table import print_report

__all__: list[str] = []

_WRONG, _FAULT, _CANCELLED = 1, 3, 130
# What a process takes with its zygote and two workers at work.
_MEMORY = 1 << 30


@click.command("check")
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@course_option
@click.option("--only", default="", metavar="NUMBER", help="Check one question or line, as 3.2.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Spread the checks over N processes. Default: one for each processor, in 1 GiB each.",
)
@click.option("--json", "is_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--junit",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to FILE as JUnit's XML, for continuous integration.",
)
@click.option(
    "--unshared",
    is_flag=True,
    help="Grade each answer as a student's, with a seed and a reference of its own: slower.",
)
def check(
    names: tuple[str, ...],
    folder: Path | None,
    only: str,
    jobs: int | None,
    is_json: bool,
    junit: Path | None,
    unshared: bool,
) -> None:
    """Check that assignments prove themselves: each line earns what it says, and can be lost."""
    course = require_course(folder)
    if not names:
        require_assignments(course)
    try:
        assignments = [course.assignment(name) for name in names or course.names]
    except CourseError as error:
        raise click.UsageError(str(error)) from None
    try:
        reports = check_assignments(
            assignments,
            only=only,
            jobs=jobs or _processes(),
            progress=_show_progress,
            shared=not unshared,
        )
    except NoSuchLine as error:
        raise click.UsageError(str(error)) from None
    except (ProcessError, ZygoteError) as error:
        click.echo(f"The grader's own fault, not the course's: {error}", err=True)
        sys.exit(_FAULT)
    except KeyboardInterrupt:
        click.echo("Cancelled.", err=True)
        sys.exit(_CANCELLED)
    finally:
        _clear_progress()
    if junit is not None:
        junit.write_bytes(as_junit(reports))
    if is_json:
        click.echo(json.dumps([as_data(report) for report in reports], indent=2))
    else:
        for report in reports:
            print_report(report)
    sys.exit(_WRONG if any(report.problems for report in reports) else 0)


def _processes() -> int:
    """Return how many processes there is room for: one for each processor, if memory allows."""
    room = Memory().left() // _MEMORY
    return int(max(1, min(len(os.sched_getaffinity(0)), room)))


def _show_progress(count: int, total: int, name: str) -> None:
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns
        click.echo(f"\r\033[K{f'{count}/{total} {name}'[: width - 1]}", nl=False, err=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
