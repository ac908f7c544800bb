"""``LoRAMultiHeadAttention(Wq, Wk, Wv, Wo, rank)``, judged by what it does.

`attention_trial` is what is done with one module, `attention_case` what it is made from and what
is expected of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.rubric import Clauses, Findings, Line, Verdict, forgiven, partial, without_worth

from .attention_readings import SLIPS
from .attention_trial import CLAUSES, trials_of

__all__ = ["AdaptedAttention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedAttention:
    """A class whose objects are multi-head attention with adapters on Q, K and V of each head.

    Args:
        clauses: The shares of "output", "training" (gradients, a step) and "arguments" (copies are
            kept, the input is left alone);
            without them all is lost by any.
    """

    clauses: Clauses | None = None

    def __post_init__(self) -> None:
        if self.clauses is not None:
            self.clauses.require(CLAUSES)

    def check(self, line: Line) -> Verdict:
        """Try modules of several sizes; of each clause the first broken promise counts."""
        return forgiven(line, self._tried(line), self._tried, notes=("adapter",))

    def _tried(self, line: Line) -> Verdict:
        verdict = self._with(line)
        found = next((note for note in verdict.notes if note in SLIPS), "")
        if verdict.share or not found:
            return verdict
        slip = self._with(line, found)
        if not slip.share:
            return verdict
        text = "\n".join(filter(None, [f"Nearly. {verdict.message}", slip.message]))
        return partial(slip.share / 2, without_worth(text), notes=(*verdict.notes, *slip.notes))

    def _with(self, line: Line, slip: str = "") -> Verdict:
        """Return the verdict where attention is to be right, or to have this slip."""
        findings = Findings(self.clauses)
        for trial in trials_of(line, slip):
            findings.look(trial.phases())
        return findings.verdict()
