"""A grading run: one submission, the reference and the checkers, joined line by line."""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..checkers.line import Checker, Line, Question, Unanswered
from ..checkers.setting import GRADED, Setting
from ..checkers.target import Target
from ..expression.decide import Definition
from ..expression.domain import parse_domain
from ..expression.tree import from_wire
from ..sandbox.limits import Layers, Limits
from ..sandbox.worker import Answer
from ..sandbox.zygote import WorkerSource, Zygote
from ..verdict import State, Verdict, pending
from .patience import TookTooLong, limited
from .rubric import RubricLine
from .sides import ReferenceSide, StudentSide
from .submission import Submission, read_submission
from .workers import FILE_SECONDS, LOAD_SECONDS, CodeWorkers

__all__ = [
    "COMPARISON_SECONDS",
    "SECRET",
    "Reference",
    "Session",
    "not_reached",
    "read_question",
    "worker_seed",
]

#: CPU seconds for the grader's own work on a line; what is not decided by then is left to a person.
COMPARISON_SECONDS = 20.0
#: The file of a reference that the seeds come from.
SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference of an assignment: its sources, and the secret that seeds come from."""

    sources: Mapping[str, bytes]
    secret: bytes

    @classmethod
    def read(cls, folder: Path) -> Reference:
        """Read ``reference/<assignment>``.

        Raises:
            SubmissionError: There is no such folder.
        """
        secret = folder / SECRET
        return cls(read_submission(folder).sources, secret.read_bytes() if secret.exists() else b"")


class Session:
    """Grades lines of one submission. Use it as a context manager.

    Args:
        zygote: Where workers come from.
        reference: The right answers.
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
    """

    def __init__(
        self,
        zygote: Zygote,
        reference: Reference,
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
    ) -> None:
        limits = limits or Limits()
        self._device = device
        self._comparison_seconds = comparison_seconds
        self._pace = pace
        self._reference = reference
        self._submission = submission
        self._seed = seed
        self._deadline = deadline
        self._student_workers = CodeWorkers(
            spawner or zygote,
            submission.sources,
            limits,
            layers,
            file_seconds=file_seconds,
            deadline=deadline,
            pace=pace,
            device=device,
        )
        self._reference_workers = CodeWorkers(
            zygote, reference.sources, limits, layers, shared=True, deadline=deadline
        )
        self._questions: dict[str, dict[str, Question]] = {}

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        self._student_workers.close()
        self._reference_workers.close()

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
        try:
            with limited(self._comparison_seconds):
                question = self._question(line, target)
                setting = Setting(device=self._device, dtype=dtype)
                verdict = checker.check(self._line(line, question, setting))
        except Unanswered as reason:
            verdict = reason.verdict
        except TookTooLong:
            return pending(f"comparing took more than {self._comparison_seconds:g} s of computing")
        # Out of our time is not out of the student's.
        late = verdict.state is State.TIMED_OUT and self.is_late
        return not_reached("passed before its end") if late else verdict

    def renew(self, line: RubricLine) -> None:
        """End the worker that the line's file has; the next line of the file gets a new one."""
        self._student_workers.retire(line.question_file.removesuffix(".py"))

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed, so that nothing is begun any more."""
        return time.monotonic() >= self._deadline

    def printed(self) -> dict[str, str]:
        """Return the beginning of what each question file's code has printed."""
        files = [path for path in self._submission.sources if "/" not in path]
        texts = {path: self._student_workers.printed(path.removesuffix(".py")) for path in files}
        return {path: text for path, text in texts.items() if text}

    @property
    def shadowed(self) -> tuple[str, ...]:
        """The submission's files that an installed module of the same name hides."""
        return tuple(self._student_workers.shadowed)

    def seed_for(self, number: str) -> int:
        """Return the seed of a line: the same bytes handed in, the same seed."""
        if self._seed is not None:
            return self._seed
        message = self._submission.digest + number.encode()
        return int.from_bytes(
            hmac.digest(self._reference.secret, message, hashlib.sha256)[:7], "big"
        )

    def _line(self, line: RubricLine, question: Question, setting: Setting) -> Line:
        seed = self.seed_for(line.number)
        file = line.question_file
        module = file.removesuffix(".py")
        student = StudentSide(
            self._student_workers,
            self._submission,
            file,
            question,
            others={other.function for other in self._questions[module].values()},
            seconds=line.seconds * self._pace,
            seed=worker_seed(seed),
            setting=setting,
        )
        reference = ReferenceSide(
            self._reference_workers,
            module,
            question,
            seconds=line.seconds,
            seed=worker_seed(seed),
        )
        return Line(question, student, reference, seed, setting)

    def _question(self, line: RubricLine, target: Target) -> Question:
        module = line.question_file.removesuffix(".py")
        if module not in self._questions:
            self._questions[module] = self._describe(module)
        question = self._questions[module].get(line.number)
        if question is None or question.function != target.name:
            declared = "nothing" if question is None else f"ref.{question.function}"
            raise Unanswered(
                pending(
                    f"the rubric grades {line.number} by ref.{target.name}, but {module}.py of "
                    f"the reference declares {declared} for it",
                    state=State.GRADER_ERROR,
                )
            )
        return question

    def _describe(self, module: str) -> dict[str, Question]:
        workers = self._reference_workers
        loaded = workers.load(module)
        reply: Any = loaded
        if isinstance(loaded, Mapping):
            reply = workers.request(
                module, "describe", {"module": module}, cpu_seconds=LOAD_SECONDS
            )
        if not isinstance(reply, Answer):
            text = f"the reference's {module}.py cannot be read: {reply}"
            raise Unanswered(pending(text, state=State.GRADER_ERROR))
        questions = [read_question(item) for item in reply.value]
        return {question.id: question for question in questions}


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


def read_question(item: Mapping[str, Any]) -> Question:
    """Read what a worker says of a question of the reference's."""
    stated = [(name, index, from_wire(body.rows)) for name, index, body in item["definitions"]]
    return Question(
        item["id"],
        item["function"],
        {name: parse_domain(text) for name, text in item["symbols"]},
        tuple(Definition(name, index, body) for name, index, body in stated if index),
        {name: body for name, index, body in stated if not index},
        tuple(from_wire(condition.rows) for condition in item["conditions"]),
    )
