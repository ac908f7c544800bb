"""A function of tensors on random cases: which of its promises it breaks, and where.

It has to return tensors of the right shape, dtype and values, with the right gradients for a random
cotangent; to leave its arguments alone; to return the same again; and to take tensors whatever
their layout in memory. A promise belongs to a clause, and a clause that is lost is not looked at
again; where the values are wrong nothing else is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.checkers.common.line import Line, Trial, Unanswered
from autograder.checkers.common.setting import GRADED, Setting
from autograder.sandbox.values import Tensor

from .difference import Deviation, compare_arguments, compare_gradients, compare_values
from .inputs import Argument, Case, Inputs, draw, standard_normal, widened

__all__ = ["ARGUMENTS", "GRADIENT", "RIGHT", "VALUES", "Examination", "FailedCase", "Other"]

#: Clauses: what is returned; its derivative; arguments of any layout, left as they are. A case may
#: have one of its own.
VALUES, GRADIENT, ARGUMENTS = "values", "gradient", "arguments"

# One for each output that has a gradient; without any list, gradients are not asked for.
_Cotangents = Sequence[Tensor | None] | None
_ATTEMPTS = 24
_STRIDED = "With the same numbers in another layout in memory (as a transposed tensor has)"


@dataclass(frozen=True, slots=True)
class Other:
    """A function of the reference's file: the right one, if it has no name.

    Args:
        name: What it is called.
        more: Numbers that it takes beside the arguments.
        blur: The relative error, of every operation, by which gradients of code that has its values
            may differ from its own.
    """

    name: str = ""
    more: tuple[float, ...] = ()
    blur: float = 0.0


#: The function that answers the question.
RIGHT = Other()


@dataclass(frozen=True, slots=True)
class FailedCase:
    """What went wrong with a case.

    Args:
        inputs: What the function was called with.
        clause: What is lost.
        text: What the student is told.
        note: The tag that is left.
        slight: Whether rounding in single precision would explain it.
    """

    inputs: Inputs
    clause: str
    text: str
    note: str
    slight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What is asked of a function; the arguments are those of `Close`."""

    arguments: tuple[Argument, ...]
    cases: tuple[Case, ...]
    outputs: tuple[str, ...]
    gradient: bool
    strided: bool

    def failures(
        self, line: Line, other: Other, clauses: Collection[str]
    ) -> Mapping[str, FailedCase]:
        """Return the first failure of every clause, against one function of the reference's file.

        Args:
            line: The line.
            other: The function.
            clauses: Those that are told apart; what belongs to another counts as values.
        """
        found: dict[str, FailedCase] = {}
        ordered = sorted(self._tried(line.setting), key=lambda case: case.clause in clauses)
        for case in ordered:
            if other != RIGHT and case.dtype != line.setting.dtype and case.clause != ARGUMENTS:
                continue  # at the edge of another dtype, what is wrong overflows as it likes
            clause = case.clause if case.clause in clauses else VALUES
            if clause in found:
                continue
            gradient, copied = GRADIENT not in found, ARGUMENTS in found
            for failure in self._failures_of(line, case, other, gradient=gradient, copied=copied):
                lost = failure.clause if failure.clause in clauses else VALUES
                found.setdefault(lost, replace(failure, clause=lost))
                if lost == VALUES:
                    return found
        return found

    def failure(self, line: Line, case: Case, other: Other) -> FailedCase | None:
        """Return what goes wrong first in one case, against one function of the reference's."""
        return next(self._failures_of(line, case, other, gradient=True), None)

    def shrunk(self, line: Line, failure: FailedCase, other: Other) -> FailedCase:
        """Look for a smaller call that fails in the same way, within the sizes of the cases."""
        attempts = iter(range(_ATTEMPTS))
        smaller = self._smaller(failure.inputs.case)
        while (case := next(smaller, None)) is not None and next(attempts, None) is not None:
            found = self.failure(line, case, other)
            if found is not None and found.note == failure.note:
                failure = replace(found, clause=failure.clause)
                smaller = self._smaller(case)
        return failure

    def _tried(self, setting: Setting) -> Iterator[Case]:
        """Yield the cases; those with a dtype of their own where points hang on it alone."""
        for case in self.cases:
            if case.dtype == GRADED.dtype:
                yield replace(case, dtype=setting.dtype)
            elif setting.tries_own_dtypes:
                yield case

    def _smaller(self, case: Case) -> Iterator[Case]:
        """Yield the case without its batch, and with one side shorter."""
        if any(np.ndim(value) for value in case.values.values()):
            return
        if case.batch and not all(other.batch for other in self.cases):
            yield replace(case, batch=())
        for side, size in case.sizes.items():
            shorter = {other.sizes[side] for other in self.cases if other.sizes[side] < size}
            for length in sorted(shorter):
                yield replace(case, sizes={**case.sizes, side: length})

    def _failures_of(
        self, line: Line, case: Case, other: Other, *, gradient: bool, copied: bool = False
    ) -> Iterator[FailedCase]:
        """Yield what goes wrong in one case, the plainest first."""
        inputs = draw(self.arguments, case, line.random(f"inputs: {case}"))
        asked = gradient and self.gradient and case.dtype == line.setting.dtype
        call = _Call(self, line, inputs, other, with_gradient=asked, copied=copied)
        for clause, reason in call.broken():
            if isinstance(reason, Deviation):
                failure = FailedCase(inputs, clause, str(reason), reason.note, reason.slight)
            else:
                failure = FailedCase(inputs, clause, reason.verdict.message, "exception")
            if case.clause != VALUES and clause != ARGUMENTS:
                # Another dtype that comes back has nothing to do with how large numbers are.
                own = ARGUMENTS if failure.note == "dtype" else case.clause
                failure = replace(failure, clause=own)
            yield failure


class _Call:
    """One case: the calls that are made, and what they are compared with."""

    def __init__(
        self,
        asked: Examination,
        line: Line,
        inputs: Inputs,
        other: Other,
        *,
        with_gradient: bool,
        copied: bool,
    ) -> None:
        self._asked = asked
        self._copied = copied
        self._blur = other.blur
        self._line = line
        self._inputs = inputs
        self._precision = line.setting.judged_by(inputs.case.dtype)
        exact, name = [*inputs.exact(requires_grad=with_gradient), *other.more], other.name
        self._cotangents: _Cotangents = None
        if with_gradient:
            value = line.reference.call(*exact, function=name)
            self._cotangents = _cotangents(line, inputs, value)
        weights = self._cotangents and [w and widened(w) for w in self._cotangents]
        self._result = line.reference.result(*exact, function=name, cotangents=weights)
        self._after: Sequence[Any] = ()

    def broken(self) -> Iterator[tuple[str, Unanswered]]:
        """Yield the promises that are broken: the clause of each, and what is wrong."""
        if (reason := _raised(self._called_once)) is not None:
            yield VALUES, reason
            return
        if (reason := _raised(self._left_alone)) is not None:
            yield ARGUMENTS, reason
            self._copied = True  # else it fails with gradients for the same reason
        strided = self._asked.strided and not self._copied
        if (again := _raised(lambda: self._called_again(strided=strided))) is None:
            return
        # Is it the second call, the gradients, or the layout?
        if (reason := _raised(self._repeated)) is not None:
            yield VALUES, reason
            return
        if self._cotangents is not None:
            reason = _raised(lambda: self._called_again(strided=False))
            if reason is not None:
                yield GRADIENT, reason
                again = _raised(lambda: self._called_again(strided=strided, gradient=False))
        if again is not None and not self._copied:
            yield ARGUMENTS, Deviation(f"{_STRIDED}: {again}", "strided")

    def _called_once(self) -> None:
        trial = self._line.submitted.trial(*self._inputs.sent(), dtype=self._inputs.case.dtype)
        self._compare(trial)
        self._after = trial.arguments

    def _left_alone(self) -> None:
        compare_arguments(self._after, self._inputs.sent(), self._inputs)

    def _called_again(self, *, strided: bool, gradient: bool = True) -> None:
        """Compare a call on tensors of another layout, with gradients where they are asked for."""
        cotangents = self._cotangents if gradient else None
        given = self._inputs.sent(requires_grad=cotangents is not None, strided=strided)
        dtype = self._inputs.case.dtype
        trial = self._line.submitted.trial(
            *given, cotangents=cotangents, dtype=dtype, copied=self._copied
        )
        self._compare(trial)
        if cotangents is not None:
            compare_gradients(
                trial.gradients, self._result, self._inputs, self._precision, self._blur
            )

    def _repeated(self) -> None:
        trial = self._line.submitted.trial(*self._inputs.sent(), dtype=self._inputs.case.dtype)
        try:
            self._compare(trial)
        except Deviation as difference:
            text = f"A second call with the same arguments returns something else. {difference}"
            raise Deviation(text, "repeat") from None

    def _compare(self, trial: Trial) -> None:
        compare_values(
            trial.value, self._result, self._inputs, self._asked.outputs, self._precision
        )


def _raised(check: Callable[[], None]) -> Unanswered | None:
    """Return why a check fails; what ends more than a call is raised."""
    try:
        check()
    except Deviation as reason:
        return reason
    except Unanswered as reason:
        if "exception" not in reason.verdict.notes:
            raise
        return reason
    return None


def _cotangents(line: Line, inputs: Inputs, value: Any) -> _Cotangents:
    """Draw a cotangent for every real output."""
    randomness = line.random(f"cotangents: {inputs.case}")
    outputs = value if isinstance(value, (tuple, list)) else [value]
    return [
        Tensor.of(standard_normal(output.shape, randomness), inputs.case.dtype)
        if "float" in output.dtype
        else None
        for output in outputs
    ]
