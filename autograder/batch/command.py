"""`autograder batch`: its options, what is said while it runs, and how it ends.

Exit codes: 0 all is graded, 1 lines wait for a person and ``--fail-undecided`` was given, 2 wrong
usage, 3 the grader's own fault, 130 cancelled.
"""

from __future__ import annotations

import errno
import secrets
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from autograder.command_line import (
    assignment_option,
    course_option,
    require_assignments,
    require_course,
    seed_option,
    unsafe_option,
)
from autograder.course import Course, CourseError
from autograder.grading.contents import SubmissionError
from autograder.grading.rubric import Rubric, RubricError, read_rubric
from autograder.handed_in import assignments, find_assignment
from autograder.intake.download import IntakeError
from autograder.intake.hand_in import Intake
from autograder.intake.read import read_intake
from autograder.records.folder import LOCK, RunFolder, RunFolderError
from autograder.rulings.reading import RulingsError
from autograder.run import DEADLINE_SECONDS

from .asked import asked, asked_before, pattern_of, time_of
from .cluster.connection import ClusterAddress, ClusterError, require_dask
from .earlier import NO_LONGER_THERE, earlier_run_at
from .hands import Hands
from .job import RunParts
from .options import earlier_option
from .progress import ProgressLine
from .ruled import RuledOutputs
from .run import ClassRun, RunEnd, earlier_run, usual_jobs
from .submission_grader import Terms
from .told import ended_text

__all__: list[str] = []

_FAULT = 3
_CANCELLED = 130
_NOT_WRITABLE = (errno.EACCES, errno.ENOTDIR, errno.EPERM, errno.EROFS)
_UNPACKED = ".unpacked"
_MOST_LOOKED_AT = 20


@click.command("batch")
@click.argument("download", type=click.Path(path_type=Path), metavar="INPUT", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Where everything is written. What an earlier run has graded there is not graded again.",
)
@course_option
@assignment_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many submissions are graded at once. Default: as processors and memory allow.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Grade on the workers of a Dask cluster, whose scheduler is at tls://HOST:PORT, or "
    "tcp://HOST:PORT on this machine.",
)
@click.option(
    "--insecure-cluster",
    is_flag=True,
    help="Use a cluster that others can reach: they can read everything, and execute anything.",
)
@click.option(
    "--cluster-wait",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait so long for a worker where there is none.",
)
@click.option("--resume", is_flag=True, help="Go on with the run in DIR as it was asked for.")
@click.option(
    "--only",
    metavar="NUMBER",
    help="Grade one question or line, such as 2 or 2.4; the others stay as they are.",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="CSV",
    help="Who is in the class: Gradescope's grades, or columns name, email and sid. Tells who "
    "handed in nothing, and how late others were.",
)
@click.option(
    "--due",
    metavar="TIME",
    help="When it was due, such as 2026-11-30T23:59-08:00: who handed in later is late.",
)
@click.option(
    "--names",
    metavar="REGEX",
    help="How files are named, with the groups student_id and file_id, where no platform says.",
)
@click.option("--anonymous", is_flag=True, help="Write no names of people.")
@seed_option
@click.option(
    "--deadline",
    type=click.FloatRange(min=1),
    default=DEADLINE_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Begin no line of a submission after this time.",
)
@unsafe_option
@click.option(
    "--rulings",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="What persons have decided about lines. Default: DIR/rulings.toml, if it is there.",
)
@earlier_option
@click.option("--fail-undecided", is_flag=True, help="Exit with 1 where lines wait for a person.")
@click.option("--quiet", is_flag=True, help="Say nothing of how far it has come.")
def batch(
    download: Path | None,
    out: Path,
    folder: Path | None,
    resume: bool,
    fail_undecided: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Grade a whole class: what was downloaded from a platform, zip or folder.

    INPUT is Gradescope's export of submissions, the download of all submissions of Canvas, Moodle,
    Blackboard or Brightspace, or a folder with a folder for each submission. Each is graded by
    itself, as safely as alone, and kept at once: a run that is cancelled goes on with --resume.

    DIR gets report.html (a page about the class), grades.csv (a row for each person), lines.csv,
    summary.json and, for each submission, results/…/results.json.
    """
    run_folder = RunFolder(out)
    try:
        if resume:
            download, options = asked_before(run_folder, download, options)
        if download is None:
            raise click.UsageError("INPUT is missing: what was downloaded, a zip or a folder")
        course = require_course(folder, download)
        outputs = RuledOutputs(options["rulings"] or run_folder.rulings)
        with _made(out), run_folder.locked():
            ended = _run(course, run_folder, download, options, outputs, quiet=quiet)
    except (
        *(RunFolderError, RulingsError, IntakeError, SubmissionError, CourseError),
        ClusterError,
    ) as error:
        raise click.UsageError(str(error)) from None
    except RubricError as error:
        click.echo(f"The grader's own fault, not the submissions': {error}", err=True)
        sys.exit(_FAULT)
    except OSError as error:
        text = f"{error.filename or out}: {error.strerror or error}"
        if error.errno in _NOT_WRITABLE:
            raise click.UsageError(text) from None
        click.echo(f"{text}. What was graded is kept: {_go_on(out, options)} goes on.", err=True)
        sys.exit(_FAULT)
    except KeyboardInterrupt:
        click.echo(f"Cancelled. What was graded is kept: {_go_on(out, options)} goes on.", err=True)
        sys.exit(_CANCELLED)
    for line in (*outputs.told(), *ended_text(run_folder, ended)):
        click.echo(line)
    if ended.stopped:
        click.echo(f"It ended early: {ended.stopped}. {_go_on(out, options)} goes on.", err=True)
    if ended.stopped or ended.faults:
        sys.exit(_FAULT)
    if fail_undecided and (ended.statistics.waiting or ended.statistics.ungraded):
        sys.exit(1)


def _run(
    course: Course,
    folder: RunFolder,
    download: Path,
    options: dict[str, Any],
    outputs: RuledOutputs,
    *,
    quiet: bool,
) -> RunEnd:
    """Read the download and grade it.

    Raises:
        IntakeError: It cannot be read.
        RunFolderError: The folder is another run's.
        RubricError: The rubric cannot be read.
        RulingsError: What persons have decided cannot be read.
        OSError: The folder cannot be written.
    """
    unpacked = folder.path / _UNPACKED
    shutil.rmtree(unpacked, ignore_errors=True)  # of a run that was killed
    try:
        intake = read_intake(
            download,
            names=pattern_of(options["names"]),
            roster=options["roster"],
            due=time_of(options["due"]),
            unpack=unpacked,
        )
        rubric = _rubric(course, options["assignment"], intake)
        earlier = earlier_run(folder, course, rubric.assignment)
        outputs.check([line.number for line in rubric.lines])
        if (beside := options["earlier"]) is not None:
            if beside.is_dir():
                outputs.earlier = earlier_run_at(beside, folder, rubric.assignment)
            else:  # the run that goes on was asked to stand beside it
                click.echo(f"{beside}: {NO_LONGER_THERE}")
        how = asked(download, rubric.assignment, options)
        if earlier is not None and "roster" in earlier.asked and options["roster"] is None:
            click.echo(f"The last run had --roster {earlier.asked['roster']}; this one has none.")
        if options["anonymous"]:
            known = earlier.asked if earlier is not None else {}
            how["salt"] = known.get("salt") or secrets.token_hex(16)
        run = ClassRun(
            course=course,
            folder=folder,
            intake=intake,
            terms=_terms(rubric, options),
            jobs=options["jobs"] or usual_jobs(),
            asked=how,
            writing=outputs,
        )
        for message in intake.messages:
            click.echo(message, err=True)
        with (
            ProgressLine(len(intake.hand_ins), quiet=quiet) as progress,
            _hands(options, progress) as hands,
        ):
            return replace(run, hands=hands).grade(progress)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


@contextmanager
def _hands(
    options: Mapping[str, Any], progress: ProgressLine
) -> Iterator[Callable[[RunParts], Hands] | None]:
    """Give what grades, if it is not processes of this machine.

    Raises:
        ClusterError: There is no such cluster, or it may not be used.
    """
    if options["cluster"] is None:
        yield None
        return
    address = ClusterAddress(text=options["cluster"], is_insecure=options["insecure_cluster"])
    require_dask()
    from .cluster.hands import on_cluster  # Dask takes a second to import

    with on_cluster(address, progress, patience=options["cluster_wait"]) as hands:
        yield hands


@contextmanager
def _made(out: Path) -> Iterator[None]:
    """Make a folder; where nothing comes of it, it is gone again.

    Raises:
        UsageError: It cannot be made.
    """
    is_new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = f"--out {out}: no folder can be made there: {error.strerror}"
        raise click.UsageError(text) from None
    try:
        yield
    finally:
        if is_new and {path.name for path in out.iterdir()} <= {LOCK}:
            shutil.rmtree(out)


def _terms(rubric: Rubric, options: Mapping[str, Any]) -> Terms:
    chosen = rubric.select(options["only"]) if options["only"] else rubric
    if not chosen.lines:
        raise click.UsageError(f"{rubric.assignment} has no line {options['only']}")
    return Terms(
        rubric=rubric,
        chosen=frozenset(line.number for line in chosen.lines),
        seed=options["seed"],
        deadline=options["deadline"],
        unsafe=options["unsafe"],
    )


def _rubric(course: Course, name: str | None, intake: Intake) -> Rubric:
    """Return the rubric of the assignment that is named, or that the submissions answer.

    Raises:
        CourseError: There is none of that name.
        RubricError: It cannot be read.
    """
    if name is None:
        name = _recognised(course, intake)
    return read_rubric(course.assignment(name).rubric)


def _recognised(course: Course, intake: Intake) -> str:
    require_assignments(course)
    known, broken = assignments(course)
    found: dict[str, str] = {}
    for hand_in in intake.hand_ins[:_MOST_LOOKED_AT]:
        try:
            with hand_in.source.open() as folder:
                found.setdefault(find_assignment(folder, known), hand_in.handed_in.id)
        except SubmissionError:
            continue
    if len(found) == 1:
        return next(iter(found))
    choice = " or ".join(f"--assignment {name}" for name in sorted(known))
    if broken and not found:
        raise RubricError("; ".join(broken.values()))
    if found:
        there = ", ".join(f"{who} answers {name}" for name, who in sorted(found.items()))
        raise click.UsageError(f"these are submissions of several assignments: {there}: {choice}")
    raise click.UsageError(
        f"none of the first {_MOST_LOOKED_AT} submissions says which assignment it answers: give "
        f"{choice}"
    )


def _go_on(out: Path, options: Mapping[str, Any]) -> str:
    address = options["cluster"]
    on = f" --cluster {shlex.quote(address)}" if address else ""
    insecure = " --insecure-cluster" if options["insecure_cluster"] else ""
    return f"`autograder batch --resume --out {shlex.quote(str(out))}{on}{insecure}`"
