"""A module of the student's, held to a contract: it stays in the worker, and is driven from here.

`module_promises` has what is looked at; here is on which cases, and what is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.line import Line
from autograder.verdict import Verdict

from .contract import ModuleCase
from .module_clauses import CLAUSES, Findings
from .module_promises import phases_of
from .module_trial import ModuleTrial
from .single_precision import forgiven

__all__ = ["DrivenModule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenModule:
    """A class whose objects keep a contract.

    Args:
        cases: The sizes that are tried, the plainest first. Those in another dtype than float64 are
            tried where points hang on it.
        clauses: The shares of "output", "training" (the start, what is trained, gradients),
            "merging" and "arguments" (copies are kept, the input is left alone); without them all
            is lost by any.
    """

    cases: Sequence[ModuleCase]
    clauses: Clauses | None = None

    def __post_init__(self) -> None:
        if self.clauses is not None:
            self.clauses.require(CLAUSES)

    def check(self, line: Line) -> Verdict:
        """Try every case; the first promise of each clause that is not kept counts."""
        return forgiven(line, self._tried(line), self._tried)

    def _tried(self, line: Line) -> Verdict:
        findings = Findings(self.clauses)
        for case in self.cases:
            if case.dtype == "float64" or line.setting.tries_own_dtypes:
                findings.look(phases_of(ModuleTrial(line, case), findings))
        return findings.verdict()
