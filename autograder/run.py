"""One grading run from a folder to its results: what `autograder grade` does.

The results exist from the first moment and are replaced after every line, so that a run that is
killed leaves everything it knew. Where they cannot be written, after the next line they can.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from .course import Assignment, Course
from .grading.interpreter import WrongPython, promised_python, require_python
from .grading.ledger import Ledger, Results
from .grading.missing import unanswered_file
from .grading.provenance import provenance
from .grading.recognition import recognise
from .grading.reference import Reference
from .grading.rerun import CodeCheck, Reruns, run_again
from .grading.rubric import Rubric, RubricError, RubricLine, read_rubric
from .grading.rubric_modules import RubricPackage
from .grading.session import Session
from .grading.skeleton import TemplateError, skeleton
from .grading.submission import Submission, SubmissionError, read_submission
from .grading.submitted import answering_functions, submitted_digests
from .report.gradescope import results_json, write_atomically
from .sandbox.accelerator import (
    ACCELERATED_LIMITS,
    Accelerator,
    NoAccelerator,
    find_accelerator,
    has_driver,
)
from .sandbox.isolation import Isolation, IsolationError, find_isolation
from .sandbox.limits import Limits
from .sandbox.scratch import remove_abandoned
from .sandbox.sharing import open_zygote
from .sandbox.spawner import Spawner
from .sandbox.zygote import Zygote, ZygoteError
from .verdict import State

__all__ = [
    "DEADLINE_SECONDS",
    "Run",
    "assignments",
    "file_seconds",
    "find_assignment",
    "grade",
    "read",
    "refuse_several",
    "refused",
]

#: The platform's limit is 600 s, and when it fires it overwrites our results with a zero.
DEADLINE_SECONDS = 540.0

# After the deadline, for the line that was begun before it. Then the kernel ends this process,
# even one that is stuck in a library's call: the results of the other lines are there.
_LAST_MOMENT = 45.0

# What pytest is configured with, whatever lies in the submission or the course.
_PYTEST_INI = Path(__file__).with_name("pytest.ini")
_FAULTS = frozenset({State.GRADER_ERROR, State.SETUP_ERROR, State.COLLECTION_ERROR})
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its results, and the grader's own fault where there was one."""

    results: Results
    fault: str = ""


def assignments(course: Course) -> tuple[dict[str, Rubric], dict[str, str]]:
    """Return the rubrics of a course, and why others cannot be read, by their assignments."""
    known, broken = {}, {}
    for name in course.names:
        try:
            known[name] = read_rubric(course.assignment(name).rubric)
        except RubricError as error:
            broken[name] = str(error)
    return known, broken


def find_assignment(submission: Path, known: Mapping[str, Rubric]) -> str:
    """Recognise the assignment from the names of the files.

    Raises:
        SubmissionError: It is not clear from them.
    """
    return recognise(submission, {name: rubric.question_files for name, rubric in known.items()})


def grade(
    folder: Path,
    rubric: Rubric,
    course: Course,
    *,
    out: Path | None = None,
    seed: int | None = None,
    deadline: float = DEADLINE_SECONDS,
    unsafe: bool = False,
    rerun: str = "",
    progress: Callable[[RubricLine], None],
) -> Run:
    """Grade a submission.

    Args:
        folder: The student's folder.
        rubric: The lines to grade.
        course: Where the rubric and the reference lie.
        out: Where ``results.json`` is written; nowhere if it is None.
        seed: Overrides the seeds that follow from the submission.
        deadline: Seconds after which no further line is begun.
        unsafe: Go on where workers cannot be kept from harm; every result says so.
        rerun: Where lines of code run once more, without points, in coarser precisions: nowhere,
            on ``"cuda"``, on ``"cuda"`` where there is a GPU (``"auto"``), or on the ``"cpu"``, for
            tests.
        progress: Called with each line before it is graded.

    Raises:
        SubmissionError: The folder cannot be read.
        NoAccelerator: There is no GPU to run on that was asked for.
        KeyboardInterrupt: The run was cancelled; what was graded is in ``results.json``.
    """
    begun = time.monotonic()
    assignment = course.assignment(rubric.assignment)
    if rerun == "cuda" and not has_driver():
        raise NoAccelerator("no file of a GPU's driver is there, such as /dev/nvidiactl")

    def publish(results: Results) -> None:
        if out is not None:
            write_atomically(out / "results.json", results_json(results))

    with _terminable(deadline + _LAST_MOMENT):
        ledger = Ledger(rubric, publish, clock=lambda: time.monotonic() - begun)
        ledger.note(provenance(assignment))
        remove_abandoned()
        try:
            with open_zygote() as zygote:
                submission = read(folder, rubric, assignment)
                ledger.tell(submission.notes)
                reference = Reference.read(assignment.reference)
                ledger.keep(_submitted(submission, rubric, reference))
                require_python(promised_python(assignment.reference))
                unsafe = unsafe or assignment.has_own(folder)
                isolation = _isolation(zygote, assignment.secrets, unsafe=unsafe)
                ledger.note({"isolation": isolation.describe(), "torch": zygote.offer.torch})
                if not isolation.holds:
                    # Students read this: which file could be read is not for them.
                    ledger.tell(["Graded without full isolation."])
                spawner = Spawner()
                accelerator = _accelerator(rerun, spawner, isolation, assignment.secrets, ledger)

                def session(until: float, **options: Any) -> Session:
                    return Session(
                        zygote,
                        reference,
                        submission,
                        layers=isolation.layers,
                        seed=seed,
                        deadline=until,
                        file_seconds=file_seconds(rubric, deadline),
                        **options,
                    )

                with session(begun + deadline) as graded:
                    fault, checks = _run_pytest(
                        folder, assignment, rubric, graded, ledger, progress
                    )
                    ledger.tell(_shadow_message(path) for path in graded.shadowed)
                    ledger.note({"printed": graded.printed()})
                if accelerator is not None:
                    # A worker that is still starting at the deadline would outlive the last moment.
                    until = begun + deadline - spawner.start_seconds
                    on_device = {"spawner": spawner, "device": accelerator.device}
                    with session(until, limits=ACCELERATED_LIMITS, **on_device) as again:
                        _run_again(checks, again, accelerator, ledger)
        except (IsolationError, WrongPython, ZygoteError) as error:
            fault = str(error)
        except SubmissionError as error:
            ledger.tell([str(error)])
            raise
        finally:
            # All workers are gone, with whatever they had filled the disk.
            ledger.note({"python": sys.version.split()[0], "seed": seed})
            ledger.publish()
    faults = (fault or _faults(ledger.results), _unwritten(ledger))
    return Run(ledger.results, "; ".join(fault for fault in faults if fault))


def refuse_several(folder: Path, rubric: Rubric, assignment: Assignment) -> None:
    """Make sure that a folder is one submission, and not those of several people.

    Raises:
        SubmissionError: It holds several, or cannot be read.
    """
    several = read(folder, rubric, assignment).several
    if several:
        named = ", ".join(several[:_MOST_NAMED]) + ", …" * (len(several) > _MOST_NAMED)
        raise SubmissionError(
            f"{folder} holds {len(several)} submissions ({named}): grade each by itself, such as "
            f"{folder / several[0]}"
        )


def read(folder: Path, rubric: Rubric, assignment: Assignment) -> Submission:
    """Read a submission by what its assignment asks for and hands out.

    Raises:
        SubmissionError: The folder cannot be read.
    """
    references = sorted(assignment.reference.glob("*.py"))
    templates = {path.name: _handed_out(path, assignment.template) for path in references}
    # All of them, also where some lines are graded alone: the same files, the same seeds.
    expected = dict.fromkeys((*rubric.question_files, *filter(templates.get, templates)))
    submission = read_submission(folder, tuple(expected), templates)
    hints = (unanswered_file(file, submission) for file in submission.untouched)
    return replace(submission, notes=(*submission.notes, *filter(None, hints)))


def _handed_out(reference: Path, template: Path) -> bytes:
    """Return what students get of a file of the reference; nothing where it asks no question."""
    try:
        return (template / reference.name).read_bytes()
    except FileNotFoundError:
        with suppress(UnicodeDecodeError, TemplateError):
            made = skeleton(reference.read_text("utf-8"), str(reference))
            return made.text.encode() if made else b""
    return b""


def _unwritten(ledger: Ledger) -> str:
    """Say that the last state could not be written, if so."""
    if not ledger.unpublished:
        return ""
    return f"results.json lacks the end of the run, it could not be written: {ledger.unpublished}"


def _faults(results: Results) -> str:
    """Name the lines at which the grader itself failed, if there are any."""
    lines = [r.line.number for r in results.lines if r.verdict.state in _FAULTS]
    if not lines:
        return ""
    named = ", ".join(lines[:_MOST_NAMED]) + ", …" * (len(lines) > _MOST_NAMED)
    return f"it failed at {named}; the reason stands beside the line, and a person has to decide"


def _submitted(submission: Submission, rubric: Rubric, reference: Reference) -> dict[str, str]:
    """Return a digest of what was submitted for each line."""
    functions = answering_functions(reference.sources)
    return submitted_digests(submission, functions, rubric.lines)


def _isolation(zygote: Zygote, secrets: Sequence[Path], *, unsafe: bool) -> Isolation:
    """Find the isolation that there is here.

    Raises:
        IsolationError: It does not hold, and nobody said to go on without.
    """
    # Imported while the zygote imports torch: what follows waits for it.
    importlib.import_module("pytest")
    isolation = find_isolation(zygote, secrets, Limits())
    if isolation.holds or unsafe:
        return isolation
    raise IsolationError(
        f"a submission's code could {', '.join(isolation.possible)} on this machine "
        f"({isolation.describe()}); grade in a container with Linux 5.13 or later, as root in "
        "one of its own, or say --unsafe to go on without, which every result will say"
    )


def _accelerator(
    rerun: str, spawner: Spawner, isolation: Isolation, secrets: Sequence[Path], ledger: Ledger
) -> Accelerator | None:
    """Find what lines of code run on once more; None where they do not.

    Raises:
        NoAccelerator: It was asked for, and is not there.
    """
    if not rerun or (rerun == "auto" and not has_driver()):
        return None
    device = "cuda" if rerun == "auto" else rerun
    try:
        return find_accelerator(spawner, isolation, secrets, device=device)
    except NoAccelerator as error:
        if rerun != "auto":
            raise
        ledger.rerun(Reruns("a GPU", reason=str(error)))
        return None


def _run_again(
    checks: Sequence[CodeCheck], session: Session, accelerator: Accelerator, ledger: Ledger
) -> None:
    """Run lines of code once more; what goes wrong there is reported, and costs nothing."""
    try:
        run_again(checks, session, accelerator, ledger.rerun)
    except (OSError, ZygoteError) as error:
        done = ledger.results.reruns or Reruns(str(accelerator))
        ledger.rerun(replace(done, reason=str(error)))


def file_seconds(rubric: Rubric, deadline: float) -> float:
    """Return the wall time that each question file may take.

    All files together stay below the deadline, with room for the reference and for starting, so
    that a file that wastes its time takes none from the others.
    """
    return 0.85 * deadline / len(rubric.question_files)


def _run_pytest(
    folder: Path,
    assignment: Assignment,
    rubric: Rubric,
    session: Session,
    ledger: Ledger,
    progress: Callable[[RubricLine], None],
) -> tuple[str, Sequence[CodeCheck]]:
    """Run the rubric under pytest, configured by us alone.

    Returns:
        The grader's fault, if any, and the lines of code as they were graded.
    """
    import pytest  # while it is imported, the zygote imports torch

    from . import plugin
    from .grading_plugin import GradingPlugin

    grading = assignment.rubric
    arguments = [
        f"--config-file={_PYTEST_INI}",
        f"--rootdir={grading}",
        "--noconftest",
        # No folder above is looked into: it may be one that this user cannot read.
        f"--confcutdir={grading}",
        f"--submission={folder}",
        *("-p", "no:terminal", "-p", "no:cacheprovider", "-s"),
        "--continue-on-collection-errors",
        *dict.fromkeys(str(line.module) for line in rubric.lines),
    ]
    package = RubricPackage(grading)
    lines = GradingPlugin(rubric.lines, package, session, ledger, progress)
    try:
        conftest = grading / "conftest.py"
        shared = [package.load(conftest)] if conftest.exists() else []
    except RubricError as error:
        return str(error), ()
    with _plain_pytest():
        code = pytest.main(arguments, plugins=[plugin, lines, *shared])
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    fault = ""
    if lines.uncollected:
        reasons = dict.fromkeys(lines.uncollected)  # several modules may import a broken one
        fault = "; ".join([*reasons, "lines of what could not be imported are marked"])
    elif code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        fault = f"pytest ended with {pytest.ExitCode(code).name}"
    return fault, lines.code_checks


@contextmanager
def _plain_pytest() -> Iterator[None]:
    """Let neither the environment nor installed plugins configure pytest while it runs."""
    before = dict(os.environ)
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _shadow_message(path: str) -> str:
    return f"`{path}` has the name of an installed module, which is imported in its place."


@contextmanager
def _terminable(seconds: float) -> Iterator[None]:
    """Let SIGTERM end a run in the way Ctrl-C does, and the last moment end it at once."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, interrupt)
    alarm = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, alarm)
        signal.signal(signal.SIGTERM, previous)


def refused(message: str) -> Results:
    """Return the results of a folder that is not graded as one submission: there is no maximum."""
    return Results("", (), (message,))
