"""The reference of an assignment: its sources, and its code as it runs in a worker."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from autograder.checkers.common.line import Question, Unanswered
from autograder.checkers.common.ref import Target
from autograder.expression.decide import Definition
from autograder.expression.derivation.decisions import Decisions
from autograder.expression.domain import Domain, parse_domain
from autograder.expression.tree import from_wire
from autograder.latex.defaults import written
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.memory import Memory
from autograder.sandbox.worker_replies import Answer
from autograder.sandbox.zygote import WorkerSource
from autograder.verdict import State, pending

from .imports import Imports
from .reference_calls import ReferenceCalls
from .replies import Replies
from .rubric import RubricLine
from .submission import read_submission
from .workers import LOAD_SECONDS, CodeWorkers

__all__ = ["SECRET", "Reference", "RunningReference", "missing_secret", "read_question"]

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


def missing_secret(folder: Path) -> str:
    """Return how a reference comes by its secret, where it has none; else an empty text."""
    secret = folder / SECRET
    if secret.is_file() and secret.read_bytes().strip():
        return ""
    return (
        "It is not kept in git by default: copy it from where the assignment was made, or, before "
        f"the first submission, make one: openssl rand -hex 32 > {secret}"
    )


class RunningReference:
    """The reference's code in a worker, for one session or for many in a row.

    What it says of its questions is asked once, and what it answers without inputs. Use it as a
    context manager.

    Args:
        source: Where its worker comes from.
        reference: What runs.
        layers: What confines the worker.
        limits: What it may use.
        deadline: `time.monotonic` at which every request has ended.
        memory: What the kernel says about memory; by default, on this machine.
        remember: Keep its replies, and what was decided of steps, for many submissions that are
            graded with one seed. Where each has a seed of its own, nothing is asked twice.

    Attributes:
        decisions: What was decided of steps: since the beginning if that is remembered, else for
            the submission at hand.
        secret: What seeds come from.
        workers: Where its code runs.
    """

    def __init__(
        self,
        source: WorkerSource,
        reference: Reference,
        *,
        layers: Layers,
        limits: Limits | None = None,
        deadline: float = math.inf,
        memory: Memory | None = None,
        remember: bool = False,
    ) -> None:
        self.secret = reference.secret
        imports = Imports(reference.sources)
        self.workers = CodeWorkers(
            source,
            lambda _: imports,
            limits or Limits(),
            layers,
            shared=True,
            # It takes time from nobody, and what many submissions ask for together is no waste.
            file_seconds=math.inf,
            deadline=deadline,
            memory=memory,
        )
        self._questions: dict[str, dict[str, Question]] = {}
        self._answers: dict[tuple[str, str], Any] = {}
        self._replies = Replies() if remember else None
        self._remember = remember
        self.decisions = Decisions()

    def __enter__(self) -> RunningReference:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; the next request gets a new one."""
        self.workers.close()

    @contextmanager
    def lent(self, deadline: float) -> Iterator[RunningReference]:
        """Yield this for one of many submissions.

        Args:
            deadline: As for the class.
        """
        self.workers.again(deadline)
        if not self._remember:  # an answer is judged several times, another one by another seed
            self.decisions = Decisions()
        try:
            yield self
        except BaseException:
            self.close()  # half a conversation would spoil the next
            raise

    def calls(self, line: RubricLine, question: Question, *, seed: int) -> ReferenceCalls:
        """Return what answers a line's question; ``seed`` is for what its code draws itself."""
        module = line.question_file.removesuffix(".py")
        return ReferenceCalls(
            self.workers,
            module,
            question,
            seconds=line.seconds,
            seed=seed,
            replies=self._replies,
            answers=self._answers,
        )

    def questions(self, line: RubricLine) -> Mapping[str, Question]:
        """Return the questions that the line's file declares, by their numbers.

        Raises:
            Unanswered: The reference's file cannot be read.
        """
        module = line.question_file.removesuffix(".py")
        if module not in self._questions:
            self._questions[module] = self._describe(module)
        return self._questions[module]

    def question(self, line: RubricLine, target: Target) -> Question:
        """Return the question of a line that the rubric grades by a function of the reference.

        Raises:
            Unanswered: The reference declares another one for it, or none.
        """
        question = self.questions(line).get(line.number)
        if question is None or question.function != target.name:
            declared = "nothing" if question is None else f"ref.{question.function}"
            raise Unanswered(
                pending(
                    f"the rubric grades {line.number} by ref.{target.name}, but "
                    f"{line.question_file} of the reference declares {declared} for it",
                    state=State.GRADER_ERROR,
                )
            )
        return question

    def _describe(self, module: str) -> dict[str, Question]:
        loaded = self.workers.load(module)
        reply: Any = loaded
        if isinstance(loaded, Mapping):
            reply = self.workers.request(
                module, "describe", {"module": module}, cpu_seconds=LOAD_SECONDS
            )
        if not isinstance(reply, Answer):
            text = f"the reference's {module}.py cannot be read: {reply}"
            raise Unanswered(pending(text, state=State.GRADER_ERROR))
        questions = [read_question(item) for item in reply.value]
        return {
            question.id: replace(question, siblings=_siblings(question, questions))
            for question in questions
        }


def _siblings(question: Question, questions: Sequence[Question]) -> Mapping[str, Domain]:
    """Return the symbols of the other questions of a file, the nearest number's first."""

    def nearness(other: Question) -> int:
        pairs = zip(question.id.split("."), other.id.split("."), strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    symbols: dict[str, Domain] = {}
    for other in sorted(questions, key=nearness):
        symbols.update(other.symbols)
    return {name: domain for name, domain in symbols.items() if name not in question.symbols}


def read_question(item: Mapping[str, Any]) -> Question:
    """Read what a worker says of a question of the reference's."""
    stated = [(name, index, from_wire(body.rows)) for name, index, body in item["definitions"]]
    tex = written(dict(item["symbols"]), item["tex"]) if item["symbols"] else item["tex"]
    usual = {name: texts[0] for name, texts in tex.items()}
    ranges = [
        (index, usual.get(first, first), usual.get(last, last))
        for index, first, last in item["ranges"]
    ]
    return Question(
        item["id"],
        item["function"],
        {name: parse_domain(text) for name, text in item["symbols"]},
        tuple(Definition(name, index, body) for name, index, body in stated if index),
        {name: body for name, index, body in stated if not index},
        tuple(from_wire(condition.rows) for condition in item["conditions"]),
        tex=tex,
        names=tuple(item["names"]),
        ranges=tuple(ranges),
        asks=item["asks"],
    )
