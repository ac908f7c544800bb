"""Where answers to the lines of one assignment are graded: made once, for all of them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from autograder.checkers.common.line import Checker
from autograder.checkers.common.ref import Target
from autograder.checkers.common.setting import GRADED
from autograder.course import Assignment, Course
from autograder.grading.documents import LatexDocument
from autograder.grading.imports import Imports
from autograder.grading.loading import Loading
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.rubric import Rubric, RubricError, RubricLine, read_rubric
from autograder.grading.rubric_modules import RubricPackage
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.grading.workers import CodeWorkers
from autograder.handed_in import refuse_several
from autograder.run import Grader
from autograder.sandbox.limits import Layers, Limits
from autograder.sandbox.sharing import shared_zygote
from autograder.sandbox.zygote import Zygote, ZygoteError
from autograder.verdict import State, Verdict, pending

from .places import told

__all__ = ["Workbench"]


class Workbench:
    """Grades answers to single lines. Use it as a context manager.

    What is graded is the course's own, so that its workers need no user of their own; and, unless
    told otherwise, it is graded with one seed for each line and one worker of the reference, whose
    replies are remembered.

    Args:
        assignment: Whose lines.
        zygote: Where workers come from; what else uses it goes on using it.
        shared: Whether answers share what they can. Else each is graded as a student's.

    Raises:
        RubricError: The rubric cannot be read.
        SubmissionError: There is no reference.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote, *, shared: bool = True) -> None:
        self.assignment = assignment
        self.rubric: Rubric = read_rubric(assignment.rubric)
        self.reference = Reference.read(assignment.reference)
        self._zygote = zygote
        self._shared = shared
        self._package = RubricPackage(assignment.rubric)
        self._checks: dict[str, tuple[Target, Checker] | None] = {}
        self._documents: dict[str, LatexDocument] = {}
        self._open = ExitStack()

    def __enter__(self) -> Workbench:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    @cached_property
    def _layers(self) -> Layers:
        offer = self._zygote.offer
        return Layers(landlock=offer.landlock > 0, seccomp=offer.seccomp)

    @cached_property
    def has_latex(self) -> bool:
        """Whether some variant of the assignment is written in LaTeX."""
        return any(self.assignment.variants.glob("*/*.tex"))

    @cached_property
    def _readers(self) -> CodeWorkers:
        """What reads all documents in LaTeX, one after the other: a worker costs more than that."""

        def body(name: str) -> dict[str, Any]:
            document = self._documents[name]
            return {"source": document.source, "companions": dict(document.companions)}

        workers = CodeWorkers(
            self._zygote,
            lambda _: Imports({}),
            Limits(),
            self._layers,
            shared=True,
            file_seconds=math.inf,
            loading=Loading("load_latex", body, "what is in `{}`"),
        )
        self._open.callback(workers.close)
        return workers

    @cached_property
    def running(self) -> RunningReference:
        """The reference in a worker."""
        reference = RunningReference(
            self._zygote, self.reference, layers=self._layers, remember=self._shared
        )
        return self._open.enter_context(reference)

    def line(self, number: str) -> RubricLine:
        """Return a line.

        Raises:
            StopIteration: There is none of that number.
        """
        return next(line for line in self.rubric.lines if line.number == number)

    def check(self, line: RubricLine) -> tuple[Target, Checker] | None:
        """Return what the test of a line passes to `grade`; None if it does without.

        Raises:
            RubricError: The rubric's module, or the test, raises.
        """
        if line.number not in self._checks:
            self._checks[line.number] = self._package.check(line)
        return self._checks[line.number]

    def module(self, line: RubricLine) -> ModuleType | None:
        """Return the module of the rubric that a line stands in, or None if it cannot be had."""
        try:
            return self._package.load(line.module)
        except RubricError:
            return None

    def test(self, line: RubricLine) -> Any:
        """Return the test of a line.

        Raises:
            RubricError: Its module cannot be imported.
        """
        return getattr(self._package.load(line.module), line.test)

    def grade(
        self,
        line: RubricLine,
        answer: bytes | LatexDocument,
        *,
        defines: frozenset[str] = frozenset(),
        dtypes: Sequence[str] = (GRADED.dtype,),
        checker: Checker | None = None,
        seed: int | None = None,
    ) -> Generator[Verdict, None, None]:
        """Yield the verdicts on a line of the reference with another answer, in each precision.

        Args:
            line: The line.
            answer: Source that is added to the line's question file; or a document, which stands in
                the place of that file.
            defines: The functions in it, or the lines that a document answers; lines that this one
                follows are graded before it where they are answered by one of them.
            dtypes: The precisions in which its code runs, one after the other.
            checker: What grades it instead of the rubric's.
            seed: Another one than the line's.
        """
        target, its_own = self._required(line)
        submission = self._submission(line, answer)
        with self._session(submission, line.number, seed) as session:
            for earlier in self._followed(line):
                other = self._required(earlier)
                if not defines.isdisjoint({other[0].name, earlier.number}):
                    session.grade(earlier, *other)
            for dtype in dtypes:
                yield self._verdict(session, line, target, checker or its_own, dtype)

    def verdict(self, session: Session, line: RubricLine) -> Verdict | None:
        """Return the verdict on a line in a session; None where no checker grades it.

        Raises:
            RubricError: What grades it cannot be had.
        """
        check = self.check(line)
        return None if check is None else self._verdict(session, line, *check, GRADED.dtype)

    def grade_whole(self, folder: Path, out: Path) -> str:
        """Grade a whole submission as `autograder grade` does; return the grader's fault, if any.

        It shares nothing with other answers but the process that workers come from.

        Args:
            folder: The submission.
            out: Where ``results.json`` is written.

        Raises:
            SubmissionError: It cannot be read, or is not one.
        """
        refuse_several(folder, self.rubric, self.assignment)
        course = Course(self.assignment.course)
        with shared_zygote(lambda: self._zygote), Grader(course) as grader:
            return grader.grade(folder, self.rubric, out=out, progress=lambda _: None).fault

    def session(
        self, sources: Mapping[str, bytes], number: str = "", seed: int | None = None
    ) -> Session:
        """Return a session for a submission.

        Args:
            sources: The submission.
            number: The line that is graded, whose seed it has if answers share one.
            seed: Another one.
        """
        return self._session(Submission(sources), number, seed)

    def _session(self, submission: Submission, number: str, seed: int | None) -> Session:
        if seed is None and self._shared and number:
            seed = self._seed(number)
        return Session(
            self._zygote,
            self.running if self._shared else self.reference,
            submission,
            layers=self._layers,
            seed=seed,
            latex_workers=self._readers if self._shared and submission.documents else None,
        )

    def _submission(self, line: RubricLine, answer: bytes | LatexDocument) -> Submission:
        """Return the reference with another answer to a line."""
        if isinstance(answer, bytes):
            return Submission(self.sources_with(line, answer))
        # What stands in Python would count.
        sources = {
            path: source
            for path, source in self.reference.sources.items()
            if path != line.question_file
        }
        # The worker that reads it takes a name for one document.
        name = hashlib.sha256(answer.source).hexdigest()
        self._documents[name] = answer
        return Submission(sources, documents={name: answer})

    def sources_with(self, line: RubricLine, answer: bytes) -> Mapping[str, bytes]:
        """Return the reference, with something added to a line's question file."""
        sources = dict(self.reference.sources)
        sources[line.question_file] += b"\n\n" + answer
        return sources

    def _verdict(
        self, session: Session, line: RubricLine, target: Target, checker: Checker, dtype: str
    ) -> Verdict:
        try:
            return session.grade(line, target, checker, dtype=dtype)
        except ZygoteError:
            raise
        except Exception as error:  # of a checker: the course's own, or one that was told nonsense
            return pending(told(error, self.assignment.rubric), state=State.GRADER_ERROR)

    def _required(self, line: RubricLine) -> tuple[Target, Checker]:
        check = self.check(line)
        assert check is not None, f"{line.number} is not graded by a checker"
        return check

    def _followed(self, line: RubricLine) -> list[RubricLine]:
        """Return the lines whose answers a line goes on from, and before each its own."""
        earlier: list[RubricLine] = []
        for number in line.follows:
            other = self.line(number)
            earlier += [*self._followed(other), other]
        return list(dict.fromkeys(earlier))

    def _seed(self, number: str) -> int:
        digest = hashlib.sha256(f"{self.assignment.name}/{number}".encode()).digest()
        return int.from_bytes(digest[:7], "big")
