"""A grading run: one submission, the reference and the checkers, joined line by line."""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from collections.abc import Collection, Mapping
from dataclasses import replace

from autograder.checkers.common.line import Checker, Line, Question, Unanswered
from autograder.checkers.common.ref import Target
from autograder.checkers.common.setting import GRADED, Setting
from autograder.checkers.following.check import check_alone, check_going_on, with_slips
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.memory import Memory
from autograder.sandbox.values import WireDerivation
from autograder.sandbox.zygote import WorkerSource, Zygote
from autograder.verdict import State, Verdict, pending

from .answers import Answered
from .cpu_limit import TookTooLong, limited
from .endings import Endings
from .file_times import FILE_SECONDS
from .imports import Imports
from .kept_answers import GradedLine, KeptAnswers
from .kills import Evidence, KillWatch, undecided
from .latex_calls import LatexCalls
from .readings import best_reading
from .reference import Reference, RunningReference
from .rubric import RubricLine
from .student_calls import StudentCalls
from .submission import Submission
from .workers import CodeWorkers
from .writings import Side, Writings, reading_document

__all__ = ["COMPARISON_SECONDS", "Session", "not_reached", "worker_seed"]

#: CPU seconds for the grader's own work on a line; what is not decided by then is left to a person.
COMPARISON_SECONDS = 20.0

_CUT_SHORT = (State.TIMED_OUT, State.GRADER_ERROR)
_NO_DIGESTS: Mapping[str, str] = {}


class Session:
    """Grades lines of one submission. Use it as a context manager.

    Args:
        zygote: Where workers come from.
        reference: The right answers, or what runs them already and goes on after the session.
        submission: What was handed in.
        seed: Overrides the seed that follows from the submission.
        deadline: `time.monotonic` after which no line is begun; one that is under way is ended.
        file_seconds: Wall time for all lines of one question file.
        layers: What confines workers.
        limits: What a worker may use.
        comparison_seconds: CPU time that the grader itself may take for a line.
        pace: What the CPU limits of the student's code are multiplied by.
        spawner: Where the student's workers come from instead of the zygote.
        device: What the student's code computes on, ``"cpu"`` or ``"cuda"``.
        memory: What the kernel says about memory; by default, on this machine.
        keep_answers: Whether to find what is kept of a line beside its verdict (`answered`).
        digests: Digests of the code that answers the lines, by their numbers, for that.
        latex_workers: What reads the documents instead of workers of its own; it goes on after it.
        one_by_one: Whether each request to the student's workers has a frame of its own; the
            verdicts are the same.
    """

    def __init__(
        self,
        zygote: Zygote,
        reference: Reference | RunningReference,
        submission: Submission,
        *,
        layers: Layers,
        seed: int | None = None,
        deadline: float = math.inf,
        file_seconds: float = FILE_SECONDS,
        limits: Limits | None = None,
        comparison_seconds: float = COMPARISON_SECONDS,
        pace: float = 1.0,
        spawner: WorkerSource | None = None,
        device: str = "cpu",
        memory: Memory | None = None,
        keep_answers: bool = False,
        digests: Mapping[str, str] = _NO_DIGESTS,
        one_by_one: bool = False,
        latex_workers: CodeWorkers | None = None,
    ) -> None:
        limits, memory = limits or Limits(), memory or Memory()
        self._device = device
        self._comparison_seconds = comparison_seconds
        self._pace = pace
        self._one_by_one = one_by_one
        self._submission = submission
        self._digest = submission.digest
        self._seed = seed
        self._deadline = deadline
        self._student_workers = CodeWorkers(
            spawner or zygote,
            submission.imports,
            limits,
            layers,
            file_seconds=file_seconds,
            deadline=deadline,
            pace=pace,
            device=device,
            memory=memory,
        )
        self._owns_latex = latex_workers is None
        self._latex_workers = latex_workers or CodeWorkers(
            zygote,
            lambda _: Imports({}),
            limits,
            layers,
            file_seconds=file_seconds,
            deadline=deadline,
            pace=pace,
            memory=memory,
            loading=reading_document(submission),
        )
        self._writings = Writings(submission, self._latex_workers)
        self._own = isinstance(reference, Reference)
        if isinstance(reference, Reference):
            reference = RunningReference(
                zygote, reference, layers=layers, limits=limits, deadline=deadline, memory=memory
            )
        self._reference = reference
        self._kills = KillWatch(
            memory,
            (self._student_workers, self._latex_workers, reference.workers),
            (zygote,) if spawner is None else (zygote, spawner),
        )
        self._excuses: dict[str, Evidence] = {}
        self._endings = Endings(reference)
        kept = KeptAnswers(self._endings, digests, seconds=comparison_seconds)
        self._kept = kept if keep_answers else None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers that were started for this session."""
        self._student_workers.close()
        if self._owns_latex:
            self._latex_workers.close()
        if self._own:
            self._reference.close()

    def grade(
        self, line: RubricLine, target: Target, checker: Checker, *, dtype: str = GRADED.dtype
    ) -> Verdict:
        """Return the verdict on one line; whatever the student's code does, there is one.

        Args:
            line: The rubric's line.
            target: The reference's function that answers it.
            checker: What compares the two.
            dtype: The precision in which the student's code runs.
        """
        if self.is_late:
            return not_reached("had passed")
        module, workers = line.question_file.removesuffix(".py"), self._student_workers
        excuse = self._excuses.get(module)
        if excuse and (workers.has_failed(module) or workers.is_spent(module)):
            return undecided(excuse)
        self._kills.begin(module)
        checker = self.going_on(line, checker)
        verdict = self._judge(line, target, checker, dtype)
        if not self._kills.interrupted or verdict.state is State.PASSED:
            return verdict
        return self._judge_again(line, target, checker, dtype)

    def going_on(self, line: RubricLine, checker: Checker) -> Checker:
        """Return what grades a line: code that goes on from a slip of an earlier line is right."""
        return with_slips(checker, self._endings.slips(line)) if line.code else checker

    def keep(self, number: str, verdict: Verdict) -> None:
        """Note what has come of a line, for those that follow it."""
        self._endings.settle(number, verdict)

    def answered(self, number: str) -> Answered:
        """Return what is kept of a line beside its verdict."""
        return Answered() if self._kept is None else self._kept.of(number)

    def _judge_again(
        self, line: RubricLine, target: Target, checker: Checker, dtype: str
    ) -> Verdict:
        """Return the verdict on a line in which SIGKILL has ended a worker."""
        module, workers = line.question_file.removesuffix(".py"), self._student_workers
        evidence = self._kills.evidence()
        if not self.is_late:
            # Alone, so that nobody else takes memory. It may have been the import that was ended.
            workers.close()
            self._latex_workers.close()
            self._reference.close()
            workers.forgive(module)
            for document in self._submission.documents:
                self._latex_workers.forgive(document)
            self._kills.begin(module)
            verdict = self._judge(line, target, checker, dtype)
            evidence = evidence or self._kills.evidence()
            undisturbed = not self._kills.interrupted and not workers.is_spent(module)
            if undisturbed or evidence is None or verdict.state is State.PASSED:
                return verdict
        if evidence is None:
            return not_reached("passed before it could run once more")
        self._excuses[module] = evidence
        return undecided(evidence)

    def _judge(self, line: RubricLine, target: Target, checker: Checker, dtype: str) -> Verdict:
        setting = Setting(device=self._device, dtype=dtype)
        graded, verdict = self._best(line, target, checker, setting)
        answered = None if graded.student is None else graded.student.answered
        self._endings.note(line.number, verdict, answered, checker)
        if self._kept is not None:
            self._kept.keep(graded, verdict)
        # Out of our time is not out of the student's; nor is a reference then one that fails.
        late = verdict.state in _CUT_SHORT and self.is_late
        return not_reached("passed before its end") if late else verdict

    def _best(
        self, line: RubricLine, target: Target, checker: Checker, setting: Setting
    ) -> tuple[GradedLine, Verdict]:
        """Return the verdict on what answers a line; of several readings, on the best."""
        seed = worker_seed(self.seed_for(line.number))
        graded = GradedLine(line=line, checker=checker, seed=seed)
        try:
            with limited(self._comparison_seconds):
                question = self._reference.question(line, target)
                code = self._student(line, question, setting)
            graded = replace(graded, question=question, student=code)
            sides = self._writings.sides(
                line,
                question,
                code,
                seconds=line.seconds * self._pace,
                is_proof=lambda: self._is_proof(line, question),
            )
        except Unanswered as reason:
            return graded, reason.verdict
        except TookTooLong:
            return graded, self._took_too_long()
        judged = []
        for side in sides:
            judged.append(self._checked(replace(graded, student=side), side, question, setting))
            if judged[-1][1].state is State.PASSED:
                break
        return best_reading(judged, len(sides))

    def _is_proof(self, line: RubricLine, question: Question) -> bool:
        """Return whether the reference answers a question by a derivation."""
        if not question.symbols:
            return False
        seed = worker_seed(self.seed_for(line.number))
        answer = self._reference.calls(line, question, seed=seed).answer()
        return isinstance(answer, WireDerivation)

    def _checked(
        self, graded: GradedLine, side: Side, question: Question, setting: Setting
    ) -> tuple[GradedLine, Verdict]:
        """Return the verdict on one side, with what it was found from."""
        try:
            with limited(self._comparison_seconds):
                laid = self._line(graded.line, question, setting, side)
                graded = replace(graded, laid=laid)
                alone = check_alone(graded.checker, laid)
                graded = replace(graded, alone=alone)
                verdict = check_going_on(graded.checker, laid, alone)
        except Unanswered as reason:
            verdict = reason.verdict
        except TookTooLong:
            verdict = self._took_too_long()
        return graded, verdict

    def _took_too_long(self) -> Verdict:
        return pending(f"comparing took more than {self._comparison_seconds:g} s of computing")

    def renew(self, line: RubricLine) -> None:
        """End the worker that the line's file has; the next line of the file gets a new one."""
        self._student_workers.retire(line.question_file.removesuffix(".py"))

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed, so that nothing is begun any more."""
        return time.monotonic() >= self._deadline

    def printed(self) -> dict[str, str]:
        """Return the beginning of what each question file's code has printed."""
        files = self._submission.answered
        texts = {file: self._student_workers.printed(file.removesuffix(".py")) for file in files}
        return {file: text for file, text in texts.items() if text}

    def told(self, known: Collection[str], code: Collection[str]) -> list[str]:
        """Return what the student should know of answers in LaTeX; see `Writings.told`."""
        return [] if self.is_late else self._writings.told(known, code)

    @property
    def shadowed(self) -> tuple[str, ...]:
        """The submission's files that an installed module of the same name hides."""
        return self._student_workers.shadowed

    def seed_for(self, number: str) -> int:
        """Return the seed of a line: the same bytes handed in, the same seed."""
        if self._seed is not None:
            return self._seed
        message = self._digest + number.encode()
        return int.from_bytes(
            hmac.digest(self._reference.secret, message, hashlib.sha256)[:7], "big"
        )

    def _student(self, line: RubricLine, question: Question, setting: Setting) -> StudentCalls:
        return StudentCalls(
            self._student_workers,
            self._submission,
            line.question_file,
            question,
            others={other.function for other in self._reference.questions(line).values()},
            seconds=line.seconds * self._pace,
            seed=worker_seed(self.seed_for(line.number)),
            setting=setting,
            one_by_one=self._one_by_one,
        )

    def _line(self, line: RubricLine, question: Question, setting: Setting, student: Side) -> Line:
        seed = self.seed_for(line.number)
        followed = self._endings.followed(line, worker_seed(seed))
        reference = self._reference.calls(line, question, seed=worker_seed(seed))
        decisions = self._reference.decisions
        in_latex = isinstance(student, LatexCalls)
        return Line(question, student, reference, seed, setting, followed, decisions, in_latex)


def worker_seed(seed: int) -> int:
    """Return the seed of what code draws itself, the student's and the reference's alike.

    Code can read the seed of its generators, and the grader's draws follow from the line's: so this
    one follows from it, and does not lead back.
    """
    digest = hashlib.sha256(f"worker:{seed}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1  # torch takes 63 bits


def not_reached(how: str) -> Verdict:
    """Return the verdict on a line that the run's deadline left out; ``how`` says when."""
    return pending(f"the run's own deadline {how}", state=State.NOT_REACHED)
