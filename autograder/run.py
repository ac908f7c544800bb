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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from .grading.interpreter import WrongPython, promised_python, require_python
from .grading.ledger import Ledger, Results
from .grading.missing import unanswered_file
from .grading.provenance import provenance
from .grading.recognition import recognise
from .grading.reference import Reference
from .grading.rerun import CodeCheck, Reruns, run_again
from .grading.rubric import Rubric, RubricLine, read_rubric
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
from .sandbox.spawner import Spawner
from .sandbox.zygote import Zygote, ZygoteError
from .verdict import State

__all__ = [
    "DEADLINE_SECONDS",
    "PROJECT",
    "SAMPLE_DIGEST",
    "Run",
    "assignments",
    "file_seconds",
    "find_assignment",
    "grade",
    "read",
    "refuse_several",
    "refused",
]

#: The checkout: the rubric and the reference lie beside the package.
PROJECT = Path(__file__).resolve().parent.parent
#: The digest of ``tests/submissions/hw2025/typical``, which the README begins with: this code is
#: ours, so it is graded where nothing could keep another's from harm.
SAMPLE_DIGEST = "8f14e493b4972c946294ca96df3d8cf3b5fe220e93f0cab47e940efdc08ce5fe"
#: The platform's limit is 600 s, and when it fires it overwrites our results with a zero.
DEADLINE_SECONDS = 540.0

# After the deadline, for the line that was begun before it. Then the kernel ends this process,
# even one that is stuck in a library's call: the results of the other lines are there.
_LAST_MOMENT = 45.0

_FAULTS = frozenset({State.GRADER_ERROR, State.SETUP_ERROR, State.COLLECTION_ERROR})
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its results, and the grader's own fault where there was one."""

    results: Results
    fault: str = ""


def assignments(*, project: Path = PROJECT) -> dict[str, Rubric]:
    """Return the rubric of every assignment."""
    grading = _grading(project)
    folders = sorted(path for path in grading.iterdir() if any(path.glob("test_*.py")))
    return {folder.name: read_rubric(folder) for folder in folders}


def find_assignment(submission: Path) -> str:
    """Recognise the assignment from the names of the files.

    Raises:
        SubmissionError: It is not clear from them.
    """
    known = {name: rubric.question_files for name, rubric in assignments().items()}
    return recognise(submission, known)


def grade(
    folder: Path,
    rubric: Rubric,
    *,
    out: Path | None = None,
    seed: int | None = None,
    deadline: float = DEADLINE_SECONDS,
    unsafe: bool = False,
    rerun: str = "",
    project: Path = PROJECT,
    progress: Callable[[RubricLine], None],
) -> Run:
    """Grade a submission.

    Args:
        folder: The student's folder.
        rubric: The lines to grade.
        out: Where ``results.json`` is written; nowhere if it is None.
        seed: Overrides the seeds that follow from the submission.
        deadline: Seconds after which no further line is begun.
        unsafe: Go on where workers cannot be kept from harm; every result says so.
        rerun: Where lines of code run once more, without points, in coarser precisions: nowhere,
            on ``"cuda"``, on ``"cuda"`` where there is a GPU (``"auto"``), or on the ``"cpu"``, for
            tests.
        project: The checkout that has the rubric and the reference.
        progress: Called with each line before it is graded.

    Raises:
        SubmissionError: The folder cannot be read.
        NoAccelerator: There is no GPU to run on that was asked for.
        KeyboardInterrupt: The run was cancelled; what was graded is in ``results.json``.
    """
    begun = time.monotonic()
    if rerun == "cuda" and not has_driver():
        raise NoAccelerator("no file of a GPU's driver is there, such as /dev/nvidiactl")

    def publish(results: Results) -> None:
        if out is not None:
            write_atomically(out / "results.json", results_json(results))

    with _terminable(deadline + _LAST_MOMENT):
        ledger = Ledger(rubric, publish, clock=lambda: time.monotonic() - begun)
        ledger.note(provenance(rubric.assignment, project=project))
        remove_abandoned()
        try:
            with Zygote() as zygote:
                submission = read(folder, rubric, project=project)
                ledger.tell(submission.notes)
                answers = project / "reference" / rubric.assignment
                reference = Reference.read(answers)
                ledger.keep(_submitted(submission, rubric, reference))
                require_python(promised_python(answers))
                secrets = _secrets(project, rubric.assignment)
                isolation = _isolation(zygote, secrets, submission, unsafe=unsafe)
                ledger.note({"isolation": isolation.describe(), "torch": zygote.offer.torch})
                if not isolation.holds:
                    # Students read this: which file could be read is not for them.
                    ledger.tell(["Graded without full isolation."])
                spawner = Spawner()
                accelerator = _accelerator(rerun, spawner, isolation, secrets, ledger)

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
                    fault, checks = _run_pytest(folder, project, rubric, graded, ledger, progress)
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


def refuse_several(folder: Path, rubric: Rubric, *, project: Path = PROJECT) -> None:
    """Make sure that a folder is one submission, and not those of several people.

    Raises:
        SubmissionError: It holds several, or cannot be read.
    """
    several = read(folder, rubric, project=project).several
    if several:
        named = ", ".join(several[:_MOST_NAMED]) + ", …" * (len(several) > _MOST_NAMED)
        raise SubmissionError(
            f"{folder} holds {len(several)} submissions ({named}): grade each by itself, such as "
            f"{folder / several[0]}"
        )


def read(folder: Path, rubric: Rubric, *, project: Path = PROJECT) -> Submission:
    """Read a submission by what its assignment asks for and hands out.

    Raises:
        SubmissionError: The folder cannot be read.
    """
    reference = project / "reference" / rubric.assignment
    template = project / "student_template" / rubric.assignment
    templates = {path.name: _handed_out(path, template) for path in sorted(reference.glob("*.py"))}
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


def _isolation(
    zygote: Zygote, secrets: Sequence[Path], submission: Submission, *, unsafe: bool
) -> Isolation:
    """Find the isolation that there is here.

    Raises:
        IsolationError: It does not hold, and nobody said to go on without.
    """
    # Imported while the zygote imports torch: what follows waits for it.
    importlib.import_module("pytest")
    isolation = find_isolation(zygote, secrets, Limits())
    if isolation.holds or unsafe or submission.digest.hex() == SAMPLE_DIGEST:
        return isolation
    raise IsolationError(
        f"a submission's code could {', '.join(isolation.possible)} on this machine "
        f"({isolation.describe()}); grade in a container with Linux 5.13 or later, as root in "
        "one of its own, or say --unsafe to go on without, which every result will say"
    )


def _secrets(project: Path, assignment: str) -> list[Path]:
    """Return what no worker may read: the reference, the rubric, and the rubric's own tests."""
    folders = (project / "reference", _grading(project), project / "tests" / "variants")
    return [folder / assignment for folder in folders if (folder / assignment).exists()]


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


def _grading(project: Path) -> Path:
    return project / "tests" / "grading"


def _run_pytest(
    folder: Path,
    project: Path,
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

    grading = _grading(project)
    arguments = [
        f"--config-file={grading / 'pytest.ini'}",
        f"--rootdir={grading}",
        f"--confcutdir={grading}",
        f"--submission={folder}",
        *("-p", "no:terminal", "-p", "no:cacheprovider", "-s"),
        "--continue-on-collection-errors",
        *dict.fromkeys(str(line.module) for line in rubric.lines),
    ]
    lines = plugin.GradingPlugin(rubric.lines, session, ledger, progress)
    with _plain_pytest():
        code = pytest.main(arguments, plugins=[plugin, lines])
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    fault = ""
    if lines.collection_failed:
        fault = "a module of the rubric could not be collected; its lines are marked"
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
