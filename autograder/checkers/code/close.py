"""Code that computes tensors: compared with the reference's, entry by entry, and differentiated.

`examination` says which promises a function breaks, and where; `function_verdict`, how it ended.
How far an entry may be off is what rounding explains (`rounding`), never a number chosen by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line
from autograder.checkers.common.ref import Target
from autograder.verdict import Verdict

from . import examination
from .function_verdict import FunctionJudge, FunctionVerdict
from .inputs import Argument, Case

__all__ = ["Close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A function of tensors, compared with the reference's on random cases.

    Args:
        arguments: In the order of the template.
        cases: Small ones first: the first that fails is reported.
        outputs: What the outputs are called, where there are several.
        gradient: Whether the gradients of all real tensors among the arguments are compared too,
            except in cases with a dtype of their own.
        strided: Whether arguments may be laid out in memory in any order, as the docstring says.
        clauses: The shares of "values", "gradient", "arguments" (of any layout, left as they are)
            and of what cases have for a clause of their own; without them all is lost by any.
        accepted: Other functions of the reference's file that are right, by the name of the
            convention that the student is told.
        misreadings: Other functions of the reference's file, by the note that is left, to be named
            where one explains every case.
        guarded: Functions of the reference's file with a constant as one more argument, which is
            added to a denominator: half is earned where it is small.
    """

    arguments: tuple[Argument, ...]
    cases: tuple[Case, ...]
    outputs: tuple[str, ...] = ()
    gradient: bool = False
    strided: bool = True
    clauses: Clauses | None = None
    accepted: Mapping[str, Target] = field(default_factory=dict)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)
    guarded: tuple[Target, ...] = ()

    def __post_init__(self) -> None:
        known = {argument.name for argument in self.arguments}
        for case in self.cases:
            for argument in self.arguments:
                case.shape(argument.shape)
            unknown = ({*case.scale, *case.values} - known) | (set(case.sizes) - self._sides())
            if unknown:
                raise ValueError(f"{case} speaks of {', '.join(sorted(unknown))}")
        if self.clauses is not None:
            self.clauses.require(self.promises)

    @property
    def promises(self) -> tuple[str, ...]:
        """The clauses that there can be."""
        own = (examination.GRADIENT,) if self.gradient else ()
        always = (examination.VALUES, *own, examination.ARGUMENTS)
        return tuple(dict.fromkeys((*always, *(case.clause for case in self.cases))))

    def check(self, line: Line) -> Verdict:
        """Run every case; what fails is reported with the smallest call that fails so."""
        names = self.clauses.weights if self.clauses else (examination.VALUES,)
        judged = self.judge(line, names)
        values = judged.verdicts[examination.VALUES]
        if self.clauses is None or not values.share or not judged.any_lost:
            return values
        return self.clauses.combine(judged.verdicts)

    def judge(self, line: Line, clauses: Collection[str]) -> FunctionVerdict:
        """Run every case, and say how each clause ended.

        Args:
            line: The line.
            clauses: Those that are told apart; any other promise that is broken costs the values.
        """
        asked = examination.Examination(
            arguments=self.arguments,
            cases=self.cases,
            outputs=self.outputs,
            gradient=self.gradient,
            strided=self.strided,
        )
        judge = FunctionJudge(
            examination=asked,
            accepted=self.accepted,
            misreadings=self.misreadings,
            guarded=self.guarded,
        )
        return judge.judge(line, clauses)

    def _sides(self) -> set[str]:
        return {side for argument in self.arguments for side in argument.shape.split()}
