"""What an answer is, in a few words: equal answers have equal fingerprints, whoever gave them.

Nothing in one depends on the submission beside the answer, on the seed, on what was graded before
or on the machine. It is made after the verdict, in bounded time, and never costs one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checkers.answers.choice import Choice
from autograder.checkers.common.line import Checker, Question
from autograder.checkers.symbolic.derivation_text import first_bad_step
from autograder.checkers.symbolic.growth import Growth
from autograder.checkers.symbolic.reading import as_node
from autograder.checkers.symbolic.submitted_proof import read_chain
from autograder.expression.derivation.chain import Chain
from autograder.expression.order_keys import order_key
from autograder.expression.premises import Premises
from autograder.expression.premises_data import premises_to_data
from autograder.expression.tree import Node, TreeError, shared_rows
from autograder.expression.value_keys import value_key
from autograder.sandbox.values import WireDerivation
from autograder.verdict import FILE_NOTES, WRONG, State, Verdict

from .answers import Fingerprint
from .cpu_limit import TookTooLong, limited
from .plain_values import is_choice, plain_value

__all__ = ["SECONDS", "GradedAnswer", "fingerprint"]

#: CPU seconds for one fingerprint; what bounds them in practice are the steps of `value_key`.
SECONDS = 2.0

# Where these are left, there is no answer that could be compared.
_NOTHING = frozenset({"missing file", "missing function", "unanswered", "returns nothing"})
_MOST_ROWS = 2_000
_LONGEST_SHOWN = 500
# Of a digest: few enough to be copied, and too many for two answers to share them by chance.
_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAnswer:
    """An answer after it has been graded.

    Args:
        question: The question, if the reference declares one.
        checker: What graded it.
        verdict: The verdict.
        value: What was answered, as it was sent; None where it is code, or there is nothing.
        submitted: A digest of the code that answers the line.
    """

    question: Question | None
    checker: Checker
    verdict: Verdict
    value: Any
    submitted: str

    @property
    def premises(self) -> Premises:
        """What is known of the question's symbols."""
        if self.question is None:
            return Premises({})
        question = self.question
        return Premises(
            question.symbols, question.definitions, question.conditions, question.substitutions
        )


def fingerprint(answer: GradedAnswer) -> Fingerprint | None:
    """Return what an answer is; None where there is nothing that it could share with another."""
    value = answer.value
    if value is None:
        return _without_value(answer)
    if isinstance(value, WireDerivation):
        return _of_derivation(answer, value)
    root = _root(answer)
    if root is not None:
        return _of_expression(answer, root)
    kind = "choice" if isinstance(answer.checker, Choice) or is_choice(value) else "value"
    try:
        with limited(SECONDS):
            text = json.dumps(plain_value(_one_form(answer)))
    except (TookTooLong, RecursionError):
        return None
    content = text if len(text) <= _LONGEST_SHOWN else ""
    return Fingerprint(
        kind=kind, exact=f"plain:{_digest(text)}", near=_notes(answer.verdict), content=content
    )


def _one_form(answer: GradedAnswer) -> Any:
    """Return an answer in the form that its checker reads all its forms in, if it says which."""
    read = getattr(answer.checker, "read", None)
    found = read(answer.value) if callable(read) else None
    return answer.value if found is None else found


# -------------------------------------------------------------------------------------- expressions


def _root(answer: GradedAnswer) -> Node | None:
    """Return the expression that answers a question about symbols, or is one in any case."""
    try:
        root = as_node(answer.value)
    except (TreeError, TypeError):
        return None
    is_symbolic = answer.question is not None and bool(answer.question.symbols)
    return root if is_symbolic or isinstance(answer.checker, Growth) else None


def _of_expression(answer: GradedAnswer, root: Node) -> Fingerprint:
    rows, premises = shared_rows(root), answer.premises
    regime = answer.checker.regime if isinstance(answer.checker, Growth) else None
    exact = f"tree:{_digest(_written(rows))}"
    try:
        with limited(SECONDS):
            exact = _key(root, premises, regime) or exact
    except (TookTooLong, RecursionError):
        pass
    content = ""
    if len(rows) <= _MOST_ROWS:
        content = _written({"tree": rows, **premises_to_data(premises)} | _of_regime(regime))
    return Fingerprint(
        kind="expression" if regime is None else "order",
        exact=exact,
        near=_notes(answer.verdict),
        content=content,
    )


def _key(root: Node, premises: Premises, regime: Sequence[str] | None) -> str:
    """Return what an expression is equal to, or of which order it is; empty where that is open."""
    if regime is None:
        value = value_key(root, premises)
        return f"value:{value[:_DIGITS]}" if value else ""
    order = order_key(root, premises, regime=regime)
    if order is None:
        return ""
    return f"{'order' if order.is_normal else 'bound'}:{order.digest[:_DIGITS]}"


def _of_regime(regime: Sequence[str] | None) -> dict[str, Any]:
    return {} if regime is None else {"regime": [*regime]}


# -------------------------------------------------------------------------------------- derivations


def _of_derivation(answer: GradedAnswer, value: WireDerivation) -> Fingerprint:
    step = first_bad_step(answer.verdict.message)
    notes = _notes(answer.verdict)
    exact = f"chain:{_digest(_written(_proof(read_chain(value))))}"
    return Fingerprint(
        kind="derivation", exact=exact, near=f"step {step}: {notes}" if step else notes
    )


def _proof(chain: Chain) -> list[Any]:
    steps = [
        [link.relation.value, shared_rows(link.root), sorted(link.cited), link.variable,
         sorted(link.lemmas)]
        for link in chain.links
    ]  # fmt: skip
    unread = sorted(chain.unread.items())
    return [shared_rows(chain.start), steps, unread, [_proof(lemma) for lemma in chain.lemmas]]


# ---------------------------------------------------------------------------------------- the rest


def _without_value(answer: GradedAnswer) -> Fingerprint | None:
    """Return the fingerprint of code, and of what came to no value."""
    verdict, notes = answer.verdict, frozenset(answer.verdict.notes)
    if found := sorted(notes & _NOTHING):
        return Fingerprint(kind="nothing", exact=f"nothing:{','.join(found)}", near=found[0])
    if not answer.submitted:
        return None
    exact = f"code:{answer.submitted[:_DIGITS]}"
    if found := sorted(notes & FILE_NOTES):
        return Fingerprint(kind="code", exact=exact, near=found[0])
    near = ""
    if verdict.state is not State.PASSED:
        near = "; ".join(filter(None, (_notes(verdict), _outcomes(verdict.message))))
    return Fingerprint(kind="code", exact=exact, near=near)


def _notes(verdict: Verdict) -> str:
    """Say how a line ended, where that says anything; the same words for the same end."""
    notes = [note for note in verdict.notes if note != WRONG]
    if verdict.state is State.PASSED or not notes:
        return ""
    return f"{verdict.state.value} {verdict.share}: {', '.join(sorted(notes))}"


def _outcomes(message: str) -> str:
    """Return how each clause ended and what was raised; what was drawn for the case is left out."""
    clauses = (f"{name} {end}" for name, end in _CLAUSE.findall(message))
    return ", ".join(dict.fromkeys([*clauses, *_RAISED.findall(message)[:1]]))


_CLAUSE = re.compile(r"^([^:\n]{1,60}): (earned in part|earned|not earned)\b", re.MULTILINE)
_RAISED = re.compile(r"\b[A-Z]\w{2,40}(?:Error|Exception|Interrupt|Iteration)\b")


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]
