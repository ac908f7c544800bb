"""What a module loses: its promises, phase by phase, each of which belongs to a clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.line import Unanswered
from autograder.checkers.common.promises import Broken, Promise
from autograder.verdict import Verdict, earned, lost

__all__ = ["ARGUMENTS", "CLAUSES", "MERGING", "OUTPUT", "TRAINING", "Findings", "Phase"]

#: What a module returns; its start, what is trained, gradients; `merge` and `unmerge`; that it
#: keeps copies, and leaves its input alone.
CLAUSES = OUTPUT, TRAINING, MERGING, ARGUMENTS = "output", "training", "merging", "arguments"

_OF_ARGUMENTS = ("in place", "not copied")

#: A clause, and what raises `Broken` where it is lost.
Phase = tuple[str, Promise]


@dataclass(slots=True)
class Findings:
    """The first promise of each clause that is broken.

    Args:
        clauses: Their shares; without them all is lost by any. Without the output none counts.
    """

    clauses: Clauses | None
    _lost: dict[str, Verdict] = field(default_factory=dict, init=False)

    def look(self, phases: Iterable[Phase]) -> None:
        """Go through the phases of one module; those of a clause that is lost are left out."""
        for clause, phase in phases:
            if self._lost and (self.clauses is None or OUTPUT in self._lost):
                return
            if clause in self._lost:
                continue
            try:
                phase()
            except Broken as broken:
                of_arguments = broken.note in _OF_ARGUMENTS
                self._lose(ARGUMENTS if of_arguments else clause, str(broken), broken.note)
            except Unanswered as reason:
                if "exception" not in reason.verdict.notes:
                    raise
                self._lose(clause, reason.verdict.message, "exception")

    def has_lost(self, clause: str) -> bool:
        """Whether a promise of a clause is broken."""
        return clause in self._lost

    def verdict(self) -> Verdict:
        """Return what is earned; without the output, what was the first to be wrong."""
        if not self._lost:
            return earned()
        if self.clauses is None or OUTPUT in self._lost:
            return next(iter(self._lost.values()))
        outcomes = {name: self._lost.get(name, earned()) for name in self.clauses.weights}
        return self.clauses.combine(outcomes)

    def _lose(self, clause: str, text: str, note: str) -> None:
        self._lost.setdefault(clause, lost(text, notes=(note,)))
