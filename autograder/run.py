"""One grading run from a folder to its results: what `autograder grade` does.

The results exist from the first moment and are replaced after every line, so that a run that is
killed leaves everything it knew. Where they cannot be written, after the next line they can.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .course import Assignment, Course
from .grading.device_runs import CodeCheck, Reruns, run_again
from .grading.interpreter import WrongPython, promised_python, require_python
from .grading.interrupts import ended_after, terminable
from .grading.ledger import Decide, Ledger, LineResult, Results
from .grading.provenance import provenance
from .grading.reference import Reference, RunningReference
from .grading.rubric import Rubric, RubricLine
from .grading.rubric_modules import RubricPackage
from .grading.session import Session
from .grading.submission import Submission, SubmissionError
from .grading.submitted import answering_functions, submitted_digests
from .handed_in import read
from .report.gradescope import results_json, write_atomically
from .rubric_run import run_rubric
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
from .sandbox.sharing import open_zygote, shared_zygote
from .sandbox.spawner import Spawner
from .sandbox.zygote import Zygote, ZygoteError
from .verdict import State

__all__ = ["DEADLINE_SECONDS", "Grader", "Run", "file_seconds", "grade"]

#: The platform's limit is 600 s, and when it fires it overwrites our results with a zero.
DEADLINE_SECONDS = 540.0

# After the deadline, for the line that was begun before it. Then the kernel ends this process,
# even one that is stuck in a library's call: the results of the other lines are there.
_LAST_MOMENT = 45.0

_FAULTS = frozenset({State.GRADER_ERROR, State.SETUP_ERROR, State.COLLECTION_ERROR})
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: its results, and the grader's own fault where there was one.

    `lines` are as they were before they are held against each other.
    """

    results: Results
    fault: str = ""
    lines: tuple[LineResult, ...] = ()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What does not depend on the submission."""

    reference: Reference
    package: RubricPackage
    functions: Mapping[str, str]  # that answer the lines


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms a submission is graded.

    Args:
        begun: `time.monotonic` at its beginning.
        deadline: Seconds from then on after which no line is begun.
        seed: Overrides the seeds that follow from the submission.
        rerun: Where lines of code run once more.
        progress: Called with each line before it is graded.
        submission: What was handed in, if it was read already.
    """

    begun: float
    deadline: float
    seed: int | None
    rerun: str
    progress: Callable[[RubricLine], None]
    submission: Submission | None = None

    @property
    def until(self) -> float:
        """`time.monotonic` after which no line is begun."""
        return self.begun + self.deadline


class Grader:
    """Grades submissions of a course one after the other, each as if it were alone.

    What they have in common is prepared once: the process that workers come from, and of each
    assignment the reference and its worker, the rubric's modules, and what workers are confined by.
    Use it as a context manager, in the main thread: limits are kept by signals.

    Args:
        course: Where rubrics and references lie.
        unsafe: Go on where workers cannot be kept from harm; every result says so.
        keep_answers: Note what each answer is, so that those of a class can be held beside each
            other.
    """

    def __init__(self, course: Course, *, unsafe: bool = False, keep_answers: bool = False) -> None:
        self._course = course
        self._keep_answers = keep_answers
        self._unsafe = unsafe
        self._open = ExitStack()
        self._made_by: dict[str, Mapping[str, str]] = {}
        self._prepared: dict[str, _Prepared] = {}
        self._isolations: dict[str, Isolation] = {}
        self._references: dict[str, RunningReference] = {}

    def __enter__(self) -> Grader:
        self._open.enter_context(shared_zygote())
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def grade(
        self,
        folder: Path,
        rubric: Rubric,
        *,
        out: Path | None = None,
        seed: int | None = None,
        deadline: float = DEADLINE_SECONDS,
        rerun: str = "",
        progress: Callable[[RubricLine], None],
        submission: Submission | None = None,
        decide: Decide | None = None,
    ) -> Run:
        """Grade a submission.

        Args:
            folder: The student's folder.
            rubric: The lines to grade.
            out: Where ``results.json`` is written; nowhere if it is None.
            seed: Overrides the seeds that follow from the submission.
            deadline: Seconds after which no further line is begun.
            rerun: Where lines of code run once more, without points, in coarser precisions:
                nowhere, on ``"cuda"``, on ``"cuda"`` where there is a GPU (``"auto"``), or on the
                ``"cpu"``, for tests.
            progress: Called with each line before it is graded.
            submission: What the folder holds, if it was read already.
            decide: Returns the lines as persons have decided them, before they are held against
                each other.

        Raises:
            SubmissionError: The folder cannot be read.
            NoAccelerator: There is no GPU to run on that was asked for.
            RuntimeError: This is not the main thread.
            KeyboardInterrupt: The run was cancelled; what was graded is in ``results.json``.
        """
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("a submission is graded in the main thread: its limits are signals")
        if rerun == "cuda" and not has_driver():
            raise NoAccelerator("no file of a GPU's driver is there, such as /dev/nvidiactl")
        terms = _Terms(time.monotonic(), deadline, seed, rerun, progress, submission)

        def publish(results: Results) -> None:
            if out is not None:
                write_atomically(out / "results.json", results_json(results))

        with terminable(), ended_after(deadline + _LAST_MOMENT):
            ledger = Ledger(
                rubric, publish, clock=lambda: time.monotonic() - terms.begun, decide=decide
            )
            ledger.note(self._provenance(self._course.assignment(rubric.assignment)))
            remove_abandoned()
            try:
                fault = self._grade(folder, rubric, ledger, terms)
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
        fault = "; ".join(fault for fault in faults if fault)
        return Run(ledger.results, fault, ledger.lines)

    def _grade(self, folder: Path, rubric: Rubric, ledger: Ledger, terms: _Terms) -> str:
        """Grade a submission into a ledger; return the grader's own fault, if there is any.

        Raises:
            SubmissionError: The folder cannot be read.
            NoAccelerator: There is no GPU to run on that was asked for.
            IsolationError: Workers cannot be kept from harm.
            WrongPython: Another one is promised than this.
            ZygoteError: No workers can be started.
        """
        assignment = self._course.assignment(rubric.assignment)
        with open_zygote() as zygote:
            submission = terms.submission or read(folder, rubric, assignment)
            ledger.tell(submission.notes)
            prepared = self._prepare(assignment)
            submitted = submitted_digests(submission, prepared.functions, rubric.lines)
            ledger.keep(submitted)
            require_python(promised_python(assignment.reference))
            isolation = self._isolation(zygote, assignment, folder)
            ledger.note({"isolation": isolation.describe(), "torch": zygote.offer.torch})
            if not isolation.holds:
                # Students read this: which file could be read is not for them.
                ledger.tell(["Graded without full isolation."])
            spawner = Spawner()
            accelerator = _accelerator(terms.rerun, spawner, isolation, assignment.secrets, ledger)

            def session(until: float, **options: Any) -> Session:
                return Session(
                    zygote,
                    options.pop("reference", prepared.reference),
                    submission,
                    layers=isolation.layers,
                    seed=terms.seed,
                    deadline=until,
                    file_seconds=file_seconds(rubric, terms.deadline, submission),
                    **options,
                )

            running = self._reference(zygote, assignment, isolation)
            kept = {"keep_answers": True, "digests": submitted} if self._keep_answers else {}
            with (
                running.lent(terms.until) as reference,
                session(terms.until, reference=reference, **kept) as graded,
            ):
                fault, checks = run_rubric(
                    rubric, prepared.package, folder, graded, ledger, terms.progress
                )
                functions = answering_functions(prepared.reference.sources)
                code = {line.number for line in rubric.lines if line.code}
                ledger.tell_first(graded.told({*functions, *code}, code))
                ledger.tell(_shadow_message(path) for path in graded.shadowed)
                ledger.note({"printed": graded.printed()})
            if accelerator is not None:
                # A worker that is still starting at the deadline would outlive the last moment.
                until = terms.until - spawner.start_seconds
                on_device = {"spawner": spawner, "device": accelerator.device}
                with session(until, limits=ACCELERATED_LIMITS, **on_device) as again:
                    _run_again(checks, again, accelerator, ledger)
        return fault

    def _provenance(self, assignment: Assignment) -> Mapping[str, str]:
        """Return what submissions are graded by: found once, as it is imported once.

        Raises:
            OSError: A file of the course or the engine cannot be read.
        """
        if assignment.name not in self._made_by:
            self._made_by[assignment.name] = provenance(assignment)
        return self._made_by[assignment.name]

    def _prepare(self, assignment: Assignment) -> _Prepared:
        """Read the reference and open the rubric's package, once.

        Raises:
            SubmissionError: There is no reference.
        """
        if assignment.name not in self._prepared:
            reference = Reference.read(assignment.reference)
            package, functions = (
                RubricPackage(assignment.rubric),
                answering_functions(reference.sources),
            )
            self._prepared[assignment.name] = _Prepared(reference, package, functions)
        return self._prepared[assignment.name]

    def _reference(
        self, zygote: Zygote, assignment: Assignment, isolation: Isolation
    ) -> RunningReference:
        """Return what runs the reference, for all submissions."""
        if assignment.name not in self._references:
            reference = self._prepare(assignment).reference
            running = RunningReference(zygote, reference, layers=isolation.layers)
            self._references[assignment.name] = self._open.enter_context(running)
        return self._references[assignment.name]

    def _isolation(self, zygote: Zygote, assignment: Assignment, folder: Path) -> Isolation:
        """Find the isolation that there is here, once.

        Raises:
            IsolationError: It does not hold, and nobody said to go on without.
        """
        if assignment.name not in self._isolations:
            # Imported while the zygote imports torch: what follows waits for it.
            importlib.import_module("pytest")
            found = find_isolation(zygote, assignment.secrets, Limits())
            self._isolations[assignment.name] = found
        isolation = self._isolations[assignment.name]
        if isolation.holds or self._unsafe or assignment.has_own(folder):
            return isolation
        raise IsolationError(
            f"a submission's code could {', '.join(isolation.possible)} on this machine "
            f"({isolation.describe()}); grade in a container with Linux 5.13 or later, as root in "
            "one of its own, or say --unsafe to go on without, which every result will say"
        )


def grade(
    folder: Path, rubric: Rubric, course: Course, *, unsafe: bool = False, **options: Any
) -> Run:
    """Grade one submission; all as in `Grader`, which does so with many."""
    with Grader(course, unsafe=unsafe) as grader:
        return grader.grade(folder, rubric, **options)


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


def file_seconds(rubric: Rubric, deadline: float, submission: Submission | None = None) -> float:
    """Return the wall time that each question file may take, and each document in LaTeX.

    All files together stay below the deadline, with room for the reference and for starting, so
    that a file that wastes its time takes none from the others.
    """
    documents = submission.documents if submission is not None else ()
    return 0.85 * deadline / (len(rubric.question_files) + len(documents))


def _shadow_message(path: str) -> str:
    return f"`{path}` has the name of an installed module, which is imported in its place."
