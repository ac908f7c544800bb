"""The command line: reads arguments, calls what does the work, says how it went.

Exit codes: 0 graded, 2 wrong usage, 3 the grader's own fault, 130 cancelled. A submission that
cannot be graded at all is wrong usage; on the platform, where its results say why, it is 0.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from .command_line import (
    LazyGroup,
    assignment_option,
    course_option,
    require_assignments,
    require_course,
    seed_option,
    unsafe_option,
)
from .course import Course, CourseError
from .grading.contents import SubmissionError
from .grading.ledger import Decide
from .grading.recognition import Unrecognised
from .grading.rubric import Rubric, RubricError, RubricLine, read_rubric
from .handed_in import assignments, find_assignment, refuse_several, refused
from .platform import lock
from .run import DEADLINE_SECONDS, Grader
from .sandbox.accelerator import NoAccelerator

__all__ = ["commands", "main"]

_FAULT = 3
_CANCELLED = 130


def main() -> None:
    """Run the command line; an exception that nobody expected is the grader's own fault."""
    try:
        commands(prog_name="autograder")
    except Exception:
        traceback.print_exc()
        click.echo("This is the grader's own fault, not the submission's.", err=True)
        sys.exit(_FAULT)


# Commands whose options take more than a screen, and those that need more than grading does: each
# is imported when it is called, so that grading starts no later for them.
_LAZY = {
    "add": "autograder.authoring.command:add_command",
    "apply": "autograder.batch.apply_command:apply_command",
    "batch": "autograder.batch.command:batch",
    "check": "autograder.checking.command:check",
    "example": "autograder.authoring.command:example_command",
    "expected": "autograder.authoring.command:expected_command",
    "fill": "autograder.gradebook.command:fill_command",
    "groups": "autograder.batch.groups_command:groups_command",
    "new": "autograder.authoring.command:new_command",
    "package": "autograder.packaging.command:package",
    "rehearse": "autograder.packaging.command:rehearsals",
    "remove": "autograder.authoring.command:remove_command",
    "rename": "autograder.authoring.command:rename_command",
    "review": "autograder.review.command:review_command",
    "show": "autograder.authoring.command:show_command",
    "variant": "autograder.batch.variant:variant",
}


@click.group(cls=LazyGroup, lazy=_LAZY, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Grade answers to mathematics and deep-learning homework."""


@commands.command("grade")
@click.argument("submission", type=click.Path(path_type=Path))
@course_option
@assignment_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write results.json, as Gradescope reads it, into DIR. Default: write nothing.",
)
@click.option("--only", metavar="NUMBER", help="Grade one question or line, such as 2 or 2.4.")
@seed_option
@click.option(
    "--deadline",
    type=click.FloatRange(min=1),
    default=DEADLINE_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Begin no line after this time; lines that are not reached are left to a person.",
)
@unsafe_option
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="Run lines of code once more on a GPU, without points: where there is one, nowhere, or "
    "else fail.",
)
@click.option(
    "--platform",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="ROOT",
    help="Lock this folder of the platform's, such as /autograder, before anything else.",
)
@click.option("--quiet", is_flag=True, help="Do not print the report.")
def grade_command(
    submission: Path,
    folder: Path | None,
    assignment: str | None,
    out: Path | None,
    only: str | None,
    seed: int | None,
    deadline: float,
    unsafe: bool,
    device: str,
    platform: Path | None,
    quiet: bool,
) -> None:
    """Grade one submission: a folder with the files of the template, filled in."""
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    if platform is not None:
        # Before the course is looked for: one that everybody may write to is not taken.
        _lock(platform)
    course = require_course(folder, submission)
    rubric = _rubric(course, submission, assignment, only, out, platform)
    if platform is None:
        _require_one(course, submission, rubric, out)
    decide = _rulings(course, rubric, platform)
    try:
        with Grader(course, unsafe=unsafe, keep_answers=decide is not None) as grader:
            run = grader.grade(
                submission,
                rubric,
                out=out,
                seed=seed,
                deadline=deadline,
                rerun="" if device == "cpu" else device,
                progress=_show_progress,
                decide=decide,
            )
    except SubmissionError as error:
        _refuse(str(error), platform)
    except NoAccelerator as error:
        text = f"--device cuda: there is no GPU to run on: {error}. --device cpu does without."
        raise click.UsageError(text) from None
    except KeyboardInterrupt:
        kept = f" What was graded is in {out / 'results.json'}." if out else ""
        click.echo(f"Cancelled.{kept}", err=True)
        sys.exit(_CANCELLED)
    finally:
        _clear_progress()
    if not quiet:
        from .report.terminal import print_report  # rich is needed for this alone

        print_report(run.results)
        for told in decide.told if decide is not None else ():
            click.echo(told)
    if run.fault:
        _end_by_own_fault(run.fault)


@commands.command("compare")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Spread the lines over N processes.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a line after this time: its verdict is unknown.",
)
def compare_command(jobs: int, timeout: float) -> None:
    """Compare expressions: a JSON object a line on standard input, a verdict a line out.

    \b
    {"id": 1, "kind": "equal", "expected": "(x+y)**2", "submitted": "x**2+y**2",
     "symbols": {"x": "real", "y": "real"}}

    (on one line). docs/compare.md has the kinds, the domains and the verdicts.
    """  # noqa: D301 - click's mark for a paragraph that is not wrapped
    from .comparing.compare import run

    if isinstance(sys.stdin, io.TextIOWrapper):
        # A line that is no text costs itself, and a mark at the beginning of a file costs nothing.
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")
    try:
        for verdict in run(sys.stdin, jobs=jobs, timeout=timeout):
            click.echo(verdict)
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(_CANCELLED)


@commands.command("template")
@click.argument("names", nargs=-1, metavar="[ASSIGNMENT]...")
@course_option
@click.option("--check", is_flag=True, help="Change nothing; fail if a folder is out of date.")
def template_command(names: tuple[str, ...], folder: Path | None, check: bool) -> None:
    """Make the student's folders, student_template/<assignment>/, from the reference anew."""
    from .authoring.submissions import refresh_empty
    from .grading.template import TemplateError, generate
    from .grading.template import check as differing_files

    course = require_course(folder)
    if not names:
        require_assignments(course)
    for name in names or course.names:
        try:
            assignment = course.assignment(name)
            rubric = read_rubric(assignment.rubric)
            if not check:
                generate(assignment, rubric)
                click.echo(f"{assignment.template}")
                for path in refresh_empty(assignment, rubric):
                    click.echo(f"{path}")
            elif differing := differing_files(assignment, rubric):
                text = f"{assignment.template}: out of date: {', '.join(differing)}"
                click.echo(text, err=True)
                sys.exit(1)
        except CourseError as error:
            raise click.UsageError(str(error)) from None
        except (RubricError, TemplateError) as error:
            raise click.ClickException(str(error)) from None


def _lock(platform: Path) -> None:
    try:
        lock(platform)
    except OSError as error:
        # Whether a worker can do harm now is tried before anything is graded.
        click.echo(f"{platform} could not be locked: {error}", err=True)


def _rulings(course: Course, rubric: Rubric, platform: Path | None) -> Decide | None:
    """Return the rulings that lie in a package, where there are any."""
    path = course.assignment(rubric.assignment).rulings
    if platform is None or not path.exists():
        return None
    from .rulings.on_platform import PlatformRulings  # tomlkit is needed for this alone

    return PlatformRulings(path, platform, rubric.lines)


def _refuse(text: str, platform: Path | None) -> NoReturn:
    """End a run on a submission that cannot be graded; its results have been written."""
    if platform is None:
        raise click.UsageError(text)
    click.echo(text, err=True)
    sys.exit(0)


def _require_one(course: Course, submission: Path, rubric: Rubric, out: Path | None) -> None:
    """End a run on a folder of several submissions."""
    try:
        refuse_several(submission, rubric, course.assignment(rubric.assignment))
    except SubmissionError as error:
        _write_refusal(str(error), out)
        _refuse(str(error), None)


def _rubric(
    course: Course,
    submission: Path,
    name: str | None,
    only: str | None,
    out: Path | None,
    platform: Path | None,
) -> Rubric:
    """Find out which lines are graded."""
    if name is None:
        name = _recognised(course, submission, out, platform)
    try:
        rubric = read_rubric(course.assignment(name).rubric)
    except CourseError as error:
        raise click.UsageError(str(error)) from None
    except RubricError as error:
        _end_by_own_fault(str(error))
    selected = rubric.select(only) if only else rubric
    if not selected.lines:
        raise click.UsageError(f"{name} has no line {only}")
    return selected


def _recognised(course: Course, submission: Path, out: Path | None, platform: Path | None) -> str:
    """Return the assignment that a submission answers, by the names of its files."""
    known, broken = assignments(course)
    require_assignments(course)
    try:
        return find_assignment(submission, known)
    except SubmissionError as error:
        if broken:  # it may answer that one
            _end_by_own_fault("; ".join(broken.values()))
        _write_refusal(str(error), out)
        text = str(error)
        if isinstance(error, Unrecognised):
            choice = " or ".join(f"--assignment {name}" for name in sorted(known))
            text = f"{submission}: {text} To grade it all the same, give {choice}."
        _refuse(text, platform)


def _end_by_own_fault(text: str) -> NoReturn:
    click.echo(f"The grader's own fault, not the submission's: {text}", err=True)
    sys.exit(_FAULT)


def _write_refusal(message: str, out: Path | None) -> None:
    """Write results without lines, so that none of an earlier run are taken for this one's."""
    if out is not None:
        from .report.gradescope import results_json, write_atomically

        write_atomically(out / "results.json", results_json(refused(message)))


def _show_progress(line: RubricLine) -> None:
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns
        click.echo(f"\r\033[K{f'{line.number} {line.name}'[: width - 1]}", nl=False, err=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
