"""What is kept of an answer beside its verdict, where many submissions are graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.verdict import Verdict

__all__ = ["Answered", "Fingerprint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What an answer is, so that equal ones can be put together.

    Args:
        kind: ``"expression"``, ``"order"``, ``"derivation"``, ``"value"``, ``"choice"`` or
            ``"code"``.
        exact: Answers are the same where this is, as far as it can tell: what goes for one goes
            for all.
        near: Answers that look alike share it: for looking at them together, and nothing else.
        content: What the answer is, as data: an expression's tree with the question's premises, by
            which equality is certified; a value, to be shown.
    """

    kind: str
    exact: str
    near: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a line leaves beside its verdict.

    Args:
        fingerprint: What the answer is; None where there is none to tell.
        conditional: For a line that follows others, its verdicts where a person decides some that
            it waits for, by the numbers of these joined with commas; ``""`` is with the
            reference's answers to all of them. Nothing where it is right so. Of code that goes on
            from a slip nothing is known: it would have to run again. `autograder.grading.fates`
            reads it.
    """

    fingerprint: Fingerprint | None = None
    conditional: Mapping[str, Verdict] = field(default_factory=dict)
