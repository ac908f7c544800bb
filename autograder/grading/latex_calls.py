r"""An answer in LaTeX as a side of a line: read by a worker that no code of a submission enters.

An answer that can be read in several ways is that many sides, of which one that is right counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from autograder.checkers.common.line import Question, Unanswered
from autograder.latex.proofs import OWN_NAME
from autograder.quoting import one_line, quoted
from autograder.sandbox.values import Symbol, WireDerivation
from autograder.sandbox.worker_replies import Answer
from autograder.verdict import Verdict, lost

from .failures import latex_failure
from .latex_settings import setting_of
from .reading import shown
from .workers import CodeWorkers

__all__ = ["MOST_READINGS", "LatexCalls", "read_in_latex"]

#: So many ways to read one answer are graded; more are refused.
MOST_READINGS = 4

_MOST_REMARKS = 20
_MOST_SIDES = 100
_MOST_PROOFS = 20
_UNREADABLE = "The reply of what reads your LaTeX could not be read."


class LatexCalls:
    """One way to read an answer in LaTeX.

    Args:
        path: The document that it stands in.
        given: What it says; or the verdict on an answer that says nothing.
        how: What distinguishes this way from the others; empty where it is the only one.
        remarks: What the author should know of how it was read.
        written: The sides of a derivation as they are written, and after them those of its lemmas.

    Attributes:
        answered: What it says, once a checker has asked for an expression.
        returned: What it says, once a checker has asked for data.
    """

    def __init__(
        self,
        path: str,
        given: Any,
        *,
        how: str = "",
        remarks: tuple[str, ...] = (),
        written: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self.path = path
        self._given = given
        self.how = how
        self._written = written
        self.remarks = remarks
        self.answered: Any = None
        self.returned: Any = None

    @property
    def value(self) -> Any:
        """What the answer says.

        Raises:
            Unanswered: It says nothing that can be graded.
        """
        if isinstance(self._given, Verdict):
            raise Unanswered(self._given)
        return self._given

    def answer(self, function: str = "") -> Any:
        """Return the expression, or a derivation whose reasons are prose."""
        if function:
            self._refuse()
        value = self.value
        if isinstance(value, WireDerivation):
            value = _in_prose(value, self._written)
        self.answered = value
        return self.answered

    def call(self, *arguments: Any, **options: Any) -> Any:
        """Return the data."""
        if arguments or options:
            self._refuse()
        self.returned = self.value
        return self.returned

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise Unanswered(lost("This is answered by code, in a Python file.", notes=("unreadable",)))

    # What code alone can do.
    trial = measure = call_within = timed = send = construct = casts = widened = renew = _refuse


def read_in_latex(
    workers: CodeWorkers,
    document: str,
    path: str,
    question: Question,
    *,
    seconds: float,
    is_proof: bool = False,
) -> tuple[LatexCalls, ...]:
    """Return the ways to read an answer that stands in a document.

    Args:
        workers: Where it is read; the document is loaded.
        document: The document, as the workers call it.
        path: The path at which it was handed in.
        question: The question.
        seconds: CPU seconds for reading it.
        is_proof: Whether it is answered by a derivation.
    """
    symbols = {name: Symbol(name, str(domain)) for name, domain in question.symbols.items()}
    setting = setting_of(question, is_proof=is_proof)
    body = {"setting": setting.to_data(), "symbols": symbols}
    reply = workers.request(document, "read_latex", body, cpu_seconds=seconds)
    if not isinstance(reply, Answer):
        return (LatexCalls(path, latex_failure(question.id, path, reply)),)
    value = reply.value
    if isinstance(value, dict) and isinstance(value.get("problem"), str):
        text = f"Your answer to {question.id} in `{shown(path)}` cannot be read:"
        verdict = lost(f"{text}\n{quoted(value['problem'])}", notes=("unreadable",))
        return (LatexCalls(path, verdict),)
    readings = _readings(value)
    if not readings or (len(readings) > 1 and not question.symbols):
        return (LatexCalls(path, lost(_UNREADABLE, notes=("unreadable",))),)
    remarks = _texts(value.get("remarks"))
    written = _sides(value.get("written"))
    return tuple(
        LatexCalls(path, given, how=how, remarks=remarks, written=written)
        for given, how in readings
    )


def _readings(value: Any) -> list[tuple[Any, str]]:
    """Return each reading with what distinguishes it; none where there are none, or too many."""
    readings = value.get("readings") if isinstance(value, dict) else None
    if not isinstance(readings, list) or not 1 <= len(readings) <= MOST_READINGS:
        return []
    found = []
    for reading in readings:
        if not (isinstance(reading, list) and len(reading) == 2 and isinstance(reading[1], str)):
            return []
        found.append((reading[0], one_line(reading[1])))
    return found


def _texts(value: Any, most: int = _MOST_REMARKS) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else []
    return tuple(one_line(text) for text in texts[:most] if isinstance(text, str))


def _sides(value: Any) -> tuple[tuple[str, ...], ...]:
    proofs = value if isinstance(value, list) else []
    return tuple(_texts(proof, _MOST_SIDES) for proof in proofs[:_MOST_PROOFS])


def _in_prose(value: WireDerivation, written: Sequence[tuple[str, ...]]) -> WireDerivation:
    """Return a derivation whose reasons are prose, as it is written."""
    is_named = bool(value.steps) and getattr(value.start, "reason", "") == OWN_NAME
    lemmas = tuple(
        _in_prose(lemma, written[number : number + 1])
        for number, lemma in enumerate(value.lemmas, 1)
    )
    own = written[0] if written else ()
    return replace(value, is_open=True, is_named=is_named, written=own, lemmas=lemmas)
