"""The answers of a document in LaTeX, as values: what the reader understands of each, and says.

The reader is called ``guest.latex`` here. A worker that reads a document never loads any Python of
a submission, so that nobody can have changed the reader; and what one answer costs is limited as a
call of a student's function is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guest.latex.build import build, build_proof
from guest.latex.document import read_document
from guest.latex.proofs import Proof
from guest.latex.reader import read_answer
from guest.latex.setting import Reading, Setting
from guest.latex.term import Term
from guest.latex.tokens import Problem

from notation import NotationError

__all__ = ["LatexAnswers"]

_MAX_PROBLEM = 5_000


class LatexAnswers:
    """The answers in one document.

    Args:
        source: The document's bytes.
        companions: Those of the files beside it of which the macros are read, by their names.
    """

    def __init__(self, source: Any, companions: Mapping[str, Any]) -> None:
        self._document = read_document(
            bytes(source), {name: bytes(content) for name, content in companions.items()}
        )

    @property
    def numbers(self) -> dict[str, None]:
        """The numbers of the lines that are answered, as the functions of a file are listed."""
        answers = self._document.answers
        return dict.fromkeys(number for number, answer in answers.items() if answer.says_something)

    def told(self) -> dict[str, list[list[Any]]]:
        """Return where answers begin, and what is wrong: what, in which line, which numbers."""
        return {
            "answers": [[n, answer.line] for n, answer in self._document.answers.items()],
            "problems": [[t.message, t.line, list(t.numbers)] for t in self._document.problems],
        }

    def answer(self, setting: Mapping[str, Any], symbols: Mapping[str, Any]) -> dict[str, Any]:
        """Return how an answer is understood, or why it cannot be read.

        Args:
            setting: The question, as `Setting.to_data` gives it.
            symbols: Its symbols, as a student's function gets them.
        """
        asked = Setting.from_data(setting)
        try:
            understood = read_answer(self._document, asked.number, asked)
        except Problem as problem:
            return {"problem": problem.located(self._document.text)[:_MAX_PROBLEM]}
        readings, problems = [], []
        for reading in understood.readings:
            try:
                readings.append([_value(reading, symbols), reading.how])
            except NotationError as error:
                problems.append(str(error))
        if not readings:
            return {"problem": problems[0][:_MAX_PROBLEM]}
        return {
            "readings": readings,
            "remarks": list(understood.remarks),
            "written": _written(understood.readings[0].value),
        }


def _value(reading: Reading, symbols: Mapping[str, Any]) -> Any:
    value = reading.value
    if isinstance(value, Proof):
        return build_proof(value, symbols)
    return build(value, symbols) if isinstance(value, Term) else value


def _written(value: Any) -> list[list[str]]:
    """Return the sides of a derivation, and of what may be its lemmas, as they are written."""
    if not isinstance(value, Proof):
        return []
    proofs = (value, *value.others)
    return [[proof.written, *(step.written for step in proof.steps)] for proof in proofs]
