"""Code that computes tensors: compared with the reference's, entry by entry, and differentiated.

Each case is drawn from the line's seed. A function has to return tensors of the right shape, dtype
and values, with the right gradients for a random cotangent; to leave its arguments alone; to return
the same again; and to take tensors whatever their layout in memory. How far an entry may be off is
what rounding explains (`autograder.checkers.rounding`), never a number chosen by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..sandbox.values import Tensor
from ..verdict import Verdict, earned, lost, partial
from .difference import Different, compare_arguments, compare_gradients, compare_values
from .inputs import Argument, Case, Inputs, draw, standard_normal, widened
from .line import Line, Result, Unanswered
from .setting import GRADED, Setting
from .snippet import snippet
from .target import Misreading, Target

__all__ = ["Close"]

# One for each output that has a gradient; without any list, gradients are not asked for.
_Cotangents = Sequence[Tensor | None] | None

_ATTEMPTS = 24
# What another function's results may explain.
_OTHER_RESULTS = ("values", "gradient", "shape")


@dataclass(frozen=True, slots=True)
class _Failure:
    """What went wrong with a case."""

    inputs: Inputs
    text: str
    note: str


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
        accepted: Other functions of the reference's file that are right, by the name of the
            convention that the student is told.
        misreadings: Other functions of the reference's file, by the note that is left, to be named
            where one explains every case.
    """

    arguments: tuple[Argument, ...]
    cases: tuple[Case, ...]
    outputs: tuple[str, ...] = ()
    gradient: bool = False
    strided: bool = True
    accepted: Mapping[str, Target] = field(default_factory=dict)
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {argument.name for argument in self.arguments}
        for case in self.cases:
            for argument in self.arguments:
                case.shape(argument.shape)
            unknown = ({*case.scale, *case.values} - known) | (set(case.sizes) - self._sides())
            if unknown:
                raise ValueError(f"{case} speaks of {', '.join(sorted(unknown))}")

    def check(self, line: Line) -> Verdict:
        """Run every case; the first that fails is reported with the smallest call that fails so."""
        failure = next(self._failures(line, ""), None)
        if failure is None:
            return earned()
        for convention, answer in self.accepted.items():
            accepted = self._by_convention(line, failure, convention, answer)
            if accepted is not None:
                return accepted
        for note, misreading in self.misreadings.items():
            found = self._named(line, failure, note, misreading)
            if found is not None:
                return found
        smallest = self._shrink(line, failure)
        return lost(_report(line, smallest), notes=(smallest.note,))

    def _sides(self) -> set[str]:
        return {side for argument in self.arguments for side in argument.shape.split()}

    def _failures(self, line: Line, function: str) -> Iterator[_Failure]:
        for case in self._cases(line.setting):
            failure = self._failure(line, case, function)
            if failure is not None:
                yield failure

    def _cases(self, setting: Setting) -> Iterator[Case]:
        """Yield the cases; those with a dtype of their own where points hang on it alone."""
        for case in self.cases:
            if case.dtype == GRADED.dtype:
                yield replace(case, dtype=setting.dtype)
            elif setting.is_graded:
                yield case

    def _by_convention(
        self, line: Line, failure: _Failure, convention: str, answer: Target
    ) -> Verdict | None:
        """Return the verdict under a convention, if it explains the case that failed."""
        if not self._explains(line, failure, answer):
            return None
        other = next(self._failures(line, answer.name), None)
        if other is None:
            return earned(f"Right, by this convention: {convention}.", notes=(convention,))
        if other.note in _OTHER_RESULTS:
            return None
        return lost(_report(line, other), notes=(other.note,))

    def _explains(self, line: Line, failure: _Failure, answer: Target) -> bool:
        if failure.note not in _OTHER_RESULTS:
            return False
        return self._failure(line, failure.inputs.case, answer.name) is None

    def _named(
        self, line: Line, failure: _Failure, note: str, misreading: Misreading
    ) -> Verdict | None:
        """Return the verdict on a misreading, if it explains the case that failed."""
        assert isinstance(misreading.answer, Target), "a function is run on the same inputs"
        if not self._explains(line, failure, misreading.answer):
            return None
        function = misreading.answer.name
        other = next(self._failures(line, function), None)
        if other is None:
            text = f"{misreading.message}\n{_report(line, self._shrink(line, failure))}"
            return partial(misreading.share, text, notes=(note,))
        if other.note in _OTHER_RESULTS:
            return None  # it was this only by chance, or in some cases
        report = _report(line, self._shrink(line, other, function))
        text = f"{misreading.message}\nThat is not all. {report}"
        return partial(Fraction(0), text, notes=(note, other.note))

    def _shrink(self, line: Line, failure: _Failure, function: str = "") -> _Failure:
        """Look for a smaller call that fails in the same way, within the sizes of the cases."""
        attempts = iter(range(_ATTEMPTS))
        smaller = self._smaller(failure.inputs.case)
        while (case := next(smaller, None)) is not None and next(attempts, None) is not None:
            found = self._failure(line, case, function)
            if found is not None and found.note == failure.note:
                failure, smaller = found, self._smaller(case)
        return failure

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

    def _failure(self, line: Line, case: Case, function: str) -> _Failure | None:
        """Try one case against the reference, or against another function of its file."""
        inputs = draw(self.arguments, case, line.random(f"inputs: {case}"))
        try:
            self._try(line, inputs, function)
        except Different as difference:
            return _Failure(inputs, str(difference), difference.note)
        except Unanswered as reason:
            if "exception" not in reason.verdict.notes:
                raise
            return _Failure(inputs, reason.verdict.message, "exception")
        return None

    def _try(self, line: Line, inputs: Inputs, function: str) -> None:
        gradient = self.gradient and inputs.case.dtype == line.setting.dtype
        given = inputs.sent()
        trial = line.submitted.trial(*given, dtype=inputs.case.dtype)
        exact = inputs.exact(requires_grad=gradient)
        cotangents = None
        if gradient:
            value = line.reference.call(*exact, function=function)
            cotangents = _cotangents(line, inputs, value)
        weights = cotangents and [weight and widened(weight) for weight in cotangents]
        result = line.reference.result(*exact, function=function, cotangents=weights)
        compare_values(trial.value, result, inputs, self.outputs)
        compare_arguments(trial.arguments, given, inputs)
        self._try_again(line, inputs, result, cotangents)

    def _try_again(
        self, line: Line, inputs: Inputs, result: Result, cotangents: _Cotangents
    ) -> None:
        """Call it a second time, on tensors of another layout, with gradients where asked for."""
        try:
            self._compare(line, inputs, result, cotangents, strided=self.strided)
        except (Different, Unanswered) as reason:
            # Is it the second call, the gradients, or the layout? Each raises what is wrong.
            self._repeat(line, inputs, result)
            self._compare(line, inputs, result, cotangents, strided=False)
            if isinstance(reason, Unanswered) and "exception" not in reason.verdict.notes:
                raise
            raise Different(f"{_STRIDED}: {reason}", "strided") from None

    def _compare(
        self,
        line: Line,
        inputs: Inputs,
        result: Result,
        cotangents: _Cotangents,
        *,
        strided: bool,
    ) -> None:
        given = inputs.sent(requires_grad=cotangents is not None, strided=strided)
        trial = line.submitted.trial(*given, cotangents=cotangents, dtype=inputs.case.dtype)
        compare_values(trial.value, result, inputs, self.outputs)
        if cotangents is not None:
            compare_gradients(trial.gradients, result, inputs)

    def _repeat(self, line: Line, inputs: Inputs, result: Result) -> None:
        trial = line.submitted.trial(*inputs.sent(), dtype=inputs.case.dtype)
        try:
            compare_values(trial.value, result, inputs, self.outputs)
        except Different as difference:
            text = f"A second call with the same arguments returns something else. {difference}"
            raise Different(text, "repeat") from None


_STRIDED = "With the same numbers in another layout in memory (as a transposed tensor has)"


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


def _report(line: Line, failure: _Failure) -> str:
    strided = failure.note == "strided"
    call = snippet(line.question.function, failure.inputs, strided=strided)
    return f"{failure.text}\nFound with (seed {line.seed}):\n{call}"
