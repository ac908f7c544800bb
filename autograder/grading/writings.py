r"""An answer may stand in Python and in LaTeX: finds the one that counts, and says what differs.

The Python of the question file counts where it gives an answer. Where it is missing, cannot be
imported, is as it was handed out or fails, what stands in LaTeX does.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from autograder.checkers.common.line import Question, Unanswered, names
from autograder.checkers.symbolic.reading import as_node
from autograder.expression.decide import Different, Equality, Malformed, compare
from autograder.expression.premises import Premises
from autograder.expression.tree import TreeError
from autograder.quoting import one_line
from autograder.sandbox.worker_replies import Answer, Raised, Stopped
from autograder.verdict import lost

from .cpu_limit import TookTooLong, limited
from .failures import latex_failure
from .latex_calls import LatexCalls, read_in_latex
from .loading import Loading
from .plain_values import plain_value
from .reading import shown
from .rubric import RubricLine
from .student_calls import StudentCalls
from .submission import Submission
from .workers import LOAD_SECONDS, CodeWorkers

__all__ = ["Side", "Writings", "reading_document"]

#: What answers a line: a function of a question file, or one reading of an answer in LaTeX.
Side = StudentCalls | LatexCalls

# What is said of a file whose lines nobody has begun to answer in Python.
_NOT_BEGUN = frozenset({"missing file", "missing function", "unanswered"})
# CPU seconds for telling whether two answers are the same.
_SECONDS = 2.0
_MOST_NAMED = 10
_MOST_TOLD = 20
_MAX_NUMBER = 60


def reading_document(submission: Submission) -> Loading:
    """Return how a worker gets a document of a submission: nothing is imported."""

    def body(name: str) -> dict[str, Any]:
        document = submission.documents[name]
        return {"source": document.source, "companions": dict(document.companions)}

    return Loading("load_latex", body, "what is in `{}`")


class Writings:
    """What answers the lines of one submission.

    Args:
        submission: What was handed in.
        workers: Where its documents are read.
    """

    def __init__(self, submission: Submission, workers: CodeWorkers) -> None:
        self._submission = submission
        self._workers = workers
        self._differing: dict[tuple[str, str, str], list[str]] = {}

    def sides(
        self,
        line: RubricLine,
        question: Question,
        code: StudentCalls,
        *,
        seconds: float,
        is_proof: Callable[[], bool],
    ) -> tuple[Side, ...]:
        """Return what answers a line: where it can be read in several ways, each of them.

        Args:
            line: The line.
            question: Its question.
            code: The function that answers it in Python.
            seconds: CPU seconds for reading an answer.
            is_proof: Tells whether it is answered by a derivation.
        """
        if line.code or not self._submission.documents:
            return (code,)
        document = self._document_of(line)
        if document is None:
            return self._unwritten(line, code)
        given = _given(code, question)
        path = self._submission.documents[document].path
        loaded = self._workers.load(document)
        if isinstance(loaded, (Raised, Stopped)):
            if not isinstance(given, Unanswered):
                return (code,)
            return (LatexCalls(path, latex_failure("", path, loaded)),)
        if isinstance(given, Unanswered) and given.verdict.state.ours:
            return (code,)
        readings = read_in_latex(
            self._workers, document, path, question, seconds=seconds, is_proof=is_proof()
        )
        if isinstance(given, Unanswered):
            if _NOT_BEGUN.isdisjoint(given.verdict.notes):
                self._note("fails", line, path)
            return readings
        self._compare(line, question, given, readings)
        return (code,)

    def _document_of(self, line: RubricLine) -> str | None:
        """Return the document that answers a line, that of its question file before the other."""
        own = f"{line.question_file.removesuffix('.py')}.tex"
        for name in sorted(self._submission.documents, key=lambda name: name != own):
            loaded = self._workers.load(name)
            if isinstance(loaded, (Raised, Stopped)) or line.number in loaded:
                return name
        return None

    def _unwritten(self, line: RubricLine, code: StudentCalls) -> tuple[Side, ...]:
        """Return what stands for a line that no document answers."""
        file = line.question_file
        if file in self._submission.answered or file in self._submission.doubtful:
            return (code,)
        paths = [document.path for document in self._submission.documents.values()]
        text = f"There is no answer to {line.number} in {names([shown(path) for path in paths])}."
        if all(document.is_blank for document in self._submission.documents.values()):
            text += rf" It stands between `\begin{{answer}}{{{line.number}}}` and `\end{{answer}}`."
        return (LatexCalls(paths[0], lost(text, notes=("unanswered",))),)

    # ---------------------------------------------------------------------- both writings

    def _compare(
        self, line: RubricLine, question: Question, given: Any, readings: tuple[LatexCalls, ...]
    ) -> None:
        """Note whether what stands in Python says something else than what stands in LaTeX."""
        values = []
        for reading in readings:
            with suppress(Unanswered):
                values.append(reading.value)
        same = [_are_same(given, value, question) for value in values]
        if True not in same:
            differs = bool(same) and None not in same
            self._note("differ" if differs else "both", line, readings[0].path)

    def _note(self, what: str, line: RubricLine, path: str) -> None:
        numbers = self._differing.setdefault((what, line.question_file, path), [])
        if line.number not in numbers:
            numbers.append(line.number)

    def told(self, known: Collection[str], code: Collection[str]) -> list[str]:
        """Return what the student should know of the documents, and of what is written twice.

        Args:
            known: The numbers of all questions.
            code: Those that are answered by code.
        """
        texts = []
        for (what, file, path), numbers in self._differing.items():
            several = ", ".join(numbers[:_MOST_NAMED]) + ", …" * (len(numbers) > _MOST_NAMED)
            is_are = "is" if len(numbers) == 1 else "are"
            both = f"{several} {is_are} answered both in `{file}` and in `{shown(path)}`"
            texts.append(
                {
                    "differ": f"{both}, and differently: what is in `{file}` counts.",
                    "both": f"{both}: what is in `{file}` counts.",
                    "fails": f"{several}: `{file}` gives no answer, so what is in "
                    f"`{shown(path)}` is graded.",
                }[what]
            )
        texts += self._told_of_two()
        for name in self._submission.documents:
            texts += islice(self._told_of(name, known, code), _MOST_TOLD)
        return texts

    def _told_of_two(self) -> Iterator[str]:
        """Yield which lines two documents answer, and which one counts."""
        answering: dict[tuple[str, ...], list[str]] = {}
        loaded = {name: self._workers.load(name) for name in self._submission.documents}
        numbers = {
            name: set(found)
            for name, found in loaded.items()
            if not isinstance(found, (Raised, Stopped))
        }
        for number in sorted(set[str]().union(*numbers.values())):
            there = tuple(sorted(name for name in numbers if number in numbers[name]))
            if len(there) > 1:
                answering.setdefault(there, []).append(one_line(number[:_MAX_NUMBER]))
        for there, twice in answering.items():
            paths = names([shown(self._submission.documents[name].path) for name in there])
            several = ", ".join(twice[:_MOST_NAMED]) + ", …" * (len(twice) > _MOST_NAMED)
            is_are = "is" if len(twice) == 1 else "are"
            yield (
                f"{several} {is_are} answered in {paths}: the document of the question file counts "
                "before that of the assignment."
            )

    def _told_of(self, name: str, known: Collection[str], code: Collection[str]) -> Iterator[str]:
        """Yield what is wrong with a document as a whole."""
        path = shown(self._submission.documents[name].path)
        if isinstance(self._workers.load(name), (Raised, Stopped)):
            return  # which its lines say
        reply = self._workers.request(name, "told_latex", {}, cpu_seconds=LOAD_SECONDS)
        value = reply.value if isinstance(reply, Answer) else None
        if not isinstance(value, dict):
            return
        for message, line, _ in _rows(value.get("problems"), str, int, list):
            where = f", line {line}" if line > 0 else ""
            yield f"`{path}`{where}: {one_line(message)}"
        for number, line in _rows(value.get("answers"), str, int):
            title = one_line(number[:_MAX_NUMBER])
            if number in code:
                yield (
                    f"`{path}`, line {line}: {title} is answered by code, in a Python file; what "
                    "stands here is not graded."
                )
            elif number not in known:
                near = difflib.get_close_matches(number[:_MAX_NUMBER], known, 1, 0.6)
                hint = f" Is it {near[0]}?" if near else ""
                yield f"`{path}`, line {line}: there is no question {title}.{hint}"


def _given(code: StudentCalls, question: Question) -> Any:
    """Return what a function gives, or why it gives nothing."""
    try:
        return code.answer() if question.symbols else code.call()
    except Unanswered as reason:
        return reason


def _are_same(given: Any, written: Any, question: Question) -> bool | None:
    """Return whether two answers say the same; None where that is not known."""
    if not question.symbols:
        return bool(_plain(given) == _plain(written))
    premises = Premises(
        question.symbols, question.definitions, question.conditions, question.substitutions, 0
    )
    with suppress(TookTooLong, TreeError, TypeError), limited(_SECONDS):
        first, second = as_node(given), as_node(written)
        outcome = compare(first, second, premises)
        if isinstance(outcome, (Different, Equality, Malformed)):
            return isinstance(outcome, Equality)
    return None


def _plain(value: Any) -> Any:
    """Return data in one form; one number is the same as a list of it."""
    plain = plain_value(value)
    if isinstance(plain, list) and plain[:1] == ["numbers"]:
        return [side for side in plain[1] if side != 1], plain[2]
    return plain


def _rows(value: Any, *kinds: type) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a reply whose items are of some kinds, others are left out."""
    for row in value if isinstance(value, list) else []:
        if isinstance(row, list) and [type(item) for item in row] == list(kinds):
            yield tuple(row)
